"""The type of a clock, the system clock in UTC, and a clock that ignores jumps of the system clock until they last."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]

_LOG = logging.getLogger(__name__)


def get_utc_now() -> datetime:
    """Return the current time in UTC."""
    return datetime.now(UTC)


def read_uptime() -> float:
    """Return the seconds since an arbitrary moment, including, where the system counts it, the time spent asleep."""
    if hasattr(time, "CLOCK_BOOTTIME"):  # Linux: its monotonic clock stands still while the machine sleeps
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


class SteadyClock:
    """
    A clock that follows *clock*, but ignores its jumps at first: a wrong answer of a time server does no harm.

    When *clock* and *timer* disagree on how much time has passed, this clock goes on by *timer*. If the jump lasts for
    *confirmation*, it is accepted. It may be called from several threads, and pickled for a process of the
    same machine, where it goes on as here.

    Args:
        clock: The clock to follow.
        timer: Returns seconds that never jump.
        tolerance: A smaller difference, in either direction, is no jump.
        confirmation: How long a jump must last to be accepted.
        start: The current time, if it is already known; by default what *clock* returns is trusted at first.
    """

    def __init__(
        self,
        clock: Clock = get_utc_now,
        timer: Callable[[], float] = read_uptime,
        tolerance: timedelta = timedelta(minutes=1),
        confirmation: timedelta = timedelta(minutes=10),
        start: datetime | None = None,
    ) -> None:
        self._clock, self._timer = clock, timer
        self._tolerance, self._confirmation = tolerance, confirmation.total_seconds()
        self._lock = threading.Lock()
        self._trusted, self._read_at = start or clock(), timer()
        self._leap: timedelta | None = None
        self._leapt_at = 0.0

    def __call__(self) -> datetime:
        """Return the current time in UTC."""
        with self._lock:
            shown, elapsed = self._clock(), self._timer()
            expected = self._trusted + timedelta(seconds=elapsed - self._read_at)
            leap = shown - expected
            if abs(leap) <= self._tolerance:
                if self._leap is not None:
                    _LOG.warning("The system's clock is right again.")
                self._trust(shown, elapsed)
            elif self._leap is None or abs(leap - self._leap) > self._tolerance:
                _LOG.warning(
                    "The system's clock leapt by %s; it is trusted if it stays so for %d minutes.",
                    _format_leap(leap),
                    self._confirmation // 60,
                )
                self._leap, self._leapt_at = leap, elapsed
            elif elapsed - self._leapt_at >= self._confirmation:
                _LOG.warning("The system's clock leapt by %s and stayed so; it is trusted now.", _format_leap(leap))
                self._trust(shown, elapsed)
            return self._trusted + timedelta(seconds=elapsed - self._read_at)

    def __getstate__(self) -> dict[str, object]:
        """Return what can be pickled: all but the lock."""
        with self._lock:
            return {name: value for name, value in vars(self).items() if name != "_lock"}

    def __setstate__(self, state: Mapping[str, object]) -> None:
        """Go on with *state*, under a new lock."""
        vars(self).update(state)
        self._lock = threading.Lock()

    def _trust(self, shown: datetime, elapsed: float) -> None:
        self._trusted, self._read_at, self._leap = shown, elapsed, None


def _format_leap(leap: timedelta) -> str:
    """Return a leap with its sign, without fractions of a second."""
    return f"{'-' if leap < timedelta(0) else '+'}{timedelta(seconds=round(abs(leap).total_seconds()))}"
