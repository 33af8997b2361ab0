"""Rate limiter for digest requests; interaction responses bypass it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

#: "All bots can make up to 50 requests per second"; one is reserved for a request that starts late.
#: https://discord.com/developers/docs/topics/rate-limits#global-rate-limit
#: Interaction responses are "not bound to the application's Global Rate Limit".
#: https://discord.com/developers/docs/interactions/receiving-and-responding#endpoints
REQUESTS_PER_SECOND = 49
#: Requests that may start without a pause, to catch up after the event loop was late.
_MAX_BURST = 2


class RateLimiter:
    """
    Spaces requests evenly; in a burst, requests that overtake each other would exceed Discord's limit.

    Args:
        per_second: Maximum requests per second.
        timer: Returns monotonic seconds.
        sleep: Waits for a number of seconds.
    """

    def __init__(
        self,
        per_second: int = REQUESTS_PER_SECOND,
        timer: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._interval, self._timer, self._sleep = 1 / per_second, timer, sleep
        self._last = float("-inf")
        self._queue = asyncio.Lock()  # first come, first served

    async def acquire(self) -> None:
        """Wait until the next request may start."""
        async with self._queue:
            now = self._timer()
            self._last = max(self._last + self._interval, now - (_MAX_BURST - 1) * self._interval)
            if self._last > now:
                await self._sleep(self._last - now)
