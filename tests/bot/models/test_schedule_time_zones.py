"""Every quarter hour of three years in thirty zones, held against clocks that are walked through, step by step."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from bot.models.schedule import Schedule, list_slots
from tests.bot.models.test_schedule import QUARTERS, ZONES

FIRST, LAST = date(2024, 1, 1), date(2026, 12, 31)
_QUARTER, _DAY = timedelta(minutes=15), timedelta(days=1)


@cache
def walk_clock(zone: str) -> dict[tuple[date, time], datetime]:
    """
    Step through three years of *zone*, a quarter hour of UTC at a time.

    Every offset and every change of these years is a multiple of a quarter hour, so what the clocks show at each step
    tells all: (day, time) → the first instant at which they show it or, where they jump over it, the one they jump to.
    """
    rules = ZoneInfo(zone)
    instant = datetime(FIRST.year, 1, 1, tzinfo=UTC) - 2 * _DAY
    end = datetime(LAST.year, 12, 31, tzinfo=UTC) + 2 * _DAY
    shown: dict[tuple[date, time], datetime] = {}
    expected = instant.astimezone(rules).replace(tzinfo=None)
    while instant <= end:
        local = instant.astimezone(rules).replace(tzinfo=None)
        while expected <= local:  # more than once where the clocks jumped
            shown.setdefault((expected.date(), expected.time()), instant)
            expected += _QUARTER
        instant += _QUARTER
    return {key: found for key, found in shown.items() if FIRST <= key[0] <= LAST}


@pytest.mark.parametrize("zone", ZONES)
def test_each_quarter_hour_of_three_years_is_due_when_the_clocks_show_it(zone: str) -> None:
    """Exactly one instant per local date and quarter hour, the one that walking the clocks gives."""
    schedule = Schedule(QUARTERS, zone)
    around = list_slots(
        schedule, datetime(FIRST.year, 1, 1, tzinfo=UTC) - 2 * _DAY, datetime(LAST.year, 12, 31, tzinfo=UTC) + 2 * _DAY
    )
    found = [((slot.day, slot.at), slot.instant) for slot in around if FIRST <= slot.day <= LAST]
    assert len(found) == len(dict(found))
    assert dict(found) == walk_clock(zone)
