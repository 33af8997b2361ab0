"""Articles that wait for it are settled: by the others' reading alone, so that the order of adding changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from corpus import dates, provenance
from corpus.model import Document
from corpus.reconcile import grouping, linking
from corpus.reconcile.dating import Witness, infer
from corpus.reconcile.events import events
from corpus.reconcile.features import stated_day
from corpus.store import Arrival, Feature, Settled, Store
from corpus.store.features import TELLS

#: Most articles asked for the date of one: those that share most of its names and figures.
MOST_WITNESSES = 40


def reconcile(store: Store, on_progress: Callable[[], object] = lambda: None) -> int:
    """
    Put into the articles that wait for it what the whole corpus tells of them.

    Args:
        store: Where they lie; changed all at once, or not at all.
        on_progress: Called after each article.

    Returns:
        How many articles were looked at.
    """
    with store.writing():
        waiting = store.unsettled()
        for scope, key in waiting:
            store.settle([_settled(store, key, scope)])
            on_progress()
        store.regroup(grouping.regrouped(store, waiting))
    return len(waiting)


def _settled(store: Store, key: str, scope: str) -> Settled:
    arrival = store.as_read(key, scope)
    document = _dated(store, arrival)
    document = linking.linked(document, lambda word: store.surnamed(word, scope))
    return Settled(key, scope, None if document == arrival.document else document)


def _dated(store: Store, arrival: Arrival) -> Document:
    """Give the document with its day of publication inferred, and its relative dates found by that day."""
    document = arrival.document
    article = document.article
    if stated_day(article.provenance.published):
        return document
    own = article.provenance.published
    clues = provenance.clues(article.text, article.zones)
    claim = infer(own, clues, tuple(events(document)), _witnesses(store, arrival))
    if claim is None:
        return document
    told = replace(article, provenance=replace(article.provenance, published=claim))
    return replace(document, article=told, dates=dates.tag(document.sentences, claim.value))


def _witnesses(store: Store, arrival: Arrival) -> Iterator[Witness]:
    """Give the articles that share most with an undated one and date what they tell, by their own evidence alone."""
    scope = arrival.document.article.scope
    traits = arrival.features.get(Feature.UNDATED, ())
    found = store.near(Feature.DATED, traits, scope, TELLS[Feature.DATED][1])
    for holder, key, *_ in sorted(found, key=lambda one: (-one[2], one[1], one[0]))[:MOST_WITNESSES]:
        document = store.as_read(key, holder).document
        yield Witness(key, tuple(event for event in events(document) if event.day))
