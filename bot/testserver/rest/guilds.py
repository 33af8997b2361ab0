"""Endpoints for guilds: their channels, members, roles, and what this server has none of."""

from __future__ import annotations

from bot.testserver.rest.request import RestRequest, RestResponse, Route
from bot.testserver.state.errors import (
    ApiError,
    build_form_error,
    build_missing_access_error,
    build_missing_permissions_error,
    build_unknown_error,
)
from bot.testserver.state.model import (
    ChannelKind,
    Guild,
    Json,
    Member,
    Overwrite,
    Permission,
    compute_guild_permissions,
)
from bot.testserver.state.serializers import serialize_channel, serialize_guild, serialize_member, serialize_role
from bot.testserver.state.state import add_member_role, remove_member_role
from bot.testserver.validation.shapes import require_shape


def require_guild(call: RestRequest) -> Guild:
    """
    Return the guild of the path.

    Raises:
        ApiError: If it is unknown, or the bot is not in it.
    """
    guild = call.world.guilds.get(call.get_id("guild_id"))
    if guild is None:
        raise build_unknown_error("Guild")
    if call.world.application not in guild.members:
        raise build_missing_access_error()
    return guild


async def get_guild(call: RestRequest) -> RestResponse:
    """Return a guild (docs/resources/guild#get-guild)."""
    guild = require_guild(call)
    counts = {"approximate_member_count": len(guild.members), "approximate_presence_count": 1}
    return 200, serialize_guild(guild) | (counts if call.get_flag("with_counts") else {})


async def list_guild_channels(call: RestRequest) -> RestResponse:
    """Return the channels of a guild, without threads (docs/resources/guild#get-guild-channels)."""
    guild = require_guild(call)
    channels = [one for one in call.world.channels.values() if one.guild == guild.id and not one.is_thread]
    return 200, [serialize_channel(call.world, one) for one in channels]


async def list_active_threads(call: RestRequest) -> RestResponse:
    """Return the active threads of a guild (docs/resources/guild#list-active-guild-threads)."""
    guild = require_guild(call)
    threads = [
        one for one in call.world.channels.values() if one.guild == guild.id and one.is_thread and not one.archived
    ]
    return 200, {"threads": [serialize_channel(call.world, one) for one in threads], "members": [], "has_more": False}


async def list_guild_roles(call: RestRequest) -> RestResponse:
    """Return the roles of a guild (docs/resources/guild#get-guild-roles)."""
    return 200, [serialize_role(one) for one in require_guild(call).roles.values()]


def _require_member(call: RestRequest) -> Member:
    member = require_guild(call).members.get(call.get_id("user_id"))
    if member is None:
        raise build_unknown_error("Member")
    return member


async def get_member(call: RestRequest) -> RestResponse:
    """Return a member of a guild (docs/resources/guild#get-guild-member)."""
    return 200, serialize_member(_require_member(call))


async def leave_guild(call: RestRequest) -> RestResponse:
    """Remove the bot from a guild (docs/resources/user#leave-guild)."""
    call.world.remove_member(require_guild(call), call.world.bot)
    return 204, None


def require_guild_permission(call: RestRequest, permission: Permission) -> Guild:
    """
    Return the guild of the path, in which the bot must have *permission*.

    Raises:
        ApiError: 50013 if it has not; also as ``require_guild``.
    """
    guild = require_guild(call)
    if not compute_guild_permissions(guild, call.world.application) & permission:
        raise build_missing_permissions_error()
    return guild


async def create_channel(call: RestRequest) -> RestResponse:
    """Create a channel (docs/resources/guild#create-guild-channel)."""
    guild, body, world = require_guild_permission(call, Permission.MANAGE_CHANNELS), call.get_form(), call.world
    require_shape(body, "CreateGuildChannelRequest")
    kind = body.get("type") or ChannelKind.TEXT
    if kind not in set(ChannelKind):
        raise build_form_error(
            [("type", "TEST_SERVER_UNSUPPORTED", f"This test server has no channels of type {kind}")]
        )
    parent = world.channels.get(int(body.get("parent_id") or 0))
    if body.get("parent_id") and (parent is None or parent.kind is not ChannelKind.CATEGORY):
        # The code is that of Discord for a parent that is no category (docs/resources/guild#create-guild-channel)
        raise build_form_error([("parent_id", "CHANNEL_PARENT_INVALID_TYPE", "Not a category")])
    channel = world.add_channel(
        guild,
        body["name"],
        ChannelKind(kind),
        parent=parent,
        topic=body.get("topic"),
        overwrites={one.id: one for one in map(_parse_overwrite, body.get("permission_overwrites") or [])},
        tags=[_build_tag(number, one) for number, one in enumerate(body.get("available_tags") or [], 1) if one],
    )
    return 201, serialize_channel(world, channel)


def _parse_overwrite(body: Json) -> Overwrite:
    return Overwrite(int(body["id"]), body.get("type") or 0, int(body.get("allow") or 0), int(body.get("deny") or 0))


def _build_tag(number: int, tag: Json) -> Json:
    fields: Json = {"id": str(number), "name": tag["name"], "moderated": bool(tag.get("moderated"))}
    return fields | {"emoji_id": tag.get("emoji_id"), "emoji_name": tag.get("emoji_name")}


async def list_members(call: RestRequest) -> RestResponse:
    """Return members by id; the privileged intent is required (docs/resources/guild#list-guild-members)."""
    guild = require_guild(call)
    if not call.world.granted_intents & _GUILD_MEMBERS_INTENT:
        raise build_missing_access_error()
    limit = call.get_number("limit", 1)
    if not 1 <= limit <= 1000:
        raise build_form_error([("limit", "NUMBER_TYPE_MAX", "int value should be between 1 and 1000.")])
    ids = sorted(one for one in guild.members if one > call.get_number("after", 0))
    return 200, [serialize_member(guild.members[one]) for one in ids[:limit]]


_GUILD_MEMBERS_INTENT = 1 << 1


async def search_members(call: RestRequest) -> RestResponse:
    """Return members by the beginning of their name (docs/resources/guild#search-guild-members)."""
    guild, query = require_guild(call), call.query.get("query", "").casefold()
    if not query:
        raise build_form_error([("query", "BASE_TYPE_REQUIRED", "This field is required")])
    found = [
        one
        for one in guild.members.values()
        if one.user.username.startswith(query) or (one.nick or "").casefold().startswith(query)
    ]
    return 200, [serialize_member(one) for one in found[: min(1000, call.get_number("limit", 1))]]


async def edit_own_member(call: RestRequest) -> RestResponse:
    """Change the bot's nickname (docs/resources/guild#modify-current-member)."""
    member = require_guild(call).members[call.world.application]
    nick = call.get_form().get("nick", member.nick)
    if nick is not None and not (isinstance(nick, str) and len(nick) <= 32):
        raise build_form_error([("nick", "BASE_TYPE_MAX_LENGTH", "Must be 32 or fewer in length.")])
    member.nick = nick or None
    call.world.publish("GUILD_MEMBER_UPDATE", member, guild=require_guild(call))
    return 200, serialize_member(member)


async def update_member_role(call: RestRequest) -> RestResponse:
    """Add or remove a role of a member (docs/resources/guild#add-guild-member-role, #remove-guild-member-role)."""
    guild, member = require_guild_permission(call, Permission.MANAGE_ROLES), _require_member(call)
    role = guild.roles.get(call.get_id("role_id"))
    if role is None:
        raise build_unknown_error("Role")
    change = add_member_role if call.method == "PUT" else remove_member_role
    change(call.world, guild, member.user, role)
    return 204, None


async def get_role(call: RestRequest) -> RestResponse:
    """Return a role (docs/resources/guild#get-guild-role)."""
    role = require_guild(call).roles.get(call.get_id("role_id"))
    if role is None:
        raise build_unknown_error("Role")
    return 200, serialize_role(role)


async def list_no_guild_items(call: RestRequest) -> RestResponse:
    """Return an empty list: this server's guilds have no emojis, stickers and events."""
    require_guild(call)
    return 200, []


async def list_soundboard_sounds(call: RestRequest) -> RestResponse:
    """Return that a guild has no sounds (docs/resources/soundboard#list-guild-soundboard-sounds)."""
    require_guild(call)
    return 200, {"items": []}


async def get_guild_emoji(call: RestRequest) -> RestResponse:
    """Refuse with 10014, because no guild has emojis (docs/topics/opcodes-and-status-codes#json)."""
    require_guild(call)
    raise ApiError(404, 10014, "Unknown Emoji")


_GUILD_PATH = "/guilds/{guild_id}"
GUILD_ROUTES: list[Route] = [
    ("GET", _GUILD_PATH, get_guild),
    ("GET", _GUILD_PATH + "/channels", list_guild_channels),
    ("POST", _GUILD_PATH + "/channels", create_channel),
    ("GET", _GUILD_PATH + "/threads/active", list_active_threads),
    ("GET", _GUILD_PATH + "/roles", list_guild_roles),
    ("GET", _GUILD_PATH + "/roles/{role_id}", get_role),
    ("GET", _GUILD_PATH + "/members", list_members),
    ("GET", _GUILD_PATH + "/members/search", search_members),
    ("PATCH", _GUILD_PATH + "/members/@me", edit_own_member),
    ("GET", _GUILD_PATH + "/members/{user_id}", get_member),
    ("PUT", _GUILD_PATH + "/members/{user_id}/roles/{role_id}", update_member_role),
    ("DELETE", _GUILD_PATH + "/members/{user_id}/roles/{role_id}", update_member_role),
    ("GET", _GUILD_PATH + "/emojis", list_no_guild_items),
    ("GET", _GUILD_PATH + "/emojis/{emoji_id}", get_guild_emoji),
    ("GET", _GUILD_PATH + "/stickers", list_no_guild_items),
    ("GET", _GUILD_PATH + "/scheduled-events", list_no_guild_items),
    ("GET", _GUILD_PATH + "/soundboard-sounds", list_soundboard_sounds),
    ("DELETE", "/users/@me/guilds/{guild_id}", leave_guild),
]
