"""Repository of synced command trees, so that commands are sent only when they changed."""

from __future__ import annotations

import json
from collections.abc import Mapping

from bot.db.connection import BotDatabase


class CommandSyncRepository:
    """Hashes of command trees. Each method is one transaction and raises LedgerError if the database fails."""

    def __init__(self, db: BotDatabase) -> None:
        self._db = db

    def get_synced(self, application: int, guild: int) -> tuple[str, dict[str, str]]:
        """Return the hash and the ids of the commands that Discord has; ``""`` and no ids if none were sent."""
        row = self._db.fetch_row(
            "SELECT hash, ids FROM command_trees WHERE application = ? AND guild = ?", (application, guild)
        )
        return (row["hash"], json.loads(row["ids"])) if row else ("", {})

    def list_guilds(self, application: int) -> tuple[int, ...]:
        """Return the guilds that have commands of their own."""
        rows = self._db.fetch_rows(
            "SELECT guild FROM command_trees WHERE application = ? AND guild > 0 ORDER BY guild", (application,)
        )
        return tuple(row["guild"] for row in rows)

    def delete(self, application: int, guild: int) -> None:
        """Record that Discord has no commands for *guild* any more."""
        self._db.execute("DELETE FROM command_trees WHERE application = ? AND guild = ?", (application, guild))

    def save_synced(self, application: int, guild: int, tree: str, ids: Mapping[str, str]) -> None:
        """Store the hash and the ids of the commands that Discord has."""
        self._db.execute(
            "INSERT INTO command_trees (application, guild, hash, ids) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (application, guild) DO UPDATE SET hash = excluded.hash, ids = excluded.ids",
            (application, guild, tree, json.dumps(dict(ids))),
        )
