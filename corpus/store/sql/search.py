"""Search passages with FTS5, and rank them."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import accumulate, combinations, count, islice
from typing import TypeVar

from corpus.dates import day_range
from corpus.models import CONTENT_ZONES, MAX_PASSAGES, DateRange, Passage, Query, Sentence, Zone
from corpus.store.sql.base import SqlBase, in_snapshot
from corpus.store.sql.connection import StoreDatabase
from corpus.store.sql.curations import load_merged_ids, replace_merged_ids
from corpus.store.sql.documents import (
    get_citations,
    list_visible_scope_ids,
    load_sentence_annotations,
    resolve_scope,
)
from corpus.store.sql.facets import (
    PUBLIC_SCOPE_ID,
    ZONE_IDS,
    ZONES_BY_ID,
    build_language_facet,
    build_open_facet,
    build_suffix,
    contained_facets,
    list_stem_facets,
    overlapping_facets,
)


@dataclass(frozen=True, slots=True)
class FtsQuery:
    """
    A query in terms of the index.

    Attributes:
        match: FTS5 expression; None if nothing can match, ``""`` if everything in the zones matches.
        scopes: Ids of the visible scopes.
        zones: Ids of the zones to search.
        after: Sequence number after which an article must have been added.
        facet_weight: Weight of the facets in the rank: 0, or 1 if stems are among them.
        terms: The part of the expression for each term; a sentence must match one of them.
        condition: The end of the expression, after its terms, which a sentence must meet, too.
    """

    match: str | None
    scopes: tuple[int, ...]
    zones: tuple[int, ...]
    after: int
    facet_weight: float = 0.0
    terms: tuple[str, ...] = ()
    condition: str = ""

    def require(self, expression: str) -> FtsQuery:
        """Return the query that demands *expression*, made of its terms, in place of any of its terms."""
        return replace(self, match=f"({expression}){self.condition}")


def build_fts_query(db: StoreDatabase, query: Query, *, exact_days: bool = False) -> FtsQuery:
    """Convert *query* to FTS5; with *exact_days*, a month or year doesn't match a day in it."""
    scopes = list_visible_scope_ids(db, query.scope)
    numbers = tuple(sorted(ZONE_IDS[zone] for zone in query.zones))
    terms = tuple(expression for term in query.terms if (expression := _match_term(term, query, scopes)))
    base = FtsQuery(None, scopes, numbers, query.after, 1.0 if query.language and query.terms else 0.0, terms)
    required = _list_required_facets(db, query, scopes, contained_facets if exact_days else overlapping_facets)
    if (query.terms and not terms) or required is None or not query.zones:
        return base
    facets = " AND ".join(_match_any_facet(group, query.zones, scopes) for group in required)
    if terms:
        condition = f" AND facets : ({facets})" if required else _exclude_others(query.zones, scopes)
        return replace(base, condition=condition).require(_join_with_or(terms))
    if required:
        return replace(base, match=f"facets : ({facets})")
    return replace(base, match="" if Zone.BODY in query.zones else _match_zones(query.zones, scopes))


def remove_terms(query: Query) -> Query:
    """Return *query* without its terms."""
    return replace(query, terms=())


#: Returns the facets of a range of days for a prefix.
_WindowFacets = Callable[[str, DateRange], Iterable[str]]


def _match_term(term: str, query: Query, scopes: tuple[int, ...]) -> str:
    """Return an expression for any form of *term*, or its stems in another language; ``""`` if it has no word."""
    words = quote_terms(term.split("|"))
    stems = list(list_stem_facets(term, query.language))
    parts = [f"{_list_columns(query.zones)} : {_join_with_or(words)}"] if words else []
    parts += [f"facets : {_match_any_facet(stems, query.zones, scopes)}"] if words and stems else []
    return _join_with_or(parts) if len(parts) > 1 else "".join(parts)


def _list_columns(zones: Collection[Zone]) -> str:
    """Return the columns that hold the texts of *zones*."""
    if Zone.BODY not in zones:
        return "aside"
    return "body" if len(zones) == 1 else "{body aside}"


def _exclude_others(zones: Collection[Zone], scopes: tuple[int, ...]) -> str:
    """Return a condition for texts alone, which don't tell the zone and the scope, unlike other facets than these."""
    visible = [f"s{scope}" for scope in scopes if scope != PUBLIC_SCOPE_ID]
    others = [f"({' NOT '.join(['s0', *visible])})"]
    if any(zone is not Zone.BODY for zone in zones):
        unwanted = sorted(set(ZONE_IDS) - {*zones, Zone.BODY}, key=ZONE_IDS.__getitem__)
        others += [build_suffix(zone, scope) for zone in unwanted for scope in scopes]
    return f" NOT facets : {_join_with_or(others)}"


def _match_zones(zones: Collection[Zone], scopes: tuple[int, ...]) -> str:
    """Return an expression for all sentences in *zones*, of which none is the body."""
    return f"facets : {_join_with_or(build_suffix(zone, scope) for zone in zones for scope in scopes)}"


def _match_any_facet(facets: Iterable[str], zones: Collection[Zone], scopes: Iterable[int]) -> str:
    suffixes = [build_suffix(zone, scope) for zone in sorted(zones) for scope in scopes]
    return _join_with_or(f"{facet}{end}" for facet in facets for end in suffixes)


def _join_with_or(parts: Iterable[str]) -> str:
    return f"({' OR '.join(parts)})"


def quote_terms(terms: Iterable[str]) -> list[str]:
    """Quote words for FTS5; an asterisk at the end stays outside; words without a letter or digit are left out."""
    return [_quote_term(term) for term in terms if any(map(str.isalnum, term))]


def _quote_term(term: str) -> str:
    word = term.removesuffix("*").replace('"', " ")
    return f'"{word}"*' if term.endswith("*") else f'"{word}"'


def _list_required_facets(
    db: StoreDatabase, query: Query, scopes: tuple[int, ...], window_facets: _WindowFacets
) -> list[list[str]] | None:
    """Return groups of facets; a sentence must have one of each group. None if a group is empty."""
    groups = [_find_id_facets(db, "a", slugs, scopes) for slugs in _expand_merged_actors(db, query)]
    if query.days:
        facets = {facet for window in query.days for facet in window_facets("t", window)}
        # A day of an unknown year is never among those of exactly the days.
        undated = query.month_days if window_facets is overlapping_facets else ()
        groups.append(sorted({*facets, *map(build_open_facet, undated)}))
    if query.published != DateRange():
        groups.append(list(overlapping_facets("p", query.published)))
    if query.languages:
        groups.append([build_language_facet(one) for one in query.languages])
    if query.articles:
        groups.append(_find_id_facets(db, "r", query.articles, scopes))
    return groups if all(groups) else None


def _expand_merged_actors(db: StoreDatabase, query: Query) -> list[list[str]]:
    """Return the ids in articles of each actor of *query*, including those merged into it."""
    merged = load_merged_ids(db, query.scope) if query.actors else {}
    actor_ids = [merged.get(slug, slug) for slug in query.actors]
    return [[one, *(old for old, into in merged.items() if into == one)] for one in actor_ids]


_ID_STATEMENTS = {
    "a": "SELECT id FROM actors WHERE slug IN (SELECT value FROM json_each(?, '$'))"
    " AND scope IN (SELECT value FROM json_each(?)) ORDER BY id",
    "r": "SELECT id FROM articles WHERE key IN (SELECT value FROM json_each(?, '$'))"
    " AND scope IN (SELECT value FROM json_each(?)) ORDER BY id",
}


def _find_id_facets(db: StoreDatabase, prefix: str, values: Iterable[str], scopes: tuple[int, ...]) -> list[str]:
    found = db.fetch_all(_ID_STATEMENTS[prefix], (json.dumps(list(values)), json.dumps(scopes)))
    return [f"{prefix}{row[0]}" for row in found]


#: Maximum number of matches that are ranked one by one.
MAX_RANKED_MATCHES = 1_500
#: Maximum number of combinations of terms that are looked for together.
_MAX_COMBINATIONS = 4
#: Successive periods in months that are searched for the newest matches.
_LOOKBACK_MONTHS = (1, 2, 4, 8, 16, 32, 64, 128, 256)


def _search(db: StoreDatabase, query: Query, known: dict[int, Passage]) -> tuple[Passage, ...]:
    """
    Return the passages for *query*, best first; for days without terms, those of exactly these days come first.

    Of more than `MAX_RANKED_MATCHES` matches only those are ranked that contain a rare term or several of the others;
    the newest ones only if these are fewer than wanted.
    """
    merged = load_merged_ids(db, query.scope)
    passages = _load_passages(db, _find_sentence_ids(db, query), known)
    return replace_merged_ids(passages, merged) if merged else passages


def _find_sentence_ids(db: StoreDatabase, query: Query) -> list[int]:
    limit = min(query.limit, MAX_PASSAGES)
    if _asks_for_bodies(query):
        return _list_article_sentences(db, query, limit)
    fts_query = build_fts_query(db, query)
    if fts_query.match is None or limit <= 0:
        return []
    if fts_query.match == "":
        return _list_newest_sentences(db, fts_query, limit)
    ids = _find_on_exact_days(db, query, limit) if query.days and not query.terms else []
    if len(ids) < limit:
        if _has_many_matches(db, fts_query):
            fts_query = _narrow_query(db, query, limit)
        matches = _rank_matches(db, fts_query, limit) if query.terms else _list_newest_matches(db, fts_query, limit)
        ids = list(dict.fromkeys((*ids, *matches)))[:limit]
    return ids


def _find_on_exact_days(db: StoreDatabase, query: Query, limit: int) -> list[int]:
    """Return the sentences of exactly these days, without those dated only to the month or year around them."""
    fts_query = build_fts_query(db, query, exact_days=True)
    return _list_newest_matches(db, fts_query, limit) if fts_query.match else []


def count_matches(db: StoreDatabase, fts_query: FtsQuery, limit: int) -> int:
    """Return the number of matching sentences, at most *limit*."""
    first = _find_first_sentence_id(db, fts_query.after)
    return db.count_first_matches(fts_query.match, first, limit) if fts_query.match else 0


def _has_many_matches(db: StoreDatabase, fts_query: FtsQuery) -> bool:
    """Return whether there are too many matches to rank them all; in a small store they are not counted."""
    last_id = db.fetch_all("SELECT coalesce(max(id), 0) FROM sentences")[0][0]
    return last_id > MAX_RANKED_MATCHES and count_matches(db, fts_query, MAX_RANKED_MATCHES + 1) > MAX_RANKED_MATCHES


def _narrow_query(db: StoreDatabase, query: Query, limit: int) -> FtsQuery:
    """Return a narrower query for one with too many matches to rank."""
    fts_query = build_fts_query(db, query)
    counts = sorted(
        (count_matches(db, fts_query.require(term), MAX_RANKED_MATCHES), term) for term in set(fts_query.terms)
    )
    terms = [term for _, term in counts]
    rare = [sofar for sofar in accumulate(sentences for sentences, _ in counts) if sofar < MAX_RANKED_MATCHES]
    chosen, found = terms[: len(rare)], rare[-1] if rare else 0
    if found < limit:
        together, more = _find_combinations(
            db, fts_query, terms[len(rare) :], MAX_RANKED_MATCHES - found, limit - found
        )
        chosen, found = [*chosen, *together], found + more
    if found >= limit:
        return _require_any(fts_query, chosen)
    recent = _restrict_to_recent(db, query, limit)
    return replace(recent, match=f"({_require_any(fts_query, chosen).match}) OR ({recent.match})") if chosen else recent


def _require_any(fts_query: FtsQuery, expressions: Sequence[str]) -> FtsQuery:
    """Return the query that demands one of *expressions*, while all its terms contribute to the rank."""
    return fts_query.require(f"{_join_with_or(expressions)} AND {_join_with_or(fts_query.terms)}")


def _find_combinations(
    db: StoreDatabase, fts_query: FtsQuery, terms: Sequence[str], most: int, enough: int
) -> tuple[list[str], int]:
    """
    Return combinations of *terms* and the number of sentences that have one: at most *most*, if possible *enough*.

    They are of as few terms as this allows; those of the first terms, which are the rarest, come first.
    """
    for size in range(2, len(terms) + 1):
        chosen, total = list[str](), 0
        for combined in islice(combinations(terms, size), _MAX_COMBINATIONS):
            expression = f"({' AND '.join(combined)})"
            found = count_matches(db, fts_query.require(expression), most + 1)
            if total + found > most:
                break
            chosen, total = [*chosen, expression], total + found
            if total >= enough:
                break
        if chosen:
            return chosen, total
    return [], 0


def _restrict_to_recent(db: StoreDatabase, query: Query, limit: int) -> FtsQuery:
    """Restrict *query* to as many of the latest months as contain *limit* matches."""
    fts_query = build_fts_query(db, query)
    covered = day_range(_find_last_published(db, fts_query))
    last = query.published.last or (covered[1] if covered else None)
    if last is None:
        return fts_query
    for months in _LOOKBACK_MONTHS:
        first = last - timedelta(days=30 * months)
        if query.published.first and first <= query.published.first:
            break
        recent_query = build_fts_query(db, replace(query, published=DateRange(first, last)))
        if count_matches(db, recent_query, limit) >= limit:
            return recent_query
    return fts_query


def _find_last_published(db: StoreDatabase, fts_query: FtsQuery) -> str | None:
    rows = db.fetch_all(
        "SELECT published FROM articles WHERE +scope IN (SELECT value FROM json_each(?))"
        " ORDER BY published IS NULL, published DESC, key, scope LIMIT 1",
        (json.dumps(fts_query.scopes),),
    )
    return None if not rows or rows[0][0] is None else str(rows[0][0])


def _rank_matches(db: StoreDatabase, fts_query: FtsQuery, limit: int) -> list[int]:
    first = _find_first_sentence_id(db, fts_query.after)
    return db.rank_matches(fts_query.match or "", fts_query.facet_weight, first, fts_query.after, limit)


def _list_newest_matches(db: StoreDatabase, fts_query: FtsQuery, limit: int) -> list[int]:
    first = _find_first_sentence_id(db, fts_query.after)
    return db.list_newest_matches(fts_query.match or "", first, fts_query.after, limit)


def _list_newest_sentences(db: StoreDatabase, fts_query: FtsQuery, limit: int) -> list[int]:
    """Return the first *limit* sentences of the newest articles."""
    ids: list[int] = []
    step = 100
    for offset in count(0, step):
        rows = db.fetch_all(
            # The plus signs make SQLite use the index of dates; any other would require sorting all articles.
            "SELECT id, first_sentence, sentences FROM articles WHERE +scope IN (SELECT value FROM json_each(?))"
            " AND +sequence > ? ORDER BY published IS NULL, published DESC, key, scope LIMIT ? OFFSET ?",
            (json.dumps(fts_query.scopes), fts_query.after, step, offset),
        )
        for _, first, sentences in rows:
            ids += [
                row[0]
                for row in db.fetch_all(
                    "SELECT id FROM sentences WHERE id BETWEEN ? AND ? AND zone IN (SELECT value FROM json_each(?))"
                    " ORDER BY id",
                    (first, first + sentences - 1, json.dumps(fts_query.zones)),
                )
            ]
            if len(ids) >= limit:
                return ids[:limit]
        if len(rows) < step:
            return ids
    return ids


def _asks_for_bodies(query: Query) -> bool:
    """Return whether *query* names articles and asks for nothing else of their bodies, so that nothing is looked up."""
    plain = Query(articles=query.articles, zones=query.zones, scope=query.scope, after=query.after, limit=query.limit)
    return bool(query.articles) and Zone.BODY in query.zones and replace(query, language="") == plain


def _list_article_sentences(db: StoreDatabase, query: Query, limit: int) -> list[int]:
    """Return the first *limit* sentences of the articles that *query* names, the newest article first."""
    articles = db.fetch_all(
        "SELECT key, scope, published, first_sentence, sentences FROM articles"
        " WHERE key IN (SELECT value FROM json_each(?, '$')) AND scope IN (SELECT value FROM json_each(?))"
        " AND sequence > ?",
        (json.dumps(query.articles), json.dumps(list_visible_scope_ids(db, query.scope)), query.after),
    )
    articles.sort(key=lambda row: (row[0], row[1]))
    articles.sort(key=lambda row: row[2] or "", reverse=True)  # those of an unknown day stand last
    ids = [number for *_, first, sentences in articles for number in range(first, first + sentences)]
    zones = json.dumps(sorted(ZONE_IDS[zone] for zone in query.zones))
    rows = db.fetch_all(
        "SELECT id FROM sentences WHERE id IN (SELECT value FROM json_each(?))"
        " AND zone IN (SELECT value FROM json_each(?))",
        (json.dumps(ids), zones),
    )
    found = {row[0] for row in rows}
    return [number for number in ids if number in found][:limit]


def _find_first_sentence_id(db: StoreDatabase, sequence: int) -> int:
    """Return the smallest sentence id of the articles added after *sequence*."""
    if sequence <= 0:
        return 0
    sentence_id = db.fetch_all("SELECT min(first_sentence) FROM articles WHERE sequence > ?", (sequence,))[0][0]
    return int(sentence_id) if sentence_id is not None else 1 << 62


#: Maximum number of passages that are kept for further searches: those of one question find many of them again.
_MAX_KNOWN_PASSAGES = 2_048


def _load_passages(db: StoreDatabase, ids: list[int], known: dict[int, Passage]) -> tuple[Passage, ...]:
    """Return the sentences *ids*, whose actors are not merged, and add them to *known*, where some may be already."""
    missing = [one for one in ids if one not in known]
    if len(known) + len(missing) > _MAX_KNOWN_PASSAGES:
        known.clear()
        missing = ids
    loaded = _load_rows(db, missing) if missing else {}
    if len(loaded) <= _MAX_KNOWN_PASSAGES:
        known.update(loaded)
    passages = (loaded.get(one) or known.get(one) for one in ids)
    return tuple(one for one in passages if one is not None)


def _load_rows(db: StoreDatabase, ids: list[int]) -> dict[int, Passage]:
    rows = db.fetch_all(
        "SELECT s.id, s.article, s.position, s.start, s.zone, s.paragraph, coalesce(s.body, s.aside), s.marks,"
        " coalesce(p.body, p.aside, '') FROM json_each(?) AS hit JOIN sentences s ON s.id = hit.value"
        " LEFT JOIN sentences p ON p.id = s.id - 1 AND p.article = s.article AND p.zone = s.zone"
        " AND p.paragraph >= s.paragraph - 1 ORDER BY hit.key",
        (json.dumps(ids),),
    )
    citations = get_citations(db, list({row[1] for row in rows}))
    passages = {}
    for id_, article, position, start, zone, paragraph, text, marks, context in rows:
        citation, sequence = citations[article]
        sentence = Sentence(citation.key, start, start + len(text), text, ZONES_BY_ID[zone], paragraph)
        annotated = load_sentence_annotations(marks, sentence)
        passages[id_] = Passage(
            sentence, citation, annotated.dates, annotated.mentions, annotated.quotations, position, sequence, context
        )
    return passages


#: Maximum number of cached short results: every question asks for the same ones.
_MAX_CACHED_RESULTS = 16
#: Maximum number of passages in a cached result.
_MAX_CACHED_PASSAGES = 300

CachedValue = TypeVar("CachedValue")


def cache_result(cache: dict[Query, CachedValue], query: Query, value: CachedValue, limit: int) -> None:
    """Add *value* to the cache as its newest entry, and drop the oldest entry if it has more than *limit*."""
    cache.pop(query, None)
    cache[query] = value
    if len(cache) > limit:
        del cache[next(iter(cache))]


class SearchMixin(SqlBase):
    """Search, with a cache of the latest results."""

    def __init__(self, url: str, db: StoreDatabase) -> None:
        super().__init__(url, db)
        self._search_cache: dict[Query, tuple[Passage, ...]] = {}
        self._known_passages: dict[int, Passage] = {}  # by the sentence's id
        self._change_counters = (0, 0)

    def _drop_outdated(self) -> None:
        """Drop what was found or read before the last change."""
        if (counters := self._db.read_change_counters()) != self._change_counters:
            self._search_cache.clear()
            self._known_passages.clear()
            self._change_counters = counters

    @in_snapshot
    def load_neighbours(self, passages: Sequence[Passage], distance: int, scope: str = "") -> tuple[Passage, ...]:
        self._drop_outdated()
        positions: dict[str, set[int]] = {}
        for one in passages:
            positions.setdefault(one.citation.key, set()).add(one.position)
        articles = self._db.fetch_all(
            "SELECT key, first_sentence, sentences FROM articles WHERE key IN (SELECT value FROM json_each(?, '$'))"
            " AND scope IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(positions)), json.dumps(list_visible_scope_ids(self._db, scope))),
        )
        near = {
            first + position
            for key, first, sentences in articles
            for place in positions[key]
            for position in range(max(place - distance, 0), min(place + distance + 1, sentences))
        }
        rows = self._db.fetch_all(
            "SELECT s.id FROM sentences s WHERE s.id IN (SELECT value FROM json_each(?))"
            " AND s.zone IN (SELECT value FROM json_each(?)) ORDER BY s.id",
            (json.dumps(sorted(near)), json.dumps(sorted(ZONE_IDS[zone] for zone in CONTENT_ZONES))),
        )
        merged = load_merged_ids(self._db, scope)
        found = _load_passages(self._db, [row[0] for row in rows], self._known_passages)
        return replace_merged_ids(found, merged) if merged else found

    @in_snapshot
    def search(self, query: Query) -> tuple[Passage, ...]:
        self._drop_outdated()
        query = replace(query, scope=resolve_scope(self._db, query.scope))
        passages = self._search_cache.get(query)
        if passages is None:
            passages = _search(self._db, query, self._known_passages)
            if len(passages) <= _MAX_CACHED_PASSAGES:
                cache_result(self._search_cache, query, passages, _MAX_CACHED_RESULTS)
        return passages
