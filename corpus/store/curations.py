"""The curators' words."""

from __future__ import annotations

from corpus.store import writing
from corpus.store.connection import Database
from corpus.store.protocol import Curation


def curations(db: Database, scope: str) -> tuple[Curation, ...]:
    """List the words that hold for *scope*, everybody's before its own."""
    found = db.rows(
        "SELECT action, actor, value, s.name FROM curations c JOIN scopes s ON s.id = c.scope WHERE s.name IN ('', ?)"
        " ORDER BY s.name, c.id",
        (scope,),
    )
    return tuple(Curation(*row) for row in found)


def curate(db: Database, word: Curation) -> None:
    """Keep a word; saying it again changes nothing."""
    before = len(curations(db, word.scope))
    db.run(
        "INSERT OR IGNORE INTO curations (scope, action, actor, value) VALUES (?, ?, ?, ?)",
        (writing.scope_number(db, word.scope), word.action, word.actor, word.value),
    )
    if len(curations(db, word.scope)) > before:
        writing.step(db)


def uncurate(db: Database, word: Curation) -> None:
    """Take a word back."""
    if word in curations(db, word.scope):
        scope = writing.scope_number(db, word.scope)
        db.run(
            "DELETE FROM curations WHERE (scope, action, actor, value) = (?, ?, ?, ?)",
            (scope, word.action, word.actor, word.value),
        )
        writing.step(db)
