"""Questions in the index's own language."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.model import Query, Window, Zone
from corpus.store.connection import Database
from corpus.store.curations import merged
from corpus.store.facets import EVERYBODY, ZONES, suffix, touching, within
from corpus.store.reading import scopes_seen


@dataclass(frozen=True, slots=True)
class Question:
    """
    A query as the index is asked it.

    Attributes:
        match: FTS5 expression; None where nothing can match, ``""`` where everything in the zones does.
        scopes: Numbers of the scopes seen.
        zones: Numbers of the zones looked in.
        after: Sequence number after which an article must have arrived.
    """

    match: str | None
    scopes: tuple[int, ...]
    zones: tuple[int, ...]
    after: int


def question(db: Database, query: Query, *, closely: bool = False) -> Question:
    """Put *query* into the language of FTS5; *closely*, no month or year passes for a day in it."""
    scopes = scopes_seen(db, query.scope)
    zones = tuple(sorted(ZONES[zone] for zone in query.zones))
    return Question(_match(db, query, scopes, within if closely else touching), scopes, zones, query.after)


def without_terms(query: Query) -> Query:
    """Give *query* without its words."""
    return replace(query, terms=())


#: The facets of a time, by their prefix and the window asked for.
_Times = Callable[[str, Window], Iterable[str]]


def _match(db: Database, query: Query, scopes: tuple[int, ...], times: _Times) -> str | None:
    """Ask for the body and for what stands aside of it, each in its own column."""
    terms = quoted(query.terms)
    needed = _needed(db, query, scopes, times)
    if (query.terms and not terms) or needed is None or not query.zones:
        return None
    branches = []
    if Zone.BODY in query.zones:
        branches.append(_branch("body", terms, [_any(one, [Zone.BODY], scopes) for one in needed]))
    if asides := sorted(query.zones - {Zone.BODY}):
        facets = [_any(one, asides, scopes) for one in needed]
        zones = [] if needed and not terms else [_or(suffix(zone, scope) for zone in asides for scope in scopes)]
        branches.append(_branch("aside", terms, facets + zones))
    if not all(branches):
        return ""
    match = " OR ".join(f"({branch})" for branch in branches)
    # A facet tells its scope; words alone do not.
    return match if needed else f"({match}) NOT {_others(scopes)}"


def _others(scopes: tuple[int, ...]) -> str:
    own = [f"s{scope}" for scope in scopes if scope != EVERYBODY]
    return f"facets : ({' NOT '.join(['s0', *own])})"


def _branch(column: str, terms: Sequence[str], facets: Sequence[str]) -> str:
    parts = [f"facets : ({' AND '.join(facets)})"] if facets else []
    return " AND ".join(([f"{column} : ({' OR '.join(terms)})"] if terms else []) + parts)


def _any(facets: Iterable[str], zones: Iterable[Zone], scopes: Iterable[int]) -> str:
    ends = [suffix(zone, scope) for zone in zones for scope in scopes]
    return _or(f"{facet}{end}" for facet in facets for end in ends)


def _or(facets: Iterable[str]) -> str:
    return f"({' OR '.join(facets)})"


def quoted(terms: Iterable[str]) -> list[str]:
    """Quote words for FTS5, leaving out what holds neither letter nor digit."""
    return [f'"{term.replace(chr(34), " ")}"' for term in terms if any(map(str.isalnum, term))]


def _needed(db: Database, query: Query, scopes: tuple[int, ...], times: _Times) -> list[list[str]] | None:
    """Give the groups of facets of each of which a sentence must have one; None where one can't be had."""
    groups = [[number for slug in slugs for number in _numbers(db, "a", slug, scopes)] for slugs in _same(db, query)]
    if query.days:
        groups.append(sorted({facet for window in query.days for facet in times("t", window)}))
    if query.published != Window():
        groups.append(list(touching("p", query.published)))
    if query.articles:
        groups.append([one for key in query.articles for one in _numbers(db, "r", key, scopes)])
    return groups if all(groups) else None


def _same(db: Database, query: Query) -> list[list[str]]:
    """Give, for each actor asked for, the ids that it has in articles: those merged into it too."""
    gone = merged(db, query.scope) if query.actors else {}
    wanted = [gone.get(slug, slug) for slug in query.actors]
    return [[one, *(old for old, into in gone.items() if into == one)] for one in wanted]


_NUMBERED = {
    "a": "SELECT id FROM actors WHERE slug = ? AND scope IN (SELECT value FROM json_each(?)) ORDER BY id",
    "r": "SELECT id FROM articles WHERE key = ? AND scope IN (SELECT value FROM json_each(?)) ORDER BY id",
}


def _numbers(db: Database, prefix: str, value: str, scopes: tuple[int, ...]) -> list[str]:
    return [f"{prefix}{row[0]}" for row in db.rows(_NUMBERED[prefix], (value, json.dumps(scopes)))]
