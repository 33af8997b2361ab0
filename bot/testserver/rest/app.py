"""The REST application: routing, authorization, rate limits and injected faults, with the bot's account."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from aiohttp import web

from bot.testserver.faults import Fault, FaultKind, FaultQueue
from bot.testserver.rest.commands import COMMAND_ROUTES
from bot.testserver.rest.guilds import GUILD_ROUTES
from bot.testserver.rest.interactions import INTERACTION_ROUTES
from bot.testserver.rest.messages import CHANNEL_ROUTES, MESSAGE_ROUTES
from bot.testserver.rest.rate_limits import (
    UNAUTHENTICATED_PREFIXES,
    RateLimits,
    build_rate_limit_body,
    build_rate_limit_headers,
)
from bot.testserver.rest.request import RestRequest, RestResponse, Route, RouteHandler, read_body
from bot.testserver.rest.webhooks import WEBHOOK_ROUTES
from bot.testserver.state.errors import ApiError, build_unauthorized_error, build_unknown_error
from bot.testserver.state.model import Guild, Json, Value, compute_guild_permissions
from bot.testserver.state.serializers import serialize_channel, serialize_own_user, serialize_user
from bot.testserver.state.state import ServerState
from bot.testserver.validation.shapes import require_shape


async def get_current_user(call: RestRequest) -> RestResponse:
    """Return the bot user (docs/resources/user#get-current-user)."""
    return 200, serialize_own_user(call.world.bot)


async def get_user(call: RestRequest) -> RestResponse:
    """Return a user (docs/resources/user#get-user)."""
    user = call.world.users.get(call.get_id("user_id"))
    if user is None:
        raise build_unknown_error("User")
    return 200, serialize_user(user)


async def list_current_user_guilds(call: RestRequest) -> RestResponse:
    """Return the bot's guilds by id (docs/resources/user#get-current-user-guilds)."""
    world = call.world
    joined = sorted(one.id for one in world.guilds.values() if world.application in one.members)
    limit = call.get_number("limit", 200)
    if "after" in call.query:
        joined = [one for one in joined if one > call.get_number("after", 0)][:limit]
    elif "before" in call.query:
        joined = [one for one in joined if one < call.get_number("before", 0)][-limit:]
    return 200, [_serialize_own_guild(call, world.guilds[one]) for one in joined[:limit]]


def _serialize_own_guild(call: RestRequest, guild: Guild) -> Json:
    fields: Json = {"id": str(guild.id), "name": guild.name, "icon": None, "banner": None, "owner": False}
    fields |= {"permissions": str(compute_guild_permissions(guild, call.world.application)), "features": []}
    if call.get_flag("with_counts"):
        fields |= {"approximate_member_count": len(guild.members), "approximate_presence_count": 1}
    return fields


async def create_dm(call: RestRequest) -> RestResponse:
    """Open and return a DM channel (docs/resources/user#create-dm)."""
    require_shape(call.get_form(), "CreatePrivateChannelRequest")
    recipient = call.world.users.get(int(call.get_form().get("recipient_id") or 0))
    if recipient is None:
        raise build_unknown_error("User")
    return 200, serialize_channel(call.world, call.world.open_dm(recipient))


async def get_application(call: RestRequest) -> RestResponse:
    """Return the application (docs/resources/application#get-current-application)."""
    world = call.world
    owner = next((one for one in world.users.values() if not one.bot), world.bot)
    application: Json = {
        "id": str(world.application),
        "name": world.bot.display_name,
        "icon": None,
        "description": "",
        "type": None,
        "verify_key": "0" * 64,
        "flags": 0,
        "flags_new": "0",
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "owner": serialize_user(owner),
        "approximate_guild_count": len(world.guilds),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "team": None,
        "eligible_oauth2_scopes": ["bot", "applications.commands"],
        "bot": serialize_user(world.bot),
        "bot_public": True,
        "bot_require_code_grant": False,
        "integration_types_config": {"0": {}, "1": {}},
    }
    return 200, application


async def get_gateway(call: RestRequest) -> RestResponse:
    """Return the gateway URL (docs/events/gateway#get-gateway)."""
    return 200, {"url": call.world.address.replace("http", "ws", 1) + "/gateway"}


async def get_gateway_bot(call: RestRequest) -> RestResponse:
    """Return the gateway URL, shard count and session limit (docs/events/gateway#get-gateway-bot)."""
    limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
    _, body = await get_gateway(call)
    return 200, body | {"shards": call.world.shards, "session_start_limit": limit}


async def list_nothing(_: RestRequest) -> RestResponse:
    """Return an empty list: this server has none of what is asked for."""
    return 200, []


async def list_sticker_packs(_: RestRequest) -> RestResponse:
    """Return that there are no sticker packs (docs/resources/sticker#list-sticker-packs)."""
    return 200, {"sticker_packs": []}


async def list_application_emojis(_: RestRequest) -> RestResponse:
    """Return that the application has no emojis (docs/resources/emoji#list-application-emojis)."""
    return 200, {"items": []}


ACCOUNT_ROUTES: list[Route] = [
    ("GET", "/users/@me", get_current_user),
    ("GET", "/users/@me/guilds", list_current_user_guilds),
    ("POST", "/users/@me/channels", create_dm),
    ("GET", "/users/{user_id}", get_user),
    ("GET", "/applications/@me", get_application),
    ("GET", "/oauth2/applications/@me", get_application),
    ("GET", "/applications/{application_id}/emojis", list_application_emojis),
    ("GET", "/applications/{application_id}/entitlements", list_nothing),
    ("GET", "/soundboard-default-sounds", list_nothing),
    ("GET", "/sticker-packs", list_sticker_packs),
    ("GET", "/voice/regions", list_nothing),
    ("GET", "/gateway", get_gateway),
    ("GET", "/gateway/bot", get_gateway_bot),
]


API_PREFIX = "/api/v10"
ROUTES: list[Route] = [
    *ACCOUNT_ROUTES,
    *COMMAND_ROUTES,
    *CHANNEL_ROUTES,
    *GUILD_ROUTES,
    *INTERACTION_ROUTES,
    *MESSAGE_ROUTES,
    *WEBHOOK_ROUTES,
]


@dataclass(frozen=True, slots=True)
class RequestRecord:
    """
    One request and its response, as passed to recorders.

    Attributes:
        template: Path of the route with parameter names; None if no route matches.
        request: The JSON body, or the ``payload_json`` of a multipart body.
        multipart: Whether the body was multipart.
        answer: JSON of the response; None if it is empty.
    """

    method: str
    template: str | None
    query: Mapping[str, str]
    request: Value
    multipart: bool
    status: int
    answer: Value
    headers: Mapping[str, str]


class RestApi:
    """
    The REST API on top of the server state.

    Attributes:
        limits: The rate limits.
        recorders: Called with every executed request and the server's own response, even if a fault replaces it.
            Requests that a fault prevents are not recorded.
        default_recorders: Initial recorders of every new server in this process.
    """

    default_recorders: ClassVar[list[Callable[[RequestRecord], None]]] = []

    def __init__(self, world: ServerState, token: str, faults: FaultQueue, wall: Callable[[], float]) -> None:
        self._world, self._token, self._faults = world, token, faults
        self.limits = RateLimits(world.timer, wall)
        self.recorders = list(self.default_recorders)

    def build_routes(self) -> list[web.RouteDef]:
        """Return the routes; any other path below the prefix gets Discord's 404."""
        routes = [
            web.route(method, prefix + path, self._build_handler(path, handler))
            for method, path, handler in ROUTES
            # The address of a webhook has no version (docs/resources/webhook#webhook-object).
            for prefix in ((API_PREFIX, "/api") if path.startswith("/webhooks/{webhook_id}/") else (API_PREFIX,))
        ]
        return [*routes, web.route("*", API_PREFIX + "/{path:.*}", self._build_handler(None, _raise_not_found))]

    def _build_handler(
        self, template: str | None, handler: RouteHandler
    ) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def serve(request: web.Request) -> web.Response:
            fault = self._faults.take(f"{request.method} {request.path.removeprefix(API_PREFIX)}")
            if fault is not None and fault.kind is FaultKind.SLOW:
                await asyncio.sleep(fault.seconds)
            elif fault is not None and (early := _build_early_response(fault)):
                return early
            response = await self._handle_request(request, template, handler)
            if fault is not None and fault.kind is FaultKind.ERROR_AFTER:
                return _build_failure_response(fault.status)
            if fault is not None and fault.kind is FaultKind.LOST_REPLY and request.transport:
                request.transport.abort()
            return response

        return serve

    async def _handle_request(self, request: web.Request, template: str | None, handler: RouteHandler) -> web.Response:
        path = dict(request.match_info)
        headers, rate_limit_body = self.limits.count_request(f"{request.method} {template}", path)
        body: Value = None
        try:
            if rate_limit_body is not None:
                status, answer = 429, rate_limit_body
            else:
                self._authorize(request, template)
                body, files = await read_body(request)
                call = RestRequest(self._world, request.method, template or "", path, dict(request.query), body, files)
                status, answer = await handler(call)
        except ApiError as refusal:
            status, answer = refusal.status, refusal.to_json()
        multipart = request.content_type == "multipart/form-data"
        record = RequestRecord(request.method, template, dict(request.query), body, multipart, status, answer, headers)
        for recorder in self.recorders:
            recorder(record)
        return _build_response(status, answer, headers)

    def _authorize(self, request: web.Request, template: str | None) -> None:
        if template and template.startswith(UNAUTHENTICATED_PREFIXES):
            return
        if request.headers.get("Authorization") != f"Bot {self._token}":
            raise build_unauthorized_error()


async def _raise_not_found(_: RestRequest) -> tuple[int, Value]:
    raise ApiError(404, 0, "404: Not Found")


def _build_early_response(fault: Fault) -> web.Response | None:
    """Return the response to a request that the fault prevents, or None if it is executed."""
    if fault.kind is FaultKind.ERROR_BEFORE:
        return _build_failure_response(fault.status)
    if fault.kind is FaultKind.BANNED:
        return web.Response(status=429, text="<html><title>Access denied</title></html>", content_type="text/html")
    if fault.kind is FaultKind.RATE_LIMITED:
        scope = "global" if fault.everywhere else "user"
        body = build_rate_limit_body(fault.seconds, everywhere=fault.everywhere)
        return _build_response(429, body, build_rate_limit_headers(scope, fault.seconds))
    return None


def _build_failure_response(status: int) -> web.Response:
    return web.Response(status=status, text="<html><title>Bad gateway</title></html>", content_type="text/html")


def _build_response(status: int, answer: Value, headers: Mapping[str, str]) -> web.Response:
    if answer is None:
        return web.Response(status=status, headers=headers)
    # Bytes, because aiohttp adds a charset to the content type of text, and clients compare the whole content type.
    return web.Response(
        status=status, body=json.dumps(answer).encode(), content_type="application/json", headers=headers
    )
