"""Guided setups under way, so that a restart does not end them."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

from bot.database import translated, written
from bot.drafts import Draft, dumps, loads

#: A setup that nobody went on with for so long is over.
KEPT = timedelta(days=1)


class Setups:
    """Drafts by the message they stand in. Every method is one transaction; LedgerError where the database fails."""

    def __init__(self, connection: sqlite3.Connection, subject: str) -> None:
        self._connection, self._subject = connection, subject

    def keep(self, message: int, guild: str, member: int, draft: Draft, now: datetime) -> None:
        """Keep how far the setup in *message* has come; those that are over go."""
        with translated(self._subject):
            self._connection.execute(
                "INSERT INTO setups (message, guild, member, draft, changed) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT DO UPDATE SET draft = excluded.draft, changed = excluded.changed",
                (message, guild, member, dumps(draft), written(now)),
            )
            self._connection.execute("DELETE FROM setups WHERE changed < ?", (written(now - KEPT),))

    def find(self, message: int, guild: str, now: datetime) -> Draft | None:
        """Give how far the setup in *message* of *guild* has come; None where it is over."""
        with translated(self._subject):
            row = self._connection.execute(
                "SELECT draft FROM setups WHERE message = ? AND guild = ? AND changed >= ?",
                (message, guild, written(now - KEPT)),
            ).fetchone()
        return loads(row["draft"]) if row else None

    def end(self, message: int) -> bool:
        """Forget the setup in *message*; True where there was one, so that it is finished once alone."""
        with translated(self._subject):
            return self._connection.execute("DELETE FROM setups WHERE message = ?", (message,)).rowcount == 1
