"""What a server chose for itself or for one of its channels: language, private replies, usual topic."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, fields

from bot.database import translated

#: In the place of a channel: the whole server.
WHOLE_SERVER = 0


@dataclass(frozen=True, slots=True)
class Preferences:
    """
    How the bot is to behave in one place.

    Attributes:
        language: One of `bot.locales.LANGUAGES`; ``""`` where nobody chose, and the member's or server's own goes.
        private: Whether replies to questions are shown to the one who asks alone.
        topic: What a question is about that names no topic; ``""`` for everything.
    """

    language: str = ""
    private: bool = False
    topic: str = ""


#: What was chosen: a part of `Preferences` each, or None where nobody chose.
Choices = dict[str, str | bool | None]

NAMES = tuple(field.name for field in fields(Preferences))


class Settings:
    """
    The settings of all servers, read once and kept in memory.

    `of` and `chosen` only look there, so they may be called from any thread and never wait; what writes belongs on the
    books' thread, is one transaction, and raises LedgerError where the database fails.
    """

    def __init__(self, connection: sqlite3.Connection, subject: str) -> None:
        self._connection, self._subject = connection, subject
        with translated(subject):
            rows = connection.execute("SELECT guild, channel, language, private, topic FROM settings").fetchall()
        self._chosen = {(row["guild"], row["channel"]): _read(row) for row in rows}

    def of(self, guild: str, channel: int, parent: int = WHOLE_SERVER) -> Preferences:
        """
        Give what goes in *channel*: its own choice, else that of *parent* (of a thread), else the server's.

        A *guild* ``""``, a direct conversation, has nothing chosen.
        """
        found: dict[str, str | bool] = {}
        for place in (WHOLE_SERVER, parent, channel):
            chosen = self._chosen.get((guild, place), {})
            found |= {name: value for name, value in chosen.items() if value is not None}
        return Preferences(
            str(found.get("language", "")), bool(found.get("private", False)), str(found.get("topic", ""))
        )

    def chosen(self, guild: str) -> dict[int, Choices]:
        """List what *guild* chose, by channel; the whole server is `WHOLE_SERVER`."""
        return {place: dict(values) for (owner, place), values in sorted(self._chosen.items()) if owner == guild}

    def choose(self, guild: str, channel: int, name: str, value: str | bool | None) -> None:
        """
        Choose for *channel*, or for the `WHOLE_SERVER`; None takes a choice back.

        Raises:
            KeyError: If there is no setting of that *name*.
        """
        if name not in NAMES:
            raise KeyError(name)
        values = {**self._chosen.get((guild, channel), dict.fromkeys(NAMES)), name: value}
        row = {**values, "guild": guild, "channel": channel}
        with translated(self._subject):
            self._connection.execute(
                "INSERT INTO settings (guild, channel, language, private, topic)"
                " VALUES (:guild, :channel, :language, :private, :topic) ON CONFLICT DO UPDATE"
                " SET language = excluded.language, private = excluded.private, topic = excluded.topic",
                row,
            )
        self._chosen[guild, channel] = values

    def wipe(self, guild: str) -> int:
        """Forget all that *guild* chose; give how many places it had chosen for."""
        with translated(self._subject):
            self._connection.execute("DELETE FROM settings WHERE guild = ?", (guild,))
        gone = [place for place in list(self._chosen) if place[0] == guild]
        for place in gone:
            self._chosen.pop(place, None)
        return len(gone)


def _read(row: sqlite3.Row) -> Choices:
    private = row["private"]
    return {
        "language": row["language"],
        "private": None if private is None else bool(private),
        "topic": row["topic"],
    }
