"""The type of a clock, and the system clock in UTC."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def get_utc_now() -> datetime:
    """Return the current time in UTC."""
    return datetime.now(UTC)
