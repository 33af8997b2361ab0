"""
How soon the bot acknowledges when many people use it at once, while digests are posted and articles are read.

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
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from statistics import quantiles

from _report import below, report

from bot.app import set_up_logging
from bot.assembly import build_client
from bot.books import open_books
from bot.client import Dateline
from bot.config import Config
from bot.loopback import connected, served
from bot.messages import Accent
from bot.schedules import Schedule
from bot.subscriptions import Wish
from bot.testserver import Actor, Message, TestServer, World
from bot.testserver.world.events import Event
from bot.testserver.world.interactions import Interaction
from bot.workers import Workers

#: Seconds from one heartbeat to the next; Discord asks for one every 41.
HEARTBEAT = 2.0
_PATIENCE = 600.0
_NAMES = ("Vladimir Putin", "Kim Jong-un", "Seoul", "Pyongyang", "Hanoi", "Tokyo", "Jens Stoltenberg", "NATO")
_DEEDS = ("signed a treaty with", "warned", "met", "sent an envoy to", "rejected the terms of", "called on")
_COMMANDS = (
    ("brief", {"topic": "treaty"}),
    ("who", {"actor": "Vladimir Putin"}),
    ("when", {"date": "19 June 2024"}),
    ("ask", {"question": "Who signed a treaty with Hanoi?"}),
)


@dataclass(frozen=True)
class Figures:
    """
    What was measured; times in seconds.

    Attributes:
        acknowledged: Interactions acknowledged at all, of those *sent*.
        median: To the acknowledgement, as are *p99* and *longest*.
        answered: Interactions whose answer came.
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
    failed: int
    digests: int
    articles: int
    silence: float


def main() -> int:
    """Measure and print; 1 where a bar is missed, 2 where the data are absent."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("--data", type=Path)
    parser.add_argument("--interactions", type=int, default=200)
    parser.add_argument("--servers", type=int, default=50)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    if given.data and not articles_in(below("interactions.py", given.data)):
        print(f"{given.data}: no folder of text files (see the docstring)", file=sys.stderr)
        return 2
    given.data = given.data and below("interactions.py", given.data)
    set_up_logging("ERROR")
    with tempfile.TemporaryDirectory(prefix="dateline-load-") as folder:
        figures = asyncio.run(measure(Path(folder), given))
    if given.json:
        print(json.dumps(asdict(figures)))
        return 0
    print(f"{figures.sent} interactions at once in {given.servers} servers, {given.workers} worker(s);")
    print(f"   median {figures.median:.2f} s to the acknowledgement, {figures.articles} articles read meanwhile")
    return report(
        "interactions.py",
        {
            "p99": (figures.p99, figures.longest),
            "acknowledged": (100 * figures.acknowledged / figures.sent, figures.sent),
            "answered": (100 * (figures.answered - figures.failed) / figures.sent, figures.sent),
            "digests": (100 * figures.digests / given.servers, given.servers),
            "silence": figures.silence,
        },
    )


class Hands:
    """A clock that can be moved on, to the minute at which all digests are due."""

    def __init__(self) -> None:
        self.ahead = timedelta()
        self.start = datetime(2024, 6, 21, 7, 59, 30, tzinfo=UTC) - datetime.now(UTC)

    def __call__(self) -> datetime:
        """Give the moment."""
        return datetime.now(UTC) + self.start + self.ahead


async def measure(folder: Path, given: argparse.Namespace) -> Figures:
    """Set everything up, let it all happen at once, and count."""
    url, clock = f"sqlite:///{folder / 'store.sqlite3'}", Hands()
    for seed, name in enumerate(("before", "meanwhile")):
        if given.data:
            copy_articles(folder / name, articles_in(given.data)[seed::2][: given.articles])
        else:
            write_articles(folder / name, given.articles, seed)
    await asyncio.to_thread(_add, url, folder / "before")
    world, members = made_world(clock, given.servers, -(-given.interactions // given.servers))
    subscribe(url, world, clock())
    workers = Workers.processes(url, given.workers)
    client = build_client(Config(url, workers=given.workers), workers, clock, Workers.processes(url))
    server = TestServer(clock=clock, state=world)
    server.gateway.heartbeat_ms = int(HEARTBEAT * 1000)
    try:
        await workers.warm()
        async with served(server, 0), connected(client, server):
            return await _at_once(client, server, members[: given.interactions], url, folder / "meanwhile", clock)
    finally:
        workers.close()


async def _at_once(
    client: Dateline, server: TestServer, members: list[Actor], url: str, folder: Path, clock: Hands
) -> Figures:
    world, waited, answered = server.world, list[float](), set[int]()

    def hear(event: Event) -> None:
        held = event.subject
        if event.name == "interaction_acknowledged" and isinstance(held, Interaction):
            waited.append(world.timer() - held.started)
        elif event.name in {"MESSAGE_CREATE", "MESSAGE_UPDATE"} and world.uses:
            answered.update(one.id for one in world.uses.values() if one.original and not one.original.loading)

    reading = asyncio.create_task(asyncio.to_thread(_add, url, folder))
    await asyncio.sleep(2.0)  # until that process reads
    await asyncio.sleep(HEARTBEAT)
    world.bulletin.listen(hear)
    clock.ahead = timedelta(minutes=1)
    client.delivery.wake()
    for number, member in enumerate(members):
        command, options = _COMMANDS[number % len(_COMMANDS)]
        member.slash(command, options)
    with suppress(TimeoutError):
        await world.bulletin.wait(lambda: len(answered) >= len(members) or None, _PATIENCE, "answers")
        await world.bulletin.wait(lambda: _digests(world) >= len(world.guilds) or None, _PATIENCE, "digests")
    added = await reading
    cuts = quantiles(waited, n=100, method="inclusive") if len(waited) > 1 else [0.0] * 99
    return Figures(
        sent=len(members),
        acknowledged=len(waited),
        median=cuts[49],
        p99=cuts[98],
        longest=max(waited, default=0.0),
        answered=len(answered),
        failed=sum(_is_error(one.original) for one in world.uses.values() if one.original),
        digests=_digests(world),
        articles=added,
        silence=server.gateway.longest_silence,
    )


def _is_error(message: Message) -> bool:
    return any(one.get("accent_color") == Accent.ERROR for one in message.components)


def _digests(world: World) -> int:
    return sum(
        any(one.author.bot and not one.called and one.webhook is None for one in world.messages[place.id].values())
        for place in world.channels.values()
    )


def made_world(clock: Hands, servers: int, members: int) -> tuple[World, list[Actor]]:
    """Make so many servers with a channel each; give so many members of each, one of every server first."""
    world = World(clock)
    rows: list[list[Actor]] = []
    for number in range(servers):
        users = [world.add_user(f"Member {number}-{one}") for one in range(members)]
        guild = world.add_guild(f"Server {number}", users[0])
        for user in users[1:]:
            world.join(guild, user)
        world.add_channel(guild, "general")
        rows.append([Actor(world, user, guild) for user in users])
    return world, [row[one] for one in range(members) for row in rows]


def subscribe(url: str, world: World, now: datetime) -> None:
    """Ask for a digest in every channel, at the next full minute."""
    due = (now + timedelta(minutes=1)).time().replace(second=0, microsecond=0)
    books = open_books(url)
    try:
        for place in world.channels.values():
            schedule = Schedule((time(due.hour, due.minute),), "UTC")
            books.roll.add(Wish(str(place.guild), place.id, schedule), now - timedelta(minutes=1))
    finally:
        books.close()


def articles_in(data: Path) -> list[Path]:
    """List the articles below *data*, their summaries left out."""
    return sorted(path for path in data.rglob("*.txt") if "ummaries" not in str(path))


def copy_articles(folder: Path, articles: list[Path]) -> None:
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
        deeds = [(chance.choice(_NAMES), chance.choice(_DEEDS), chance.choice(_NAMES)) for _ in range(12)]
        lines = [
            f"{who} {did} {whom} on {10 + line % 10} June 2024, officials said in report {seed}-{count}-{line}."
            for line, (who, did, whom) in enumerate(deeds)
        ]
        head = f"{chance.choice(_NAMES)} in the news, edition {seed}-{count}\n\n{day} June 2024\n\n"
        (folder / f"made-{seed}-{count}.txt").write_text(head + "\n\n".join(lines) + "\n", "utf-8")


def _add(url: str, folder: Path) -> int:
    """Read *folder* as the operator does, in a process of its own; give how many articles there were."""
    command = [sys.executable, "-m", "bot", "--database", url, "add", str(folder)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return len(list(folder.iterdir()))


if __name__ == "__main__":
    sys.exit(main())
