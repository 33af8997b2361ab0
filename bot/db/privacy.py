"""Export and delete a guild's or a member's rows in the bot's tables."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType

from bot.db.connection import BotDatabase
from corpus.models.text import LocalizableText, load_text

RowsByTable = dict[str, list[dict[str, object]]]

_OWN_SUBSCRIPTIONS = "subscription IN (SELECT id FROM subscriptions WHERE {})"
_DIRECT_SUBSCRIPTIONS = "place IN ('direct', 'follow') AND member = :who"
#: What members follow is deleted with their guild, but not exported for it.
_SHOWN_SUBSCRIPTIONS = "guild = :who AND place <> 'follow'"
_OWN_CLASSES = "class IN (SELECT id FROM classes WHERE guild = :who)"
_OWN_QUIZZES = f"quiz IN (SELECT id FROM class_quizzes WHERE {_OWN_CLASSES})"  # noqa: S608

#: Conditions of a guild's rows, by table, in an order in which they can be deleted.
GUILD_TABLES = MappingProxyType(
    {
        "ledger": _OWN_SUBSCRIPTIONS.format("guild = :who"),
        "alert_articles": _OWN_SUBSCRIPTIONS.format("guild = :who"),
        "subscriptions": "guild = :who",
        "settings": "guild = :who",
        "setups": "guild = :who",
        "archive_channels": "guild = :who",
        "class_answers": _OWN_QUIZZES,
        "class_quizzes": _OWN_CLASSES,
        "classes": "guild = :who",
        "shown": "guild = :who OR scope = :who",
        "servers": "guild = :who",
    }
)
#: Conditions of the rows that an export for a guild has, by table.
_GUILD_EXPORT_TABLES = MappingProxyType(
    {
        **GUILD_TABLES,
        "ledger": _OWN_SUBSCRIPTIONS.format(_SHOWN_SUBSCRIPTIONS),
        "alert_articles": _OWN_SUBSCRIPTIONS.format(_SHOWN_SUBSCRIPTIONS),
        "subscriptions": _SHOWN_SUBSCRIPTIONS,
    }
)
#: Tables of which an export for a guild has only the number of rows: what members asked is private.
COUNT_ONLY_TABLES = frozenset({"setups", "shown", "class_answers"})
#: Conditions of a member's own rows, by table.
USER_TABLES = MappingProxyType(
    {
        "ledger": _OWN_SUBSCRIPTIONS.format(_DIRECT_SUBSCRIPTIONS),
        "alert_articles": _OWN_SUBSCRIPTIONS.format(_DIRECT_SUBSCRIPTIONS),
        "subscriptions": _DIRECT_SUBSCRIPTIONS,
        "setups": "member = :who",
        "class_answers": "member = :who",
        "shown": "member = :who",
    }
)
#: Statements that remove a member's id from a guild's rows.
_ANONYMIZING_STATEMENTS = (
    "UPDATE subscriptions SET member = 0 WHERE member = :who",
    "UPDATE classes SET member = 0 WHERE member = :who",
    "UPDATE ledger SET approved = '' WHERE approved = :name",
)
#: Tables without data of a guild or member: commands that Discord has, images of digests until they are posted.
TABLES_WITHOUT_OWNER = frozenset({"bot_migrations", "command_trees", "ledger_files"})


class PrivacyRepository:
    """Rows of a guild or a member. Methods raise LedgerError if the database fails; a deletion is one transaction."""

    def __init__(self, db: BotDatabase) -> None:
        self._db = db

    def list_guild_rows(self, guild: str) -> RowsByTable:
        """Return the rows of a guild, by table, without what its members follow."""
        return self._select_rows(_GUILD_EXPORT_TABLES, guild)

    def list_member_rows(self, member: int) -> RowsByTable:
        """Return all rows of a member, by table."""
        return self._select_rows(USER_TABLES, member)

    def delete_guild(self, guild: str) -> int:
        """
        Delete all rows of a guild and return their number.

        Settings are in memory, too: delete them first with `bot.db.settings.GuildSettings.delete`.
        """
        with self._db.transaction():
            count = self._delete_rows(GUILD_TABLES, guild)
        self._db.discard_deleted_data()
        return count

    def delete_member(self, member: int) -> int:
        """Delete all rows of a member, remove the member's id from other rows, and return the number deleted."""
        with self._db.transaction():
            count = self._delete_rows(USER_TABLES, member)
            for statement in _ANONYMIZING_STATEMENTS:
                self._db.execute(statement, {"who": member, "name": str(member)})
        self._db.discard_deleted_data()
        return count

    def _select_rows(self, tables: Mapping[str, str], who: str | int) -> RowsByTable:
        rows_by_table: RowsByTable = {}
        for table, where in tables.items():
            rows = self._db.fetch_rows(f"SELECT * FROM {table} WHERE {where}", {"who": who})  # noqa: S608
            rows_by_table[table] = [
                {name: _to_json_value(row[name]) for name in row.keys() if name != "rowid"}  # noqa: SIM118  # no mapping
                for row in rows
            ]
        return rows_by_table

    def _delete_rows(self, tables: Mapping[str, str], who: str | int) -> int:
        self._db.overwrite_deleted_data()
        count = 0
        for table, where in tables.items():
            count += self._db.execute(f"DELETE FROM {table} WHERE {where}", {"who": who})  # noqa: S608
        return count


def _to_json_value(value: object) -> object:
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, str) and isinstance(text := load_text(value), LocalizableText):
        return str(text)
    if isinstance(value, str) and value[:1] in {"{", "["}:
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value
