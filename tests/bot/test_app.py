"""The real run: its own process, real workers, a signal to stop; and the channels that are closed to it."""

from __future__ import annotations

import asyncio
import signal
import sys
from contextlib import closing
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.app import connect, run
from bot.assembly import build_client
from bot.books import open_books
from bot.clock import system_clock
from bot.config import Config
from bot.errors import ConfigError
from bot.schedules import Schedule
from bot.subscriptions import State, Wish
from bot.testserver import Permission, TestServer, point_client_at
from bot.workers import Workers
from corpus.ingest import add, load
from corpus.registry import bundled
from corpus.store import open_store
from tests.bot.crashing import open_one_sentence
from tests.bot.wire import PATIENCE, HandClock, quotations, running, texts
from tests.paths import SAMPLE

NOON = datetime(2024, 6, 21, 12, 0, tzinfo=ZoneInfo("UTC"))
PROGRAM = """
import sys
from bot.app import connect, run
from bot.config import Config
from bot.testserver import point_client_at
if __name__ == "__main__":
    with point_client_at(sys.argv[1]):
        sys.exit(run(Config(sys.argv[3], token=sys.argv[2], log_level="WARNING")))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to hear")
async def test_a_real_run_ranks_in_another_process_and_stops_when_told(tmp_path: Path, url: str) -> None:
    """Started as a program, it answers from the store; a signal to terminate ends it in order."""
    with open_store(url) as store:
        add(store, load(SAMPLE).sources[:6], bundled())
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")
    async with TestServer(clock=system_clock) as server:
        process = await asyncio.create_subprocess_exec(sys.executable, str(program), server.url, server.token, url)
        try:
            await server.ready(PATIENCE)
            answer = await server.member("Mel").slash("brief", {"length": 3}).answer(PATIENCE)
            assert quotations(answer)
            process.send_signal(signal.SIGTERM)
            async with asyncio.timeout(60):
                assert await process.wait() == 0
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()


def test_a_run_needs_a_token(url: str) -> None:
    """Without one nothing is started."""
    with pytest.raises(ConfigError, match="DISCORD_TOKEN"):
        run(Config(url))


async def test_a_bot_that_can_not_deliver_stops_and_says_why(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Answering on while no digest is posted any more would be stopping without a word."""
    workers = Workers.thread(url, open_one_sentence)
    async with TestServer(clock=system_clock) as server:
        client = build_client(Config(url), workers, system_clock)

        async def fail() -> None:
            raise ZeroDivisionError

        monkeypatch.setattr(client.delivery, "run", fail)
        with point_client_at(server.url), pytest.raises(ZeroDivisionError):
            async with asyncio.timeout(30):
                await connect(client, server.token)
    workers.close()


@pytest.mark.parametrize("closing_it", ["deleted", "forbidden"])
async def test_a_channel_that_is_closed_suspends_the_digest_and_tells_the_owner_once(url: str, closing_it: str) -> None:
    """The ledger says why nothing was posted, today and tomorrow; the owner gets one direct message about it."""
    clock = HandClock(NOON)
    async with TestServer(clock=clock) as server:
        channel = server.channel("briefings")
        with closing(open_books(url)) as books:
            books.roll.add(Wish(str(channel.guild), channel.id, Schedule((time(12),))), NOON - timedelta(hours=1))
        if closing_it == "deleted":
            server.world.close_channel(channel)
        else:
            server.world.deny(channel, int(Permission.SEND_MESSAGES), server.world.application)
        for _ in range(2):
            async with running(server, Config(url), clock, open_one_sentence):
                pass  # it settles what is due before it stops
            clock.now += timedelta(days=1)
        owner = server.member("Ada").direct()
        told = [one for one in server.world.messages[owner.place(None).id].values() if one.author.bot]
        assert len(told) == 1
        assert "channel" in "\n".join(texts(told[0].components))
    with closing(open_books(url)) as books:
        (subscription,) = books.roll.standing()
        rows = books.ledger.history([subscription.id])
    assert subscription.suspended
    assert [row.state for row in rows] == [State.SKIPPED, State.SKIPPED]
    assert all(row.reason for row in rows)
