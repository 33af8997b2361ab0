"""Claims about several processes that serve one bot: each serves the servers of its shards, and one posts digests."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import time, timedelta
from pathlib import Path
from typing import cast

import pytest
import pytest_asyncio

from bot.cli import runner
from bot.client.client import Dateline
from bot.client.config import Config, build_config
from bot.client.shards import ShardRange
from bot.commands.guild_events import purge_left_guilds, sync_guilds
from bot.db import PURGE_DELAY
from bot.digests import scheduler
from bot.errors import ConfigError, PostUncertain
from bot.models.clock import read_uptime
from bot.models.digest import DigestOptions
from bot.models.message import Message
from bot.models.schedule import Schedule
from bot.services.engine import QueryEngine
from bot.testserver import TestServer, patch_discord_urls
from bot.testserver.state.model import Channel, Guild
from corpus.store import open_store
from tests.support.bot.running_bot import REPLY_TIMEOUT, ManualClock, list_texts, read_text, run_bot
from tests.support.digests.digest_session import FRIDAY_NOON
from tests.support.digests.sentence_engine import SentenceEngine
from tests.support.postgres import PostgresServer


@pytest.mark.parametrize(
    ("text", "ids", "count"),
    [("0-3/16", (0, 1, 2, 3), 16), ("2/16", (2,), 16), ("15–15/16", (15,), 16), (" 0 - 1 / 2 ", (0, 1), 2)],
)
def test_some_shards_are_named_from_first_to_last(text: str, ids: tuple[int, ...], count: int) -> None:
    """Or by their number, if it is one."""
    shards = ShardRange.parse(text)
    assert (shards.ids, shards.count) == (ids, count)
    assert ShardRange.parse(str(shards)) == shards


@pytest.mark.parametrize("text", ["16/16", "3-1/16", "0-16/16", "0", "-1/2", "a/b", "0/0", "0/99999", "0-1/2/3"])
def test_shards_that_can_not_be_are_refused(text: str) -> None:
    """With an example of those that can."""
    with pytest.raises(ConfigError, match=r"isn't a range of shards\. Write it like 0-3/16"):
        build_config({"DATELINE_SHARDS": text})


def test_every_server_belongs_to_one_shard() -> None:
    """By the formula of Discord."""
    ranges = [ShardRange.parse(text) for text in ("0-1/5", "2/5", "3-4/5")]
    for number in range(50):
        guild = (number << 22) + 4_194_303
        assert [one.covers(guild) for one in ranges].count(True) == 1
        assert ranges[1].covers(guild) is (number % 5 == 2)


def test_a_file_serves_one_process(tmp_path: Path) -> None:
    """The way out is named; one process may still name all shards."""
    file = Config(f"sqlite:///{tmp_path / 'news.sqlite3'}", shards=ShardRange.parse("0/2"))
    with pytest.raises(ConfigError, match=r"a SQLite file serves only one\. Use a PostgreSQL database"):
        runner.run(file)
    with pytest.raises(ConfigError, match="DISCORD_TOKEN"):
        runner.run(Config(file.database_url, shards=ShardRange.parse("0-1/2")))


@dataclass
class SharedBot:
    """
    A bot of two processes, played by two clients on one database.

    Attributes:
        server: Its Discord, with a guild of each shard.
        clock: Its clock.
        sheet: Its articles.
        guilds: The guilds by shard; the second one is German.
        channels: A channel of each guild.
        clients: The clients by shard.
        stop: Closes the client of a shard.
    """

    server: TestServer
    clock: ManualClock
    sheet: SentenceEngine
    guilds: list[Guild]
    channels: list[Channel]
    clients: list[Dateline]
    stop: list[Callable[[], object]]

    async def run_command(self, shard: int, command: str, **options: object) -> str:
        """Use a command in the guild of a shard and return its answer."""
        member = self.server.as_member("Ada", self.guilds[shard].name)
        pending = member.run_slash_command(command, options, channel=self.channels[shard])
        return "\n".join(list_texts((await pending.wait_for_answer(REPLY_TIMEOUT)).components))

    def list_posted(self, shard: int) -> list[str]:
        """Return the texts of the digests in the channel of a shard, oldest first."""
        held = sorted(self.server.world.messages[self.channels[shard].id].values(), key=lambda one: one.id)
        return [read_text(one) for one in held if one.author.bot and one.private_to is None]


async def wait_until(condition: Callable[[], bool]) -> None:
    """Wait until something is so that nothing reports."""
    async with asyncio.timeout(REPLY_TIMEOUT):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.02)


@asynccontextmanager
async def run_shard(shared: SharedBot, config: Config, sheet: SentenceEngine) -> AsyncIterator[Dateline]:
    """Run the client of a shard until the context ends."""
    async with run_bot(shared.server, config, shared.clock, lambda _: cast("QueryEngine", sheet)) as client:
        await client.wait_until_ready()
        yield client


@pytest_asyncio.fixture
async def shared(
    postgres: PostgresServer, reused_server_url: str, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[SharedBot]:
    """Run a bot of two processes, of which the first one posts digests."""
    monkeypatch.setattr(scheduler, "_TAKEOVER_SECONDS", 0.1)
    monkeypatch.setattr(scheduler, "_NOTICE_SECONDS", 0.05)
    postgres.empty_database(reused_server_url)
    clock, sheet = ManualClock(FRIDAY_NOON), SentenceEngine(["Rates rose by half a point."])
    async with TestServer(clock=clock) as server, AsyncExitStack() as stack:
        stack.enter_context(patch_discord_urls(server.url))
        sheet.store = stack.enter_context(open_store(reused_server_url))  # type: ignore[attr-defined]  # to count there
        first, ada = server.find_guild(), server.as_member("Ada").user
        second = first
        while (first.id >> 22) % 2 == (second.id >> 22) % 2:
            second = server.world.add_guild(f"Server {len(server.world.guilds)}", ada, locale="de")
        guilds = [first, second]
        numbers = [(one.id >> 22) % 2 for one in guilds]
        channels = [server.find_channel("briefings"), server.world.add_channel(second, "berichte")]
        shared = SharedBot(server, clock, sheet, guilds, channels, [], [])
        for shard in numbers:
            config = Config(reused_server_url, shards=ShardRange(shard, shard, 2))
            own = await stack.enter_async_context(AsyncExitStack())
            shared.clients.append(await own.enter_async_context(run_shard(shared, config, sheet)))
            shared.stop.append(own.aclose)
            await wait_until(lambda: shared.clients[0].delivery.is_deliverer)
        yield shared


@pytest.mark.postgres
async def test_commands_of_either_process_are_answered_and_digests_posted_once(shared: SharedBot) -> None:
    """The process that posts digests knows the other's servers by Discord's REST API, with language and settings."""
    first, second = shared.clients
    seen = [{guild.id for guild in client.guilds} for client in shared.clients]
    assert seen[0] | seen[1] == set(shared.server.world.guilds)
    assert not seen[0] & seen[1]
    for shard in (0, 1):
        await shared.run_command(shard, "digest add", time="1pm", zone="Seoul")
        await shared.run_command(shard, "digest now")
    assert [client.delivery.is_deliverer for client in (first, second)] == [True, False]
    english, german = shared.list_posted(0), shared.list_posted(1)
    assert len(english) == len(german) == 1
    assert "Rates rose by half a point." in english[0]
    assert "Rates rose by half a point." in german[0]
    assert "Friday 21 June" in english[0]
    assert "Freitag, 21. Juni" in german[0]
    await shared.run_command(1, "settings language", language="es")
    shared.sheet.sentences.append("Rain fell on the harbour.")
    shared.clock.now += timedelta(hours=1)
    second.delivery.wake()
    await wait_until(lambda: len(shared.list_posted(0)) + len(shared.list_posted(1)) == 4)
    assert "Friday 21 June" in shared.list_posted(0)[1]
    assert "viernes, 21 de junio" in shared.list_posted(1)[1]


@pytest.mark.postgres
async def test_a_server_of_another_process_is_not_left(shared: SharedBot) -> None:
    """Nor deleted by a process that doesn't know it; the one that does notices when it was left."""
    here, there = (str(guild.id) for guild in shared.guilds)
    for shard in (0, 1):
        await shared.run_command(shard, "digest add", time="1pm", zone="Seoul")
        await sync_guilds(shared.clients[shard])
    application = shared.server.world.application
    run = shared.clients[0].database.run
    assert await run(lambda db: db.guilds.list_left(application)) == frozenset()
    shared.server.world.remove_member(shared.guilds[1], shared.server.world.bot)
    await sync_guilds(shared.clients[0])
    async with asyncio.timeout(REPLY_TIMEOUT):
        while await run(lambda db: db.guilds.list_left(application)) != {there}:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    shared.clock.now += PURGE_DELAY
    assert await purge_left_guilds(shared.clients[0]) == ()
    assert await purge_left_guilds(shared.clients[1]) == (there,)
    assert await run(lambda db: len(db.subscriptions.list_subscriptions(here))) == 1
    assert await run(lambda db: len(db.subscriptions.list_subscriptions(there))) == 0


@pytest.mark.postgres
async def test_another_process_posts_digests_when_the_first_ends(shared: SharedBot) -> None:
    """Those of all servers, also while nobody serves some of them."""
    for shard in (0, 1):
        await shared.run_command(shard, "digest add", time="1pm", zone="Seoul")
    await shared.stop[0]()  # type: ignore[misc]
    await wait_until(lambda: shared.clients[1].delivery.is_deliverer)
    shared.clock.now += timedelta(hours=1)
    shared.clients[1].delivery.wake()
    await wait_until(lambda: len(shared.list_posted(0)) + len(shared.list_posted(1)) == 2)
    assert [len(shared.list_posted(shard)) for shard in (0, 1)] == [1, 1]


@pytest.mark.postgres
async def test_a_process_that_was_suspended_before_a_request_does_not_post(
    shared: SharedBot,
) -> None:
    """Although it had the lock when it began: it looks again immediately before the request, when time has passed."""
    first, second = shared.clients
    await first.database.run(lambda db: db.delivery_lock.release())
    await wait_until(lambda: second.delivery.is_deliverer)
    first.delivery._delivery._confirmed_at = read_uptime() - 60
    options = DigestOptions(str(shared.guilds[0].id), shared.channels[0].id, Schedule((time(8),)))
    with pytest.raises(PostUncertain, match="another process"):
        await first.delivery._poster.send(options, Message(("Rates rose.",)), "nonce")
    assert shared.list_posted(0) == []


@pytest.mark.postgres
async def test_settings_that_another_process_stored_are_read(shared: SharedBot) -> None:
    """Not only those of the start; and what is set here leaves other settings alone."""
    guild = str(shared.guilds[1].id)
    first, second = shared.clients
    await second.database.run(lambda db: db.settings.set(guild, 0, "language", "ja"))
    await first.database.run(lambda db: db.settings.set(guild, 0, "topic", "rates"))
    await second.database.run(lambda db: db.settings.reload())
    for client in shared.clients:
        preferences = client.settings.resolve(guild, 0)
        assert (preferences.language, preferences.topic) == ("ja", "rates")
