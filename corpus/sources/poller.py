"""Poll the feeds that are due and fetch their new articles."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from corpus.errors import CorpusError, FetchError, SourceError, TemporaryFetchError
from corpus.extraction import extract_page
from corpus.models import Source
from corpus.sources import feed_policy
from corpus.sources.feed_models import FeedEntry, ParsedFeed, PollResult, PollStatus
from corpus.sources.feed_parser import parse_feed
from corpus.sources.ssrf import get_host

if TYPE_CHECKING:
    from corpus.sources.http import Fetcher, FetchResponse
    from corpus.store import Feed, IngestOutcome, Store


async def fetch_article(
    fetcher: Fetcher, url: str, now: datetime, scope: str = "", entry: FeedEntry | None = None
) -> Source:
    """
    Fetch and render the page of one article.

    Args:
        fetcher: The HTTP client.
        url: The page's URL.
        now: The present instant; later publication dates are ignored.
        scope: The scope of the source.
        entry: The feed entry of the article, used for metadata that the page doesn't state, or None.

    Raises:
        FetchError: If the page can't or may not be fetched.
        SourceError: If the page doesn't contain the article.
    """
    answer = await fetcher.fetch_page(url)
    page = extract_page(answer.body, answer.url, answer.charset, seen=now.date())
    hints = page.hints
    if entry is not None and hints.published is None and entry.published is not None and entry.published <= now:
        hints = replace(hints, published=entry.published.isoformat(), published_by="the feed's entry")
    if entry is not None and hints.title is None and entry.title:
        hints = replace(hints, title=entry.title)
    return Source(page.text, build_article_name(page.url), page.url, page.sha256, scope, hints, page.renderer)


def build_article_name(url: str) -> str:
    """Return a short name derived from a URL: its host and the last segment of its path."""
    parts = urlsplit(url)
    site = (parts.hostname or "").removeprefix("www.")
    words = [unquote(part) for part in parts.path.split("/") if part and part not in {"index.html", "amp"}]
    last = words[-1].rpartition(".")[0] or words[-1] if words else ""
    return f"{site}-{last}" if last else site


#: Stores the articles of the feed with the URL given: `corpus.pipeline.ingest.add_sources` with a store and a registry.
IngestCallback = Callable[["Sequence[Source]", str], "Sequence[IngestOutcome]"]
#: Maximum number of feeds polled at the same time; requests to one host are sequential.
_MAX_CONCURRENT_POLLS = 8


@dataclass(slots=True)
class FetchedEntries:
    """The fetched, known, refused and remaining entries of one feed."""

    sources: dict[str, Source] = field(default_factory=dict)
    known: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    wait: int | None = None


async def poll_feeds(  # noqa: PLR0913  # each is set separately by tests or callers
    store: Store,
    take: IngestCallback,
    fetcher: Fetcher,
    now: Callable[[], datetime],
    *,
    jitter: Callable[[], float] = lambda: 0.0,
    only: Mapping[str, FetchResponse | None] | None = None,
    scope: str | None = None,
    on_progress: Callable[[PollResult], object] = lambda _: None,
) -> tuple[PollResult, ...]:
    """
    Poll all feeds that are due: hosts concurrently, the feeds of one host one after the other.

    Args:
        store: The store that contains the feeds.
        take: Stores the articles; called in the event loop, for one feed at a time.
        fetcher: The HTTP client.
        now: Returns the present instant, in UTC.
        jitter: Returns a random number in [0, 1) by which intervals are extended.
        only: URLs of the due feeds to poll, each with a response that is already there, or None; None polls all.
        scope: The exact scope of the feeds to poll, or None for all.
        on_progress: Called with the result of each feed.

    Returns:
        The result of each feed, sorted by scope and URL.

    Raises:
        StoreError: If the store can't be read or written; feeds polled before stay stored.
    """
    gate = asyncio.Semaphore(_MAX_CONCURRENT_POLLS)

    async def one(feed: Feed) -> PollResult | None:
        async with gate:
            mine = _claim_feed(store, feed, now())
            if mine is None:
                return None
            at_hand = only[feed.url] if only else None
            polled = await _poll_feed(store, take, fetcher, mine, now, jitter(), at_hand)
        on_progress(polled)
        return polled

    due = [
        feed
        for feed in store.list_feeds(scope)
        if feed_policy.is_due(feed, now()) and (only is None or feed.url in only)
    ]
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(one(feed)) for feed in due]
    except ExceptionGroup as errors:
        raise _get_first_error(errors) from errors
    return tuple(polled for task in tasks if (polled := task.result()) is not None)


def _get_first_error(errors: ExceptionGroup[Exception]) -> Exception:
    """Return the first error of a group; concurrent store errors have the same cause."""
    first = errors.exceptions[0]
    return _get_first_error(first) if isinstance(first, ExceptionGroup) else first


def _claim_feed(store: Store, feed: Feed, now: datetime) -> Feed | None:
    """Record the poll before it begins; return None if another process did so first or the feed was removed."""
    with store.transaction():
        found = [
            each for each in store.list_feeds(feed.scope) if each.url == feed.url and feed_policy.is_due(each, now)
        ]
        if not found:
            return None
        mine = feed_policy.mark_polling(found[0], now)
        store.save_feed(mine)
    return mine


async def _poll_feed(
    store: Store,
    take: IngestCallback,
    fetcher: Fetcher,
    feed: Feed,
    now: Callable[[], datetime],
    jitter: float,
    at_hand: FetchResponse | None = None,
) -> PollResult:
    try:
        answer = at_hand or await fetcher.fetch_feed(feed.url, feed.etag, feed.modified)
        if answer.unchanged:
            _save_feed(store, feed_policy.record_unchanged(feed, answer, now(), jitter))
            return PollResult(feed.url, feed.title, feed.scope, PollStatus.UNCHANGED, moved=answer.moved)
        listing = parse_feed(answer.body, answer.url)
    except CorpusError as error:
        return _handle_failure(store, feed, error, now(), jitter)
    harvest = await _fetch_entries(store, fetcher, feed, listing, now)
    outcomes = take(tuple(harvest.sources.values()), feed.url)
    refused = [f"{outcome.key}: {outcome.reason}" for outcome in outcomes if outcome.state == "refused"]
    states = [str(outcome.state) for outcome in outcomes]
    after = feed_policy.record_success(
        feed,
        answer,
        listing,
        frozenset([*harvest.sources, *harvest.known]),
        frozenset(harvest.left),
        now(),
        jitter,
        harvest.wait,
    )
    _save_feed(store, after)
    return PollResult(
        feed.url,
        after.title,
        feed.scope,
        PollStatus.POLLED,
        states.count("added"),
        states.count("revised"),
        (*harvest.refused, *refused),
        len(harvest.left),
        moved=answer.moved,
    )


def _handle_failure(store: Store, feed: Feed, error: CorpusError, now: datetime, jitter: float) -> PollResult:
    after = feed_policy.record_failure(feed, error, now, jitter)
    _save_feed(store, after)
    if isinstance(error, TemporaryFetchError) and error.wait:
        _postpone_host(store, get_host(feed.url), now, error.wait)
    result = PollStatus.STOPPED if feed_policy.is_stopped(after) else PollStatus.FAILED
    return PollResult(feed.url, feed.title, feed.scope, result, error=error.reason)


def _postpone_host(store: Store, host: str, now: datetime, wait: int) -> None:
    """Postpone all feeds of a host that asks to wait; stored, so that it also holds after a restart."""
    with store.transaction():
        for feed in store.list_feeds(None):
            if get_host(feed.url) == host:
                store.save_feed(feed_policy.postpone(feed, now, wait))


def _save_feed(store: Store, feed: Feed) -> None:
    with store.transaction():
        # It may have been removed while it was polled; then it stays removed.
        if any(each.url == feed.url for each in store.list_feeds(feed.scope)):
            store.save_feed(feed)


async def _fetch_entries(
    store: Store, fetcher: Fetcher, feed: Feed, listing: ParsedFeed, now: Callable[[], datetime]
) -> FetchedEntries:
    chosen = feed_policy.select_entries(feed, listing, now())
    listed = frozenset(mark.partition(":")[0] for mark in feed.seen)
    # Feeds of one outlet share articles; those that another feed brought are not fetched again.
    known = [
        e
        for e in chosen
        if e.compute_identity() not in listed and store.find_existing(feed.scope, address=e.url, name="")
    ]
    asked = [entry for entry in chosen if entry not in known]
    harvest = FetchedEntries(
        known=[entry.compute_identity() for entry in known],
        left=[entry.compute_identity() for entry in asked[feed_policy.MAX_ARTICLES_PER_POLL :]],
    )
    for entry in asked[: feed_policy.MAX_ARTICLES_PER_POLL]:
        await _fetch_entry(fetcher, feed, entry, now(), harvest)
    return harvest


async def _fetch_entry(fetcher: Fetcher, feed: Feed, entry: FeedEntry, now: datetime, harvest: FetchedEntries) -> None:
    try:
        harvest.sources[entry.compute_identity()] = await fetch_article(fetcher, entry.url, now, feed.scope, entry)
    except TemporaryFetchError as error:
        harvest.left.append(entry.compute_identity())
        if error.wait and get_host(error.subject) == get_host(feed.url):
            harvest.wait = max(harvest.wait or 0, error.wait)
    except (FetchError, SourceError) as error:
        harvest.refused.append(str(error))
