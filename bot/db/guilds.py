"""Repository of the guilds that the bot is in or has left, to know whose data to delete."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from datetime import datetime, timedelta

from bot.db.connection import begin_transaction, dump_datetime, translate_sqlite_errors

#: How long after the bot left a guild its data is deleted: long enough to undo a mistake.
PURGE_DELAY = timedelta(days=7)


class GuildRepository:
    """
    Guilds that an application is in or has left.

    Each method is one transaction and raises LedgerError if the database fails.
    """

    def __init__(self, connection: sqlite3.Connection, subject: str) -> None:
        self._connection, self._subject = connection, subject

    def sync_guilds(self, application: int, guilds: Collection[str], now: datetime) -> None:
        """Store that *application* is in exactly these guilds, and that it left the others that it was in."""
        with begin_transaction(self._connection, self._subject):
            rows_to_insert = [(application, guild) for guild in guilds]
            self._connection.executemany(
                "INSERT INTO servers (application, guild) VALUES (?, ?) ON CONFLICT DO UPDATE SET departed = NULL",
                rows_to_insert,
            )
            rows = self._connection.execute(
                "SELECT guild FROM servers WHERE application = ? AND departed IS NULL", (application,)
            ).fetchall()
            rows_to_update = [
                (dump_datetime(now), application, row["guild"]) for row in rows if row["guild"] not in guilds
            ]
            self._connection.executemany(
                "UPDATE servers SET departed = ? WHERE application = ? AND guild = ?", rows_to_update
            )

    def mark_joined(self, application: int, guild: str) -> None:
        """Store that the application is in a guild, so that its data is not deleted."""
        with translate_sqlite_errors(self._subject):
            self._connection.execute(
                "INSERT INTO servers (application, guild) VALUES (?, ?) ON CONFLICT DO UPDATE SET departed = NULL",
                (application, guild),
            )

    def mark_left(self, application: int, guild: str, now: datetime) -> None:
        """Store that the application left a guild; only the first call counts."""
        with translate_sqlite_errors(self._subject):
            self._connection.execute(
                "INSERT INTO servers (application, guild, departed) VALUES (?, ?, ?)"
                " ON CONFLICT DO UPDATE SET departed = coalesce(departed, excluded.departed)",
                (application, guild, dump_datetime(now)),
            )

    def list_left(self, application: int) -> frozenset[str]:
        """Return the guilds that the application left and whose data is not deleted yet."""
        with translate_sqlite_errors(self._subject):
            rows = self._connection.execute(
                "SELECT guild FROM servers WHERE application = ? AND departed IS NOT NULL", (application,)
            )
            return frozenset(row["guild"] for row in rows)

    def list_purgeable(self, application: int, now: datetime) -> tuple[str, ...]:
        """Return the guilds that the application left at least `PURGE_DELAY` ago and no other application is in."""
        with translate_sqlite_errors(self._subject):
            rows = self._connection.execute(
                "SELECT guild FROM servers AS gone WHERE application = ? AND departed <= ? AND NOT EXISTS"
                " (SELECT 1 FROM servers WHERE guild = gone.guild AND departed IS NULL) ORDER BY departed",
                (application, dump_datetime(now - PURGE_DELAY)),
            )
            return tuple(row["guild"] for row in rows)
