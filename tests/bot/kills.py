"""
The promise, tested by breaking it: ``python -m tests.bot.kills`` kills 500 bots (SIGKILL) while they deliver a digest.

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

from bot.books import open_books
from bot.config import Config
from bot.delivery import LATE
from bot.schedules import Schedule
from bot.subscriptions import Place, State, Wish
from bot.testserver import ChannelKind, FaultKind, Message, TestServer
from tests.bot.crashing import STEPS, open_one_sentence
from tests.bot.wire import HandClock, running

DUE = datetime(2024, 6, 21, 8, 0, tzinfo=UTC)
#: What befalls the request that posts the digest; None for nothing.
FAULTS = (None, FaultKind.LOST_REPLY, FaultKind.ERROR_AFTER, FaultKind.RATE_LIMITED)
#: How long the bot lies dead: a nonce is forgotten after some minutes.
SOON, LATER = timedelta(seconds=20), timedelta(minutes=20)
_KILLS = 500
#: Kills of one case: one behind its step, the others at any moment.
_EACH = 5
_PATIENCE = 60.0
_LONGEST = 0.9  # seconds from the start to a kill at any moment: a bot is done by then


@dataclass(frozen=True, slots=True)
class Case:
    """
    One digest and what is done to it.

    Attributes:
        step: Behind which the first bot is killed, of `STEPS`; where the fault keeps it from being reached, behind the
            note that nobody knows.
        fault: What befalls the request that posts it.
        place: Where it is posted; a forum knows no nonce.
        dead: How long the bots lie dead, each.
        dropped: Whether the gateway drops its sockets meanwhile.
    """

    step: str
    fault: FaultKind | None
    place: Place
    dead: timedelta
    dropped: bool

    def __str__(self) -> str:
        forgotten = ", nonce forgotten" if self.dead is LATER else ""
        dropped = ", socket dropped" if self.dropped else ""
        return f"{self.step}, {self.fault or 'no fault'}, {self.place}{forgotten}{dropped}"


def cases() -> tuple[Case, ...]:
    """Give every combination of step, fault, place, time and socket."""
    made = product(STEPS, FAULTS, (Place.CHANNEL, Place.FORUM), (SOON, LATER), (False, True))
    return tuple(Case(*one) for one in made)


async def endure(
    case: Case, folder: Path, kills: int, chance: random.Random, alone: AbstractAsyncContextManager[object]
) -> int:
    """
    Do to one digest what *case* says, and check what became of it.

    Within *alone* the last bot runs in this process, where discord.py can look for one Discord only at a time.

    Returns:
        How many bots were killed.

    Raises:
        AssertionError: If it is lost or repeated, or the ledger does not tell the truth.
    """
    url, clock = f"sqlite:///{folder / 'news.sqlite3'}", HandClock(DUE)
    async with TestServer(clock=clock) as server:
        guild = server.guild()
        forum = server.world.add_channel(guild, "forum", ChannelKind.FORUM)
        channel = forum if case.place is Place.FORUM else server.channel("briefings")
        with closing(open_books(url)) as books:
            wish = Wish(str(guild.id), channel.id, Schedule((time(8),)), place=case.place)
            books.roll.add(wish, DUE - timedelta(hours=1))
        if case.fault:
            server.faults.add(case.fault, "POST /channels/.*/(messages|threads)")
        killed = 0
        for number in range(kills):
            step = (_reached(case) if number == 0 else "", server.url, server.token, url, clock.now.isoformat())
            drop = server.gateway.drop if case.dropped else None
            killed += await _kill(step, None if number == 0 else chance.uniform(0, _LONGEST), drop)
            clock.now += case.dead
        async with alone, running(server, Config(url), clock, open_one_sentence):
            pass  # it settles what it found before it stops
        found = _digests(server)
    _check(url, found, f"{case}: {len(found)} digests")
    return killed


def _reached(case: Case) -> str:
    """Give the step that is reached: where no reply comes, sending ends with a note, not with an acceptance."""
    unanswered = case.fault is FaultKind.LOST_REPLY or (
        case.fault is FaultKind.ERROR_AFTER and case.place is Place.FORUM  # tried once
    )
    return "uncertain" if unanswered and case.step == "accepted" else case.step


async def _kill(arguments: Sequence[str], after: float | None, drop: Callable[[], None] | None) -> int:
    """Start a bot, let it die by its own step or kill it; count it; one that ends otherwise breaks the claim."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "tests.bot.crashing", *arguments),
        cwd=Path(__file__).parents[2],
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    async with asyncio.timeout(_PATIENCE):
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


def _digests(server: TestServer) -> list[Message]:
    """Give every digest that the bot has posted anywhere."""
    return [
        message
        for held in server.world.messages.values()
        for message in held.values()
        if message.author.bot and "Rates rose" in str(message.components)
    ]


def _check(url: str, found: list[Message], what: str) -> None:
    assert len(found) == 1, what
    with closing(open_books(url)) as books:
        (row,) = books.ledger.history([1])
    late = found[0].created - DUE > LATE
    assert (row.state, row.message, row.late) == (State.SENT, found[0].id, late), f"{what}; the ledger says {row}"


async def _run(kills: int, at_once: int) -> int:
    chance, spread = random.Random(0), list(cases())
    chance.shuffle(spread)  # so that a part of them holds every step
    rounds = [spread[number % len(spread)] for number in range(-(-kills // _EACH))]
    seeds = [chance.random() for _ in rounds]
    gate, alone, killed, failed = asyncio.Semaphore(at_once), asyncio.Lock(), Counter[str](), []

    with Progress() as progress:
        bar = progress.add_task("Killing", total=kills)

        async def one(case: Case, seed: float) -> None:
            async with gate:
                with tempfile.TemporaryDirectory() as folder:
                    try:
                        count = await endure(case, Path(folder), _EACH, random.Random(seed), alone)
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
    parser.add_argument("--kills", type=int, default=_KILLS)
    parser.add_argument("--at-once", type=int, default=2)
    given = parser.parse_args()
    sys.exit(asyncio.run(_run(given.kills, given.at_once)))
