"""What a host's robots.txt allows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

#: RFC 9309, 2.4: it should not be kept for longer than a day.
KEPT = timedelta(hours=24)
#: While a host's robots.txt can't be had, it is asked for again after this.
RETRIED = timedelta(hours=1)
#: A wish for longer pauses than this, in seconds, is not waited for.
_LONGEST_PAUSE = 30.0


@dataclass(frozen=True, slots=True)
class Robots:
    """
    The rules of one host.

    Attributes:
        until: When they are to be asked for again.
        rules: As parsed; None where there are none to keep.
        open: What holds where there are no rules: all is allowed, or nothing.
        reason: Why the host could not be reached at all; ``""`` where it was.
    """

    until: datetime
    rules: RobotFileParser | None = field(default=None, compare=False)
    open: bool = True
    reason: str = ""

    def allow(self, agent: str, url: str) -> bool:
        """Tell whether *agent*, a product's name, may fetch *url*."""
        return self.open if self.rules is None else self.rules.can_fetch(agent, url)

    def pause(self, agent: str) -> float:
        """Give the seconds between requests that they ask for (``Crawl-delay``), at most 30."""
        delay = self.rules.crawl_delay(agent) if self.rules else None
        return min(float(delay or 0), _LONGEST_PAUSE)


def parse(data: bytes, now: datetime) -> Robots:
    """Read a robots.txt that was fetched at *now*; bytes that are no UTF-8 spoil their line alone."""
    rules = RobotFileParser()
    rules.parse(data.decode("utf-8-sig", "replace").splitlines())
    return Robots(now + KEPT, rules)


def address(url: str) -> str:
    """Give the address of the robots.txt that rules *url*: one per scheme, host and port."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"
