"""Wall-clock times in a zone → instants; pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.errors import ScheduleError
from bot.phrases import phrase

EVERY_DAY = frozenset(range(7))

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Schedule:
    """
    When, by the clock on a wall somewhere.

    Attributes:
        times: Local times, to the minute, at least one.
        zone: IANA name of the zone ("Asia/Seoul").
        weekdays: Days of the week, Monday is 0.
    """

    times: tuple[time, ...]
    zone: str = "UTC"
    weekdays: frozenset[int] = EVERY_DAY


@dataclass(frozen=True, slots=True)
class Slot:
    """
    One digest that was asked for.

    Attributes:
        instant: When it is due, in UTC.
        day: The local date it was asked for.
        at: The local time it was asked for; a clock change may have removed it from *day*.
    """

    instant: datetime
    day: date
    at: time

    @property
    def name(self) -> str:
        """The slot's part of a ledger key: ``08:30``."""
        return f"{self.at:%H:%M}"


def due(day: date, at: time, zone: str) -> datetime | None:
    """
    Give the instant at which the clocks of *zone* show *at* on *day*.

    A time that a clock change repeats is due the first time; one that it removes, at the first instant after the gap.

    Returns:
        In UTC; None for a day that the zone leaves out (Samoa had no 30 December 2011).
    """
    return None if _is_left_out(day, zone) else _shown(day, at, zone)


def _is_left_out(day: date, zone: str) -> bool:
    return _shown(day, time(0), zone) >= _shown(day + _DAY, time(0), zone)


def _shown(day: date, at: time, zone: str) -> datetime:
    """Give the first instant at which the clocks show *at* on *day* or later."""
    wanted = datetime.combine(day, at)
    rules = ZoneInfo(zone)
    # PEP 495: in a gap, fold=0 reads the time by the offset before the change and so lands after it, fold=1 before it.
    late = wanted.replace(tzinfo=rules, fold=0).astimezone(UTC)
    if late.astimezone(rules).replace(tzinfo=None) == wanted:
        return late
    early = wanted.replace(tzinfo=rules, fold=1).astimezone(UTC)
    while late - early > _SECOND:  # the change lies in (early, late]
        middle = early + (late - early) // 2 // _SECOND * _SECOND
        if middle.astimezone(rules).replace(tzinfo=None) < wanted:
            early = middle
        else:
            late = middle
    return late


def slots(schedule: Schedule, after: datetime, until: datetime) -> tuple[Slot, ...]:
    """Give every slot of *schedule* that is due later than *after* and not later than *until*, in order."""
    found = (slot for day in _days(schedule, after, until) for slot in _of_day(schedule, day))
    return tuple(
        sorted(
            (slot for slot in found if after < slot.instant <= until),
            key=lambda slot: (slot.instant, slot.day, slot.at),
        )
    )


def following(schedule: Schedule, after: datetime) -> Slot:
    """
    Give the first slot that is due later than *after*.

    Raises:
        ScheduleError: If the schedule asks for no day of the week or no time.
    """
    # Every weekday comes within a week, or within two where a zone leaves it out.
    found = slots(schedule, after, after + 15 * _DAY)
    if not found:
        raise ScheduleError(
            phrase("the schedule"), phrase("asks for no day or no time"), phrase("Name at least one of each.")
        )
    return found[0]


def _days(schedule: Schedule, after: datetime, until: datetime) -> Iterator[date]:
    rules = ZoneInfo(schedule.zone)
    # What was asked for before the day that the clocks show is past; but where they have just gone back over midnight,
    # the next day has begun already.
    day, last = after.astimezone(rules).date(), until.astimezone(rules).date() + _DAY
    while day <= last:
        if day.weekday() in schedule.weekdays:
            yield day
        day += _DAY


def _of_day(schedule: Schedule, day: date) -> Iterator[Slot]:
    if _is_left_out(day, schedule.zone):
        return
    for at in schedule.times:
        yield Slot(_shown(day, at, schedule.zone), day, at)
