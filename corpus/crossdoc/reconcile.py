"""Reconcile articles with the corpus: update their origin, publication date and surname links."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache, partial
from math import sqrt

from corpus.crossdoc.date_inference import DatedEvidence, infer_date, infer_week_after
from corpus.crossdoc.entity_links import link_surnames
from corpus.crossdoc.features import extract_events, get_stated_day
from corpus.crossdoc.near_duplicates import find_new_origins
from corpus.dates import tagger
from corpus.extraction import find_clues
from corpus.languages.en.relative_dates import LAST_WEEK
from corpus.models import Document
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
    count, witnesses = 0, _EvidenceArticles(store)
    while waiting := store.list_unreconciled()[:_MAX_BATCH_ARTICLES]:
        with store.transaction():
            for scope, key in waiting:
                store.apply_updates([_reconcile_article(store, key, scope, witnesses)])
            store.set_origins(find_new_origins(store, waiting))
        count += len(waiting)
    return count


def _reconcile_article(store: Store, key: str, scope: str, witnesses: _EvidenceArticles) -> CrossDocUpdate:
    arrival = store.get_record(key, scope)
    document = _infer_publication_day(store, arrival, witnesses)
    document = link_surnames(document, lambda word: store.find_by_surname(word, scope))
    return CrossDocUpdate(key, scope, None if document == arrival.document else document)


def _infer_publication_day(store: Store, arrival: ArticleRecord, witnesses: _EvidenceArticles) -> Document:
    """Return the document with its publication day inferred and its relative dates resolved against that day."""
    document = arrival.document
    article = document.article
    own = article.provenance.published
    looks_back = any(LAST_WEEK.match(one.text) for one in document.dates)
    if get_stated_day(own) or not (looks_back or arrival.features.get(FeatureKind.UNDATED)):
        return document
    clues = find_clues(article.text, article.zones)
    week = infer_week_after(clues) if looks_back else None
    claim = infer_date(own, clues, extract_events(document), witnesses.find(arrival), week)
    if claim is None:
        return document
    told = replace(article, provenance=replace(article.provenance, published=claim))
    before = store.get_document(article.key, article.scope)
    same = before.article.provenance.published.value == claim.value  # then its time expressions are the same too
    return replace(document, article=told, dates=before.dates if same else tagger.tag(document.sentences, claim.value))


class _EvidenceArticles:
    """Finds dated articles that are evidence for undated ones; caches the most recently used."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._read = lru_cache(maxsize=_EVIDENCE_CACHE_SIZE)(partial(_load_evidence, store))

    def find(self, arrival: ArticleRecord) -> list[tuple[DatedEvidence, float]]:
        """Return the dated articles that share most with an undated one, each with the share in common in [0, 1]."""
        scope = arrival.document.article.scope
        traits = arrival.features.get(FeatureKind.UNDATED, ())
        found = self._store.find_similar(FeatureKind.DATED, traits, scope, EVIDENCE_RULES[FeatureKind.DATED][1])
        others = [one for one in found if (one[0], one[1]) != (scope, arrival.document.article.key)]
        best = sorted(others, key=lambda one: (-one[2], one[1], one[0]))[:MAX_EVIDENCE_ARTICLES]
        return [(self._read(key, holder), shared / sqrt(len(traits) * size)) for holder, key, shared, size in best]


def _load_evidence(store: Store, key: str, scope: str) -> DatedEvidence:
    document = store.get_record(key, scope).document
    stated = get_stated_day(document.article.provenance.published)
    return DatedEvidence(key, stated, tuple(event for event in extract_events(document, stated) if event.day))
