"""Discord's ids: the milliseconds since 2015 and a counter (docs/reference#snowflakes)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

EPOCH = 1_420_070_400_000


class Snowflakes:
    """Hands out ids that rise with the clock, and still rise where the clock stands still or is set back."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._last = 0

    def __call__(self) -> int:
        """Give the next id."""
        wanted = (int(self._clock().timestamp() * 1000) - EPOCH) << 22
        self._last = max(wanted, self._last + 1)
        return self._last

    @property
    def last(self) -> int:
        """The last id given."""
        return self._last

    def follow(self, identity: int) -> None:
        """Give only ids above *identity* from now on."""
        self._last = max(self._last, identity)

    def spaced(self) -> int:
        """Give the next id in a millisecond of its own: servers are dealt to shards by it."""
        self._last = max((int(self._clock().timestamp() * 1000) - EPOCH) << 22, ((self._last >> 22) + 1) << 22)
        return self._last


def moment(snowflake: int) -> datetime:
    """Read the moment at which *snowflake* was made."""
    return datetime.fromtimestamp(((snowflake >> 22) + EPOCH) / 1000, UTC)
