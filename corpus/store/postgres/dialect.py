"""Translate statements from the SQL of SQLite to that of PostgreSQL."""

from __future__ import annotations

import re
from functools import lru_cache

#: What differs, and what PostgreSQL has for it. The functions are defined by the first migration.
_REPLACEMENTS = (
    (re.compile(r"\bjson_each\(([^()]*), '\$'\)"), r"list_strings(\1)"),
    (re.compile(r"\bjson_each\("), "list_integers("),
    (re.compile(r"\bjson_extract\((\w+), '\$\.(\w+)'\)"), r"(\1::json->>'\2')"),
    (re.compile(r"%"), "%%"),  # else psycopg would take it for the beginning of a placeholder
    (re.compile(r"\?"), "%s"),
    (re.compile(r"(?<![:\w]):([a-z_]+)"), r"%(\1)s"),
    (re.compile(r"\bCROSS JOIN\b"), "JOIN"),  # in SQLite it enforces an order; here it may have no condition
    (re.compile(r"\bgroup_concat\((\w+)\)"), r"string_agg(\1::text, ',')"),
    (re.compile(r" INDEXED BY \w+"), ""),
    (re.compile(r"\binstr\("), "strpos("),
    (re.compile(r"\bLIMIT -1\b"), "LIMIT ALL"),
)


@lru_cache(maxsize=512)  # the statements are constants
def translate_statement(sql: str) -> str:
    """
    Return *sql* as PostgreSQL's, with psycopg's placeholders.

    Question marks, colons and the words replaced never occur in the strings of our statements.
    """
    for pattern, replacement in _REPLACEMENTS:
        sql = pattern.sub(replacement, sql)
    return sql
