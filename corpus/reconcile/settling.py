"""Articles that wait for it are settled: by the others' reading alone, so that the order of adding changes nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache, partial
from math import sqrt

from corpus import dates, provenance
from corpus.model import Document
from corpus.reconcile import grouping, linking
from corpus.reconcile.dating import Witness, infer, week_after
from corpus.reconcile.events import events
from corpus.reconcile.features import stated_day
from corpus.store import Arrival, Feature, Settled, Store
from corpus.store.features import TELLS

#: Most articles asked for the date of one: those that share most of its names and figures.
MOST_WITNESSES = 40
_AT_HAND = 200
#: Articles settled in one go: so long other writers have to wait.
_AT_ONCE = 50
_LAST_WEEK = re.compile(r"last week\b", re.IGNORECASE)


def reconcile(store: Store) -> int:
    """
    Put into the articles that wait for it what the whole corpus tells of them.

    Args:
        store: Where they lie; when interrupted, the next call goes on where this one stopped.

    Returns:
        How many articles were looked at.
    """
    count, witnesses = 0, _Witnesses(store)
    while waiting := store.unsettled()[:_AT_ONCE]:
        with store.writing():
            for scope, key in waiting:
                store.settle([_settled(store, key, scope, witnesses)])
            store.regroup(grouping.regrouped(store, waiting))
        count += len(waiting)
    return count


def _settled(store: Store, key: str, scope: str, witnesses: _Witnesses) -> Settled:
    arrival = store.as_read(key, scope)
    document = _dated(store, arrival, witnesses)
    document = linking.linked(document, lambda word: store.surnamed(word, scope))
    return Settled(key, scope, None if document == arrival.document else document)


def _dated(store: Store, arrival: Arrival, witnesses: _Witnesses) -> Document:
    """Give the document with its day of publication inferred, and its relative dates found by that day."""
    document = arrival.document
    article = document.article
    own = article.provenance.published
    looks_back = any(_LAST_WEEK.match(one.text) for one in document.dates)
    if stated_day(own) or not (looks_back or arrival.features.get(Feature.UNDATED)):
        return document
    clues = provenance.clues(article.text, article.zones)
    week = week_after(clues) if looks_back else None
    claim = infer(own, clues, events(document), witnesses.of(arrival), week)
    if claim is None:
        return document
    told = replace(article, provenance=replace(article.provenance, published=claim))
    before = store.document(article.key, article.scope)
    same = before.article.provenance.published.value == claim.value  # then its dates are the same too
    return replace(document, article=told, dates=before.dates if same else dates.tag(document.sentences, claim.value))


class _Witnesses:
    """The articles asked for the dates of others, as read alone; those asked lately are kept at hand."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._read = lru_cache(maxsize=_AT_HAND)(partial(_witness, store))

    def of(self, arrival: Arrival) -> list[tuple[Witness, float]]:
        """Give those that share most with an undated article and date what they tell, each with how much."""
        scope = arrival.document.article.scope
        traits = arrival.features.get(Feature.UNDATED, ())
        found = self._store.near(Feature.DATED, traits, scope, TELLS[Feature.DATED][1])
        others = [one for one in found if (one[0], one[1]) != (scope, arrival.document.article.key)]
        best = sorted(others, key=lambda one: (-one[2], one[1], one[0]))[:MOST_WITNESSES]
        return [(self._read(key, holder), shared / sqrt(len(traits) * size)) for holder, key, shared, size in best]


def _witness(store: Store, key: str, scope: str) -> Witness:
    document = store.as_read(key, scope).document
    stated = stated_day(document.article.provenance.published)
    return Witness(key, stated, tuple(event for event in events(document, stated) if event.day))
