"""Rate limits and the headers that tell of them (docs/topics/rate-limits)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from bot.testserver.world.model import Json

#: Interaction tokens stand in for the bot's own here (docs/interactions/receiving-and-responding#interactions).
OPEN = ("/interactions/", "/webhooks/")
_MOST_WINDOWS = 1000  # before those that have ended are dropped
_MAJOR = ("channel_id", "guild_id", "webhook_id", "webhook_token", "interaction_token")


@dataclass(slots=True)
class Window:
    """Requests of one bucket in the running window; *ends* in timer seconds."""

    used: int
    ends: float


class Limits:
    """
    Counts requests per route and major parameter.

    Discord does not publish its numbers; by default a bucket takes 50 requests a second, so that a quick test is not
    slowed down. ``set`` gives a route tighter ones. All routes together take 50 a second, save those of interactions:
    docs/topics/rate-limits#global-rate-limit says "Interaction endpoints are not bound to the bot's Global Rate Limit".

    Attributes:
        everywhere: How many requests a second all routes together take.
    """

    def __init__(
        self, timer: Callable[[], float], wall: Callable[[], float], limit: int = 50, per: float = 1.0
    ) -> None:
        self._timer, self._wall = timer, wall
        self._default = (limit, per)
        self._routes: dict[str, tuple[int, float]] = {}
        self._windows: dict[tuple[str, ...], Window] = {}
        self._all = Window(0, 0.0)
        self.everywhere = 50

    def set(self, route: str, limit: int, per: float) -> None:
        """Allow *limit* requests every *per* seconds on *route*, "METHOD /template"."""
        self._routes[route] = (limit, per)

    def count(self, route: str, path: dict[str, str]) -> tuple[dict[str, str], Json | None]:
        """Count a request; returns the headers of its answer, and the body of a 429 where it is one too many."""
        limit, per = self._routes.get(route, self._default)
        key = (route, *(path.get(name, "") for name in _MAJOR))
        now = self._timer()
        if len(self._windows) > _MOST_WINDOWS:
            self._windows = {key: window for key, window in self._windows.items() if window.ends > now}
        window = self._windows.get(key)
        if window is None or window.ends <= now:
            window = self._windows[key] = Window(0, now + per)
        window.used += 1
        left = max(0.0, window.ends - now)
        headers = {
            "X-RateLimit-Limit": str(limit),
            "X-RateLimit-Remaining": str(max(0, limit - window.used)),
            "X-RateLimit-Reset": f"{self._wall() + left:.3f}",
            "X-RateLimit-Reset-After": f"{left:.3f}",
            "X-RateLimit-Bucket": hashlib.sha256(route.encode()).hexdigest()[:32],
        }
        wait = 0.0 if route.partition(" ")[2].startswith(OPEN) else self._wait_for_all(now)
        if wait:
            return headers | limited_headers("global", wait), limited_body(wait, everywhere=True)
        if window.used <= limit:
            return headers, None
        return headers | limited_headers("user", left), limited_body(left, everywhere=False)

    def _wait_for_all(self, now: float) -> float:
        """Count a request against the global limit, and tell how many seconds it comes too early."""
        if self._all.ends <= now:
            self._all = Window(0, now + 1.0)
        self._all.used += 1
        return self._all.ends - now if self._all.used > self.everywhere else 0.0


def limited_headers(scope: str, seconds: float) -> dict[str, str]:
    """Give the headers of a 429; ``Via`` says that Discord itself, not the network before it, sent it."""
    more = {"X-RateLimit-Global": "true"} if scope == "global" else {}
    return {"Via": "1.1 loopback", "Retry-After": str(int(seconds) + 1), "X-RateLimit-Scope": scope} | more


def limited_body(seconds: float, *, everywhere: bool) -> Json:
    """Give the body of a 429 (docs/topics/rate-limits#rate-limit-response-structure)."""
    return {"message": "You are being rate limited.", "retry_after": round(seconds, 3), "global": everywhere, "code": 0}
