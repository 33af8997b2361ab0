"""Requests a second: digests wait for their turn, members never do."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

#: "All bots can make up to 50 requests per second" (https://discord.com/developers/docs/topics/rate-limits#global-rate-limit);
#: one is left for a turn that comes late. What answers a member is "not bound to the
#: application's Global Rate Limit" (https://discord.com/developers/docs/interactions/receiving-and-responding#endpoints).
PER_SECOND = 49
#: Turns that may be made up for, where the event loop was late.
_ARREARS = 2


class Traffic:
    """
    Gives turns at equal distances: in a burst, requests that overtake one another would break the limit.

    Args:
        per_second: How many turns.
        timer: Gives seconds that run evenly.
        sleep: Waits for some of them.
    """

    def __init__(
        self,
        per_second: int = PER_SECOND,
        timer: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._pause, self._timer, self._sleep = 1 / per_second, timer, sleep
        self._last = float("-inf")
        self._queue = asyncio.Lock()  # first come, first served

    async def turn(self) -> None:
        """Wait for the next turn."""
        async with self._queue:
            now = self._timer()
            self._last = max(self._last + self._pause, now - (_ARREARS - 1) * self._pause)
            if self._last > now:
                await self._sleep(self._last - now)
