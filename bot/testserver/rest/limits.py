"""Rate limits and the headers that tell of them (docs/topics/rate-limits)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from bot.testserver.world.model import Json

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
    slowed down. ``set`` gives a route tighter ones.
    """

    def __init__(
        self, timer: Callable[[], float], wall: Callable[[], float], limit: int = 50, per: float = 1.0
    ) -> None:
        self._timer, self._wall = timer, wall
        self._default = (limit, per)
        self._routes: dict[str, tuple[int, float]] = {}
        self._windows: dict[tuple[str, ...], Window] = {}

    def set(self, route: str, limit: int, per: float) -> None:
        """Allow *limit* requests every *per* seconds on *route*, "METHOD /template"."""
        self._routes[route] = (limit, per)

    def count(self, route: str, path: dict[str, str]) -> tuple[dict[str, str], Json | None]:
        """Count a request; returns the headers of its answer, and the body of a 429 where it is one too many."""
        limit, per = self._routes.get(route, self._default)
        key = (route, *(path.get(name, "") for name in _MAJOR))
        now = self._timer()
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
        if window.used <= limit:
            return headers, None
        return headers | limited_headers("user", left), limited_body(left, everywhere=False)


def limited_headers(scope: str, seconds: float) -> dict[str, str]:
    """Give the headers of a 429; ``Via`` says that Discord itself, not the network before it, sent it."""
    more = {"X-RateLimit-Global": "true"} if scope == "global" else {}
    return {"Via": "1.1 loopback", "Retry-After": str(int(seconds) + 1), "X-RateLimit-Scope": scope} | more


def limited_body(seconds: float, *, everywhere: bool) -> Json:
    """Give the body of a 429 (docs/topics/rate-limits#rate-limit-response-structure)."""
    return {"message": "You are being rate limited.", "retry_after": round(seconds, 3), "global": everywhere, "code": 0}
