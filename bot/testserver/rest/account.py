"""Who the application is, and where its gateway lies."""

from __future__ import annotations

from bot.testserver.rest.calls import Answer, Call, Route
from bot.testserver.world import payloads
from bot.testserver.world.model import Json
from bot.testserver.world.refusals import unknown


async def me(call: Call) -> Answer:
    """docs/resources/user#get-current-user."""
    return 200, payloads.own_user(call.world.bot)


async def user(call: Call) -> Answer:
    """docs/resources/user#get-user."""
    found = call.world.users.get(call.id("user_id"))
    if found is None:
        raise unknown("User")
    return 200, payloads.user(found)


async def my_guilds(call: Call) -> Answer:
    """docs/resources/user#get-current-user-guilds."""
    world = call.world
    joined = [guild for guild in world.guilds.values() if world.application in guild.members]
    nothing = dict.fromkeys(("icon", "banner"))
    return 200, [
        nothing | {"id": str(one.id), "name": one.name, "owner": False, "permissions": "0", "features": []}
        for one in joined
    ]


async def open_direct(call: Call) -> Answer:
    """docs/resources/user#create-dm."""
    recipient = call.world.users.get(int(call.form().get("recipient_id") or 0))
    if recipient is None:
        raise unknown("User")
    return 200, payloads.channel(call.world, call.world.direct(recipient))


async def application(call: Call) -> Answer:
    """docs/resources/application#get-current-application."""
    world = call.world
    owner = next((one for one in world.users.values() if not one.bot), world.bot)
    written: Json = {
        "id": str(world.application),
        "name": world.bot.shown,
        "icon": None,
        "description": "",
        "type": None,
        "verify_key": "0" * 64,
        "flags": 0,
        "flags_new": "0",
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "owner": payloads.user(owner),
        "approximate_guild_count": len(world.guilds),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "team": None,
        "eligible_oauth2_scopes": ["bot", "applications.commands"],
        "bot": payloads.user(world.bot),
        "bot_public": True,
        "bot_require_code_grant": False,
        "integration_types_config": {"0": {}, "1": {}},
    }
    return 200, written


async def gateway(call: Call) -> Answer:
    """docs/events/gateway#get-gateway."""
    return 200, {"url": call.world.address.replace("http", "ws", 1) + "/gateway"}


async def gateway_bot(call: Call) -> Answer:
    """docs/events/gateway#get-gateway-bot."""
    limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
    _, body = await gateway(call)
    return 200, body | {"shards": call.world.shards, "session_start_limit": limit}


ROUTES: list[Route] = [
    ("GET", "/users/@me", me),
    ("GET", "/users/@me/guilds", my_guilds),
    ("POST", "/users/@me/channels", open_direct),
    ("GET", "/users/{user_id}", user),
    ("GET", "/applications/@me", application),
    ("GET", "/oauth2/applications/@me", application),
    ("GET", "/gateway", gateway),
    ("GET", "/gateway/bot", gateway_bot),
]
