"""Three years in thirty zones: each quarter hour around a change of the clocks, and four times of every other day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.models.schedule import Schedule, Slot, list_slots
from tests.bot.models.test_schedule import QUARTERS, ZONES, find_offset_changes

FIRST, LAST = date(2024, 1, 1), date(2026, 12, 31)
_QUARTER, _DAY = timedelta(minutes=15), timedelta(days=1)
#: Days before and after a change of the clocks of which each quarter hour is checked.
_DAYS_AROUND = 2


def _list_days_around(change: datetime, zone: str) -> list[date]:
    day = change.astimezone(ZoneInfo(zone)).date()
    return [day + number * _DAY for number in range(-_DAYS_AROUND, _DAYS_AROUND + 1)]


def step_through(days: list[date], zone: str) -> dict[tuple[date, time], datetime]:
    """
    Step through *days* of *zone*, a quarter hour of UTC at a time.

    Every offset and every change of these years is a multiple of a quarter hour, so what the clocks show at each step
    is enough: the first instant at which they show a day and time or, where they jump over it, the one they jump to.
    """
    rules = ZoneInfo(zone)
    instant = datetime.combine(days[0], time(), UTC) - 2 * _DAY
    end = datetime.combine(days[-1], time(), UTC) + 3 * _DAY
    shown: dict[tuple[date, time], datetime] = {}
    expected = instant.astimezone(rules).replace(tzinfo=None)
    while instant <= end:
        local = instant.astimezone(rules).replace(tzinfo=None)
        while expected <= local:  # more than once where the clocks jumped
            shown.setdefault((expected.date(), expected.time()), instant)
            expected += _QUARTER
        instant += _QUARTER
    return {key: found for key, found in shown.items() if key[0] in days}


def _list_slots_of_days(schedule: Schedule, first: date, last: date) -> Iterator[Slot]:
    begin, end = datetime.combine(first, time(), UTC) - 2 * _DAY, datetime.combine(last, time(), UTC) + 3 * _DAY
    return (slot for slot in list_slots(schedule, begin, end) if first <= slot.day <= last)


@pytest.mark.parametrize("zone", ZONES)
def test_each_quarter_hour_around_a_change_is_due_when_the_clocks_show_it(zone: str) -> None:
    """Exactly one instant per local date and quarter hour, the one at which the clocks first show it."""
    for change in find_offset_changes(zone):
        days = _list_days_around(change, zone)
        found = [
            ((slot.day, slot.at), slot.instant)
            for slot in _list_slots_of_days(Schedule(QUARTERS, zone), days[0], days[-1])
        ]
        assert len(found) == len(dict(found))
        assert dict(found) == step_through(days, zone)


@pytest.mark.parametrize("zone", ZONES)
def test_on_every_other_day_a_time_is_due_when_the_clocks_show_it(zone: str) -> None:
    """Where no change is near, each day has each time once, at the instant that the clocks show it."""
    times, rules = (time(0), time(6), time(12, 15), time(23, 45)), ZoneInfo(zone)
    changing = {day for change in find_offset_changes(zone) for day in _list_days_around(change, zone)}
    found = [slot for slot in _list_slots_of_days(Schedule(times, zone), FIRST, LAST) if slot.day not in changing]
    days = {FIRST + number * _DAY for number in range((LAST - FIRST).days + 1)} - changing
    assert len(found) == len(days) * len(times)
    assert {slot.day for slot in found} == days
    for slot in found:
        assert slot.instant.astimezone(rules).replace(tzinfo=None) == datetime.combine(slot.day, slot.at)
