"""Build the bot from its parts, connect it to Discord and poll feeds in a separate process."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, contextmanager, nullcontext, suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from http import HTTPStatus
from itertools import chain, repeat
from typing import TextIO

import aiohttp
import discord

from bot.cli.context import CommandContext
from bot.client.client import Dateline
from bot.client.config import (
    DATABASE_SETTING,
    DEVELOPER_PORTAL_URL,
    Config,
    check_shards,
    find_exposed_env_file,
    load_config,
    replace_shards,
    require_token,
)
from bot.client.reload import reload_settings
from bot.client.status_server import StatusServer
from bot.commands import add_commands
from bot.commands.guild_events import register_guild_events
from bot.commands.queries import register_mentions
from bot.db import check_database_url
from bot.errors import ConfigError, ConnectError, DatelineError, DiscordUnreachable
from bot.models.clock import Clock, SteadyClock
from bot.services.feeds import FetchSettings
from bot.services.worker_pool import WorkerPool, open_engine
from corpus.errors import CorpusError
from corpus.sources.feed_policy import is_due
from corpus.store import open_store


def build_client(
    config: Config,
    workers: WorkerPool,
    clock: Clock,
    background_workers: WorkerPool | None = None,
    fetch_settings: FetchSettings | None = None,
) -> Dateline:
    """
    Return the bot, not yet connected; ``async with client: await client.start(token)`` connects it.

    Args:
        config: Configuration of the bot.
        workers: Workers that rank; the caller closes them.
        clock: Returns the current time.
        background_workers: Workers that fetch and annotate, closed by the bot; None for separate processes, started
            on demand.
        fetch_settings: Settings for fetching; None for *clock*, the configured contact and public hosts only.
    """
    client = Dateline(config, workers, clock, background_workers, fetch_settings)
    add_commands(client)
    register_guild_events(client)
    register_mentions(client)
    return client


_LOG = logging.getLogger(__name__)

NOISY_LOGGERS = ("apscheduler", "discord.client", "discord.gateway", "discord.http")
"""Those that log more than a person must know."""

#: The name of the handler that `configure_logging` adds.
_LOG_HANDLER_NAME = "dateline"


def run(config: Config, clock: Clock | None = None, load: Callable[[], Config] | None = None) -> int:
    """
    Run the bot until it is stopped; keep trying while Discord can't be reached.

    SIGTERM stops it in order, and so does SIGHUP where it runs in a terminal, which was closed then. Elsewhere SIGHUP
    makes it read the settings again.

    Args:
        config: The settings.
        clock: Returns the current time; by default a `SteadyClock`.
        load: Reads the settings again; by default `load_config`.

    Returns:
        0, the exit code of a normal stop.

    Raises:
        ConfigError: If the token is missing or refused, the bot is not in the test guild, or a file is to be shared.
        ConnectError: If Discord refuses the bot.
        StoreError: If the articles can't be opened.
        LedgerError: If the database can't be used.
    """
    check_shards(config)
    check_database_url(config.database_url)  # one that can't hold the bot's data is refused before anything is started
    token = require_token(config)
    configure_logging(config.log_level, config.log_format)
    if exposed := find_exposed_env_file():
        _LOG.warning("%s", exposed)
    asyncio.run(BotRun(config, token, clock or SteadyClock(), load or load_config).run())
    return 0


def run_command(args: Namespace, context: CommandContext) -> int:
    """Run ``dateline run``."""

    def load() -> Config:
        return replace_shards(load_config(database_url=context.database), args.shards)

    return run(replace_shards(context.config, args.shards), SteadyClock(context.clock), load)


class JsonFormatter(logging.Formatter):
    """Formats each record as one line of JSON: ``time`` (UTC), ``level``, ``logger``, ``message`` and any ``error``."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, without its line break."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def configure_logging(level: str, log_format: str = "text") -> None:
    """
    Log to standard error at *level*, as text or JSON, but from `NOISY_LOGGERS` only warnings and errors.

    It may be called again, to change both.
    """
    plain = get_plain_formatter(sys.stderr, os.environ) or discord.utils.MISSING
    formatter = JsonFormatter() if log_format == "json" else plain
    root = logging.getLogger()
    for handler in [each for each in root.handlers if each.get_name() == _LOG_HANDLER_NAME]:
        root.removeHandler(handler)
    handler = logging.StreamHandler()
    handler.set_name(_LOG_HANDLER_NAME)
    discord.utils.setup_logging(handler=handler, level=logging.getLevelName(level), formatter=formatter)
    for library in NOISY_LOGGERS:
        logging.getLogger(library).setLevel(max(logging.WARNING, logging.getLevelName(level)))


def get_plain_formatter(stream: TextIO, environment: Mapping[str, str]) -> logging.Formatter | None:
    """
    Return a formatter without colour codes, or None where *stream* is a terminal and colours are welcome.

    discord.py would colour its log in a container, too, where it goes into a file.

    References:
        https://no-color.org
    """
    if stream.isatty() and not environment.get("NO_COLOR"):
        return None
    return logging.Formatter("[{asctime}] [{levelname:<8}] {name}: {message}", "%Y-%m-%d %H:%M:%S", style="{")


class BotRun:
    """
    One run of the bot: its workers, its feeds, its status server, and one client after the other until one is closed.

    Args:
        config: The settings.
        token: The bot's token.
        clock: Returns the current time.
        load: Reads the settings again.
    """

    def __init__(self, config: Config, token: str, clock: Clock, load: Callable[[], Config]) -> None:
        self._config, self._token, self._clock, self._load = config, token, clock, load
        self._client: Dateline | None = None
        self._reloading: asyncio.Task[None] | None = None
        self._preparing: asyncio.Task[None] | None = None
        self._workers = WorkerPool.with_processes(
            config.database_url, config.workers, partial(open_engine, model=config.embedding_model)
        )
        self._polling = FeedPollingProcess(config.database_url, clock)

    async def run(self) -> None:
        """Run until the bot is stopped; see `run` for what is raised."""
        _handle_hangup(self._reload_soon)
        try:
            async with self._serve_status():
                await self._workers.ensure_open()
                self._preparing = asyncio.create_task(prepare_workers(self._workers))
                if self._config.polls_feeds:
                    self._polling.start()
                await keep_connecting(self._make_client, self._token)
        finally:
            if self._preparing is not None:
                self._preparing.cancel()
            self._client = None
            await self._polling.stop()
            self._workers.close()

    def _make_client(self) -> Dateline:
        self._client = client = build_client(self._config, self._workers, self._clock)
        client.delivery.wait_for_feeds = self._polling.wait_for_feeds
        return client

    def _serve_status(self) -> AbstractAsyncContextManager[object]:
        if self._config.metrics is None:
            return nullcontext()
        return StatusServer(self._config.metrics, lambda: self._client, self._config.database_url)

    def _reload_soon(self) -> None:
        if self._reloading is None or self._reloading.done():
            self._reloading = asyncio.get_running_loop().create_task(self._reload())

    async def _reload(self) -> None:
        self._config = await reload_settings(self._config, self._load, configure_logging, self._client)


async def prepare_workers(workers: WorkerPool) -> None:
    """Have *workers* load what the first query would wait for; if they can't, that query reports why."""
    try:
        await workers.prepare()
    except (CorpusError, DatelineError) as error:
        _LOG.warning("The first questions will take longer: %s", error)


def _handle_hangup(reload: Callable[[], None]) -> None:
    """Make SIGHUP call *reload*, but stop the process in order where it comes from a terminal that was closed."""
    hangup = getattr(signal, "SIGHUP", None)
    if hangup is None or signal.getsignal(hangup) is signal.SIG_IGN:  # Windows has none; `nohup` ignores it
        return
    is_interactive = sys.stdin is not None and sys.stdin.isatty()
    stop = partial(os.kill, os.getpid(), signal.SIGTERM)
    with suppress(NotImplementedError):
        asyncio.get_running_loop().add_signal_handler(hangup, stop if is_interactive else reload)


#: Arguments of Python that run ``dateline``. -P: do not import a folder named "bot" in the current directory.
_PROGRAM = ("-P", "-m", "bot")


class FeedPollingProcess:
    """
    Polls due feeds in a separate process, because annotating articles here would delay the gateway's heartbeats.

    The process runs ``dateline feeds poll``. The store records when each feed is due, so ending it loses nothing.

    Args:
        url: URL of the store.
        clock: Determines which feeds are due.
        interval: Interval between checks for due feeds.
        poll_timeout: Maximum duration of one poll, so that one that hangs does not prevent later ones.
        digest_wait: Maximum time that a digest waits for a running poll.
    """

    def __init__(
        self,
        url: str,
        clock: Clock,
        interval: timedelta = timedelta(minutes=5),
        poll_timeout: timedelta = timedelta(minutes=45),
        digest_wait: timedelta = timedelta(minutes=1),
    ) -> None:
        self._url, self._clock, self._interval, self._poll_timeout = url, clock, interval, poll_timeout
        self._digest_wait = digest_wait
        self._poll_task: asyncio.Task[None] | None = None
        self._process: asyncio.subprocess.Process | None = None
        self._timer: asyncio.TimerHandle | None = None

    def start(self) -> None:
        """Start in the running event loop and check for due feeds at once."""
        loop = asyncio.get_running_loop()
        # Counted by the event loop, so that a leap of the system's clock does not stop it.
        self._timer = loop.call_later(self._interval.total_seconds(), self.start)
        if self._poll_task is None or self._poll_task.done():
            self._poll_task = loop.create_task(self.poll_if_due())

    async def poll_if_due(self) -> None:
        """Poll once if a feed is due, and log the output; if the store can't be read, leave it to the next check."""
        try:
            due = await asyncio.to_thread(_has_due_feed, self._url, self._clock)
        except CorpusError as error:
            _LOG.warning("I can't check the feeds. %s", error)
            return
        if not due:
            return
        command = [sys.executable, *_PROGRAM, "feeds", "poll", "--end-with-parent"]
        command += ["--now", self._clock().isoformat()]
        self._process = await asyncio.create_subprocess_exec(
            *command,
            # Not in the command: a URL may hold a password, and everybody on this machine can list commands.
            env={**os.environ, DATABASE_SETTING: self._url},
            stdin=asyncio.subprocess.PIPE,  # which closes when this process ends, however it ends
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        try:
            async with asyncio.timeout(self._poll_timeout.total_seconds()):
                output = await self._read_output(self._process)
        except TimeoutError:
            await self._terminate()
            _LOG.warning("Feeds: polling took longer than %s and was ended", self._poll_timeout)
            return
        for line in output.decode("utf-8", "replace").splitlines():
            _LOG.info("Feeds: %s", line.strip())

    async def _read_output(self, process: asyncio.subprocess.Process) -> bytes:
        # Not `communicate`, which closes the standard input at once.
        output = await process.stdout.read() if process.stdout else b""
        await process.wait()
        if process.stdin:
            process.stdin.close()
        return output

    async def wait_for_feeds(self) -> None:
        """Wait for a running poll, by default at most a minute: its articles may belong in the digest."""
        if self._poll_task is not None and not self._poll_task.done():
            await asyncio.wait({self._poll_task}, timeout=self._digest_wait.total_seconds())

    async def stop(self) -> None:
        """Stop checking and end a running poll; what it has stored so far remains."""
        if self._timer is not None:
            self._timer.cancel()
        if self._poll_task is not None:
            self._poll_task.cancel()
            await asyncio.gather(self._poll_task, return_exceptions=True)
        await self._terminate()

    async def _terminate(self) -> None:
        if self._process is not None and self._process.returncode is None:
            with suppress(ProcessLookupError):
                self._process.terminate()
            await self._process.communicate()


#: How often a worker looks for due feeds.
_WORKER_INTERVAL = timedelta(minutes=1)


def run_worker_command(_args: Namespace, context: CommandContext) -> int:
    """Run ``dateline worker``: poll feeds until SIGTERM or Ctrl-C."""
    config = context.config
    check_database_url(config.database_url)
    open_store(config.database_url).close()  # raises if it can't be used
    configure_logging(config.log_level, config.log_format)
    asyncio.run(run_worker(config.database_url, SteadyClock(context.clock), _WORKER_INTERVAL))
    return 0


async def run_worker(url: str, clock: Clock, interval: timedelta = _WORKER_INTERVAL) -> None:
    """Poll the feeds that are due and that no other process polls, until SIGTERM or cancellation."""
    stop = asyncio.Event()
    with suppress(NotImplementedError):
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    polling = FeedPollingProcess(url, clock, interval)
    _LOG.info("This worker polls feeds and reads their articles.")
    polling.start()
    try:
        await stop.wait()
    finally:
        await polling.stop()


def _has_due_feed(url: str, clock: Clock) -> bool:
    with open_store(url) as store:
        return any(is_due(feed, clock()) for feed in store.list_feeds(None))


#: Seconds to wait before the next attempts to reach Discord; the last one is repeated.
_RETRY_DELAYS = (5.0, 10.0, 20.0, 40.0, 80.0, 160.0, 300.0)


async def keep_connecting(
    make_client: Callable[[], Dateline], token: str, delays: Sequence[float] = _RETRY_DELAYS
) -> None:
    """
    Connect a client and wait until it is closed; while Discord can't be reached, try again with a new client.

    Args:
        make_client: Returns a client that was not connected yet.
        token: The bot's token.
        delays: Seconds to wait before each further attempt; the last one is repeated.

    Raises:
        ConfigError: If the token is refused.
        ConnectError: If Discord refuses the bot.
        Exception: The error that ended the delivery of digests, if any.
    """
    for delay in chain(delays, repeat(delays[-1])):
        try:
            await connect(make_client(), token)
        except DiscordUnreachable as error:
            _LOG.warning("%s Trying again in %g s.", error, delay)
        else:
            return
        if await _wait_for_stop(delay):
            return


async def _wait_for_stop(seconds: float) -> bool:
    """Wait; return at once, and True, when the process receives a signal to stop."""
    stop = asyncio.Event()
    with suppress(NotImplementedError):
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    try:
        async with asyncio.timeout(seconds):
            return await stop.wait()
    except TimeoutError:
        return False


async def connect(client: Dateline, token: str) -> None:
    """
    Connect *client* and wait until it is closed; SIGTERM closes it.

    Raises:
        ConfigError: If the token is refused.
        ConnectError: If Discord refuses the bot.
        DiscordUnreachable: If Discord can't be reached.
        Exception: The error that ended the delivery of digests, if any.
    """
    loop = asyncio.get_running_loop()
    closing: list[asyncio.Task[None]] = []  # the event loop holds tasks weakly
    with suppress(NotImplementedError):  # asyncio has no signal handlers on Windows
        loop.add_signal_handler(signal.SIGTERM, lambda: closing.append(loop.create_task(client.close())))
    try:
        with translate_startup_errors():
            async with client:
                await client.start(token)
    except Exception:  # whichever part fails first
        # If the bot closes while connecting, that fails too, but `client.failure` is the reason.
        if client.failure is None:
            raise
    if client.failure is not None:
        raise client.failure


@contextmanager
def translate_startup_errors() -> Iterator[None]:
    """Raise errors of discord.py and aiohttp during startup as `ConfigError` or `ConnectError`."""
    try:
        yield
    except discord.LoginFailure as error:
        raise ConfigError(
            "DISCORD_TOKEN",
            "isn't accepted by Discord",
            f"Reset it at {DEVELOPER_PORTAL_URL} (your application, Bot, Reset Token) and put the new one into .env.",
        ) from error
    except discord.PrivilegedIntentsRequired as error:
        raise ConnectError(
            "Discord",
            "refuses an intent that this application hasn't been given",
            f"Turn it on at {DEVELOPER_PORTAL_URL} under Bot.",
        ) from error
    except discord.ConnectionClosed as error:
        raise ConnectError(
            "Discord", f"closed the connection (code {error.code})", "See the log; try again."
        ) from error
    except discord.HTTPException as error:
        if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR or error.status == HTTPStatus.TOO_MANY_REQUESTS:
            raise DiscordUnreachable(
                "Discord", f"answered with status {error.status} when I connected", "Check https://discordstatus.com."
            ) from error
        raise ConnectError("Discord", f"refused my first request ({error})") from error
    except (aiohttp.ClientError, discord.GatewayNotFound, OSError) as error:
        raise DiscordUnreachable(
            "Discord", "can't be reached", "Check the connection and https://discordstatus.com."
        ) from error
