"""Sites on hosts of the loopback network, each with a feed that gets new articles steadily."""

from __future__ import annotations

import asyncio
import random
from collections import Counter, deque
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime

from aiohttp import web

from tests.support.corpus.loopback_server import ARTICLE_HTML

#: Entries that a feed lists, the newest ones: workers that are killed all the time fall behind by minutes.
_LISTED_ENTRIES = 300
#: One article of so many is listed by the next feed, too.
_SHARED_EVERY = 5
NAMES = ("Vladimir Putin", "Kim Jong-un", "Seoul", "Pyongyang", "Hanoi", "Tokyo", "Jens Stoltenberg", "NATO")
_ACTIONS = ("signed a treaty with", "warned", "met", "sent an envoy to", "rejected the terms of", "called on")


@dataclass(frozen=True, slots=True)
class _Entry:
    """An article: its path, its title and when it was published."""

    url: str
    title: str
    published: datetime


@dataclass
class NewsSites:
    """
    A number of sites at one port, each on a host of its own, since a site is asked for one page a second at most.

    Attributes:
        count: How many.
        port: The port.
        published: The URLs of the articles that each feed has listed, by the number of the feed.
        fetched: How often each page was fetched, by its URL.
    """

    count: int
    port: int = 0
    published: dict[int, set[str]] = field(default_factory=dict)
    fetched: Counter[str] = field(default_factory=Counter)
    _chance: random.Random = field(default_factory=lambda: random.Random(7))
    _feeds: dict[int, deque[_Entry]] = field(default_factory=dict)
    _pages: dict[str, str] = field(default_factory=dict)
    _runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Serve the sites."""
        application = web.Application()
        application.router.add_get("/feed.xml", self._answer_feed)
        application.router.add_get("/{page:article-.*}", self._answer_page)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        for number in range(self.count):
            await web.TCPSite(self._runner, _get_host(number), self.port).start()
            self.port = self.port or self._runner.addresses[0][1]
            self._feeds[number], self.published[number] = deque(maxlen=_LISTED_ENTRIES), set()

    async def stop(self) -> None:
        """Serve them no longer."""
        if self._runner:
            await self._runner.cleanup()

    def build_feed_url(self, number: int) -> str:
        """Return the URL of a feed."""
        return f"http://{_get_host(number)}:{self.port}/feed.xml"

    def publish(self, number: int, now: datetime, *, shared: bool) -> None:
        """Publish an article in a feed; with *shared*, one of five is in the next feed, too."""
        serial = len(self._pages)
        url = f"http://{_get_host(number)}:{self.port}/article-{serial}.html"
        who, whom = self._chance.sample(NAMES, 2)
        title = f"{who} and {whom}: what report {serial} says"
        said = " ".join(
            f"{who} {self._chance.choice(_ACTIONS)} {self._chance.choice(NAMES)} over {serial * 10 + line} boats, "
            f"officials said in report {serial}."
            for line in range(4)
        )
        self._pages[url] = ARTICLE_HTML.format(title=title, words=said, day=now.isoformat(timespec="seconds"))
        listed = [number, *([(number + 1) % self.count] if shared and serial % _SHARED_EVERY == 0 else [])]
        for feed in listed:
            self._feeds[feed].append(_Entry(url, title, now))
            self.published[feed].add(url)

    async def _answer_feed(self, request: web.Request) -> web.Response:
        entries = self._feeds[_get_number(request)]
        etag = f'"{len(self._pages)}"'
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers={"ETag": etag})
        items = "".join(
            f"<item><title>{one.title}</title><link>{one.url}</link>"
            f"<pubDate>{format_datetime(one.published)}</pubDate></item>"
            for one in reversed(entries)
        )
        feed = f"<rss version='2.0'><channel><title>Gazette {_get_number(request)}</title>{items}</channel></rss>"
        return web.Response(text=feed, content_type="application/rss+xml", headers={"ETag": etag})

    async def _answer_page(self, request: web.Request) -> web.Response:
        url = f"http://{_get_host(_get_number(request))}:{self.port}{request.path}"
        self.fetched[url] += 1
        await asyncio.sleep(0.05)
        return web.Response(text=self._pages[url], content_type="text/html")


def _get_host(number: int) -> str:
    return f"127.0.1.{number + 1}"


def _get_number(request: web.Request) -> int:
    return int((request.url.host or "").rpartition(".")[2]) - 1
