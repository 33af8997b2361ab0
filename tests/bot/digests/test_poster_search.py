"""Claims about finding a digest again that was being sent when the bot ended."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from bot.models.digest import DeliveryState
from tests.support.digests.digest_session import ONE_HOUR, DigestSession


def forget_outcome(session: DigestSession) -> None:
    """Put the ledger back to where Discord had accepted the digest and the bot had not recorded that."""
    with closing(sqlite3.connect(session.url.removeprefix("sqlite:///"))) as connection:
        connection.execute("UPDATE ledger SET state = 'sending', message = NULL, settled_at = NULL")
        connection.commit()


@pytest.mark.parametrize("count", [0, 99, 100, 250, 500])
async def test_a_busy_channel_is_read_to_the_end(digest_session: DigestSession, count: int) -> None:
    """However many messages follow the digest, and though Discord has forgotten its nonce, it is not sent again."""
    await digest_session.run_command("add", time="1pm")
    await digest_session.advance_clock(ONE_HOUR)
    (message,) = digest_session.list_posted()
    forget_outcome(digest_session)
    ada = digest_session.server.as_member("Ada")
    for number in range(count):
        ada.send_message(f"This is message {number}.", "briefings")
    await digest_session.advance_clock(timedelta(minutes=20))
    assert len(digest_session.list_posted()) == 1
    assert [(row.state, row.message, row.late) for row in digest_session.list_entries()] == [
        (DeliveryState.SENT, message.id, False)
    ]


async def test_what_was_posted_long_before_is_not_read(digest_session: DigestSession) -> None:
    """The history of a channel may be endless; only what followed the sending counts."""
    ada = digest_session.server.as_member("Ada")
    for number in range(300):
        ada.send_message(f"This is message {number}.", "briefings")
    digest_session.clock.now += 3 * ONE_HOUR
    await digest_session.run_command("add", time="4pm")
    await digest_session.advance_clock(ONE_HOUR)
    forget_outcome(digest_session)
    reads = digest_session.server.faults.add("slow", "GET /channels/.*/messages", times=9, seconds=0)
    await digest_session.advance_clock(timedelta(minutes=20))
    assert len(digest_session.list_posted()) == 1
    assert reads.times == 8


async def test_a_forum_with_many_archived_posts_is_read_to_the_end(digest_session: DigestSession) -> None:
    """Members' posts that were archived later than the digest's own do not hide it."""
    server, forum = digest_session.server, digest_session.server.find_channel("forum")
    await digest_session.run_command("add", time="1pm", channel=forum)
    await digest_session.advance_clock(ONE_HOUR)
    (thread,) = [one for one in server.world.channels.values() if one.is_thread]
    thread.archived = True
    guild, ada = server.find_guild(), server.as_member("Ada").user
    for number in range(60):
        post = server.world.add_channel(guild, f"Post {number}", thread.kind, parent=forum, owner=ada.id)
        post.archived = True
    forget_outcome(digest_session)
    await digest_session.advance_clock(timedelta(minutes=20))
    assert [(row.state, row.message) for row in digest_session.list_entries()] == [(DeliveryState.SENT, thread.id)]
    assert sum(one.owner == server.world.application for one in server.world.channels.values() if one.is_thread) == 1
