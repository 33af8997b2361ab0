"""The numbered migrations: each is applied once, in order, wholly or not at all."""

from __future__ import annotations

import sqlite3
from functools import cache
from importlib.resources import files

from corpus.errors import StoreError


@cache
def migrations() -> tuple[str, ...]:
    """List the scripts in order: number n makes a database of version n out of one of version n - 1."""
    folder = files("corpus.store") / "migrations"
    scripts = sorted((entry.name, entry) for entry in folder.iterdir() if entry.name.endswith(".sql"))
    return tuple(script.read_text(encoding="utf-8") for _, script in scripts)


def bring_up_to_date(connection: sqlite3.Connection, path: str, *, read_only: bool) -> None:
    """
    Apply the migrations that the database lacks.

    Raises:
        StoreError: If the database is of a newer program, or is older and may only be read.
    """
    newest = len(migrations())
    version = _version(connection)
    if version == newest:
        return
    if version > newest:
        raise StoreError(
            path, f"made by a newer Dateline (version {version}, this one knows {newest}); update Dateline"
        )
    if version == 0 and connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise StoreError(path, "this is another program's database; name another file")
    if read_only:
        raise StoreError(path, "it has to be brought up to date first; open it once for writing")
    _migrate(connection)


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _migrate(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Read again: another process may have been quicker.
        for number in range(_version(connection) + 1, len(migrations()) + 1):
            for statement in _statements(migrations()[number - 1]):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _statements(script: str) -> list[str]:
    """Split a script; ``executescript`` would commit half-way."""
    statements, pending = [], ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            statements.append(pending)
            pending = ""
    return statements
