"""The only reader of the real clock; everything else is handed the time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Give the present instant, in UTC."""
    return datetime.now(UTC)
