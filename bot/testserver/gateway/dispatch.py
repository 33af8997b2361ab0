"""Build the payloads of gateway dispatch events, filtered by the session's intents."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntFlag
from typing import cast

from bot.testserver.gateway.sessions import GatewaySession
from bot.testserver.state.events import Interaction, ServerEvent
from bot.testserver.state.model import Channel, ChannelKind, ChatMessage, Guild, Json, Member, Role
from bot.testserver.state.serializers import (
    build_installation_owners,
    serialize_channel,
    serialize_guild,
    serialize_guild_create,
    serialize_member,
    serialize_message,
    serialize_own_user,
    serialize_role,
    serialize_user,
)
from bot.testserver.state.state import ServerState

MAX_ATTACHMENT_BYTES = 10 * 1024 * 1024  # See docs/reference#uploading-files: the default upload limit


class GatewayIntent(IntFlag):
    """Bits of the gateway intents (docs/events/gateway#gateway-intents)."""

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


PRIVILEGED_INTENTS = GatewayIntent.GUILD_MEMBERS | GatewayIntent.GUILD_PRESENCES | GatewayIntent.MESSAGE_CONTENT


def get_required_intent(event: ServerEvent) -> int:
    """Return the intent required to receive *event*, or 0 if none is."""
    if event.name.startswith("MESSAGE_REACTION"):
        return GatewayIntent.GUILD_MESSAGE_REACTIONS if event.guild else GatewayIntent.DIRECT_MESSAGE_REACTIONS
    if event.name.startswith("MESSAGE_"):
        return GatewayIntent.GUILD_MESSAGES if event.guild else GatewayIntent.DIRECT_MESSAGES
    if event.name == "TYPING_START":
        return GatewayIntent.GUILD_MESSAGE_TYPING if event.guild else GatewayIntent.DIRECT_MESSAGE_TYPING
    return 0 if event.name == "INTERACTION_CREATE" else GatewayIntent.GUILDS


def build_dispatch(world: ServerState, event: ServerEvent, intents: int) -> Json | None:
    """Return the payload of *event* for a session with *intents*, or None if it does not receive the event."""
    build_payload = _DISPATCH_BUILDERS.get(event.name)
    required = get_required_intent(event)
    # Ephemeral messages are visible to one member only; no session receives them.
    if build_payload is None or event.private_to is not None or (required and not intents & required):
        return None
    if isinstance(event.subject, Member) and not _can_receive_member(world, event.subject, intents):
        return None
    data = build_payload(world, event)
    if event.name in {"MESSAGE_CREATE", "MESSAGE_UPDATE"} and not intents & GatewayIntent.MESSAGE_CONTENT:
        return _strip_content(world, cast("ChatMessage", event.subject), data)
    return data


def _can_receive_member(world: ServerState, member: Member, intents: int) -> bool:
    """Return whether a session receives *member*; the bot needs no intent (docs/events/gateway#list-of-intents)."""
    return member.user.id == world.application or bool(intents & GatewayIntent.GUILD_MEMBERS)


def _strip_content(world: ServerState, message: ChatMessage, data: Json) -> Json:
    """
    Remove the content, except from the bot's own messages, direct messages and messages that mention the bot.

    References:
        docs/events/gateway#message-content-intent
    """
    has_full_content = message.author.id == world.application or world.application in message.mentions
    if has_full_content or world.channels[message.channel].guild is None:
        return data
    return data | {"content": "", "embeds": [], "attachments": [], "components": []}


def _build_message(world: ServerState, event: ServerEvent) -> Json:
    message = cast("ChatMessage", event.subject)
    data = serialize_message(world, message)
    if event.guild:
        data["guild_id"] = str(event.guild)
        member = world.guilds[event.guild].members.get(message.author.id)
        if member and not message.webhook:
            data["member"] = serialize_member(member)
            del data["member"]["user"]
    return data


def _build_message_delete(_: ServerState, event: ServerEvent) -> Json:
    message = cast("ChatMessage", event.subject)
    data = {"id": str(message.id), "channel_id": str(message.channel)}
    return data | ({"guild_id": str(event.guild)} if event.guild else {})


def _build_channel(world: ServerState, event: ServerEvent) -> Json:
    return serialize_channel(world, cast("Channel", event.subject))


def _build_guild_create(world: ServerState, event: ServerEvent) -> Json:
    return serialize_guild_create(world, cast("Guild", event.subject))


def _build_guild_joined(world: ServerState, event: ServerEvent) -> Json:
    # Libraries recognize a newly joined guild by the absence of this key.
    return {key: value for key, value in _build_guild_create(world, event).items() if key != "unavailable"}


def _build_guild_delete(_: ServerState, event: ServerEvent) -> Json:
    # Discord docs: "If the unavailable field is not set, the user was removed from the guild."
    guild = cast("Guild", event.subject)
    return {"id": str(guild.id)} | ({"unavailable": True} if guild.unavailable else {})


def _build_guild_update(_: ServerState, event: ServerEvent) -> Json:
    return serialize_guild(cast("Guild", event.subject))


def _build_role(_: ServerState, event: ServerEvent) -> Json:
    return {"guild_id": str(event.guild), "role": serialize_role(cast("Role", event.subject))}


def _build_member_update(_: ServerState, event: ServerEvent) -> Json:
    return serialize_member(cast("Member", event.subject)) | {"guild_id": str(event.guild)}


def _build_typing(world: ServerState, event: ServerEvent) -> Json:
    user, _ = cast("tuple[int, str]", event.subject)
    data: Json = {"channel_id": str(event.channel), "user_id": str(user), "timestamp": int(world.clock().timestamp())}
    if event.guild:
        data |= {"guild_id": str(event.guild), "member": serialize_member(world.guilds[event.guild].members[user])}
    return data


def _build_reaction(_: ServerState, event: ServerEvent) -> Json:
    user, detail = cast("tuple[int, str]", event.subject)
    message, emoji = detail.split(" ", 1)
    data: Json = {"user_id": str(user), "channel_id": str(event.channel), "message_id": message, "burst": False}
    data |= {"emoji": {"id": None, "name": emoji}, "type": 0}
    return data | ({"guild_id": str(event.guild)} if event.guild else {})


def build_interaction(world: ServerState, event: ServerEvent) -> Json:
    """Return an interaction payload (docs/interactions/receiving-and-responding#interaction-object)."""
    interaction = cast("Interaction", event.subject)
    channel = world.channels[interaction.channel]
    data: Json = {
        "id": str(interaction.id),
        "application_id": str(world.application),
        "type": int(interaction.kind),
        "token": interaction.token,
        "version": 1,
        "data": interaction.data,
        "channel_id": str(channel.id),
        "channel": serialize_channel(world, channel)
        | {"permissions": str(world.compute_permissions(channel, interaction.user))},
        "locale": world.users[interaction.user].locale,
        "app_permissions": str(world.compute_permissions(channel, world.application)),
        "entitlements": [],
        "attachment_size_limit": MAX_ATTACHMENT_BYTES,
        "authorizing_integration_owners": build_installation_owners(world, interaction.guild, interaction.user),
        "context": 1 if channel.kind is ChannelKind.DM else 0,
    }
    if interaction.source is not None:
        data["message"] = serialize_message(world, interaction.source)
    if channel.guild is None:
        return data | {"user": serialize_user(world.users[interaction.user])}
    return data | _build_guild_fields(world, world.guilds[channel.guild], interaction, channel)


def _build_guild_fields(world: ServerState, guild: Guild, interaction: Interaction, channel: Channel) -> Json:
    member = serialize_member(guild.members[interaction.user]) | {
        "permissions": str(world.compute_permissions(channel, interaction.user))
    }
    return {
        "guild_id": str(guild.id),
        "guild": {"id": str(guild.id), "locale": guild.locale, "features": []},
        "guild_locale": guild.locale,
        "member": member,
    }


_DISPATCH_BUILDERS: dict[str, Callable[[ServerState, ServerEvent], Json]] = {
    "MESSAGE_CREATE": _build_message,
    "MESSAGE_UPDATE": _build_message,
    "MESSAGE_DELETE": _build_message_delete,
    "MESSAGE_REACTION_ADD": _build_reaction,
    "MESSAGE_REACTION_REMOVE": _build_reaction,
    "CHANNEL_CREATE": _build_channel,
    "CHANNEL_UPDATE": _build_channel,
    "CHANNEL_DELETE": _build_channel,
    "THREAD_CREATE": _build_channel,
    "THREAD_UPDATE": _build_channel,
    "THREAD_DELETE": _build_channel,
    "GUILD_CREATE": _build_guild_create,
    "GUILD_JOINED": _build_guild_joined,
    "GUILD_UPDATE": _build_guild_update,
    "GUILD_ROLE_CREATE": _build_role,
    "GUILD_ROLE_UPDATE": _build_role,
    "GUILD_MEMBER_UPDATE": _build_member_update,
    "GUILD_DELETE": _build_guild_delete,
    "TYPING_START": _build_typing,
    "INTERACTION_CREATE": build_interaction,
}


def build_ready(world: ServerState, session: GatewaySession, guilds: list[int]) -> Json:
    """Return the READY payload (docs/events/gateway-events#ready), in which every guild is still unavailable."""
    return {
        "v": 10,
        "user": serialize_own_user(world.bot),
        "guilds": [{"id": str(guild), "unavailable": True} for guild in guilds],
        "session_id": session.id,
        "resume_gateway_url": world.address.replace("http", "ws", 1) + "/gateway",
        "shard": [session.shard, session.shards],
        "application": {"id": str(world.application), "flags": 0},
    }


def build_members_chunk(guild: Guild, request: Json) -> Json:
    """
    Return the answer to a member request as one GUILD_MEMBERS_CHUNK.

    References:
        docs/events/gateway-events#request-guild-members
    """
    user_ids, query = {str(one) for one in request.get("user_ids") or ()}, str(request.get("query") or "").casefold()
    members = [
        serialize_member(held)
        for held in guild.members.values()
        if (str(held.user.id) in user_ids if user_ids else held.user.username.startswith(query))
    ]
    chunk: Json = {"guild_id": str(guild.id), "members": members, "chunk_index": 0, "chunk_count": 1}
    return chunk | ({"nonce": request["nonce"]} if request.get("nonce") else {})
