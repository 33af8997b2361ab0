"""The real run: wires the parts, connects, and turns what Discord refuses into one clear line."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, timedelta

import aiohttp
import discord
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.assembly import build_client
from bot.client import Dateline
from bot.clock import Clock, system_clock
from bot.config import Config, required_token
from bot.errors import ConfigError, ConnectError
from bot.workers import Workers
from corpus.errors import CorpusError
from corpus.feeds import is_due
from corpus.store import open_store

_LOG = logging.getLogger(__name__)

LIBRARIES = ("apscheduler", "discord.client", "discord.gateway", "discord.http")
"""Those that log more than a person must know."""

_PORTAL = "https://discord.com/developers/applications"


def run(config: Config, clock: Clock = system_clock) -> int:
    """
    Run the bot until it is told to stop.

    Returns:
        0; it was told to stop.

    Raises:
        ConfigError: If the token is missing or refused, or the test server is not the bot's.
        ConnectError: If Discord can't be reached or refuses the bot.
        StoreError: If the articles can't be opened.
        LedgerError: If the database can't be used.
    """
    token = required_token(config)
    set_up_logging(config.log_level)
    asyncio.run(_run(config, token, clock))
    return 0


def set_up_logging(level: str) -> None:
    """Log to standard error; of the libraries what a person must know."""
    discord.utils.setup_logging(level=logging.getLevelName(level))
    for library in LIBRARIES:
        logging.getLogger(library).setLevel(max(logging.WARNING, logging.getLevelName(level)))


async def _run(config: Config, token: str, clock: Clock) -> None:
    workers = Workers.processes(config.database_url, config.workers)
    polling = Polling(config.database_url, clock)
    try:
        await workers.warm()
        polling.start()
        client = build_client(config, workers, clock)
        client.delivery.quiet = polling.quiet
        await connect(client, token)
    finally:
        await polling.stop()
        workers.close()


class Polling:
    """
    Has the feeds that are due polled, in a process of its own: reading articles would hold up every heartbeat.

    That process is ``dateline feeds poll``; when each feed is due is told by the store, so nothing is lost with it.

    Args:
        url: The store's address.
        clock: What is due is measured by it.
        every: How often to look for what is due.
        patience: How long one poll may take; one that hangs must not be the last.
        courtesy: How long a digest waits for one.
    """

    def __init__(
        self,
        url: str,
        clock: Clock,
        every: timedelta = timedelta(minutes=5),
        patience: timedelta = timedelta(minutes=45),
        courtesy: timedelta = timedelta(minutes=1),
    ) -> None:
        self._url, self._clock, self._every, self._patience = url, clock, every, patience
        self._courtesy = courtesy
        self._looking: asyncio.Task[None] | None = None
        self._process: asyncio.subprocess.Process | None = None
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
        )

    def start(self) -> None:
        """Start in the running event loop, with a first look at once."""
        self._scheduler.start()
        self._scheduler.add_job(self._wake, "interval", seconds=self._every.total_seconds())
        self._wake()

    def _wake(self) -> None:
        # A task of ours, for APScheduler would log one that is cancelled as an error.
        if self._looking is None or self._looking.done():
            self._looking = asyncio.get_running_loop().create_task(self.look())

    async def look(self) -> None:
        """Poll once if a feed is due, and log what came of it; a store that is busy is looked at again later."""
        try:
            due = await asyncio.to_thread(_any_due, self._url, self._clock)
        except CorpusError as error:
            _LOG.warning("The feeds can't be looked at: %s", error)
            return
        if not due:
            return
        # -P: a folder called "bot" where we were started is not ours.
        command = (sys.executable, "-P", "-m", "bot", "--database", self._url, "feeds", "poll")
        self._process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        try:
            async with asyncio.timeout(self._patience.total_seconds()):
                said, _ = await self._process.communicate()
        except TimeoutError:
            await self._end()
            _LOG.warning("Feeds: polling took longer than %s and was ended", self._patience)
            return
        for line in said.decode("utf-8", "replace").splitlines():
            _LOG.info("Feeds: %s", line.strip())

    async def quiet(self) -> None:
        """Wait until no poll is under way, a minute at most: what it brings may be what a digest is to tell."""
        if self._looking is not None and not self._looking.done():
            await asyncio.wait({self._looking}, timeout=self._courtesy.total_seconds())

    async def stop(self) -> None:
        """Stop for good; a poll under way is ended, what it has stored stays."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.gather(self._looking, return_exceptions=True)
        await self._end()

    async def _end(self) -> None:
        if self._process is not None and self._process.returncode is None:
            with suppress(ProcessLookupError):
                self._process.terminate()
            await self._process.communicate()


def _any_due(url: str, clock: Clock) -> bool:
    with open_store(url) as store:
        return any(is_due(feed, clock()) for feed in store.feeds(None))


async def connect(client: Dateline, token: str) -> None:
    """
    Connect *client* and stay until it is closed; a signal to terminate closes it.

    Raises:
        ConfigError: If the token is refused.
        ConnectError: If Discord can't be reached or refuses the bot.
        Exception: Whatever ended the delivery of digests.
    """
    loop = asyncio.get_running_loop()
    with suppress(NotImplementedError):  # Windows has no signal handlers here
        loop.add_signal_handler(signal.SIGTERM, lambda: loop.create_task(client.close()))
    try:
        with translated():
            async with client:
                await client.start(token)
    except ConnectError:
        # A bot that closes while it connects fails to connect, too: that is not the reason.
        if client.failure is None:
            raise
    if client.failure is not None:
        raise client.failure


@contextmanager
def translated() -> Iterator[None]:
    """Turn what Discord refuses at the start into errors that say the way out."""
    try:
        yield
    except discord.LoginFailure as error:
        raise ConfigError(
            "DISCORD_TOKEN",
            "Discord does not accept this token",
            f"Reset it at {_PORTAL} (your application, Bot, Reset Token) and put the new one into .env.",
        ) from error
    except discord.PrivilegedIntentsRequired as error:
        raise ConnectError(
            "Discord", "asks for an intent that this application was not granted", f"Turn it on at {_PORTAL} under Bot."
        ) from error
    except discord.ConnectionClosed as error:
        raise ConnectError(
            "Discord", f"closed the connection (code {error.code})", "See the log; try again."
        ) from error
    except discord.HTTPException as error:
        raise ConnectError("Discord", f"refused a request at the start ({error})") from error
    except (aiohttp.ClientError, discord.GatewayNotFound, OSError) as error:
        raise ConnectError(
            "Discord", "can't be reached", "Check the connection and https://discordstatus.com."
        ) from error
