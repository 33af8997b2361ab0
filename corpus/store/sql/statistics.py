"""Count what a query covers, and bring the counts of whole scopes up to date after a change."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from corpus.models import Actor, CorpusStats, Query
from corpus.models.mappings import PatchedDict
from corpus.store.sql.base import SqlBase, fetch_sequence, in_snapshot
from corpus.store.sql.connection import StoreDatabase
from corpus.store.sql.curations import load_merged_ids
from corpus.store.sql.documents import fetch_actors, list_visible_scope_ids, resolve_scope
from corpus.store.sql.facets import PUBLIC_SCOPE_ID, ZONES_BY_ID, build_suffix
from corpus.store.sql.search import FtsQuery, build_fts_query, cache_result, remove_terms

#: A facet that is counted: actor, day or article, with its zone and scope suffix.
_COUNTED_FACET = re.compile(r"(?P<what>a|td|r)(?P<number>\d+)(?P<end>.*)")


@dataclass(frozen=True, slots=True)
class CoverageCounts:
    """
    Counts from which `CorpusStats` are computed.

    Attributes:
        articles: Number of articles.
        origins: Number of origins among them.
        sentences: Number of sentences.
        facets: Number of sentences with each facet.
    """

    articles: int
    origins: int
    sentences: int
    facets: Mapping[str, int]


def _compute_stats(db: StoreDatabase, query: Query) -> CorpusStats:
    """Return counts over the articles that *query* covers, its terms and limit ignored."""
    fts_query = build_fts_query(db, remove_terms(query))
    sequence = fetch_sequence(db)
    if fts_query.match is None:
        return CorpusStats(sequence=sequence)
    counts = _count_whole_scopes(db, fts_query) if _is_whole_scope(fts_query) else _count_subset(db, fts_query)
    merged = load_merged_ids(db, query.scope)
    actors, days = _count_actors_and_days(db, counts.facets, merged)
    renamed, named = _load_actors(db, query.scope, actors, merged)
    return CorpusStats(
        articles=counts.articles,
        origins=counts.origins,
        sentences=counts.sentences,
        actors=actors,
        days=days,
        actors_by_id=renamed | named,
        sequence=sequence,
    )


def _is_whole_scope(fts_query: FtsQuery) -> bool:
    """Return whether a query covers all of its scopes, so that nothing has to be searched."""
    return fts_query.match == "" and not fts_query.after


def _fetch_changed_actors(db: StoreDatabase, scope: str, since: int) -> dict[str, Actor | None] | None:
    """
    Return the actors visible to *scope* that may have changed after sequence number *since*, by id, sorted.

    Those that no article names any more are None. The result is None if it is unknown what has changed.
    """
    deleted = db.fetch_all("SELECT value FROM counters WHERE name = 'deleted scope'")[0][0]
    if since > fetch_sequence(db) or (scope and since < deleted):
        return None
    rows = db.fetch_all(
        "SELECT DISTINCT slug FROM actors WHERE changed > ? AND +scope IN (SELECT value FROM json_each(?))"
        " ORDER BY slug",
        (since, json.dumps(list_visible_scope_ids(db, scope))),
    )
    actors = {actor.id: actor for actor in fetch_actors(db, scope, [row[0] for row in rows])}
    return {row[0]: actors.get(row[0]) for row in rows}


def _update_stats(
    db: StoreDatabase, query: Query, before: CorpusStats, merged: Mapping[str, str]
) -> CorpusStats | None:
    """
    Return the counts of *before*, which covers a whole scope, as of now.

    Args:
        db: The database.
        query: The query that *before* is of.
        before: Earlier counts.
        merged: The final ids of merged actors, which must be those of *before*.

    Returns:
        The same as `_compute_stats`; None if it is unknown what has changed.
    """
    changed_actors = _fetch_changed_actors(db, query.scope, before.sequence)
    if changed_actors is None:
        return None
    fts_query = build_fts_query(db, remove_terms(query))
    days, slugs = _list_changed_counts(db, fts_query, before.sequence)
    slugs |= {*changed_actors, *merged, *merged.values()}
    slugs |= {merged.get(slug, slug) for slug in slugs}
    slugs |= {old for old, into in merged.items() if into in slugs}
    facets = _fetch_facet_counts(db, fts_query, [*days, *_list_actor_facets(db, fts_query, slugs)])
    new_actors, new_days = _count_actors_and_days(db, facets, merged)
    changed_days = {_parse_day(digits.removeprefix("td")) for digits in days}
    actors = _replace_items(before.actors, slugs, new_actors)
    articles, origins, sentences = _count_totals(db, fts_query)
    return CorpusStats(
        articles=articles,
        origins=origins,
        sentences=sentences,
        actors=actors,
        days=dict(sorted(_replace_items(before.days, changed_days, new_days).items())),
        actors_by_id=_update_actors(db, query.scope, before, slugs, actors, merged),
        sequence=fetch_sequence(db),
    )


def _list_changed_counts(db: StoreDatabase, fts_query: FtsQuery, since: int) -> tuple[set[str], set[str]]:
    """Return the facets of days, without suffixes, and the ids of actors whose counts may have changed."""
    ends, days, numbers = set(_list_suffixes(fts_query)), set[str](), set[int]()
    for (facet,) in db.fetch_all("SELECT facet FROM facet_counts WHERE changed > ?", (since,)):
        match = _COUNTED_FACET.fullmatch(facet)
        if match and match["end"] in ends:
            if match["what"] == "a":
                numbers.add(int(match["number"]))
            else:
                days.add(f"td{match['number']}")
    rows = db.fetch_all(
        "SELECT slug FROM actors WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(sorted(numbers)),)
    )
    return days, {row[0] for row in rows}


def _list_actor_facets(db: StoreDatabase, fts_query: FtsQuery, slugs: Iterable[str]) -> list[str]:
    rows = db.fetch_all(
        "SELECT id FROM actors WHERE scope IN (SELECT value FROM json_each(?))"
        " AND slug IN (SELECT value FROM json_each(?, '$'))",
        (json.dumps(fts_query.scopes), json.dumps(sorted(slugs))),
    )
    return [f"a{row[0]}" for row in rows]


def _fetch_facet_counts(db: StoreDatabase, fts_query: FtsQuery, facets: Iterable[str]) -> dict[str, int]:
    """Return the numbers of sentences with *facets*, in the zones and scopes of a query."""
    ends = _list_suffixes(fts_query)
    rows = db.fetch_all(
        "SELECT facet, sentences FROM json_each(?, '$') AS wanted CROSS JOIN facet_counts ON facet = wanted.value"
        " WHERE sentences > 0",
        (json.dumps([f"{facet}{end}" for facet in facets for end in ends]),),
    )
    return dict(rows)


Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


def _make_patchable(stats: CorpusStats) -> CorpusStats:
    """Return *stats* with what is brought up to date item by item in a form of which copies are cheap."""
    return replace(stats, actors=PatchedDict(stats.actors), actors_by_id=PatchedDict(stats.actors_by_id))


def _replace_items(
    before: Mapping[Key, Value], changed: Iterable[Key], items: Mapping[Key, Value]
) -> PatchedDict[Key, Value]:
    """Return *before* with *items* in place of those whose keys are in *changed*; in no particular order."""
    found = before.copy() if isinstance(before, PatchedDict) else PatchedDict(before)
    for key in changed:
        found.pop(key, None)
    found.update(items)
    return found


def _update_actors(
    db: StoreDatabase,
    scope: str,
    before: CorpusStats,
    changed: Collection[str],
    counted: Mapping[str, int],
    merged: Mapping[str, str],
) -> Mapping[str, Actor]:
    """Return the actors of *before* with those in *changed* loaded again."""
    renamed, named = _load_actors(db, scope, [slug for slug in changed if slug in counted], merged)
    return _replace_items(before.actors_by_id, changed, renamed | named)


def _add_term_counts(db: StoreDatabase, stats: CorpusStats, query: Query) -> CorpusStats:
    """Return *stats* with the sentences counted that contain each term of *query*."""
    return replace(stats, terms={term: _count_term(db, query, term) for term in query.terms})


def _count_whole_scopes(db: StoreDatabase, fts_query: FtsQuery) -> CoverageCounts:
    """Count whole scopes by the numbers of sentences with each facet."""
    ends = _list_suffixes(fts_query)
    rows = db.fetch_all("SELECT facet, sentences FROM facet_counts WHERE sentences > 0")
    facets = {
        facet: sentences
        for facet, sentences in rows
        if (match := _COUNTED_FACET.fullmatch(facet)) and match["end"] in ends
    }
    return CoverageCounts(*_count_totals(db, fts_query), facets)


def _list_suffixes(fts_query: FtsQuery) -> list[str]:
    """Return the suffixes of the facets of the zones and scopes of a query."""
    return [build_suffix(ZONES_BY_ID[zone], scope) for zone in fts_query.zones for scope in fts_query.scopes]


def _count_totals(db: StoreDatabase, fts_query: FtsQuery) -> tuple[int, int, int]:
    """Return the numbers of articles, origins and sentences of whole scopes."""
    articles, origins = db.fetch_all(
        "SELECT count(*), count(DISTINCT origin) FROM articles"
        " WHERE scope IN (SELECT value FROM json_each(?)) AND sentences > 0",
        (json.dumps(fts_query.scopes),),
    )[0]
    return articles, origins, _count_sentences(db, fts_query)


def _count_sentences(db: StoreDatabase, fts_query: FtsQuery) -> int:
    """Return the number of sentences of whole scopes."""
    body = db.fetch_all(
        "SELECT coalesce(sum(body), 0) FROM articles INDEXED BY articles_by_origin"
        " WHERE scope IN (SELECT value FROM json_each(?)) AND sentences > 0",
        (json.dumps(fts_query.scopes),),
    )[0][0]
    asides = {f"z{zone}{_format_scope_suffix(scope)}" for zone in fts_query.zones if zone for scope in fts_query.scopes}
    return db.count_facets(sorted(asides)) + (int(body) if 0 in fts_query.zones else 0)


def _format_scope_suffix(scope: int) -> str:
    return "" if scope == PUBLIC_SCOPE_ID else f"s{scope}"


def _count_subset(db: StoreDatabase, fts_query: FtsQuery) -> CoverageCounts:
    rows = _list_facets(db, fts_query)
    facets = Counter(" ".join(rows).split())
    articles = {
        int(match["number"]) for facet in facets if (match := _COUNTED_FACET.match(facet)) and match["what"] == "r"
    }
    return CoverageCounts(len(articles), _count_origins(db, articles), len(rows), facets)


def _list_facets(db: StoreDatabase, fts_query: FtsQuery) -> list[str]:
    """Return the facets of each matching sentence."""
    if fts_query.match == "":
        rows = db.fetch_all(
            "SELECT s.facets FROM articles a JOIN sentences s ON s.id BETWEEN a.first_sentence AND"
            " a.first_sentence + a.sentences - 1 WHERE a.scope IN (SELECT value FROM json_each(?)) AND a.sequence > ?"
            " AND s.zone IN (SELECT value FROM json_each(?))",
            (json.dumps(fts_query.scopes), fts_query.after, json.dumps(fts_query.zones)),
        )
        return [row[0] for row in rows]
    return db.list_facets(fts_query.match or "", fts_query.after)


def _count_origins(db: StoreDatabase, article_ids: Iterable[int]) -> int:
    rows = db.fetch_all(
        "SELECT count(DISTINCT origin) FROM articles WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(article_ids)),),
    )
    return int(rows[0][0])


def _count_actors_and_days(
    db: StoreDatabase, facets: Mapping[str, int], merged: Mapping[str, str]
) -> tuple[dict[str, int], dict[date, int]]:
    counts_by_id: Counter[int] = Counter()
    days: Counter[date] = Counter()
    for facet, sentences in facets.items():
        if not (match := _COUNTED_FACET.match(facet)):
            continue
        if match["what"] == "a":
            counts_by_id[int(match["number"])] += sentences
        elif match["what"] == "td":
            days[_parse_day(match["number"])] += sentences
    counts_by_slug: Counter[str] = Counter()
    for number, slug in db.fetch_all(
        "SELECT id, slug FROM actors WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(counts_by_id)),)
    ):
        counts_by_slug[merged.get(slug, slug)] += counts_by_id[number]
    return dict(sorted(counts_by_slug.items(), key=lambda item: (-item[1], item[0]))), dict(sorted(days.items()))


def _parse_day(digits: str) -> date:
    return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))


def _load_actors(
    db: StoreDatabase, scope: str, counted: Collection[str], merged: Mapping[str, str]
) -> tuple[dict[str, Actor], dict[str, Actor]]:
    """
    Return the counted actors by id, those that articles contain under merged ids and those under their own.

    One that articles contain only under merged ids takes the values of one of these.
    """
    merged_ids = [slug for slug, into in merged.items() if into in counted]
    actors = {actor.id: actor for actor in fetch_actors(db, scope, [*counted, *merged_ids])}
    renamed = {merged[slug]: replace(actors[slug], id=merged[slug]) for slug in merged_ids if slug in actors}
    return renamed, {slug: actor for slug, actor in actors.items() if slug in counted}


def _count_term(db: StoreDatabase, query: Query, term: str) -> int:
    """Return the number of sentences that contain *term*."""
    fts_query = build_fts_query(db, replace(query, terms=(term,)))
    return _count_matching_sentences(db, fts_query) if fts_query.match else 0


def _count_matching_sentences(db: StoreDatabase, fts_query: FtsQuery) -> int:
    if fts_query.match is None:
        return 0
    if fts_query.match == "":
        return len(_list_facets(db, fts_query))
    return db.count_matches(fts_query.match, fts_query.after)


#: Maximum number of cached statistics of whole scopes, which are large, and of others.
_MAX_CACHED_SCOPES, _MAX_CACHED_STATS = 4, 8


class StatisticsMixin(SqlBase):
    """Statistics, with a cache of the latest results; those of whole scopes are brought up to date after a change."""

    def __init__(self, url: str, db: StoreDatabase) -> None:
        super().__init__(url, db)
        self._stats_cache: dict[Query, CorpusStats] = {}
        self._scope_cache: dict[Query, tuple[CorpusStats, Mapping[str, str]]] = {}
        self._sentence_counts: dict[FtsQuery, int] = {}
        self._change_counters_of_counts = (0, 0)

    @in_snapshot
    def count_terms(self, query: Query) -> CorpusStats:
        query = replace(query, scope=resolve_scope(self._db, query.scope))
        fts_query = build_fts_query(self._db, remove_terms(query))
        sentences = (
            self._count_scope_sentences(fts_query)
            if _is_whole_scope(fts_query)
            else _count_matching_sentences(self._db, fts_query)
        )
        return _add_term_counts(self._db, CorpusStats(sentences=sentences, sequence=fetch_sequence(self._db)), query)

    def _count_scope_sentences(self, fts_query: FtsQuery) -> int:
        """Return the number of sentences of whole scopes, counted anew only after a change."""
        if (counters := self._db.read_change_counters()) != self._change_counters_of_counts:
            self._sentence_counts.clear()
            self._change_counters_of_counts = counters
        if fts_query not in self._sentence_counts:
            self._sentence_counts[fts_query] = _count_sentences(self._db, fts_query)
        return self._sentence_counts[fts_query]

    @in_snapshot
    def compute_stats(self, query: Query) -> CorpusStats:
        query = replace(query, scope=resolve_scope(self._db, query.scope))
        if self._db.has_pending_changes:  # what is counted now may be rolled back
            return _add_term_counts(self._db, _compute_stats(self._db, query), query)
        cache_key = replace(query, terms=(), limit=0)
        if _is_whole_scope(build_fts_query(self._db, cache_key)):
            return _add_term_counts(self._db, self._compute_scope_stats(cache_key), query)
        stats = self._stats_cache.get(cache_key)
        if stats is None or stats.sequence != fetch_sequence(self._db):
            stats = _compute_stats(self._db, query)
            cache_result(self._stats_cache, cache_key, stats, _MAX_CACHED_STATS)
        return _add_term_counts(self._db, stats, query)

    def _compute_scope_stats(self, query: Query) -> CorpusStats:
        merged = load_merged_ids(self._db, query.scope)
        stats, former_merged = self._scope_cache.get(query, (None, None))
        if stats is None or stats.sequence != fetch_sequence(self._db):
            updated = _update_stats(self._db, query, stats, merged) if stats and merged == former_merged else None
            stats = updated or _make_patchable(_compute_stats(self._db, query))
        cache_result(self._scope_cache, query, (stats, merged), _MAX_CACHED_SCOPES)
        return stats

    @in_snapshot
    def list_changed_actors(self, scope: str, since: int) -> Mapping[str, Actor | None] | None:
        return _fetch_changed_actors(self._db, scope, since)
