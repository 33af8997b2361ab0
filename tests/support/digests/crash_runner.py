"""
Kill 500 bots (SIGKILL) while they deliver a digest: ``python -m tests.support.digests.crash_runner``.

Each case is one digest that is due. A real process, the bot against the test server, is killed behind one step of
delivering it, four more at any moment after their start, and the next one is left to live. Meanwhile a mishap may
befall the machine or the channel: see `Mishap`. Then there must be exactly one digest in the channel, and one row of
the ledger that tells the truth about it. With ``--database postgresql`` the database lies on a PostgreSQL server. With
``--standby`` another bot runs beside each one that is killed, serves the other half of the shards, takes over, and is
killed as well.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from functools import cache, partial
from itertools import product
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from typing import Self

from rich.progress import Progress

from bot.client.config import Config
from bot.db import back_up_database, is_server_url, open_database, restore_database
from bot.digests.policy import LATE_THRESHOLD
from bot.models.digest import DeliveryState, Destination, DigestOptions, EmptyPolicy
from bot.models.schedule import Schedule
from bot.testserver import ChatMessage, TestServer
from bot.testserver.faults import FaultKind
from bot.testserver.state.model import Channel, ChannelKind
from corpus.store import open_store
from tests.support.bot.any_database import copy_database
from tests.support.bot.running_bot import ManualClock, run_bot
from tests.support.digests.crashing_bot import STEPS, BotArguments, open_one_sentence_engine, run_bot_process
from tests.support.postgres import start_postgres

DUE_AT = datetime(2024, 6, 21, 8, 0, tzinfo=UTC)
#: What befalls the request that posts the digest; None for nothing.
FAULTS = (None, FaultKind.LOST_REPLY, FaultKind.ERROR_AFTER, FaultKind.RATE_LIMITED)
#: How long the bot lies dead: a nonce is forgotten after some minutes.
SHORT_DOWNTIME, LONG_DOWNTIME = timedelta(seconds=20), timedelta(minutes=20)
_DEFAULT_KILLS = 500
#: Kills of one case: one behind its step, the others at any moment.
_KILLS_PER_CASE = 5
_EXIT_TIMEOUT = 300.0
#: How long a bot is waited for that reaches its step only if it, and not the one beside it, delivers.
_STANDBY_TIMEOUT = 5.0
_MAX_KILL_DELAY = 0.9  # seconds from the start to a kill at any moment: a bot is done by then


class Mishap(StrEnum):
    """What befalls the machine or the channel between the first and the last start."""

    NONE = "no mishap"
    BUSY = "busy channel"  # up to 500 messages follow the first bot
    LEAP = "clock leaps"  # by 20 days in each bot while it runs; one may start with a clock that is ahead
    RESTORED = "backup restored"  # made before a bot, and put back before a later one
    SUSPENDED = "process suspended"  # stopped by a signal for as long as others lie dead, and resumed


#: Where digests are posted; what a member follows comes as a direct message.
PLACES = (Destination.CHANNEL, Destination.FORUM, Destination.FOLLOW)
#: Messages in a busy channel.
_MAX_MESSAGES = 500
#: A leap of the clock, in days; and one at which no digest is due that could still be posted.
_LEAP_DAYS, _LEAP_AT_START = 20.0, timedelta(days=20, hours=7)


@dataclass(frozen=True, slots=True)
class CrashCase:
    """
    One digest and what is done to it.

    Attributes:
        step: Behind which the first bot is killed, of `STEPS`; where the fault keeps it from being reached, behind
            the note that nobody knows.
        fault: What befalls the request that posts it.
        place: Where it is posted; a forum knows no nonce.
        downtime: How long the bots lie dead, each.
        drops_socket: Whether the gateway drops its sockets meanwhile.
        mishap: What else befalls the machine or the channel.
    """

    step: str
    fault: FaultKind | None
    place: Destination
    downtime: timedelta
    drops_socket: bool
    mishap: Mishap

    def __str__(self) -> str:
        forgotten = ", nonce forgotten" if self.downtime is LONG_DOWNTIME else ""
        dropped = ", socket dropped" if self.drops_socket else ""
        return f"{self.step}, {self.fault or 'no fault'}, {self.place}, {self.mishap}{forgotten}{dropped}"


def build_cases() -> tuple[CrashCase, ...]:
    """Return every combination of step, fault, place, time, socket and mishap."""
    downtimes = (SHORT_DOWNTIME, LONG_DOWNTIME)
    made = product(STEPS, FAULTS, PLACES, downtimes, (False, True), Mishap)
    return tuple(CrashCase(*one) for one in made)


async def run_case(
    case: CrashCase,
    folder: Path,
    kills: int,
    chance: random.Random,
    alone: AbstractAsyncContextManager[object],
    url: str = "",
    *,
    has_standby: bool = False,
) -> int:
    """
    Do to one digest what *case* says, and check what became of it.

    Within *alone* the last bot runs in this process, where discord.py can look for one Discord only at a time.

    Args:
        case: What is done.
        folder: An empty folder.
        kills: How many bots are killed.
        chance: Decides when.
        alone: See above.
        url: The database; by default a file in *folder*.
        has_standby: Whether another bot runs beside each one, which needs a server's database.

    Returns:
        How many bots were killed.

    Raises:
        AssertionError: If it is lost or repeated, or the ledger does not tell the truth.
    """
    url, clock = url or f"sqlite:///{folder / 'news.sqlite3'}", ManualClock(DUE_AT)
    async with TestServer(clock=clock) as server:
        channel, reader = _choose_channel(server, case.place), server.as_member("Ada").user.id
        with closing(open_database(url)) as database:
            wish = DigestOptions(
                str(server.find_guild().id),
                channel.id,
                Schedule((time(8),)),
                destination=case.place,
                empty_policy=EmptyPolicy.SAY,
                member=reader if case.place is Destination.FOLLOW else 0,
            )
            database.subscriptions.add(wish, DUE_AT - timedelta(hours=1))
        if case.fault:
            server.faults.add(case.fault, "POST /channels/.*/(messages|threads)")
        backup = BackupPlan.draw(kills, chance) if case.mishap is Mishap.RESTORED else None
        for number in range(kills):
            if backup:
                backup.apply(url, folder / "backup", number)
            bot = KilledBot(case, server, url, folder / "clock", clock, number, has_standby)
            await _run_and_kill(bot, chance)
            clock.now += case.downtime
            if number == 0 and case.mishap is Mishap.BUSY:
                _fill_channel(server, channel, chance.randint(0, _MAX_MESSAGES))
        if backup:
            backup.apply(url, folder / "backup", kills)
        async with alone, run_bot(server, Config(url), clock, open_one_sentence_engine):
            pass  # it settles what it found before it stops
        found = _list_digests(server)
    _check_delivery(url, found, f"{case}: {len(found)} digests")
    return kills * (2 if has_standby else 1)


def _choose_channel(server: TestServer, place: Destination) -> Channel:
    """Return the channel, new forum or conversation with a member that a digest is posted in."""
    if place is Destination.FORUM:
        return server.world.add_channel(server.find_guild(), "forum", ChannelKind.FORUM)
    if place is Destination.FOLLOW:
        return server.world.open_dm(server.as_member("Ada").user)
    return server.find_channel("briefings")


@dataclass(slots=True)
class BackupPlan:
    """
    When the database is backed up, and when the backup is restored.

    Attributes:
        made_at: Number of the bot before whose start it is made.
        restored_at: Number of the bot before whose start it is restored.
        restore: Restores it, once it is made.
    """

    made_at: int
    restored_at: int
    restore: Callable[[], object] | None = None

    @classmethod
    def draw(cls, kills: int, chance: random.Random) -> Self:
        """Return a plan at random."""
        made_at = chance.randrange(kills)
        return cls(made_at, chance.randint(made_at + 1, kills))

    def apply(self, url: str, file: Path, number: int) -> None:
        """Back up into *file*, or beside a server's database, or restore, before the start of the bot *number*."""
        if number == self.restored_at and self.restore:
            self.restore()
        if number == self.made_at:
            self.restore = _back_up(url, file)


def _back_up(url: str, file: Path) -> Callable[[], object]:
    """Back up a database; return a function that restores it."""
    if is_server_url(url):
        return copy_database(url)
    back_up_database(url, file, _ignore_progress)
    return partial(restore_database, url, file, _ignore_progress)


def _ignore_progress(stage: str, done: int, total: int) -> None:
    del stage, done, total


def _fill_channel(server: TestServer, channel: Channel, count: int) -> None:
    """Let a member write messages, or posts in a forum that are archived."""
    ada = server.as_member("Ada")
    for number in range(count):
        if channel.kind is ChannelKind.FORUM:
            guild, name = server.find_guild(), f"Post {number}"
            post = server.world.add_channel(guild, name, ChannelKind.PUBLIC_THREAD, parent=channel, owner=ada.user.id)
            post.archived = True
        else:
            ada.send_message(f"Message {number}", channel)


@dataclass(frozen=True, slots=True)
class KilledBot:
    """
    A bot that will be killed.

    Attributes:
        case: What is done to its digest.
        server: Its Discord.
        url: Its database.
        clock_file: The file from which it reads the time.
        clock: The true time.
        number: Its number, from 0; that one is killed behind its step, the others at any moment.
        has_standby: Whether another bot runs beside it, which takes over and is killed, too.
    """

    case: CrashCase
    server: TestServer
    url: str
    clock_file: Path
    clock: ManualClock
    number: int
    has_standby: bool = False

    def set_clock(self, ahead: timedelta = timedelta(0)) -> None:
        """Let its clock show the true time, or one that is *ahead*."""
        new = self.clock_file.with_suffix(".new")
        new.write_text((self.clock.now + ahead).isoformat())
        new.replace(self.clock_file)  # it may be reading

    def build_arguments(self, chance: random.Random) -> BotArguments:
        """Return what its process is started with."""
        step = _get_reached_step(self.case) if self.number == 0 else ""
        leap = chance.choice((-1, 1)) * _LEAP_DAYS if self.case.mishap is Mishap.LEAP else 0.0
        errors = self.clock_file.with_suffix(".errors")
        shards = "0/2" if self.has_standby else ""
        return BotArguments(step, self.server.url, self.server.token, self.url, self.clock_file, leap, errors, shards)

    def build_standby_arguments(self) -> BotArguments:
        """Return what the process of the bot beside it is started with."""
        errors = self.clock_file.with_suffix(".standby")
        return BotArguments("", self.server.url, self.server.token, self.url, self.clock_file, 0.0, errors, "1/2")


@cache
def _get_context() -> ForkServerContext:
    """Return a way to start processes that have imported the bot already, which takes seconds."""
    context = get_context("forkserver")
    context.set_forkserver_preload([run_bot_process.__module__, __name__])
    return context


async def _run_and_kill(bot: KilledBot, chance: random.Random) -> None:
    """Start a bot, let it die by its own step or kill it; one that ends otherwise breaks the claim."""
    mishap = bot.case.mishap if bot.number == 1 else Mishap.NONE
    bot.set_clock(_LEAP_AT_START if mishap is Mishap.LEAP and chance.random() < 0.5 else timedelta(0))
    arguments = bot.build_arguments(chance)
    process = await _start(arguments)
    async with _run_standby(bot, chance) if bot.has_standby else nullcontext():
        if bot.case.drops_socket:
            await asyncio.sleep(0.2)
            bot.server.gateway.drop_connections()
        if mishap is Mishap.SUSPENDED:
            await _suspend(process, bot, chance)
        if bot.number:
            await asyncio.sleep(chance.uniform(0, _MAX_KILL_DELAY))
            process.kill()
        elif bot.has_standby:  # which may be the one that delivers
            await asyncio.to_thread(process.join, _STANDBY_TIMEOUT)
            process.kill()
        await asyncio.to_thread(process.join, _EXIT_TIMEOUT)
    said = arguments.error_file.read_text(errors="replace")[-600:]
    assert process.exitcode == -signal.SIGKILL, f"it ended by itself ({process.exitcode}): {said}"
    process.close()


async def _start(arguments: BotArguments) -> ForkServerProcess:
    """Start a bot, and return when it begins."""
    begun, ready = _get_context().Pipe(duplex=False)
    process = _get_context().Process(target=run_bot_process, args=(arguments, ready), daemon=True)
    await asyncio.to_thread(process.start)
    ready.close()
    await asyncio.to_thread(begun.recv)
    begun.close()
    return process


@asynccontextmanager
async def _run_standby(bot: KilledBot, chance: random.Random) -> AsyncIterator[None]:
    """Run another bot throughout the context and for some time after it, and kill it."""
    standby = await _start(bot.build_standby_arguments())
    try:
        yield
        await asyncio.sleep(chance.uniform(0, _MAX_KILL_DELAY))
    finally:
        standby.kill()
        await asyncio.to_thread(standby.join, _EXIT_TIMEOUT)
        standby.close()


async def _suspend(process: ForkServerProcess, bot: KilledBot, chance: random.Random) -> None:
    """Stop the process at any moment, and let it go on when the nonce may be forgotten."""
    assert process.pid is not None
    await asyncio.sleep(chance.uniform(0, _MAX_KILL_DELAY))
    os.kill(process.pid, signal.SIGSTOP)
    bot.clock.now += bot.case.downtime
    bot.set_clock()
    await asyncio.sleep(0.2)
    os.kill(process.pid, signal.SIGCONT)


def _get_reached_step(case: CrashCase) -> str:
    """Return the step that is reached: where no reply comes, sending ends with a note, not with an acceptance."""
    unanswered = case.fault in (FaultKind.LOST_REPLY, FaultKind.ERROR_AFTER)  # the request is made once
    return "uncertain" if unanswered and case.step == "accepted" else case.step


def _list_digests(server: TestServer) -> list[ChatMessage]:
    """Return every digest that the bot has posted anywhere."""
    return [
        message
        for held in server.world.messages.values()
        for message in held.values()
        if message.author.bot and "Rates rose" in str(message.components)
    ]


def _check_delivery(url: str, found: list[ChatMessage], what: str) -> None:
    assert len(found) == 1, what
    with closing(open_database(url)) as database:
        (row,) = database.ledger.list_recent([1])
    late = found[0].created - DUE_AT > LATE_THRESHOLD
    assert (row.state, row.message, row.late) == (DeliveryState.SENT, found[0].id, late), (
        f"{what}; the ledger says {row}"
    )


@contextmanager
def _start_database(kind: str) -> Iterator[Callable[[], str]]:
    """Start what databases of a kind need; yield a function that returns the URL of a new one, or "" for a file."""
    if kind == "sqlite":
        yield str
        return
    with start_postgres() as server:
        template = server.create_database()
        open_store(template).close()
        open_database(template).close()
        yield lambda: server.copy_database(template)


async def _run_cases(kills: int, at_once: int, create_url: Callable[[], str], *, has_standby: bool) -> int:
    chance, spread = random.Random(0), list(build_cases())
    chance.shuffle(spread)  # so that a part of them holds every step
    per_case = _KILLS_PER_CASE * (2 if has_standby else 1)
    rounds = [spread[number % len(spread)] for number in range(-(-kills // per_case))]
    seeds = [chance.random() for _ in rounds]
    gate, alone, killed, failed = asyncio.Semaphore(at_once), asyncio.Lock(), Counter[str](), []
    mishaps = Counter(case.mishap for case in rounds)

    with Progress() as progress:
        bar = progress.add_task("Killing", total=kills)

        async def one(case: CrashCase, seed: float) -> None:
            async with gate:
                with tempfile.TemporaryDirectory() as folder:
                    try:
                        url = await asyncio.to_thread(create_url)
                        own = random.Random(seed)
                        count = await run_case(
                            case, Path(folder), _KILLS_PER_CASE, own, alone, url, has_standby=has_standby
                        )
                    except AssertionError as error:
                        failed.append(str(error))
                        progress.print(f"BROKEN: {error}", markup=False)
                        return
                killed[case.step] += count
                progress.advance(bar, count)

        await asyncio.gather(*(one(*pair) for pair in zip(rounds, seeds, strict=True)))
    steps = ", ".join(f"{step} {count}" for step, count in sorted(killed.items()))
    befell = ", ".join(f"{mishap} {count}" for mishap, count in sorted(mishaps.items()))
    sys.stdout.write(
        f"{killed.total()} bots were killed over {len(rounds)} digests ({steps}; {befell}): "
        f"{len(failed)} lost, repeated or misreported\n"
    )
    return int(bool(failed) or killed.total() < kills)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--kills", type=int, default=_DEFAULT_KILLS)
    parser.add_argument("--at-once", type=int, default=2)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--standby", action="store_true", help="run two bots at a time; needs PostgreSQL")
    given = parser.parse_args()
    if given.standby and given.database == "sqlite":
        parser.error("two bots need --database postgresql")
    with _start_database(given.database) as create:
        code = asyncio.run(_run_cases(given.kills, given.at_once, create, has_standby=given.standby))
    sys.exit(code)
