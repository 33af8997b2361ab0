"""Things of the world as JSON, and back; what lives for a moment alone (interactions, private messages) has no form."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields
from datetime import datetime
from typing import Any, TypeVar

from bot.testserver.world.model import (
    Attachment,
    Channel,
    ChannelKind,
    Guild,
    Json,
    Member,
    Message,
    Overwrite,
    Role,
    User,
    Value,
)

T = TypeVar("T")


def plain(thing: object, **instead: Value) -> Json:
    """Write the fields of a dataclass; those named in *instead* as given there."""
    written: Json = {}
    for one in fields(thing):  # type: ignore[arg-type]
        value = instead[one.name] if one.name in instead else getattr(thing, one.name)
        written[one.name] = value.isoformat() if isinstance(value, datetime) else value
    return written


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _made(kind: Callable[..., T], form: Json, /, **instead: Value) -> T:
    return kind(**form | instead)


def of_user(user: User) -> Json:
    """Write an account."""
    return plain(user)


def to_user(form: Json) -> User:
    """Read an account."""
    return _made(User, form)


def of_guild(guild: Guild) -> Json:
    """Write a server with its roles, and its members by their ids."""
    members = [plain(one, user=one.user.id, roles=sorted(one.roles)) for one in guild.members.values()]
    return plain(guild, roles=[plain(one) for one in guild.roles.values()], members=members)


def to_guild(form: Json, users: dict[int, User]) -> Guild:
    """Read a server; *users* are all accounts by id."""
    roles = {one["id"]: _made(Role, one) for one in form["roles"]}
    members = {
        one["user"]: _made(Member, one, user=users[one["user"]], roles=set(one["roles"]), joined=_moment(one["joined"]))
        for one in form["members"]
    }
    return _made(Guild, form, roles=roles, members=members)


def of_channel(channel: Channel) -> Json:
    """Write a channel or thread."""
    overwrites = [plain(one) for one in channel.overwrites.values()]
    return plain(channel, overwrites=overwrites, recipients=list(channel.recipients))


def to_channel(form: Json) -> Channel:
    """Read a channel or thread."""
    overwrites = {one["id"]: _made(Overwrite, one) for one in form["overwrites"]}
    more: dict[str, Any] = {"recipients": tuple(form["recipients"]), "created": _moment(form["created"])}
    return _made(Channel, form, kind=ChannelKind(form["kind"]), overwrites=overwrites, **more)


def of_message(message: Message) -> Json:
    """Write a message; the bytes of its files are kept elsewhere."""
    return plain(
        message,
        author=message.author.id,
        attachments=[plain(one, data="") for one in message.attachments],
        reactions={emoji: sorted(users) for emoji, users in message.reactions.items()},
    )


def to_message(form: Json, users: dict[int, User], data: Callable[[int], bytes]) -> Message:
    """Read a message; *data* gives the bytes of a file by its id."""
    return _made(
        Message,
        form,
        author=users[form["author"]],
        created=_moment(form["created"]),
        edited=_moment(form["edited"]),
        attachments=[_made(Attachment, one, data=data(one["id"])) for one in form["attachments"]],
        mentions=tuple(form["mentions"]),
        mention_roles=tuple(form["mention_roles"]),
        reactions={emoji: set(users_of) for emoji, users_of in form["reactions"].items()},
    )


def readdress(message: Message, before: str, now: str) -> None:
    """Let the pictures and files of *message* lie where its server listens *now*: ports differ from day to day."""
    if before and before != now:
        message.components = json.loads(json.dumps(message.components).replace(f"{before}/", f"{now}/"))
        message.embeds = json.loads(json.dumps(message.embeds).replace(f"{before}/", f"{now}/"))
