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
    Settings of all guilds, read once and cached in memory.

    `resolve` and `list_overrides` only read the cache, so they may be called from any thread and never block. Methods
    that write must run on the database thread; each is one transaction and raises LedgerError if the database fails.
    """

    def __init__(self, db: BotDatabase) -> None:
        self._db = db
        rows = db.fetch_rows("SELECT guild, channel, language, private, topic FROM settings")
        self._overrides = {(row["guild"], row["channel"]): _load_overrides(row) for row in rows}

    def resolve(self, guild: str, channel: int, parent: int = WHOLE_SERVER) -> Preferences:
        """
        Return the settings that apply in *channel*: its own, else those of *parent* (of a thread), else the guild's.

        *guild* is ``""`` in a direct message, where nothing is set.
        """
        found: dict[str, str | bool] = {}
        for place in (WHOLE_SERVER, parent, channel):
            overrides = self._overrides.get((guild, place), {})
            found |= {name: value for name, value in overrides.items() if value is not None}
        return Preferences(
            str(found.get("language", "")), bool(found.get("private", False)), str(found.get("topic", ""))
        )

    def list_overrides(self, guild: str) -> dict[int, SettingOverrides]:
        """Return the settings of *guild*, by channel; `WHOLE_SERVER` stands for the whole guild."""
        return {place: dict(values) for (owner, place), values in sorted(self._overrides.items()) if owner == guild}

    def set(self, guild: str, channel: int, name: str, value: str | bool | None) -> None:
        """
        Set a value for *channel*, or for `WHOLE_SERVER`; None clears it.

        Raises:
            KeyError: If there is no setting of that *name*.
        """
        if name not in PREFERENCE_NAMES:
            raise KeyError(name)
        values = {**self._overrides.get((guild, channel), dict.fromkeys(PREFERENCE_NAMES)), name: value}
        row = {**values, "guild": guild, "channel": channel}
        self._db.execute(
            "INSERT INTO settings (guild, channel, language, private, topic)"
            " VALUES (:guild, :channel, :language, :private, :topic) ON CONFLICT (guild, channel) DO UPDATE"
            " SET language = excluded.language, private = excluded.private, topic = excluded.topic",
            row,
        )
        self._overrides[guild, channel] = values

    def delete(self, guild: str) -> int:
        """Delete all settings of *guild*; return the number of channels that had any, the whole guild included."""
        self._db.execute("DELETE FROM settings WHERE guild = ?", (guild,))
        gone = [place for place in list(self._overrides) if place[0] == guild]
        for place in gone:
            self._overrides.pop(place, None)
        return len(gone)


def _load_overrides(row: Row) -> SettingOverrides:
    private = row["private"]
    return {
        "language": row["language"],
        "private": None if private is None else bool(private),
        "topic": row["topic"],
    }
