"""The demo's run: articles arrive as its days go by, and digests with them."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import time
import webbrowser
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, cast
from zoneinfo import ZoneInfo

from bot.app import set_up_logging
from bot.assembly import build_client
from bot.books import open_books
from bot.client import Dateline
from bot.config import Config
from bot.demo.guide import post_guide
from bot.errors import DatelineError
from bot.loopback import PATIENCE, connected, served, unless_ended, upcoming
from bot.schedules import Schedule
from bot.subscriptions import Wish
from bot.testserver import TestServer, furnish
from bot.workers import Workers
from corpus import headers

ZONE = "Asia/Seoul"
START = datetime(2024, 6, 21, 8, 0, tzinfo=ZoneInfo(ZONE))
DEFAULT_PORT = 8765
MAX_PORTS_TRIED = 100
#: The channel that the page opens with.
DIGEST_CHANNEL: Final = "general"
_TOPICS = {
    DIGEST_CHANNEL: "A digest comes at 8:00. Type / to ask the bot something.",
    "briefings": "Another channel: try /digest add here.",
}
_WELCOME = """Dateline is ready to chat at {url}
Type / in the box there and try /brief; “+ 1 day” brings tomorrow's digest. Ctrl-C ends it; nothing is kept.
"""


class DemoClock:
    """A clock that starts at *start* and runs on, and that a person may move forward."""

    def __init__(self, start: datetime = START, timer: Callable[[], float] = time.monotonic) -> None:
        self._timer = timer
        self._offset = start - timedelta(seconds=timer())

    def __call__(self) -> datetime:
        """Give the present instant of the demo."""
        return self._offset + timedelta(seconds=self._timer())

    def move(self, by: timedelta) -> None:
        """Move it forward."""
        self._offset += by


def run_demo(port: int | None = None, *, open_browser: bool = False) -> int:
    """
    Run the demo until Ctrl-C, the end of its terminal, or a plain ``kill``; its folder goes with each.

    Args:
        port: Of the page on 127.0.0.1; 0 takes a free one, None the first free one from 8765 on, and says so.
        open_browser: Whether to show the page at once.

    Returns:
        0; it was told to stop.

    Raises:
        DatelineError: If the port is taken.
    """
    with suppress(KeyboardInterrupt, asyncio.CancelledError):
        asyncio.run(_run(port, open_browser=open_browser))
    return 0


async def _run(port: int | None, *, open_browser: bool) -> None:
    set_up_logging("WARNING")
    _end_in_order()
    if port is None:
        port = find_free_port(DEFAULT_PORT)
        if port != DEFAULT_PORT:
            sys.stdout.write(f"Port {DEFAULT_PORT} is taken; the demo uses port {port} instead.\n")
            sys.stdout.flush()
    async with demo(port) as (server, _):
        sys.stdout.write(_WELCOME.format(url=server.url))
        sys.stdout.flush()
        if open_browser:
            webbrowser.open(server.url)
        await asyncio.Event().wait()


def find_free_port(first: int) -> int:
    """
    Return the first port from *first* on that nobody listens on at 127.0.0.1.

    Raises:
        DatelineError: If all `MAX_PORTS_TRIED` of them are taken.
    """
    last = min(first + MAX_PORTS_TRIED - 1, 65535)
    for port in range(first, last + 1):
        with socket.socket() as probe:
            if os.name == "posix":  # as asyncio listens: a port whose last connections are still closing is free
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with suppress(OSError):
                probe.bind(("127.0.0.1", port))
                return port
    raise DatelineError(f"ports {first} to {last}", "are taken", "Choose another one with --port, or 0 for any.")


def _end_in_order() -> None:
    """Have this task called off by the signals that else end a process at once; asyncio does so at Ctrl-C."""
    task, loop = cast("asyncio.Task[None]", asyncio.current_task()), asyncio.get_running_loop()
    for name in ("SIGTERM", "SIGHUP"):
        with suppress(AttributeError, NotImplementedError):  # Windows has no SIGHUP, and no handlers here
            loop.add_signal_handler(getattr(signal, name), task.cancel)


@asynccontextmanager
async def demo(port: int = 0, clock: DemoClock | None = None) -> AsyncIterator[tuple[TestServer, Dateline]]:
    """
    Have the demo run inside the ``async with`` block, from the first digest on.

    Raises:
        DatelineError: If the port is taken, or the bot does not come up.
    """
    clock = clock or DemoClock()
    # Reading can't be called off. It is waited for before its folder goes, for it would make that anew.
    with (
        TemporaryDirectory(prefix="dateline-demo-", ignore_cleanup_errors=True) as folder,
        ThreadPoolExecutor(1) as reader,
    ):
        url = f"sqlite:///{Path(folder) / 'demo.sqlite3'}"
        workers = Workers.thread(url)
        errands = Workers.thread(url)
        client = build_client(Config(url, timezone=ZONE), workers, clock, errands)
        loop = asyncio.get_running_loop()
        arrived = loop.run_in_executor(reader, arrive, url, clock())

        async def move_clock(by: timedelta) -> None:
            # Day by day, so that none is missed; first the news, then the hour that tells them.
            while by > timedelta(0):
                step = min(by, timedelta(days=1))
                await loop.run_in_executor(reader, arrive, url, clock() + step)
                clock.move(step)
                await client.delivery.round()
                by -= step

        async def next_event() -> datetime | None:
            return await upcoming(client)

        made = TestServer(port=port, clock=clock, move_clock=move_clock, next_event=next_event)
        try:
            async with served(made, port) as server:
                furnish(server.world)
                for name, topic in _TOPICS.items():
                    server.channel(name).topic = topic
                await arrived
                _subscribe(server, url, clock())
                async with connected(client, server) as running, _arriving(reader, url, clock):
                    await unless_ended(running, server.message(DIGEST_CHANNEL, timeout=PATIENCE))
                    await post_guide(client, server.channel(DIGEST_CHANNEL).id)
                    yield server, client
        finally:
            for each in (workers, errands):
                each.close(wait=True)  # what they have open lies in that folder


@asynccontextmanager
async def _arriving(reader: ThreadPoolExecutor, url: str, clock: DemoClock) -> AsyncIterator[None]:
    """Let articles arrive as the demo's time goes by."""

    async def arrivals() -> None:
        while True:
            await asyncio.sleep(60)
            await asyncio.get_running_loop().run_in_executor(reader, arrive, url, clock())

    task = asyncio.create_task(arrivals())
    try:
        yield
    finally:
        task.cancel()


def arrive(url: str, now: datetime) -> None:
    """Read into the store at *url* the bundled articles that were published by *now*; at first, their topics too."""
    # Imported here, for the readers take a while.
    from corpus.ingest import add, load, sample_topics  # noqa: PLC0415
    from corpus.registry import bundled  # noqa: PLC0415
    from corpus.store import open_store  # noqa: PLC0415

    with as_file(files("corpus") / "sample") as folder, open_store(url) as store:
        here = [source for source in load(folder).sources if _came_out(source.text) <= now]
        first = not store.keys()
        add(store, here, bundled())
        if first:  # one that was removed since stays away
            for topic in sample_topics():
                store.keep_topic(topic)


def _came_out(text: str) -> datetime:
    """Give when a sample article is there to be read; one that names the day alone, when that day is over in Seoul."""
    header = headers.read(text)
    stated = header.published if header else None
    if not stated:
        return START
    moment = datetime.fromisoformat(stated)
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(ZONE)) + timedelta(days=1)


def _subscribe(server: TestServer, url: str, now: datetime) -> None:
    """Subscribe the channel to a digest that is due right now, so that it is not empty."""
    channel = server.channel(DIGEST_CHANNEL)
    schedule = Schedule((now.astimezone(ZoneInfo(ZONE)).time().replace(second=0, microsecond=0),), ZONE)
    books = open_books(url)
    try:
        books.roll.add(Wish(str(channel.guild), channel.id, schedule), now - timedelta(minutes=1))
    finally:
        books.close()
