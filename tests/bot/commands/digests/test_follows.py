"""Claims about /follow, with the real client on the test server."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.client.client import Dateline
from bot.client.config import Config
from bot.client.cooldowns import Cooldowns
from bot.commands.digests import follows
from bot.commands.digests.follows import MAX_FOLLOWS_PER_MEMBER
from bot.db import open_database
from bot.models.digest import DeliveryState, LedgerEntry, Subscription
from bot.testserver import ChatMessage, SimulatedUser, TestServer
from corpus.models import Topic
from corpus.store import open_store
from tests.support.bot.bot_session import add_articles, format_article
from tests.support.bot.running_bot import REPLY_TIMEOUT, ManualClock, list_quotations, read_text, run_bot

#: 05:00 in Seoul.
NIGHT = datetime(2024, 6, 20, 20, tzinfo=UTC)
MILL = "Ida Holm, the owner of the mill in Harl, hired {number} people for the spring on Thursday."


@dataclass
class FollowSession:
    """The bot on a server, with a store that articles can be added to, and a clock that is set by hand."""

    server: TestServer
    client: Dateline
    clock: ManualClock
    url: str

    @property
    def scope(self) -> str:
        """The scope of the server's own articles."""
        return str(self.server.find_guild().id)

    async def run(self, command: str, member: str = "Mel", **options: object) -> str:
        """Use a command of /follow and return the text of its private answer."""
        use = self.server.as_member(member).run_slash_command(f"follow {command}", options, channel="general")
        answer = await use.wait_for_answer(REPLY_TIMEOUT)
        assert answer.private_to is not None
        return read_text(answer)

    def add_news(self, number: int, scope: str = "") -> str:
        """Add an article on the owner of the mill and return its sentence."""
        text = MILL.format(number=number)
        add_articles(self.url, {f"mill-{number}": format_article(f"Mill hires {number}", text)}, scope)
        return text

    def list_direct_messages(self, member: SimulatedUser | None = None) -> list[ChatMessage]:
        """Return what the bot wrote to a member directly, oldest first."""
        channel = self.server.world.open_dm((member or self.get_member()).user)
        return [one for _, one in sorted(self.server.world.messages[channel.id].items()) if one.author.bot]

    def get_member(self, member: str = "Mel") -> SimulatedUser:
        """Return a member."""
        return self.server.as_member(member)

    async def deliver(self, until: datetime) -> None:
        """Set the clock and deliver what is due."""
        self.clock.now = until
        await self.client.delivery.tick()
        await self.client.delivery.wait_until_idle()

    def list_follows(self) -> tuple[Subscription, ...]:
        """Return what is followed in the server."""
        with closing(open_database(self.url)) as database:
            return database.subscriptions.list_follows(self.scope)

    def list_entries(self) -> Sequence[LedgerEntry]:
        """Return the latest rows of the ledger."""
        with closing(open_database(self.url)) as database:
            return database.ledger.list_recent([each.id for each in database.subscriptions.list_all()], 50)


@pytest.fixture
async def session(tmp_path: Path) -> AsyncIterator[FollowSession]:
    """Yield the bot with one article."""
    url, clock = f"sqlite:///{tmp_path / 'news.sqlite3'}", ManualClock(NIGHT)
    add_articles(url, {"mill": format_article("Mill", MILL.format(number="nine"))})
    async with (
        TestServer(clock=clock) as server,
        run_bot(server, Config(url, timezone="Asia/Seoul"), clock) as client,
    ):
        client.cooldowns = Cooldowns(100, 100)
        yield FollowSession(server, client, clock, url)


MORNING = NIGHT + timedelta(hours=3, seconds=1)  # a second after 08:00 in Seoul
DAY = timedelta(days=1)


async def test_what_is_new_comes_once_a_day(session: FollowSession) -> None:
    """What was there before is not told; each sentence comes once, word for word; without news there is no message."""
    told = await session.run("add", subject="ida holm")
    assert "You follow this now" in told
    assert "Ida Holm" in told
    (greeting,) = session.list_direct_messages()
    assert "You now follow **Ida Holm** in Newsroom" in read_text(greeting)
    await session.deliver(MORNING)
    assert len(session.list_direct_messages()) == 1
    text = session.add_news(20)
    for _ in range(3):
        await session.deliver(MORNING + DAY)
    _, message = session.list_direct_messages()
    assert read_text(message).startswith("### Ida Holm · Saturday 22 June 2024")
    assert list_quotations(message) == [text]
    await session.deliver(MORNING + 2 * DAY)
    assert len(session.list_direct_messages()) == 2
    states = [(one.key.day.day, one.state) for one in session.list_entries()]
    assert states == [(23, DeliveryState.SKIPPED), (22, DeliveryState.SENT), (21, DeliveryState.SKIPPED)]


async def test_a_subject_is_followed_once_a_day_even_if_taken_up_again(session: FollowSession) -> None:
    """Removed and added again on the same day with a later time, there is no second message on that day."""
    await session.run("add", subject="Ida Holm")
    session.add_news(20)
    await session.deliver(MORNING)
    assert len(session.list_direct_messages()) == 2
    assert "Removed" in await session.run("remove", subject="Ida Holm")
    assert session.list_follows() == ()
    await session.run("add", subject="Ida Holm", time="10:00")
    session.add_news(30)
    before = len(session.list_direct_messages())
    await session.deliver(MORNING + timedelta(hours=2, minutes=1))
    assert len(session.list_direct_messages()) == before
    await session.deliver(MORNING + DAY + timedelta(hours=2, minutes=1))
    assert len(session.list_direct_messages()) == before + 1
    assert len(session.list_follows()) == 1


async def test_what_a_member_follows_is_listed_for_them_alone(session: FollowSession) -> None:
    """Neither another member nor those who manage the server see it, in any list or export."""
    await session.run("add", subject="Ida Holm", time="9pm", zone="Kyiv")
    shown = await session.run("list")
    assert "**Ida Holm** · 21:00 Europe/Kyiv" in shown.replace("Kiev", "Kyiv")
    assert "-# Next check <t:" in shown
    assert "You don't follow anything here yet" in await session.run("list", "Ada")
    assert "You don't follow this here" in await session.run("remove", "Ada", subject="Ida Holm")
    ada = session.get_member("Ada")
    listed = await ada.run_slash_command("digest list").wait_for_answer(REPLY_TIMEOUT)
    assert "Holm" not in read_text(listed)
    exported = ada.run_slash_command("privacy export", {"whose": "server"})
    (file,) = (await exported.wait_for_answer(REPLY_TIMEOUT)).attachments
    assert b"Holm" not in json.dumps(json.loads(file.data)["subscriptions"]).encode()


async def test_a_members_data_hold_what_they_follow(session: FollowSession) -> None:
    """It is exported for the member, and deleted with their data, so that no message comes any more."""
    await session.run("add", subject="Ida Holm")
    mel = session.get_member()
    (file,) = (await mel.run_slash_command("privacy export").wait_for_answer(REPLY_TIMEOUT)).attachments
    assert [one["topic"] for one in json.loads(file.data)["subscriptions"]] == ["Ida Holm"]
    with closing(open_database(session.url)) as database:
        assert database.privacy.delete_member(mel.user.id) >= 1
    session.add_news(20)
    await session.deliver(MORNING)
    assert len(session.list_direct_messages()) == 1
    assert session.list_follows() == ()


async def test_only_articles_of_the_server_and_shared_ones_are_told(session: FollowSession) -> None:
    """Nothing of another server's articles comes to a member."""
    await session.run("add", subject="Ida Holm")
    own, foreign = session.add_news(20, session.scope), session.add_news(30, "77")
    await session.deliver(MORNING)
    quoted = list_quotations(session.list_direct_messages()[-1])
    assert own in quoted
    assert foreign not in quoted


async def test_a_topic_and_words_of_a_story_can_be_followed(session: FollowSession) -> None:
    """By their names; what names nothing is refused."""
    with open_store(session.url) as store:
        store.save_topic(Topic("Mills of Harl", ("mill",), scope=session.scope))
    assert "Mills of Harl" in await session.run("add", subject="mills of harl")
    assert "mill spring" in await session.run("add", subject="mill  spring")
    assert "I can't tell what “???” is about." in await session.run("add", subject="???")
    assert [each.options.topic for each in session.list_follows()] == ["Mills of Harl", "mill spring"]


async def test_a_member_follows_so_many_subjects_at_most(session: FollowSession) -> None:
    """One more is refused with the way out; one that is followed already may change its time."""
    for number in range(MAX_FOLLOWS_PER_MEMBER):
        assert "You follow this now" in await session.run("add", subject=f"mill number{number}")
    refused = await session.run("add", subject="Ida Holm")
    assert f"You already follow {MAX_FOLLOWS_PER_MEMBER} subjects here" in refused
    assert "/follow remove" in refused
    assert "07:00" in await session.run("add", subject="mill number3", time="7:00")
    assert len(session.list_follows()) == MAX_FOLLOWS_PER_MEMBER


async def test_what_those_who_left_followed_does_not_count(
    session: FollowSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The members of a server follow so many subjects at most; whoever gets no message leaves room for others."""
    monkeypatch.setattr(follows, "MAX_FOLLOWS_PER_GUILD", 1)
    await session.run("add", subject="Ida Holm")
    refused = await session.run("add", "Ada", subject="Ida Holm")
    assert "The members of this server already follow 1 subjects" in refused
    session.server.world.remove_member(session.server.find_guild(), session.get_member().user)
    session.add_news(20)
    await session.deliver(MORNING)
    assert "You follow this now" in await session.run("add", "Ada", subject="Ida Holm")


async def test_a_topic_that_is_deleted_is_searched_by_its_name(session: FollowSession) -> None:
    """So whoever follows it goes on getting what its name finds."""
    with open_store(session.url) as store:
        store.save_topic(Topic("Harl", ("owner",), scope=session.scope))
        await session.run("add", subject="Harl")
        store.delete_topic("Harl", session.scope)
    text = session.add_news(20)
    await session.deliver(MORNING)
    assert list_quotations(session.list_direct_messages()[-1]) == [text]


async def test_closed_direct_messages_are_told_and_nothing_is_stored(session: FollowSession) -> None:
    """The member learns what to allow, and can then follow."""
    mel = session.get_member()
    session.server.world.users_without_dms.add(mel.user.id)
    refused = await session.run("add", subject="Ida Holm")
    assert "I can't send you direct messages.\nAllow direct messages in the privacy settings" in refused
    assert session.list_follows() == ()
    session.server.world.users_without_dms.clear()
    assert "You follow this now" in await session.run("add", subject="Ida Holm")


async def test_direct_messages_that_are_closed_later_pause_it(session: FollowSession) -> None:
    """The owner of the server is not told; the member sees why, and goes on by following again."""
    await session.run("add", subject="Ida Holm")
    mel = session.get_member()
    session.server.world.users_without_dms.add(mel.user.id)
    session.add_news(20)
    await session.deliver(MORNING)
    assert "Suspended: I can't send you direct messages" in await session.run("list")
    assert session.list_direct_messages(session.get_member("Ada")) == []
    session.server.world.users_without_dms.clear()
    await session.run("add", subject="Ida Holm")
    assert "Suspended" not in await session.run("list")
    text = session.add_news(30)
    await session.deliver(MORNING + DAY)
    assert text in list_quotations(session.list_direct_messages()[-1])


async def test_who_leaves_the_server_gets_no_more(session: FollowSession) -> None:
    """The articles of a server are for its members."""
    await session.run("add", subject="Ida Holm")
    guild, mel = session.server.find_guild(), session.get_member()
    session.server.world.remove_member(guild, mel.user)
    session.add_news(20)
    await session.deliver(MORNING)
    assert len(session.list_direct_messages(mel)) == 1
    assert session.list_follows()[0].suspended
