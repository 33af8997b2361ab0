"""Reconcile articles with the corpus: update their origin, publication date and surname links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache, partial
from math import sqrt

from corpus.crossdoc.date_inference import DatedEvidence, infer_date, infer_week_after, place_open_day
from corpus.crossdoc.entity_links import link_full_names, link_surnames
from corpus.crossdoc.features import extract_events, get_body_text, get_stated_day, stem_words
from corpus.crossdoc.outlet_inference import collect_outlets, infer_outlet, infer_title
from corpus.dates import tagger
from corpus.extraction.date_clues import find_clues
from corpus.languages.en.calendar import LAST_WEEK
from corpus.models import Actor, Document
from corpus.store import EVIDENCE_RULES, ArticleRecord, CrossDocUpdate, FeatureKind, Store

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
    document = _infer_publication_day(store, record, evidence)
    if record.document.article.provenance.outlet.value is None:
        document = _infer_outlet(document, evidence.list_outlets(scope))
    document = link_surnames(document, lambda word: store.find_by_surname(word, scope))
    document = link_full_names(document, lambda hashes: evidence.find_actors(hashes, scope, key))
    return CrossDocUpdate(key, scope, None if document == record.document else document)


def _infer_publication_day(store: Store, record: ArticleRecord, evidence: _EvidenceArticles) -> Document:
    """Return the document with its publication day inferred and its relative dates resolved against that day."""
    document = record.document
    article = document.article
    published = article.provenance.published
    mentions_last_week = any(LAST_WEEK.match(one.text) for one in document.dates)
    has_open_day = bool(record.features.get(FeatureKind.OPEN_DAY))
    if get_stated_day(published) or not (
        mentions_last_week or has_open_day or record.features.get(FeatureKind.UNDATED)
    ):
        return document
    clues = find_clues(article.text, article.zones)
    week = infer_week_after(clues) if mentions_last_week else None
    words = stem_words(get_body_text(document)) if has_open_day else frozenset()
    claim = place_open_day(published, clues, words, evidence.find_near_days(record)) if has_open_day else None
    claim = claim or infer_date(published, clues, extract_events(document), evidence.find(record), week)
    if claim is None:
        return document
    updated = replace(article, provenance=replace(article.provenance, published=claim))
    current = store.get_document(article.key, article.scope)
    is_same_day = (
        current.article.provenance.published.value == claim.value
    )  # then its time expressions are the same too
    return replace(
        document, article=updated, dates=current.dates if is_same_day else tagger.tag(document.sentences, claim.value)
    )


def _infer_outlet(document: Document, outlets: Mapping[str, str]) -> Document:
    """Return the document with its outlet inferred from those of other articles."""
    article = document.article
    claim = infer_outlet(article, outlets)
    if claim is None or claim.value is None:
        return document
    title = infer_title(article, claim.value) or article.provenance.title
    provenance = replace(article.provenance, outlet=claim, title=title)
    return replace(document, article=replace(article, provenance=provenance))


class _EvidenceArticles:
    """Finds dated articles that are evidence for undated ones; caches the most recently used."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._load = lru_cache(maxsize=_EVIDENCE_CACHE_SIZE)(partial(_load_evidence, store))
        self._load_outlets = lru_cache(maxsize=_EVIDENCE_CACHE_SIZE)(partial(_load_outlets, store))
        self._load_actors = lru_cache(maxsize=_EVIDENCE_CACHE_SIZE)(partial(_load_actors, store))

    def list_outlets(self, scope: str) -> Mapping[str, str]:
        """Return the outlets that several articles visible to *scope* have, as they were when first asked for."""
        return self._load_outlets(scope)

    def find_actors(self, hashes: tuple[int, ...], scope: str, key: str) -> list[Actor]:
        """Return the actors of the articles that share most of the full names with these hashes, other than *key*."""
        similar = self._store.find_similar(FeatureKind.FULL, hashes, scope)
        others = [one for one in similar if (one[0], one[1]) != (scope, key)]
        best = sorted(others, key=lambda one: (-one[2], one[1], one[0]))[:MAX_EVIDENCE_ARTICLES]
        return [actor for holder, other, _, _ in best for actor in self._load_actors(other, holder)]

    def find(self, record: ArticleRecord) -> list[tuple[DatedEvidence, float]]:
        """Return the dated articles that share most with an undated one, each with the share in common in [0, 1]."""
        scope = record.document.article.scope
        traits = record.features.get(FeatureKind.UNDATED, ())
        similar = self._store.find_similar(FeatureKind.DATED, traits, scope, EVIDENCE_RULES[FeatureKind.DATED][1])
        others = [one for one in similar if (one[0], one[1]) != (scope, record.document.article.key)]
        best = sorted(others, key=lambda one: (-one[2], one[1], one[0]))[:MAX_EVIDENCE_ARTICLES]
        return [(self._load(key, holder), shared / sqrt(len(traits) * size)) for holder, key, shared, size in best]

    def find_near_days(self, record: ArticleRecord) -> list[DatedEvidence]:
        """Return the articles with a stated day near the day that one names as its own without a year."""
        scope = record.document.article.scope
        days = record.features.get(FeatureKind.OPEN_DAY, ())
        near = self._store.find_similar(FeatureKind.DAY, days, scope, EVIDENCE_RULES[FeatureKind.DAY][1])
        others = [one for one in near if (one[0], one[1]) != (scope, record.document.article.key)]
        return [self._load(key, holder) for holder, key, *_ in sorted(others)[:MAX_EVIDENCE_ARTICLES]]


def _load_outlets(store: Store, scope: str) -> Mapping[str, str]:
    return collect_outlets(summary.citation.outlet for summary in store.list_articles(scope))


def _load_actors(store: Store, key: str, scope: str) -> tuple[Actor, ...]:
    return store.get_record(key, scope).document.actors


def _load_evidence(store: Store, key: str, scope: str) -> DatedEvidence:
    document = store.get_record(key, scope).document
    stated = get_stated_day(document.article.provenance.published)
    events = tuple(event for event in extract_events(document, stated) if event.day)
    return DatedEvidence(key, stated, events, stem_words(get_body_text(document)))
