"""Claims about where a digest is posted, and as what."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta

import pytest

from bot.books import open_books
from bot.subscriptions import State
from bot.testserver import FaultKind
from tests.bot.digests.stage import DAY, HOUR, SENTENCES, Stage, shown


async def test_a_digest_now_is_beside_the_scheduled_ones(stage: Stage) -> None:
    """A preview shows the same before, names the store's number, and is for one alone."""
    await stage.tell("add", time="8:30", zone="Seoul")
    preview = await stage.tell("preview")
    assert "preview of store sequence 3" in preview
    assert "on demand: sent" in await stage.tell("now")
    (message,) = stage.posted()
    assert preview.splitlines()[:4] == shown(message).splitlines()[:4]


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
