"""The best passages for a query."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from itertools import accumulate, combinations, count

from corpus.intervals import days
from corpus.model import Passage, Query, Sentence, Window
from corpus.model.queries import MOST_PASSAGES
from corpus.store.asking import Question, question
from corpus.store.connection import Database
from corpus.store.curations import merged, recast
from corpus.store.facets import ZONE_BY_NUMBER
from corpus.store.reading import citations
from corpus.store.sentences import read_marks

# Weights of bm25: body, aside, facets. A facet narrows; it says nothing of how well a sentence fits.
# Equal scores go newest first, then by place: the same whatever the order of adding.


#: More matches than this are not looked at one by one.
MOST_MATCHES = 3_000
#: Months looked back over, a longer and longer time, for the newest matches.
_SPANS = (1, 2, 4, 8, 16, 32, 64, 128, 256)


def search(db: Database, query: Query) -> tuple[Passage, ...]:
    """
    Give the passages for *query*, best first; where days are asked for and no words, those of just these days first.

    Of more than `MOST_MATCHES` matches those are ranked that hold a rarer one of the words or, where all are common,
    several of them, and the newest ones.
    """
    gone = merged(db, query.scope)
    found = _passages(db, _found(db, query))
    return recast(found, gone) if gone else found


def _found(db: Database, query: Query) -> list[int]:
    limit = min(query.limit, MOST_PASSAGES)
    asked = question(db, query)
    if asked.match is None or limit <= 0:
        return []
    if asked.match == "":
        return _newest(db, asked, limit)
    first = _close(db, query, limit) if query.days and not query.terms else []
    if len(first) < limit:
        if matches(db, asked, MOST_MATCHES + 1) > MOST_MATCHES:
            asked = _narrowed(db, query, limit)
        found = _ranked(db, asked, limit) if query.terms else _matching(db, asked, limit)
        first = list(dict.fromkeys((*first, *found)))[:limit]
    return first


def _close(db: Database, query: Query, limit: int) -> list[int]:
    """Give the sentences of just the days asked for; those of the month or the year around them come after."""
    asked = question(db, query, closely=True)
    return _matching(db, asked, limit) if asked.match else []


def matches(db: Database, asked: Question, most: int) -> int:
    """Count the sentences that match, up to *most*."""
    found = db.rows(
        "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? AND rowid >= ? LIMIT ?)",
        (asked.match, _first_after(db, asked.after), most),
    )
    return int(found[0][0])


def _narrowed(db: Database, query: Query, limit: int) -> Question:
    """Ask for what is worth ranking of too many matches."""
    alone = {term: question(db, replace(query, terms=(term,))) for term in dict.fromkeys(query.terms)}
    counted = sorted((matches(db, one, MOST_MATCHES), term) for term, one in alone.items() if one.match)
    held = list(accumulate(sentences for sentences, _ in counted))
    rare = tuple(term for (_, term), sofar in zip(counted, held, strict=True) if sofar < MOST_MATCHES)
    whole = question(db, query)
    if rare and held[len(rare) - 1] >= limit:
        needed = question(db, replace(query, terms=rare)).match
        # In full and alone: all words count for the rank, and none is needed but a rare one.
        return replace(whole, match=f"({needed}) OR (({needed}) AND ({whole.match}))")
    recent = _recent(db, query, limit)
    together = _together(db, whole, [f"({alone[term].match})" for _, term in counted])
    return replace(whole, match=f"({together}) OR ({recent.match})") if together else recent


def _together(db: Database, whole: Question, words: list[str]) -> str | None:
    """Ask for the sentences that hold two of the words or, where they are too many, all of them."""
    pairs = " OR ".join(f"({one} AND {other})" for one, other in combinations(words, 2))
    for match in (pairs, " AND ".join(words)):
        if len(words) > 1 and matches(db, replace(whole, match=match), MOST_MATCHES + 1) <= MOST_MATCHES:
            return match
    return None


def _recent(db: Database, query: Query, limit: int) -> Question:
    """Ask for no more of the latest months than hold *limit* matches."""
    asked = question(db, query)
    last = query.published.last or next(iter(days(_last_published(db, asked)) or ()), None)
    if last is None:
        return asked
    for months in _SPANS:
        first = last - timedelta(days=30 * months)
        if query.published.first and first <= query.published.first:
            break
        narrower = question(db, replace(query, published=Window(first, query.published.last)))
        if matches(db, narrower, limit) >= limit:
            return narrower
    return asked


def _last_published(db: Database, asked: Question) -> str | None:
    found = db.rows(
        "SELECT published FROM articles WHERE +scope IN (SELECT value FROM json_each(?))"
        " ORDER BY published IS NULL, published DESC, key, scope LIMIT 1",
        (json.dumps(asked.scopes),),
    )
    return None if not found or found[0][0] is None else str(found[0][0])


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


def _newest(db: Database, asked: Question, limit: int) -> list[int]:
    """Walk the articles from the newest on, whatever they say."""
    found: list[int] = []
    step = 100
    for offset in count(0, step):
        rows = db.rows(
            # The plus signs keep SQLite to the index of dates; any other means sorting them all.
            "SELECT id, first_sentence, sentences FROM articles WHERE +scope IN (SELECT value FROM json_each(?))"
            " AND +sequence > ? ORDER BY published IS NULL, published DESC, key, scope LIMIT ? OFFSET ?",
            (json.dumps(asked.scopes), asked.after, step, offset),
        )
        for _, first, sentences in rows:
            found += [
                row[0]
                for row in db.rows(
                    "SELECT id FROM sentences WHERE id BETWEEN ? AND ? AND zone IN (SELECT value FROM json_each(?))"
                    " ORDER BY id",
                    (first, first + sentences - 1, json.dumps(asked.zones)),
                )
            ]
            if len(found) >= limit:
                return found[:limit]
        if len(rows) < step:
            return found
    return found


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
