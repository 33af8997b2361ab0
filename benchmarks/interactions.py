"""
How soon the bot answers when many people use it at once, while digests are posted and articles are read.

The bot runs on a test server in this process, with workers of its own; many members of many servers use a command at
the same moment, a digest becomes due in every server, and another process reads articles into the same store. Discord
gives up on what is not acknowledged within 3 seconds. The figures hold what the test server itself takes.

Data: none is needed, articles are made up here. With ``--data`` a folder of plain-text articles, one a file, in any
folders below it: those of the BBC News Summary collection (public repository ``Miguel-G-Soares/PRI_proj1``).

Usage: python benchmarks/interactions.py [--data DIR] [--interactions N] [--servers N] [--articles N] [--workers N]
       [--json]
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from statistics import median, quantiles

from _report import get_data_folder, print_rows

from bot.cli.local_runner import connected_client, serving
from bot.cli.runner import build_client, configure_logging, prepare_workers
from bot.client.client import Dateline
from bot.client.config import Config
from bot.db import open_database
from bot.models.digest import DigestOptions
from bot.models.message import Accent
from bot.models.schedule import Schedule
from bot.services.worker_pool import WorkerPool
from bot.testserver import ChatMessage, SimulatedUser, TestServer
from bot.testserver.state.events import Interaction, ServerEvent
from bot.testserver.state.state import ServerState

#: Seconds from one heartbeat to the next; Discord asks for one every 41.
HEARTBEAT_SECONDS = 2.0
_ANSWER_TIMEOUT = 600.0
_NAMES = ("Vladimir Putin", "Kim Jong-un", "Seoul", "Pyongyang", "Hanoi", "Tokyo", "Jens Stoltenberg", "NATO")
_ACTIONS = ("signed a treaty with", "warned", "met", "sent an envoy to", "rejected the terms of", "called on")
_COMMANDS = (
    ("brief", {"topic": "treaty"}),
    ("who", {"actor": "Vladimir Putin"}),
    ("when", {"date": "19 June 2024"}),
    ("ask", {"question": "Who signed a treaty with Hanoi?"}),
)


#: A program that reads articles while other processes go first.
_READ_LAST = (
    "import sys; from bot.cli.ingest_commands import lower_priority; from bot.cli.main import main;"
    " lower_priority(); sys.exit(main(sys.argv[1:]))"
)


@dataclass(frozen=True)
class LoadFigures:
    """
    What was measured; times in seconds.

    Attributes:
        acknowledged: Interactions acknowledged at all, of those *sent*.
        median: To the acknowledgement, as are *p99* and *longest*.
        answered: Interactions whose answer came.
        answer_median: To the answer, as are *answer_p99* and *answer_longest*.
        failed: Those among them whose answer was an error's.
        digests: Servers whose digest was posted.
        articles: Articles that were read meanwhile.
        silence: The longest from one heartbeat to the next.
    """

    sent: int
    acknowledged: int
    median: float
    p99: float
    longest: float
    answered: int
    answer_median: float
    answer_p99: float
    answer_longest: float
    failed: int
    digests: int
    articles: int
    silence: float


def run_benchmark() -> int:
    """Measure and print; 1 where a bar is missed, 2 where the data are absent."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("--data", type=Path)
    parser.add_argument("--interactions", type=int, default=200)
    parser.add_argument("--servers", type=int, default=50)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    if given.data and not list_articles(get_data_folder("interactions.py", given.data)):
        print(f"{given.data}: no folder of text files (see the docstring)", file=sys.stderr)
        return 2
    given.data = given.data and get_data_folder("interactions.py", given.data)
    configure_logging("ERROR")
    with tempfile.TemporaryDirectory(prefix="dateline-load-") as folder:
        figures = asyncio.run(measure_load(Path(folder), given))
    if given.json:
        print(json.dumps(asdict(figures)))
        return 0
    print(f"{figures.sent} interactions at once in {given.servers} servers, {given.workers} worker(s);")
    print(f"   median {figures.median:.2f} s to the acknowledgement, {figures.answer_median:.2f} s to the answer,")
    print(f"   {figures.articles} articles read meanwhile")
    return print_rows(
        "interactions.py",
        {
            "p99": (figures.p99, figures.longest),
            "acknowledged": (100 * figures.acknowledged / figures.sent, figures.sent),
            "answer p99": (figures.answer_p99, figures.answer_longest),
            "answered": (100 * (figures.answered - figures.failed) / figures.sent, figures.sent),
            "digests": (100 * figures.digests / given.servers, given.servers),
            "silence": figures.silence,
        },
    )


class MovableClock:
    """A clock that can be moved on, to the minute at which all digests are due."""

    def __init__(self) -> None:
        self.ahead = timedelta()
        self.start = datetime(2024, 6, 21, 7, 59, 30, tzinfo=UTC) - datetime.now(UTC)

    def __call__(self) -> datetime:
        """Return the moment."""
        return datetime.now(UTC) + self.start + self.ahead


async def measure_load(folder: Path, given: argparse.Namespace) -> LoadFigures:
    """Set everything up, let it all happen at once, and count."""
    url, clock = f"sqlite:///{folder / 'store.sqlite3'}", MovableClock()
    for seed, name in enumerate(("before", "meanwhile")):
        if given.data:
            copy_articles(folder / name, list_articles(given.data)[seed::2][: given.articles])
        else:
            write_articles(folder / name, given.articles, seed)
    await asyncio.to_thread(_add_articles, url, folder / "before")
    world, members = build_state(clock, given.servers, -(-given.interactions // given.servers))
    subscribe_channels(url, world, clock())
    workers = WorkerPool.with_processes(url, given.workers)
    client = build_client(Config(url, workers=given.workers), workers, clock, WorkerPool.with_processes(url))
    server = TestServer(clock=clock, state=world)
    server.gateway.heartbeat_ms = int(HEARTBEAT_SECONDS * 1000)
    try:
        await workers.ensure_open()
        await prepare_workers(workers)
        async with serving(server, 0), connected_client(client, server):
            return await _run_at_once(client, server, members[: given.interactions], url, folder / "meanwhile", clock)
    finally:
        workers.close()


async def _run_at_once(
    client: Dateline, server: TestServer, members: list[SimulatedUser], url: str, folder: Path, clock: MovableClock
) -> LoadFigures:
    world = server.world
    times = AnswerTimes(world)
    reading = asyncio.create_task(asyncio.to_thread(_add_articles, url, folder))
    await asyncio.sleep(2.0)  # until that process reads
    await asyncio.sleep(HEARTBEAT_SECONDS)
    world.event_bus.subscribe(times.hear)
    clock.ahead = timedelta(minutes=1)
    client.delivery.wake()
    for number, member in enumerate(members):
        command, options = _COMMANDS[number % len(_COMMANDS)]
        member.run_slash_command(command, options)
    with suppress(TimeoutError):
        await world.event_bus.wait(
            lambda: len(times.list_answered()) >= len(members) or None, _ANSWER_TIMEOUT, "answers"
        )
        await world.event_bus.wait(
            lambda: _count_digests(world) >= len(world.guilds) or None, _ANSWER_TIMEOUT, "digests"
        )
    added = await reading
    waited, answered = times.acknowledged, times.list_answered()
    return LoadFigures(
        sent=len(members),
        acknowledged=len(waited),
        median=median(waited or [0.0]),
        p99=compute_p99(waited),
        longest=max(waited, default=0.0),
        answered=len(answered),
        answer_median=median(answered or [0.0]),
        answer_p99=compute_p99(answered),
        answer_longest=max(answered, default=0.0),
        failed=len(answered) - times.count_answered(),
        digests=_count_digests(world),
        articles=added,
        silence=server.gateway.longest_silence,
    )


class AnswerTimes:
    """
    How long members waited, in seconds of the server's timer.

    Attributes:
        acknowledged: Of each interaction that was acknowledged, the time until then.
    """

    def __init__(self, world: ServerState) -> None:
        self._world = world
        self.acknowledged = list[float]()
        self._completed: dict[int, float] = {}

    def hear(self, event: ServerEvent) -> None:
        """Record an *event* of the server."""
        held = event.subject
        if isinstance(held, Interaction):
            if event.name == "interaction_acknowledged":
                self.acknowledged.append(self._world.timer() - held.started)
        elif isinstance(held, ChatMessage) and held.author.bot and not held.loading:
            self._completed.setdefault(held.id, self._world.timer())

    def list_answered(self) -> list[float]:
        """Return of each interaction that was answered the time until then."""
        return [
            self._completed[one.original.id] - one.started
            for one in self._world.interactions_by_id.values()
            if one.original and one.original.id in self._completed
        ]

    def count_answered(self) -> int:
        """Return how many were answered with something else than an error."""
        originals = [one.original for one in self._world.interactions_by_id.values() if one.original]
        return sum(one.id in self._completed and not _is_error(one) for one in originals)


def compute_p99(seconds: Sequence[float]) -> float:
    """Return the time within which 99 of 100 came; 0 for less than two."""
    return quantiles(seconds, n=100, method="inclusive")[98] if len(seconds) > 1 else 0.0


def _is_error(message: ChatMessage) -> bool:
    return any(one.get("accent_color") == Accent.ERROR for one in message.components)


def _count_digests(world: ServerState) -> int:
    return sum(
        any(one.author.bot and not one.called and one.webhook is None for one in world.messages[place.id].values())
        for place in world.channels.values()
    )


def build_state(clock: MovableClock, servers: int, members: int) -> tuple[ServerState, list[SimulatedUser]]:
    """Make so many servers with a channel each; give so many members of each, one of every server first."""
    world = ServerState(clock)
    rows: list[list[SimulatedUser]] = []
    for number in range(servers):
        users = [world.add_user(f"Member {number}-{one}") for one in range(members)]
        guild = world.add_guild(f"Server {number}", users[0])
        for user in users[1:]:
            world.add_member(guild, user)
        world.add_channel(guild, "general")
        rows.append([SimulatedUser(world, user, guild) for user in users])
    return world, [row[one] for one in range(members) for row in rows]


def subscribe_channels(url: str, world: ServerState, now: datetime) -> None:
    """Ask for a digest in every channel, at the next full minute."""
    due = (now + timedelta(minutes=1)).time().replace(second=0, microsecond=0)
    books = open_database(url)
    try:
        for place in world.channels.values():
            schedule = Schedule((time(due.hour, due.minute),), "UTC")
            books.subscriptions.add(DigestOptions(str(place.guild), place.id, schedule), now - timedelta(minutes=1))
    finally:
        books.close()


def list_articles(data: Path) -> list[Path]:
    """List the articles below *data*, their summaries left out."""
    return sorted(path for path in data.rglob("*.txt") if "ummaries" not in str(path))


def copy_articles(folder: Path, articles: Sequence[Path]) -> None:
    """Copy *articles* into a folder of their own."""
    folder.mkdir(parents=True)
    for number, path in enumerate(articles):
        (folder / f"{number}.txt").write_bytes(path.read_bytes())


def write_articles(folder: Path, number: int, seed: int) -> None:
    """Make up so many articles, a file each, of names and deeds."""
    chance = random.Random(seed)
    folder.mkdir(parents=True)
    for count in range(number):
        day = 10 + count % 10
        deeds = [(chance.choice(_NAMES), chance.choice(_ACTIONS), chance.choice(_NAMES)) for _ in range(12)]
        lines = [
            f"{who} {did} {whom} on {10 + line % 10} June 2024, officials said in report {seed}-{count}-{line}."
            for line, (who, did, whom) in enumerate(deeds)
        ]
        head = f"{chance.choice(_NAMES)} in the news, edition {seed}-{count}\n\n{day} June 2024\n\n"
        (folder / f"made-{seed}-{count}.txt").write_text(head + "\n\n".join(lines) + "\n", "utf-8")


def _add_articles(url: str, folder: Path) -> int:
    """Read *folder* in a process of its own, which goes last, as that of the feeds; return how many articles it has."""
    command = [sys.executable, "-c", _READ_LAST, "--database", url, "add", str(folder)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return len(list(folder.iterdir()))


if __name__ == "__main__":
    sys.exit(run_benchmark())
