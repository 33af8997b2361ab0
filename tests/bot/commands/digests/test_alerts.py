"""Claims about /alert, with the real client on the test server."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.client.client import Dateline
from bot.client.config import Config
from bot.db import open_database
from bot.models.alert import AlertRule
from bot.models.digest import Exclusions, Subscription
from bot.testserver import ChatMessage, InvalidInteractionError, TestServer
from bot.testserver.state.model import ChannelKind
from corpus.store import open_store
from tests.support.bot.running_bot import REPLY_TIMEOUT, ManualClock, list_quotations, read_text, run_bot
from tests.support.digests.alert_articles import FERRY_NEWS, add_ferry_news

NOON = datetime(2024, 6, 21, 3, tzinfo=UTC)  # in Seoul


@dataclass
class AlertSession:
    """The bot on a server, with a store that articles can be added to."""

    server: TestServer
    client: Dateline
    url: str

    async def run(self, command: str, **options: object) -> ChatMessage:
        """Use a command of /alert and return its private answer."""
        use = self.server.as_member("Ada").run_slash_command(f"alert {command}", options, channel="briefings")
        answer = await use.wait_for_answer(REPLY_TIMEOUT)
        assert answer.private_to is not None
        return answer

    async def run_for_text(self, command: str, **options: object) -> str:
        """Use a command of /alert and return the text of its answer."""
        return read_text(await self.run(command, **options))

    async def post_alert(self) -> ChatMessage:
        """Add articles on one event, and return what the bot posts of them."""
        add_ferry_news(self.url, "Osel Post", "Baltic Herald", "Northern Wire")
        self.client.delivery.wake()
        return await self.server.wait_for_message(
            "briefings", where=lambda one: one.private_to is None, timeout=REPLY_TIMEOUT
        )

    def list_alerts(self) -> tuple[Subscription, ...]:
        """Return the alerts of the database."""
        with closing(open_database(self.url)) as database:
            return database.subscriptions.list_alerts()


@pytest.fixture
async def session(tmp_path: Path) -> AsyncIterator[AlertSession]:
    """Yield the bot with an empty store."""
    url, clock = f"sqlite:///{tmp_path / 'news.sqlite3'}", ManualClock(NOON)
    open_store(url).close()
    async with TestServer(clock=clock) as server:
        server.world.add_channel(server.find_guild(), "forum", ChannelKind.FORUM)
        async with run_bot(server, Config(url, timezone="Asia/Seoul"), clock) as client:
            yield AlertSession(server, client, url)


async def test_a_story_is_posted_in_the_channel(session: AlertSession) -> None:
    """With a linked title, sentences word for word, the other outlets and controls to check and to mute."""
    text = await session.run_for_text("add", origins=3)
    assert text.startswith("### Alert set up\n**any story, from at least 3 origins** · <#")
    assert "up to 3 stories a day" in text
    message = await session.post_alert()
    posted = read_text(message)
    assert posted.startswith("-# Alert\n### [")
    assert "3 origins" in posted
    accessory = message.components[0]["components"][0]["accessory"]
    assert accessory["media"]["url"].startswith("https://cdn.example/")
    quoted = list_quotations(message)
    assert quoted
    assert all(any(sentence in body for _, body in FERRY_NEWS.values()) for sentence in quoted)
    ada = session.server.as_member("Ada")
    menu = await ada.pick_options(message, "Check a sentence against its article", "1").wait_for_answer(REPLY_TIMEOUT)
    assert quoted[0] in read_text(menu)


async def test_an_outlet_is_muted_from_an_alert(session: AlertSession) -> None:
    """It is left out of that alert from then on."""
    await session.run("add", origins=3)
    message = await session.post_alert()
    ada = session.server.as_member("Ada")
    menu = await ada.press_button(message, "Mute an outlet").wait_until(
        lambda held: held.messages[0] if held.messages else None, "the menu", REPLY_TIMEOUT
    )
    chosen = ada.pick_options(menu, "Choose an outlet", "0")
    await chosen.wait_until(lambda _: "is left out from now on" in read_text(menu) or None, "done", REPLY_TIMEOUT)
    (alert,) = session.list_alerts()
    assert len(alert.options.exclusions.outlets) == 1
    assert "from at least 3 origins" in read_text(menu)


async def test_a_form_asks_what_to_leave_out(session: AlertSession) -> None:
    """As for a digest."""
    answer = await session.run("add", watch="Halden", limit=1)
    ada = session.server.as_member("Ada")
    opened = ada.press_button(answer, "Leave out …")
    await opened.wait_for_modal(REPLY_TIMEOUT)
    sent = ada.submit_modal(opened, {"words": "rowing", "outlets": "", "actors": ""})
    await sent.wait_until(lambda _: "Leaves out: “rowing”" in read_text(answer) or None, "words", REPLY_TIMEOUT)
    assert session.list_alerts()[0].options.exclusions == Exclusions(("rowing",))


async def test_an_alert_leaves_out_what_the_digest_of_its_channel_does(session: AlertSession) -> None:
    """At the time when it is set up."""
    left_out = Exclusions(outlets=("Osel Post",))
    use = session.server.as_member("Ada").run_slash_command("digest add", {"time": "9:00"}, channel="briefings")
    await use.wait_for_answer(REPLY_TIMEOUT)
    with closing(open_database(session.url)) as database:
        database.subscriptions.set_exclusions(database.subscriptions.list_active()[0].id, left_out)
    assert "Leaves out: Osel Post" in await session.run_for_text("add", origins=3)
    assert session.list_alerts()[0].options.exclusions == left_out


async def test_alerts_are_listed_and_removed(session: AlertSession) -> None:
    """One that was removed posts nothing more; the digests of the server are apart."""
    assert "No alerts yet" in await session.run_for_text("list")
    await session.run("add", watch="Halden", topic="ferry", origins=2, limit=1)
    listed = await session.run_for_text("list")
    assert "stories about “ferry” that mention “Halden”, from at least 2 origins" in listed
    assert "up to 1 story a day" in listed
    use = session.server.as_member("Ada").run_slash_command("digest list", {}, channel="briefings")
    assert "No digests yet" in read_text(await use.wait_for_answer(REPLY_TIMEOUT))
    assert "I can't find this alert" in await session.run_for_text("remove", alert="99")
    removed = await session.run_for_text("remove", alert=str(session.list_alerts()[0].id))
    assert "I won't post any more of its stories." in removed
    assert "No alerts yet" in await session.run_for_text("list")
    add_ferry_news(session.url, "Osel Post", "Baltic Herald")
    assert await session.client.delivery.find_alerts() == 0


async def test_what_makes_no_sense_is_refused(session: AlertSession) -> None:
    """An alert for every story, and one that is there already."""
    await session.run("add", watch="Halden")
    assert "That would post every story." in await session.run_for_text("add", origins=1)
    assert "This channel already has this alert." in await session.run_for_text("add", watch="halden")
    assert len(session.list_alerts()) == 1


async def test_a_server_has_ten_alerts_at_most(session: AlertSession) -> None:
    """The maximum is named."""
    await session.run("add", watch="Halden")
    with closing(open_database(session.url)) as database:
        for _ in range(9):
            database.subscriptions.add(session.list_alerts()[0].options, NOON, alert=AlertRule())
    assert "already has 10 alerts, the maximum" in await session.run_for_text("add", watch="one more")


async def test_in_a_forum_the_headline_is_the_title(session: AlertSession) -> None:
    """Each story is a post of its own; members who may not manage the server are not offered the commands."""
    with pytest.raises(InvalidInteractionError, match="not offered to Mel"):
        session.server.as_member("Mel").run_slash_command("alert list", {}, channel="briefings")
    await session.run("add", watch="Halden", channel=session.server.find_channel("forum"))
    add_ferry_news(session.url, "Osel Post")
    await session.client.delivery.find_alerts()
    await session.client.delivery.tick()
    await session.client.delivery.wait_until_idle()
    (thread,) = [one for one in session.server.world.channels.values() if one.is_thread]
    assert thread.name == "Ferry Halden runs aground off Osel"
