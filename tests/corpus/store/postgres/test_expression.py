"""Expressions of FTS5 as queries of PostgreSQL."""

from __future__ import annotations

import pytest

pytest.importorskip("psycopg", reason="needs psycopg: pip install 'dateline-bot[postgres]'")

from corpus.store.postgres.expression import (
    Conjunction,
    Disjunction,
    Exclusion,
    Phrase,
    build_tsquery,
    build_tsvector,
    list_phrases,
    parse_expression,
)

FERRY, HARBOUR, FACET = (Phrase("b", ("ferri",), False), Phrase("b", ("harbour",), False), Phrase("f", ("a1",), False))


@pytest.mark.parametrize(
    ("match", "expression"),
    [
        pytest.param('body : "ferries"', FERRY, id="a word, stemmed"),
        pytest.param('body : ("ferry" OR "harbour")', Disjunction((FERRY, HARBOUR)), id="one of several"),
        pytest.param('(body : "ferry" AND facets : (a1))', Conjunction((FERRY, FACET)), id="all of several"),
        pytest.param('body : "ferr"*', Phrase("b", ("ferr",), True), id="a beginning"),
        pytest.param('aside : "run fast"', Phrase("o", ("run", "fast"), False), id="words in a row"),
        pytest.param('{body aside} : "ferries"', Phrase("bo", ("ferri",), False), id="in one of two columns"),
        pytest.param('(body : "ferry") NOT facets : (a1)', Exclusion(FERRY, FACET), id="but not"),
        pytest.param(
            'body : "ferry" OR body : "harbour" AND facets : a1',
            Disjunction((FERRY, Conjunction((HARBOUR, FACET)))),
            id="AND before OR",
        ),
        pytest.param(
            "facets : (a1 NOT a1 NOT a1)", Exclusion(Exclusion(FACET, FACET), FACET), id="NOT from left to right"
        ),
    ],
)
def test_an_expression_is_parsed_as_fts5_does(match: str, expression: object) -> None:
    """With its order of operators, and columns that hold for all in parentheses."""
    assert parse_expression(match) == expression


@pytest.mark.parametrize(
    ("match", "query"),
    [
        ('body : ("ferries" OR "run fast")', "('bferri' | 'brun' <-> 'bfast')"),
        ('(body : "ferr"* AND facets : (a1 OR a2))', "('bferr':* & ('fa1' | 'fa2'))"),
        ('(aside : "ferry") NOT facets : (s0 NOT s2)', "('oferri' & !(('fs0' & !('fs2'))))"),
        (
            '{body aside} : ("ferr"* OR "run fast")',
            "(('bferr':* | 'oferr':*) | ('brun' <-> 'bfast' | 'orun' <-> 'ofast'))",
        ),
        ('body : "²"', "'b²'"),
        ('body : "-"', None),
        ('body : ("-" OR "ferry")', "('bferri')"),
        ('body : "-" AND facets : a1', None),
        ('(body : "ferry") NOT facets : "-"', "'bferri'"),
    ],
)
def test_it_becomes_a_query_of_the_server(match: str, query: str | None) -> None:
    """A phrase without a word matches nothing, and so does whatever needs it."""
    assert build_tsquery(parse_expression(match)) == query


def test_a_sentence_has_the_positions_of_its_words() -> None:
    """Facets have none; a quotation mark ends no word."""
    assert build_tsvector("b", ["run", "o'er", "run"], ["a1", "a1"]) == "'brun':1,3 'bo''er':2 'fa1'"


def test_only_phrases_that_may_match_count() -> None:
    """Those behind NOT can't add to a rank; one that is there twice counts twice."""
    match = '(body : ("ferry" OR "ferry")) NOT facets : a1'
    assert list(list_phrases(parse_expression(match))) == [FERRY, FERRY]
