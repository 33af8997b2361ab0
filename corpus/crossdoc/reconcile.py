"""Reconcile articles with the corpus: update their origin, publication date and surname links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from math import sqrt

from corpus.crossdoc.date_inference import DatedEvidence, infer_date, infer_week_after, place_open_day
from corpus.crossdoc.entity_links import link_short_names
from corpus.crossdoc.features import extract_events, get_body_text, get_stated_day, stem_words
from corpus.crossdoc.outlet_inference import collect_outlets, infer_outlet, infer_title
from corpus.dates import tagger
from corpus.extraction.date_clues import find_clues
from corpus.languages.en.calendar import LAST_WEEK
from corpus.models import Document
from corpus.store import (
    EVIDENCE_RULES,
    ArticleRecord,
    CrossDocUpdate,
    EvidenceRank,
    FeatureKind,
    Store,
    rank_evidence,
)

#: Maximum number of articles that are evidence for one date: those that share most of its names and figures.
MAX_EVIDENCE_ARTICLES = 40
_EVIDENCE_CACHE_SIZE = 200
#: Articles reconciled in one transaction, for which other writers have to wait.
_MAX_BATCH_ARTICLES = 50


def reconcile_articles(store: Store) -> int:
    """
    Update the origin, date and surname links of all articles that are not yet reconciled with the corpus.

    Args:
        store: The store that contains them; after an interruption, the next call continues where this one stopped.

    Returns:
        The number of articles that were examined.
    """
    count, evidence = 0, _EvidenceArticles(store)
    while waiting := store.list_unreconciled()[:_MAX_BATCH_ARTICLES]:
        with store.transaction():
            for scope, key in waiting:
                store.apply_updates([_reconcile_article(store, key, scope, evidence)])
        count += len(waiting)
    while store.update_origins():
        pass
    return count


def _reconcile_article(store: Store, key: str, scope: str, evidence: _EvidenceArticles) -> CrossDocUpdate:
    record = store.get_record(key, scope)
    document, horizons = _infer_publication_day(store, record, evidence)
    if record.document.article.provenance.outlet.value is None:
        document = _infer_outlet(document, evidence.list_outlets(scope))
    document = link_short_names(document, lambda keys: store.find_full_names(keys, scope, key))
    return CrossDocUpdate(key, scope, None if document == record.document else document, horizons)


def _infer_publication_day(
    store: Store, record: ArticleRecord, evidence: _EvidenceArticles
) -> tuple[Document, Mapping[FeatureKind, EvidenceRank]]:
    """
    Infer the day of publication, and resolve relative dates against it.

    Returns:
        The document, itself if nothing is inferred, and the horizons of the evidence that was looked at.
    """
    document = record.document
    article = document.article
    published = article.provenance.published
    mentions_last_week = any(LAST_WEEK.match(one.text) for one in document.dates)
    has_open_day = bool(record.features.get(FeatureKind.OPEN_DAY))
    if get_stated_day(published) or not (
        mentions_last_week or has_open_day or record.features.get(FeatureKind.UNDATED)
    ):
        return document, {}
    near = evidence.find_near_days(record) if has_open_day else _NO_EVIDENCE
    similar = evidence.find(record)
    horizons = {**near.horizons, **similar.horizons}
    if not (mentions_last_week or near.articles or similar.articles):
        return document, horizons
    clues = find_clues(article.text, article.zones)
    week = infer_week_after(clues) if mentions_last_week else None
    words = stem_words(get_body_text(document)) if has_open_day else frozenset()
    claim = place_open_day(published, clues, words, [one for one, _ in near.articles]) if has_open_day else None
    claim = claim or infer_date(published, clues, extract_events(document), similar.articles, week)
    if claim is None:
        return document, horizons
    updated = replace(article, provenance=replace(article.provenance, published=claim))
    current = store.get_document(article.key, article.scope)
    is_same_day = (
        current.article.provenance.published.value == claim.value
    )  # then its time expressions are the same too
    dates = current.dates if is_same_day else tagger.tag(document.sentences, claim.value)
    return replace(document, article=updated, dates=dates), horizons


def _infer_outlet(document: Document, outlets: Mapping[str, str]) -> Document:
    """Return the document with its outlet inferred from those of other articles."""
    article = document.article
    claim = infer_outlet(article, outlets)
    if claim is None or claim.value is None:
        return document
    title = infer_title(article, claim.value) or article.provenance.title
    provenance = replace(article.provenance, outlet=claim, title=title)
    return replace(document, article=replace(article, provenance=provenance))


@dataclass(frozen=True, slots=True)
class _Evidence:
    """
    Articles that are evidence for the date of another.

    Attributes:
        articles: Each with the share of names and figures in common, in [0, 1].
        horizons: The rank of the last of them, if there are more.
    """

    articles: list[tuple[DatedEvidence, float]]
    horizons: Mapping[FeatureKind, EvidenceRank]


_NO_EVIDENCE = _Evidence([], {})


class _EvidenceArticles:
    """Finds dated articles that are evidence for undated ones; caches the most recently used."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._load = lru_cache(maxsize=_EVIDENCE_CACHE_SIZE)(partial(_load_evidence, store))
        self._load_outlets = lru_cache(maxsize=_EVIDENCE_CACHE_SIZE)(partial(_load_outlets, store))

    def list_outlets(self, scope: str) -> Mapping[str, str]:
        """Return the outlets that several articles visible to *scope* have, as they were when first asked for."""
        return self._load_outlets(scope)

    def find(self, record: ArticleRecord) -> _Evidence:
        """Return the dated articles that share most with an undated one."""
        return self._find(FeatureKind.DATED, record)

    def find_near_days(self, record: ArticleRecord) -> _Evidence:
        """Return the articles with a stated day near the day that one names as its own without a year."""
        return self._find(FeatureKind.DAY, record)

    def _find(self, kind: FeatureKind, record: ArticleRecord) -> _Evidence:
        article = record.document.article
        affected, min_shared = EVIDENCE_RULES[kind]
        hashes = record.features.get(affected, ())
        ranked = sorted(
            (rank_evidence(kind, scope, key, shared), scope, key, shared / sqrt(len(hashes) * size))
            for scope, key, shared, size in self._store.find_similar(kind, hashes, article.scope, min_shared)
            if (scope, key) != (article.scope, article.key)
        )
        best = ranked[:MAX_EVIDENCE_ARTICLES]
        horizons = {kind: best[-1][0]} if len(ranked) >= MAX_EVIDENCE_ARTICLES else {}
        return _Evidence([(self._load(key, scope), share) for _, scope, key, share in best], horizons)


def _load_outlets(store: Store, scope: str) -> Mapping[str, str]:
    return collect_outlets(summary.citation.outlet for summary in store.list_articles(scope))


def _load_evidence(store: Store, key: str, scope: str) -> DatedEvidence:
    document = store.get_record(key, scope).document
    stated = get_stated_day(document.article.provenance.published)
    events = tuple(event for event in extract_events(document, stated) if event.day)
    return DatedEvidence(key, stated, events, stem_words(get_body_text(document)))
