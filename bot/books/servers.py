"""The servers that the bot is in, and those that it left, until what it keeps of them is wiped."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from datetime import datetime, timedelta

from bot.database import transaction, translated, written

#: How long the bot may be away before a server's things are wiped: long enough to undo a mistake.
GRACE = timedelta(days=7)


class Servers:
    """
    Where one application is and was.

    Every method is one transaction and raises LedgerError where the database fails.
    """

    def __init__(self, connection: sqlite3.Connection, subject: str) -> None:
        self._connection, self._subject = connection, subject

    def seen(self, application: int, guilds: Collection[str], now: datetime) -> None:
        """Note that *application* is in these servers and in no others: it left those that it was in before."""
        with transaction(self._connection, self._subject):
            here = [(application, guild) for guild in guilds]
            self._connection.executemany(
                "INSERT INTO servers (application, guild) VALUES (?, ?) ON CONFLICT DO UPDATE SET departed = NULL", here
            )
            rows = self._connection.execute(
                "SELECT guild FROM servers WHERE application = ? AND departed IS NULL", (application,)
            ).fetchall()
            gone = [(written(now), application, row["guild"]) for row in rows if row["guild"] not in guilds]
            self._connection.executemany("UPDATE servers SET departed = ? WHERE application = ? AND guild = ?", gone)

    def came(self, application: int, guild: str) -> None:
        """Note that it is in a server: nothing of that is wiped."""
        with translated(self._subject):
            self._connection.execute(
                "INSERT INTO servers (application, guild) VALUES (?, ?) ON CONFLICT DO UPDATE SET departed = NULL",
                (application, guild),
            )

    def left(self, application: int, guild: str, now: datetime) -> None:
        """Note that it left a server; the first note counts."""
        with translated(self._subject):
            self._connection.execute(
                "INSERT INTO servers (application, guild, departed) VALUES (?, ?, ?)"
                " ON CONFLICT DO UPDATE SET departed = coalesce(departed, excluded.departed)",
                (application, guild, written(now)),
            )

    def away(self, application: int) -> frozenset[str]:
        """List the servers that it left and whose things are not wiped yet."""
        with translated(self._subject):
            rows = self._connection.execute(
                "SELECT guild FROM servers WHERE application = ? AND departed IS NOT NULL", (application,)
            )
            return frozenset(row["guild"] for row in rows)

    def overdue(self, application: int, now: datetime) -> tuple[str, ...]:
        """List the servers that it left longer than `GRACE` ago, and that no other application is in."""
        with translated(self._subject):
            rows = self._connection.execute(
                "SELECT guild FROM servers AS gone WHERE application = ? AND departed <= ? AND NOT EXISTS"
                " (SELECT 1 FROM servers WHERE guild = gone.guild AND departed IS NULL) ORDER BY departed",
                (application, written(now - GRACE)),
            )
            return tuple(row["guild"] for row in rows)
