"""What becomes of a server's things when the bot leaves it: kept for a time of grace, then wiped for real."""

from __future__ import annotations

import asyncio
from contextlib import closing
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot import leaving
from bot.books import Books, open_books
from bot.books.servers import GRACE
from bot.client import Dateline
from bot.config import Config
from bot.testserver import TestServer
from bot.testserver.world import administration
from tests.bot.admins import said
from tests.bot.belongings import fill, kept
from tests.bot.wire import PATIENCE, HandClock, running, texts

NOON = datetime(2024, 6, 24, 12, 0, tzinfo=ZoneInfo("UTC"))
HERE, THERE = "111", "222"
BOT, OTHER = 1, 2


async def noted(client: Dateline, guild: str, *, departed: bool = True) -> None:
    """Wait until the bot has noted that it is in a server, or that it left it."""

    def look(books: Books) -> bool:
        rows = books.private.of_server(guild)["servers"]
        return bool(rows) and (rows[0]["departed"] is not None) is departed

    async with asyncio.timeout(PATIENCE):
        while not await client.books.do(look):  # noqa: ASYNC110  # the books tell nobody what is written
            await asyncio.sleep(0.01)


async def test_a_server_that_was_left_is_wiped_after_a_week(config: Config, clock: HandClock) -> None:
    """Not a day before; everything of it, and nothing of another."""
    async with TestServer(clock=clock) as server, running(server, config, clock) as client:
        guild = server.guild()
        fill(config, str(guild.id))
        fill(config, THERE)
        before = kept(config, THERE)
        server.world.leave(guild, server.world.bot)
        await noted(client, str(guild.id))
        clock.now += GRACE - timedelta(hours=1)
        assert await leaving.tidy(client) == ()
        assert kept(config, str(guild.id)) == before
        clock.now += timedelta(hours=1)
        assert await leaving.tidy(client) == (str(guild.id),)
        assert kept(config, str(guild.id)) == 0
        assert kept(config, THERE) == before
        assert await leaving.tidy(client) == ()
        assert not client.settings.chosen(str(guild.id))


async def test_coming_back_keeps_all(config: Config, clock: HandClock) -> None:
    """A kick by mistake costs nothing: the bot says hello again, and digests that found the door shut go on."""
    async with TestServer(clock=clock) as server, running(server, config, clock) as client:
        guild = server.guild()
        fill(config, str(guild.id))
        before = kept(config, str(guild.id))
        await client.wait_until_ready()  # before it is, whatever server comes is one that it was in
        server.world.leave(guild, server.world.bot)
        await noted(client, str(guild.id))
        await client.books.do(lambda books: books.roll.suspend(books.roll.standing()[0].id, "the channel is closed"))
        guild.system_channel = server.channel("general").id
        server.world.join(guild, server.world.bot, *guild.roles.values())
        hello = await server.message("general", timeout=PATIENCE)
        assert "posts a digest every day" in said(hello)
        (digest,) = await client.books.do(lambda books: books.roll.standing())
        assert not digest.suspended
        clock.now += GRACE * 2
        assert await leaving.tidy(client) == ()
        assert kept(config, str(guild.id)) == before


async def test_an_outage_is_not_leaving(config: Config, clock: HandClock) -> None:
    """However long it lasts."""
    async with TestServer(clock=clock) as server, running(server, config, clock) as client:
        guild = server.guild()
        fill(config, str(guild.id))
        administration.fail(server.world, guild)
        await server.member("Mel").direct().slash("help").answer(PATIENCE)  # what came before it was heard
        clock.now += GRACE * 2
        assert await leaving.tidy(client) == ()
        await leaving.compare(client)
        assert await leaving.tidy(client) == ()
        assert kept(config, str(guild.id))


async def test_what_was_left_while_the_bot_was_away_is_noted_at_the_start(config: Config, clock: HandClock) -> None:
    """The week begins when it is noticed."""
    async with TestServer(clock=clock) as server:
        guild = server.guild()
        async with running(server, config, clock) as client:
            await noted(client, str(guild.id), departed=False)
        fill(config, str(guild.id))
        server.world.leave(guild, server.world.bot)
        async with running(server, config, clock) as client:
            await noted(client, str(guild.id))
            clock.now += GRACE
            assert await leaving.tidy(client) == (str(guild.id),)
        assert kept(config, str(guild.id)) == 0


def test_another_application_on_the_same_database_has_left_nothing(config: Config) -> None:
    """As when a test server is run on the operator's own corpus: what it does not know is not its to wipe."""
    with closing(open_books(config.database_url)) as books:
        books.servers.seen(BOT, {HERE}, NOON)
        books.servers.seen(OTHER, {THERE}, NOON)
        assert books.servers.overdue(OTHER, NOON + GRACE) == ()
        books.servers.left(OTHER, HERE, NOON)
        assert books.servers.overdue(OTHER, NOON + GRACE) == ()
        books.servers.left(BOT, HERE, NOON)
        assert books.servers.overdue(BOT, NOON + GRACE) == (HERE,)


async def test_no_welcome_where_the_bot_may_not_write(config: Config, clock: HandClock) -> None:
    """It comes in silently, then; and where no channel is meant for it."""
    async with TestServer(clock=clock) as server, running(server, config, clock) as client:
        await client.wait_until_ready()
        guild = server.world.add_guild("Second", server.member("Ada").user, with_bot=False)
        channel = server.world.add_channel(guild, "lobby")
        guild.system_channel = channel.id
        server.world.deny(channel, 1 << 11)
        server.world.join(guild, server.world.bot)
        await server.member("Ada", "Second").slash("help").answer(PATIENCE)
        assert [texts(one.components) for one in server.messages("lobby", "Second") if not one.private_to] == []
