"""The promise, tested by breaking it: the bot is killed (SIGKILL) at every step of delivering a digest."""

from __future__ import annotations

import asyncio
import signal
import sys
from contextlib import closing
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.books import open_books
from bot.config import Config
from bot.schedules import Schedule
from bot.subscriptions import State, Wish
from bot.testserver import FaultKind, TestServer
from tests.bot.crashing import STEPS, open_one_sentence
from tests.bot.wire import HandClock, running

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")

DUE = datetime(2024, 6, 21, 8, 0, tzinfo=UTC)
POSTING = "POST /channels/.*/messages"

FAULTS = [
    *((step, None) for step in STEPS),
    ("accepted", FaultKind.ERROR_AFTER),
    ("accepted", FaultKind.RATE_LIMITED),
    ("uncertain", FaultKind.LOST_REPLY),
]


@pytest.mark.parametrize(
    ("step", "fault"), FAULTS, ids=[f"killed when {step}, {fault or 'no fault'}" for step, fault in FAULTS]
)
async def test_a_killed_bot_neither_loses_nor_repeats_a_digest(
    tmp_path: Path, step: str, fault: FaultKind | None
) -> None:
    """After the next start there is one message in the channel, and the ledger tells the truth about it."""
    url = f"sqlite:///{tmp_path / 'news.sqlite3'}"
    clock = HandClock(DUE)
    async with TestServer(clock=clock) as server:
        channel = server.channel("briefings").id
        with closing(open_books(url)) as books:
            books.roll.add(Wish("", channel, Schedule((time(8),))), DUE - timedelta(hours=1))
        if fault:
            server.faults.add(fault, POSTING)
        assert await _die(step, server, url) == -signal.SIGKILL
        clock.now += timedelta(minutes=1)
        async with running(server, Config(url), clock, open_one_sentence):
            pass  # it settles what it found before it stops
        (message,) = server.messages("briefings")
    with closing(open_books(url)) as books:
        (row,) = books.ledger.history([1])
    assert (row.state, row.message) == (State.SENT, message.id)


async def _die(step: str, server: TestServer, url: str) -> int | None:
    arguments = ("-m", "tests.bot.crashing", step, server.url, server.token, url, DUE.isoformat())
    process = await asyncio.create_subprocess_exec(sys.executable, *arguments, cwd=Path(__file__).parents[2])
    try:
        async with asyncio.timeout(60):
            return await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
        raise
