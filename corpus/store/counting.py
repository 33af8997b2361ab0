"""How much there is of what a query covers."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from corpus.model import Actor, Census, Query
from corpus.store import curations, reading
from corpus.store.asking import Question, question, without_terms
from corpus.store.connection import Database
from corpus.store.facets import EVERYBODY, ZONE_BY_NUMBER, suffix

#: What is counted of a sentence's facets: actors, days, articles; and what zone and scope each ends in.
_COUNTED = re.compile(r"(?P<what>a|td|r)(?P<number>\d+)(?P<end>.*)")


@dataclass(frozen=True, slots=True)
class Tally:
    """
    The counts behind a census.

    Attributes:
        articles: Number of articles.
        origins: Number of origins among them.
        sentences: Number of sentences.
        facets: Facet → number of sentences that have it.
    """

    articles: int
    origins: int
    sentences: int
    facets: Mapping[str, int]


def census(db: Database, query: Query) -> Census:
    """Count what *query* covers, its words and limit aside."""
    asked = question(db, without_terms(query))
    now = reading.sequence(db)
    if asked.match is None:
        return Census(sequence=now)
    tally = _whole(db, asked) if asked.match == "" and not asked.after else _part(db, asked)
    gone = curations.merged(db, query.scope)
    actors, days = _actors_and_days(db, tally.facets, gone)
    return Census(
        articles=tally.articles,
        origins=tally.origins,
        sentences=tally.sentences,
        actors=actors,
        days=days,
        cast=_cast(db, query.scope, actors, gone),
        sequence=now,
    )


def frequencies(db: Database, query: Query) -> Census:
    """Count the sentences that *query* covers, its words aside, and those of them that hold each word."""
    asked = question(db, without_terms(query))
    sentences = _totals(db, asked)[2] if asked.match == "" and not asked.after else _matching(db, asked)
    return with_terms(db, Census(sentences=sentences, sequence=reading.sequence(db)), query)


def with_terms(db: Database, counted: Census, query: Query) -> Census:
    """Give the census with the words of *query* counted."""
    return replace(counted, terms={term: _holding(db, query, term) for term in query.terms})


def _whole(db: Database, asked: Question) -> Tally:
    """Count all of a scope: the index knows how often it has each facet."""
    ends = {suffix(ZONE_BY_NUMBER[zone], scope) for zone in asked.zones for scope in asked.scopes}
    facets = {
        term: sentences
        for low, high in (("a", "b"), ("td", "te"))
        for term, sentences in db.rows(
            "SELECT term, doc FROM vocabulary WHERE term >= ? AND term < ? AND col = 'facets'", (low, high)
        )
        if (match := _COUNTED.fullmatch(term)) and match["end"] in ends
    }
    return Tally(*_totals(db, asked), facets)


def _totals(db: Database, asked: Question) -> tuple[int, int, int]:
    """Count the articles, the origins and the sentences of whole scopes."""
    articles, origins, body = db.rows(
        "SELECT count(*), count(DISTINCT origin), coalesce(sum(body), 0) FROM articles"
        " WHERE scope IN (SELECT value FROM json_each(?)) AND sentences > 0",
        (json.dumps(asked.scopes),),
    )[0]
    asides = {f"z{zone}{_private(scope)}" for zone in asked.zones if zone for scope in asked.scopes}
    aside = db.rows(
        "SELECT coalesce(sum(doc), 0) FROM vocabulary WHERE col = 'facets'"
        " AND term IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(asides)),),
    )[0][0]
    return articles, origins, aside + (body if 0 in asked.zones else 0)


def _private(scope: int) -> str:
    return "" if scope == EVERYBODY else f"s{scope}"


def _part(db: Database, asked: Question) -> Tally:
    rows = _rows(db, asked)
    facets = Counter(" ".join(rows).split())
    articles = {int(match["number"]) for facet in facets if (match := _COUNTED.match(facet)) and match["what"] == "r"}
    return Tally(len(articles), _origins(db, articles), len(rows), facets)


def _rows(db: Database, asked: Question) -> list[str]:
    """Give the facets of each sentence that matches."""
    if asked.match == "":
        found = db.rows(
            "SELECT s.facets FROM articles a JOIN sentences s ON s.id BETWEEN a.first_sentence AND"
            " a.first_sentence + a.sentences - 1 WHERE a.scope IN (SELECT value FROM json_each(?)) AND a.sequence > ?"
            " AND s.zone IN (SELECT value FROM json_each(?))",
            (json.dumps(asked.scopes), asked.after, json.dumps(asked.zones)),
        )
    elif asked.after:
        found = db.rows(
            "SELECT s.facets FROM words JOIN sentences s ON s.id = words.rowid JOIN articles a ON a.id = s.article"
            " WHERE words MATCH ? AND a.sequence > ?",
            (asked.match, asked.after),
        )
    else:
        found = db.rows(
            "SELECT s.facets FROM words JOIN sentences s ON s.id = words.rowid WHERE words MATCH ?", (asked.match,)
        )
    return [row[0] for row in found]


def _origins(db: Database, articles: Iterable[int]) -> int:
    found = db.rows(
        "SELECT count(DISTINCT origin) FROM articles WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(articles)),),
    )
    return int(found[0][0])


def _actors_and_days(
    db: Database, facets: Mapping[str, int], gone: Mapping[str, str]
) -> tuple[dict[str, int], dict[date, int]]:
    numbers: Counter[int] = Counter()
    days: Counter[date] = Counter()
    for facet, sentences in facets.items():
        if not (match := _COUNTED.match(facet)):
            continue
        if match["what"] == "a":
            numbers[int(match["number"])] += sentences
        elif match["what"] == "td":
            digits = match["number"]
            days[date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))] += sentences
    slugs: Counter[str] = Counter()
    for number, slug in db.rows(
        "SELECT id, slug FROM actors WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(numbers)),)
    ):
        slugs[gone.get(slug, slug)] += numbers[number]
    return dict(sorted(slugs.items(), key=lambda item: (-item[1], item[0]))), dict(sorted(days.items()))


def _cast(db: Database, scope: str, counted: Mapping[str, int], gone: Mapping[str, str]) -> dict[str, Actor]:
    """Give the actors counted; one that no article names but by an id that has gone is told of as that was."""
    old = [slug for slug, into in gone.items() if into in counted]
    known = {actor.id: actor for actor in reading.actors(db, scope, [*counted, *old])}
    told = {gone[slug]: replace(known[slug], id=gone[slug]) for slug in old if slug in known}
    return told | {slug: actor for slug, actor in known.items() if slug in counted}


def _holding(db: Database, query: Query, term: str) -> int:
    """Count the sentences that hold a word."""
    asked = question(db, replace(query, terms=(term,)))
    return _matching(db, asked) if asked.match else 0


def _matching(db: Database, asked: Question) -> int:
    if asked.match is None:
        return 0
    if asked.match == "":
        return len(_rows(db, asked))
    if not asked.after:
        return int(db.rows("SELECT count(*) FROM words WHERE words MATCH ?", (asked.match,))[0][0])
    found = db.rows(
        "SELECT count(*) FROM words JOIN sentences s ON s.id = words.rowid JOIN articles a ON a.id = s.article"
        " WHERE words MATCH ? AND a.sequence > ?",
        (asked.match, asked.after),
    )
    return int(found[0][0])
