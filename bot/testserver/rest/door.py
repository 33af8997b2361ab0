"""The door of the REST interface: who may enter, how often, and how refusals and faults are told."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from aiohttp import web

from bot.testserver.faults import Fault, FaultKind, Faults
from bot.testserver.rest import account, channels, commands, guilds, interactions, messages, webhooks
from bot.testserver.rest.calls import Call, Handler, Route, read_body
from bot.testserver.rest.limits import OPEN, Limits, limited_body, limited_headers
from bot.testserver.world.model import Value
from bot.testserver.world.refusals import Refusal, unauthorized
from bot.testserver.world.state import World

PREFIX = "/api/v10"
ROUTES: list[Route] = [
    route
    for module in (account, commands, channels, guilds, interactions, messages, webhooks)
    for route in module.ROUTES
]


@dataclass(frozen=True, slots=True)
class Exchange:
    """
    One request and its answer, for whoever records them.

    Attributes:
        template: The route's path with its parameter names; None where there is no such route.
        request: The JSON body, or the ``payload_json`` of a multipart one.
        multipart: Whether files came along.
        answer: The JSON answered, None for an empty answer.
    """

    method: str
    template: str | None
    query: Mapping[str, str]
    request: Value
    multipart: bool
    status: int
    answer: Value
    headers: Mapping[str, str]


class Rest:
    """
    Answers requests from the world's state.

    Attributes:
        limits: The rate limits.
        recorders: Called with every exchange; answers that a fault made up are left out, what the server answered
            behind them is not.
        witnesses: The recorders that every new server of this process begins with.
    """

    witnesses: ClassVar[list[Callable[[Exchange], None]]] = []

    def __init__(self, world: World, token: str, faults: Faults, wall: Callable[[], float]) -> None:
        self._world, self._token, self._faults = world, token, faults
        self.limits = Limits(world.timer, wall)
        self.recorders = list(self.witnesses)

    def routes(self) -> list[web.RouteDef]:
        """List what to serve; anything else below the prefix is Discord's 404."""
        served = [web.route(method, PREFIX + path, self._serve(path, handler)) for method, path, handler in ROUTES]
        return [*served, web.route("*", PREFIX + "/{path:.*}", self._serve(None, _nowhere))]

    def _serve(self, template: str | None, handler: Handler) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def serve(request: web.Request) -> web.Response:
            fault = self._faults.take(f"{request.method} {request.path.removeprefix(PREFIX)}")
            if fault is not None and fault.kind is FaultKind.SLOW:
                await asyncio.sleep(fault.seconds)
            elif fault is not None and (early := _early(fault)):
                return early
            response = await self._answer(request, template, handler)
            if fault is not None and fault.kind is FaultKind.ERROR_AFTER:
                return _failure(fault.status)
            if fault is not None and fault.kind is FaultKind.LOST_REPLY and request.transport:
                request.transport.abort()
            return response

        return serve

    async def _answer(self, request: web.Request, template: str | None, handler: Handler) -> web.Response:
        path = dict(request.match_info)
        headers, limited = self.limits.count(f"{request.method} {template}", path)
        body: Value = None
        try:
            if limited is not None:
                status, answer = 429, limited
            else:
                self._authorize(request, template)
                body, files = await read_body(request)
                call = Call(self._world, request.method, template or "", path, dict(request.query), body, files)
                status, answer = await handler(call)
        except Refusal as refusal:
            status, answer = refusal.status, refusal.body()
        multipart = request.content_type == "multipart/form-data"
        done = Exchange(request.method, template, dict(request.query), body, multipart, status, answer, headers)
        for recorder in self.recorders:
            recorder(done)
        return _response(status, answer, headers)

    def _authorize(self, request: web.Request, template: str | None) -> None:
        if template and template.startswith(OPEN):
            return
        if request.headers.get("Authorization") != f"Bot {self._token}":
            raise unauthorized()


async def _nowhere(_: Call) -> tuple[int, Value]:
    raise Refusal(404, 0, "404: Not Found")


def _early(fault: Fault) -> web.Response | None:
    """Answer before anything is done, where the fault says so."""
    if fault.kind is FaultKind.ERROR_BEFORE:
        return _failure(fault.status)
    if fault.kind is FaultKind.BANNED:
        return web.Response(status=429, text="<html><title>Access denied</title></html>", content_type="text/html")
    if fault.kind is FaultKind.RATE_LIMITED:
        scope = "global" if fault.everywhere else "user"
        body = limited_body(fault.seconds, everywhere=fault.everywhere)
        return _response(429, body, limited_headers(scope, fault.seconds))
    return None


def _failure(status: int) -> web.Response:
    return web.Response(status=status, text="<html><title>Bad gateway</title></html>", content_type="text/html")


def _response(status: int, answer: Value, headers: Mapping[str, str]) -> web.Response:
    if answer is None:
        return web.Response(status=status, headers=headers)
    # As bytes: aiohttp would add a charset to the type of a text, and clients compare the type as a whole.
    return web.Response(
        status=status, body=json.dumps(answer).encode(), content_type="application/json", headers=headers
    )
