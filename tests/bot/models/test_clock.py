"""Claims about a clock that distrusts leaps of the system's clock."""

from __future__ import annotations

import logging
import pickle
from datetime import UTC, datetime, timedelta

import pytest

from bot.models.clock import SteadyClock, read_uptime
from bot.services.feeds import FetchSettings

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class Machine:
    """A machine with a clock that can be set and an uptime that can't."""

    def __init__(self) -> None:
        self.shown, self.uptime = NOON, 100.0

    def wait(self, span: timedelta) -> None:
        """Let time pass."""
        self.shown += span
        self.uptime += span.total_seconds()

    def build_clock(self) -> SteadyClock:
        """Return a clock that follows this machine's."""
        return SteadyClock(lambda: self.shown, lambda: self.uptime)


@pytest.mark.parametrize("leap", [timedelta(days=20), timedelta(minutes=2), -timedelta(hours=3), -timedelta(days=9000)])
def test_a_leap_for_a_few_minutes_is_not_followed(leap: timedelta) -> None:
    """The clock goes on by the uptime, whichever way the system's clock was wrong."""
    machine = Machine()
    clock = machine.build_clock()
    machine.wait(MINUTE)
    machine.shown += leap
    for minutes in range(1, 9):
        assert clock() == NOON + minutes * MINUTE
        machine.wait(MINUTE)
    machine.shown -= leap
    assert clock() == NOON + 9 * MINUTE


def test_a_leap_that_lasts_is_followed(caplog: pytest.LogCaptureFixture) -> None:
    """A machine whose clock was wrong before is late by ten minutes and then right; both is logged."""
    machine = Machine()
    clock = machine.build_clock()
    machine.shown += timedelta(hours=3)
    with caplog.at_level(logging.WARNING):
        assert clock() == NOON
        machine.wait(10 * MINUTE)
        assert clock() == NOON + timedelta(hours=3) + 10 * MINUTE
    assert [record.getMessage() for record in caplog.records] == [
        "The system's clock leapt by +3:00:00; it is trusted if it stays so for 10 minutes.",
        "The system's clock leapt by +3:00:00 and stayed so; it is trusted now.",
    ]


def test_leaps_of_different_sizes_do_not_confirm_each_other() -> None:
    """A clock that is wrong in another way each minute is never trusted."""
    machine = Machine()
    clock = machine.build_clock()
    for minutes in range(1, 30):
        machine.wait(MINUTE)
        machine.shown = NOON + minutes * timedelta(days=1)
        assert clock() == NOON + minutes * MINUTE


def test_a_clock_that_is_slewed_is_followed() -> None:
    """Small corrections add up to no leap."""
    machine = Machine()
    clock = machine.build_clock()
    for _ in range(100):
        machine.wait(MINUTE)
        machine.shown += timedelta(seconds=2)
        assert clock() == machine.shown


def test_the_uptime_never_goes_back() -> None:
    """It is read from the system."""
    first = read_uptime()
    assert read_uptime() >= first


def test_a_worker_process_has_the_time_of_the_bot() -> None:
    """The settings for fetching are sent to it with their clock, which does not trust the system's there either."""
    settings = FetchSettings(SteadyClock(start=NOON))
    clock = pickle.loads(pickle.dumps(settings)).clock  # noqa: S301  # our own bytes
    assert NOON <= settings.clock() <= clock() < NOON + MINUTE
