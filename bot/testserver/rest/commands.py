"""Endpoints for global and guild application commands."""

from __future__ import annotations

from bot.testserver.rest.request import RestRequest, RestResponse, Route
from bot.testserver.state.errors import ApiError, build_form_error, build_missing_access_error, build_unknown_error
from bot.testserver.state.model import Json
from bot.testserver.validation.commands import CHAT_INPUT, check_command, check_command_count, check_commands

_OMITTED_NULL_KEYS = ("options", "choices", "required", "autocomplete", "channel_types")
_BOUND_KEYS = ("min_value", "max_value", "min_length", "max_length")


def _get_scope(call: RestRequest) -> int | None:
    if call.get_id("application_id") != call.world.application:
        raise build_unknown_error("Application")
    if "guild_id" not in call.path:
        return None
    guild = call.get_id("guild_id")
    if guild not in call.world.guilds or call.world.application not in call.world.guilds[guild].members:
        raise build_missing_access_error()
    return guild


def _get_registered_commands(call: RestRequest) -> dict[int, Json]:
    return call.world.commands.setdefault(_get_scope(call), {})


def _serialize_command(call: RestRequest, definition: Json, identity: int) -> Json:
    """Return a command in the form of an API response."""
    permissions = definition.get("default_member_permissions")
    command: Json = {
        "id": str(identity),
        "application_id": str(call.world.application),
        "version": str(call.world.snowflake()),
        "type": definition.get("type") or CHAT_INPUT,
        "name": definition["name"],
        "description": definition.get("description") or "",
        "default_member_permissions": None if permissions is None else str(permissions),
        "nsfw": bool(definition.get("nsfw")),
        "integration_types": definition.get("integration_types") or [0],
        "contexts": definition.get("contexts"),
        "name_localizations": definition.get("name_localizations"),
        "description_localizations": definition.get("description_localizations"),
        "options": [_serialize_option(one) for one in definition.get("options") or []],
    }
    scope = _get_scope(call)
    # Discord docs: "dm_permission: Deprecated (use contexts instead) ... only for globally-scoped commands"
    return command | (
        {"guild_id": str(scope)} if scope else {"dm_permission": definition.get("dm_permission") is not False}
    )


def _serialize_option(definition: Json) -> Json:
    option = {
        key: value
        for key, value in definition.items()
        if not (value is None and key in (*_OMITTED_NULL_KEYS, *_BOUND_KEYS))
    }
    if option.get("options"):
        option["options"] = [_serialize_option(one) for one in option["options"]]
    return option


async def list_commands(call: RestRequest) -> RestResponse:
    """Return all global or guild commands (docs/interactions/application-commands#get-global-application-commands)."""
    return 200, list(_get_registered_commands(call).values())


async def replace_commands(call: RestRequest) -> RestResponse:
    """
    Replace all global or guild commands.

    References:
        docs/interactions/application-commands#bulk-overwrite-global-application-commands
    """
    definitions = call.body
    if not isinstance(definitions, list):
        raise build_form_error([("", "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")])
    check_commands(definitions)
    previous_ids = {(one["type"], one["name"]): int(one["id"]) for one in _get_registered_commands(call).values()}
    replaced: dict[int, Json] = {}
    for one in definitions:
        identity = previous_ids.get((one.get("type") or CHAT_INPUT, one["name"])) or call.world.snowflake()
        replaced[identity] = _serialize_command(call, one, identity)
    call.world.commands[_get_scope(call)] = replaced
    call.world.publish("commands_changed", (call.world.application, ""))
    return 200, list(replaced.values())


async def create_command(call: RestRequest) -> RestResponse:
    """
    Create or overwrite a global or guild command.

    References:
        docs/interactions/application-commands#create-global-application-command
    """
    definition, registered = call.get_form(), _get_registered_commands(call)
    check_command(definition)
    key = (definition.get("type") or CHAT_INPUT, definition.get("name"))
    same = [one for one in registered.values() if (one["type"], one["name"]) == key]
    check_command_count([*(one for one in registered.values() if one not in same), definition])
    identity = int(same[0]["id"]) if same else call.world.snowflake()
    registered[identity] = _serialize_command(call, definition, identity)
    return 200 if same else 201, registered[identity]


def _require_command(call: RestRequest) -> Json:
    command = _get_registered_commands(call).get(call.get_id("command_id"))
    if command is None:
        raise build_unknown_error("Application Command")
    return command


async def get_command(call: RestRequest) -> RestResponse:
    """Return a global or guild command (docs/interactions/application-commands#get-global-application-command)."""
    return 200, _require_command(call)


async def edit_command(call: RestRequest) -> RestResponse:
    """Edit a global or guild command (docs/interactions/application-commands#edit-global-application-command)."""
    current = _require_command(call)
    unchanged = {key: current[key] for key in ("type", "name", "description", "options", "default_member_permissions")}
    definition = unchanged | call.get_form()
    check_command(definition)
    _get_registered_commands(call)[int(current["id"])] = _serialize_command(call, definition, int(current["id"]))
    return 200, _require_command(call)


async def delete_command(call: RestRequest) -> RestResponse:
    """Delete a global or guild command (docs/interactions/application-commands#delete-global-application-command)."""
    del _get_registered_commands(call)[int(_require_command(call)["id"])]
    return 204, None


def _serialize_permissions(call: RestRequest, command: int, permissions: list[Json]) -> Json:
    identity: Json = {"id": str(command), "application_id": str(call.world.application)}
    return identity | {"guild_id": str(_get_scope(call)), "permissions": permissions}


async def list_command_permissions(call: RestRequest) -> RestResponse:
    """
    Return who may use which command of a guild, where its administrators have changed that.

    References:
        docs/interactions/application-commands#get-guild-application-command-permissions
    """
    changed = call.world.command_permissions.get(_get_scope(call) or 0, {})
    return 200, [_serialize_permissions(call, command, permissions) for command, permissions in changed.items()]


async def get_command_permissions(call: RestRequest) -> RestResponse:
    """
    Return who may use a command of a guild; 10066 where nobody has changed that.

    References:
        docs/interactions/application-commands#get-application-command-permissions
    """
    command = call.get_id("command_id")
    permissions = call.world.command_permissions.get(_get_scope(call) or 0, {}).get(command)
    if permissions is None:
        raise ApiError(404, 10066, "Unknown application command permissions")
    return 200, _serialize_permissions(call, command, permissions)


_COMMAND_PATHS = (
    "/applications/{application_id}/commands",
    "/applications/{application_id}/guilds/{guild_id}/commands",
)
_PERMISSIONS_PATH = "/applications/{application_id}/guilds/{guild_id}/commands"
COMMAND_ROUTES: list[Route] = [
    ("GET", _PERMISSIONS_PATH + "/permissions", list_command_permissions),  # before the route whose id it would be
    ("GET", _PERMISSIONS_PATH + "/{command_id}/permissions", get_command_permissions),
    *(
        route
        for scope in _COMMAND_PATHS
        for route in (
            ("GET", scope, list_commands),
            ("PUT", scope, replace_commands),
            ("POST", scope, create_command),
            ("GET", scope + "/{command_id}", get_command),
            ("PATCH", scope + "/{command_id}", edit_command),
            ("DELETE", scope + "/{command_id}", delete_command),
        )
    ),
]
