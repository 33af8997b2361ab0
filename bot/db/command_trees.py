"""Repository of synced command trees, so that commands are sent only when they changed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping

from bot.db.connection import translate_sqlite_errors


class CommandSyncRepository:
    """Hashes of command trees. Each method is one transaction and raises LedgerError if the database fails."""

    def __init__(self, connection: sqlite3.Connection, subject: str) -> None:
        self._connection, self._subject = connection, subject

    def get_synced(self, application: int, guild: int) -> tuple[str, dict[str, str]]:
        """Return the hash and the ids of the commands that Discord has; ``""`` and no ids if none were sent."""
        with translate_sqlite_errors(self._subject):
            row = self._connection.execute(
                "SELECT hash, ids FROM command_trees WHERE application = ? AND guild = ?", (application, guild)
            ).fetchone()
        return (row["hash"], json.loads(row["ids"])) if row else ("", {})

    def list_guilds(self, application: int) -> tuple[int, ...]:
        """Return the guilds that have commands of their own."""
        with translate_sqlite_errors(self._subject):
            rows = self._connection.execute(
                "SELECT guild FROM command_trees WHERE application = ? AND guild > 0 ORDER BY guild", (application,)
            )
            return tuple(row["guild"] for row in rows)

    def delete(self, application: int, guild: int) -> None:
        """Record that Discord has no commands for *guild* any more."""
        with translate_sqlite_errors(self._subject):
            self._connection.execute(
                "DELETE FROM command_trees WHERE application = ? AND guild = ?", (application, guild)
            )

    def save_synced(self, application: int, guild: int, tree: str, ids: Mapping[str, str]) -> None:
        """Store the hash and the ids of the commands that Discord has."""
        with translate_sqlite_errors(self._subject):
            self._connection.execute(
                "INSERT INTO command_trees (application, guild, hash, ids) VALUES (?, ?, ?, ?)"
                " ON CONFLICT DO UPDATE SET hash = excluded.hash, ids = excluded.ids",
                (application, guild, tree, json.dumps(dict(ids))),
            )
