"""Rate limits per route and in total, and the headers that report them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from bot.testserver.state.model import Json

#: Routes authorized by the token of an interaction or of a webhook
#: (docs/interactions/receiving-and-responding#interactions, docs/resources/webhook).
UNAUTHENTICATED_PREFIXES = ("/interactions/", "/webhooks/{webhook_id}/{webhook_token}")
#: The first answer to an interaction belongs to no bucket, and its response has no headers of one.
UNLIMITED_SUFFIX = "/{interaction_token}/callback"
_MAX_WINDOWS = 1000  # beyond this number, expired windows are removed
_MAJOR_PARAMETERS = ("channel_id", "guild_id", "webhook_id", "webhook_token", "interaction_token")


@dataclass(slots=True)
class RateLimitWindow:
    """Number of requests of one bucket in the current window; *ends* is in timer seconds."""

    used: int
    ends: float


class RateLimits:
    """
    Rate limiter that counts requests per route and major parameter, and over all routes.

    Discord does not publish its limits. By default a bucket allows 50 requests per second, which does not slow down
    tests; ``set_limit`` sets a stricter limit for a route. All routes together allow 50 per second, except those of
    interactions (docs/topics/rate-limits#global-rate-limit: "Interaction endpoints are not bound to the bot's Global
    Rate Limit").

    Attributes:
        global_limit: Requests per second allowed over all routes.
    """

    def __init__(
        self, timer: Callable[[], float], wall: Callable[[], float], limit: int = 50, per: float = 1.0
    ) -> None:
        self._timer, self._wall = timer, wall
        self._default = (limit, per)
        self._routes: dict[str, tuple[int, float]] = {}
        self._windows: dict[tuple[str, ...], RateLimitWindow] = {}
        self._global_window = RateLimitWindow(0, 0.0)
        self.global_limit = 50

    def set_limit(self, route: str, limit: int, per: float) -> None:
        """Allow *limit* requests every *per* seconds on *route*, "METHOD /template"."""
        self._routes[route] = (limit, per)

    def count_request(self, route: str, path: dict[str, str]) -> tuple[dict[str, str], Json | None]:
        """Count a request and return its response headers, with the body of a 429 if it exceeds a limit."""
        limit, per = self._routes.get(route, self._default)
        key = (route, *(path.get(name, "") for name in _MAJOR_PARAMETERS))
        now = self._timer()
        if len(self._windows) > _MAX_WINDOWS:
            self._windows = {key: window for key, window in self._windows.items() if window.ends > now}
        window = self._windows.get(key)
        if window is None or window.ends <= now:
            window = self._windows[key] = RateLimitWindow(0, now + per)
        window.used += 1
        left = max(0.0, window.ends - now)
        if route.endswith(UNLIMITED_SUFFIX):
            return {}, None
        headers = {
            "X-RateLimit-Limit": str(limit),
            "X-RateLimit-Remaining": str(max(0, limit - window.used)),
            "X-RateLimit-Reset": f"{self._wall() + left:.3f}",
            "X-RateLimit-Reset-After": f"{left:.3f}",
            "X-RateLimit-Bucket": hashlib.sha256(route.encode()).hexdigest()[:32],
        }
        wait = 0.0 if route.partition(" ")[2].startswith(UNAUTHENTICATED_PREFIXES) else self._count_global_request(now)
        if wait:
            return headers | build_rate_limit_headers("global", wait), build_rate_limit_body(wait, everywhere=True)
        if window.used <= limit:
            return headers, None
        return headers | build_rate_limit_headers("user", left), build_rate_limit_body(left, everywhere=False)

    def _count_global_request(self, now: float) -> float:
        """Count a request against the global limit; return the seconds to wait if it exceeds it, else 0."""
        if self._global_window.ends <= now:
            self._global_window = RateLimitWindow(0, now + 1.0)
        self._global_window.used += 1
        return self._global_window.ends - now if self._global_window.used > self.global_limit else 0.0


def build_rate_limit_headers(scope: str, seconds: float) -> dict[str, str]:
    """Return the headers of a 429; ``Via`` marks it as sent by Discord itself, not by its content delivery network."""
    more = {"X-RateLimit-Global": "true"} if scope == "global" else {}
    return {"Via": "1.1 loopback", "Retry-After": str(int(seconds) + 1), "X-RateLimit-Scope": scope} | more


def build_rate_limit_body(seconds: float, *, everywhere: bool) -> Json:
    """Return the body of a 429 (docs/topics/rate-limits#rate-limit-response-structure)."""
    return {"message": "You are being rate limited.", "retry_after": round(seconds, 3), "global": everywhere, "code": 0}
