"""
Kill 500 bots (SIGKILL) while they deliver a digest: ``python -m tests.support.digests.crash_runner``.

Each case is one digest that is due. A real process, the bot against the test server, is killed behind one step of
delivering it, four more at any moment after their start, and the next one is left to live. Then there must be exactly
one digest in the channel, and one row of the ledger that tells the truth about it.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager, closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import product
from pathlib import Path

from rich.progress import Progress

from bot.client.config import Config
from bot.db import open_database
from bot.digests.policy import LATE_THRESHOLD
from bot.models.digest import DeliveryState, Destination, DigestOptions
from bot.models.schedule import Schedule
from bot.testserver import ChatMessage, TestServer
from bot.testserver.faults import FaultKind
from bot.testserver.state.model import ChannelKind
from tests.support.bot.running_bot import ManualClock, run_bot
from tests.support.digests.crashing_bot import STEPS, open_one_sentence_engine

DUE_AT = datetime(2024, 6, 21, 8, 0, tzinfo=UTC)
#: What befalls the request that posts the digest; None for nothing.
FAULTS = (None, FaultKind.LOST_REPLY, FaultKind.ERROR_AFTER, FaultKind.RATE_LIMITED)
#: How long the bot lies dead: a nonce is forgotten after some minutes.
SHORT_DOWNTIME, LONG_DOWNTIME = timedelta(seconds=20), timedelta(minutes=20)
_DEFAULT_KILLS = 500
#: Kills of one case: one behind its step, the others at any moment.
_KILLS_PER_CASE = 5
_EXIT_TIMEOUT = 300.0
_MAX_KILL_DELAY = 0.9  # seconds from the start to a kill at any moment: a bot is done by then


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
    """

    step: str
    fault: FaultKind | None
    place: Destination
    downtime: timedelta
    drops_socket: bool

    def __str__(self) -> str:
        forgotten = ", nonce forgotten" if self.downtime is LONG_DOWNTIME else ""
        dropped = ", socket dropped" if self.drops_socket else ""
        return f"{self.step}, {self.fault or 'no fault'}, {self.place}{forgotten}{dropped}"


def build_cases() -> tuple[CrashCase, ...]:
    """Give every combination of step, fault, place, time and socket."""
    made = product(
        STEPS, FAULTS, (Destination.CHANNEL, Destination.FORUM), (SHORT_DOWNTIME, LONG_DOWNTIME), (False, True)
    )
    return tuple(CrashCase(*one) for one in made)


async def run_case(
    case: CrashCase, folder: Path, kills: int, chance: random.Random, alone: AbstractAsyncContextManager[object]
) -> int:
    """
    Do to one digest what *case* says, and check what became of it.

    Within *alone* the last bot runs in this process, where discord.py can look for one Discord only at a time.

    Returns:
        How many bots were killed.

    Raises:
        AssertionError: If it is lost or repeated, or the ledger does not tell the truth.
    """
    url, clock = f"sqlite:///{folder / 'news.sqlite3'}", ManualClock(DUE_AT)
    async with TestServer(clock=clock) as server:
        guild = server.find_guild()
        forum = server.world.add_channel(guild, "forum", ChannelKind.FORUM)
        channel = forum if case.place is Destination.FORUM else server.find_channel("briefings")
        with closing(open_database(url)) as books:
            wish = DigestOptions(str(guild.id), channel.id, Schedule((time(8),)), destination=case.place)
            books.subscriptions.add(wish, DUE_AT - timedelta(hours=1))
        if case.fault:
            server.faults.add(case.fault, "POST /channels/.*/(messages|threads)")
        killed = 0
        for number in range(kills):
            step = (
                _get_reached_step(case) if number == 0 else "",
                server.url,
                server.token,
                url,
                clock.now.isoformat(),
            )
            drop = server.gateway.drop_connections if case.drops_socket else None
            killed += await _kill_bot(step, None if number == 0 else chance.uniform(0, _MAX_KILL_DELAY), drop)
            clock.now += case.downtime
        async with alone, run_bot(server, Config(url), clock, open_one_sentence_engine):
            pass  # it settles what it found before it stops
        found = _list_digests(server)
    _check_delivery(url, found, f"{case}: {len(found)} digests")
    return killed


def _get_reached_step(case: CrashCase) -> str:
    """Give the step that is reached: where no reply comes, sending ends with a note, not with an acceptance."""
    unanswered = case.fault is FaultKind.LOST_REPLY or (
        case.fault is FaultKind.ERROR_AFTER and case.place is Destination.FORUM  # tried once
    )
    return "uncertain" if unanswered and case.step == "accepted" else case.step


async def _kill_bot(arguments: Sequence[str], after: float | None, drop: Callable[[], None] | None) -> int:
    """Start a bot, let it die by its own step or kill it; count it; one that ends otherwise breaks the claim."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "tests.support.digests.crashing_bot", *arguments),
        cwd=Path(__file__).parents[3],
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    async with asyncio.timeout(_EXIT_TIMEOUT):
        await process.stdout.readline()  # it says that it begins
        if drop is not None:
            await asyncio.sleep(0.2)
            drop()
        if after is not None:
            await asyncio.sleep(after)
            with suppress(ProcessLookupError):
                process.kill()
        said = await process.stderr.read()  # until it is gone
        code = await process.wait()
    assert code == -signal.SIGKILL, f"it ended by itself ({code}): {said.decode(errors='replace')[-600:]}"
    return 1


def _list_digests(server: TestServer) -> list[ChatMessage]:
    """Give every digest that the bot has posted anywhere."""
    return [
        message
        for held in server.world.messages.values()
        for message in held.values()
        if message.author.bot and "Rates rose" in str(message.components)
    ]


def _check_delivery(url: str, found: list[ChatMessage], what: str) -> None:
    assert len(found) == 1, what
    with closing(open_database(url)) as books:
        (row,) = books.ledger.list_recent([1])
    late = found[0].created - DUE_AT > LATE_THRESHOLD
    assert (row.state, row.message, row.late) == (DeliveryState.SENT, found[0].id, late), (
        f"{what}; the ledger says {row}"
    )


async def _run_cases(kills: int, at_once: int) -> int:
    chance, spread = random.Random(0), list(build_cases())
    chance.shuffle(spread)  # so that a part of them holds every step
    rounds = [spread[number % len(spread)] for number in range(-(-kills // _KILLS_PER_CASE))]
    seeds = [chance.random() for _ in rounds]
    gate, alone, killed, failed = asyncio.Semaphore(at_once), asyncio.Lock(), Counter[str](), []

    with Progress() as progress:
        bar = progress.add_task("Killing", total=kills)

        async def one(case: CrashCase, seed: float) -> None:
            async with gate:
                with tempfile.TemporaryDirectory() as folder:
                    try:
                        count = await run_case(case, Path(folder), _KILLS_PER_CASE, random.Random(seed), alone)
                    except AssertionError as error:
                        failed.append(str(error))
                        progress.print(f"BROKEN: {error}", markup=False)
                        return
                killed[case.step] += count
                progress.advance(bar, count)

        await asyncio.gather(*(one(*pair) for pair in zip(rounds, seeds, strict=True)))
    steps = ", ".join(f"{step} {count}" for step, count in sorted(killed.items()))
    sys.stdout.write(
        f"{killed.total()} bots were killed over {len(rounds)} digests ({steps}): "
        f"{len(failed)} lost, repeated or misreported\n"
    )
    return int(bool(failed) or killed.total() < kills)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--kills", type=int, default=_DEFAULT_KILLS)
    parser.add_argument("--at-once", type=int, default=2)
    given = parser.parse_args()
    sys.exit(asyncio.run(_run_cases(given.kills, given.at_once)))
