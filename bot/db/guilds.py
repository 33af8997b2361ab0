"""Repository of the guilds that the bot is in or has left, to know whose data to delete."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from bot.db.connection import BotDatabase, dump_datetime

#: How long after the bot left a guild its data is deleted: long enough to undo a mistake.
PURGE_DELAY = timedelta(days=7)


_JOIN = (
    "INSERT INTO servers (application, guild) VALUES (?, ?)"
    " ON CONFLICT (application, guild) DO UPDATE SET departed = NULL"
)


class GuildRepository:
    """
    Guilds that an application is in or has left.

    Each method is one transaction and raises LedgerError if the database fails.
    """

    def __init__(self, db: BotDatabase) -> None:
        self._db = db

    def sync_guilds(
        self,
        application: int,
        guilds: Collection[str],
        now: datetime,
        is_responsible_for: Callable[[str], bool] = lambda _: True,
    ) -> None:
        """
        Store that *application* is in exactly these guilds, and that it left the others that it was in.

        Args:
            application: Its id.
            guilds: The guilds that this process knows.
            now: The present instant.
            is_responsible_for: Returns whether this process would know a guild; nothing is stored about others.
        """
        with self._db.transaction():
            rows_to_insert = [(application, guild) for guild in guilds]
            self._db.execute_many(
                _JOIN,
                rows_to_insert,
            )
            rows = self._db.fetch_rows(
                "SELECT guild FROM servers WHERE application = ? AND departed IS NULL", (application,)
            )
            rows_to_update = [
                (dump_datetime(now), application, row["guild"])
                for row in rows
                if row["guild"] not in guilds and is_responsible_for(row["guild"])
            ]
            self._db.execute_many("UPDATE servers SET departed = ? WHERE application = ? AND guild = ?", rows_to_update)

    def mark_joined(self, application: int, guild: str) -> None:
        """Store that the application is in a guild, so that its data is not deleted."""
        self._db.execute(
            _JOIN,
            (application, guild),
        )

    def mark_left(self, application: int, guild: str, now: datetime) -> None:
        """Store that the application left a guild; only the first call counts."""
        self._db.execute(
            "INSERT INTO servers (application, guild, departed) VALUES (?, ?, ?)"
            " ON CONFLICT (application, guild) DO UPDATE SET departed = coalesce(servers.departed, excluded.departed)",
            (application, guild, dump_datetime(now)),
        )

    def list_left(self, application: int) -> frozenset[str]:
        """Return the guilds that the application left and whose data is not deleted yet."""
        rows = self._db.fetch_rows(
            "SELECT guild FROM servers WHERE application = ? AND departed IS NOT NULL", (application,)
        )
        return frozenset(row["guild"] for row in rows)

    def list_purgeable(self, application: int, now: datetime) -> tuple[str, ...]:
        """Return the guilds that the application left at least `PURGE_DELAY` ago and no other application is in."""
        rows = self._db.fetch_rows(
            "SELECT guild FROM servers AS gone WHERE application = ? AND departed <= ? AND NOT EXISTS"
            " (SELECT 1 FROM servers WHERE guild = gone.guild AND departed IS NULL) ORDER BY departed",
            (application, dump_datetime(now - PURGE_DELAY)),
        )
        return tuple(row["guild"] for row in rows)
