"""Repository of unfinished guided setups, so that they survive a restart."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

from bot.db.connection import dump_datetime, translate_sqlite_errors
from bot.models.setup import SetupState, dump_setup, load_setup

#: A setup expires this long after its last change.
SETUP_LIFETIME = timedelta(days=1)


class SetupRepository:
    """Unfinished setups, by the message that shows them; every method raises LedgerError if the database fails."""

    def __init__(self, connection: sqlite3.Connection, subject: str) -> None:
        self._connection, self._subject = connection, subject

    def save(self, message: int, guild: str, member: int, draft: SetupState, now: datetime) -> None:
        """Store the state of the setup in *message*, and delete expired setups."""
        with translate_sqlite_errors(self._subject):
            self._connection.execute(
                "INSERT INTO setups (message, guild, member, draft, changed) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT DO UPDATE SET draft = excluded.draft, changed = excluded.changed",
                (message, guild, member, dump_setup(draft), dump_datetime(now)),
            )
            self._connection.execute("DELETE FROM setups WHERE changed < ?", (dump_datetime(now - SETUP_LIFETIME),))

    def find(self, message: int, guild: str, now: datetime) -> SetupState | None:
        """Return the state of the setup in *message* of *guild*, or None if it is finished or expired."""
        with translate_sqlite_errors(self._subject):
            row = self._connection.execute(
                "SELECT draft FROM setups WHERE message = ? AND guild = ? AND changed >= ?",
                (message, guild, dump_datetime(now - SETUP_LIFETIME)),
            ).fetchone()
        return load_setup(row["draft"]) if row else None

    def delete(self, message: int) -> bool:
        """Delete the setup in *message*; return whether there was one, so that it is finished only once."""
        with translate_sqlite_errors(self._subject):
            return self._connection.execute("DELETE FROM setups WHERE message = ?", (message,)).rowcount == 1
