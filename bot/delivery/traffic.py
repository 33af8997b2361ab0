"""Requests a second, shared fairly: digests wait for their turn, members never do."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable

#: "All bots can make up to 50 requests per second" (https://discord.com/developers/docs/topics/rate-limits#global-rate-limit);
#: a few are left for what nobody counts here: typing, members looked up, drafts.
PER_SECOND = 48


class Traffic:
    """
    Keeps all requests together within *per_second* in any second.

    Args:
        per_second: How many.
        timer: Gives seconds that run evenly.
        sleep: Waits for some of them.
    """

    def __init__(
        self,
        per_second: int = PER_SECOND,
        timer: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._most, self._timer, self._sleep = per_second, timer, sleep
        self._sent: deque[float] = deque()
        self._queue = asyncio.Lock()  # first come, first served

    def used(self, number: int = 1) -> None:
        """Count requests that could not wait: a member's. Those that can wait longer for them."""
        self._sent.extend([self._timer()] * number)

    async def turn(self) -> None:
        """Wait until one more request is within the limit, and count it."""
        async with self._queue:
            wait = self._wait()
            while wait > 0:  # whoever could not wait may have come in between
                await self._sleep(wait)
                wait = self._wait()
            self.used()

    def _wait(self) -> float:
        now = self._timer()
        while self._sent and self._sent[0] <= now - 1:
            self._sent.popleft()
        if len(self._sent) < self._most:
            return 0.0
        # The one whose second has to be over before fewer than the most are left in it.
        return self._sent[len(self._sent) - self._most] + 1 - now
