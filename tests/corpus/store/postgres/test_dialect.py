"""Statements of SQLite as PostgreSQL's."""

from __future__ import annotations

import pytest

pytest.importorskip("psycopg", reason="needs psycopg: pip install 'dateline-bot[postgres]'")

from corpus.store.postgres.dialect import translate_statement


@pytest.mark.parametrize(
    ("statement", "translated"),
    [
        ("SELECT a FROM b WHERE c = ? AND d = :other_name", "SELECT a FROM b WHERE c = %s AND d = %(other_name)s"),
        ("SELECT a::text FROM b WHERE c LIKE '% %'", "SELECT a::text FROM b WHERE c LIKE '%% %%'"),
        ("SELECT value FROM json_each(?)", "SELECT value FROM list_integers(%s)"),
        ("SELECT value FROM json_each(:names, '$')", "SELECT value FROM list_strings(%(names)s)"),
        ("SELECT 1 FROM a CROSS JOIN b ON b.c = a.c", "SELECT 1 FROM a JOIN b ON b.c = a.c"),
        ("SELECT group_concat(article) FROM a", "SELECT string_agg(article::text, ',') FROM a"),
        ("SELECT json_extract(a, '$.due') FROM b", "SELECT (a::json->>'due') FROM b"),
        ("SELECT a FROM b INDEXED BY b_by_a WHERE a = 1", "SELECT a FROM b WHERE a = 1"),
    ],
)
def test_a_statement_is_translated(statement: str, translated: str) -> None:
    """Placeholders, lists, joins in a fixed order, and hints; the rest is the same in both."""
    assert translate_statement(statement) == translated
