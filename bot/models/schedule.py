"""Schedules in local time, and the instants at which their slots are due."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from bot.errors import ScheduleError
from bot.locales.messages import _

EVERY_DAY = frozenset(range(7))

#: The last day of every month, as a day of the month.
LAST_DAY_OF_MONTH = 31
#: Days between two digests at most, where they come every so many days.
MAX_INTERVAL_DAYS = 90

_ONE_DAY = timedelta(days=1)
_ONE_SECOND = timedelta(seconds=1)


_FIXED_OFFSET = re.compile(r"UTC([+-])(\d{2}):(\d{2})")


def load_zone(name: str) -> tzinfo:
    """
    Return the time zone of an IANA name ("Asia/Seoul") or of an offset with the everyday sign ("UTC+05:30").

    Raises:
        ZoneInfoNotFoundError: If there is no such zone.
    """
    if match := _FIXED_OFFSET.fullmatch(name):
        offset = timedelta(hours=int(match[2]), minutes=int(match[3]))
        return timezone(-offset if match[1] == "-" else offset, name)
    return ZoneInfo(name)


def format_offset(minutes: int) -> str:
    """Return *minutes* ahead of UTC as ``+05:30``."""
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"


@dataclass(frozen=True, slots=True)
class Schedule:
    """
    Days and local times in a time zone.

    Attributes:
        times: Local times, to the minute, at least one.
        zone: Name of the zone as `load_zone` takes it ("Asia/Seoul").
        weekdays: Days of the week, Monday is 0.
        interval: Days from one scheduled day to the next, up to `MAX_INTERVAL_DAYS`; above 1, *weekdays* do not count.
        start: A scheduled day, from which *interval* is counted.
        month_days: Days of the month, from 1 to 31; if there are any, neither *weekdays* nor *interval* count. In a
            month that ends before such a day, its last day is one, so `LAST_DAY_OF_MONTH` is that of every month.
    """

    times: tuple[time, ...]
    zone: str = "UTC"
    weekdays: frozenset[int] = EVERY_DAY
    interval: int = 1
    start: date = date.min
    month_days: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Slot:
    """
    One occurrence of a schedule.

    Attributes:
        instant: When it is due, in UTC.
        day: Scheduled local date.
        at: Scheduled local time; a clock change may have removed it from *day*.
    """

    instant: datetime
    day: date
    at: time

    @property
    def name(self) -> str:
        """Local time as in a ledger key: ``08:30``."""
        return f"{self.at:%H:%M}"


def _is_skipped_day(day: date, zone: str) -> bool:
    """Return whether the zone skips *day* (Samoa had no 30 December 2011)."""
    return _resolve_local_time(day, time(0), zone) >= _resolve_local_time(day + _ONE_DAY, time(0), zone)


def _resolve_local_time(day: date, at: time, zone: str) -> datetime:
    """
    Return the first instant, in UTC, at which clocks in *zone* show *at* on *day* or later.

    A time that a clock change repeats is due the first time; one that it skips, at the first instant after the gap.
    """
    wanted = datetime.combine(day, at)
    zone_info = load_zone(zone)
    # PEP 495: in a gap, fold=0 uses the offset before the change, so the result is after the change; fold=1 gives one
    # before it.
    late = wanted.replace(tzinfo=zone_info, fold=0).astimezone(UTC)
    if late.astimezone(zone_info).replace(tzinfo=None) == wanted:
        return late
    early = wanted.replace(tzinfo=zone_info, fold=1).astimezone(UTC)
    while late - early > _ONE_SECOND:  # the change lies in (early, late]
        middle = early + (late - early) // 2 // _ONE_SECOND * _ONE_SECOND
        if middle.astimezone(zone_info).replace(tzinfo=None) < wanted:
            early = middle
        else:
            late = middle
    return late


def list_slots(schedule: Schedule, after: datetime, until: datetime) -> tuple[Slot, ...]:
    """Return the slots of *schedule* due later than *after* and not later than *until*, in order."""
    found = (slot for day in _list_days(schedule, after, until) for slot in _list_day_slots(schedule, day))
    return tuple(
        sorted(
            (slot for slot in found if after < slot.instant <= until),
            key=lambda slot: (slot.instant, slot.day, slot.at),
        )
    )


def next_slot(schedule: Schedule, after: datetime) -> Slot:
    """
    Return the first slot due later than *after*.

    Raises:
        ScheduleError: If the schedule has no weekday or no time.
    """
    found = list_slots(schedule, after, after + get_longest_gap(schedule))
    if not found:
        raise ScheduleError("schedule", _("A digest needs at least one day and one time."))
    return found[0]


def get_longest_gap(schedule: Schedule) -> timedelta:
    """Return a period within which *schedule* has a slot, whenever the period begins."""
    # A day may be skipped by its zone, so that the next one counts; every weekday occurs within a week.
    days = LAST_DAY_OF_MONTH if schedule.month_days else max(schedule.interval, 7)
    return (2 * days + 1) * _ONE_DAY


def _is_scheduled(schedule: Schedule, day: date) -> bool:
    if schedule.month_days:
        month_ends = (day + _ONE_DAY).day == 1
        return day.day in schedule.month_days or (month_ends and max(schedule.month_days) > day.day)
    if schedule.interval > 1:
        return (day - schedule.start).days % schedule.interval == 0
    return day.weekday() in schedule.weekdays


def _list_days(schedule: Schedule, after: datetime, until: datetime) -> Iterator[date]:
    zone_info = load_zone(schedule.zone)
    # Slots before the local date of *after* are past. The last day is one later than the local date of *until*: if the
    # clocks have just gone back across midnight, the next day has already begun.
    day, last = after.astimezone(zone_info).date(), until.astimezone(zone_info).date() + _ONE_DAY
    while day <= last:
        if _is_scheduled(schedule, day):
            yield day
        day += _ONE_DAY


def _list_day_slots(schedule: Schedule, day: date) -> Iterator[Slot]:
    if _is_skipped_day(day, schedule.zone):
        return
    for at in schedule.times:
        yield Slot(_resolve_local_time(day, at, schedule.zone), day, at)
