"""What becomes of a server's things when the bot leaves it: kept for a time of grace, then wiped for real."""

from __future__ import annotations

import asyncio
from contextlib import closing
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.client.client import Dateline
from bot.client.config import Config
from bot.commands.guild_events import purge_left_guilds, sync_guilds
from bot.db import PURGE_DELAY, Repositories, open_database
from bot.testserver import TestServer
from bot.testserver.state.state import start_outage
from tests.support.bot.admin import get_text
from tests.support.bot.guild_records import count_guild_records, fill_guild
from tests.support.bot.running_bot import REPLY_TIMEOUT, ManualClock, list_texts, run_bot

NOON = datetime(2024, 6, 24, 12, 0, tzinfo=ZoneInfo("UTC"))
HERE, THERE = "111", "222"
BOT, OTHER = 1, 2


async def wait_until_noted(client: Dateline, guild: str, *, departed: bool = True) -> None:
    """Wait until the bot has noted that it is in a server, or that it left it."""

    def look(database: Repositories) -> bool:
        rows = database.privacy.list_guild_rows(guild)["servers"]
        return bool(rows) and (rows[0]["departed"] is not None) is departed

    async with asyncio.timeout(REPLY_TIMEOUT):
        while not await client.database.run(look):  # noqa: ASYNC110  # the database does not report what is written
            await asyncio.sleep(0.01)


async def test_a_server_that_was_left_is_wiped_after_a_week(config: Config, clock: ManualClock) -> None:
    """Not a day before; everything of it, and nothing of another."""
    async with TestServer(clock=clock) as server, run_bot(server, config, clock) as client:
        guild = server.find_guild()
        fill_guild(config, str(guild.id))
        fill_guild(config, THERE)
        before = count_guild_records(config, THERE)
        server.world.remove_member(guild, server.world.bot)
        await wait_until_noted(client, str(guild.id))
        clock.now += PURGE_DELAY - timedelta(hours=1)
        assert await purge_left_guilds(client) == ()
        assert count_guild_records(config, str(guild.id)) == before
        clock.now += timedelta(hours=1)
        assert await purge_left_guilds(client) == (str(guild.id),)
        assert count_guild_records(config, str(guild.id)) == 0
        assert count_guild_records(config, THERE) == before
        assert await purge_left_guilds(client) == ()
        assert not client.settings.list_overrides(str(guild.id))


async def test_coming_back_keeps_all(config: Config, clock: ManualClock) -> None:
    """A kick by mistake costs nothing: the bot says hello again, and digests that could not be posted go on."""
    async with TestServer(clock=clock) as server, run_bot(server, config, clock) as client:
        guild = server.find_guild()
        fill_guild(config, str(guild.id))
        before = count_guild_records(config, str(guild.id))
        await client.wait_until_ready()  # before it is, whatever server comes is one that it was in
        server.world.remove_member(guild, server.world.bot)
        await wait_until_noted(client, str(guild.id))
        await client.database.run(
            lambda database: database.subscriptions.suspend(
                database.subscriptions.list_active()[0].id, "the channel is closed"
            )
        )
        guild.system_channel = server.find_channel("general").id
        server.world.add_member(guild, server.world.bot, *guild.roles.values())
        hello = await server.wait_for_message("general", timeout=REPLY_TIMEOUT)
        assert "Set up a daily digest" in get_text(hello)
        (digest,) = await client.database.run(lambda database: database.subscriptions.list_active())
        assert not digest.suspended
        clock.now += PURGE_DELAY * 2
        assert await purge_left_guilds(client) == ()
        assert count_guild_records(config, str(guild.id)) == before


async def test_an_outage_is_not_leaving(config: Config, clock: ManualClock) -> None:
    """However long it lasts."""
    async with TestServer(clock=clock) as server, run_bot(server, config, clock) as client:
        guild = server.find_guild()
        fill_guild(config, str(guild.id))
        start_outage(server.world, guild)
        await (
            server.as_member("Mel").switch_to_dm().run_slash_command("help").wait_for_answer(REPLY_TIMEOUT)
        )  # what came before it was heard
        clock.now += PURGE_DELAY * 2
        assert await purge_left_guilds(client) == ()
        await sync_guilds(client)
        assert await purge_left_guilds(client) == ()
        assert count_guild_records(config, str(guild.id))


async def test_what_was_left_while_the_bot_was_away_is_noted_at_the_start(config: Config, clock: ManualClock) -> None:
    """The week begins when it is noticed."""
    async with TestServer(clock=clock) as server:
        guild = server.find_guild()
        async with run_bot(server, config, clock) as client:
            await wait_until_noted(client, str(guild.id), departed=False)
        fill_guild(config, str(guild.id))
        server.world.remove_member(guild, server.world.bot)
        async with run_bot(server, config, clock) as client:
            await wait_until_noted(client, str(guild.id))
            clock.now += PURGE_DELAY
            assert await purge_left_guilds(client) == (str(guild.id),)
        assert count_guild_records(config, str(guild.id)) == 0


def test_another_application_on_the_same_database_has_left_nothing(config: Config) -> None:
    """As when a test server is run on the operator's own corpus: what it does not know is not its to wipe."""
    with closing(open_database(config.database_url)) as database:
        database.guilds.sync_guilds(BOT, {HERE}, NOON)
        database.guilds.sync_guilds(OTHER, {THERE}, NOON)
        assert database.guilds.list_purgeable(OTHER, NOON + PURGE_DELAY) == ()
        database.guilds.mark_left(OTHER, HERE, NOON)
        assert database.guilds.list_purgeable(OTHER, NOON + PURGE_DELAY) == ()
        database.guilds.mark_left(BOT, HERE, NOON)
        assert database.guilds.list_purgeable(BOT, NOON + PURGE_DELAY) == (HERE,)


async def test_no_welcome_where_the_bot_may_not_write(config: Config, clock: ManualClock) -> None:
    """It comes in silently, then; and where no channel is meant for it."""
    async with TestServer(clock=clock) as server, run_bot(server, config, clock) as client:
        await client.wait_until_ready()
        guild = server.world.add_guild("Second", server.as_member("Ada").user, with_bot=False)
        channel = server.world.add_channel(guild, "lobby")
        guild.system_channel = channel.id
        server.world.set_denied_permissions(channel, 1 << 11)
        server.world.add_member(guild, server.world.bot)
        await server.as_member("Ada", "Second").run_slash_command("help").wait_for_answer(REPLY_TIMEOUT)
        assert [
            list_texts(one.components) for one in server.list_messages("lobby", "Second") if not one.private_to
        ] == []
