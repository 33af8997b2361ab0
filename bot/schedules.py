"""When a digest is due: wall-clock times in a zone, turned into instants, and the clock that wakes the bot at them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

from bot.clock import Clock
from bot.errors import ScheduleError

EVERY_DAY = frozenset(range(7))

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)
#: The two clocks are read one after the other; an alarm must not ring before its slot.
_MARGIN = timedelta(milliseconds=20)
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")
_HALVES = re.compile(r"(0?[1-9]|1[0-2])(?:[:.]([0-5]\d))?\s*([ap])\.?\s?m\.?", re.IGNORECASE)


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
    # A week holds every weekday; two days more, because zones leave out days and lie up to a day apart.
    found = slots(schedule, after, after + 16 * _DAY)
    if not found:
        raise ScheduleError("the schedule", "asks for no day or no time", "Name at least one of each.")
    return found[0]


def _days(schedule: Schedule, after: datetime, until: datetime) -> Iterator[date]:
    rules = ZoneInfo(schedule.zone)
    # A gap may push a slot over midnight, so the day before *after* counts.
    day, last = after.astimezone(rules).date() - _DAY, until.astimezone(rules).date()
    while day <= last:
        if day.weekday() in schedule.weekdays:
            yield day
        day += _DAY


def _of_day(schedule: Schedule, day: date) -> Iterator[Slot]:
    if _is_left_out(day, schedule.zone):
        return
    for at in schedule.times:
        yield Slot(_shown(day, at, schedule.zone), day, at)


def read_times(text: str) -> tuple[time, ...]:
    """
    Read local times as people write them: ``8:30``, ``08.30``, ``9pm``, ``8:00, 6 pm``, ``noon``.

    Raises:
        ScheduleError: If *text* holds something else.
    """
    parts = [part.strip() for part in re.split(r",|;|\band\b", text) if part.strip()]
    if not parts:
        raise ScheduleError("the time", "is empty", "Write it like 8:30 or 9pm.")
    return tuple(sorted({_read_time(part) for part in parts}))


def _read_time(text: str) -> time:
    if text.lower() in _NAMED:
        return _NAMED[text.lower()]
    if match := _HALVES.fullmatch(text):
        return time(int(match[1]) % 12 + 12 * (match[3].lower() == "p"), int(match[2] or 0))
    if match := _CLOCK.fullmatch(text):
        return time(int(match[1]), int(match[2]))
    raise ScheduleError(f"the time “{text}”", "can't be read", "Write it like 8:30, 20:15 or 9pm.")


_NAMED = {"noon": time(12), "midday": time(12), "midnight": time(0)}


def read_zone(text: str) -> str:
    """
    Read a zone's IANA name, or the city in it (``seoul`` → ``Asia/Seoul``).

    Raises:
        ScheduleError: If no zone is called so; the nearest names are in the remedy.
    """
    known = {name.casefold(): name for name in available_timezones()}
    asked = text.strip().replace(" ", "_").casefold()
    if asked in known:
        return known[asked]
    by_city = {name.rpartition("/")[2]: known[name] for name in sorted(known) if "/" in name}
    if asked in by_city:
        return by_city[asked]
    near = [known.get(name) or by_city[name] for name in difflib.get_close_matches(asked, [*known, *by_city], 3, 0.7)]
    hint = f"Did you mean {' or '.join(dict.fromkeys(near))}?" if near else "Write it like Asia/Seoul or Europe/Kyiv."
    raise ScheduleError(f"the time zone “{text.strip()}”", "is not known", hint)


class SlotTrigger(BaseTrigger):  # type: ignore[misc]  # APScheduler has no types
    """
    An APScheduler trigger that fires when *clock* reaches the next slot.

    APScheduler counts in real time. The slot is computed anew at every firing, so changed zone rules are followed, and
    translated by the distance between *clock* and real time, so a demo may live on another day.
    """

    def __init__(self, schedule: Schedule, clock: Clock) -> None:
        self._schedule, self._clock = schedule, clock

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """Give the real instant of the next slot; *previous_fire_time* doesn't matter, the ledger knows better."""
        del previous_fire_time
        present = self._clock()
        return now + (following(self._schedule, present).instant - present) + _MARGIN


class Alarms:
    """
    The APScheduler jobs, one per distinct schedule, in memory alone; they decide nothing, they only wake the bot.

    Args:
        clock: What the slots are measured by.
        wake: Called at every slot and every *sweep*; it has the ledger looked into for what is due.
        sweep: How often to look without an alarm: the machine may have slept, the clock been moved, a row been edited.
    """

    def __init__(self, clock: Clock, wake: Callable[[], None], sweep: timedelta = timedelta(minutes=1)) -> None:
        self._clock, self._wake, self._sweep = clock, wake, sweep
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
        )

    def start(self) -> None:
        """Start in the running event loop."""
        self._scheduler.start()
        self._scheduler.add_job(self._wake, "interval", seconds=self._sweep.total_seconds(), id="sweep")

    def set(self, schedules: Iterable[Schedule]) -> None:
        """Replace all alarms by those of *schedules*; do so too when the clock was moved."""
        for job in self._scheduler.get_jobs():
            if job.id != "sweep":
                job.remove()
        for schedule in dict.fromkeys(schedules):
            self._scheduler.add_job(self._wake, SlotTrigger(schedule, self._clock))

    def next(self) -> tuple[datetime, ...]:
        """Give the real instants of the next alarms, in order."""
        return tuple(sorted(job.next_run_time for job in self._scheduler.get_jobs() if job.id != "sweep"))

    def stop(self) -> None:
        """Stop for good; a job that runs is left to its end."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
