"""The best passages for a query."""

from __future__ import annotations

import json

from corpus.model import Passage, Query, Sentence
from corpus.model.queries import MOST_PASSAGES
from corpus.store.asking import Question, question
from corpus.store.connection import Database
from corpus.store.facets import ZONE_BY_NUMBER
from corpus.store.reading import citations
from corpus.store.sentences import read_marks

# Weights of bm25: body, aside, facets. A facet narrows; it says nothing of how well a sentence fits.
# Equal scores go newest first, then by place: the same whatever the order of adding.


def search(db: Database, query: Query) -> tuple[Passage, ...]:
    """Give the passages for *query*, best first."""
    limit = min(query.limit, MOST_PASSAGES)
    asked = question(db, query)
    if asked.match is None or limit <= 0:
        return ()
    if asked.match == "":
        found = _all(db, asked, limit)
    elif query.terms:
        found = _ranked(db, asked, limit)
    else:
        found = _matching(db, asked, limit)
    return _passages(db, found)


def _ranked(db: Database, asked: Question, limit: int) -> list[int]:
    found = db.rows(
        "SELECT s.id FROM (SELECT rowid AS id, bm25(words, 1.0, 1.0, 0.0) AS score FROM words WHERE words MATCH ?"
        " AND rowid >= ? ORDER BY score LIMIT ?) AS hit JOIN sentences s ON s.id = hit.id JOIN articles a"
        " ON a.id = s.article WHERE a.sequence > ? ORDER BY round(score, 9),"
        " a.published IS NULL, a.published DESC, a.key, a.scope, s.position LIMIT ?",
        (asked.match, _first_after(db, asked.after), 2 * limit, asked.after, limit),
    )
    return [row[0] for row in found]


def _matching(db: Database, asked: Question, limit: int) -> list[int]:
    found = db.rows(
        "SELECT s.id FROM words JOIN sentences s ON s.id = words.rowid JOIN articles a ON a.id = s.article"
        " WHERE words MATCH ? AND words.rowid >= ? AND a.sequence > ?"
        " ORDER BY a.published IS NULL, a.published DESC, a.key, a.scope, s.position LIMIT ?",
        (asked.match, _first_after(db, asked.after), asked.after, limit),
    )
    return [row[0] for row in found]


def _all(db: Database, asked: Question, limit: int) -> list[int]:
    found = db.rows(
        "SELECT s.id FROM articles a JOIN sentences s ON s.id BETWEEN a.first_sentence AND"
        " a.first_sentence + a.sentences - 1 WHERE a.scope IN (SELECT value FROM json_each(?)) AND a.sequence > ?"
        " AND s.zone IN (SELECT value FROM json_each(?))"
        " ORDER BY a.published IS NULL, a.published DESC, a.key, a.scope, s.position LIMIT ?",
        (json.dumps(asked.scopes), asked.after, json.dumps(asked.zones), limit),
    )
    return [row[0] for row in found]


def _first_after(db: Database, sequence: int) -> int:
    """Give the smallest sentence id of what arrived after *sequence*."""
    if sequence <= 0:
        return 0
    found = db.rows("SELECT min(first_sentence) FROM articles WHERE sequence > ?", (sequence,))[0][0]
    return int(found) if found is not None else 1 << 62


def _passages(db: Database, ids: list[int]) -> tuple[Passage, ...]:
    found = db.rows(
        "SELECT s.article, s.position, s.start, s.zone, s.paragraph, coalesce(s.body, s.aside), s.marks,"
        " coalesce(p.body, p.aside, '') FROM json_each(?) AS hit JOIN sentences s ON s.id = hit.value"
        " LEFT JOIN sentences p ON p.id = s.id - 1 AND p.article = s.article AND p.zone = s.zone"
        " AND p.paragraph >= s.paragraph - 1 ORDER BY hit.key",
        (json.dumps(ids),),
    )
    cited = citations(db, list({row[0] for row in found}))
    passages = []
    for article, position, start, zone, paragraph, text, marks, context in found:
        citation, sequence = cited[article]
        sentence = Sentence(citation.key, start, start + len(text), text, ZONE_BY_NUMBER[zone], paragraph)
        one = read_marks(marks, sentence)
        passages.append(
            Passage(sentence, citation, one.dates, one.mentions, one.quotations, position, sequence, context)
        )
    return tuple(passages)
