"""What one server follows: feeds found, kept and polled, against outlets on loopback and a real store."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from email.utils import format_datetime
from pathlib import Path

import pytest
import pytest_asyncio

from bot.errors import InputError
from bot.services.engine import QueryEngine
from bot.services.feeds import (
    MAX_FEEDS,
    DiscoveredFeed,
    FetchSettings,
    discover_feeds,
    follow_feeds,
    parse_sources,
    poll_feeds,
)
from bot.services.worker_pool import WorkerPool
from corpus.entities import Registry, load_bundled_registry
from corpus.errors import FeedError
from corpus.store import ArticleRecord, Feed, Store, open_store
from tests.support.corpus.loopback_server import AdjustableClock, LoopbackServer, is_permitted, start_server

HERE, THERE = "111", "222"
NOBODY = Registry()
OPML = '<opml version="2.0"><body><outline text="a" xmlUrl="https://a.example/feed"/></body></opml>'


@pytest.fixture
def store() -> Iterator[Store]:
    """Yield an empty store."""
    with open_store("sqlite:///:memory:") as opened:
        yield opened


@pytest_asyncio.fixture
async def outlet() -> AsyncIterator[LoopbackServer]:
    """Yield an outlet with a front page, a feed of one article, and that article."""
    server = LoopbackServer()
    runner = await start_server(server)
    published = format_datetime(AdjustableClock().now)
    item = f"<item><title>Council votes</title><link>/wall</link><pubDate>{published}</pubDate></item>"
    feed = f"<rss version='2.0'><channel><title>Herald</title>{item}</channel></rss>"
    server.serve("/feed", feed, Content_Type="application/rss+xml", ETag='"1"')
    server.serve_article("/wall")
    server.serve("/", '<html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head></html>')
    yield server
    await runner.cleanup()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://a.example/feed", ["https://a.example/feed"]),
        ("a.example, b.example/rss", ["https://a.example", "https://b.example/rss"]),
        ("see <https://a.example> and https://a.example", ["https://a.example"]),
        (OPML, ["https://a.example/feed"]),
    ],
    ids=["an address", "addresses without their scheme", "among words, twice", "a pasted list"],
)
def test_addresses_are_read_from_what_was_typed(text: str, found: list[str]) -> None:
    """However people paste them."""
    assert parse_sources(text) == (tuple(found), ())


def test_what_holds_no_address_is_refused() -> None:
    """With an example; what looks like a list and is none says so."""
    with pytest.raises(InputError, match="no address"):
        parse_sources("the news please")
    with pytest.raises(FeedError, match="OPML"):
        parse_sources("<html/>")


def test_an_outline_that_is_no_feed_is_reported() -> None:
    """By its title and the reason; a list of nothing else is no error."""
    opml = '<opml><body><outline text="Mail" xmlUrl="mailto:a@a.example"/></body></opml>'
    with open_store("sqlite:///:memory:") as store:
        found = discover_feeds(QueryEngine(store, load_bundled_registry()), settings=FetchSettings(), text=opml)
    assert [(one.address, one.url, one.reason) for one in found] == [
        ("Mail", "", "I only fetch http and https addresses")
    ]


async def test_each_address_is_reported_and_nothing_is_stored(outlet: LoopbackServer, tmp_path: Path) -> None:
    """A feed, the page that announces it, and why others can't be followed."""
    settings = FetchSettings(AdjustableClock(), is_address_allowed=is_permitted, pause=0)
    workers = WorkerPool.with_thread(f"sqlite:///{tmp_path}/news.sqlite3")
    text = f"{outlet.base_url}/feed {outlet.base_url}/ {outlet.base_url}/nothing"
    found = await workers.run(discover_feeds, settings=settings, text=text)
    assert [(each.title, each.entries, each.url) for each in found[:2]] == [
        ("Herald", 1, f"{outlet.base_url}/feed")
    ] * 2
    assert (found[2].url, found[2].reason) == ("", "the server answered with 404 Not Found")
    assert await workers.run(_list_feeds) == ()
    kept = await workers.run(follow_feeds, scope=HERE, found=found[:1])
    assert [each.reason for each in kept] == [""]
    (polled,) = await workers.run(poll_feeds, settings=settings, scope=HERE, only={found[0].url: found[0].response})
    assert (polled.scope, polled.added) == (HERE, 1)
    assert outlet.count("/feed") == 2  # once by its own address, once through the page; not again for the poll
    assert await workers.run(_list_keys, scope=THERE) == ()
    (key,) = await workers.run(_list_keys, scope=HERE)
    assert (await workers.run(_get_record, key=key, scope=HERE)).added == settings.clock().date().isoformat()
    workers.close()


def _list_feeds(engine: QueryEngine) -> tuple[Feed, ...]:
    return engine.store.list_feeds(None)


def _list_keys(engine: QueryEngine, *, scope: str) -> tuple[str, ...]:
    return engine.store.list_keys(scope)


def _get_record(engine: QueryEngine, *, key: str, scope: str) -> ArticleRecord:
    return engine.store.get_record(key, scope)


async def test_private_addresses_are_not_asked(tmp_path: Path) -> None:
    """Unless a test allows them: no member can look into the operator's network."""
    workers = WorkerPool.with_thread(f"sqlite:///{tmp_path}/news.sqlite3")
    text = "http://127.0.0.1:9/feed http://[::1]/feed http://169.254.169.254/latest"
    found = await workers.run(discover_feeds, settings=FetchSettings(), text=text)
    assert {each.reason for each in found} == {"its host isn't a public address"}
    workers.close()


def test_a_server_follows_each_feed_once_and_not_too_many(store: Store) -> None:
    """The others learn why; another server's feeds don't count."""
    store.save_feed(Feed("https://a.example/0", scope=THERE))
    found = [DiscoveredFeed(f"a.example/{number}", f"https://a.example/{number}") for number in range(MAX_FEEDS + 1)]
    told = follow_feeds(QueryEngine(store, NOBODY), scope=HERE, found=found)
    assert [each.reason for each in told[:-1]] == [""] * MAX_FEEDS
    assert "the maximum" in told[-1].reason
    (again,) = follow_feeds(QueryEngine(store, NOBODY), scope=HERE, found=found[:1])
    assert again.reason == "I already follow it"
    assert len(store.list_feeds(HERE)) == MAX_FEEDS
    assert len(store.list_feeds(THERE)) == 1
