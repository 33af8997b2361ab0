"""Events in the form of the gateway's dispatches (docs/events/gateway-events)."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntFlag
from typing import cast

from bot.testserver.world import payloads
from bot.testserver.world.events import Event
from bot.testserver.world.installations import installation_owners
from bot.testserver.world.interactions import Interaction
from bot.testserver.world.model import Channel, ChannelKind, Guild, Json, Member, Message, Role
from bot.testserver.world.state import World

ATTACHMENT_LIMIT = 10 * 1024 * 1024  # See docs/reference#uploading-files: the default upload limit


class Intent(IntFlag):
    """docs/events/gateway#gateway-intents."""

    GUILDS = 1 << 0
    GUILD_MEMBERS = 1 << 1
    GUILD_PRESENCES = 1 << 8
    GUILD_MESSAGES = 1 << 9
    GUILD_MESSAGE_REACTIONS = 1 << 10
    GUILD_MESSAGE_TYPING = 1 << 11
    DIRECT_MESSAGES = 1 << 12
    DIRECT_MESSAGE_REACTIONS = 1 << 13
    DIRECT_MESSAGE_TYPING = 1 << 14
    MESSAGE_CONTENT = 1 << 15


PRIVILEGED = Intent.GUILD_MEMBERS | Intent.GUILD_PRESENCES | Intent.MESSAGE_CONTENT


def wanted_intent(event: Event) -> int:
    """Tell which intent a session needs for *event*; 0 where none is."""
    if event.name.startswith("MESSAGE_REACTION"):
        return Intent.GUILD_MESSAGE_REACTIONS if event.guild else Intent.DIRECT_MESSAGE_REACTIONS
    if event.name.startswith("MESSAGE_"):
        return Intent.GUILD_MESSAGES if event.guild else Intent.DIRECT_MESSAGES
    if event.name == "TYPING_START":
        return Intent.GUILD_MESSAGE_TYPING if event.guild else Intent.DIRECT_MESSAGE_TYPING
    return 0 if event.name == "INTERACTION_CREATE" else Intent.GUILDS


def dispatch(world: World, event: Event, intents: int) -> Json | None:
    """Write what a session with *intents* is told of *event*; None where it learns nothing."""
    write = _WRITERS.get(event.name)
    wanted = wanted_intent(event)
    # An ephemeral message belongs to one member's screen; no session hears of it.
    if write is None or event.private_to is not None or (wanted and not intents & wanted):
        return None
    if isinstance(event.subject, Member) and not _may_hear(world, event.subject, intents):
        return None
    data = write(world, event)
    if event.name in {"MESSAGE_CREATE", "MESSAGE_UPDATE"} and not intents & Intent.MESSAGE_CONTENT:
        return _without_content(world, cast("Message", event.subject), data)
    return data


def _may_hear(world: World, member: Member, intents: int) -> bool:
    """They say GUILD_MEMBER_UPDATE is sent "for current-user updates" whatever the intents (#list-of-intents)."""
    return member.user.id == world.application or bool(intents & Intent.GUILD_MEMBERS)


def _without_content(world: World, message: Message, data: Json) -> Json:
    """docs/events/gateway#message-content-intent: own, direct and mentioning messages are always whole."""
    whole = message.author.id == world.application or world.application in message.mentions
    if whole or world.channels[message.channel].guild is None:
        return data
    return data | {"content": "", "embeds": [], "attachments": [], "components": []}


def _message(world: World, event: Event) -> Json:
    message = cast("Message", event.subject)
    data = payloads.message(world, message)
    if event.guild:
        data["guild_id"] = str(event.guild)
        held = world.guilds[event.guild].members.get(message.author.id)
        if held and not message.webhook:
            data["member"] = payloads.member(held)
            del data["member"]["user"]
    return data


def _message_delete(_: World, event: Event) -> Json:
    message = cast("Message", event.subject)
    data = {"id": str(message.id), "channel_id": str(message.channel)}
    return data | ({"guild_id": str(event.guild)} if event.guild else {})


def _channel(world: World, event: Event) -> Json:
    return payloads.channel(world, cast("Channel", event.subject))


def _guild_create(world: World, event: Event) -> Json:
    return payloads.guild(world, cast("Guild", event.subject))


def _guild_joined(world: World, event: Event) -> Json:
    # By the absence of this key a library knows a server that the bot has just come into.
    return {key: value for key, value in _guild_create(world, event).items() if key != "unavailable"}


def _guild_delete(_: World, event: Event) -> Json:
    # They say "If the unavailable field is not set, the user was removed from the guild."
    place = cast("Guild", event.subject)
    return {"id": str(place.id)} | ({"unavailable": True} if place.unavailable else {})


def _guild_update(_: World, event: Event) -> Json:
    return payloads.guild_object(cast("Guild", event.subject))


def _role(_: World, event: Event) -> Json:
    return {"guild_id": str(event.guild), "role": payloads.role(cast("Role", event.subject))}


def _member_update(_: World, event: Event) -> Json:
    return payloads.member(cast("Member", event.subject)) | {"guild_id": str(event.guild)}


def _typing(world: World, event: Event) -> Json:
    user, _ = cast("tuple[int, str]", event.subject)
    data: Json = {"channel_id": str(event.channel), "user_id": str(user), "timestamp": int(world.clock().timestamp())}
    if event.guild:
        data |= {"guild_id": str(event.guild), "member": payloads.member(world.guilds[event.guild].members[user])}
    return data


def _reaction(_: World, event: Event) -> Json:
    user, detail = cast("tuple[int, str]", event.subject)
    message, emoji = detail.split(" ", 1)
    data: Json = {"user_id": str(user), "channel_id": str(event.channel), "message_id": message, "burst": False}
    data |= {"emoji": {"id": None, "name": emoji}, "type": 0}
    return data | ({"guild_id": str(event.guild)} if event.guild else {})


def interaction(world: World, event: Event) -> Json:
    """docs/interactions/receiving-and-responding#interaction-object."""
    held = cast("Interaction", event.subject)
    place = world.channels[held.channel]
    data: Json = {
        "id": str(held.id),
        "application_id": str(world.application),
        "type": int(held.kind),
        "token": held.token,
        "version": 1,
        "data": held.data,
        "channel_id": str(place.id),
        "channel": payloads.channel(world, place) | {"permissions": str(world.permissions(place, held.user))},
        "locale": world.users[held.user].locale,
        "app_permissions": str(world.permissions(place, world.application)),
        "entitlements": [],
        "attachment_size_limit": ATTACHMENT_LIMIT,
        "authorizing_integration_owners": installation_owners(world, held.guild, held.user),
        "context": 1 if place.kind is ChannelKind.DM else 0,
    }
    if held.source is not None:
        data["message"] = payloads.message(world, held.source)
    if place.guild is None:
        return data | {"user": payloads.user(world.users[held.user])}
    return data | _in_guild(world, world.guilds[place.guild], held, place)


def _in_guild(world: World, guild: Guild, held: Interaction, place: Channel) -> Json:
    member = payloads.member(guild.members[held.user]) | {"permissions": str(world.permissions(place, held.user))}
    return {
        "guild_id": str(guild.id),
        "guild": {"id": str(guild.id), "locale": guild.locale, "features": []},
        "guild_locale": guild.locale,
        "member": member,
    }


_WRITERS: dict[str, Callable[[World, Event], Json]] = {
    "MESSAGE_CREATE": _message,
    "MESSAGE_UPDATE": _message,
    "MESSAGE_DELETE": _message_delete,
    "MESSAGE_REACTION_ADD": _reaction,
    "MESSAGE_REACTION_REMOVE": _reaction,
    "CHANNEL_CREATE": _channel,
    "CHANNEL_UPDATE": _channel,
    "CHANNEL_DELETE": _channel,
    "THREAD_CREATE": _channel,
    "THREAD_UPDATE": _channel,
    "THREAD_DELETE": _channel,
    "GUILD_CREATE": _guild_create,
    "GUILD_JOINED": _guild_joined,
    "GUILD_UPDATE": _guild_update,
    "GUILD_ROLE_CREATE": _role,
    "GUILD_ROLE_UPDATE": _role,
    "GUILD_MEMBER_UPDATE": _member_update,
    "GUILD_DELETE": _guild_delete,
    "TYPING_START": _typing,
    "INTERACTION_CREATE": interaction,
}
