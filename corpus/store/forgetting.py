"""Scopes, and how one is wiped: what its articles said is nowhere in the file afterwards."""

from __future__ import annotations

from corpus.store import writing
from corpus.store.connection import Database

#: Pages of the index that one step of cleaning may write; others write between the steps.
_STEP = 200


def scopes(db: Database) -> tuple[str, ...]:
    """List the scopes that something is or was kept for; everybody's, ``""``, is always there."""
    return tuple(row[0] for row in db.rows("SELECT name FROM scopes ORDER BY name"))


def forget(db: Database, scope: str) -> int:
    """
    Delete all that is kept for *scope*; give how many articles that were.

    Raises:
        ValueError: If *scope* is everybody's.
    """
    if not scope:
        raise ValueError("everybody's articles are not one scope's to forget")
    found = db.rows("SELECT id FROM scopes WHERE name = ?", (scope,))
    if not found:
        return 0
    # Else what was deleted stays in the file until its room is used again (https://sqlite.org/pragma.html).
    db.run("PRAGMA secure_delete = ON")
    keys = [row[0] for row in db.rows("SELECT key FROM articles WHERE scope = ?", found[0])]
    for key in keys:
        writing.delete(db, key, scope)
    for table in ("feeds", "topics", "curations"):
        db.run(f"DELETE FROM {table} WHERE scope = ?", found[0])  # noqa: S608  # written above
    db.run("DELETE FROM forms WHERE actor IN (SELECT id FROM actors WHERE scope = ?)", found[0])
    db.run("DELETE FROM actors WHERE scope = ?", found[0])
    db.run("DELETE FROM scopes WHERE id = ?", found[0])
    writing.step(db)
    return len(keys)


def clean(db: Database) -> None:
    """Take what was deleted out of the word index and the log, in steps between which others may write."""
    # "merge" with a negative number optimises step by step, and is done when it changes nothing
    # (https://sqlite.org/fts5.html#the_merge_command).
    while True:
        before = db.rows("SELECT total_changes()")[0][0]
        with db.writing():
            db.run("INSERT INTO words (words, rank) VALUES ('merge', ?)", (-_STEP,))
        if db.rows("SELECT total_changes()")[0][0] - before < 2:
            break
    db.rows("PRAGMA wal_checkpoint(TRUNCATE)")
