"""Claims about what is done with a digest, decided purely."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.db import open_database
from bot.digests import record_due_slots, update_subscription
from bot.digests.policy import (
    DeliveryStep,
    PostIntent,
    SkipIntent,
    effective_from,
    next_step,
    next_step_if_not_found,
    plan_missed_slots,
    snowflake_to_datetime,
)
from bot.models.digest import DeliveryState, DigestKey, DigestOptions, LedgerEntry, build_nonce
from bot.models.schedule import Schedule, Slot, next_slot
from tests.support.digests.delivery_harness import (
    CHANNEL_ID,
    DUE_AT,
    ONE_DAY,
    ONE_HOUR,
    DeliveryHarness,
    build_subscription,
)


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        pytest.param(-timedelta(seconds=1), [], id="not due yet"),
        pytest.param(timedelta(), [PostIntent], id="due this instant"),
        pytest.param(timedelta(hours=6), [PostIntent], id="at the window's end"),
        pytest.param(timedelta(hours=6, seconds=1), [SkipIntent], id="past the window"),
        pytest.param(ONE_DAY, [SkipIntent, PostIntent], id="a day later"),
        pytest.param(2 * ONE_DAY + ONE_HOUR, [SkipIntent, SkipIntent, PostIntent], id="three days' sleep"),
        pytest.param(
            2 * ONE_DAY + 7 * ONE_HOUR, [SkipIntent, SkipIntent, SkipIntent], id="three days' sleep and a late waking"
        ),
    ],
)
def test_what_came_due_is_planned_or_skipped(behind: timedelta, expected: list[type]) -> None:
    """Every slot is decided on once: the last one is caught up inside the window, older ones are skipped."""
    assert [type(intent) for intent in plan_missed_slots(build_subscription(), set(), DUE_AT + behind)] == expected


def test_a_catch_up_is_marked_late() -> None:
    """An hour behind is late, a second is not."""
    assert plan_missed_slots(build_subscription(), set(), DUE_AT + ONE_HOUR)[0] == PostIntent(_build_slot(0), late=True)
    assert plan_missed_slots(build_subscription(), set(), DUE_AT + timedelta(seconds=1))[0] == PostIntent(
        _build_slot(0), late=False
    )


def _build_slot(days: int) -> Slot:
    return Slot(DUE_AT + days * ONE_DAY, date(2024, 6, 21) + days * ONE_DAY, time(8))


def test_of_several_missed_in_one_window_the_last_is_caught_up() -> None:
    """A channel that gets a digest every hour is not flooded after a pause."""
    hourly = DigestOptions("7", CHANNEL_ID, Schedule(tuple(time(hour) for hour in (8, 9, 10)), "Asia/Seoul"))
    intents = plan_missed_slots(build_subscription(options=hourly), set(), DUE_AT + 2.5 * ONE_HOUR)
    assert [type(intent) for intent in intents] == [SkipIntent, SkipIntent, PostIntent]


def test_what_is_in_the_ledger_is_not_decided_again() -> None:
    """The day and the slot's name are the key."""
    assert plan_missed_slots(build_subscription(), {(date(2024, 6, 21), "08:00")}, DUE_AT) == ()


def test_a_suspended_subscription_records_what_it_does_not_post() -> None:
    """Silence is written down, too."""
    (intent,) = plan_missed_slots(build_subscription(suspended="the channel is gone"), set(), DUE_AT)
    assert isinstance(intent, SkipIntent)
    assert "the channel is gone" in intent.reason


@pytest.mark.parametrize(
    ("entered", "days"),
    [
        pytest.param(set(), 0, id="nothing posted today"),
        pytest.param({(date(2024, 6, 20), "08:00")}, 0, id="posted yesterday"),
        pytest.param({(date(2024, 6, 21), "now 2024-06-20T23:00")}, 0, id="posted on demand today"),
        pytest.param({(date(2024, 6, 21), "08:00")}, 1, id="posted today"),
    ],
)
def test_an_edit_after_posting_takes_effect_the_next_day(entered: set[tuple[date, str]], days: int) -> None:
    """A digest moved to the evening does not come twice on the day of the move."""
    evening = DigestOptions("7", CHANNEL_ID, Schedule((time(18),), "Asia/Seoul"))
    since = effective_from(evening, entered, DUE_AT)
    assert next_slot(evening.schedule, since).day == date(2024, 6, 21) + days * ONE_DAY


def test_a_pause_is_written_down_day_by_day() -> None:
    """Until the day it ends, whose digest is posted."""
    paused = build_subscription(paused=date(2024, 6, 22))
    assert plan_missed_slots(paused, set(), DUE_AT) == (SkipIntent(_build_slot(0), "paused until 2024-06-22"),)
    assert plan_missed_slots(paused, {(date(2024, 6, 21), "08:00")}, DUE_AT + ONE_DAY) == (PostIntent(_build_slot(1)),)


def test_an_edit_after_a_skip_takes_effect_at_once(harness: DeliveryHarness) -> None:
    """Nothing was posted today, so the evening's may be."""
    evening = DigestOptions("7", CHANNEL_ID, Schedule((time(18),), "Asia/Seoul"))
    with closing(open_database(harness.url)) as database:
        (given,) = database.subscriptions.list_active()
        database.ledger.skip(given, DigestKey(given.id, date(2024, 6, 21), "08:00"), DUE_AT, DUE_AT, "missed")
        given = update_subscription(database, given, evening, DUE_AT + ONE_HOUR)
        assert (given.options, given.change) == (evening, None)


def test_an_edit_for_tomorrow_leaves_this_evenings_digest(harness: DeliveryHarness) -> None:
    """What is asked for twice a day is still posted in the evening, then goes by the new wish."""
    twice = DigestOptions("7", CHANNEL_ID, Schedule((time(8), time(18)), "Asia/Seoul"))
    later = replace(twice, topic="rain", schedule=Schedule((time(9),), "Asia/Seoul"))
    with closing(open_database(harness.url)) as database:
        given = database.subscriptions.edit(database.subscriptions.list_active()[0], twice, DUE_AT - ONE_HOUR)
        record_due_slots(database, DUE_AT)
        given = update_subscription(database, given, later, DUE_AT + ONE_HOUR)
        assert (given.options, given.change and given.change.options) == (twice, later)
        record_due_slots(database, DUE_AT + 2 * ONE_DAY)
        (given,) = database.subscriptions.list_active()
        assert (given.options, given.change) == (later, None)
        entered = database.ledger.list_recorded_slots(given.id, date(2024, 6, 20))
    assert {slot for day, slot in entered if day == date(2024, 6, 21)} == {"08:00", "18:00"}
    assert {slot for day, slot in entered if day == date(2024, 6, 22)} == {"09:00"}


ENTRY = LedgerEntry(1, DigestKey(1, date(2024, 6, 21), "08:00"), DUE_AT, DeliveryState.PLANNED, "d1")


@pytest.mark.parametrize(
    ("entry", "behind", "step"),
    [
        pytest.param(ENTRY, ONE_HOUR, DeliveryStep.COMPOSE, id="planned"),
        pytest.param(replace(ENTRY, payload="{}"), ONE_HOUR, DeliveryStep.SEND, id="composed"),
        pytest.param(replace(ENTRY, payload="{}"), 7 * ONE_HOUR, DeliveryStep.GIVE_UP, id="composed long ago"),
        pytest.param(replace(ENTRY, state=DeliveryState.SENDING), ONE_HOUR, DeliveryStep.LOOK, id="being sent"),
        pytest.param(
            replace(ENTRY, state=DeliveryState.SENDING), 7 * ONE_HOUR, DeliveryStep.LOOK, id="being sent long ago"
        ),
    ],
)
def test_a_digest_goes_on_from_where_it_was(entry: LedgerEntry, behind: timedelta, step: DeliveryStep) -> None:
    """What may have arrived is looked for before anything is sent."""
    assert next_step(entry, DUE_AT + behind) is step


def test_a_digest_that_is_not_in_the_channel_is_sent_inside_the_window() -> None:
    """Later it is given up."""
    assert next_step_if_not_found(ENTRY, DUE_AT + ONE_HOUR) is DeliveryStep.SEND
    assert next_step_if_not_found(ENTRY, DUE_AT + 7 * ONE_HOUR) is DeliveryStep.GIVE_UP


def test_the_nonce_is_the_same_for_the_same_key_and_fits() -> None:
    """Discord takes 25 characters at most."""
    key = DigestKey(1, date(2024, 6, 21), "08:00")
    assert build_nonce("u1", key) == build_nonce("u1", key) != build_nonce("u1", replace(key, day=date(2024, 6, 22)))
    assert len(build_nonce("u1", key)) <= 25


def test_the_id_of_a_message_contains_its_time() -> None:
    """By its id, as in Discord's own example: one that is found again is not late by the bot's absence."""
    assert snowflake_to_datetime(175928847299117063) == datetime(2016, 4, 30, 11, 18, 25, 796000, UTC)
