"""The file: SQLite, a row for each thing, written a moment after something happened."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from bot.errors import DatelineError
from bot.testserver.archive import forms
from bot.testserver.world import Message, World
from bot.testserver.world.events import Event
from bot.testserver.world.model import Json

# Marks the file as ours (https://www.sqlite.org/pragma.html#pragma_application_id): "DTSV".
_OURS, _VERSION = 0x44545356, 1
_TABLES = """
CREATE TABLE things (kind TEXT NOT NULL, id INTEGER NOT NULL, form TEXT NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID;
CREATE TABLE files (id INTEGER PRIMARY KEY, message INTEGER NOT NULL, data BLOB NOT NULL);
CREATE INDEX files_of ON files (message);
"""
# Seconds from a change to its writing: a burst of changes is one transaction.
_SOON = 0.2


class Archive:
    """
    A world's file, held by one server at a time.

    Args:
        path: Where it lies; made, with its folder, where it is missing.

    Raises:
        DatelineError: If it can't be opened, is another program's, or another server has it open.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._translated():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(path, timeout=0.5, isolation_level=None)
            try:
                self._prepare()
            except BaseException:
                self._connection.close()
                raise
        self._world: World | None = None
        self._address = ""
        self._changed: dict[int, Message] = {}
        self._restructured = False
        self._waiting = False

    def _prepare(self) -> None:
        # Kept from the first transaction to the end.
        self._connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        self._connection.execute("BEGIN EXCLUSIVE")
        mark = self._connection.execute("PRAGMA application_id").fetchone()[0]
        empty = self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
        if empty and mark == 0:
            for statement in filter(str.strip, _TABLES.split(";")):
                self._connection.execute(statement)
            self._connection.execute(f"PRAGMA application_id = {_OURS}")
            self._connection.execute(f"PRAGMA user_version = {_VERSION}")
        elif mark != _OURS or self._connection.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
            raise DatelineError(str(self._path), "holds no world of this test server", "Choose another file.")
        self._connection.execute("COMMIT")

    def load(self, clock: Callable[[], datetime]) -> World | None:
        """
        Read the world that is kept, None where none is.

        What was still "thinking" was not written down, for nobody would fill it; nor was what one member alone saw.

        Raises:
            DatelineError: If the file is damaged.
        """
        with self._translated():
            about = self._forms("world")
            if not about:
                return None
            world = World(clock)
            world.users = {one["id"]: forms.to_user(one) for one in self._forms("user")}
            world.application = about[0]["application"]
            world.guilds = {one["id"]: forms.to_guild(one, world.users) for one in self._forms("guild")}
            world.channels = {one["id"]: forms.to_channel(one) for one in self._forms("channel")}
            world.messages = {identity: {} for identity in world.channels}
            for one in self._forms("commands"):
                world.commands[one["guild"]] = {int(command["id"]): command for command in one["commands"]}
            for one in self._forms("message"):
                self._place(world, forms.to_message(one, world.users, self._data))
            world.snowflake.follow(about[0]["last"])
            self._address = about[0]["address"]
        return world

    @staticmethod
    def _place(world: World, message: Message) -> None:
        if message.channel in world.channels:
            world.messages[message.channel][message.id] = message
            world.attachments.update({file.id: file for file in message.attachments})

    def keep(self, world: World) -> None:
        """Write down *world*, whose server listens now, and from now on whatever changes in it."""
        self._world, self._restructured = world, True
        for messages in world.messages.values():
            self._changed.update(messages)
        for message in self._changed.values():
            forms.readdress(message, self._address, world.address)
        world.bulletin.listen(self._hear)
        self.flush()

    def _hear(self, event: Event) -> None:
        subject = event.subject
        if isinstance(subject, Message):
            if subject.private_to is None:
                self._changed[subject.id] = subject
        elif event.name.startswith("MESSAGE_REACTION") and self._world and event.channel:
            identity = int(event.subject[1].partition(" ")[0])  # type: ignore[index]
            held = self._world.messages.get(event.channel, {}).get(identity)
            if held is not None:
                self._changed[held.id] = held
        elif event.name in {"INTERACTION_CREATE", "interaction_acknowledged", "TYPING_START"}:
            return
        else:
            self._restructured = True
        self._soon()

    def _soon(self) -> None:
        if not self._waiting:
            self._waiting = True
            asyncio.get_running_loop().call_later(_SOON, self.flush)

    def flush(self) -> None:
        """Write down what has changed."""
        self._waiting = False
        world = self._world
        if world is None or not (self._changed or self._restructured):
            return
        with self._translated():
            self._connection.execute("BEGIN")
            if self._restructured:
                self._write_structure(world)
            for message in self._changed.values():
                self._write_message(world, message)
            about = {"application": world.application, "last": world.snowflake.last, "address": world.address}
            self._put("world", 0, about)
            self._connection.execute("COMMIT")
        self._changed.clear()
        self._restructured = False

    def _write_structure(self, world: World) -> None:
        self._connection.execute("DELETE FROM things WHERE kind IN ('user', 'guild', 'channel', 'commands')")
        for user in world.users.values():
            self._put("user", user.id, forms.of_user(user))
        for guild in world.guilds.values():
            self._put("guild", guild.id, forms.of_guild(guild))
        for channel in world.channels.values():
            self._put("channel", channel.id, forms.of_channel(channel))
        for place, commands in world.commands.items():
            self._put("commands", place or 0, {"guild": place, "commands": list(commands.values())})
        self._connection.execute(
            "DELETE FROM things WHERE kind = 'message' AND json_extract(form, '$.channel') NOT IN"
            " (SELECT id FROM things WHERE kind = 'channel')"
        )
        self._connection.execute(
            "DELETE FROM files WHERE message NOT IN (SELECT id FROM things WHERE kind = 'message')"
        )

    def _write_message(self, world: World, message: Message) -> None:
        self._connection.execute("DELETE FROM things WHERE kind = 'message' AND id = ?", (message.id,))
        lasting = message.private_to is None and not message.deleted and not message.loading
        kept = lasting and message.channel in world.channels
        files = {file.id: file.data for file in message.attachments} if kept else {}
        known = self._connection.execute("SELECT id FROM files WHERE message = ?", (message.id,)).fetchall()
        for (identity,) in known:
            if files.pop(identity, None) is None:
                self._connection.execute("DELETE FROM files WHERE id = ?", (identity,))
        rows = [(identity, message.id, data) for identity, data in files.items()]
        self._connection.executemany("INSERT INTO files VALUES (?, ?, ?)", rows)
        if kept:
            self._put("message", message.id, forms.of_message(message))

    def _put(self, kind: str, identity: int, form: Json) -> None:
        self._connection.execute("INSERT OR REPLACE INTO things VALUES (?, ?, ?)", (kind, identity, json.dumps(form)))

    def _forms(self, kind: str) -> list[Json]:
        rows = self._connection.execute("SELECT form FROM things WHERE kind = ? ORDER BY id", (kind,))
        return [json.loads(form) for (form,) in rows.fetchall()]

    def _data(self, identity: int) -> bytes:
        row = self._connection.execute("SELECT data FROM files WHERE id = ?", (identity,)).fetchone()
        return bytes(row[0]) if row else b""

    def close(self) -> None:
        """Write down what is left, and let another server have the file."""
        self.flush()
        self._world = None
        self._connection.close()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        subject = str(self._path)
        try:
            yield
        except (sqlite3.OperationalError, OSError) as error:
            if "locked" in str(error):
                raise DatelineError(subject, "is in use by another test server", "End that one first.") from error
            reason = (isinstance(error, OSError) and error.strerror) or error
            raise DatelineError(
                subject, f"can't be used ({reason})", "Is there room, and the right to write?"
            ) from error
        except (sqlite3.DatabaseError, KeyError, TypeError, ValueError) as error:
            raise DatelineError(subject, "holds no world of this test server", "Choose another file.") from error
