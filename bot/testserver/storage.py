"""Persist the server state in a SQLite file, so that it survives a restart."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from bot.errors import DatelineError
from bot.testserver.state.events import ServerEvent
from bot.testserver.state.model import (
    Attachment,
    Channel,
    ChannelKind,
    ChatMessage,
    Guild,
    Json,
    Member,
    Overwrite,
    Role,
    User,
    Value,
)
from bot.testserver.state.state import ServerState
from corpus.store import Database, DatabaseFailure, DatabaseProfile

T = TypeVar("T")


def dump_dataclass(instance: object, **overrides: Value) -> Json:
    """Return the fields of a dataclass as JSON values; *overrides* overrides fields by name."""
    dumped: Json = {}
    for one in fields(instance):  # type: ignore[arg-type]
        value = overrides[one.name] if one.name in overrides else getattr(instance, one.name)
        dumped[one.name] = value.isoformat() if isinstance(value, datetime) else value
    return dumped


def _parse_datetime(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _load_dataclass(kind: Callable[..., T], form: Json, /, **overrides: Value) -> T:
    return kind(**form | overrides)


def dump_user(user: User) -> Json:
    """Return a user as JSON."""
    return dump_dataclass(user)


def load_user(form: Json) -> User:
    """Return the user stored as *form*."""
    return _load_dataclass(User, form)


def dump_guild(guild: Guild) -> Json:
    """Return a guild as JSON, with its roles and with its members by user id."""
    members = [dump_dataclass(one, user=one.user.id, roles=sorted(one.roles)) for one in guild.members.values()]
    return dump_dataclass(guild, roles=[dump_dataclass(one) for one in guild.roles.values()], members=members)


def load_guild(form: Json, users: dict[int, User]) -> Guild:
    """Return the guild stored as *form*; *users* holds all users by id."""
    roles = {one["id"]: _load_dataclass(Role, one) for one in form["roles"]}
    members = {
        one["user"]: _load_dataclass(
            Member, one, user=users[one["user"]], roles=set(one["roles"]), joined=_parse_datetime(one["joined"])
        )
        for one in form["members"]
    }
    return _load_dataclass(Guild, form, roles=roles, members=members)


def dump_channel(channel: Channel) -> Json:
    """Return a channel or thread as JSON."""
    overwrites = [dump_dataclass(one) for one in channel.overwrites.values()]
    return dump_dataclass(channel, overwrites=overwrites, recipients=list(channel.recipients))


def load_channel(form: Json) -> Channel:
    """Return the channel or thread stored as *form*."""
    overwrites = {one["id"]: _load_dataclass(Overwrite, one) for one in form["overwrites"]}
    more: dict[str, Any] = {"recipients": tuple(form["recipients"]), "created": _parse_datetime(form["created"])}
    return _load_dataclass(Channel, form, kind=ChannelKind(form["kind"]), overwrites=overwrites, **more)


def dump_message(message: ChatMessage) -> Json:
    """Return a message as JSON, without the bytes of its files, which are stored separately."""
    return dump_dataclass(
        message,
        author=message.author.id,
        attachments=[dump_dataclass(one, data="") for one in message.attachments],
        reactions={emoji: sorted(users) for emoji, users in message.reactions.items()},
    )


def load_message(form: Json, users: dict[int, User], data: Callable[[int], bytes]) -> ChatMessage:
    """Return the message stored as *form*; *data* returns the bytes of a file by its id."""
    return _load_dataclass(
        ChatMessage,
        form,
        author=users[form["author"]],
        created=_parse_datetime(form["created"]),
        edited=_parse_datetime(form["edited"]),
        attachments=[_load_dataclass(Attachment, one, data=data(one["id"])) for one in form["attachments"]],
        mentions=tuple(form["mentions"]),
        mention_roles=tuple(form["mention_roles"]),
        reactions={emoji: set(users_of) for emoji, users_of in form["reactions"].items()},
    )


def rewrite_urls(message: ChatMessage, before: str, now: str) -> None:
    """Replace the server URL *before* with *now* in components and embeds; the port may differ between runs."""
    if before and before != now:
        message.components = json.loads(json.dumps(message.components).replace(f"{before}/", f"{now}/"))
        message.embeds = json.loads(json.dumps(message.embeds).replace(f"{before}/", f"{now}/"))


_NOT_OURS = ("{path} isn't a file of this test server.", "Choose another file.")
_EXPLANATIONS = {
    DatabaseFailure.LOCKED: ("Another test server is using {path}.", "Stop that one first."),
    **dict.fromkeys(
        (
            DatabaseFailure.FOREIGN,
            DatabaseFailure.NEWER,
            DatabaseFailure.NOT_A_DATABASE,
            DatabaseFailure.DAMAGED,
            DatabaseFailure.IS_FOLDER,
        ),
        _NOT_OURS,
    ),
}


def _build_error(path: str, failure: DatabaseFailure, detail: str) -> DatelineError:
    unusable = ("I can't read or write {path} ({detail}).", "Check the free space and the permissions.")
    reason, remedy = _EXPLANATIONS.get(failure, unusable)
    return DatelineError(path, reason.format(path=path, detail=detail), remedy)


_PROFILE = DatabaseProfile(
    package="bot.testserver",
    build_error=_build_error,
    application_id=0x44545356,  # "DTSV"
    busy_timeout_seconds=0.5,
    exclusive=True,
)

# Delay from a change to its write, so that a burst of changes becomes one transaction.
_WRITE_DELAY_SECONDS = 0.2


class StateFile:
    """
    SQLite file of a server state, locked by one server at a time.

    Args:
        path: Path of the file; created with its folder if missing.

    Raises:
        DatelineError: If it can't be opened, belongs to another program, or is in use by another server.
    """

    def __init__(self, path: Path) -> None:
        self._db = Database(str(path), _PROFILE)
        self._world: ServerState | None = None
        self._address = ""
        self._changed: dict[int, ChatMessage] = {}
        self._structure_changed = False
        self._flush_scheduled = False

    def load(self, clock: Callable[[], datetime]) -> ServerState | None:
        """
        Return the stored state, or None if the file is empty.

        Loading messages were not stored, because nothing would complete them; neither were ephemeral ones.

        Raises:
            DatelineError: If the file is damaged.
        """
        try:
            return self._load_world(clock)
        except (KeyError, TypeError, ValueError) as error:
            raise _build_error(self._db.path, DatabaseFailure.NOT_A_DATABASE, str(error)) from error

    def _load_world(self, clock: Callable[[], datetime]) -> ServerState | None:
        metadata = self._load_rows("world")
        if not metadata:
            return None
        world = ServerState(clock)
        world.users = {one["id"]: load_user(one) for one in self._load_rows("user")}
        world.application = metadata[0]["application"]
        world.guilds = {one["id"]: load_guild(one, world.users) for one in self._load_rows("guild")}
        world.channels = {one["id"]: load_channel(one) for one in self._load_rows("channel")}
        world.messages = {identity: {} for identity in world.channels}
        for one in self._load_rows("commands"):
            world.commands[one["guild"]] = {int(command["id"]): command for command in one["commands"]}
        for one in self._load_rows("message"):
            self._add_message(world, load_message(one, world.users, self._load_file_data))
        world.snowflake.advance_to(metadata[0]["last"])
        self._address = metadata[0]["address"]
        return world

    @staticmethod
    def _add_message(world: ServerState, message: ChatMessage) -> None:
        if message.channel in world.channels:
            world.messages[message.channel][message.id] = message
            world.attachments.update({file.id: file for file in message.attachments})

    def track(self, world: ServerState) -> None:
        """Store *world*, whose server is now listening, and from now on every change to it."""
        self._world, self._structure_changed = world, True
        for messages in world.messages.values():
            self._changed.update(messages)
        for message in self._changed.values():
            rewrite_urls(message, self._address, world.address)
        world.event_bus.subscribe(self._on_event)
        self.flush()

    def _on_event(self, event: ServerEvent) -> None:
        subject = event.subject
        if isinstance(subject, ChatMessage):
            if subject.private_to is None:
                self._changed[subject.id] = subject
        elif event.name.startswith("MESSAGE_REACTION") and self._world and event.channel:
            identity = int(event.subject[1].partition(" ")[0])  # type: ignore[index]
            message = self._world.messages.get(event.channel, {}).get(identity)
            if message is not None:
                self._changed[message.id] = message
        elif event.name in {"INTERACTION_CREATE", "interaction_acknowledged", "TYPING_START"}:
            return
        else:
            self._structure_changed = True
        self._schedule_flush()

    def _schedule_flush(self) -> None:
        if not self._flush_scheduled:
            self._flush_scheduled = True
            asyncio.get_running_loop().call_later(_WRITE_DELAY_SECONDS, self.flush)

    def flush(self) -> None:
        """Write pending changes to the file."""
        self._flush_scheduled = False
        world = self._world
        if world is None or not (self._changed or self._structure_changed):
            return
        with self._db.transaction():
            if self._structure_changed:
                self._write_structure(world)
            for message in self._changed.values():
                self._write_message(world, message)
            metadata = {"application": world.application, "last": world.snowflake.last, "address": world.address}
            self._put_row("world", 0, metadata)
        self._changed.clear()
        self._structure_changed = False

    def _write_structure(self, world: ServerState) -> None:
        self._db.execute("DELETE FROM things WHERE kind IN ('user', 'guild', 'channel', 'commands')")
        for user in world.users.values():
            self._put_row("user", user.id, dump_user(user))
        for guild in world.guilds.values():
            self._put_row("guild", guild.id, dump_guild(guild))
        for channel in world.channels.values():
            self._put_row("channel", channel.id, dump_channel(channel))
        for guild_id, commands in world.commands.items():
            self._put_row("commands", guild_id or 0, {"guild": guild_id, "commands": list(commands.values())})
        self._db.execute(
            "DELETE FROM things WHERE kind = 'message' AND json_extract(form, '$.channel') NOT IN"
            " (SELECT id FROM things WHERE kind = 'channel')"
        )
        self._db.execute("DELETE FROM files WHERE message NOT IN (SELECT id FROM things WHERE kind = 'message')")

    def _write_message(self, world: ServerState, message: ChatMessage) -> None:
        self._db.execute("DELETE FROM things WHERE kind = 'message' AND id = ?", (message.id,))
        is_persistent = message.private_to is None and not message.deleted and not message.loading
        is_stored = is_persistent and message.channel in world.channels
        files = {file.id: file.data for file in message.attachments} if is_stored else {}
        stored_files = self._db.fetch_all("SELECT id FROM files WHERE message = ?", (message.id,))
        for (identity,) in stored_files:
            if files.pop(identity, None) is None:
                self._db.execute("DELETE FROM files WHERE id = ?", (identity,))
        rows = [(identity, message.id, data) for identity, data in files.items()]
        self._db.execute_many("INSERT INTO files VALUES (?, ?, ?)", rows)
        if is_stored:
            self._put_row("message", message.id, dump_message(message))

    def _put_row(self, kind: str, identity: int, form: Json) -> None:
        self._db.execute("INSERT OR REPLACE INTO things VALUES (?, ?, ?)", (kind, identity, json.dumps(form)))

    def _load_rows(self, kind: str) -> list[Json]:
        rows = self._db.fetch_all("SELECT form FROM things WHERE kind = ? ORDER BY id", (kind,))
        return [json.loads(form) for (form,) in rows]

    def _load_file_data(self, identity: int) -> bytes:
        rows = self._db.fetch_all("SELECT data FROM files WHERE id = ?", (identity,))
        return bytes(rows[0][0]) if rows else b""

    def close(self) -> None:
        """Write pending changes and release the file for other servers."""
        self.flush()
        self._world = None
        self._db.close()
