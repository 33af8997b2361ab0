"""
How long ten thousand channels wait for a digest that is due in all of them at the same minute, and what the bot takes.

The test server holds the bot to Discord's 50 requests a second, so 10,000 digests take at least 200 seconds. The bot
runs in a process of its own, whose memory is counted, with one worker beside it; members use commands all the while.

A hundred channels are of one server; with ``--servers`` every channel has a server to itself. Forty articles are made
up. Or, with ``--servers`` and ``--data``, they are those of a folder of plain-text articles, one a file, in any folders
below it, for example those of the BBC News Summary collection (public repository ``Miguel-G-Soares/PRI_proj1``); they
are read first, which ``--store FILE`` spares the next run.

With ``--database postgresql://…``, an empty database, the bot's tables and the articles lie there.

Usage: python benchmarks/fanout.py [--channels N | --servers N [--data DIR] [--store FILE]] [--database URL] [--json]
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import os
import resource
import shutil
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import cycle
from multiprocessing.synchronize import Event as Flag
from pathlib import Path

from _report import get_data_folder, print_rows
from _table import RUNS
from _table.runs import FANOUT_SERVERS
from interactions import (
    AnswerTimes,
    build_state,
    compute_p99,
    copy_articles,
    list_articles,
    subscribe_channels,
    write_articles,
)

from bot.cli.local_runner import wait_unless_ended
from bot.cli.runner import build_client, configure_logging, prepare_workers
from bot.client.config import Config
from bot.services.engine import QueryEngine
from bot.services.worker_pool import WorkerPool
from bot.testserver import SimulatedUser, TestServer, patch_discord_urls
from bot.testserver.state.events import ServerEvent
from corpus.pipeline import add_sources
from corpus.sources.files import load_sources

#: Requests a second that Discord allows.
MAX_REQUESTS_PER_SECOND = 50
#: The status of a request over the limit.
TOO_MANY_REQUESTS_STATUS = 429
_CHANNELS_PER_GUILD = 100
_ARTICLE_COUNT = 40
_Command = tuple[str, dict[str, str | int | float | bool]]
_COMMANDS: Sequence[_Command] = (
    ("who", {"actor": "Vladimir Putin"}),
    ("when", {"date": "19 June 2024"}),
    ("help", {}),
)
#: The commands where the articles are given.
_NEWS_COMMANDS: Sequence[_Command] = (
    ("who", {"actor": "Tony Blair"}),
    ("when", {"date": "5 May 2005"}),
    ("ask", {"question": "What did Gordon Brown say about taxes?"}),
    ("brief", {"topic": "election"}),
    ("help", {}),
)
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
        first: From the due instant to the first one.
        taken: From the due instant to the last one.
        asked: Commands used meanwhile.
        acknowledged: Commands acknowledged.
        answered: Commands answered without an error.
        p99: Time to the acknowledgement, 99 of 100.
        answer_p99: Time to the answer, 99 of 100.
        limited: Requests that were answered 429.
        megabytes: Peak of the bot's process.
    """

    channels: int
    posted: int
    repeated: int
    first: float
    taken: float
    asked: int
    acknowledged: int
    answered: int
    p99: float
    answer_p99: float
    limited: int
    megabytes: float


def run_benchmark() -> int:
    """Measure and print; 1 where a bar is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("--data", type=Path)
    parser.add_argument("--channels", type=int, default=10_000)
    parser.add_argument("--servers", type=int, help="so many channels, each in a server of its own")
    parser.add_argument("--store", type=Path, help="where the store of the articles in --data is kept")
    parser.add_argument("--database", default="", help="URL of an empty PostgreSQL database")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    configure_logging("ERROR")
    articles = list_articles(get_data_folder(FANOUT_SERVERS[0].command, given.data)) if given.data else []
    if given.servers and given.data and not articles:
        print(f"{given.data}: no folder of text files (see the docstring)", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="dateline-fanout-") as folder:
        url = _prepare_store(Path(folder), articles if given.servers else [], given.store, given.database)
        crowd = Crowd(given.servers or given.channels, 1 if given.servers else _CHANNELS_PER_GUILD)
        commands = _NEWS_COMMANDS if given.servers and articles else _COMMANDS
        figures = asyncio.run(measure_fanout(url, crowd, commands))
    command = f"fanout.py --servers {given.servers}" if given.servers else "fanout.py"
    if given.json or given.database or command not in RUNS:
        print(json.dumps(asdict(figures)))
        return 0
    return print_rows(
        command,
        {
            "taken": (figures.taken * MAX_REQUESTS_PER_SECOND / figures.channels, figures.taken),
            "first": figures.first,
            "posted": (100 * figures.posted / figures.channels, figures.channels),
            "repeated": figures.repeated,
            "acknowledged": (100 * figures.acknowledged / figures.asked, figures.asked),
            "p99": figures.p99,
            "answered": (100 * figures.answered / figures.asked, figures.asked),
            "answer p99": figures.answer_p99,
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


@dataclass(frozen=True, slots=True)
class Crowd:
    """
    Who gets a digest.

    Attributes:
        channels: How many channels.
        together: How many of them are of one server.
    """

    channels: int
    together: int


@dataclass(slots=True)
class _Load:
    """What is heard from the server while digests are posted: channels reached, and the commands' times."""

    clock: ShiftedClock
    due: datetime
    times: AnswerTimes
    reached: set[int] = field(default_factory=set)
    first: float = 0.0
    taken: float = 0.0
    asked: int = 0

    def hear(self, event: ServerEvent) -> None:
        """Record an *event*."""
        self.times.hear(event)
        if event.name == "MESSAGE_CREATE" and not getattr(event.subject, "called", None):
            if not self.reached:
                self.first = (self.clock() - self.due).total_seconds()
            self.reached.add(getattr(event.subject, "channel", 0))


def _prepare_store(folder: Path, articles: Sequence[Path], kept: Path | None, database: str) -> str:
    """
    Return the URL of a store of *articles*, or of made ones.

    Args:
        folder: A folder for what is needed.
        articles: The articles, if any.
        kept: The file of which it is a copy, built if need be; not for a server.
        database: URL of the server's database that is filled; ``""`` for a file in *folder*.
    """
    path = folder / "store.sqlite3"
    if database or kept is None or not kept.exists():
        if articles:
            copy_articles(folder / "articles", articles)
        else:
            write_articles(folder / "articles", _ARTICLE_COUNT, 0)
        with QueryEngine.open(database or f"sqlite:///{kept or path}") as engine:
            add_sources(engine.store, load_sources(folder / "articles").sources, engine.registry)
    if kept is not None and not database:
        shutil.copy(kept, path)
    return database or f"sqlite:///{path}"


async def measure_fanout(url: str, crowd: Crowd, commands: Sequence[_Command]) -> FanoutFigures:
    """Subscribe so many channels, start the bot in a process of its own, and count until all have their digest."""
    clock = ShiftedClock(datetime(2024, 6, 21, 7, 59, 0, tzinfo=UTC))
    world, members = build_state(clock, -(-crowd.channels // crowd.together), 1)
    for number in range(crowd.channels - len(world.channels)):
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
        load = await _wait_until_posted(server, members, crowd.channels, clock, commands)
        ended.set()
        megabytes = await asyncio.to_thread(peak.get)
        await asyncio.to_thread(process.join)
    posted = [
        sum(one.author.bot and not one.called for one in world.messages[place].values()) for place in world.channels
    ]
    return FanoutFigures(
        channels=crowd.channels,
        posted=sum(count > 0 for count in posted),
        repeated=sum(count > 1 for count in posted),
        first=load.first,
        taken=load.taken,
        asked=load.asked,
        acknowledged=len(load.times.acknowledged),
        answered=load.times.count_answered(),
        p99=compute_p99(load.times.acknowledged),
        answer_p99=compute_p99(load.times.list_answered()),
        limited=len(limited),
        megabytes=megabytes,
    )


async def _wait_until_posted(
    server: TestServer, members: list[SimulatedUser], channels: int, clock: ShiftedClock, commands: Sequence[_Command]
) -> _Load:
    """Have members use *commands* until every channel has its digest, and return what was heard meanwhile."""
    world = server.world
    due = datetime(2024, 6, 21, 8, 0, tzinfo=UTC)
    load = _Load(clock, due, AnswerTimes(world))
    world.event_bus.subscribe(load.hear)
    patience = channels / MAX_REQUESTS_PER_SECOND * 3 + 60
    for number, member in zip(range(int(patience / _COMMAND_INTERVAL)), cycle(members), strict=False):
        if len(load.reached) >= channels:
            break
        if clock() > due:
            command, options = commands[number % len(commands)]
            member.run_slash_command(command, options)
            load.asked += 1
        await asyncio.sleep(_COMMAND_INTERVAL)
    load.taken = (clock() - due).total_seconds()
    with suppress(TimeoutError):
        await world.event_bus.wait(lambda: len(load.times.list_answered()) >= load.asked or None, 30.0, "answers")
    return load


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
    preparing = asyncio.create_task(prepare_workers(workers))
    client = build_client(Config(url), workers, lambda: datetime.now(UTC) + ahead, WorkerPool.with_processes(url))
    with patch_discord_urls(address):
        async with client:
            running = asyncio.create_task(client.start(token))
            await wait_unless_ended(running, asyncio.to_thread(ended.wait))
        await running
    preparing.cancel()
    workers.close()


if __name__ == "__main__":
    sys.exit(run_benchmark())
