"""
Run two bots and three workers on one PostgreSQL server under load, and kill them at random.

``python -m tests.support.soak.runner --minutes 30`` starts real processes of ``dateline run --shards`` and of
``dateline worker`` against the test server and sites of its own. Articles are published steadily, digests of many
channels become due every few minutes, members use commands all the while, and now and then a process is killed
(SIGKILL) and started again. In the end every article must be stored once, every digest posted once, or recorded as
skipped because nothing was new, and every interaction that reached a living bot acknowledged within 3 seconds.

Nobody can acknowledge an interaction that is sent while no process serves the shard, or whose bot is killed within
these seconds: these are counted apart. Hours are minutes for the feeds (`tests.support.soak.program`); nothing else
differs from what people run.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.db import open_database
from bot.models.digest import Destination, DigestOptions, EmptyPolicy
from bot.models.schedule import Schedule
from bot.testserver import SimulatedUser, TestServer
from bot.testserver.state.model import Channel, ChannelKind, Guild
from corpus.store import Feed, open_store
from tests.support.postgres import start_postgres
from tests.support.soak.members import Members
from tests.support.soak.news_site import NewsSites
from tests.support.soak.processes import SoakProcess
from tests.support.soak.program import DISCORD_VARIABLE, POLL_INTERVAL
from tests.support.soak.verdict import Verdict, write_line

_SHARDS, _WORKERS = 2, 3
_GUILDS_PER_SHARD, _MEMBERS_PER_GUILD, _CHANNELS_PER_GUILD = 3, 20, 14
#: Feeds that all servers share; besides, each shard's first server has one of its own.
_SHARED_FEEDS = 10
#: Seconds between two articles of all feeds, between two commands of all members, and between two kills.
_ARTICLE_SECONDS, _COMMAND_SECONDS, _KILL_SECONDS = 0.9, 0.25, (6.0, 18.0)
#: Seconds for which a killed process stays dead.
_DEAD_SECONDS = (0.0, 3.0)
#: Minutes between two digests of one channel.
_DIGEST_MINUTES = (3, 4, 5)
_REPORT_SECONDS, _LOOK_SECONDS = 30.0, 0.2
_START_SECONDS, _SETTLE_SECONDS, _STOP_SECONDS = 120.0, 240.0, 60.0
#: Polls of every feed in the end, each of 30 articles at most.
_LAST_POLLS = 6
_SERVER_SETTINGS = {"autovacuum": "on", "shared_buffers": "256MB", "max_connections": "100"}


@dataclass
class Soak:
    """
    One run.

    Attributes:
        url: The database.
        server: Discord.
        sites: The sites.
        folder: Where the processes log.
        minutes: How long they are killed.
        chance: Decides what happens when.
        due: When digests are due, by subscription.
        digest_channels: The channels in which nothing else is posted.
        stopping: Set when the load ends.
    """

    url: str
    server: TestServer
    sites: NewsSites
    folder: Path
    minutes: float
    chance: random.Random
    due: dict[int, frozenset[datetime]] = field(default_factory=dict)
    digest_channels: set[int] = field(default_factory=set)
    feeds_by_scope: dict[str, list[int]] = field(default_factory=dict)
    stopping: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")},
            "DATELINE_DATABASE_URL": self.url,
            "DATELINE_POLL_FEEDS": "off",
            "DISCORD_TOKEN": self.server.token,
            DISCORD_VARIABLE: self.server.url,
        }
        self.bots = [
            self._build_process(f"bot-{shard}", ("run", "--shards", f"{shard}/{_SHARDS}"), environment)
            for shard in range(_SHARDS)
        ]
        self.workers = [self._build_process(f"worker-{number}", ("worker",), environment) for number in range(_WORKERS)]

    def _build_process(self, name: str, words: tuple[str, ...], environment: dict[str, str]) -> SoakProcess:
        return SoakProcess(name, words, environment, self.folder / f"{name}.log")

    @property
    def processes(self) -> list[SoakProcess]:
        """The bots and the workers."""
        return [*self.bots, *self.workers]

    async def run(self) -> Verdict:
        """Set everything up, run it, and return the verdict."""
        members = self._build_servers()
        self._follow_feeds()
        for process in self.processes:
            process.start()
        commands = self.server.world.commands
        is_ready = lambda: all(map(members.is_connected, range(_SHARDS))) and bool(commands[None])  # noqa: E731
        if not await wait_until(is_ready, _START_SECONDS):
            raise TimeoutError("the bots do not connect; see their logs with --logs")
        self._subscribe(datetime.now(UTC))
        async with asyncio.TaskGroup() as group:
            for task in (self._publish(), self._use_commands(members), self._kill(members), self._report(members)):
                group.create_task(task)
            await asyncio.sleep(60 * self.minutes)
            self.stopping.set()
        return await self._settle(members)

    def _build_servers(self) -> Members:
        world, places = self.server.world, dict[int, list[tuple[SimulatedUser, Channel]]]()
        for guild, shard in self._list_guilds():
            users = [world.add_user(f"Member {guild.id}-{number}") for number in range(_MEMBERS_PER_GUILD)]
            for user in users:
                world.add_member(guild, user)
            channel = world.add_channel(guild, "commands")
            places.setdefault(shard, []).extend((SimulatedUser(world, user, guild), channel) for user in users)
        return Members(self.server, _SHARDS, places)

    def _list_guilds(self) -> Iterator[tuple[Guild, int]]:
        """Add and yield as many guilds of each shard."""
        world, owner = self.server.world, self.server.as_member("Ada").user
        found = [0] * _SHARDS
        while min(found) < _GUILDS_PER_SHARD:
            guild = world.add_guild(f"Server {len(world.guilds)}", owner)
            shard = (guild.id >> 22) % _SHARDS
            if found[shard] < _GUILDS_PER_SHARD:
                found[shard] += 1
                self.feeds_by_scope.setdefault(str(guild.id), [])
                yield guild, shard
            else:
                del world.guilds[guild.id]

    def _follow_feeds(self) -> None:
        owners = list(self.feeds_by_scope)[:_SHARDS]
        self.feeds_by_scope = {"": list(range(_SHARED_FEEDS))}
        self.feeds_by_scope |= {scope: [_SHARED_FEEDS + number] for number, scope in enumerate(owners)}
        with open_store(self.url) as store:
            for scope, numbers in self.feeds_by_scope.items():
                for number in numbers:
                    store.save_feed(Feed(self.sites.build_feed_url(number), scope=scope))

    def _subscribe(self, now: datetime) -> None:
        """Have digests in many channels, every few minutes until the load ends."""
        world, minutes = self.server.world, max(2, int(self.minutes))
        first = now.replace(second=0, microsecond=0) + timedelta(minutes=1 + (now.second > 50))
        guilds = [one for one in world.guilds.values() if one.name.startswith("Server")]
        with closing(open_database(self.url)) as database:
            for number, guild in enumerate(guilds * _CHANNELS_PER_GUILD):
                is_forum = number % 8 == 7
                kind = ChannelKind.FORUM if is_forum else ChannelKind.TEXT
                channel = world.add_channel(guild, f"news-{number}", kind)
                every, offset = self.chance.choice(_DIGEST_MINUTES), self.chance.randrange(3)
                times = tuple(
                    (first + timedelta(minutes=minute)).time() for minute in range(offset, minutes, every)
                ) or (first.time(),)
                options = DigestOptions(
                    str(guild.id),
                    channel.id,
                    Schedule(times),
                    self.chance.choice(("", "", "treaty", "Hanoi")),
                    destination=Destination.FORUM if is_forum else Destination.CHANNEL,
                    empty_policy=self.chance.choice((EmptyPolicy.SAY, EmptyPolicy.SKIP)),
                )
                wish = database.subscriptions.add(options, now)
                moments = (datetime.combine(first.date(), one, UTC) for one in times)
                self.due[wish.id] = frozenset(one if one >= first else one + timedelta(days=1) for one in moments)
                self.digest_channels.add(channel.id)

    async def _publish(self) -> None:
        """Publish articles, until the load ends."""
        numbers = [(number, not scope) for scope, found in self.feeds_by_scope.items() for number in found]
        shared = [number for number, is_shared in numbers if is_shared]
        while not await self._pause(_ARTICLE_SECONDS):
            number, is_shared = self.chance.choice(numbers)
            self.sites.publish(number, datetime.now(UTC), shared=is_shared and number != shared[-1])

    async def _use_commands(self, members: Members) -> None:
        """Have members use commands in both shards in turn, until the load ends."""
        shard = 0
        while not await self._pause(_COMMAND_SECONDS):
            members.use_command(shard)
            shard = (shard + 1) % _SHARDS

    async def _kill(self, members: Members) -> None:
        """Kill one process after the other, until the load ends, and start each again."""
        while not await self._pause(self.chance.uniform(*_KILL_SECONDS)):
            process = self.chance.choice(self.processes)
            if process in self.bots:
                members.note_kill(self.bots.index(process))
            await process.kill(with_children=self.chance.random() < 0.5)
            await asyncio.sleep(self.chance.uniform(*_DEAD_SECONDS))
            process.start()

    async def _report(self, members: Members) -> None:
        """Say now and then how far it is."""
        started = time.monotonic()
        while not await self._pause(_REPORT_SECONDS):
            self._check_processes(members)
            pages = sum(len(found) for found in self.sites.published.values())
            kills = ", ".join(f"{process.name} {process.kills}" for process in self.processes)
            write_line(
                f"{time.monotonic() - started:6.0f} s  {len(self.sites.fetched)} pages read of {pages}; interactions "
                f"{members.judge()}; kills {kills}"
            )

    def _check_processes(self, members: Members) -> None:
        for process in self.processes:
            crashed = len(process.crashes)
            process.check()
            if len(process.crashes) > crashed and process in self.bots:
                members.note_kill(self.bots.index(process))

    async def _pause(self, seconds: float) -> bool:
        """Wait; return whether the load has ended."""
        try:
            async with asyncio.timeout(seconds):
                return await self.stopping.wait()
        except TimeoutError:
            return False

    async def _settle(self, members: Members) -> Verdict:
        """Let what is due be posted and read, stop everything, and judge."""
        verdict = Verdict()
        last = max(moment for moments in self.due.values() for moment in moments)
        await wait_until(lambda: datetime.now(UTC) > last and not self._has_open(), _SETTLE_SECONDS)
        verdict.judge_interactions(members)
        crashes = {process.name: process.crashes for process in self.processes}
        for process in self.processes:
            crashes[process.name] += [-100] if not process.is_running else []
        codes = await asyncio.gather(*(process.stop(_STOP_SECONDS) for process in self.processes))
        for process, code in zip(self.processes, codes, strict=True):
            crashes[process.name] += [code if code is not None else -101] if code else []
        await self._read_rest()
        verdict.judge_processes(crashes)
        published = {
            scope: set[str]().union(*(self.sites.published[number] for number in numbers))
            for scope, numbers in self.feeds_by_scope.items()
        }
        await asyncio.to_thread(verdict.judge_articles, self.url, published, self.sites.fetched)
        verdict.judge_digests(self.url, self.due, self.server, self.digest_channels)
        kills = sum(process.kills for process in self.bots), sum(process.kills for process in self.workers)
        verdict.lines.insert(0, f"{kills[0]} bots and {kills[1]} workers were killed in {self.minutes:g} minutes")
        return verdict

    def _has_open(self) -> bool:
        with closing(open_database(self.url)) as database:
            return bool(database.ledger.list_unfinished())

    async def _read_rest(self) -> None:
        """Poll until every feed has been read since the last article was published."""
        reader = self._build_process("last-poll", ("feeds", "poll"), dict(self.workers[0].environment))
        for _ in range(_LAST_POLLS):
            with open_store(self.url) as store:
                for feed in store.list_feeds(None):
                    due = datetime.fromisoformat(feed.due) - 2 * POLL_INTERVAL if feed.due else None
                    if due is not None:
                        store.claim_feed(feed, replace(feed, due=due.isoformat()))
            reader.start()
            await wait_until(lambda: not reader.is_running, _SETTLE_SECONDS)


async def wait_until(condition: Callable[[], bool], timeout_seconds: float) -> bool:
    """Wait for what nothing reports; return whether it came true."""
    end = time.monotonic() + timeout_seconds
    while not await asyncio.to_thread(condition):
        if time.monotonic() > end:
            return False
        await asyncio.sleep(_LOOK_SECONDS)
    return True


async def run_soak(minutes: float, folder: Path, seed: int) -> Verdict:
    """Run the test in *folder*, and return the verdict."""
    with start_postgres(_SERVER_SETTINGS) as postgres:
        url = postgres.create_database()
        open_store(url).close()
        open_database(url).close()
        sites = NewsSites(_SHARED_FEEDS + _SHARDS)
        await sites.start()
        server = TestServer(clock=lambda: datetime.now(UTC))
        async with server:
            server.world.shards = _SHARDS
            soak = Soak(url, server, sites, folder, minutes, random.Random(seed))
            try:
                return await soak.run()
            finally:
                for process in soak.processes:
                    await process.kill(with_children=True)
                await sites.stop()


def run_command() -> int:
    """Run the test and print the verdict; return 1 if there are faults."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--logs", type=Path, help="a folder for the logs of the processes; by default they are deleted")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dateline-soak-") as name:
        folder = given.logs or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        verdict = asyncio.run(run_soak(given.minutes, folder, given.seed))
    return verdict.print()


if __name__ == "__main__":
    sys.exit(run_command())
