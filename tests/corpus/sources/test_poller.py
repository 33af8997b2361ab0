"""Claims about whole polls: a real store, a real reader, and outlets on loopback."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from email.utils import format_datetime

import pytest
import pytest_asyncio
from aiohttp import web

from corpus.entities import Registry
from corpus.errors import FeedError, StoreError, UnreadableSource
from corpus.models import Document, Source, is_feed_text
from corpus.pipeline import add_sources
from corpus.pipeline.ingest import add_sources_in_process
from corpus.pipeline.reader_process import ReaderProcess
from corpus.sources.feed_discovery import discover_feeds
from corpus.sources.feed_models import PollResult, PollStatus
from corpus.sources.poller import FeedClaim, poll_feeds
from corpus.store import Feed, IngestOutcome, Store
from tests.support.corpus.loopback_server import AdjustableClock, LoopbackServer, build_fetcher, start_server


class PolledOutlet:
    """A server with a feed, and a round of polling."""

    def __init__(self, server: LoopbackServer, store: Store, registry: Registry, clock: AdjustableClock) -> None:
        self.server, self.store, self.registry, self.clock = server, store, registry, clock
        self.url = server.base_url + "/feed"

    def list_items(self, *paths: str, etag: str = '"1"', **told: str) -> None:
        """Serve a feed that lists these paths, a minute old, titled as *told* says."""
        published = format_datetime(self.clock.now)
        items = "".join(
            f"<item><title>{told.get(path.strip('/'), 'Council votes')}</title><link>{path}</link>"
            f"<guid>{etag}{path}</guid><pubDate>{published}</pubDate></item>"
            for path in paths
        )
        feed = f"<rss version='2.0'><channel><title>Herald</title>{items}</channel></rss>"
        self.server.serve("/feed", feed, ETag=etag, Content_Type="application/rss+xml")

    async def poll(self) -> tuple[PollResult, ...]:
        """Poll what is due."""

        def take(sources: Sequence[Source], feed: str) -> Sequence[IngestOutcome]:
            return add_sources(self.store, sources, self.registry, feed=feed)

        async with build_fetcher(self.clock) as fetcher:
            return await poll_feeds(self.store, take, fetcher, self.clock)

    @property
    def kept(self) -> Feed:
        """Return the feed as the store knows it."""
        return next(feed for feed in self.store.list_feeds(None) if feed.url == self.url)


@pytest_asyncio.fixture
async def outlet(store: Store, registry: Registry, clock: AdjustableClock) -> AsyncIterator[PolledOutlet]:
    """Yield an outlet that is followed, its feed empty."""
    server = LoopbackServer()
    runner = await start_server(server)
    one = PolledOutlet(server, store, registry, clock)
    store.save_feed(Feed(one.url))
    one.list_items()
    yield one
    await runner.cleanup()


async def test_new_entries_become_articles_of_the_feed(outlet: PolledOutlet) -> None:
    """Their address, title and date are the page's; the feed's title and validators are kept."""
    outlet.server.serve_article("/wall", day="2024-06-24")
    outlet.list_items("/wall")
    (polled,) = await outlet.poll()
    (listed,) = outlet.store.list_articles()
    document = outlet.store.get_document(listed.citation.key)
    assert (polled.status, polled.added, polled.refused) == (PollStatus.POLLED, 1, ())
    assert (listed.feed, document.article.address) == (outlet.url, outlet.server.base_url + "/wall")
    assert document.article.provenance.published.value == "2024-06-24"
    assert (outlet.kept.title, outlet.kept.etag) == ("Herald", '"1"')


async def test_no_feed_is_polled_twice_in_an_hour(outlet: PolledOutlet) -> None:
    """Not by another process either, as the store remembers; then its validators are sent."""
    outlet.list_items("/wall")
    await outlet.poll()
    outlet.clock.move(minutes=59)
    assert await outlet.poll() == ()
    outlet.clock.move(minutes=2)
    (polled,) = await outlet.poll()
    assert polled.status is PollStatus.UNCHANGED
    assert outlet.server.count("/feed") == 2


async def test_two_processes_poll_a_feed_once(outlet: PolledOutlet) -> None:
    """Whoever claims it first; one that has read it before the other did comes too late."""
    outlet.server.serve_article("/wall")
    outlet.list_items("/wall")
    async with build_fetcher(outlet.clock) as fetcher:
        own, other = (
            FeedClaim(outlet.store, outlet.kept, outlet.clock),
            FeedClaim(outlet.store, outlet.kept, outlet.clock),
        )
        assert own.try_take()
        assert not other.try_take()
        assert await poll_feeds(outlet.store, lambda *_: (), fetcher, outlet.clock) == ()
        outlet.clock.move(minutes=10)
        assert own.try_take()  # again, as it is still polling
        outlet.clock.move(minutes=10)
        assert await poll_feeds(outlet.store, lambda *_: (), fetcher, outlet.clock) == ()
    outlet.clock.move(minutes=5)
    (polled,) = await outlet.poll()  # its process is gone
    assert (polled.added, outlet.server.count("/feed")) == (1, 1)
    assert not own.try_take()
    own.give_back()
    assert await outlet.poll() == ()


async def test_a_poll_that_is_stopped_gives_its_feed_back(outlet: PolledOutlet) -> None:
    """Another process can poll it at once."""
    reached = asyncio.Event()

    async def hang(_: web.Request) -> web.StreamResponse:
        reached.set()
        await asyncio.sleep(60)
        return web.Response()

    outlet.server.routes["/wall"] = hang
    outlet.list_items("/wall")
    polling = asyncio.create_task(outlet.poll())
    await reached.wait()
    polling.cancel()
    with pytest.raises(asyncio.CancelledError):
        await polling
    outlet.server.serve_article("/wall")
    (polled,) = await outlet.poll()
    assert polled.added == 1


async def test_a_failure_in_the_middle_is_not_repeated_at_once(outlet: PolledOutlet) -> None:
    """What ends a poll comes out as itself, and the feed is asked again only when the claim has ended."""
    outlet.server.serve_article("/wall")
    outlet.list_items("/wall")

    def broken(_: Sequence[Source], __: str) -> Sequence[IngestOutcome]:
        raise StoreError("the store", "the disk is full")

    async with build_fetcher(outlet.clock) as fetcher:
        with pytest.raises(StoreError, match="disk"):
            await poll_feeds(outlet.store, broken, fetcher, outlet.clock)
    assert await outlet.poll() == ()
    assert outlet.kept.etag == ""


async def test_a_broken_feed_keeps_the_validators_of_the_last_good_one(outlet: PolledOutlet) -> None:
    """Its error is visible, and gone with the next good answer."""
    await outlet.poll()
    outlet.clock.move(hours=1)
    outlet.server.serve("/feed", "<rss><channel><item>", ETag='"broken"')
    (polled,) = await outlet.poll()
    assert (polled.status, outlet.kept.etag, outlet.kept.failures) == (PollStatus.FAILED, '"1"', 1)
    assert outlet.kept.error == polled.error == "it is cut off"
    outlet.clock.move(hours=1)
    outlet.list_items(etag='"2"')
    await outlet.poll()
    assert (outlet.kept.error, outlet.kept.etag) == ("", '"2"')


async def test_changed_guids_and_dates_bring_nothing_new(outlet: PolledOutlet) -> None:
    """The page is not even asked for."""
    outlet.server.serve_article("/wall")
    outlet.list_items("/wall")
    await outlet.poll()
    outlet.clock.move(hours=1)
    outlet.list_items("/wall", etag='"2"')
    (polled,) = await outlet.poll()
    assert (polled.added, polled.revised) == (0, 0)
    assert outlet.server.count("/wall") == 1


async def test_a_changed_text_is_a_new_revision(outlet: PolledOutlet) -> None:
    """The old text stays, so that what was quoted from it can be checked."""
    outlet.server.serve_article("/wall", words="Nobody voted against it.")
    outlet.list_items("/wall")
    await outlet.poll()
    outlet.clock.move(hours=1)
    outlet.server.serve_article("/wall", words="Two members voted against it.")
    outlet.list_items("/wall", etag='"2"', wall="Council votes, not unanimously")
    (polled,) = await outlet.poll()
    (listed,) = outlet.store.list_articles()
    texts = [outlet.store.get_document(listed.citation.key, revision=number).article.text for number in (1, 2)]
    assert (polled.added, polled.revised) == (0, 1)
    assert "Nobody voted" in texts[0]
    assert "Two members" in texts[1]


async def test_a_page_in_trouble_is_left_for_the_next_poll_and_a_missing_one_is_not(outlet: PolledOutlet) -> None:
    """The feed is asked for whole then, though it has not changed."""
    outlet.server.serve("/trouble", status=500)
    outlet.list_items("/trouble", "/missing")
    (first,) = await outlet.poll()
    assert (first.remaining, len(first.refused), outlet.kept.etag) == (1, 1, "")
    outlet.server.serve_article("/trouble")
    outlet.clock.move(hours=1)
    (second,) = await outlet.poll()
    assert (second.added, second.refused) == (1, ())
    assert outlet.server.count("/missing") == 1


async def test_a_page_that_robots_txt_forbids_is_refused_with_the_reason(outlet: PolledOutlet) -> None:
    """The feed itself is read all the same: it is there for programs."""
    outlet.server.serve("/robots.txt", "User-agent: *\nDisallow: /", Content_Type="text/plain")
    outlet.server.serve_article("/wall")
    outlet.list_items("/wall")
    (polled,) = await outlet.poll()
    assert "robots.txt" in polled.refused[0]
    assert outlet.server.count("/wall") == 0


async def test_retry_after_holds_for_all_feeds_of_the_host_and_after_a_restart(outlet: PolledOutlet) -> None:
    """A feed that was not due yet is put off, too."""
    await outlet.poll()
    other = outlet.server.serve("/busy", status=429, Retry_After="10800")
    outlet.store.save_feed(Feed(other))
    (polled,) = await outlet.poll()
    assert "429" in polled.error
    outlet.clock.move(hours=2)
    assert await outlet.poll() == ()
    outlet.clock.move(hours=1, seconds=1)
    assert len(await outlet.poll()) == 2


async def test_a_feed_that_is_gone_is_stopped(outlet: PolledOutlet) -> None:
    """It stays listed with its error."""
    outlet.server.serve("/feed", status=410)
    (polled,) = await outlet.poll()
    outlet.clock.move(days=400)
    assert polled.status is PollStatus.STOPPED
    assert await outlet.poll() == ()
    assert "410" in outlet.kept.error


async def test_a_feed_that_moved_says_where(outlet: PolledOutlet) -> None:
    """It is read at its new place all the same."""
    outlet.server.routes["/new"] = outlet.server.routes["/feed"]
    outlet.server.serve("/feed", status=301, Location="/new")
    (polled,) = await outlet.poll()
    assert (polled.status, polled.moved_to) == (PollStatus.POLLED, outlet.server.base_url + "/new")


async def test_feeds_of_one_outlet_fetch_a_shared_article_once(outlet: PolledOutlet) -> None:
    """What came by one feed is known to the other."""
    outlet.server.serve_article("/wall")
    outlet.list_items("/wall")
    await outlet.poll()
    second = outlet.server.base_url + "/second"
    outlet.server.routes["/second"] = outlet.server.routes["/feed"]
    outlet.store.save_feed(Feed(second))
    (polled,) = await outlet.poll()
    assert (polled.url, polled.added) == (second, 0)
    assert outlet.server.count("/wall") == 1


async def test_what_a_server_follows_is_its_own(outlet: PolledOutlet) -> None:
    """Articles get the scope of the feed; everybody's feed of the same address is another."""
    outlet.server.serve_article("/wall")
    outlet.list_items("/wall")
    outlet.store.delete_feed(outlet.url)
    outlet.store.save_feed(Feed(outlet.url, scope="7"))
    await outlet.poll()
    assert outlet.store.list_keys() == ()
    assert len(outlet.store.list_keys("7")) == 1


async def test_a_feed_removed_while_it_is_polled_stays_removed(outlet: PolledOutlet) -> None:
    """The end of the poll does not bring it back."""
    outlet.server.serve_article("/wall")
    outlet.list_items("/wall")
    async with build_fetcher(outlet.clock) as fetcher:

        def remove(sources: Sequence[Source], url: str) -> Sequence[IngestOutcome]:
            outlet.store.delete_feed(url)
            return add_sources(outlet.store, sources, outlet.registry)

        await poll_feeds(outlet.store, remove, fetcher, outlet.clock)
    assert outlet.store.list_feeds(None) == ()


async def test_a_poll_that_dies_keeps_what_it_has_stored(outlet: PolledOutlet) -> None:
    """Articles are stored a few at a time, and the next poll fetches only the others."""
    paths = [f"/wall-{number}" for number in range(12)]
    for number, path in enumerate(paths):
        outlet.server.serve_article(path, f"Council votes on wall {number}", f"Wall {number} is to be built.")
    outlet.list_items(*paths)
    calls = list[int]()
    async with build_fetcher(outlet.clock) as fetcher:

        def store_once(sources: Sequence[Source], feed: str) -> Sequence[IngestOutcome]:
            calls.append(len(sources))
            if len(calls) == 2:
                raise StoreError("the store", "its machine is gone")
            return add_sources(outlet.store, sources, outlet.registry, feed=feed)

        with pytest.raises(StoreError):
            await poll_feeds(outlet.store, store_once, fetcher, outlet.clock)
    assert calls == [5, 5]
    outlet.clock.move(minutes=16)
    await outlet.poll()
    assert len(outlet.store.list_articles()) == 12
    assert [outlet.server.count(path) for path in paths] == [1] * 5 + [2] * 5 + [1] * 2


async def test_a_page_leads_to_its_feeds(outlet: PolledOutlet) -> None:
    """The feeds that it announces, in its order; a feed leads to itself; a page without is an error."""
    links = "".join(f'<link rel="alternate" type="application/rss+xml" href="{to}">' for to in ("/feed", "/sport"))
    page = outlet.server.serve("/", f"<html><head>{links}</head><body><a href='/wall'>Wall</a></body></html>")
    bare = outlet.server.serve_article("/wall")
    async with build_fetcher(outlet.clock) as fetcher:
        assert (await discover_feeds(fetcher, page)).urls == (outlet.url, outlet.server.base_url + "/sport")
        itself = await discover_feeds(fetcher, outlet.url)
        assert (itself.urls, itself.response is not None) == ((outlet.url,), True)
        with pytest.raises(FeedError, match="doesn't link to one"):
            await discover_feeds(fetcher, bare)


_LONG_TEXT = "<p>The harbour board has approved a second sea wall after a debate of four hours, its chair said.</p>" * 3


def serve_items(outlet: PolledOutlet, *items: str, etag: str = '"1"') -> None:
    """Serve a feed with these items, written as XML, each with a date a minute old unless it has one."""
    published = f"<pubDate>{format_datetime(outlet.clock.now)}</pubDate>"
    written = "".join(f"<item>{item}{'' if 'pubDate' in item else published}</item>" for item in items)
    space = "xmlns:content='http://purl.org/rss/1.0/modules/content/'"
    feed = f"<rss version='2.0' {space}><channel><title>Harbour Herald - World</title>{written}</channel></rss>"
    outlet.server.serve("/feed", feed, ETag=etag, Content_Type="application/rss+xml")


async def test_the_text_in_a_feed_is_used_where_the_page_cannot_be_had(outlet: PolledOutlet) -> None:
    """It is marked as such; a page in trouble is tried again first, and one that is gone is gone."""
    outlet.server.serve("/busy", status=503)
    outlet.server.serve("/gone", status=410)
    content = f"<content:encoded><![CDATA[{_LONG_TEXT}]]></content:encoded>"
    serve_items(outlet, *(f"<title>Sea wall</title><link>/{path}</link>{content}" for path in ("wall", "busy", "gone")))
    (polled,) = await outlet.poll()
    (listed,) = outlet.store.list_articles()
    document = outlet.store.get_document(listed.citation.key)
    assert (polled.added, polled.from_feed, polled.remaining, len(polled.refused)) == (1, 1, 1, 1)
    assert is_feed_text(document.article.renderer)
    assert document.article.address == outlet.server.base_url + "/wall"
    assert document.article.provenance.title.value == "Sea wall"
    assert any("approved a second sea wall" in sentence.text for sentence in document.sentences)


async def test_the_feed_names_the_outlet_where_the_page_does_not(outlet: PolledOutlet) -> None:
    """By the source of the entry, else by the feed's title without its section; and says where the name is from."""
    source = "<source url='https://valley.example/rss'>Valley Beacon</source>"
    content = f"<content:encoded><![CDATA[{_LONG_TEXT}]]></content:encoded>"
    serve_items(
        outlet, f"<title>A</title><link>/a</link>{source}{content}", f"<title>B</title><link>/b</link>{content}"
    )
    await outlet.poll()
    claims = {
        listed.citation.title: outlet.store.get_document(listed.citation.key).article.provenance.outlet
        for listed in outlet.store.list_articles()
    }
    assert {title: claim.value for title, claim in claims.items()} == {"A": "Valley Beacon", "B": "Harbour Herald"}
    assert [claim.evidence for claim in claims.values()] == [
        ("the feed's entry names its source 'Valley Beacon'",), ("the feed's title names 'Harbour Herald'",),
    ]  # fmt: skip


async def test_every_entry_left_out_is_named_with_its_reason(outlet: PolledOutlet) -> None:
    """In the report once, and with the feed as long as it lists them."""
    items = (
        "<title>Old</title><link>/old</link><pubDate>Mon, 03 Jun 2024 08:00:00 GMT</pubDate>",
        "<title>Undated</title><link>/undated</link><pubDate>soon</pubDate>",
        "<title>Nowhere</title><guid isPermaLink='false'>7</guid>",
        "<title>Missing</title><link>/missing</link>",
    )
    serve_items(outlet, *items)
    (first,) = await outlet.poll()
    assert [(each.title, each.reason) for each in first.left_out] == [
        ("Nowhere", "it has no address"),
        ("Old", "it was published more than 24 hours before the feed was added"),
        ("Undated", "it has no readable date, so it counts as older than the new feed"),
    ]
    kept = {title: reason for title, _, reason in outlet.kept.left_out}
    assert kept == {each.title: each.reason for each in first.left_out} | {
        "Missing": "the server answered with 404 Not Found"
    }
    outlet.clock.move(hours=1)
    serve_items(outlet, *items[1:], etag='"2"')
    (second,) = await outlet.poll()
    assert (second.left_out, outlet.kept.left_out_count) == ((), 3)
    assert {title for title, _, _ in outlet.kept.left_out} == {"Undated", "Nowhere", "Missing"}


async def test_what_was_left_out_is_forgotten_when_it_is_taken(outlet: PolledOutlet) -> None:
    """A page in trouble is named until it is read."""
    outlet.server.serve("/wall", status=500)
    outlet.list_items("/wall")
    (first,) = await outlet.poll()
    assert [each.reason for each in first.postponed] == [
        "left for next time: the server answered with 500 Internal Server Error"
    ]
    assert outlet.kept.left_out_count == 1
    outlet.server.serve_article("/wall")
    outlet.clock.move(hours=1)
    await outlet.poll()
    assert (outlet.kept.left_out, outlet.kept.left_out_count) == ((), 0)


class StoppedReader(ReaderProcess):
    """A reader that is killed by articles with the word "hostile"."""

    def annotate(self, source: Source, registry: Registry, key: str, revision: int = 1) -> Document:
        """Annotate others."""
        if "hostile" in source.text:
            raise UnreadableSource(source.address, "reading it took longer than 120 seconds")
        return super().annotate(source, registry, key, revision)


async def test_a_hostile_article_costs_no_other(outlet: PolledOutlet) -> None:
    """It is refused with the reason, and the others are stored."""
    for path, title in (("/wall", "Wall built"), ("/trap", "A hostile text"), ("/port", "Port shut")):
        outlet.server.serve_article(path, title=title)
    outlet.list_items("/wall", "/trap", "/port")
    reader = StoppedReader()

    async def ingest(sources: Sequence[Source], feed: str) -> Sequence[IngestOutcome]:
        return await add_sources_in_process(outlet.store, sources, outlet.registry, reader, feed)

    async with build_fetcher(outlet.clock) as fetcher:
        (polled,) = await poll_feeds(outlet.store, ingest, fetcher, outlet.clock, extract=reader.extract_page)
    reader.close()
    assert (polled.added, len(polled.refused)) == (2, 1)
    assert "took longer than 120 seconds" in polled.refused[0]
