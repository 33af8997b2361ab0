"""Robots.txt rules and per-host throttling: one request at a time, minimum delay, Retry-After."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from corpus.errors import TemporaryFetchError
from corpus.models.text import _
from corpus.sources.ssrf import get_host

#: RFC 9309, 2.4: a robots.txt should not be cached for longer than a day.
MAX_ROBOTS_AGE = timedelta(hours=24)
#: Interval after which an unreachable robots.txt is requested again.
ROBOTS_RETRY_INTERVAL = timedelta(hours=1)
#: Maximum ``Crawl-delay`` in seconds; a longer one is reduced to this.
_MAX_CRAWL_DELAY_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class RobotsRules:
    """
    The robots.txt rules of one host.

    Attributes:
        expires: Time at which they must be fetched again.
        rules: The parsed rules, or None if there are none.
        allows_by_default: Whether all URLs are allowed if *rules* is None; otherwise none are.
        reason: Why the host could not be reached; ``""`` if it was.
    """

    expires: datetime
    rules: RobotFileParser | None = field(default=None, compare=False)
    allows_by_default: bool = True
    reason: str = ""

    def can_fetch(self, agent: str, url: str) -> bool:
        """Return whether *agent*, a product token, may fetch *url*."""
        return self.allows_by_default if self.rules is None else self.rules.can_fetch(agent, url)

    def get_crawl_delay(self, agent: str) -> float:
        """Return the ``Crawl-delay`` in seconds, at most 30; 0 if there is none."""
        delay = self.rules.crawl_delay(agent) if self.rules else None
        return min(float(delay or 0), _MAX_CRAWL_DELAY_SECONDS)


def parse_robots(data: bytes, now: datetime) -> RobotsRules:
    """Parse a robots.txt that was fetched at *now*; bytes that are not UTF-8 affect only their line."""
    rules = RobotFileParser()
    rules.parse(data.decode("utf-8-sig", "replace").splitlines())
    return RobotsRules(now + MAX_ROBOTS_AGE, rules)


def build_robots_url(url: str) -> str:
    """Return the URL of the robots.txt for *url*: one per scheme, host and port."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"


class HostThrottle:
    """
    Limits each host to one request at a time, with a minimum delay, and honours ``Retry-After``.

    Args:
        clock: Returns the present instant.
        delay: Seconds between two requests to one host.
    """

    def __init__(self, clock: Callable[[], datetime], delay: float) -> None:
        self._clock, self._default_delay = clock, delay
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._last_request: dict[str, float] = {}
        self._host_delays: dict[str, float] = {}
        self._suspended_until: dict[str, datetime] = {}

    @asynccontextmanager
    async def acquire(self, url: str) -> AsyncIterator[None]:
        """
        Wait until the host of *url* may be contacted, and hold its lock.

        Raises:
            TemporaryFetchError: If the host has asked not to be contacted.
        """
        host = get_host(url)
        async with self._locks[host]:
            wait = self.get_wait(host)
            if wait:
                raise TemporaryFetchError(url, _("{host} asks me to wait {number} s", host=host, number=wait), wait)
            loop = asyncio.get_running_loop()
            delay = max(self._default_delay, self._host_delays.get(host, 0.0))
            await asyncio.sleep(max(0.0, self._last_request.get(host, -delay) + delay - loop.time()))
            try:
                yield
            finally:
                self._last_request[host] = loop.time()

    def get_wait(self, host: str) -> int:
        """Return the seconds for which *host* must not be contacted; 0 if it may be."""
        remaining = self._suspended_until[host] - self._clock() if host in self._suspended_until else timedelta()
        return max(0, -int(-remaining.total_seconds() // 1))

    def suspend_host(self, url: str, seconds: int) -> None:
        """Don't contact the host of *url* for this many seconds."""
        self._suspended_until[get_host(url)] = self._clock() + timedelta(seconds=seconds)

    def set_delay(self, url: str, seconds: float) -> None:
        """Set the minimum delay between requests to the host of *url*."""
        self._host_delays[get_host(url)] = seconds
