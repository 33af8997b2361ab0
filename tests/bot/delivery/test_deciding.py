"""Claims about what is done with a digest, decided purely."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.books import open_books
from bot.delivery import (
    Plan,
    Skip,
    Step,
    after_absence,
    decide,
    enter_due,
    next_step,
    revise,
    takes_effect,
)
from bot.delivery.decisions import posted_at
from bot.schedules import Schedule, Slot, following
from bot.subscriptions import Entry, Key, State, Wish, nonce
from tests.bot.delivery.office import CHANNEL, DAY, HOUR, MORNING, Office, subscription


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        pytest.param(-timedelta(seconds=1), [], id="not due yet"),
        pytest.param(timedelta(), [Plan], id="due this instant"),
        pytest.param(timedelta(hours=6), [Plan], id="at the window's end"),
        pytest.param(timedelta(hours=6, seconds=1), [Skip], id="past the window"),
        pytest.param(DAY, [Skip, Plan], id="a day later"),
        pytest.param(2 * DAY + HOUR, [Skip, Skip, Plan], id="three days' sleep"),
        pytest.param(2 * DAY + 7 * HOUR, [Skip, Skip, Skip], id="three days' sleep and a late waking"),
    ],
)
def test_what_came_due_is_planned_or_skipped(behind: timedelta, expected: list[type]) -> None:
    """Every slot is decided on once: the last one is caught up inside the window, older ones are skipped."""
    assert [type(intent) for intent in decide(subscription(), set(), MORNING + behind)] == expected


def test_a_catch_up_is_marked_late() -> None:
    """An hour behind is late, a second is not."""
    assert decide(subscription(), set(), MORNING + HOUR)[0] == Plan(_slot(0), late=True)
    assert decide(subscription(), set(), MORNING + timedelta(seconds=1))[0] == Plan(_slot(0), late=False)


def _slot(days: int) -> Slot:
    return Slot(MORNING + days * DAY, date(2024, 6, 21) + days * DAY, time(8))


def test_of_several_missed_in_one_window_the_last_is_caught_up() -> None:
    """A channel that is told every hour is not flooded after a pause."""
    hourly = Wish("7", CHANNEL, Schedule(tuple(time(hour) for hour in (8, 9, 10)), "Asia/Seoul"))
    intents = decide(subscription(wish=hourly), set(), MORNING + 2.5 * HOUR)
    assert [type(intent) for intent in intents] == [Skip, Skip, Plan]


def test_what_is_in_the_ledger_is_not_decided_again() -> None:
    """The day and the slot's name are the key."""
    assert decide(subscription(), {(date(2024, 6, 21), "08:00")}, MORNING) == ()


def test_a_suspended_subscription_records_what_it_does_not_post() -> None:
    """Silence is written down, too."""
    (intent,) = decide(subscription(suspended="the channel is gone"), set(), MORNING)
    assert isinstance(intent, Skip)
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
    evening = Wish("7", CHANNEL, Schedule((time(18),), "Asia/Seoul"))
    since = takes_effect(evening, entered, MORNING)
    assert following(evening.schedule, since).day == date(2024, 6, 21) + days * DAY


def test_a_pause_is_written_down_day_by_day() -> None:
    """Until the day it ends, whose digest is posted."""
    paused = subscription(paused=date(2024, 6, 22))
    assert decide(paused, set(), MORNING) == (Skip(_slot(0), "paused until 2024-06-22"),)
    assert decide(paused, {(date(2024, 6, 21), "08:00")}, MORNING + DAY) == (Plan(_slot(1)),)


def test_an_edit_after_a_skip_takes_effect_at_once(office: Office) -> None:
    """Nothing was posted today, so the evening's may be."""
    evening = Wish("7", CHANNEL, Schedule((time(18),), "Asia/Seoul"))
    with closing(open_books(office.url)) as books:
        (given,) = books.roll.standing()
        books.ledger.skip(given, Key(given.id, date(2024, 6, 21), "08:00"), MORNING, MORNING, "missed")
        given = revise(books, given, evening, MORNING + HOUR)
        assert (given.wish, given.change) == (evening, None)


def test_an_edit_for_tomorrow_leaves_this_evenings_digest(office: Office) -> None:
    """What is asked for twice a day is still posted in the evening, then goes by the new wish."""
    twice = Wish("7", CHANNEL, Schedule((time(8), time(18)), "Asia/Seoul"))
    later = replace(twice, topic="rain", schedule=Schedule((time(9),), "Asia/Seoul"))
    with closing(open_books(office.url)) as books:
        given = books.roll.edit(books.roll.standing()[0], twice, MORNING - HOUR)
        enter_due(books, MORNING)
        given = revise(books, given, later, MORNING + HOUR)
        assert (given.wish, given.change and given.change.wish) == (twice, later)
        enter_due(books, MORNING + 2 * DAY)
        (given,) = books.roll.standing()
        assert (given.wish, given.change) == (later, None)
        entered = books.ledger.entered(given.id, date(2024, 6, 20))
    assert {slot for day, slot in entered if day == date(2024, 6, 21)} == {"08:00", "18:00"}
    assert {slot for day, slot in entered if day == date(2024, 6, 22)} == {"09:00"}


ENTRY = Entry(1, Key(1, date(2024, 6, 21), "08:00"), MORNING, State.PLANNED, "d1")


@pytest.mark.parametrize(
    ("entry", "behind", "step"),
    [
        pytest.param(ENTRY, HOUR, Step.COMPOSE, id="planned"),
        pytest.param(replace(ENTRY, payload="{}"), HOUR, Step.SEND, id="composed"),
        pytest.param(replace(ENTRY, payload="{}"), 7 * HOUR, Step.GIVE_UP, id="composed long ago"),
        pytest.param(replace(ENTRY, state=State.SENDING), HOUR, Step.LOOK, id="being sent"),
        pytest.param(replace(ENTRY, state=State.SENDING), 7 * HOUR, Step.LOOK, id="being sent long ago"),
    ],
)
def test_a_digest_goes_on_from_where_it_was(entry: Entry, behind: timedelta, step: Step) -> None:
    """What may have arrived is looked for before anything is sent."""
    assert next_step(entry, MORNING + behind) is step


def test_a_digest_that_is_not_in_the_channel_is_sent_inside_the_window() -> None:
    """Later it is given up."""
    assert after_absence(ENTRY, MORNING + HOUR) is Step.SEND
    assert after_absence(ENTRY, MORNING + 7 * HOUR) is Step.GIVE_UP


def test_the_nonce_is_the_same_for_the_same_key_and_fits() -> None:
    """Discord takes 25 characters at most."""
    key = Key(1, date(2024, 6, 21), "08:00")
    assert nonce("u1", key) == nonce("u1", key) != nonce("u1", replace(key, day=date(2024, 6, 22)))
    assert len(nonce("u1", key)) <= 25


def test_a_message_tells_when_it_was_posted() -> None:
    """By its id, as in Discord's own example: one that is found again is not late by the bot's absence."""
    assert posted_at(175928847299117063) == datetime(2016, 4, 30, 11, 18, 25, 796000, UTC)
