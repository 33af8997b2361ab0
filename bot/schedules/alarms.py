"""The APScheduler jobs that wake the bot; apart from the rest, for that library takes a while to import."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

from bot.clock import Clock
from bot.schedules.instants import Schedule, following

#: The two clocks are read one after the other; an alarm must not ring before its slot.
_MARGIN = timedelta(milliseconds=20)


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
