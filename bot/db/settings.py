"""Preferences of guilds and channels: language, private replies and default topic."""

from __future__ import annotations

from dataclasses import dataclass, fields

from bot.db.connection import BotDatabase, Row

#: Channel id that stands for the whole guild.
WHOLE_SERVER = 0


@dataclass(frozen=True, slots=True)
class Preferences:
    """
    Settings that apply in one channel.

    Attributes:
        language: One of `bot.locales.translator.LANGUAGES`; ``""`` if none was chosen, and the member's or guild's
            locale applies.
        private: Whether replies to questions are shown only to the member who asks.
        topic: Topic of questions that name none; ``""`` for everything.
    """

    language: str = ""
    private: bool = False
    topic: str = ""


#: Value of each setting of `Preferences`, by name; None if it is not set.
SettingOverrides = dict[str, str | bool | None]

PREFERENCE_NAMES = tuple(field.name for field in fields(Preferences))


class GuildSettings:
    """
    Settings of all guilds, cached in memory.

    `resolve` and `list_overrides` only read the cache, so they may be called from any thread and never block. The
    other methods must run on the database thread; each is one transaction and raises LedgerError if the database fails.
    """

    def __init__(self, db: BotDatabase) -> None:
        self._db = db
        #: By guild and channel. What stands for a guild is replaced as a whole, as other threads may be reading it.
        self._overrides: dict[str, dict[int, SettingOverrides]] = {}
        self.reload()

    def reload(self) -> None:
        """Read all settings again; other processes may have changed those of guilds that they serve."""
        overrides: dict[str, dict[int, SettingOverrides]] = {}
        for row in self._db.fetch_rows("SELECT guild, channel, language, private, topic FROM settings"):
            overrides.setdefault(row["guild"], {})[row["channel"]] = _load_overrides(row)
        self._overrides = overrides

    def reload_guild(self, guild: str) -> None:
        """Read the settings of *guild* again."""
        rows = self._db.fetch_rows(
            "SELECT guild, channel, language, private, topic FROM settings WHERE guild = ?", (guild,)
        )
        self._overrides[guild] = {row["channel"]: _load_overrides(row) for row in rows}

    def resolve(self, guild: str, channel: int, parent: int = WHOLE_SERVER) -> Preferences:
        """
        Return the settings that apply in *channel*: its own, else those of *parent* (of a thread), else the guild's.

        *guild* is ``""`` in a direct message, where nothing is set.
        """
        found: dict[str, str | bool] = {}
        by_channel = self._overrides.get(guild, {})
        for place in (WHOLE_SERVER, parent, channel):
            found |= {name: value for name, value in by_channel.get(place, {}).items() if value is not None}
        return Preferences(
            str(found.get("language", "")), bool(found.get("private", False)), str(found.get("topic", ""))
        )

    def list_overrides(self, guild: str) -> dict[int, SettingOverrides]:
        """Return the settings of *guild*, by channel; `WHOLE_SERVER` stands for the whole guild."""
        return {place: dict(values) for place, values in sorted(self._overrides.get(guild, {}).items())}

    def set(self, guild: str, channel: int, name: str, value: str | bool | None) -> None:
        """
        Set a value for *channel*, or for `WHOLE_SERVER`; None clears it.

        Raises:
            KeyError: If there is no setting of that *name*.
        """
        if name not in PREFERENCE_NAMES:
            raise KeyError(name)
        with self._db.transaction():
            self.reload_guild(guild)
            former = self._overrides[guild].get(channel, dict.fromkeys(PREFERENCE_NAMES))
            values: SettingOverrides = {**former, name: value}
            self._db.execute(
                "INSERT INTO settings (guild, channel, language, private, topic)"
                " VALUES (:guild, :channel, :language, :private, :topic) ON CONFLICT (guild, channel) DO UPDATE"
                " SET language = excluded.language, private = excluded.private, topic = excluded.topic",
                {**values, "guild": guild, "channel": channel},
            )
        self._overrides[guild] = {**self._overrides[guild], channel: values}

    def delete(self, guild: str) -> int:
        """Delete all settings of *guild*; return the number of channels that had any, the whole guild included."""
        deleted = self._db.execute("DELETE FROM settings WHERE guild = ?", (guild,))
        self._overrides.pop(guild, None)
        return deleted


def _load_overrides(row: Row) -> SettingOverrides:
    private = row["private"]
    return {
        "language": row["language"],
        "private": None if private is None else bool(private),
        "topic": row["topic"],
    }
