"""
How long ten thousand channels wait for a digest that is due in all of them at the same minute, and what the bot takes.

The test server holds the bot to Discord's 50 requests a second, so 10,000 digests take at least 200 seconds. The bot
runs in a process of its own, whose memory is counted, with one worker beside it; members use commands all the while.

It makes up its articles and needs no data; ``--data`` is taken, and may be left out, so that it runs like the others.

Usage: python benchmarks/fanout.py [--channels N] [--json]
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import os
import resource
import sys
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from itertools import cycle
from multiprocessing.synchronize import Event as Flag
from pathlib import Path
from statistics import quantiles

from _report import print_rows
from interactions import build_state, subscribe_channels, write_articles

from bot.cli.local_runner import wait_unless_ended
from bot.cli.runner import build_client, configure_logging
from bot.client.config import Config
from bot.services.engine import QueryEngine
from bot.services.worker_pool import WorkerPool
from bot.testserver import SimulatedUser, TestServer, patch_discord_urls
from bot.testserver.state.events import Interaction, ServerEvent
from corpus.pipeline import add_sources
from corpus.sources.files import load_sources

#: Requests a second that Discord allows.
MAX_REQUESTS_PER_SECOND = 50
#: The status of a request over the limit.
TOO_MANY_REQUESTS_STATUS = 429
_CHANNELS_PER_GUILD = 100
_ARTICLE_COUNT = 40
_COMMANDS = (("who", {"actor": "Vladimir Putin"}), ("when", {"date": "19 June 2024"}), ("help", {}))
#: Seconds between two members' commands.
_COMMAND_INTERVAL = 0.5


@dataclass(frozen=True)
class FanoutFigures:
    """
    What was measured; times in seconds.

    Attributes:
        channels: Channels with a digest due.
        posted: Digests posted.
        repeated: Channels that got more than one.
        taken: From the due instant to the last one.
        asked: Commands used meanwhile.
        acknowledged: Commands acknowledged.
        p99: Time to the acknowledgement, 99 of 100.
        limited: Requests that were answered 429.
        megabytes: Peak of the bot's process.
    """

    channels: int
    posted: int
    repeated: int
    taken: float
    asked: int
    acknowledged: int
    p99: float
    limited: int
    megabytes: float


def run_benchmark() -> int:
    """Measure and print; 1 where a bar is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("--data", type=Path)
    parser.add_argument("--channels", type=int, default=10_000)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    configure_logging("ERROR")
    with tempfile.TemporaryDirectory(prefix="dateline-fanout-") as folder:
        figures = asyncio.run(measure_fanout(Path(folder), given.channels))
    if given.json:
        print(json.dumps(asdict(figures)))
        return 0
    return print_rows(
        "fanout.py",
        {
            "taken": (figures.taken * MAX_REQUESTS_PER_SECOND / figures.channels, figures.taken),
            "posted": (100 * figures.posted / figures.channels, figures.channels),
            "repeated": figures.repeated,
            "acknowledged": (100 * figures.acknowledged / figures.asked, figures.asked),
            "p99": figures.p99,
            "megabytes": figures.megabytes,
            "limited": figures.limited,
        },
    )


class ShiftedClock:
    """The real clock, moved so that the digests are due in some seconds."""

    def __init__(self, now: datetime) -> None:
        self.ahead = now - datetime.now(UTC)

    def __call__(self) -> datetime:
        """Return the moment."""
        return datetime.now(UTC) + self.ahead


async def measure_fanout(folder: Path, channels: int) -> FanoutFigures:
    """Subscribe so many channels, start the bot in a process of its own, and count until all have their digest."""
    url = f"sqlite:///{folder / 'store.sqlite3'}"
    write_articles(folder / "articles", _ARTICLE_COUNT, 0)
    with QueryEngine.open(url) as desk:
        add_sources(desk.store, load_sources(folder / "articles").sources, desk.registry)
    clock = ShiftedClock(datetime(2024, 6, 21, 7, 59, 0, tzinfo=UTC))
    world, members = build_state(clock, -(-channels // _CHANNELS_PER_GUILD), 1)
    for number in range(channels - len(world.channels)):
        guild = members[number % len(members)].guild
        assert guild is not None
        world.add_channel(guild, f"news-{number}")
    subscribe_channels(url, world, clock())
    server = TestServer(clock=clock, state=world)
    context = multiprocessing.get_context("spawn")
    ended, peak = context.Event(), context.SimpleQueue()
    limited = list[str]()
    server.rest.recorders.append(
        lambda exchange: (
            limited.append(exchange.template or "") if exchange.status == TOO_MANY_REQUESTS_STATUS else None
        )
    )
    async with server:
        clock.ahead = datetime(2024, 6, 21, 7, 59, 50, tzinfo=UTC) - datetime.now(UTC)
        process = context.Process(target=_run_bot, args=(server.url, server.token, url, clock.ahead, ended, peak))
        process.start()
        await server.wait_until_ready(120.0)
        taken, waited, asked = await _wait_until_posted(server, members, channels, clock)
        ended.set()
        megabytes = await asyncio.to_thread(peak.get)
        await asyncio.to_thread(process.join)
    posted = [
        sum(one.author.bot and not one.called for one in world.messages[place].values()) for place in world.channels
    ]
    p99 = quantiles(waited, n=100, method="inclusive")[98] if len(waited) > 1 else 0.0
    return FanoutFigures(
        channels=channels,
        posted=sum(count > 0 for count in posted),
        repeated=sum(count > 1 for count in posted),
        taken=taken,
        asked=asked,
        acknowledged=len(waited),
        p99=p99,
        limited=len(limited),
        megabytes=megabytes,
    )


async def _wait_until_posted(
    server: TestServer, members: list[SimulatedUser], channels: int, clock: ShiftedClock
) -> tuple[float, list[float], int]:
    """Have members use commands until every channel has its digest; give seconds taken, those waited, and how many."""
    world, waited, reached, asked = server.world, list[float](), set[int](), 0

    def hear(event: ServerEvent) -> None:
        held = event.subject
        if event.name == "interaction_acknowledged" and isinstance(held, Interaction):
            waited.append(world.timer() - held.started)
        elif event.name == "MESSAGE_CREATE" and not getattr(held, "called", None):
            reached.add(getattr(held, "channel", 0))

    world.event_bus.subscribe(hear)
    due = datetime(2024, 6, 21, 8, 0, tzinfo=UTC)
    patience = channels / MAX_REQUESTS_PER_SECOND * 3 + 60
    for number, member in zip(range(int(patience / _COMMAND_INTERVAL)), cycle(members), strict=False):
        if len(reached) >= channels:
            break
        if clock() > due:
            command, options = _COMMANDS[number % len(_COMMANDS)]
            member.run_slash_command(command, options)
            asked += 1
        await asyncio.sleep(_COMMAND_INTERVAL)
    taken = (clock() - due).total_seconds()
    with suppress(TimeoutError):
        await world.event_bus.wait(lambda: len(waited) >= asked or None, 30.0, "acknowledgements")
    return taken, waited, asked


def _run_bot(address: str, token: str, url: str, ahead: timedelta, ended: Flag, peak: object) -> None:
    """Run the bot until *ended*, and put the MB of its process into *peak*."""
    configure_logging("ERROR")
    asyncio.run(_run_client(address, token, url, ahead, ended))
    peak.put(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)  # type: ignore[attr-defined]
    # A process of multiprocessing waits for its children before it tells them to end, and may wait for ever.
    os._exit(0)


async def _run_client(address: str, token: str, url: str, ahead: timedelta, ended: Flag) -> None:
    workers = WorkerPool.with_processes(url)
    await workers.ensure_open()
    client = build_client(Config(url), workers, lambda: datetime.now(UTC) + ahead, WorkerPool.with_processes(url))
    with patch_discord_urls(address):
        async with client:
            running = asyncio.create_task(client.start(token))
            await wait_unless_ended(running, asyncio.to_thread(ended.wait))
        await running
    workers.close()


if __name__ == "__main__":
    sys.exit(run_benchmark())
