"""What a session is told of itself and asks for: READY, and members (docs/events/gateway-events)."""

from __future__ import annotations

from bot.testserver.gateway.sessions import Session
from bot.testserver.world import payloads
from bot.testserver.world.model import Guild, Json
from bot.testserver.world.state import World


def ready(world: World, session: Session, guilds: list[int]) -> Json:
    """Write READY (#ready), in which every server is still unavailable."""
    return {
        "v": 10,
        "user": payloads.own_user(world.bot),
        "guilds": [{"id": str(guild), "unavailable": True} for guild in guilds],
        "session_id": session.id,
        "resume_gateway_url": world.address.replace("http", "ws", 1) + "/gateway",
        "shard": [session.shard, session.shards],
        "application": {"id": str(world.application), "flags": 0},
    }


def members(guild: Guild, asked: Json) -> Json:
    """Write GUILD_MEMBERS_CHUNK for what was *asked* (#request-guild-members), always as one chunk."""
    wanted, query = {str(one) for one in asked.get("user_ids") or ()}, str(asked.get("query") or "").casefold()
    found = [
        payloads.member(held)
        for held in guild.members.values()
        if (str(held.user.id) in wanted if wanted else held.user.username.startswith(query))
    ]
    chunk: Json = {"guild_id": str(guild.id), "members": found, "chunk_index": 0, "chunk_count": 1}
    return chunk | ({"nonce": asked["nonce"]} if asked.get("nonce") else {})
