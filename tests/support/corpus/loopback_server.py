"""A server on loopback with responses that tests define, for the tests of fetching and feeds."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import web

from corpus.errors import FetchError
from corpus.sources.http import Fetcher
from corpus.sources.ssrf import is_public_address

RequestHandler = Callable[[web.Request], Awaitable[web.StreamResponse]]
LOOPBACK_HOST = "127.0.0.1"
ARTICLE_HTML = """<html><head><title>{title}</title>
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{title}", "datePublished": "{day}"}}</script>
</head><body><article><h1>{title}</h1>
<p>The harbour council voted on the new sea wall after a meeting that lasted for most of the night, officials said.</p>
<p>{words}</p>
<p>Work on the wall is to begin before the end of the year, and the town will pay for a third of what it costs.</p>
</article></body></html>"""


@dataclass
class LoopbackServer:
    """What it serves by path, and what it was asked for."""

    routes: dict[str, RequestHandler] = field(default_factory=dict)
    requests: list[web.Request] = field(default_factory=list)
    base_url: str = ""

    def serve(self, path: str, body: bytes | str = b"", status: int = 200, **headers: str) -> str:
        """Answer *path* with these; underscores in the names of headers stand for hyphens."""
        data = body.encode() if isinstance(body, str) else body
        fields = {name.replace("_", "-"): value for name, value in headers.items()}
        fields.setdefault("Content-Type", "text/html; charset=utf-8")

        async def answer(request: web.Request) -> web.Response:
            etag = fields.get("ETag")
            if etag and request.headers.get("If-None-Match") == etag:
                return web.Response(status=304, headers={"ETag": etag})
            return web.Response(body=data, status=status, headers=fields)

        self.routes[path] = answer
        return self.base_url + path

    def serve_article(self, path: str, title: str = "Council votes on wall", words: str = "", day: str = "") -> str:
        """Serve a page with an article."""
        return self.serve(path, ARTICLE_HTML.format(title=title, words=words or "Nobody voted against it.", day=day))

    def count(self, path: str) -> int:
        """Return how often *path* was asked for."""
        return sum(request.path == path for request in self.requests)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one request; 404 for what was not defined."""
        self.requests.append(request)
        if request.path in self.routes:
            return await self.routes[request.path](request)
        return web.Response(status=404)


@dataclass
class AdjustableClock:
    """A clock that is moved by hand."""

    now: datetime = datetime(2024, 6, 24, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return the time."""
        return self.now

    def move(self, **time: float) -> None:
        """Go forward."""
        self.now += timedelta(**time)


async def start_server(server: LoopbackServer) -> web.AppRunner:
    """Start *server* at a free port of 127.0.0.1."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", server.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, LOOPBACK_HOST, 0).start()
    server.base_url = f"http://{LOOPBACK_HOST}:{runner.addresses[0][1]}"
    return runner


def is_permitted(address: str) -> bool:
    """Allow public hosts and 127.0.0.1, no other address of loopback."""
    return address == LOOPBACK_HOST or is_public_address(address)


def build_fetcher(clock: AdjustableClock, **settings: Any) -> Fetcher:  # noqa: ANN401
    """Make a Fetcher that may speak to 127.0.0.1, without pauses."""
    return Fetcher(clock, **{"allowed": is_permitted, "pause": 0.0, "timeout": 60.0, **settings})


async def get_fetch_error(fetcher: Fetcher, url: str) -> FetchError:
    """Return the error with which *url* is refused."""
    with pytest.raises(FetchError) as caught:
        await fetcher.fetch_feed(url)
    return caught.value
