"""The commands that Discord has from us, so that they are sent again only when they changed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping

from bot.database import translated


class Trees:
    """Hashes of command trees. Every method is one transaction and raises LedgerError where the database fails."""

    def __init__(self, connection: sqlite3.Connection, subject: str) -> None:
        self._connection, self._subject = connection, subject

    def synced(self, application: int, guild: int) -> tuple[str, dict[str, str]]:
        """Give the hash of the commands that Discord has, and their ids; ``""`` where none were sent."""
        with translated(self._subject):
            row = self._connection.execute(
                "SELECT hash, ids FROM command_trees WHERE application = ? AND guild = ?", (application, guild)
            ).fetchone()
        return (row["hash"], json.loads(row["ids"])) if row else ("", {})

    def servers(self, application: int) -> tuple[int, ...]:
        """List the servers that have commands of their own."""
        with translated(self._subject):
            rows = self._connection.execute(
                "SELECT guild FROM command_trees WHERE application = ? AND guild > 0 ORDER BY guild", (application,)
            )
            return tuple(row["guild"] for row in rows)

    def forget(self, application: int, guild: int) -> None:
        """Record that Discord has no commands there any more."""
        with translated(self._subject):
            self._connection.execute(
                "DELETE FROM command_trees WHERE application = ? AND guild = ?", (application, guild)
            )

    def remember_synced(self, application: int, guild: int, tree: str, ids: Mapping[str, str]) -> None:
        """Record the hash of the commands that Discord has, and their ids."""
        with translated(self._subject):
            self._connection.execute(
                "INSERT INTO command_trees (application, guild, hash, ids) VALUES (?, ?, ?, ?)"
                " ON CONFLICT DO UPDATE SET hash = excluded.hash, ids = excluded.ids",
                (application, guild, tree, json.dumps(dict(ids))),
            )
