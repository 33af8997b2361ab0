"""Claims about schedules of every so many days or hours, and of days of the month."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import ScheduleError
from bot.models.schedule import EVERY_DAY, LAST_DAY_OF_MONTH, Schedule, get_longest_gap, list_slots, next_slot
from bot.models.schedule_parser import DayRule, parse_days, spread_over_day

EIGHT = (time(8),)
LAST = LAST_DAY_OF_MONTH


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("every 3 days", DayRule(interval=3)),
        ("Every  Other Day", DayRule(interval=2)),
        ("each second day", DayRule(interval=2)),
        ("every two weeks", DayRule(interval=14)),
        ("fortnightly", DayRule(interval=14)),
        ("weekly", DayRule(interval=7)),
        ("every 48 hours", DayRule(interval=2)),
        ("every day", DayRule()),
        ("every 24 hours", DayRule()),
        ("every 6 hours", DayRule(hours=6)),
        ("hourly", DayRule(hours=1)),
        ("every hour", DayRule(hours=1)),
        ("monthly", DayRule(month_days=frozenset({1}))),
        ("15", DayRule(month_days=frozenset({15}))),
        ("on the 15th", DayRule(month_days=frozenset({15}))),
        ("1st and 15th", DayRule(month_days=frozenset({1, 15}))),
        ("monthly on the 2nd", DayRule(month_days=frozenset({2}))),
        ("the 3rd of each month, 20th", DayRule(month_days=frozenset({3, 20}))),
        ("last day of the month", DayRule(month_days=frozenset({LAST}))),
        ("the last day", DayRule(month_days=frozenset({LAST}))),
        ("15th, last", DayRule(month_days=frozenset({15, LAST}))),
        ("end of the month", DayRule(month_days=frozenset({LAST}))),
        ("weekdays", DayRule(frozenset(range(5)))),
        ("every Monday", DayRule(frozenset({0}))),
        ("Mon, Wed", DayRule(frozenset({0, 2}))),
        ("daily", DayRule()),
    ],
)
def test_days_are_read_as_people_write_them(text: str, expected: DayRule) -> None:
    """Intervals, days of the month, and the days of the week as before."""
    assert parse_days(text) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("every 5 hours", "1, 2, 3, 4, 6, 8 or 12 hours"),
        ("every 36 hours", "1, 2, 3, 4, 6, 8 or 12 hours"),
        ("every 0 days", "between 1 and 90"),
        ("every 0 hours", "between 1 and 90"),
        ("every 91 days", "between 1 and 90"),
        ("every 999999999999 days", "between 1 and 90"),
        ("32", "isn't a day of the week"),
        ("0", "isn't a day of the week"),
        ("every few days", "isn't a day of the week"),
        ("1st and Monday", "isn't a day of the week"),
        ("", "I need at least one day"),
    ],
)
def test_days_that_make_no_schedule_are_refused(text: str, words: str) -> None:
    """With what can be written."""
    with pytest.raises(ScheduleError, match=words):
        parse_days(text)


def test_hours_are_spread_from_the_time_that_is_given() -> None:
    """The times of a day are the same every day, so the keys of the ledger are local times as before."""
    assert spread_over_day(time(8, 30), 6) == (time(2, 30), time(8, 30), time(14, 30), time(20, 30))
    assert len(spread_over_day(time(23, 59), 1)) == 24
    slots = list_slots(
        Schedule(spread_over_day(time(8), 6), "Asia/Seoul"),
        datetime(2024, 6, 20, 15, tzinfo=UTC),
        datetime(2024, 6, 21, 15, tzinfo=UTC),
    )
    assert [(slot.day.day, slot.name) for slot in slots] == [(21, "02:00"), (21, "08:00"), (21, "14:00"), (21, "20:00")]


def list_days(schedule: Schedule, first: date, count: int) -> list[str]:
    """Return the local days of the slots after *first*."""
    after, found = datetime.combine(first, time(0), UTC), []
    for _ in range(count):
        slot = next_slot(schedule, after)
        found.append(slot.day.isoformat())
        after = slot.instant
    return found


@pytest.mark.parametrize(
    ("schedule", "first", "expected"),
    [
        pytest.param(
            Schedule(EIGHT, interval=3, start=date(2024, 2, 28)),
            date(2024, 2, 20),
            ["2024-02-22", "2024-02-25", "2024-02-28", "2024-03-02", "2024-03-05"],
            id="every three days over a leap day",
        ),
        pytest.param(
            Schedule(EIGHT, month_days=frozenset({LAST})),
            date(2023, 12, 30),
            ["2023-12-31", "2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30"],
            id="the last of the month",
        ),
        pytest.param(
            Schedule(EIGHT, month_days=frozenset({30})),
            date(2023, 1, 29),
            ["2023-01-30", "2023-02-28", "2023-03-30", "2023-04-30", "2023-05-30"],
            id="a day that February lacks",
        ),
        pytest.param(
            Schedule(EIGHT, month_days=frozenset({28, 30})),
            date(2023, 2, 1),
            ["2023-02-28", "2023-03-28", "2023-03-30"],
            id="two days that are one in February",
        ),
        pytest.param(
            Schedule(EIGHT, weekdays=frozenset({0}), month_days=frozenset({1, 15})),
            date(2024, 6, 2),
            ["2024-06-15", "2024-07-01", "2024-07-15"],
            id="twice a month, whatever the weekday",
        ),
    ],
)
def test_days_come_in_their_turn(schedule: Schedule, first: date, expected: list[str]) -> None:
    """Each day once, and none is left out."""
    assert list_days(schedule, first, len(expected)) == expected


def test_clock_changes_move_no_day() -> None:
    """A removed hour is due at its end, a repeated one the first time, whatever the days."""
    schedule = Schedule((time(1, 30),), "Europe/London", interval=7, start=date(2024, 3, 31))
    assert next_slot(schedule, datetime(2024, 3, 30, tzinfo=UTC)).instant == datetime(2024, 3, 31, 1, tzinfo=UTC)
    last = Schedule((time(1, 30),), "Europe/London", month_days=frozenset({27}))
    assert next_slot(last, datetime(2024, 10, 20, tzinfo=UTC)).instant == datetime(2024, 10, 27, 0, 30, tzinfo=UTC)


def test_a_day_that_its_zone_skips_waits_for_the_next_turn() -> None:
    """Samoa had no 30 December 2011."""
    schedule = Schedule(EIGHT, "Pacific/Apia", interval=90, start=date(2011, 12, 30))
    assert next_slot(schedule, datetime(2011, 12, 29, tzinfo=UTC)).day == date(2012, 3, 29)


@given(
    st.builds(
        Schedule,
        st.just(EIGHT),
        st.sampled_from(["UTC", "Pacific/Apia", "America/Havana"]),
        st.frozensets(st.integers(0, 6), min_size=1),
        st.integers(1, 90),
        st.dates(date(2000, 1, 1), date(2030, 1, 1)),
        st.frozensets(st.integers(1, 31), max_size=2),
    ),
    st.integers(0, 4 * 365 * 24).map(lambda hours: datetime(2009, 1, 1, tzinfo=UTC) + timedelta(hours=hours)),
)
def test_there_is_always_a_next_slot(schedule: Schedule, after: datetime) -> None:
    """Within the period that is said."""
    slot = next_slot(schedule, after)
    assert after < slot.instant <= after + get_longest_gap(schedule)


def test_a_daily_schedule_is_as_it_was() -> None:
    """The defaults name every day, so what is stored and compared stays equal."""
    assert Schedule(EIGHT) == Schedule(EIGHT, "UTC", EVERY_DAY, 1, date.min, frozenset())
    now = datetime(2024, 6, 21, tzinfo=UTC)
    assert [slot.name for slot in list_slots(Schedule(EIGHT), now, now + timedelta(days=2))] == ["08:00", "08:00"]
