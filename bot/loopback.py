"""The bot on a test server of this machine, both in one process: for the demo, for a terminal, for developers."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.app import Polling, set_up_logging, translated
from bot.assembly import build_client
from bot.client import Dateline
from bot.clock import Clock, system_clock
from bot.commands.digests import wording
from bot.config import Config
from bot.database import path_of
from bot.errors import DatelineError
from bot.testserver import TestServer, furnish, point_client_at
from bot.workers import Workers

#: Seconds that the slowest machine may take to come up.
PATIENCE = 60.0
_RUNNING = """The bot runs on a test server at {url}
It has your articles and the network; its servers, channels and messages are kept in {folder}. Ctrl-C ends it.
"""


@asynccontextmanager
async def served(server: TestServer, port: int) -> AsyncIterator[TestServer]:
    """
    Have *server* listen and discord.py look for Discord there, inside the ``async with`` block.

    Raises:
        DatelineError: If *port* is taken.
    """
    try:
        await server.start()
    except OSError as error:
        raise DatelineError(f"port {port}", "is taken", "Choose another one with --port, or 0 for any.") from error
    try:
        with point_client_at(server.url):
            yield server
    finally:
        await server.stop()


@asynccontextmanager
async def connected(client: Dateline, server: TestServer) -> AsyncIterator[asyncio.Task[None]]:
    """
    Have *client* connected to *server* inside the ``async with`` block; gives the task that runs it.

    Raises:
        DatelineError: If the bot does not come up, or fails later.
    """
    async with client:
        running = asyncio.create_task(client.start(server.token))
        # Looked at here, too: nobody waits for a bot that is called off while it connects.
        running.add_done_callback(lambda task: task.cancelled() or task.exception())
        with translated():
            await unless_ended(running, server.ready(PATIENCE))
        yield running
    with translated():
        await running
    if client.failure is not None:
        raise client.failure


async def unless_ended(running: asyncio.Task[None], wanted: Coroutine[Any, Any, object]) -> None:
    """
    Wait for what is *wanted*, but not for a bot that has ended.

    Raises:
        Exception: Whatever ended the bot.
        asyncio.CancelledError: If it ended of its own accord.
    """
    waiting = asyncio.create_task(wanted)
    done, _ = await asyncio.wait({running, waiting}, return_when=asyncio.FIRST_COMPLETED)
    if running in done:
        waiting.cancel()
        await running
    await waiting


async def upcoming(client: Dateline) -> datetime | None:
    """Tell when the next digest is due by the bot's clock, or None where none is asked for."""
    now = client.clock()
    standing = await client.books.do(lambda books: books.roll.standing())
    slots = (wording.upcoming(one, now) for one in standing if not one.suspended)
    return min((slot.instant for slot in slots if slot), default=None)


def beside(config: Config) -> Path:
    """Give the folder, beside the store, in which the test server's world and the bot's books for it are kept."""
    database = Path(path_of(config.database_url))
    return database.with_name(f"{database.stem}-test-server")


def apart(config: Config, books: Path) -> Config:
    """
    Give *config* for a bot that must not meet Discord, and whose subscriptions and ledger are in the file *books*.

    The true ones are left alone: what is posted to a test server would else count as posted.
    """
    return replace(config, database_url=f"sqlite:///{books}", token=None, test_guild=None, digest_channel=None)


@asynccontextmanager
async def rehearsal(
    config: Config,
    workers: Workers,
    clock: Callable[[], datetime],
    *,
    port: int = 0,
    state: Path | None = None,
    books: Path,
) -> AsyncIterator[tuple[TestServer, Dateline]]:
    """
    Have the bot, with the articles that *workers* hold, on a test server inside the ``async with`` block.

    Args:
        config: Where the store is, and how the bot is to run.
        workers: Who ranks; they stay the caller's to close.
        clock: What time it is.
        port: Of the page on 127.0.0.1; 0 takes a free one.
        state: The file that keeps the server's world; None keeps nothing.
        books: The file for the bot's own subscriptions, ledger and settings there.

    Raises:
        DatelineError: If the port or a file is taken, or the bot does not come up.
    """
    client = build_client(apart(config, books), workers, clock, Workers.processes(config.database_url))
    made = TestServer(port=port, clock=clock, state=state)
    if made.fresh:
        furnish(made.world)
    async with served(made, port) as server, connected(client, server):
        yield server, client


def run_on_test_server(config: Config, port: int = 8765, clock: Clock = system_clock) -> int:
    """
    Run the bot on the operator's own corpus and a test server until it is told to stop.

    Raises:
        DatelineError: If the port or a file is taken, or the bot does not come up.
        StoreError: If the articles can't be opened.
    """
    set_up_logging(config.log_level)
    asyncio.run(_run(config, port, clock))
    return 0


async def _run(config: Config, port: int, clock: Clock) -> None:
    folder, stop = beside(config), asyncio.Event()
    with suppress(NotImplementedError):  # Windows has no signal handlers here
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    workers, polling = Workers.processes(config.database_url, config.workers), Polling(config.database_url, clock)
    world, books = folder / "world.sqlite3", folder / "books.sqlite3"
    try:
        await workers.warm()
        async with rehearsal(config, workers, clock, port=port, state=world, books=books) as (server, client):
            client.delivery.quiet = polling.quiet
            polling.start()
            sys.stdout.write(_RUNNING.format(url=server.url, folder=folder))
            sys.stdout.flush()
            await stop.wait()
    finally:
        await polling.stop()
        workers.close()
