"""The feeds that are polled, and what is known of each."""

from __future__ import annotations

import json
from dataclasses import fields

from corpus.errors import NotStored
from corpus.store import writing
from corpus.store.connection import Database
from corpus.store.packing import written
from corpus.store.records import Feed

_STATE = tuple(part.name for part in fields(Feed) if part.name not in {"url", "title", "scope"})


def feeds(db: Database, scope: str | None) -> tuple[Feed, ...]:
    """List the feeds of exactly this scope, of all for None."""
    found = db.rows(
        "SELECT url, title, s.name, state FROM feeds f JOIN scopes s ON s.id = f.scope WHERE ? IS NULL OR s.name = ?"
        " ORDER BY s.name, url",
        (scope, scope),
    )
    return tuple(_feed(*row) for row in found)


def _feed(url: str, title: str, scope: str, state: str) -> Feed:
    known = json.loads(state)
    known["seen"] = tuple(known.get("seen", ()))
    return Feed(url, title, scope, **known)


def keep(db: Database, feed: Feed) -> None:
    """Store *feed* in the place of what was known of it."""
    state = written({name: getattr(feed, name) for name in _STATE})
    db.run(
        "INSERT INTO feeds (scope, url, title, state) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (scope, url) DO UPDATE SET title = excluded.title, state = excluded.state",
        (writing.scope_number(db, feed.scope), feed.url, feed.title, state),
    )


def delete(db: Database, url: str, scope: str, *, articles: bool) -> int:
    """
    Forget a feed, and on wish the articles that came by it; give their number.

    Raises:
        NotStored: If this scope has no feed of this address.
    """
    found = db.rows(
        "SELECT f.id FROM feeds f JOIN scopes s ON s.id = f.scope WHERE url = ? AND s.name = ?", (url, scope)
    )
    if not found:
        raise NotStored(url, "no feed has this address")
    keys = db.rows("SELECT key FROM articles WHERE feed = ?", found[0]) if articles else []
    for (key,) in keys:
        writing.delete(db, key, scope)
    db.run("UPDATE articles SET feed = NULL WHERE feed = ?", found[0])
    db.run("DELETE FROM feeds WHERE id = ?", found[0])
    return len(keys)
