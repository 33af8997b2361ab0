"""Claims about where a digest is posted, and as what."""

from __future__ import annotations

import re
from contextlib import closing
from datetime import timedelta

import pytest

from bot.db import open_database
from bot.models.digest import DeliveryState
from bot.testserver.faults import FaultKind
from tests.support.digests.digest_session import ONE_DAY, ONE_HOUR, SENTENCES, DigestSession, get_message_text


async def test_a_digest_now_is_beside_the_scheduled_ones(digest_session: DigestSession) -> None:
    """A preview shows the same before, and is for one alone."""
    await digest_session.run_command("add", time="8:30", zone="Seoul")
    preview = await digest_session.run_command("preview")
    assert "preview" in preview
    assert "on demand: sent" in await digest_session.run_command("now")
    (message,) = digest_session.list_posted()
    posted = re.sub(r"\*\*\d\*\* · ", "", get_message_text(message))  # a preview has no menu that refers to numbers
    assert preview.splitlines()[:4] == posted.splitlines()[:4]


async def test_an_announcement_is_published_once(digest_session: DigestSession) -> None:
    """Also where the first reply is lost; and a channel that is none is refused."""
    assert "followers of an announcement channel" in await digest_session.run_command("add", time="1pm", publish=True)
    channel = digest_session.server.find_channel("announcements")
    assert "published to followers" in await digest_session.run_command(
        "add", time="1pm", publish=True, channel=channel
    )
    digest_session.server.faults.add(FaultKind.LOST_REPLY, "POST /channels/.*/crosspost")
    await digest_session.advance_clock(ONE_HOUR)
    assert [row.publish for row in digest_session.list_entries()] == ["wanted"]
    await digest_session.advance_clock(timedelta(minutes=1))
    assert [(row.state, row.publish) for row in digest_session.list_entries()] == [(DeliveryState.SENT, "done")]
    assert len(digest_session.list_posted("announcements")) == 1


async def test_a_forum_gets_a_post_of_its_own(digest_session: DigestSession) -> None:
    """It bears the digest's title and day."""
    assert "as a new forum post" in await digest_session.run_command(
        "add", time="1pm", topic="rates", channel=digest_session.server.find_channel("forum")
    )
    await digest_session.advance_clock(ONE_HOUR)
    (thread,) = [one for one in digest_session.server.world.channels.values() if one.is_thread]
    assert thread.name == "rates · Friday 21 June 2024"
    (message,) = digest_session.list_posted(thread)
    assert "Rates rose" in get_message_text(message)


@pytest.mark.parametrize(
    "fault",
    [FaultKind.LOST_REPLY, FaultKind.ERROR_AFTER, FaultKind.RATE_LIMITED, FaultKind.ERROR_BEFORE],
)
async def test_a_forum_post_is_never_made_twice(digest_session: DigestSession, fault: FaultKind) -> None:
    """Though Discord knows no nonce there: it is tried once and read back."""
    await digest_session.run_command("add", time="1pm", channel=digest_session.server.find_channel("forum"))
    digest_session.server.faults.add(fault, "POST /channels/.*/threads")
    await digest_session.advance_clock(ONE_HOUR)
    await digest_session.advance_clock(timedelta(minutes=1))
    assert len([one for one in digest_session.server.world.channels.values() if one.is_thread]) == 1
    assert [row.state for row in digest_session.list_entries()] == [DeliveryState.SENT]


@pytest.mark.parametrize("fault", [FaultKind.LOST_REPLY, FaultKind.ERROR_AFTER, FaultKind.ERROR_BEFORE])
@pytest.mark.parametrize("direct", [False, True], ids=["channel", "direct message"])
async def test_a_message_is_never_posted_twice_by_a_forgotten_nonce(
    digest_session: DigestSession, fault: FaultKind, direct: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Discord forgets a nonce after minutes, in which the bot may have been suspended: the channel is read back."""
    monkeypatch.setattr("bot.testserver.rest.messages.NONCE_LIFETIME_SECONDS", -1)
    await digest_session.run_command("add", time="1pm", direct=direct)
    place = digest_session.server.world.open_dm(digest_session.server.as_member("Ada").user) if direct else "briefings"
    before = len(digest_session.list_posted(place))
    digest_session.server.faults.add(fault, "POST /channels/.*/messages")
    await digest_session.advance_clock(ONE_HOUR)
    await digest_session.advance_clock(timedelta(minutes=1))
    assert len(digest_session.list_posted(place)) == before + 1
    assert [row.state for row in digest_session.list_entries()] == [DeliveryState.SENT]


async def test_a_direct_message_is_for_its_reader_while_in_the_server(digest_session: DigestSession) -> None:
    """A server's articles are not sent to somebody who left it."""
    world = digest_session.server.world
    ada = digest_session.server.as_member("Ada").user
    assert "in direct messages" in await digest_session.run_command("add", time="1pm", direct=True)
    await digest_session.advance_clock(ONE_HOUR)
    (message,) = digest_session.list_posted(world.open_dm(ada))
    assert "Rates rose" in get_message_text(message)
    world.remove_member(digest_session.server.find_guild(), ada)
    digest_session.engine.sentences.append("Snow fell in the hills.")
    await digest_session.advance_clock(ONE_DAY)
    assert (
        len([one for one in digest_session.list_posted(world.open_dm(ada)) if "Digest" in get_message_text(one)]) == 1
    )
    assert [row.state for row in digest_session.list_entries()] == [DeliveryState.SENT, DeliveryState.SKIPPED]


@pytest.mark.parametrize("place", ["briefings", "forum"])
async def test_a_day_without_news_posts_nothing(digest_session: DigestSession, place: str) -> None:
    """Neither in a channel nor in a forum; the ledger has the reason, and news after it are posted."""
    channel = digest_session.server.find_channel(place)
    await digest_session.run_command("add", time="1pm", zone="Seoul", channel=channel)
    await digest_session.advance_clock(ONE_HOUR)
    await digest_session.advance_clock(ONE_DAY)
    digest_session.engine.sentences.append("Snow fell in the hills.")
    await digest_session.advance_clock(ONE_DAY)
    states = [DeliveryState.SENT, DeliveryState.SKIPPED, DeliveryState.SENT]
    assert [row.state for row in digest_session.list_entries()] == states
    assert digest_session.list_entries()[1].reason == "nothing new since the last digest"


async def test_a_day_without_news_is_announced_where_a_setting_says_so(digest_session: DigestSession) -> None:
    """The list of digests names that setting, and no other digest mentions it."""
    assert "even when nothing is new" not in await digest_session.run_command("add", time="1pm", topic="rain")
    told = await digest_session.run_command("add", time="1pm", zone="Seoul", empty="say")
    assert "posted even when nothing is new" in told
    await digest_session.advance_clock(ONE_HOUR)
    await digest_session.advance_clock(ONE_DAY)
    (last,) = digest_session.list_posted()[2:]
    assert "Nothing new since the last digest." in get_message_text(last)


async def test_sentences_of_a_digest_can_be_checked(digest_session: DigestSession) -> None:
    """Its menu and its button find what was quoted."""
    await digest_session.run_command("add", time="1pm", zone="Seoul")
    await digest_session.advance_clock(ONE_HOUR)
    (message,) = digest_session.list_posted()
    (row,) = digest_session.list_entries()
    assert message.find_component(f"check:{row.digest}")
    assert message.find_component(f"more:{row.digest}")
    with closing(open_database(digest_session.url)) as database:
        kept = database.replies.find(row.digest)
    assert kept
    assert kept.proof
    assert [exhibit.text for exhibit in kept.proof.sentences] == SENTENCES
    text = get_message_text(message)
    for number, sentence in enumerate(SENTENCES, 1):
        assert f"> {sentence}\n-# **{number}** · " in text
