"""What is done about a digest, at every edge of time and for every reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.digests.policy import (
    DeliveryStep,
    PostIntent,
    SkipIntent,
    due_slots,
    effective_from,
    next_step,
    next_step_if_not_found,
    plan_missed_slots,
    snowflake_to_datetime,
)
from bot.models.digest import DeliveryState, DigestKey, DigestOptions, LedgerEntry, PendingChange, Subscription
from bot.models.schedule import Schedule, Slot

DUE = datetime(2024, 6, 20, 23, 0, tzinfo=UTC)  # 21 June, 08:00 in Seoul
TODAY = date(2024, 6, 21)
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
LATE, WINDOW = timedelta(minutes=10), timedelta(hours=6)
WISH = DigestOptions("7", 42, Schedule((time(8),), "Asia/Seoul"))
GIVEN = Subscription(1, "u1", WISH, DUE - HOUR)
SLOT = Slot(DUE, TODAY, time(8))
ENTRY = LedgerEntry(1, DigestKey(1, TODAY, "08:00"), DUE, DeliveryState.PLANNED, "d1")


@pytest.mark.parametrize(
    ("given", "after", "now", "days"),
    [
        pytest.param(GIVEN, DUE - DAY, DUE, [0], id="due this instant"),
        pytest.param(GIVEN, DUE - DAY, DUE - SECOND, [], id="not due yet"),
        pytest.param(GIVEN, DUE, DUE + DAY, [1], id="looked at before"),
        pytest.param(replace(GIVEN, since=DUE), DUE - DAY, DUE + DAY, [1], id="granted at the hour itself"),
        pytest.param(replace(GIVEN, since=DUE - SECOND), DUE - DAY, DUE, [0], id="granted a second before"),
        pytest.param(
            replace(GIVEN, change=PendingChange(WISH, DUE + HOUR)),
            DUE - DAY,
            DUE + 2 * DAY,
            [0],
            id="changed since then",
        ),
        pytest.param(
            replace(GIVEN, change=PendingChange(WISH, DUE + 5 * DAY)),
            DUE - DAY,
            DUE + DAY,
            [0, 1],
            id="to be changed later",
        ),
    ],
)
def test_slots_come_due_between_two_instants(
    given: Subscription, after: datetime, now: datetime, days: list[int]
) -> None:
    """Later than the grant and the last look, not later than now, and by the old wish only until the new one counts."""
    assert [(slot.day - TODAY).days for slot in due_slots(given, after, now)] == days


@pytest.mark.parametrize(
    ("given", "now", "intent"),
    [
        pytest.param(GIVEN, DUE + LATE, PostIntent(SLOT), id="ten minutes behind is in time"),
        pytest.param(GIVEN, DUE + LATE + SECOND, PostIntent(SLOT, late=True), id="a second more is late"),
        pytest.param(GIVEN, DUE + WINDOW, PostIntent(SLOT, late=True), id="at the window's end"),
        pytest.param(
            GIVEN,
            DUE + WINDOW + SECOND,
            SkipIntent(SLOT, "missed: I was offline at the time and for 6 h after it"),
            id="past the window",
        ),
        pytest.param(
            replace(GIVEN, suspended="the channel is gone", paused=TODAY + DAY),
            DUE,
            SkipIntent(SLOT, "suspended: the channel is gone"),
            id="suspended, which is told before the pause",
        ),
        pytest.param(
            replace(GIVEN, paused=TODAY + DAY),
            DUE,
            SkipIntent(SLOT, "paused until 2024-06-22"),
            id="paused until tomorrow",
        ),
        pytest.param(
            replace(GIVEN, paused=TODAY + DAY),
            DUE + WINDOW + SECOND,
            SkipIntent(SLOT, "paused until 2024-06-22"),
            id="paused, which is told before the absence",
        ),
        pytest.param(replace(GIVEN, paused=TODAY), DUE, PostIntent(SLOT), id="a pause that ends today"),
    ],
)
def test_each_slot_is_decided_on_with_its_reason(
    given: Subscription, now: datetime, intent: PostIntent | SkipIntent
) -> None:
    """One slot is planned, and marked late, or skipped, and the reason is written down."""
    assert plan_missed_slots(given, (), now) == (intent,)


def test_a_missed_digest_gives_way_to_a_later_one() -> None:
    """Of two in one window the first is skipped, and says that another took its place."""
    twice = replace(GIVEN, options=replace(WISH, schedule=Schedule((time(8), time(9)), "Asia/Seoul")))
    later = PostIntent(Slot(DUE + HOUR, TODAY, time(9)), late=False)
    assert plan_missed_slots(twice, (), DUE + HOUR) == (
        SkipIntent(SLOT, "missed: a later digest replaced it"),
        later,
    )


def test_nothing_is_looked_for_beyond_the_horizon() -> None:
    """After a year of silence a month of skips is recorded, and no more; who asks for less gets less."""
    given, now = replace(GIVEN, since=DUE - 400 * DAY), DUE + 12 * HOUR
    assert len(plan_missed_slots(given, (), now)) == 31
    assert len(plan_missed_slots(given, (), now, lookback=3 * DAY)) == 3


@pytest.mark.parametrize(
    ("entered", "now", "since"),
    [
        pytest.param((), DUE, DUE, id="no digest today"),
        pytest.param([(TODAY, "08:00")], DUE, datetime(2024, 6, 21, 14, 59, 59, 999999, UTC), id="one today"),
        pytest.param([(TODAY, "now 08:00")], DUE, DUE, id="one on demand"),
        pytest.param([(TODAY - DAY, "08:00"), (TODAY + DAY, "08:00")], DUE, DUE, id="on other days"),
        pytest.param([(TODAY, "08:00")], DUE + 17 * HOUR, DUE + 17 * HOUR, id="another day in Seoul, the same in UTC"),
    ],
)
def test_a_changed_wish_counts_from_the_end_of_a_day_that_had_its_digest(
    entered: list[tuple[date, str]], now: datetime, since: datetime
) -> None:
    """The day is the wish's own, by the clocks of its zone; the instant is in UTC."""
    counts = effective_from(WISH, entered, now)
    assert counts == since
    assert counts.tzinfo is UTC


@pytest.mark.parametrize(
    ("entry", "behind", "step"),
    [
        pytest.param(ENTRY, WINDOW, DeliveryStep.COMPOSE, id="planned, at the window's end"),
        pytest.param(ENTRY, WINDOW + SECOND, DeliveryStep.GIVE_UP, id="planned, past it"),
        pytest.param(replace(ENTRY, payload=""), HOUR, DeliveryStep.SEND, id="composed, and empty"),
        pytest.param(replace(ENTRY, copy="{}"), HOUR, DeliveryStep.DRAFT, id="editors have not seen it"),
        pytest.param(replace(ENTRY, copy="{}", draft=0), HOUR, DeliveryStep.DRAFT, id="the draft may have been lost"),
        pytest.param(replace(ENTRY, copy="{}", draft=5), HOUR, DeliveryStep.WAIT, id="editors look at it"),
        pytest.param(
            replace(ENTRY, copy="{}", draft=5), WINDOW + SECOND, DeliveryStep.GIVE_UP, id="editors looked too long"
        ),
        pytest.param(
            replace(ENTRY, copy="{}", draft=5, payload="{}"), HOUR, DeliveryStep.SEND, id="editors approved it"
        ),
        pytest.param(
            replace(ENTRY, state=DeliveryState.SENDING, payload="{}"), HOUR, DeliveryStep.LOOK, id="being sent"
        ),
    ],
)
def test_each_entry_has_one_next_step(entry: LedgerEntry, behind: timedelta, step: DeliveryStep) -> None:
    """It follows from how far the digest got and how long ago it was due."""
    assert next_step(entry, DUE + behind) is step


@pytest.mark.parametrize(
    ("behind", "step"),
    [(WINDOW, DeliveryStep.SEND), (WINDOW + SECOND, DeliveryStep.GIVE_UP)],
    ids=["at the window's end", "past it"],
)
def test_what_did_not_arrive_is_sent_until_the_window_closes(behind: timedelta, step: DeliveryStep) -> None:
    """A digest that is not in the channel is sent again up to the last instant of the window."""
    assert next_step_if_not_found(ENTRY, DUE + behind) is step


@pytest.mark.parametrize(
    ("message", "instant"),
    [
        pytest.param(0, datetime(2015, 1, 1, tzinfo=UTC), id="Discord's first instant"),
        pytest.param((1 << 22) - 1, datetime(2015, 1, 1, tzinfo=UTC), id="the numbers within a millisecond"),
        pytest.param(1000 << 22, datetime(2015, 1, 1, 0, 0, 1, tzinfo=UTC), id="a second later"),
    ],
)
def test_an_id_contains_the_millisecond(message: int, instant: datetime) -> None:
    """The upper bits of Discord's ids count milliseconds since 2015."""
    assert snowflake_to_datetime(message) == instant
