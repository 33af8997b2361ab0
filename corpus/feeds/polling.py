"""One round: every feed that is due is fetched, read, and its new articles are taken."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from corpus.errors import CorpusError, FetchError, SourceError, Unanswered
from corpus.feeds import decisions
from corpus.feeds.articles import article
from corpus.feeds.model import Entry, Listing, Polled, Result
from corpus.feeds.parsing import parse
from corpus.fetch import host_of

if TYPE_CHECKING:
    from corpus.fetch import Answer, Fetcher
    from corpus.ingest import Outcome
    from corpus.model import Source
    from corpus.store import Feed, Store

#: Stores articles that came by the feed of this address; `corpus.ingest.add`, bound to a store and a registry.
Take = Callable[["Sequence[Source]", str], "Sequence[Outcome]"]
#: Feeds polled at the same time; of one host, always one.
_AT_ONCE = 8


@dataclass(slots=True)
class _Harvest:
    """What was fetched of the articles of one feed."""

    sources: dict[str, Source] = field(default_factory=dict)
    known: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    wait: int | None = None


async def poll(  # noqa: PLR0913  # each is another thing that tests and callers choose
    store: Store,
    take: Take,
    fetcher: Fetcher,
    now: Callable[[], datetime],
    *,
    jitter: Callable[[], float] = lambda: 0.0,
    only: Mapping[str, Answer | None] | None = None,
    scope: str | None = None,
    on_progress: Callable[[Polled], object] = lambda _: None,
) -> tuple[Polled, ...]:
    """
    Poll all feeds that are due, hosts side by side, the feeds of one host one after the other.

    Args:
        store: Where feeds are known.
        take: Stores the articles; called from here, one feed at a time.
        fetcher: The door to the network.
        now: Gives the present instant, in UTC.
        jitter: Gives a number in [0, 1), by which pauses are drawn out.
        only: Addresses to poll of those due, each with an answer that is at hand already, or None; None for all.
        scope: Whose feeds, exactly; None for all.
        on_progress: Called with what became of each feed.

    Returns:
        What became of each, by scope and address.

    Raises:
        StoreError: If the store can't be read or written; what was polled before is kept.
    """
    gate = asyncio.Semaphore(_AT_ONCE)

    async def one(feed: Feed) -> Polled | None:
        async with gate:
            mine = _claim(store, feed, now())
            if mine is None:
                return None
            at_hand = only[feed.url] if only else None
            polled = await _poll(store, take, fetcher, mine, now, jitter(), at_hand)
        on_progress(polled)
        return polled

    due = [feed for feed in store.feeds(scope) if decisions.is_due(feed, now()) and (only is None or feed.url in only)]
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(one(feed)) for feed in due]
    except ExceptionGroup as errors:
        raise _first(errors) from errors
    return tuple(polled for task in tasks if (polled := task.result()) is not None)


def _first(errors: ExceptionGroup[Exception]) -> Exception:
    """Give the first of errors that came together; the store's are of one cause."""
    first = errors.exceptions[0]
    return _first(first) if isinstance(first, ExceptionGroup) else first


def _claim(store: Store, feed: Feed, now: datetime) -> Feed | None:
    """Note the poll before it begins; None where another process was quicker, or the feed was removed."""
    with store.writing():
        found = [each for each in store.feeds(feed.scope) if each.url == feed.url and decisions.is_due(each, now)]
        if not found:
            return None
        mine = decisions.claimed(found[0], now)
        store.keep_feed(mine)
    return mine


async def _poll(
    store: Store,
    take: Take,
    fetcher: Fetcher,
    feed: Feed,
    now: Callable[[], datetime],
    jitter: float,
    at_hand: Answer | None = None,
) -> Polled:
    try:
        answer = at_hand or await fetcher.feed(feed.url, feed.etag, feed.modified)
        if answer.unchanged:
            _keep(store, decisions.unchanged(feed, answer, now(), jitter))
            return Polled(feed.url, feed.title, feed.scope, Result.UNCHANGED, moved=answer.moved)
        listing = parse(answer.body, answer.url)
    except CorpusError as error:
        return _failed(store, feed, error, now(), jitter)
    harvest = await _fetch(store, fetcher, feed, listing, now)
    outcomes = take(tuple(harvest.sources.values()), feed.url)
    refused = [f"{outcome.key}: {outcome.reason}" for outcome in outcomes if outcome.state == "refused"]
    states = [str(outcome.state) for outcome in outcomes]
    after = decisions.succeeded(
        feed,
        answer,
        listing,
        frozenset([*harvest.sources, *harvest.known]),
        frozenset(harvest.left),
        now(),
        jitter,
        harvest.wait,
    )
    _keep(store, after)
    return Polled(
        feed.url,
        after.title,
        feed.scope,
        Result.POLLED,
        states.count("added"),
        states.count("revised"),
        (*harvest.refused, *refused),
        len(harvest.left),
        moved=answer.moved,
    )


def _failed(store: Store, feed: Feed, error: CorpusError, now: datetime, jitter: float) -> Polled:
    after = decisions.failed(feed, error, now, jitter)
    _keep(store, after)
    if isinstance(error, Unanswered) and error.wait:
        _postpone(store, host_of(feed.url), now, error.wait)
    result = Result.STOPPED if decisions.is_stopped(after) else Result.FAILED
    return Polled(feed.url, feed.title, feed.scope, result, error=error.reason)


def _postpone(store: Store, host: str, now: datetime, wait: int) -> None:
    """Leave all feeds of a host alone that asks for it, after a restart too."""
    with store.writing():
        for feed in store.feeds(None):
            if host_of(feed.url) == host:
                store.keep_feed(decisions.postponed(feed, now, wait))


def _keep(store: Store, feed: Feed) -> None:
    with store.writing():
        # Someone may have removed it while it was polled; then it stays removed.
        if any(each.url == feed.url for each in store.feeds(feed.scope)):
            store.keep_feed(feed)


async def _fetch(store: Store, fetcher: Fetcher, feed: Feed, listing: Listing, now: Callable[[], datetime]) -> _Harvest:
    chosen = decisions.wanted(feed, listing, now())
    listed = frozenset(mark.partition(":")[0] for mark in feed.seen)
    # Feeds of one outlet share articles; what came by another is not fetched again.
    known = [e for e in chosen if e.identity() not in listed and store.held(feed.scope, address=e.url, name="")]
    asked = [entry for entry in chosen if entry not in known]
    harvest = _Harvest(
        known=[entry.identity() for entry in known],
        left=[entry.identity() for entry in asked[decisions.MOST_FETCHED :]],
    )
    for entry in asked[: decisions.MOST_FETCHED]:
        await _fetch_one(fetcher, feed, entry, now(), harvest)
    return harvest


async def _fetch_one(fetcher: Fetcher, feed: Feed, entry: Entry, now: datetime, harvest: _Harvest) -> None:
    try:
        harvest.sources[entry.identity()] = await article(fetcher, entry.url, now, feed.scope, entry)
    except Unanswered as error:
        harvest.left.append(entry.identity())
        if error.wait and host_of(error.subject) == host_of(feed.url):
            harvest.wait = max(harvest.wait or 0, error.wait)
    except (FetchError, SourceError) as error:
        harvest.refused.append(str(error))
