"""Application commands, registered for all servers or for one (docs/interactions/application-commands)."""

from __future__ import annotations

from bot.testserver.rest.calls import Answer, Call, Route
from bot.testserver.rules import check_commands
from bot.testserver.rules.commands import CHAT_INPUT
from bot.testserver.world.model import Json
from bot.testserver.world.refusals import missing_access, unknown

_DROPPED_NULLS = ("options", "choices", "required", "autocomplete", "channel_types")
_BOUNDS = ("min_value", "max_value", "min_length", "max_length")


def _scope(call: Call) -> int | None:
    if call.id("application_id") != call.world.application:
        raise unknown("Application")
    if "guild_id" not in call.path:
        return None
    guild = call.id("guild_id")
    if guild not in call.world.guilds or call.world.application not in call.world.guilds[guild].members:
        raise missing_access()
    return guild


def _registered(call: Call) -> dict[int, Json]:
    return call.world.commands.setdefault(_scope(call), {})


def _written(call: Call, asked: Json, identity: int) -> Json:
    """Write a command as an answer shows it."""
    permissions = asked.get("default_member_permissions")
    written: Json = {
        "id": str(identity),
        "application_id": str(call.world.application),
        "version": str(call.world.snowflake()),
        "type": asked.get("type") or CHAT_INPUT,
        "name": asked["name"],
        "description": asked.get("description") or "",
        "default_member_permissions": None if permissions is None else str(permissions),
        "nsfw": bool(asked.get("nsfw")),
        "integration_types": asked.get("integration_types") or [0],
        "contexts": asked.get("contexts"),
        "name_localizations": asked.get("name_localizations"),
        "description_localizations": asked.get("description_localizations"),
        "options": [_option(one) for one in asked.get("options") or []],
    }
    scope = _scope(call)
    # They say "dm_permission: Deprecated (use contexts instead) ... only for globally-scoped commands"
    return written | ({"guild_id": str(scope)} if scope else {"dm_permission": asked.get("dm_permission") is not False})


def _option(asked: Json) -> Json:
    shown = {key: value for key, value in asked.items() if not (value is None and key in (*_DROPPED_NULLS, *_BOUNDS))}
    if shown.get("options"):
        shown["options"] = [_option(one) for one in shown["options"]]
    return shown


async def listed(call: Call) -> Answer:
    """docs/interactions/application-commands#get-global-application-commands, also for one server."""
    return 200, list(_registered(call).values())


async def replace(call: Call) -> Answer:
    """docs/interactions/application-commands#bulk-overwrite-global-application-commands, also for one server."""
    asked = call.body if isinstance(call.body, list) else []
    check_commands(asked)
    old = {(one["type"], one["name"]): int(one["id"]) for one in _registered(call).values()}
    fresh: dict[int, Json] = {}
    for one in asked:
        identity = old.get((one.get("type") or CHAT_INPUT, one["name"])) or call.world.snowflake()
        fresh[identity] = _written(call, one, identity)
    call.world.commands[_scope(call)] = fresh
    call.world.tell("commands_changed", (call.world.application, ""))
    return 200, list(fresh.values())


async def create(call: Call) -> Answer:
    """docs/interactions/application-commands#create-global-application-command, also for one server."""
    asked, registered = call.form(), _registered(call)
    key = (asked.get("type") or CHAT_INPUT, asked.get("name"))
    same = [one for one in registered.values() if (one["type"], one["name"]) == key]
    check_commands([asked])
    identity = int(same[0]["id"]) if same else call.world.snowflake()
    registered[identity] = _written(call, asked, identity)
    return 200 if same else 201, registered[identity]


def _one(call: Call) -> Json:
    found = _registered(call).get(call.id("command_id"))
    if found is None:
        raise unknown("Application Command")
    return found


async def fetch(call: Call) -> Answer:
    """docs/interactions/application-commands#get-global-application-command, also for one server."""
    return 200, _one(call)


async def edit(call: Call) -> Answer:
    """docs/interactions/application-commands#edit-global-application-command, also for one server."""
    before = _one(call)
    kept = {key: before[key] for key in ("type", "name", "description", "options", "default_member_permissions")}
    asked = kept | call.form()
    check_commands([asked])
    _registered(call)[int(before["id"])] = _written(call, asked, int(before["id"]))
    return 200, _one(call)


async def delete(call: Call) -> Answer:
    """docs/interactions/application-commands#delete-global-application-command, also for one server."""
    del _registered(call)[int(_one(call)["id"])]
    return 204, None


_SCOPES = ("/applications/{application_id}/commands", "/applications/{application_id}/guilds/{guild_id}/commands")
ROUTES: list[Route] = [
    route
    for scope in _SCOPES
    for route in (
        ("GET", scope, listed),
        ("PUT", scope, replace),
        ("POST", scope, create),
        ("GET", scope + "/{command_id}", fetch),
        ("PATCH", scope + "/{command_id}", edit),
        ("DELETE", scope + "/{command_id}", delete),
    )
]
