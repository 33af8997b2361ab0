"""The server itself: one listening socket on loopback, with everything behind it."""

from __future__ import annotations

import ipaddress
import secrets
import time
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from aiohttp import web

from bot.testserver.actors import Actor
from bot.testserver.archive import Archive
from bot.testserver.cdn import cdn_routes
from bot.testserver.faults import Faults
from bot.testserver.gateway import Gateway
from bot.testserver.page import Machinery, MoveClock, NextEvent, Page
from bot.testserver.rest import Rest
from bot.testserver.rest.calls import BODY_LIMIT
from bot.testserver.world import Channel, Guild, Message, World, default_world


def loopback_only(host: str) -> str:
    """
    Make sure that *host* is this machine and nothing else.

    Raises:
        ValueError: If it is any other address or name.
    """
    try:
        loopback = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise ValueError(f"the test server listens on loopback only, not on {host!r}")
    return host


class TestServer:
    """
    A Discord-compatible server on loopback: REST, gateway, files and a page to chat in.

    Args:
        host: A loopback address.
        port: 0 takes a free one.
        clock: Gives the moment that stamps messages and ids; with a zone.
        state: The world it serves, or the file that keeps one; the default one where there is none.
        move_clock: Called with how far the page's reader moves the clock on; without it the page can't move it.
        next_event: Tells to what moment the page can move it at a press, as that of the next digest.

    Raises:
        DatelineError: If the file of *state* can't be used.

    Attributes:
        world: What exists behind the wire.
        fresh: Whether the file of *state* held no world yet.
        gateway: The connected shards.
        rest: Rate limits and recorders.
        faults: What goes wrong on demand.
        token: What the bot must log in with; made afresh for every server.
    """

    __test__ = False  # its name begins like that of a test

    def __init__(
        self,
        host: str = "127.0.0.1",
        port: int = 0,
        *,
        clock: Callable[[], datetime],
        state: World | Path | None = None,
        move_clock: MoveClock | None = None,
        next_event: NextEvent | None = None,
    ) -> None:
        self._host, self._port = loopback_only(host), port
        self._archive = Archive(state) if isinstance(state, Path) else None
        kept = self._archive.load(clock) if self._archive else None
        self.world = state if isinstance(state, World) else kept or default_world(clock)
        self.fresh = self._archive is not None and kept is None
        self.token = secrets.token_urlsafe(24)
        self.faults = Faults()
        self.gateway = Gateway(self.world, self.token)
        self.rest = Rest(self.world, self.token, self.faults, time.time)
        self.page = Page(Machinery(self.world, self.gateway, self.faults), move_clock, next_event)
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        """``http://host:port``, known once started."""
        return self.world.address

    async def start(self) -> Self:
        """
        Listen.

        Raises:
            OSError: If the port is taken.
        """
        application = web.Application(client_max_size=BODY_LIMIT, middlewares=[_from_here])
        application.router.add_get("/gateway", self.gateway.connect)
        application.router.add_get("/gateway/", self.gateway.connect)
        application.router.add_routes([*self.rest.routes(), *cdn_routes(self.world), *self.page.routes()])
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        # A bot opens a connection for every answer under way; one that finds no room waits a second to try again.
        site = web.TCPSite(self._runner, self._host, self._port, backlog=4096)
        try:
            await site.start()
        except OSError:
            await self.stop()
            raise
        port = self._runner.addresses[0][1]
        self.world.address = f"http://[{self._host}]:{port}" if ":" in self._host else f"http://{self._host}:{port}"
        if self._archive:
            self._archive.keep(self.world)
        return self

    async def stop(self) -> None:
        """Close every connection and stop listening."""
        await self.gateway.close()
        await self.page.close()
        if self._runner is not None:
            await self._runner.cleanup()
        if self._archive:
            self._archive.close()

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def ready(self, timeout: float = 10.0, shards: int | None = None) -> None:  # noqa: ASYNC109
        """
        Wait until the bot's shards are connected and know their servers.

        Raises:
            TimeoutError: If they are not within *timeout* seconds.
        """
        await self.gateway.ready(shards or self.world.shards, timeout)

    # What tests and the demo ask for by name

    def guild(self, name: str | None = None) -> Guild:
        """
        Find a server by name; without one the first.

        Raises:
            LookupError: If there is none.
        """
        for guild in self.world.guilds.values():
            if name in {None, guild.name}:
                return guild
        raise LookupError(f"no server {name!r}")

    def channel(self, name: str, guild: str | None = None) -> Channel:
        """
        Find a channel or thread of a server by name.

        Raises:
            LookupError: If there is none.
        """
        home = self.guild(guild)
        for channel in self.world.channels.values():
            if channel.guild == home.id and channel.name == name:
                return channel
        raise LookupError(f"no channel {name!r} in {home.name!r}")

    def member(self, name: str, guild: str | None = None) -> Actor:
        """
        Act as the member of a server who is shown as *name*.

        Raises:
            LookupError: If there is none.
        """
        home = self.guild(guild)
        for member in home.members.values():
            if member.user.shown == name:
                return Actor(self.world, member.user, home)
        raise LookupError(f"no member {name!r} in {home.name!r}")

    def messages(self, channel: str, guild: str | None = None) -> list[Message]:
        """List a channel's messages, the oldest first, ephemeral ones too."""
        return sorted(self.world.messages[self.channel(channel, guild).id].values(), key=lambda one: one.id)

    async def message(
        self,
        channel: str,
        guild: str | None = None,
        *,
        where: Callable[[Message], bool] = lambda _: True,
        timeout: float = 5.0,  # noqa: ASYNC109
    ) -> Message:
        """
        Wait for a message of the bot in *channel* that is complete and as *where* wants it; the newest such one.

        Raises:
            TimeoutError: If there is none within *timeout* seconds.
        """

        def look() -> Message | None:
            held = [one for one in self.messages(channel, guild) if one.author.bot and not one.loading]
            return next((one for one in reversed(held) if where(one)), None)

        return await self.world.bulletin.wait(look, timeout, f"message in #{channel}")


@web.middleware
async def _from_here(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Serve only who names this machine: a page elsewhere could point a name of its own at it (DNS rebinding)."""
    host = request.url.host or ""
    try:
        loopback_only(host.strip("[]"))
    except ValueError:
        return web.Response(status=421, text="This server answers on loopback only.\n")
    return await handler(request)
