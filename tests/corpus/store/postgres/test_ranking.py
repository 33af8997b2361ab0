"""The score of a sentence, as FTS5 computes it."""

from __future__ import annotations

import sqlite3
from math import isclose

import pytest

pytest.importorskip("psycopg", reason="needs psycopg: pip install 'dateline-bot[postgres]'")

from corpus.store.postgres.expression import FACET_LETTER, list_phrases, parse_expression
from corpus.store.postgres.ranking import IndexedSentence, IndexTotals, build_matcher, compute_idf, compute_score
from corpus.store.postgres.tokenizer import get_tokenizer

#: Text of the body or another zone, and facets.
ROWS = [
    ("Ferries run to the harbour.", None, "a1 td20240619"),
    ("The harbour is calm, calm, calm.", None, "a1 a2"),
    (None, "A ferry for the island", "a2z1"),
    ("Nobody ran. The twenty-first ferry ferried nobody.", None, "a3"),
    ("Trains run late.", None, "a1"),
    ("Buses run late to the island.", None, "a3"),
]
MATCHES = [
    'body : "ferry"',
    'body : ("ferry" OR "harbour" OR "calm")',
    '(body : ("ferry" OR "run") AND facets : (a1 OR a3)) OR (aside : ("ferry" OR "run"))',
    'body : "twenty-first ferry"',
    'body : ("har"* OR "r"*)',
    '{body aside} : ("ferry" OR "isl"*)',
    '(body : ("ferry" OR "run")) NOT facets : (a1)',
    '(body : "ferry") OR ((body : "ferry") AND (body : ("ferry" OR "run")))',
    '((body : "ferry" AND body : "run") OR (body : "calm" AND body : "harbour"))',
]


@pytest.mark.parametrize("weight", [0.0, 1.0])
@pytest.mark.parametrize("match", MATCHES)
def test_a_score_is_that_of_fts5(match: str, weight: float) -> None:
    """For words, beginnings, phrases, parts that do not match, and phrases that are there twice."""
    expected = _score_with_fts5(match, weight)
    found = _score(match, weight)
    assert found.keys() == expected.keys() != set()
    assert all(isclose(found[number], expected[number], abs_tol=1e-12) for number in expected)


def _score_with_fts5(match: str, weight: float) -> dict[int, float]:
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "CREATE VIRTUAL TABLE words USING fts5 (body, aside, facets, tokenize = 'porter unicode61 remove_diacritics 2')"
    )
    connection.executemany("INSERT INTO words VALUES (?, ?, ?)", ROWS)
    rows = connection.execute(
        "SELECT rowid - 1, bm25(words, 1.0, 1.0, ?) FROM words WHERE words MATCH ?", (weight, match)
    ).fetchall()
    connection.close()
    return dict(rows)


def _score(match: str, weight: float) -> dict[int, float]:
    sentences = []
    for body, aside, facets in ROWS:
        words, marks = get_tokenizer().split_texts([body or aside or "", facets])
        sentences.append(
            IndexedSentence("o" if body is None else "b", " ".join(words), " ".join(marks), len(words) + len(marks))
        )
    totals = IndexTotals(len(sentences), sum(one.size for one in sentences))
    expression = parse_expression(match)
    idf = {}
    for phrase in list_phrases(expression):
        alone = build_matcher(phrase, 1.0)
        idf[phrase] = compute_idf(sum(alone(one) is not None for one in sentences), totals)
    matcher = build_matcher(expression, weight)
    assert weight or all(phrase.columns != FACET_LETTER for one in sentences for phrase, _ in matcher(one) or ())
    return {
        number: compute_score(one, matcher, idf, totals)
        for number, one in enumerate(sentences)
        if matcher(one) is not None
    }
