"""`/setup` over the wire: one message that is edited step by step, from the channel to the first digest."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime, timedelta
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest

from bot.client.config import Config
from bot.db import open_database
from bot.db.setups import SETUP_LIFETIME
from bot.errors import LedgerError
from bot.models.feed_lists import FeedList, FeedListKind
from bot.models.setup import SetupSource, SetupStage, SetupState, dump_setup, load_setup
from bot.services.feeds import FetchSettings
from bot.testserver import ChatMessage, InvalidInteractionError, SimulatedUser, TestServer
from bot.testserver.state.model import Permission
from bot.testserver.state.state import set_command_permissions
from corpus.entities import Registry
from corpus.models import Topic
from corpus.pipeline import add_sources
from corpus.sources.files import build_source
from corpus.store import open_store
from tests.support.bot.admin import get_text, wait_for_text
from tests.support.bot.running_bot import REPLY_TIMEOUT, ManualClock, run_bot
from tests.support.corpus.loopback_server import LoopbackServer

NOON = datetime(2024, 6, 24, 12, 0, tzinfo=ZoneInfo("UTC"))


@pytest.fixture
def config(url: str) -> Config:
    """Return a bot in Seoul, with a database that does not exist yet."""
    return Config(url, timezone="Asia/Seoul")


async def begin(server: TestServer, member: SimulatedUser) -> ChatMessage:
    """Use the command; give its message, of which the first step is shown."""
    message = await member.run_slash_command("setup").wait_for_answer(REPLY_TIMEOUT)
    await wait_for_text(server, message, "step 1 of 5")
    return message


async def choose_channel(server: TestServer, member: SimulatedUser, message: ChatMessage) -> None:
    """Go as far as the second step."""
    member.pick_options(message, "Choose a channel", server.find_channel("briefings"))
    await wait_for_text(server, message, "step 2 of 5")


async def choose_time(
    server: TestServer, member: SimulatedUser, message: ChatMessage, times: str = "8:30, 9pm"
) -> None:
    """Go as far as the third step."""
    opened = member.press_button(message, "Choose time and time zone …")
    await opened.wait_for_modal(REPLY_TIMEOUT)
    member.submit_modal(opened, {"times": times, "zone": "seoul"})
    await wait_for_text(server, message, "step 3 of 5")


async def test_a_digest_is_set_up_from_channel_to_first_post(
    config: Config, clock: ManualClock, fetch_settings: FetchSettings, outlet: LoopbackServer
) -> None:
    """A new topic, a feed found by its address, a preview; then it is posted at the hour asked for."""
    async with (
        TestServer(clock=clock) as server,
        run_bot(server, config, clock, fetch_settings=fetch_settings) as client,
    ):
        ada, guild = server.as_member("Ada"), str(server.find_guild().id)
        message = await begin(server, ada)
        assert message.private_to == ada.user.id
        await choose_channel(server, ada, message)
        await choose_time(server, ada, message)
        opened = ada.press_button(message, "New topic …")
        await opened.wait_for_modal(REPLY_TIMEOUT)
        ada.submit_modal(opened, {"name": "Sea walls", "terms": "sea wall, harbour"})
        assert "About: “Sea walls”" in await wait_for_text(server, message, "step 4 of 5")
        opened = ada.press_button(message, "Add sources …")
        await opened.wait_for_modal(REPLY_TIMEOUT)
        ada.submit_modal(opened, {"text": f"{outlet.base_url}/feed\n{outlet.base_url}/nothing"})
        report = await wait_for_text(server, message, "lists 1 article now")
        assert "Herald" in report
        assert "the server answered with 404" in report
        ada.press_button(message, "Continue")
        checked = await wait_for_text(server, message, "step 5 of 5")
        assert "I can post there." in checked
        assert "I'll read the new feeds as soon as you start the digest." in checked
        assert "Time: 08:30, 21:00, Asia/Seoul" in checked
        ada.press_button(message, "Start the digest")
        done = await wait_for_text(server, message, "I fetched 1 article from the new feeds.")
        due = datetime(2024, 6, 25, 8, 30, tzinfo=ZoneInfo("Asia/Seoul"))
        assert f"<t:{int(due.timestamp())}:F>" in done
        with open_store(config.database_url) as store:
            assert [(topic.name, topic.terms) for topic in store.list_topics(guild)] == [
                ("Sea walls", ("sea wall", "harbour"))
            ]
            assert [feed.title for feed in store.list_feeds(guild)] == ["Herald"]
        clock.now = due
        client.delivery.wake()
        posted = await server.wait_for_message("briefings", timeout=REPLY_TIMEOUT)
        assert "harbour council" in get_text(posted)


async def test_a_ready_list_is_followed_and_what_is_gone_is_named(
    config: Config, clock: ManualClock, fetch_settings: FetchSettings, outlet: LoopbackServer
) -> None:
    """A feed of the list that can't be read is skipped with a message, and /feeds list names it with the reason."""
    gone = f"{outlet.base_url}/gone"
    listed = FeedList(FeedListKind.TOPIC, "science", {f"{outlet.base_url}/feed": "Herald", gone: "Gone Gazette"})
    async with (
        TestServer(clock=clock) as server,
        run_bot(server, config, clock, fetch_settings=fetch_settings),
    ):
        ada = server.as_member("Ada")
        message = await begin(server, ada)
        await choose_channel(server, ada, message)
        await choose_time(server, ada, message)
        ada.pick_options(message, "Choose a topic", "everything")
        await wait_for_text(server, message, "step 4 of 5")
        with patch("bot.commands.setup.find_feed_list", return_value=listed):
            ada.pick_options(message, "Feeds by topic", "science")
            report = await wait_for_text(server, message, "lists 1 article now")
        assert "I skip 1 feed of the list, which I can't read now" in report
        ada.press_button(message, "Continue")
        await wait_for_text(server, message, "step 5 of 5")
        ada.press_button(message, "Start the digest")
        done = await wait_for_text(server, message, "I fetched 1 article from the new feeds.")
        assert "I skip 1 feed of the list, which I can't read now" in done
        shown = await ada.run_slash_command("feeds list").wait_for_answer(REPLY_TIMEOUT)
        assert "Gone Gazette" in get_text(shown)
        assert "the server answered with 404" in get_text(shown)


async def test_a_setup_goes_on_after_a_restart(config: Config, clock: ManualClock) -> None:
    """What was chosen is kept with the message, forms that were open included."""
    async with TestServer(clock=clock) as server:
        ada = server.as_member("Ada")
        async with run_bot(server, config, clock):
            message = await begin(server, ada)
            await choose_channel(server, ada, message)
            opened = ada.press_button(message, "Choose time and time zone …")
            await opened.wait_for_modal(REPLY_TIMEOUT)
        async with run_bot(server, config, clock):
            ada.submit_modal(opened, {"times": "noon", "zone": "Kyiv"})
            assert "Time: 12:00, Europe/Kyiv" in await wait_for_text(server, message, "step 3 of 5")


async def test_what_the_channel_does_not_grant_is_named(config: Config, clock: ManualClock) -> None:
    """With those who can grant it; when they have, the flow goes on."""
    async with TestServer(clock=clock) as server, run_bot(server, config, clock):
        ada, channel = server.as_member("Ada"), server.find_channel("briefings")
        server.world.set_denied_permissions(channel, Permission.SEND_MESSAGES)
        message = await begin(server, ada)
        ada.pick_options(message, "Choose a channel", channel)
        shown = await wait_for_text(server, message, "I can't post there")
        assert "✗ Send Messages" in shown
        assert "✓ View Channel" in shown
        assert "members with “Admin”" in shown
        ada.press_button(message, "Continue")
        await wait_for_text(server, message, "step 2 of 5")
        await choose_time(server, ada, message)
        ada.pick_options(message, "Choose a topic", "everything")
        await wait_for_text(server, message, "step 4 of 5")
        ada.press_button(message, "Continue")
        await wait_for_text(server, message, "I can't post there")
        with pytest.raises(InvalidInteractionError, match="disabled"):
            ada.press_button(message, "Start the digest")
        server.world.set_denied_permissions(channel, 0)
        ada.press_button(message, "Check again")
        await wait_for_text(server, message, "I can post there.")


async def test_a_setup_that_is_over_is_visibly_so(config: Config, clock: ManualClock) -> None:
    """Cancelled, or left alone for a day: nothing can be pressed any more, and nothing was set up."""
    async with TestServer(clock=clock) as server, run_bot(server, config, clock):
        ada = server.as_member("Ada")
        message = await begin(server, ada)
        ada.press_button(message, "Cancel")
        await wait_for_text(server, message, "Nothing was set up")
        with pytest.raises(InvalidInteractionError, match="disabled"):
            ada.press_button(message, "Ended")
        message = await begin(server, ada)
        clock.now += SETUP_LIFETIME + timedelta(minutes=1)
        ada.pick_options(message, "Choose a channel", server.find_channel("briefings"))
        await wait_for_text(server, message, "This setup has ended.")
    with closing(open_database(config.database_url)) as database:
        assert database.subscriptions.list_active() == ()


async def test_who_may_not_manage_the_server_any_more_goes_no_further(config: Config, clock: ManualClock) -> None:
    """Buttons look at Discord's permissions at the moment they are pressed."""
    async with TestServer(clock=clock) as server, run_bot(server, config, clock):
        mel, guild = server.as_member("Mel"), server.find_guild()
        role = server.world.add_role(guild, "Editors", Permission.MANAGE_GUILD)
        guild.members[mel.user.id].roles.add(role.id)
        message = await begin(server, mel)
        guild.members[mel.user.id].roles.remove(role.id)
        use = mel.pick_options(message, "Choose a channel", server.find_channel("briefings"))
        refused = await use.wait_for_answer(REPLY_TIMEOUT)
        assert "Manage Server permission" in get_text(refused)
        assert "step 1 of 5" in get_text(message)


async def test_a_role_that_the_servers_settings_allow_may_set_up_a_digest(config: Config, clock: ManualClock) -> None:
    """Without the right to manage the server every step works, until the settings allow the command no longer."""
    async with TestServer(clock=clock) as server, run_bot(server, config, clock):
        mel, guild, world = server.as_member("Mel"), server.find_guild(), server.world
        (command,) = [number for number, one in world.commands[None].items() if one["name"] == "setup"]
        # The first channel of an old server has the server's id; that it is allowed there allows it to nobody.
        channel_entry = {"id": str(guild.id), "type": 3, "permission": True}
        with pytest.raises(InvalidInteractionError):
            mel.run_slash_command("setup")
        role = world.add_role(guild, "Editors")
        guild.members[mel.user.id].roles.add(role.id)
        set_command_permissions(world, guild, command, [{"id": str(role.id), "type": 1, "permission": True}])
        message = await begin(server, mel)
        await choose_channel(server, mel, message)
        await choose_time(server, mel, message)
        for entry in ({"id": str(role.id), "type": 1, "permission": False}, channel_entry):
            set_command_permissions(world, guild, command, [entry])
            refused = await mel.press_button(message, "Back").wait_for_answer(REPLY_TIMEOUT)
            assert "Manage Server permission" in get_text(refused)
        assert "step 3 of 5" in get_text(message)


async def test_what_can_not_be_read_is_reported_beside_it(config: Config, clock: ManualClock) -> None:
    """The step stays; a better answer goes on."""
    async with TestServer(clock=clock) as server, run_bot(server, config, clock):
        ada = server.as_member("Ada")
        message = await begin(server, ada)
        await choose_channel(server, ada, message)
        opened = ada.press_button(message, "Choose time and time zone …")
        await opened.wait_for_modal(REPLY_TIMEOUT)
        use = ada.submit_modal(opened, {"times": "breakfast", "zone": "seoul"})
        refused = await use.wait_until(
            lambda held: next((m for m in held.messages if m is not message), None), "error", REPLY_TIMEOUT
        )
        assert "I can't read" in get_text(refused)
        assert refused.private_to == ada.user.id
        await choose_time(server, ada, message)


async def test_topics_that_are_there_are_offered_with_a_preview(config: Config, clock: ManualClock) -> None:
    """Everybody's and this server's; what the channel would get is shown, escaped, before anything begins."""
    async with TestServer(clock=clock) as server, run_bot(server, config, clock):
        ada, guild = server.as_member("Ada"), str(server.find_guild().id)
        words = b"Rates rise\n\n@everyone The rates rose on Monday, the **bank** said after a long night.\n"
        with open_store(config.database_url) as store:
            add_sources(store, [build_source(words, "rates", "-", guild)], Registry())
            store.save_topic(Topic("Rates", ("rates",), scope=guild))
            store.save_topic(Topic("Secret", ("rates",), scope="999"))
        message = await begin(server, ada)
        await choose_channel(server, ada, message)
        await choose_time(server, ada, message)
        with pytest.raises(InvalidInteractionError):
            ada.pick_options(message, "Choose a topic", "topic Secret")
        ada.pick_options(message, "Choose a topic", "topic Rates")
        await wait_for_text(server, message, "step 4 of 5")
        ada.press_button(message, "Continue")
        assert "\\@everyone The rates rose" in await wait_for_text(server, message, "step 5 of 5")
        ada.press_button(message, "Start the digest")
        await wait_for_text(server, message, "I'll post the next one")
    with closing(open_database(config.database_url)) as database:
        (made,) = database.subscriptions.list_active()
        assert (made.options.topic, made.options.schedule.zone, made.options.member) == (
            "Rates",
            "Asia/Seoul",
            ada.user.id,
        )


def test_a_draft_is_loaded_as_it_was_stored() -> None:
    """Every part of it; what is none is refused."""
    draft = SetupState(
        SetupStage.SOURCES,
        5,
        "Asia/Seoul",
        "08:00",
        "walls",
        ("sea wall",),
        (SetupSource("a", "https://a.example", "A", 3),),
    )
    assert load_setup(dump_setup(draft)) == draft
    with pytest.raises(LedgerError):
        load_setup("[]")
