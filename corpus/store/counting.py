"""How much there is of what a query covers."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from corpus.model import Census, Query
from corpus.store import reading
from corpus.store.asking import Question, question, quoted, without_terms
from corpus.store.connection import Database


def census(db: Database, query: Query) -> Census:
    """Count what *query* covers, its words and limit aside."""
    asked = question(db, without_terms(query))
    now = reading.sequence(db)
    if asked.match is None:
        return Census(sequence=now)
    rows = _rows(db, asked)
    articles = Counter(row[0] for row in rows)
    facets = Counter(facet for row in rows for facet in row[1].split())
    actors = _actors(db, facets)
    return Census(
        articles=len(articles),
        origins=_origins(db, articles),
        sentences=len(rows),
        terms={term: _holding(db, query, term) for term in query.terms},
        actors=actors,
        days=_days(facets),
        cast={actor.id: actor for actor in reading.actors(db, query.scope, list(actors))},
        sequence=now,
    )


def _rows(db: Database, asked: Question) -> list[tuple[int, str]]:
    if asked.match == "":
        found = db.rows(
            "SELECT s.article, s.facets FROM articles a JOIN sentences s ON s.id BETWEEN a.first_sentence AND"
            " a.first_sentence + a.sentences - 1 WHERE a.scope IN (SELECT value FROM json_each(?)) AND a.sequence > ?"
            " AND s.zone IN (SELECT value FROM json_each(?))",
            (json.dumps(asked.scopes), asked.after, json.dumps(asked.zones)),
        )
    else:
        found = db.rows(
            "SELECT s.article, s.facets FROM words JOIN sentences s ON s.id = words.rowid JOIN articles a"
            " ON a.id = s.article WHERE words MATCH ? AND a.sequence > ?",
            (asked.match, asked.after),
        )
    return [(row[0], row[1]) for row in found]


def _origins(db: Database, articles: Iterable[int]) -> int:
    found = db.rows(
        "SELECT count(DISTINCT origin) FROM articles WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(articles)),),
    )
    return int(found[0][0])


def _actors(db: Database, facets: Counter[str]) -> dict[str, int]:
    counted: Counter[int] = Counter()
    for facet, sentences in facets.items():
        if facet[0] == "a":
            digits = facet[1:].partition("z")[0].partition("s")[0]
            counted[int(digits)] += sentences
    names = db.rows(
        "SELECT id, slug FROM actors WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(counted)),)
    )
    by_slug: Counter[str] = Counter()
    for number, slug in names:
        by_slug[slug] += counted[number]
    return dict(sorted(by_slug.items(), key=lambda item: (-item[1], item[0])))


def _days(facets: Counter[str]) -> dict[date, int]:
    counted: Counter[date] = Counter()
    for facet, sentences in facets.items():
        if facet.startswith("td"):
            counted[date(int(facet[2:6]), int(facet[6:8]), int(facet[8:10]))] += sentences
    return dict(sorted(counted.items()))


def _holding(db: Database, query: Query, term: str) -> int:
    asked = question(db, replace(query, terms=(term,)))
    if not asked.match or not quoted([term]):
        return 0
    found = db.rows(
        "SELECT count(*) FROM words JOIN sentences s ON s.id = words.rowid JOIN articles a ON a.id = s.article"
        " WHERE words MATCH ? AND a.sequence > ?"
        if query.after
        else "SELECT count(*) FROM words WHERE words MATCH ?",
        (asked.match, query.after) if query.after else (asked.match,),
    )
    return int(found[0][0])
