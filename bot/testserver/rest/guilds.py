"""Servers, their members and roles (docs/resources/guild)."""

from __future__ import annotations

from bot.testserver.rest.calls import Answer, Call, Route
from bot.testserver.world import payloads
from bot.testserver.world.model import Guild, Member
from bot.testserver.world.refusals import missing_access, unknown


def _guild(call: Call) -> Guild:
    guild = call.world.guilds.get(call.id("guild_id"))
    if guild is None:
        raise unknown("Guild")
    if call.world.application not in guild.members:
        raise missing_access()
    return guild


async def fetch(call: Call) -> Answer:
    """docs/resources/guild#get-guild."""
    guild = _guild(call)
    counts = {"approximate_member_count": len(guild.members), "approximate_presence_count": 1}
    return 200, payloads.guild_object(guild) | (counts if call.flag("with_counts") else {})


async def channels(call: Call) -> Answer:
    """docs/resources/guild#get-guild-channels: without threads."""
    guild = _guild(call)
    held = [one for one in call.world.channels.values() if one.guild == guild.id and not one.is_thread]
    return 200, [payloads.channel(call.world, one) for one in held]


async def threads(call: Call) -> Answer:
    """docs/resources/guild#list-active-guild-threads."""
    guild = _guild(call)
    held = [one for one in call.world.channels.values() if one.guild == guild.id and one.is_thread and not one.archived]
    return 200, {"threads": [payloads.channel(call.world, one) for one in held], "members": [], "has_more": False}


async def roles(call: Call) -> Answer:
    """docs/resources/guild#get-guild-roles."""
    return 200, [payloads.role(one) for one in _guild(call).roles.values()]


def _member(call: Call) -> Member:
    found = _guild(call).members.get(call.id("user_id"))
    if found is None:
        raise unknown("Member")
    return found


async def member(call: Call) -> Answer:
    """docs/resources/guild#get-guild-member."""
    return 200, payloads.member(_member(call))


async def leave(call: Call) -> Answer:
    """docs/resources/user#leave-guild."""
    call.world.leave(_guild(call), call.world.bot)
    return 204, None


ROUTES: list[Route] = [
    ("GET", "/guilds/{guild_id}", fetch),
    ("GET", "/guilds/{guild_id}/channels", channels),
    ("GET", "/guilds/{guild_id}/threads/active", threads),
    ("GET", "/guilds/{guild_id}/roles", roles),
    ("GET", "/guilds/{guild_id}/members/{user_id}", member),
    ("DELETE", "/users/@me/guilds/{guild_id}", leave),
]
