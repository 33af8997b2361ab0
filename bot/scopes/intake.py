"""
What is fetched for one scope: feeds found, followed and polled. Synchronous; it waits on the network for long.

The readers are imported by the functions that need them: the bot's own process never reads.
"""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.clock import Clock, system_clock
from bot.errors import InputError
from bot.phrases import phrase
from corpus import fetch
from corpus.errors import CorpusError
from corpus.fetch import Answer
from corpus.store import Feed

if TYPE_CHECKING:
    from corpus.feeds import Polled
    from corpus.ingest import Outcome
    from corpus.model import Source
    from corpus.registry import Registry
    from corpus.store import Store

#: Feeds that one server may follow.
MOST_FEEDS = 50
#: Addresses that are asked at the same time; of one host, always one.
_AT_ONCE = 8
_ADDRESS = re.compile(r"[^\s,;<>]+")


@dataclass(frozen=True, slots=True)
class Door:
    """
    What it takes to reach the network; it travels to another process.

    Attributes:
        clock: What is due is measured by it.
        contact: Where the operator can be reached, told in the User-Agent.
        allowed: Tells which IP addresses may be connected to; only tests give another than the rule for public hosts.
        pause: Seconds between two requests to one host.
    """

    clock: Clock = system_clock
    contact: str = ""
    allowed: Callable[[str], bool] = fetch.public
    pause: float = 1.0

    def open(self) -> fetch.Fetcher:
        """Give a fetcher, to be used as an asynchronous context manager."""
        return fetch.Fetcher(self.clock, self.contact, allowed=self.allowed, pause=self.pause)


@dataclass(frozen=True, slots=True)
class Found:
    """
    What is at an address that somebody gave.

    Attributes:
        given: The address as it was given.
        url: The feed's address; ``""`` where there is none.
        title: What the feed calls itself.
        entries: How many articles it lists now.
        others: More feeds that the page announces.
        reason: Why it can't be followed, or ``""``.
        answer: The feed's bytes, so that they need not be fetched again at once.
    """

    given: str
    url: str = ""
    title: str = ""
    entries: int = 0
    others: tuple[str, ...] = ()
    reason: str = ""
    answer: Answer | None = field(default=None, repr=False, compare=False)


def addresses(text: str) -> tuple[str, ...]:
    """
    Read the addresses that somebody typed or pasted, or those of an OPML list, each once.

    Raises:
        FeedError: If it looks like OPML and is none.
        InputError: If there is no address in it.
    """
    from corpus.feeds import read_opml  # noqa: PLC0415

    if text.lstrip().startswith("<"):
        found = tuple(each.url for each in read_opml(text.encode(), "the list"))
    else:
        found = tuple(_completed(each) for each in _ADDRESS.findall(text) if "." in each or "://" in each)
    if not found:
        raise InputError(
            phrase("the sources"),
            phrase("no address can be read in them"),
            phrase("Give addresses of feeds or pages, as in https://example.org/news, or paste an OPML list."),
        )
    return tuple(dict.fromkeys(found))


def _completed(address: str) -> str:
    return address if "://" in address else f"https://{address}"


def discover(_store: Store, _registry: Registry, *, door: Door, text: str) -> tuple[Found, ...]:
    """
    Find the feeds at the addresses in *text*, in their order; nothing is kept.

    Raises:
        FeedError: If it looks like OPML and is none.
        InputError: If there is no address in it, or more than one server may follow.
    """
    given = addresses(text)
    if len(given) > MOST_FEEDS:
        raise InputError(
            phrase("the sources"),
            phrase("hold {number} addresses", number=len(given)),
            phrase("Give at most {most} of them.", most=MOST_FEEDS),
        )
    return asyncio.run(_discover(door, given))


async def _discover(door: Door, given: Sequence[str]) -> tuple[Found, ...]:
    gate = asyncio.Semaphore(_AT_ONCE)

    async def one(fetcher: fetch.Fetcher, address: str) -> Found:
        async with gate:
            try:
                return await _found(fetcher, address)
            except CorpusError as error:
                return Found(address, reason=error.reason)

    async with door.open() as fetcher:
        return tuple(await asyncio.gather(*(one(fetcher, address) for address in given)))


async def _found(fetcher: fetch.Fetcher, address: str) -> Found:
    from corpus import feeds  # noqa: PLC0415

    discovery = await feeds.discover(fetcher, address)
    url, *others = discovery.addresses
    answer = discovery.answer or await fetcher.feed(url)
    listing = feeds.parse(answer.body, answer.url)
    return Found(address, answer.moved or url, listing.title, len(listing.entries), tuple(others), "", answer)


def follow(store: Store, _registry: Registry, *, scope: str, found: Sequence[Found]) -> tuple[Found, ...]:
    """
    Keep the feeds that were *found* for *scope*, up to `MOST_FEEDS`.

    Returns:
        The same, in order; with the reason where one is followed already or would be too many.
    """
    told = []
    with store.writing():
        known = {feed.url for feed in store.feeds(scope)}
        for each in found:
            reason = each.reason
            if each.url in known:
                reason = phrase("it is followed already")
            elif each.url and len(known) >= MOST_FEEDS:
                reason = phrase("{number} feeds are followed already, the most for one server", number=MOST_FEEDS)
            elif each.url:
                store.keep_feed(Feed(each.url, each.title, scope))
                known.add(each.url)
            told.append(replace(each, reason=reason))
    return tuple(told)


def poll(
    store: Store,
    registry: Registry,
    *,
    door: Door,
    scope: str,
    only: Mapping[str, Answer | None] | None = None,
) -> tuple[Polled, ...]:
    """Poll the feeds of *scope* that are due, or of those *only* these, some with an answer at hand."""
    from corpus import feeds, ingest  # noqa: PLC0415

    def take(sources: Iterable[Source], feed: str) -> tuple[Outcome, ...]:
        return ingest.add(store, sources, registry, feed=feed)

    async def run() -> tuple[Polled, ...]:
        async with door.open() as fetcher:
            return await feeds.poll(store, take, fetcher, door.clock, jitter=random.random, only=only, scope=scope)

    return asyncio.run(run())
