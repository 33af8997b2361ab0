"""Claims about what comes between: every end of a digest is written down, and none is posted twice."""

from __future__ import annotations

import zoneinfo
from contextlib import closing
from datetime import time, timedelta
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.db import open_database
from bot.errors import ChannelClosed, PostRefused, PostUncertain, WorkerError
from bot.locales import Translator
from bot.locales.messages import _
from bot.models.digest import DeliveryState, DigestOptions
from bot.models.message import Message
from bot.models.schedule import Schedule
from corpus.errors import StoreLocked
from tests.support.bot.any_database import run_statement
from tests.support.digests.delivery_harness import DUE_AT, ONE_DAY, ONE_HOUR, DeliveryHarness, ListPoster


class ProcessKilled(BaseException):
    """Stands for the end of the process."""


@pytest.mark.parametrize("forgets", [False, True], ids=["nonces known", "nonces forgotten"])
async def test_a_lost_reply_does_not_post_twice(harness: DeliveryHarness, forgets: bool) -> None:
    """Discord took the message, the bot never heard: the channel is read back at once."""
    harness.poster.loses_reply, harness.poster.forgets_nonces = True, forgets
    await harness.tick()
    assert len(harness.poster.messages) == 1
    assert [state for _, _, state in harness.list_states()] == [DeliveryState.SENT]
    assert harness.list_entries()[0].message == 1


@pytest.mark.parametrize("arrived", [True, False], ids=["it arrived", "it did not arrive"])
async def test_a_bot_that_ends_while_sending_neither_loses_nor_repeats(harness: DeliveryHarness, arrived: bool) -> None:
    """The row is left in "sending"; the next start looks into the channel."""

    class Fatal(ListPoster):
        async def send(self, wish: DigestOptions, message: Message, nonce: str) -> int:
            if arrived:
                await super().send(wish, message, nonce)
            raise ProcessKilled

    harness.poster = Fatal()
    with pytest.raises(ProcessKilled):
        await harness.tick()
    survived = ListPoster(harness.poster.messages, forgets_nonces=True)
    harness.poster = survived
    harness.now += timedelta(minutes=1)
    await harness.tick()
    assert len(survived.messages) == 1
    assert [state for _, _, state in harness.list_states()] == [DeliveryState.SENT]


async def test_where_history_may_not_be_read_nothing_is_sent_again(harness: DeliveryHarness) -> None:
    """The row ends unknown, and the owner is notified."""
    harness.poster.loses_reply = harness.poster.hides_history = True
    await harness.tick()
    await harness.tick()
    assert [state for _, _, state in harness.list_states()] == [DeliveryState.UNKNOWN]
    assert len(harness.poster.messages) == 1
    assert len(harness.poster.owner_messages) == 1


async def test_a_closed_channel_suspends_and_is_reported_once(harness: DeliveryHarness) -> None:
    """403 and 404: the digest is skipped with the reason, later ones too; the owner hears of it once."""
    harness.poster.send_error = ChannelClosed("channel 42", "Channel 42 no longer exists.")
    for _day in range(3):
        await harness.tick()
        harness.now += ONE_DAY
    assert [state for _, _, state in harness.list_states()] == [DeliveryState.SKIPPED] * 3
    assert "no longer exists" in harness.list_entries()[0].reason
    assert len(harness.poster.owner_messages) == 1


async def test_a_refused_message_does_not_suspend(harness: DeliveryHarness) -> None:
    """Tomorrow's may be taken."""
    harness.poster.send_error = PostRefused("channel 42", "Discord refused my message.")
    await harness.tick()
    harness.poster.send_error = None
    harness.now += ONE_DAY
    await harness.tick()
    assert [state for _, _, state in harness.list_states()] == [DeliveryState.SKIPPED, DeliveryState.SENT]


async def test_a_locked_store_is_tried_again_until_the_window_closes(harness: DeliveryHarness) -> None:
    """The reason stands in the ledger meanwhile and afterwards."""
    harness.engine.failure = StoreLocked("news.sqlite3", "another process holds it")
    await harness.tick()
    assert [(row.state, row.reason) for row in harness.list_entries()] == [
        (DeliveryState.PLANNED, "I can't use news.sqlite3: another process holds it.")
    ]
    harness.engine.failure = None
    harness.now += ONE_HOUR
    await harness.tick()
    assert [(row.state, row.late) for row in harness.list_entries()] == [(DeliveryState.SENT, True)]


async def test_a_store_that_stays_locked_ends_in_a_skip(harness: DeliveryHarness) -> None:
    """Never silently."""
    harness.engine.failure = StoreLocked("news.sqlite3", "another process holds it")
    await harness.tick()
    harness.now += 7 * ONE_HOUR
    await harness.tick()
    (row,) = harness.list_entries()
    assert row.state is DeliveryState.SKIPPED
    assert "another process holds it" in row.reason


async def test_a_recorded_reason_is_translated_as_a_whole(harness: DeliveryHarness) -> None:
    """What two layers say of a skipped digest is read in one language, in which none of it was stored."""
    harness.engine.failure = WorkerError("search", _("I'm busy with other questions."), _("Please try again."))
    await harness.tick()
    harness.now += 7 * ONE_HOUR
    await harness.tick()
    (row,) = harness.list_entries()
    german = Translator("de")
    expired, reason, remedy = (
        german.translate(part)
        for part in (
            _("I couldn't post it within 6 hours of its time"),
            _("I'm busy with other questions."),
            _("Please try again."),
        )
    )
    assert row.reason.startswith("I couldn't post it within 6 hours of its time; I'm busy with other questions.")
    assert german.translate(row.reason) == f"{expired}; {reason} {remedy}"


async def test_a_zone_that_is_known_no_more_suspends_one_digest_alone(harness: DeliveryHarness) -> None:
    """The others are posted."""
    with closing(open_database(harness.url)) as database:
        database.subscriptions.add(DigestOptions("7", 43, Schedule((time(8),), "Mars/Olympus")), DUE_AT - ONE_HOUR)
    await harness.tick()
    assert len(harness.poster.messages) == 1
    with closing(open_database(harness.url)) as database:
        assert [bool(each.suspended) for each in database.subscriptions.list_active()] == [False, True]


async def test_zone_rules_that_change_meanwhile_are_followed(harness: DeliveryHarness, tmp_path: Path) -> None:
    """Seoul is moved to Dubai's time between two days; the second digest comes by the new clocks."""
    await harness.tick()
    rules = tmp_path / "zones" / "Asia" / "Seoul"
    rules.parent.mkdir(parents=True)
    rules.write_bytes((files("tzdata") / "zoneinfo" / "Asia" / "Dubai").read_bytes())
    zoneinfo.reset_tzpath(to=[rules.parents[1]])
    try:
        harness.now = DUE_AT + ONE_DAY
        await harness.tick()
        assert len(harness.poster.messages) == 1
        harness.now += 5 * ONE_HOUR  # Dubai is five hours behind
        await harness.tick()
        assert len(harness.poster.messages) == 2
    finally:
        zoneinfo.reset_tzpath()
        ZoneInfo.clear_cache()


async def test_a_removed_digest_that_was_being_sent_ends_unknown(harness: DeliveryHarness) -> None:
    """Nothing is sent again, and nothing is claimed."""
    harness.poster.send_error = PostUncertain("channel 42", "the connection broke")
    await harness.tick()
    assert [state for _, _, state in harness.list_states()] == [DeliveryState.SENDING]
    with closing(open_database(harness.url)) as database:
        database.subscriptions.remove(1, harness.now)
    await harness.tick()
    with closing(open_database(harness.url)) as database:
        assert [row.state for row in database.ledger.list_recent([1])] == [DeliveryState.UNKNOWN]


async def test_a_digest_that_can_not_be_read_is_not_called_removed(harness: DeliveryHarness) -> None:
    """Its entry stays open and has the reason; it is posted once the row is whole again."""
    harness.engine.failure = StoreLocked("news.sqlite3", "another process holds it")
    await harness.tick()
    for times, state in (("25:99", DeliveryState.PLANNED), ("08:00", DeliveryState.SENT)):
        run_statement(harness.url, "UPDATE subscriptions SET times = ?", (times,))
        harness.engine.failure = None
        await harness.tick()
        with closing(open_database(harness.url)) as database:
            (entry,) = database.ledger.list_recent([1])
        assert entry.state is state
        assert ("is damaged" in entry.reason) == (state is DeliveryState.PLANNED)
