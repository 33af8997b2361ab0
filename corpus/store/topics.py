"""The topics that people follow."""

from __future__ import annotations

import json
from dataclasses import asdict

from corpus.errors import NotStored
from corpus.model import Topic
from corpus.model.topics import fold
from corpus.store import writing
from corpus.store.connection import Database
from corpus.store.packing import written


def topics(db: Database, scope: str | None) -> tuple[Topic, ...]:
    """List the topics that *scope* sees, its own in the place of everybody's of the same name; of all for None."""
    found = db.rows(
        "SELECT t.folded, s.name, t.told FROM topics t JOIN scopes s ON s.id = t.scope"
        " WHERE ? IS NULL OR s.name IN ('', ?) ORDER BY t.folded, s.name",
        (scope, scope),
    )
    kept = {(folded, owner if scope is None else ""): _topic(owner, told) for folded, owner, told in found}
    return tuple(kept.values())


def _topic(scope: str, told: str) -> Topic:
    parts = json.loads(told)
    return Topic(parts.pop("name"), scope=scope, **{part: tuple(value) for part, value in parts.items()})


def keep(db: Database, topic: Topic) -> None:
    """Store *topic* in the place of what its scope called so."""
    parts = {name: value for name, value in asdict(topic).items() if name != "scope"}
    db.run(
        "INSERT INTO topics (scope, folded, told) VALUES (?, ?, ?)"
        " ON CONFLICT (scope, folded) DO UPDATE SET told = excluded.told",
        (writing.scope_number(db, topic.scope), topic.folded, written(parts)),
    )


def drop(db: Database, name: str, scope: str) -> None:
    """
    Forget a topic of exactly this scope.

    Raises:
        NotStored: If it has none of this name.
    """
    found = db.rows(
        "SELECT t.id FROM topics t JOIN scopes s ON s.id = t.scope WHERE t.folded = ? AND s.name = ?",
        (fold(name), scope),
    )
    if not found:
        raise NotStored(f"“{name}”", "no topic here is called that")
    db.run("DELETE FROM topics WHERE id = ?", found[0])
