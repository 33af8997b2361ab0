"""The test server: one loopback socket that serves the REST API, gateway, CDN and web page."""

from __future__ import annotations

import base64
import secrets
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from aiohttp import web

from bot.testserver.cdn import build_cdn_routes
from bot.testserver.faults import FaultQueue
from bot.testserver.gateway.gateway import Gateway
from bot.testserver.request_guard import refuse_foreign_requests, require_loopback
from bot.testserver.rest.app import RestApi
from bot.testserver.rest.request import MAX_BODY_BYTES
from bot.testserver.simulated_user import SimulatedUser
from bot.testserver.state.model import Channel, ChatMessage, Guild
from bot.testserver.state.state import ServerState, create_default_state
from bot.testserver.storage import StateFile
from bot.testserver.web.actions import AdminContext
from bot.testserver.web.app import MoveClockCallback, NextEventCallback, WebApp


def _create_token(application: int) -> str:
    """Return a random token in Discord's form; clients read the application's id in its first part."""
    identity = base64.urlsafe_b64encode(str(application).encode()).decode().rstrip("=")
    return f"{identity}.{secrets.token_urlsafe(5)[:6]}.{secrets.token_urlsafe(29)[:38]}"


class TestServer:
    """
    A Discord-compatible server on loopback: REST, gateway, files and a chat page.

    Args:
        host: "localhost" or a loopback address.
        port: Port to listen on; 0 picks a free one.
        clock: Returns the current time, with a time zone; it stamps messages and ids.
        state: The state to serve, or the file that stores it; None or an empty file means the default state.
        move_clock: Moves the clock forward by an interval; without it the page can't move the clock.
        next_event: Returns the time of the next scheduled event, such as a digest; without it the page offers no jump.

    Raises:
        DatelineError: If the file of *state* can't be used.

    Attributes:
        world: The state served.
        is_new: Whether the file of *state* was empty.
        gateway: The gateway with the connected shards.
        rest: The REST API with its rate limits and recorders.
        faults: Faults to inject into REST requests.
        token: Token that the bot must log in with; random for every server.
    """

    __test__ = False  # pytest would collect the class because of its name

    def __init__(
        self,
        host: str = "127.0.0.1",
        port: int = 0,
        *,
        clock: Callable[[], datetime],
        state: ServerState | Path | None = None,
        move_clock: MoveClockCallback | None = None,
        next_event: NextEventCallback | None = None,
    ) -> None:
        self._host, self._port = require_loopback(host), port
        self._state_file = StateFile(state) if isinstance(state, Path) else None
        stored = self._state_file.load(clock) if self._state_file else None
        self.world = state if isinstance(state, ServerState) else stored or create_default_state(clock)
        self.is_new = self._state_file is not None and stored is None
        self.token = _create_token(self.world.application)
        self.faults = FaultQueue()
        self.gateway = Gateway(self.world, self.token)
        self.rest = RestApi(self.world, self.token, self.faults, time.time)
        self.page = WebApp(AdminContext(self.world, self.gateway, self.faults), move_clock, next_event)
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        """``http://host:port``; set by ``start``."""
        return self.world.address

    async def start(self) -> Self:
        """
        Start listening and return the server.

        Raises:
            OSError: If the port is taken.
        """
        application = web.Application(client_max_size=MAX_BODY_BYTES, middlewares=[refuse_foreign_requests])
        application.router.add_get("/gateway", self.gateway.connect)
        application.router.add_get("/gateway/", self.gateway.connect)
        application.router.add_routes(
            [*self.rest.build_routes(), *build_cdn_routes(self.world), *self.page.build_routes()]
        )
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        # A bot opens a connection for every response in flight; one that finds the backlog full retries after a second.
        site = web.TCPSite(self._runner, self._host, self._port, backlog=4096)
        try:
            await site.start()
        except OSError:
            await self.stop()
            raise
        port = self._runner.addresses[0][1]
        self.world.address = f"http://[{self._host}]:{port}" if ":" in self._host else f"http://{self._host}:{port}"
        if self._state_file:
            self._state_file.track(self.world)
        return self

    async def stop(self) -> None:
        """Close every connection and stop listening."""
        await self.gateway.close()
        await self.page.close()
        if self._runner is not None:
            await self._runner.cleanup()
        if self._state_file:
            self._state_file.close()

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def wait_until_ready(self, timeout: float = 10.0, shards: int | None = None) -> None:  # noqa: ASYNC109
        """
        Wait until the bot's shards are connected and have received their guilds.

        Raises:
            TimeoutError: If they are not within *timeout* seconds.
        """
        await self.gateway.wait_until_ready(shards or self.world.shards, timeout)

    # Lookups by name, for tests and the demo

    def find_guild(self, name: str | None = None) -> Guild:
        """
        Return the guild called *name*, or the first one if None.

        Raises:
            LookupError: If there is none.
        """
        for guild in self.world.guilds.values():
            if name in {None, guild.name}:
                return guild
        raise LookupError(f"no server {name!r}")

    def find_channel(self, name: str, guild: str | None = None) -> Channel:
        """
        Return the channel or thread of a guild called *name*.

        Raises:
            LookupError: If there is none.
        """
        found_guild = self.find_guild(guild)
        for channel in self.world.channels.values():
            if channel.guild == found_guild.id and channel.name == name:
                return channel
        raise LookupError(f"no channel {name!r} in {found_guild.name!r}")

    def as_member(self, name: str, guild: str | None = None) -> SimulatedUser:
        """
        Return a simulated user for the guild member with display name *name*.

        Raises:
            LookupError: If there is none.
        """
        found_guild = self.find_guild(guild)
        for member in found_guild.members.values():
            if member.user.display_name == name:
                return SimulatedUser(self.world, member.user, found_guild)
        raise LookupError(f"no member {name!r} in {found_guild.name!r}")

    def list_messages(self, channel: str, guild: str | None = None) -> list[ChatMessage]:
        """Return the messages of a channel, including ephemeral ones, oldest first."""
        return sorted(self.world.messages[self.find_channel(channel, guild).id].values(), key=lambda one: one.id)

    async def wait_for_message(
        self,
        channel: str,
        guild: str | None = None,
        *,
        where: Callable[[ChatMessage], bool] = lambda _: True,
        timeout: float = 5.0,  # noqa: ASYNC109
    ) -> ChatMessage:
        """
        Return the newest message of the bot in *channel* that is not loading and satisfies *where*, once there is one.

        Raises:
            TimeoutError: If there is none within *timeout* seconds.
        """

        def look() -> ChatMessage | None:
            messages = [one for one in self.list_messages(channel, guild) if one.author.bot and not one.loading]
            return next((one for one in reversed(messages) if where(one)), None)

        return await self.world.event_bus.wait(look, timeout, f"message in #{channel}")
