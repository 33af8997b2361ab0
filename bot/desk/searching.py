"""How widely to search for what is asked: which passages are read, and how many."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.desk.following import MOST_ARTICLES
from corpus.model import Passage, Query, Window
from corpus.model.queries import MOST_PASSAGES
from corpus.store import Store

#: Sentences that are heard, best first, by one search for evidence. More would seldom change what is said, and each
#: costs a tenth of a millisecond.
MOST_EVIDENCE = 100
#: Sentences that are read of one day: of those dated to it, and of those published on it.
MOST_DATED, MOST_REPORTED = 200, 50


def evidence(store: Store, asked: Query) -> tuple[Passage, ...]:
    """Search wide: by all that was asked, by each actor, by the days and by the words alone; each passage once."""
    whole = replace(asked, limit=MOST_EVIDENCE)
    bare = replace(whole, terms=(), actors=(), days=())
    actors = [replace(bare, actors=(actor,), days=whole.days) for actor in whole.actors]
    days = [replace(bare, days=whole.days)] if whole.days else []
    words = [replace(bare, terms=whole.terms, days=whole.days)] if whole.terms else []
    return _each_once(store, (whole, *actors, *days, *words))


def eventful(store: Store, asked: Query, length: int) -> tuple[Passage, ...]:
    """Search for what a timeline of *length* days is made of; where that is too much to read, on the busiest days."""
    passages = store.search(asked)
    if len(passages) < MOST_PASSAGES:
        return passages
    wanted = asked.days or (Window(),)
    counts = {day: n for day, n in store.census(asked).days.items() if any(window.holds(day) for window in wanted)}
    busiest = [Window(day, day) for day in sorted(counts, key=lambda day: (-counts[day], day))[: 2 * length]]
    dated = [replace(asked, days=(day,), limit=MOST_DATED) for day in busiest]
    reported = [replace(asked, days=(), published=day, limit=MOST_REPORTED) for day in busiest]
    return _each_once(store, (*dated, *reported))


def surrounded(store: Store, asked: Query) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
    """Search for what is asked, and give it, and it with what else its articles tell."""
    found = store.search(asked)
    keys = tuple(dict.fromkeys(passage.citation.key for passage in found))[:MOST_ARTICLES]
    around = store.search(Query(articles=keys, scope=asked.scope)) if keys else ()
    return found, tuple(dict.fromkeys((*found, *around)))[:MOST_PASSAGES]


def _each_once(store: Store, searches: Iterable[Query]) -> tuple[Passage, ...]:
    found = {(p.citation.key, p.sentence.start): p for one in dict.fromkeys(searches) for p in store.search(one)}
    return tuple(found.values())
