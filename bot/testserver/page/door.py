"""The page's door: its files, its stream, its deeds, and the hidden controls."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from importlib import resources

from aiohttp import web

from bot.testserver.actors import Actor
from bot.testserver.invocations import Unsendable
from bot.testserver.page import views
from bot.testserver.page.controls import CONTROLS, Machinery
from bot.testserver.page.deeds import DEEDS
from bot.testserver.page.streams import Stream
from bot.testserver.page.tongues import choices
from bot.testserver.world.model import Channel, Json, Value
from bot.testserver.world.refusals import Refusal

_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
# Nothing from elsewhere, nothing inline (https://www.w3.org/TR/CSP3/).
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
# They say "You must respond to an autocomplete within 3 seconds" (docs/…/application-commands#autocomplete)
_COMPLETE_WITHIN = 3.0


#: Moves the clock on, and has what falls into that time happen.
MoveClock = Callable[[timedelta], Awaitable[None]]
#: Tells when the next thing is to happen by itself, or None.
NextEvent = Callable[[], Awaitable[datetime | None]]


class Page:
    """
    Serves the page and does what its readers do; no account of it needs a password, hence loopback only.

    Attributes:
        streams: One for each open page.
    """

    def __init__(self, machinery: Machinery, move_clock: MoveClock | None, next_event: NextEvent | None) -> None:
        self._machinery, self._world = machinery, machinery.world
        self._move_clock, self._next_event = move_clock, next_event
        self.streams: set[Stream] = set()

    def routes(self) -> list[web.RouteDef]:
        """List what to serve."""
        return [
            web.get("/", self._index),
            web.get(r"/assets/{name:[\w-]+\.(?:css|js|svg)}", self._asset),
            web.get("/page/events", self._events),
            web.get("/page/people", self._people),
            web.get("/page/history", self._history),
            web.get("/page/commands", self._commands),
            web.post("/page/do", self._own(self._do)),
            web.post("/control/clock", self._own(self._clock)),
            web.post("/control/{what}", self._own(self._control)),
        ]

    async def close(self) -> None:
        """End all streams."""
        for stream in self.streams:
            stream.end()
        await asyncio.sleep(0)

    async def _index(self, _: web.Request) -> web.Response:
        return _file("index.html")

    async def _asset(self, request: web.Request) -> web.Response:
        return _file(request.match_info["name"])

    async def _events(self, request: web.Request) -> web.StreamResponse:
        stream = Stream(self._world, self._actor(request.query.get("as", ""), None).user)
        self.streams.add(stream)
        try:
            return await stream.serve(request)
        finally:
            self.streams.discard(stream)

    async def _people(self, _: web.Request) -> web.Response:
        now = self._world.clock()
        # A named zone ("Asia/Seoul") is shown on the page; a mere offset has no name.
        zone = getattr(now.tzinfo, "key", None)
        clock = {"now": now.isoformat(), "zone": zone, "movable": self._move_clock is not None}
        clock["eventful"] = self._next_event is not None
        return _json({"people": views.people(self._world), "clock": clock})

    async def _history(self, request: web.Request) -> web.Response:
        actor, place = self._seen(request.query)
        return _json(views.history(self._world, place, actor.user))

    async def _commands(self, request: web.Request) -> web.Response:
        actor, place = self._seen(request.query)
        return _json(views.commands(actor, place))

    async def _do(self, deed: Json) -> web.Response:
        actor, place = self._seen(deed)
        use = DEEDS[deed["deed"]](actor, place, deed)
        if use is None:
            return _json({})
        if deed["deed"] != "complete":
            return _json({"interaction": str(use.interaction.id)})
        try:
            return _json({"choices": choices(await use.choices(_COMPLETE_WITHIN), actor.user.locale)})
        except TimeoutError as error:
            raise Unsendable("Loading options failed") from error

    async def _clock(self, order: Json) -> web.Response:
        if self._move_clock is None:
            raise Unsendable("This server's clock can't be moved.")
        seconds = await self._until_next() if order.get("to") == "next" else float(order["seconds"])
        if not 0 < seconds <= 400 * 86400:
            raise Unsendable("The clock moves forward, by at most 400 days at a time.")
        await self._move_clock(timedelta(seconds=seconds))
        return _json({"now": self._world.clock().isoformat()})

    async def _until_next(self) -> float:
        moment = await self._next_event() if self._next_event else None
        if moment is None:
            raise Unsendable("Nothing is planned.")
        return max(1.0, (moment - self._world.clock()).total_seconds())

    async def _control(self, order: Json) -> web.Response:
        control = CONTROLS.get(order.pop("what"))
        if control is None:
            raise web.HTTPNotFound
        return _json(control(self._machinery, order) or {})

    def _own(self, deed: Callable[[Json], Awaitable[web.Response]]) -> Callable[[web.Request], Awaitable[web.Response]]:
        """Let only this page, or a program without a page, do something; a refusal is told in one sentence."""

        async def serve(request: web.Request) -> web.Response:
            origin = request.headers.get("Origin")
            if origin not in {None, f"{request.scheme}://{request.host}"} or request.content_type != "application/json":
                return _json({"error": "Only this page may do that."}, 403)
            try:
                body = json.loads(await request.read())
                return await deed({**body, **request.match_info})
            except (Unsendable, Refusal) as refusal:
                said = refusal.message if isinstance(refusal, Refusal) else str(refusal)
                return _json({"error": said}, 409)
            except (KeyError, ValueError, TypeError) as error:
                return _json({"error": f"That request can't be read: {error}"}, 400)

        return serve

    def _seen(self, asked: Value) -> tuple[Actor, Channel]:
        """Find who acts where; only where they may look."""
        place = self._world.channels.get(_identity(asked.get("channel")))
        actor = self._actor(str(asked.get("as") or ""), place)
        if place is None or not views.visible(self._world, place, actor.user):
            raise web.HTTPNotFound
        return actor, place

    def _actor(self, identity: str, place: Channel | None) -> Actor:
        user = self._world.users.get(_identity(identity))
        if user is None or user.bot:
            raise web.HTTPNotFound
        return Actor(self._world, user, self._world.guilds[place.guild] if place and place.guild else None)


def _identity(text: Value) -> int:
    """Read an id; 0, which nothing has, where it is none."""
    return int(text) if str(text).isdecimal() else 0


def _file(name: str) -> web.Response:
    source = resources.files("bot.testserver.page") / "static" / name
    if not source.is_file():
        raise web.HTTPNotFound
    kind = _TYPES[name[name.rindex(".") :]]
    return web.Response(body=source.read_bytes(), content_type=kind, charset="utf-8", headers=_HEADERS)


def _json(data: Value, status: int = 200) -> web.Response:
    return web.Response(
        status=status, body=json.dumps(data).encode(), content_type="application/json", headers=_HEADERS
    )
