"""One request at a time to a host, with a pause between, and none while it asks to be left alone."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from corpus.errors import Unanswered
from corpus.fetch.addresses import host_of


class Turns:
    """
    Who may be asked when.

    Args:
        clock: Gives the present instant.
        pause: Seconds between two requests to one host.
    """

    def __init__(self, clock: Callable[[], datetime], pause: float) -> None:
        self._clock, self._pause = clock, pause
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._last: dict[str, float] = {}
        self._longer: dict[str, float] = {}
        self._until: dict[str, datetime] = {}

    @asynccontextmanager
    async def turn(self, url: str) -> AsyncIterator[None]:
        """
        Wait for the turn of *url* at its host, and hold it.

        Raises:
            Unanswered: If the host has asked to be left alone.
        """
        host = host_of(url)
        async with self._locks[host]:
            wait = self.waiting(host)
            if wait:
                raise Unanswered(url, f"{host} asks to be left alone for {wait} s", wait)
            loop = asyncio.get_running_loop()
            pause = max(self._pause, self._longer.get(host, 0.0))
            await asyncio.sleep(max(0.0, self._last.get(host, -pause) + pause - loop.time()))
            try:
                yield
            finally:
                self._last[host] = loop.time()

    def waiting(self, host: str) -> int:
        """Give the seconds for which *host* is to be left alone; 0 where it may be asked."""
        left = self._until[host] - self._clock() if host in self._until else timedelta()
        return max(0, -int(-left.total_seconds() // 1))

    def leave(self, url: str, seconds: int) -> None:
        """Leave the host of *url* alone for so long."""
        self._until[host_of(url)] = self._clock() + timedelta(seconds=seconds)

    def slow(self, url: str, seconds: float) -> None:
        """Keep at least so long a pause between requests to the host of *url*."""
        self._longer[host_of(url)] = seconds
