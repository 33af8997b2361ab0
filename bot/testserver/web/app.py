"""The web page's HTTP application: static files, event stream, actions and admin endpoints."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from importlib import resources

from aiohttp import web

from bot.testserver.simulated_user import InvalidInteractionError, SimulatedUser
from bot.testserver.state.errors import ApiError
from bot.testserver.state.model import Channel, Json, Value, is_snowflake
from bot.testserver.web.actions import ACTIONS, ADMIN_ACTIONS, AdminContext
from bot.testserver.web.sse import EventStream
from bot.testserver.web.views import describe_choices, is_visible, list_commands, list_history, list_users

_CONTENT_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
# No foreign and no inline resources (https://www.w3.org/TR/CSP3/).
_CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_SECURITY_HEADERS = {
    "Content-Security-Policy": _CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
# Discord docs: "You must respond to an autocomplete within 3 seconds"
# (docs/interactions/application-commands#autocomplete)
_AUTOCOMPLETE_TIMEOUT = 3.0

#: Moves the clock forward by an interval and processes the events that fall into it.
MoveClockCallback = Callable[[timedelta], Awaitable[None]]
#: Returns the time of the next scheduled event, or None.
NextEventCallback = Callable[[], Awaitable[datetime | None]]


class WebApp:
    """
    The web page and its actions; users need no password, hence loopback only.

    Attributes:
        streams: Event streams, one for each open page.
    """

    def __init__(
        self, context: AdminContext, move_clock: MoveClockCallback | None, next_event: NextEventCallback | None
    ) -> None:
        self._context, self._world = context, context.world
        self._move_clock, self._next_event = move_clock, next_event
        self.streams: set[EventStream] = set()

    def build_routes(self) -> list[web.RouteDef]:
        """Return the routes of the page, its actions and the admin endpoints."""
        return [
            web.get("/", self._serve_index),
            web.get(r"/assets/{name:[\w-]+\.(?:css|js|svg)}", self._serve_asset),
            web.get("/page/events", self._serve_events),
            web.get("/page/people", self._serve_users),
            web.get("/page/history", self._serve_history),
            web.get("/page/commands", self._serve_commands),
            web.post("/page/do", self._require_json(self._handle_action)),
            web.post("/control/clock", self._require_json(self._handle_clock)),
            web.post("/control/{what}", self._require_json(self._handle_admin_action)),
        ]

    async def close(self) -> None:
        """End all streams."""
        for stream in self.streams:
            stream.end()
        await asyncio.sleep(0)

    async def _serve_index(self, _: web.Request) -> web.Response:
        return _build_file_response("index.html")

    async def _serve_asset(self, request: web.Request) -> web.Response:
        return _build_file_response(request.match_info["name"])

    async def _serve_events(self, request: web.Request) -> web.StreamResponse:
        stream = EventStream(self._world, self._resolve_user(request.query.get("as", ""), None).user)
        self.streams.add(stream)
        try:
            return await stream.serve(request)
        finally:
            self.streams.discard(stream)

    async def _serve_users(self, _: web.Request) -> web.Response:
        now = self._world.clock()
        # The page shows a named zone ("Asia/Seoul"); a fixed offset has no name.
        zone = getattr(now.tzinfo, "key", None)
        clock = {"now": now.isoformat(), "zone": zone, "movable": self._move_clock is not None}
        clock["eventful"] = self._next_event is not None
        return _build_json_response({"people": list_users(self._world), "clock": clock})

    async def _serve_history(self, request: web.Request) -> web.Response:
        actor, channel = self._resolve_user_and_channel(request.query)
        return _build_json_response(list_history(self._world, channel, actor.user))

    async def _serve_commands(self, request: web.Request) -> web.Response:
        actor, channel = self._resolve_user_and_channel(request.query)
        return _build_json_response(list_commands(actor, channel))

    async def _handle_action(self, action: Json) -> web.Response:
        actor, channel = self._resolve_user_and_channel(action)
        pending = ACTIONS[action["deed"]](actor, channel, action)
        if pending is None:
            return _build_json_response({})
        if action["deed"] != "complete":
            return _build_json_response({"interaction": str(pending.interaction.id)})
        try:
            return _build_json_response(
                {"choices": describe_choices(await pending.wait_for_choices(_AUTOCOMPLETE_TIMEOUT), actor.user.locale)}
            )
        except TimeoutError as error:
            raise InvalidInteractionError("Loading options failed") from error

    async def _handle_clock(self, body: Json) -> web.Response:
        if self._move_clock is None:
            raise InvalidInteractionError("This server's clock can't be moved.")
        seconds = await self._get_seconds_to_next_event() if body.get("to") == "next" else float(body["seconds"])
        if not 0 < seconds <= 400 * 86400:
            raise InvalidInteractionError("The clock moves forward, by at most 400 days at a time.")
        await self._move_clock(timedelta(seconds=seconds))
        return _build_json_response({"now": self._world.clock().isoformat()})

    async def _get_seconds_to_next_event(self) -> float:
        moment = await self._next_event() if self._next_event else None
        if moment is None:
            raise InvalidInteractionError("Nothing is planned.")
        return max(1.0, (moment - self._world.clock()).total_seconds())

    async def _handle_admin_action(self, body: Json) -> web.Response:
        admin_action = ADMIN_ACTIONS.get(body.pop("what"))
        if admin_action is None:
            raise web.HTTPNotFound
        return _build_json_response(admin_action(self._context, body) or {})

    def _require_json(
        self, handler: Callable[[Json], Awaitable[web.Response]]
    ) -> Callable[[web.Request], Awaitable[web.Response]]:
        """
        Wrap a handler to reject other bodies with 403 and to return errors as JSON with one sentence.

        Foreign pages can't send JSON without asking first (https://fetch.spec.whatwg.org/#cors-preflight-fetch).
        """

        async def serve(request: web.Request) -> web.Response:
            if request.content_type != "application/json":
                return _build_json_response({"error": "Only this page may do that."}, 403)
            try:
                body = json.loads(await request.read())
                return await handler({**body, **request.match_info})
            except (InvalidInteractionError, ApiError) as refusal:
                message = refusal.message if isinstance(refusal, ApiError) else str(refusal)
                return _build_json_response({"error": message}, 409)
            except (KeyError, ValueError, TypeError) as error:
                return _build_json_response({"error": f"I can't read this request: {error}"}, 400)

        return serve

    def _resolve_user_and_channel(self, parameters: Value) -> tuple[SimulatedUser, Channel]:
        """Return the acting user and the channel; raise HTTP 404 if the user can't see the channel."""
        channel = self._world.channels.get(_parse_id(parameters.get("channel")))
        actor = self._resolve_user(str(parameters.get("as") or ""), channel)
        if channel is None or not is_visible(self._world, channel, actor.user):
            raise web.HTTPNotFound
        return actor, channel

    def _resolve_user(self, identity: str, channel: Channel | None) -> SimulatedUser:
        user = self._world.users.get(_parse_id(identity))
        if user is None or user.bot:
            raise web.HTTPNotFound
        return SimulatedUser(
            self._world, user, self._world.guilds[channel.guild] if channel and channel.guild else None
        )


def _parse_id(text: Value) -> int:
    """Return an id, or 0, which is never used, if *text* is not one."""
    return int(text) if is_snowflake(str(text)) else 0


def _build_file_response(name: str) -> web.Response:
    source = resources.files("bot.testserver.web") / "static" / name
    if not source.is_file():
        raise web.HTTPNotFound
    kind = _CONTENT_TYPES[name[name.rindex(".") :]]
    return web.Response(body=source.read_bytes(), content_type=kind, charset="utf-8", headers=_SECURITY_HEADERS)


def _build_json_response(data: Value, status: int = 200) -> web.Response:
    return web.Response(
        status=status, body=json.dumps(data).encode(), content_type="application/json", headers=_SECURITY_HEADERS
    )
