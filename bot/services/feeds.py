"""Discover, follow and poll the feeds of a scope."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.errors import InputError
from bot.locales.messages import _, ngettext_
from bot.models.clock import Clock, get_utc_now
from corpus.errors import CorpusError
from corpus.sources.http import Fetcher, FetchResponse
from corpus.sources.ssrf import is_public_address
from corpus.store import Feed

if TYPE_CHECKING:
    from bot.services.store_holder import StoreHolder
    from corpus.models import Source
    from corpus.sources.feed_models import PollResult
    from corpus.store import IngestOutcome


#: Feeds that one guild may follow.
MAX_FEEDS = 50
#: Addresses requested concurrently; each host still gets one request at a time.
_MAX_CONCURRENT_REQUESTS = 8
_ADDRESS_PATTERN = re.compile(r"[^\s,;<>]+")


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """
    Settings for network access; must be picklable, to be sent to a worker process.

    Attributes:
        clock: Clock that determines which feeds are due.
        contact: Contact address of the operator, sent in the User-Agent.
        is_address_allowed: Returns whether an IP address may be connected to; only tests replace the rule for public
            hosts.
        pause: Seconds between two requests to one host.
    """

    clock: Clock = get_utc_now
    contact: str = ""
    is_address_allowed: Callable[[str], bool] = is_public_address
    pause: float = 1.0

    def open_fetcher(self) -> Fetcher:
        """Return a fetcher, to be used as an asynchronous context manager."""
        return Fetcher(self.clock, self.contact, allowed=self.is_address_allowed, pause=self.pause)


@dataclass(frozen=True, slots=True)
class DiscoveredFeed:
    """
    Result of looking for a feed at an address.

    Attributes:
        address: The address as entered.
        url: URL of the feed; ``""`` if there is none.
        title: Title of the feed.
        entries: Number of articles that it lists now.
        others: URLs of further feeds announced by the page.
        reason: Why it can't be followed, or ``""``.
        response: The fetched feed, so that the first poll need not fetch it again.
    """

    address: str
    url: str = ""
    title: str = ""
    entries: int = 0
    others: tuple[str, ...] = ()
    reason: str = ""
    response: FetchResponse | None = field(default=None, repr=False, compare=False)


def parse_sources(text: str) -> tuple[tuple[str, ...], tuple[DiscoveredFeed, ...]]:
    """
    Return the addresses in typed or pasted text or in an OPML list, without duplicates, and the outlines left out.

    Raises:
        FeedError: If *text* looks like OPML but is not.
        InputError: If it contains no address.
    """
    from corpus.sources.opml import read_opml  # noqa: PLC0415

    left_out: tuple[DiscoveredFeed, ...] = ()
    if text.lstrip().startswith("<"):
        opml = read_opml(text.encode(), "the list")
        found = tuple(each.url for each in opml.feeds)
        left_out = tuple(DiscoveredFeed(each.title or each.url, reason=each.reason) for each in opml.left_out)
    else:
        found = tuple(_add_scheme(each) for each in _ADDRESS_PATTERN.findall(text) if "." in each or "://" in each)
    if not found and not left_out:
        raise InputError(
            "sources",
            _("I found no address in what you wrote."),
            _("Paste addresses of feeds or sites, such as https://example.org/news, or an OPML list."),
        )
    return tuple(dict.fromkeys(found)), left_out


def _add_scheme(address: str) -> str:
    return address if "://" in address else f"https://{address}"


def discover_feeds(_engine: StoreHolder, *, settings: FetchSettings, text: str) -> tuple[DiscoveredFeed, ...]:
    """
    Return the feeds at the addresses in *text*, in the same order, without storing them.

    Outlines of an OPML list that are no feeds come last, with the reasons.

    Raises:
        FeedError: If *text* looks like OPML but is not.
        InputError: If it contains no address, or more than `MAX_FEEDS`.
    """
    addresses, left_out = parse_sources(text)
    if len(addresses) > MAX_FEEDS:
        raise InputError(
            "sources",
            ngettext_("You entered {number} address.", "You entered {number} addresses.", len(addresses)),
            _("Choose at most {most}.", most=MAX_FEEDS),
        )
    return (*asyncio.run(_discover_all(settings, addresses)), *left_out)


async def _discover_all(settings: FetchSettings, addresses: Sequence[str]) -> tuple[DiscoveredFeed, ...]:
    semaphore = asyncio.Semaphore(_MAX_CONCURRENT_REQUESTS)

    async def one(fetcher: Fetcher, address: str) -> DiscoveredFeed:
        async with semaphore:
            try:
                return await _fetch_feed(fetcher, address)
            except CorpusError as error:
                return DiscoveredFeed(address, reason=error.reason)

    async with settings.open_fetcher() as fetcher:
        return tuple(await asyncio.gather(*(one(fetcher, address) for address in addresses)))


async def _fetch_feed(fetcher: Fetcher, address: str) -> DiscoveredFeed:
    from corpus.sources import feed_discovery, feed_parser  # noqa: PLC0415

    discovery = await feed_discovery.discover_feeds(fetcher, address)
    url, *others = discovery.urls
    answer = discovery.response or await fetcher.fetch_feed(url)
    listing = feed_parser.parse_feed(answer.body, answer.url, answer.charset)
    return DiscoveredFeed(
        address, answer.moved_to or url, listing.title, len(listing.entries), tuple(others), "", answer
    )


def follow_feeds(engine: StoreHolder, *, scope: str, found: Sequence[DiscoveredFeed]) -> tuple[DiscoveredFeed, ...]:
    """
    Store the feeds in *found* for *scope*, up to `MAX_FEEDS`.

    Returns:
        The same, in order, with a reason for each that is followed already or exceeds the limit.
    """
    results = []
    with engine.store.transaction():
        followed_urls = {feed.url for feed in engine.store.list_feeds(scope)}
        for each in found:
            reason = each.reason
            if each.url in followed_urls:
                reason = _("I already follow it")
            elif each.url and len(followed_urls) >= MAX_FEEDS:
                reason = _("this server already has {number} feeds, the maximum", number=MAX_FEEDS)
            elif each.url:
                engine.store.save_feed(Feed(each.url, each.title, scope))
                followed_urls.add(each.url)
            results.append(replace(each, reason=reason))
    return tuple(results)


def poll_feeds(
    engine: StoreHolder,
    *,
    settings: FetchSettings,
    scope: str,
    only: Mapping[str, FetchResponse | None] | None = None,
) -> tuple[PollResult, ...]:
    """Poll the feeds of *scope* that are due, or *only* those given by URL, some with an answer already fetched."""
    from corpus.pipeline import ingest, reader_process  # noqa: PLC0415
    from corpus.sources import poller  # noqa: PLC0415

    reader = reader_process.get_reader_process()

    async def ingest_sources(sources: Iterable[Source], feed: str) -> tuple[IngestOutcome, ...]:
        return await ingest.add_sources_in_process(
            engine.store, sources, engine.registry, reader, feed, today=settings.clock().date()
        )

    async def run() -> tuple[PollResult, ...]:
        async with settings.open_fetcher() as fetcher:
            return await poller.poll_feeds(
                engine.store,
                ingest_sources,
                fetcher,
                settings.clock,
                jitter=random.random,
                responses_by_url=only,
                scope=scope,
                extract=reader.extract_page,
            )

    return asyncio.run(run())
