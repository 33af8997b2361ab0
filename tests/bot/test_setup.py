"""`/setup` over the wire: one message that is edited step by step, from the channel to the first digest."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.books import open_books
from bot.books.setups import KEPT
from bot.config import Config
from bot.drafts import Draft, Lead, Stage, dumps, loads
from bot.errors import LedgerError
from bot.scopes.intake import Door
from bot.testserver import Message, TestServer, Unsendable
from bot.testserver.actors import Actor
from bot.testserver.world.permissions import Permission
from corpus import ingest
from corpus.model import Topic
from corpus.registry import Registry
from corpus.store import open_store
from tests.bot.admins import said, shows
from tests.bot.wire import PATIENCE, HandClock, running
from tests.corpus.hostile import Server

NOON = datetime(2024, 6, 24, 12, 0, tzinfo=ZoneInfo("UTC"))


@pytest.fixture
def config(url: str) -> Config:
    """Give a bot in Seoul, with a database that does not exist yet."""
    return Config(url, timezone="Asia/Seoul")


async def begin(server: TestServer, member: Actor) -> Message:
    """Use the command; give its message, of which the first step is shown."""
    message = await member.slash("setup").answer(PATIENCE)
    await shows(server, message, "step 1 of 5")
    return message


async def choose_channel(server: TestServer, member: Actor, message: Message) -> None:
    """Go as far as the second step."""
    member.pick(message, "Choose a channel", server.channel("briefings"))
    await shows(server, message, "step 2 of 5")


async def choose_time(server: TestServer, member: Actor, message: Message, times: str = "8:30, 9pm") -> None:
    """Go as far as the third step."""
    opened = member.press(message, "Choose time and zone …")
    await opened.modal(PATIENCE)
    member.submit(opened, {"times": times, "zone": "seoul"})
    await shows(server, message, "step 3 of 5")


async def test_a_digest_is_set_up_from_channel_to_first_post(
    config: Config, clock: HandClock, door: Door, outlet: Server
) -> None:
    """A new topic, a feed found by its address, a preview; then it is posted at the hour asked for."""
    async with TestServer(clock=clock) as server, running(server, config, clock, door=door) as client:
        ada, guild = server.member("Ada"), str(server.guild().id)
        message = await begin(server, ada)
        assert message.private_to == ada.user.id
        await choose_channel(server, ada, message)
        await choose_time(server, ada, message)
        opened = ada.press(message, "New topic …")
        await opened.modal(PATIENCE)
        ada.submit(opened, {"name": "Sea walls", "terms": "sea wall, harbour"})
        assert "About: “Sea walls”" in await shows(server, message, "step 4 of 5")
        opened = ada.press(message, "Add sources …")
        await opened.modal(PATIENCE)
        ada.submit(opened, {"text": f"{outlet.base}/feed\n{outlet.base}/nothing"})
        report = await shows(server, message, "lists 1 article now")
        assert "Herald" in report
        assert "the server answered 404" in report
        ada.press(message, "Go on")
        checked = await shows(server, message, "step 5 of 5")
        assert "The bot may post there." in checked
        assert "Time: 08:30, 21:00, Asia/Seoul" in checked
        ada.press(message, "Start the digest")
        done = await shows(server, message, "1 article was fetched from the new feeds.")
        due = datetime(2024, 6, 25, 8, 30, tzinfo=ZoneInfo("Asia/Seoul"))
        assert f"<t:{int(due.timestamp())}:F>" in done
        with open_store(config.database_url) as store:
            assert [(topic.name, topic.terms) for topic in store.topics(guild)] == [
                ("Sea walls", ("sea wall", "harbour"))
            ]
            assert [feed.title for feed in store.feeds(guild)] == ["Herald"]
        clock.now = due
        client.delivery.wake()
        posted = await server.message("briefings", timeout=PATIENCE)
        assert "harbour council" in said(posted)


async def test_a_setup_goes_on_after_a_restart(config: Config, clock: HandClock) -> None:
    """What was chosen is kept with the message, forms that were open included."""
    async with TestServer(clock=clock) as server:
        ada = server.member("Ada")
        async with running(server, config, clock):
            message = await begin(server, ada)
            await choose_channel(server, ada, message)
            opened = ada.press(message, "Choose time and zone …")
            await opened.modal(PATIENCE)
        async with running(server, config, clock):
            ada.submit(opened, {"times": "noon", "zone": "Kyiv"})
            assert "Time: 12:00, Europe/Kyiv" in await shows(server, message, "step 3 of 5")


async def test_what_the_channel_does_not_grant_is_named(config: Config, clock: HandClock) -> None:
    """With those who can grant it; when they have, the flow goes on."""
    async with TestServer(clock=clock) as server, running(server, config, clock):
        ada, channel = server.member("Ada"), server.channel("briefings")
        server.world.deny(channel, Permission.SEND_MESSAGES)
        message = await begin(server, ada)
        ada.pick(message, "Choose a channel", channel)
        shown = await shows(server, message, "may not post there")
        assert "✗ Send Messages" in shown
        assert "✓ View Channel" in shown
        assert "members with “Admin”" in shown
        ada.press(message, "Go on")
        await shows(server, message, "step 2 of 5")
        await choose_time(server, ada, message)
        ada.pick(message, "Choose a topic", "everything")
        await shows(server, message, "step 4 of 5")
        ada.press(message, "Go on")
        await shows(server, message, "may not post there")
        with pytest.raises(Unsendable, match="disabled"):
            ada.press(message, "Start the digest")
        server.world.deny(channel, 0)
        ada.press(message, "Check again")
        await shows(server, message, "The bot may post there.")


async def test_a_setup_that_is_over_is_visibly_so(config: Config, clock: HandClock) -> None:
    """Cancelled, or left alone for a day: nothing can be pressed any more, and nothing was set up."""
    async with TestServer(clock=clock) as server, running(server, config, clock):
        ada = server.member("Ada")
        message = await begin(server, ada)
        ada.press(message, "Cancel")
        await shows(server, message, "nothing was set up")
        with pytest.raises(Unsendable, match="disabled"):
            ada.press(message, "Over")
        message = await begin(server, ada)
        clock.now += KEPT + timedelta(minutes=1)
        ada.pick(message, "Choose a channel", server.channel("briefings"))
        await shows(server, message, "This setup is over.")
    with closing(open_books(config.database_url)) as books:
        assert books.roll.standing() == ()


async def test_who_may_not_manage_the_server_any_more_goes_no_further(config: Config, clock: HandClock) -> None:
    """Buttons look at Discord's permissions at the moment they are pressed."""
    async with TestServer(clock=clock) as server, running(server, config, clock):
        mel, guild = server.member("Mel"), server.guild()
        role = server.world.add_role(guild, "Editors", Permission.MANAGE_GUILD)
        guild.members[mel.user.id].roles.add(role.id)
        message = await begin(server, mel)
        guild.members[mel.user.id].roles.remove(role.id)
        use = mel.pick(message, "Choose a channel", server.channel("briefings"))
        refused = await use.answer(PATIENCE)
        assert "right to manage" in said(refused)
        assert "step 1 of 5" in said(message)


async def test_what_can_not_be_read_is_told_beside_it(config: Config, clock: HandClock) -> None:
    """The step stays; a better answer goes on."""
    async with TestServer(clock=clock) as server, running(server, config, clock):
        ada = server.member("Ada")
        message = await begin(server, ada)
        await choose_channel(server, ada, message)
        opened = ada.press(message, "Choose time and zone …")
        await opened.modal(PATIENCE)
        use = ada.submit(opened, {"times": "breakfast", "zone": "seoul"})
        refused = await use.until(
            lambda held: next((m for m in held.messages if m is not message), None), "error", PATIENCE
        )
        assert "can't be read" in said(refused)
        assert refused.private_to == ada.user.id
        await choose_time(server, ada, message)


async def test_topics_that_are_there_are_offered_with_a_preview(config: Config, clock: HandClock) -> None:
    """Everybody's and this server's; what the channel would get is shown, escaped, before anything begins."""
    async with TestServer(clock=clock) as server, running(server, config, clock):
        ada, guild = server.member("Ada"), str(server.guild().id)
        words = b"Rates rise\n\n@everyone The rates rose on Monday, the **bank** said after a long night.\n"
        with open_store(config.database_url) as store:
            ingest.add(store, [ingest.source(words, "rates", "-", guild)], Registry())
            store.keep_topic(Topic("Rates", ("rates",), scope=guild))
            store.keep_topic(Topic("Secret", ("rates",), scope="999"))
        message = await begin(server, ada)
        await choose_channel(server, ada, message)
        await choose_time(server, ada, message)
        with pytest.raises(Unsendable):
            ada.pick(message, "Choose a topic", "topic Secret")
        ada.pick(message, "Choose a topic", "topic Rates")
        await shows(server, message, "step 4 of 5")
        ada.press(message, "Go on")
        assert "\\@everyone The rates rose" in await shows(server, message, "step 5 of 5")
        ada.press(message, "Start the digest")
        await shows(server, message, "The next one is posted")
    with closing(open_books(config.database_url)) as books:
        (made,) = books.roll.standing()
        assert (made.wish.topic, made.wish.schedule.zone, made.wish.member) == ("Rates", "Asia/Seoul", ada.user.id)


def test_a_draft_comes_back_as_it_was_kept() -> None:
    """Every part of it; what is none is refused."""
    draft = Draft(
        Stage.SOURCES, 5, "Asia/Seoul", "08:00", "walls", ("sea wall",), (Lead("a", "https://a.example", "A", 3),)
    )
    assert loads(dumps(draft)) == draft
    with pytest.raises(LedgerError):
        loads("[]")
