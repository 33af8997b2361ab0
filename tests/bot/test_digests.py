"""``/digest`` over the real wire: set up, changed, posted, approved, read back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.books import open_books
from bot.client import Dateline
from bot.config import Config
from bot.subscriptions import Entry, State
from bot.testserver import FaultKind, Message, TestServer, Unsendable
from bot.testserver.world.model import Channel, ChannelKind
from bot.testserver.world.permissions import Permission
from bot.workers import Answering
from tests.bot.sheet import Sheet
from tests.bot.wire import PATIENCE, HandClock, running, texts

FRIDAY_NOON = datetime(2024, 6, 21, 3, 0, tzinfo=UTC)  # in Seoul
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SENTENCES = ["Rates rose by half a point.", "Rain fell on the harbour.", "The bridge opened again."]


@dataclass
class Stage:
    """The bot on a server, with a desk whose sentences and a clock whose hands can be moved."""

    server: TestServer
    client: Dateline
    clock: HandClock
    sheet: Sheet
    url: str

    async def tell(self, command: str, at: str = "briefings", **options: object) -> str:
        """Use a command and give its private answer as one text."""
        answer = await self.server.member("Ada").slash(f"digest {command}", options, channel=at).answer(PATIENCE)
        assert answer.private_to is not None
        return "\n".join(texts(answer.components))

    async def later(self, span: timedelta) -> None:
        """Move the clock and let what came due be posted."""
        self.clock.now += span
        await self.settle()

    async def settle(self) -> None:
        """Carry on what there is, and wait for what another round carries."""
        await self.client.delivery.round()
        await self.client.delivery.idle()

    def posted(self, channel: Channel | str = "briefings") -> list[Message]:
        """List the digests in a channel, oldest first."""
        place = channel if isinstance(channel, Channel) else self.server.channel(channel)
        held = sorted(self.server.world.messages[place.id].values(), key=lambda one: one.id)
        return [one for one in held if one.author.bot and one.private_to is None]

    def rows(self) -> list[Entry]:
        """List the ledger, oldest first."""
        with closing(open_books(self.url)) as books:
            numbers = [each.id for each in books.roll.all()]
            return list(reversed(books.ledger.history(numbers, 100)))


@asynccontextmanager
async def staged(path: Path) -> AsyncIterator[Stage]:
    """Raise the curtain."""
    url, clock, sheet = f"sqlite:///{path / 'news.sqlite3'}", HandClock(FRIDAY_NOON), Sheet(list(SENTENCES))

    def opener(_: str) -> Answering:
        return sheet

    async with TestServer(clock=clock) as server:
        guild = server.guild()
        server.world.add_channel(guild, "announcements", ChannelKind.ANNOUNCEMENT)
        server.world.add_channel(guild, "forum", ChannelKind.FORUM)
        server.world.add_channel(guild, "editors")
        server.world.add_role(guild, "Readers")
        async with running(server, Config(url, timezone="Asia/Seoul"), clock, opener) as client:
            yield Stage(server, client, clock, sheet, url)


@pytest_asyncio.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """Give a bot with three sentences to tell."""
    async with staged(tmp_path) as stage:
        yield stage


def shown(message: Message) -> str:
    """Give a message as one text."""
    return "\n".join(texts(message.components))


async def test_a_digest_is_set_up_listed_posted_and_removed(stage: Stage) -> None:
    """By those who manage the server, all of it private but the digest itself."""
    assert "has no digest" in await stage.tell("now")
    told = await stage.tell("add", time="8:30", zone="Seoul", topic="rates", days="weekdays")
    assert "08:30" in told
    assert "on weekdays" in told
    assert "<t:1719185400:F>" in told  # Monday
    assert "about “rates”" in await stage.tell("list")
    await stage.later(2 * DAY)
    assert stage.posted() == []
    await stage.later(DAY)
    (message,) = stage.posted()
    assert "### Digest: rates" in shown(message)
    assert all(f"> {sentence}" in shown(message) for sentence in SENTENCES)
    assert "3 reports, 3 origins · digest" in shown(message)
    assert "08\\:30 Asia/Seoul: sent" in await stage.tell("history")
    assert "No more digests" in await stage.tell("remove")
    assert "None yet" in await stage.tell("list")
    assert "08\\:30 Asia/Seoul: sent" in await stage.tell("history")


async def test_a_digest_now_is_beside_the_scheduled_ones(stage: Stage) -> None:
    """A preview shows the same before, names the store's number, and is for one alone."""
    await stage.tell("add", time="8:30", zone="Seoul")
    preview = await stage.tell("preview")
    assert "preview of store sequence 3" in preview
    assert "on demand: sent" in await stage.tell("now")
    (message,) = stage.posted()
    assert preview.splitlines()[:4] == shown(message).splitlines()[:4]


async def test_every_option_takes_effect(stage: Stage) -> None:
    """A role is pinged and nobody else, the words are German, a chart goes with it, and it is short."""
    role = next(role for role in stage.server.guild().roles.values() if role.name == "Readers")
    options = {"language": "de", "layout": "compact", "length": 2, "chart": True, "role": role}
    assert "may not be pinged" in await stage.tell("add", time="1pm", role=role)
    own = next(held for held in stage.server.guild().roles.values() if held.name == stage.server.world.bot.shown)
    own.permissions |= Permission.MENTION_EVERYONE
    told = await stage.tell("add", time="1pm", zone="Seoul", **options)
    assert "2 sentences · compact · Deutsch · with a chart" in told
    assert f"pings <@&{role.id}>" in told
    await stage.later(HOUR)
    (message,) = stage.posted()
    assert message.mention_roles == (role.id,)
    assert not message.mention_everyone
    assert "Freitag, 21. Juni 2024" in shown(message)
    assert shown(message).count("> ") == 2
    (picture,) = message.attachments
    assert picture.description == "One bar."


async def test_an_announcement_is_published_once(stage: Stage) -> None:
    """Also where the first reply is lost; and a channel that is none is refused."""
    assert "no announcement channel" in await stage.tell("add", time="1pm", publish=True)
    channel = stage.server.channel("announcements")
    assert "published to followers" in await stage.tell("add", time="1pm", publish=True, channel=channel)
    stage.server.faults.add(FaultKind.LOST_REPLY, "POST /channels/.*/crosspost")
    await stage.later(HOUR)
    assert [row.publish for row in stage.rows()] == ["wanted"]
    await stage.later(timedelta(minutes=1))
    assert [(row.state, row.publish) for row in stage.rows()] == [(State.SENT, "done")]
    assert len(stage.posted("announcements")) == 1


async def test_a_forum_gets_a_post_of_its_own(stage: Stage) -> None:
    """It bears the digest's title and day."""
    assert "as a new post" in await stage.tell("add", time="1pm", topic="rates", channel=stage.server.channel("forum"))
    await stage.later(HOUR)
    (thread,) = [one for one in stage.server.world.channels.values() if one.is_thread]
    assert thread.name == "Digest: rates, Friday 21 June 2024"
    (message,) = stage.posted(thread)
    assert "Rates rose" in shown(message)


@pytest.mark.parametrize(
    "fault",
    [FaultKind.LOST_REPLY, FaultKind.ERROR_AFTER, FaultKind.RATE_LIMITED, FaultKind.ERROR_BEFORE],
)
async def test_a_forum_post_is_never_made_twice(stage: Stage, fault: FaultKind) -> None:
    """Though Discord knows no nonce there: it is tried once and read back."""
    await stage.tell("add", time="1pm", channel=stage.server.channel("forum"))
    stage.server.faults.add(fault, "POST /channels/.*/threads")
    await stage.later(HOUR)
    await stage.later(timedelta(minutes=1))
    assert len([one for one in stage.server.world.channels.values() if one.is_thread]) == 1
    assert [row.state for row in stage.rows()] == [State.SENT]


async def test_a_direct_message_is_for_its_reader_while_in_the_server(stage: Stage) -> None:
    """A server's articles are not sent to somebody who left it."""
    world = stage.server.world
    ada = stage.server.member("Ada").user
    assert "in direct messages" in await stage.tell("add", time="1pm", direct=True)
    await stage.later(HOUR)
    (message,) = stage.posted(world.direct(ada))
    assert "Rates rose" in shown(message)
    world.leave(stage.server.guild(), ada)
    stage.sheet.sentences.append("Snow fell in the hills.")
    await stage.later(DAY)
    assert len([one for one in stage.posted(world.direct(ada)) if "Digest" in shown(one)]) == 1
    assert [row.state for row in stage.rows()] == [State.SENT, State.SKIPPED]


async def test_nothing_new_can_be_left_unsaid(stage: Stage) -> None:
    """It is skipped with the reason; and said where that was asked for."""
    await stage.tell("add", time="1pm", zone="Seoul", empty="skip")
    await stage.later(HOUR)
    await stage.later(DAY)
    assert len(stage.posted()) == 1
    assert "skipped: nothing new since the last digest" in await stage.tell("history")


async def test_a_pause_ends_by_itself(stage: Stage) -> None:
    """Every day of it is written down; resuming ends it sooner."""
    await stage.tell("add", time="1pm", zone="Seoul")
    told = await stage.tell("pause", until="Sunday")
    assert "Paused until Sunday 23 June 2024" in told
    for span in (HOUR, DAY, DAY):
        await stage.later(span)
    assert [row.state for row in stage.rows()] == [State.SKIPPED, State.SKIPPED, State.SENT]
    await stage.tell("pause", until="1 July")
    assert "Paused" not in (await stage.tell("resume")).replace("Resumed", "")
    await stage.later(DAY)
    assert [row.state for row in stage.rows()][-1] is State.SENT


async def test_an_edit_after_posting_takes_effect_the_next_day(stage: Stage) -> None:
    """Before it, at once."""
    await stage.tell("add", time="1pm", zone="Seoul")
    assert "### Changed\n" in await stage.tell("edit", topic="rates")
    await stage.later(HOUR)
    assert "from the next day on" in await stage.tell("edit", topic="rain", time="6pm")
    await stage.later(6 * HOUR)
    assert len(stage.posted()) == 1
    await stage.later(DAY)
    assert [shown(one).splitlines()[0] for one in stage.posted()] == ["### Digest: rates", "### Digest: rain"]
    assert [row.key.slot for row in stage.rows()] == ["13:00", "18:00"]


async def drafted(stage: Stage) -> Message:
    """Ask for a digest that editors approve, and give its draft."""
    told = await stage.tell("add", time="1pm", zone="Seoul", editors=stage.server.channel("editors"))
    assert "approved in <#" in told
    await stage.later(HOUR)
    assert stage.posted() == []
    (message,) = stage.posted("editors")
    return message


async def test_a_draft_is_posted_as_its_editors_leave_it(stage: Stage) -> None:
    """Points dropped and moved, a note marked as its author's; what was dropped is not told, and can't be checked."""
    draft, ada = await drafted(stage), stage.server.member("Ada")
    assert "Draft for <#" in shown(draft)
    await ada.pick(draft, "Keep these points", "0", "2").acknowledged(PATIENCE)
    await stage.server.message("editors", where=lambda one: "Rain" not in shown(one), timeout=PATIENCE)
    await ada.pick(draft, "Move a point to the top", "2").acknowledged(PATIENCE)
    form = ada.press(draft, "Add a note")
    await form.modal(PATIENCE)
    await ada.submit(form, {"note": "Read @everyone the *second*."}).acknowledged(PATIENCE)
    await stage.server.message("editors", where=lambda one: "Editor's note" in shown(one), timeout=PATIENCE)
    ada.press(draft, "Post")
    message = await stage.server.message("briefings", where=lambda one: one.private_to is None, timeout=PATIENCE)
    words = shown(message)
    assert words.index("bridge") < words.index("Rates")
    assert "Rain" not in words
    assert "**Editor's note by Ada**\nRead \\@everyone the \\*second\\*." in words
    await stage.server.message("editors", where=lambda one: "Approved by Ada" in shown(one), timeout=PATIENCE)
    await stage.settle()
    (row,) = stage.rows()
    assert (row.state, row.late, row.approved) == (State.SENT, False, "Ada")
    assert "Rain" not in row.told + row.proof


async def test_a_draft_that_nobody_approves_is_skipped(stage: Stage) -> None:
    """After six hours, with the reason, and its buttons go."""
    await drafted(stage)
    await stage.later(6 * HOUR + timedelta(minutes=1))
    (row,) = stage.rows()
    assert (row.state, row.reason) == (State.SKIPPED, "nobody approved it within 6 h of being due")
    (draft,) = stage.posted("editors")
    assert "Not posted: nobody approved it" in shown(draft)
    assert draft.component(f"draft_post:{row.digest}") is None


async def test_a_draft_can_be_skipped(stage: Stage) -> None:
    """And not be posted afterwards."""
    draft, ada = await drafted(stage), stage.server.member("Ada")
    ada.press(draft, "Skip")
    await stage.server.message("editors", where=lambda one: "skipped by Ada" in shown(one), timeout=PATIENCE)
    await stage.settle()
    assert [row.state for row in stage.rows()] == [State.SKIPPED]
    assert stage.posted() == []


async def test_a_draft_is_decided_on_by_those_who_may(stage: Stage) -> None:
    """An ordinary member is told what it takes."""
    draft = await drafted(stage)
    use = stage.server.member("Mel").press(draft, "Post")
    told = await use.until(
        lambda held: next((one for one in held.messages if one.private_to), None), "refusal", PATIENCE
    )
    assert "is not for you here" in shown(told)
    assert [row.state for row in stage.rows()] == [State.PLANNED]


async def test_a_draft_outlives_a_restart(tmp_path: Path) -> None:
    """Its buttons still answer."""
    async with staged(tmp_path) as stage:
        draft = await drafted(stage)
        workers = stage.client.workers
        assert workers
        await stage.settle()
        assert len(stage.posted("editors")) == 1
        stage.server.member("Ada").press(draft, "Post")
        await stage.server.message("briefings", where=lambda one: one.private_to is None, timeout=PATIENCE)


async def test_sentences_of_a_digest_can_be_checked(stage: Stage) -> None:
    """Its menu and its button find what was told."""
    await stage.tell("add", time="1pm", zone="Seoul")
    await stage.later(HOUR)
    (message,) = stage.posted()
    (row,) = stage.rows()
    assert message.component(f"check:{row.digest}")
    assert message.component(f"more:{row.digest}")
    with closing(open_books(stage.url)) as books:
        kept = books.shown.find(row.digest)
    assert kept
    assert kept.proof
    assert [exhibit.text for exhibit in kept.proof.exhibits] == SENTENCES


async def test_zones_days_and_digests_are_offered(stage: Stage) -> None:
    """By what people call them."""
    ada = stage.server.member("Ada")
    zones = await ada.complete("digest add", "zone", "korea", {"time": "8"}).choices(PATIENCE)
    assert "Asia/Seoul" in [choice["value"] for choice in zones]
    await stage.tell("add", time="1pm", zone="Seoul", topic="rates")
    (choice,) = await ada.complete("digest remove", "digest", "rates").choices(PATIENCE)
    assert choice["name"] == "13:00 Asia/Seoul, every day, about “rates” · #briefings"
    assert "No more digests" in await stage.tell("remove", at="general", digest=choice["value"])


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"time": "8"}, "Write it like 8\\:30"),
        ({"time": "8:30", "zone": "Atlantis"}, "is not known"),
        ({"time": "8:30", "days": "someday"}, "no day of the week"),
    ],
    ids=["a time", "a zone", "a day"],
)
async def test_what_can_not_be_read_says_how_to_write_it(stage: Stage, options: dict[str, str], words: str) -> None:
    """Nothing is set up."""
    assert words in await stage.tell("add", **options)
    assert "None yet" in await stage.tell("list")


async def test_a_channel_that_is_closed_to_the_bot_is_refused_when_chosen(stage: Stage) -> None:
    """The missing permissions are named."""
    channel = stage.server.channel("general")
    stage.server.world.deny(channel, Permission.SEND_MESSAGES)
    told = await stage.tell("add", time="1pm", channel=channel)
    assert "does not grant the bot: Send Messages" in told


async def test_digests_of_one_server_are_not_seen_in_another(stage: Stage) -> None:
    """Nor can they be chosen there."""
    world = stage.server.world
    other = world.add_guild("Elsewhere", stage.server.member("Ada").user)
    world.add_channel(other, "lobby")
    world.join(other, world.bot)
    await stage.tell("add", time="1pm")
    with closing(open_books(stage.url)) as books:
        (mine,) = books.roll.standing()
    ada = stage.server.member("Ada", "Elsewhere")
    listed = await ada.slash("digest list", channel="lobby").answer(PATIENCE)
    assert "None yet" in shown(listed)
    removed = await ada.slash("digest remove", {"digest": str(mine.id)}, channel="lobby").answer(PATIENCE)
    assert "does not exist" in shown(removed)
    with closing(open_books(stage.url)) as books:
        assert books.roll.standing() == (mine,)


async def test_digest_commands_are_for_those_who_manage_the_server(stage: Stage) -> None:
    """By Discord's own permissions; and nowhere in direct messages."""
    assert not any(each.name.startswith("digest") for each in stage.server.member("Mel").commands())
    with pytest.raises(Unsendable):
        stage.server.member("Mel").slash("digest now")
    assert not any(each.name.startswith("digest") for each in stage.server.member("Ada").direct().commands())
