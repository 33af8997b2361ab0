"""
Freeze the bot that posts digests, as if its machine were gone, and measure how long it takes until another posts them.

``python -m tests.support.soak.vanished_bot`` does so in two ways, each several times: the process is stopped (SIGSTOP),
or a proxy between it and PostgreSQL forwards nothing more. Neither closes a connection, and both answer keepalives.
Digests of several channels are due every minute meanwhile. Then what was frozen goes on; in the end every digest must
be there once.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from bot.db import open_database
from bot.db.backends.factory import open_tables
from bot.models.digest import DigestOptions, EmptyPolicy
from bot.models.schedule import Schedule
from bot.testserver import TestServer
from corpus.store import open_store
from tests.support.postgres import start_postgres
from tests.support.soak.processes import SoakProcess
from tests.support.soak.program import DISCORD_VARIABLE
from tests.support.soak.runner import wait_until
from tests.support.soak.verdict import Verdict

_CHANNELS = 10
_START_SECONDS, _TAKEOVER_SECONDS, _SETTLE_SECONDS = 120.0, 120.0, 180.0
#: Which session of the server has the lock for posting digests (its key spells "delivery").
_HOLDER_QUERY = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = 1684368489"


@dataclass
class FreezableProxy:
    """
    A TCP proxy to the socket of a PostgreSQL server.

    Attributes:
        socket: The server's socket.
        port: Its own port.
        flowing: Cleared while nothing is forwarded.
    """

    socket: str
    port: int = 0
    flowing: asyncio.Event = field(default_factory=asyncio.Event)

    @asynccontextmanager
    async def run(self) -> AsyncIterator[None]:
        """Forward throughout the context."""
        self.flowing.set()
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield
        finally:
            server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        back_reader, back_writer = await asyncio.open_unix_connection(self.socket)
        await asyncio.gather(self._forward(reader, back_writer), self._forward(back_reader, writer))

    async def _forward(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while data := await reader.read(65_536):
                await self.flowing.wait()
                writer.write(data)
                await writer.drain()
        await self.flowing.wait()  # the end of a connection does not arrive either
        writer.close()


async def measure_takeovers(folder: Path, rounds: int) -> Verdict:
    """Freeze one bot after the other, *rounds* times in either way; return the times and what became of the digests."""
    with start_postgres({"autovacuum": "on"}) as postgres:
        url = postgres.create_database()
        open_store(url).close()
        open_database(url).close()
        parts = urlsplit(url)
        options = parse_qs(parts.query)
        proxy = FreezableProxy(f"{options['host'][0]}/.s.PGSQL.{options['port'][0]}")
        async with TestServer(clock=lambda: datetime.now(UTC)) as server, proxy.run():
            server.world.shards = 2
            proxied = f"postgresql://dateline@127.0.0.1:{proxy.port}{parts.path}"
            first, second = (_build_bot(server, shard, address, folder) for shard, address in enumerate((proxied, url)))
            try:
                return await _freeze_in_turn(server, url, proxy, first, second, rounds)
            finally:
                proxy.flowing.set()
                for bot in (first, second):
                    await bot.kill(with_children=True)


def _build_bot(server: TestServer, shard: int, url: str, folder: Path) -> SoakProcess:
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")},
        "DATELINE_DATABASE_URL": url,
        "DATELINE_POLL_FEEDS": "off",
        "DISCORD_TOKEN": server.token,
        DISCORD_VARIABLE: server.url,
    }
    return SoakProcess(f"bot-{shard}", ("run", "--shards", f"{shard}/2"), environment, folder / f"bot-{shard}.log")


async def _freeze_in_turn(
    server: TestServer, url: str, proxy: FreezableProxy, first: SoakProcess, second: SoakProcess, rounds: int
) -> Verdict:
    verdict, chance = Verdict(), random.Random(0)
    due, channels = _subscribe(server, url, 2 + 2 * rounds)
    taken: dict[str, list[float]] = {"SIGSTOP": [], "frozen proxy": []}
    for number in range(2 * rounds):
        is_stopped = number % 2 == 0
        for bot in (first, second):  # the first one has the lock
            bot.start()
            await _require(lambda: _find_holder(url) is not None)
        holder = _find_holder(url)
        await _wait_for_both(server)
        await asyncio.sleep(chance.uniform(0, 5))
        begun = time.monotonic()
        if is_stopped:
            first.send_signal(signal.SIGSTOP)
        else:
            proxy.flowing.clear()
        await _require(partial(_has_other_holder, url, holder))
        taken["SIGSTOP" if is_stopped else "frozen proxy"].append(time.monotonic() - begun)
        await asyncio.sleep(chance.uniform(0, 15))
        if is_stopped:
            first.send_signal(signal.SIGCONT)
        proxy.flowing.set()
        await asyncio.sleep(8.0)  # what it had begun goes on
        for bot in (first, second):
            await bot.kill(with_children=True)
    second.start()
    last = max(moment for moments in due.values() for moment in moments)
    await wait_until(lambda: datetime.now(UTC) > last and not _has_open(url), _SETTLE_SECONDS)
    for name, seconds in taken.items():
        listed = ", ".join(f"{one:.1f}" for one in seconds)
        verdict.lines.append(f"{name}: another bot took over after {listed} s")
        if max(seconds) > 30:
            verdict.faults.append(f"{name}: it took more than 30 s")
    verdict.judge_digests(url, due, server, channels)
    return verdict


async def _require(condition: Callable[[], bool]) -> None:
    if not await wait_until(condition, _TAKEOVER_SECONDS):
        raise TimeoutError("nobody takes over; see the logs with --logs")


async def _wait_for_both(server: TestServer) -> None:
    def are_connected() -> bool:
        return {one.shard for one in server.gateway.sessions.values() if one.socket is not None} == {0, 1}

    await wait_until(are_connected, _START_SECONDS)


def _find_holder(url: str) -> int | None:
    """Return the number of the server's process that works for the bot which posts digests."""
    database, _ = open_tables(url, writable=True)
    with closing(database):
        rows = database.fetch_all(_HOLDER_QUERY)
    return int(rows[0][0]) if rows else None


def _has_other_holder(url: str, known: int | None) -> bool:
    return _find_holder(url) not in {None, known}


def _has_open(url: str) -> bool:
    with closing(open_database(url)) as database:
        return bool(database.ledger.list_unfinished())


def _subscribe(server: TestServer, url: str, minutes: int) -> tuple[dict[int, frozenset[datetime]], set[int]]:
    """Have a digest in every channel in every minute; return when they are due, and the channels."""
    now = datetime.now(UTC)
    first = now.replace(second=0, microsecond=0) + timedelta(minutes=1)
    moments = [first + timedelta(minutes=number) for number in range(minutes)]
    due, channels = dict[int, frozenset[datetime]](), set[int]()
    guild = server.find_guild()
    with closing(open_database(url)) as database:
        for number in range(_CHANNELS):
            channel = server.world.add_channel(guild, f"news-{number}")
            schedule = Schedule(tuple(one.time() for one in moments))
            wish = DigestOptions(str(guild.id), channel.id, schedule, empty_policy=EmptyPolicy.SAY)
            due[database.subscriptions.add(wish, now).id] = frozenset(moments)
            channels.add(channel.id)
    return due, channels


def run_command() -> int:
    """Measure, and print what came out; return 1 if it took too long or a digest was not posted once."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--logs", type=Path, help="a folder for the logs of the bots; by default they are deleted")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dateline-soak-") as name:
        folder = given.logs or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        return asyncio.run(measure_takeovers(folder, given.rounds)).print()


if __name__ == "__main__":
    sys.exit(run_command())
