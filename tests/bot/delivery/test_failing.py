"""Claims about what comes between: every end of a digest is written down, and none is posted twice."""

from __future__ import annotations

import zoneinfo
from contextlib import closing
from datetime import time, timedelta
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.books import open_books
from bot.errors import ChannelClosed, PostRefused, PostUncertain
from bot.messages import Message
from bot.schedules import Schedule
from bot.subscriptions import State, Wish
from corpus.errors import StoreLocked
from tests.bot.delivery.office import DAY, HOUR, MORNING, Channel, Office


class Killed(BaseException):
    """Stands for the end of the process."""


@pytest.mark.parametrize("forgets", [False, True], ids=["nonces known", "nonces forgotten"])
async def test_a_lost_reply_does_not_post_twice(office: Office, forgets: bool) -> None:
    """Discord took the message, the bot never heard: the channel is read back at once."""
    office.channel.loses_reply, office.channel.forgets_nonces = True, forgets
    await office.round()
    assert len(office.channel.messages) == 1
    assert [state for _, _, state in office.history()] == [State.SENT]
    assert office.rows()[0].message == 1


@pytest.mark.parametrize("arrived", [True, False], ids=["it arrived", "it did not arrive"])
async def test_a_bot_that_ends_while_sending_neither_loses_nor_repeats(office: Office, arrived: bool) -> None:
    """The row is left in "sending"; the next start looks into the channel."""

    class Fatal(Channel):
        async def send(self, wish: Wish, message: Message, nonce: str) -> int:
            if arrived:
                await super().send(wish, message, nonce)
            raise Killed

    office.channel = Fatal()
    with pytest.raises(Killed):
        await office.round()
    survived = Channel(office.channel.messages, forgets_nonces=True)
    office.channel = survived
    office.now += timedelta(minutes=1)
    await office.round()
    assert len(survived.messages) == 1
    assert [state for _, _, state in office.history()] == [State.SENT]


async def test_where_history_may_not_be_read_nothing_is_sent_again(office: Office) -> None:
    """The row ends unknown, and the owner is told."""
    office.channel.loses_reply = office.channel.hides_history = True
    await office.round()
    await office.round()
    assert [state for _, _, state in office.history()] == [State.UNKNOWN]
    assert len(office.channel.messages) == 1
    assert len(office.channel.told) == 1


async def test_a_closed_channel_suspends_and_tells_once(office: Office) -> None:
    """403 and 404: the digest is skipped with the reason, later ones too; the owner hears of it once."""
    office.channel.refuses = ChannelClosed("channel 42", "it does not exist any more")
    for _ in range(3):
        await office.round()
        office.now += DAY
    assert [state for _, _, state in office.history()] == [State.SKIPPED] * 3
    assert "does not exist" in office.rows()[0].reason
    assert len(office.channel.told) == 1


async def test_a_refused_message_does_not_suspend(office: Office) -> None:
    """Tomorrow's may be taken."""
    office.channel.refuses = PostRefused("channel 42", "Discord refused the message")
    await office.round()
    office.channel.refuses = None
    office.now += DAY
    await office.round()
    assert [state for _, _, state in office.history()] == [State.SKIPPED, State.SENT]


async def test_a_locked_store_is_tried_again_until_the_window_closes(office: Office) -> None:
    """The reason stands in the ledger meanwhile and afterwards."""
    office.sheet.failure = StoreLocked("news.sqlite3", "another process holds it")
    await office.round()
    assert [(row.state, row.reason) for row in office.rows()] == [
        (State.PLANNED, "news.sqlite3: another process holds it")
    ]
    office.sheet.failure = None
    office.now += HOUR
    await office.round()
    assert [(row.state, row.late) for row in office.rows()] == [(State.SENT, True)]


async def test_a_store_that_stays_locked_ends_in_a_skip(office: Office) -> None:
    """Never silently."""
    office.sheet.failure = StoreLocked("news.sqlite3", "another process holds it")
    await office.round()
    office.now += 7 * HOUR
    await office.round()
    (row,) = office.rows()
    assert row.state is State.SKIPPED
    assert "another process holds it" in row.reason


async def test_a_zone_that_is_known_no_more_suspends_one_digest_alone(office: Office) -> None:
    """The others are posted."""
    with closing(open_books(office.url)) as books:
        books.roll.add(Wish("7", 43, Schedule((time(8),), "Mars/Olympus")), MORNING - HOUR)
    await office.round()
    assert len(office.channel.messages) == 1
    with closing(open_books(office.url)) as books:
        assert [bool(each.suspended) for each in books.roll.standing()] == [False, True]


async def test_zone_rules_that_change_meanwhile_are_followed(office: Office, tmp_path: Path) -> None:
    """Seoul is moved to Dubai's time between two days; the second digest comes by the new clocks."""
    await office.round()
    rules = tmp_path / "zones" / "Asia" / "Seoul"
    rules.parent.mkdir(parents=True)
    rules.write_bytes((files("tzdata") / "zoneinfo" / "Asia" / "Dubai").read_bytes())
    zoneinfo.reset_tzpath(to=[rules.parents[1]])
    try:
        office.now = MORNING + DAY
        await office.round()
        assert len(office.channel.messages) == 1
        office.now += 5 * HOUR  # Dubai is five hours behind
        await office.round()
        assert len(office.channel.messages) == 2
    finally:
        zoneinfo.reset_tzpath()
        ZoneInfo.clear_cache()


async def test_a_removed_digest_that_was_being_sent_ends_unknown(office: Office) -> None:
    """Nothing is sent again, and nothing is claimed."""
    office.channel.refuses = PostUncertain("channel 42", "the connection broke")
    await office.round()
    assert [state for _, _, state in office.history()] == [State.SENDING]
    with closing(open_books(office.url)) as books:
        books.roll.end(1, office.now)
    await office.round()
    with closing(open_books(office.url)) as books:
        assert [row.state for row in books.ledger.history([1])] == [State.UNKNOWN]
