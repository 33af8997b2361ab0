"""
What the bot keeps of a member or of a server: shown, exported, wiped.

Every table of the bot's own is named below with the rows that are a server's or a member's, so that a table that is
forgotten here fails a test. What the store holds of a server is told and wiped by `bot.scopes.holdings`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from types import MappingProxyType

from bot.database import transaction, translated

Rows = dict[str, list[dict[str, object]]]

_OWN_SUBSCRIPTIONS = "subscription IN (SELECT id FROM subscriptions WHERE {})"
_DIRECT = "place = 'direct' AND member = :who"

#: Table → which of its rows are a server's; in the order in which they can be deleted.
OF_SERVER = MappingProxyType(
    {
        "ledger": _OWN_SUBSCRIPTIONS.format("guild = :who"),
        "subscriptions": "guild = :who",
        "settings": "guild = :who",
        "setups": "guild = :who",
        "shown": "guild = :who OR scope = :who",
        "servers": "guild = :who",
    }
)
#: Of these an export for a server tells the number alone: what members asked is theirs.
COUNTED = frozenset({"setups", "shown"})
#: Table → which of its rows are a member's own.
OF_MEMBER = MappingProxyType(
    {
        "ledger": _OWN_SUBSCRIPTIONS.format(_DIRECT),
        "subscriptions": _DIRECT,
        "setups": "member = :who",
        "shown": "member = :who",
    }
)
#: What names a member in rows that are a server's, and what is put in its place.
_NAMING = (
    "UPDATE subscriptions SET member = 0 WHERE member = :who",
    "UPDATE ledger SET approved = '' WHERE approved = :name",
)
#: Tables that hold nothing of anybody: the commands Discord has, the pictures of digests until they are posted.
OF_NOBODY = frozenset({"bot_migrations", "command_trees", "ledger_files"})


class Private:
    """What is kept of whom. Every method raises LedgerError where the database fails; deleting is one transaction."""

    def __init__(self, connection: sqlite3.Connection, subject: str) -> None:
        self._connection, self._subject = connection, subject

    def of_server(self, guild: str) -> Rows:
        """List all rows of a server, by table."""
        return self._rows(OF_SERVER, guild)

    def of_member(self, member: int) -> Rows:
        """List all rows of a member, by table."""
        return self._rows(OF_MEMBER, member)

    def wipe_server(self, guild: str) -> int:
        """Delete all rows of a server; give how many that were. Settings are in memory, too: wipe them first."""
        with transaction(self._connection, self._subject):
            return self._wipe(OF_SERVER, guild)

    def wipe_member(self, member: int) -> int:
        """Delete all rows of a member, and the member's name from others' rows; give how many were deleted."""
        with transaction(self._connection, self._subject):
            count = self._wipe(OF_MEMBER, member)
            for statement in _NAMING:
                self._connection.execute(statement, {"who": member, "name": str(member)})
            return count

    def _rows(self, tables: Mapping[str, str], who: str | int) -> Rows:
        told: Rows = {}
        with translated(self._subject):
            for table, where in tables.items():
                rows = self._connection.execute(f"SELECT * FROM {table} WHERE {where}", {"who": who})  # noqa: S608
                told[table] = [{name: _plain(value) for name, value in dict(row).items()} for row in rows]
        return told

    def _wipe(self, tables: Mapping[str, str], who: str | int) -> int:
        # Else what was deleted stays in the file until its room is used again (https://sqlite.org/pragma.html).
        self._connection.execute("PRAGMA secure_delete = ON")
        count = 0
        for table, where in tables.items():
            cursor = self._connection.execute(f"DELETE FROM {table} WHERE {where}", {"who": who})  # noqa: S608
            count += cursor.rowcount
        return count


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, str) and value[:1] in {"{", "["}:
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value
