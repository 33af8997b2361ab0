"""Poll the feeds that are due and fetch their new articles."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from corpus.errors import CorpusError, FetchError, ResourceGone, SourceError, TemporaryFetchError
from corpus.extraction.page import ExtractedPage, extract_page
from corpus.models import FEED_TEXT_RENDERER, Hints, Source, is_feed_text
from corpus.models.text import _, explain
from corpus.publishers import clean_outlet_name
from corpus.sources import feed_policy
from corpus.sources.feed_models import FeedEntry, ParsedFeed, PollResult, PollStatus, SkippedEntry
from corpus.sources.feed_parser import parse_feed
from corpus.sources.ssrf import get_host

if TYPE_CHECKING:
    from corpus.sources.http import Fetcher, FetchResponse
    from corpus.store import Feed, IngestOutcome, Store


#: Extracts a page; called in a thread: `corpus.extraction.page.extract_page`, or the same in another process.
PageExtractor = Callable[..., ExtractedPage]


async def fetch_article(
    fetcher: Fetcher,
    url: str,
    now: datetime,
    scope: str = "",
    entry: FeedEntry | None = None,
    extract: PageExtractor = extract_page,
) -> Source:
    """
    Fetch and render the page of one article.

    Args:
        fetcher: The HTTP client.
        url: The page's URL.
        now: The present instant; later publication dates are ignored.
        scope: The scope of the source.
        entry: The feed entry of the article, used for metadata that the page doesn't state, or None.
        extract: Extracts the page; called in a thread.

    Raises:
        FetchError: If the page can't or may not be fetched.
        SourceError: If the page doesn't contain the article.
    """
    response = await fetcher.fetch_page(url)
    page = await asyncio.to_thread(extract, response.body, response.url, response.charset, fetched_on=now.date())
    hints = page.hints if entry is None else complete_hints(page.hints, entry, now)
    return Source(page.text, build_article_name(page.url), page.url, page.sha256, scope, hints, page.renderer)


def complete_hints(hints: Hints, entry: FeedEntry, now: datetime) -> Hints:
    """Return *hints* of a page with what it does not state and its feed does: title, date and outlet."""
    if hints.published is None and entry.published is not None and entry.published <= now:
        hints = replace(hints, published=entry.format_published(), published_by="the feed's entry")
    if hints.title is None and entry.title:
        hints = replace(hints, title=entry.title)
    if hints.outlet is None and (name := clean_outlet_name(entry.outlet)):
        by = "the feed's entry names its source" if entry.has_source else "the feed's title names"
        hints = replace(hints, outlet=name, outlet_by=by)
    return hints


def build_feed_source(
    entry: FeedEntry, now: datetime, scope: str = "", extract: Callable[..., ExtractedPage] = extract_page
) -> Source:
    """
    Build a source from the text that a feed holds, for an article whose page can't be had.

    Args:
        entry: The feed entry of the article.
        now: The present instant; later publication dates are ignored.
        scope: The scope of the source.
        extract: Extracts the text as if it were a page.

    Raises:
        SourceError: If no article is found in it.
    """
    title = escape(entry.title)
    body = f"<body><article><h1>{title}</h1>{entry.content}</article></body>"
    data = f"<html><head><title>{title}</title></head>{body}</html>".encode("utf-8", "replace")
    extracted = extract(data, entry.url, "utf-8", fetched_on=now.date())
    hints = complete_hints(replace(extracted.hints, published=None, published_by="", outlet=None), entry, now)
    name, renderer = build_article_name(entry.url), f"{FEED_TEXT_RENDERER}, {extracted.renderer}"
    return Source(extracted.text, name, entry.url, extracted.sha256, scope, hints, renderer)


def build_article_name(url: str) -> str:
    """Return a short name derived from a URL: its host and the last segment of its path."""
    parts = urlsplit(url)
    site = (parts.hostname or "").removeprefix("www.")
    segments = [unquote(part) for part in parts.path.split("/") if part and part not in {"index.html", "amp"}]
    stem = segments[-1].rpartition(".")[0] or segments[-1] if segments else ""
    return f"{site}-{stem}" if stem else site


#: Stores the articles of the feed with the URL given: `corpus.pipeline.ingest.add_sources` with a store and a registry.
IngestCallback = Callable[["Sequence[Source]", str], "Sequence[IngestOutcome] | Awaitable[Sequence[IngestOutcome]]"]
#: Maximum number of feeds polled at the same time; requests to one host are sequential.
_MAX_CONCURRENT_POLLS = 8
#: Articles that are stored together; if the process dies, those before them need not be read again.
_ARTICLES_PER_BATCH = 5
#: Seconds after which a process renews its claim on a feed that it is still polling.
_RENEWAL_SECONDS = feed_policy.CLAIM_DURATION.total_seconds() / 3


@dataclass(slots=True)
class FetchedEntries:
    """
    What became of the selected entries of one feed.

    Attributes:
        sources: The sources that were read, by the identity of their entries.
        entries: Their entries, in the same order.
        outcomes: What became of those that were stored, in the same order.
        known: Identities of entries whose articles another feed brought.
        refused: Errors of the pages that are not taken.
        refused_entries: Their entries, with the reasons.
        remaining: Identities of entries left for the next poll.
        postponed: These entries, with the reasons.
        from_feed: Number of sources whose text is the feed's.
        wait: Seconds for which the host asks not to be contacted, or None.
    """

    sources: dict[str, Source] = field(default_factory=dict)
    entries: list[FeedEntry] = field(default_factory=list)
    outcomes: list[IngestOutcome] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    refused_entries: list[SkippedEntry] = field(default_factory=list)
    remaining: list[str] = field(default_factory=list)
    postponed: list[SkippedEntry] = field(default_factory=list)
    from_feed: int = 0
    wait: int | None = None

    def postpone(self, entry: FeedEntry, reason: str) -> None:
        """Leave *entry* for the next poll."""
        self.remaining.append(entry.compute_identity())
        self.postponed.append(SkippedEntry(entry.title, entry.url, _("left for next time: {reason}", reason=reason)))


async def poll_feeds(  # noqa: PLR0913  # each is set separately by tests or callers
    store: Store,
    ingest: IngestCallback,
    fetcher: Fetcher,
    now: Callable[[], datetime],
    *,
    jitter: Callable[[], float] = lambda: 0.0,
    responses_by_url: Mapping[str, FetchResponse | None] | None = None,
    scope: str | None = None,
    on_progress: Callable[[PollResult], object] = lambda _: None,
    extract: PageExtractor = extract_page,
) -> tuple[PollResult, ...]:
    """
    Poll all feeds that are due: hosts concurrently, the feeds of one host one after the other.

    Any number of processes may do so: each feed is claimed in the store by one of them. Those of a process that dies
    are due again after `corpus.sources.feed_policy.CLAIM_DURATION`, those of one that is cancelled at once.

    Args:
        store: The store that contains the feeds.
        ingest: Stores the articles; called in the event loop, and its result awaited if it is awaitable.
        fetcher: The HTTP client.
        now: Returns the present instant, in UTC.
        jitter: Returns a random number in [0, 1) by which intervals are extended.
        responses_by_url: URLs of the due feeds to poll, each with a response that is already there, or None; None polls
            all.
        scope: The exact scope of the feeds to poll, or None for all.
        on_progress: Called with the result of each feed.
        extract: Extracts a page; called in a thread.

    Returns:
        The result of each feed, sorted by scope and URL.

    Raises:
        StoreError: If the store can't be read or written; feeds polled before stay stored.
    """
    semaphore = asyncio.Semaphore(_MAX_CONCURRENT_POLLS)

    failed = False

    async def one(feed: Feed) -> PollResult | None:
        nonlocal failed
        async with semaphore:
            claim = FeedClaim(store, feed, now)
            if not claim.try_take():  # another process did first, or it was removed
                return None
            response = responses_by_url[feed.url] if responses_by_url else None
            renewal = asyncio.create_task(claim.keep())
            try:
                result = await _poll_feed(store, ingest, fetcher, claim.claimed, now, jitter(), response, extract)
            except asyncio.CancelledError:
                if not failed:  # else all feeds would be asked for again as soon as the next process is started
                    claim.give_back()
                raise
            except BaseException:
                failed = True
                raise
            finally:
                renewal.cancel()
        on_progress(result)
        return result

    due = [
        feed
        for feed in store.list_feeds(scope)
        if feed_policy.is_due(feed, now()) and (responses_by_url is None or feed.url in responses_by_url)
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


class FeedClaim:
    """
    The claim of this process on a feed: until it ends, no other process polls the feed.

    Args:
        store: The store that contains the feed.
        feed: The feed as it was found.
        now: Returns the present instant.

    Attributes:
        claimed: The feed as it is stored meanwhile.
    """

    def __init__(self, store: Store, feed: Feed, now: Callable[[], datetime]) -> None:
        self._store, self._feed, self._now = store, feed, now
        self.claimed = feed

    def try_take(self) -> bool:
        """Take the claim, or renew it; return whether that succeeded, as no other process has it."""
        claimed = feed_policy.mark_polling(self._feed, self._now())
        is_taken = self._store.claim_feed(self.claimed, claimed)
        if is_taken:
            self.claimed = claimed
        return is_taken

    async def keep(self) -> None:
        """Renew the claim again and again, until this is cancelled."""
        while True:
            await asyncio.sleep(_RENEWAL_SECONDS)
            with suppress(CorpusError):  # it is tried again
                self.try_take()

    def give_back(self) -> None:
        """Let the feed be due as it was before."""
        with suppress(CorpusError):  # the claim ends by itself
            self._store.claim_feed(self.claimed, self._feed)


async def _poll_feed(  # noqa: PLR0913, PLR0917  # those of poll_feeds, and one feed
    store: Store,
    ingest: IngestCallback,
    fetcher: Fetcher,
    feed: Feed,
    now: Callable[[], datetime],
    jitter: float,
    prefetched: FetchResponse | None = None,
    extract: PageExtractor = extract_page,
) -> PollResult:
    try:
        response = prefetched or await fetcher.fetch_feed(feed.url, feed.etag, feed.modified)
        if response.unchanged:
            _save_feed(store, feed_policy.record_unchanged(feed, response, now(), jitter))
            return PollResult(feed.url, feed.title, feed.scope, PollStatus.UNCHANGED, moved_to=response.moved_to)
        parsed = await asyncio.to_thread(parse_feed, response.body, response.url, response.charset)
    except CorpusError as error:
        return _handle_failure(store, feed, error, now(), jitter)
    fetched = await _read_entries(store, ingest, fetcher, feed, parsed, now, extract)
    outcomes = fetched.outcomes
    rejected = [pair for pair in zip(fetched.entries, outcomes, strict=True) if pair[1].state == "refused"]
    refused = [explain(outcome.key, outcome.reason) for _, outcome in rejected]
    states = [str(outcome.state) for outcome in outcomes]
    unasked = (*parsed.left_out, *feed_policy.list_too_old(feed, parsed, now()))
    unread = [SkippedEntry(entry.title, entry.url, outcome.reason) for entry, outcome in rejected]
    ingested = frozenset([*fetched.sources, *fetched.known])
    all_left_out = (*unasked, *fetched.postponed, *fetched.refused_entries, *unread)
    marked, new = feed_policy.record_left_out(feed, parsed, all_left_out, ingested)
    updated = feed_policy.record_success(
        marked,
        response,
        parsed,
        ingested,
        frozenset(fetched.remaining),
        now(),
        jitter,
        fetched.wait,
    )
    _save_feed(store, updated)
    return PollResult(
        feed.url,
        updated.title,
        feed.scope,
        PollStatus.POLLED,
        states.count("added"),
        states.count("revised"),
        (*fetched.refused, *refused),
        len(fetched.remaining),
        moved_to=response.moved_to,
        from_feed=fetched.from_feed,
        left_out=tuple(each for each in new if each in unasked),
        postponed=tuple(fetched.postponed),
    )


def _handle_failure(store: Store, feed: Feed, error: CorpusError, now: datetime, jitter: float) -> PollResult:
    updated = feed_policy.record_failure(feed, error, now, jitter)
    _save_feed(store, updated)
    if isinstance(error, TemporaryFetchError) and error.wait:
        _postpone_host(store, get_host(feed.url), now, error.wait)
    result = PollStatus.STOPPED if feed_policy.is_stopped(updated) else PollStatus.FAILED
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


async def _read_entries(  # those of _poll_feed
    store: Store,
    ingest: IngestCallback,
    fetcher: Fetcher,
    feed: Feed,
    parsed: ParsedFeed,
    now: Callable[[], datetime],
    extract: PageExtractor,
) -> FetchedEntries:
    selected = feed_policy.select_entries(feed, parsed, now())
    seen_ids = frozenset(mark.partition(":")[0] for mark in feed.seen)
    # Feeds of one outlet share articles; those that another feed brought are not fetched again.
    known = [
        e
        for e in selected
        if e.compute_identity() not in seen_ids and store.find_existing(feed.scope, address=e.url, name="")
    ]
    to_fetch = [entry for entry in selected if entry not in known]
    fetched = FetchedEntries(known=[entry.compute_identity() for entry in known])
    for entry in to_fetch[feed_policy.MAX_ARTICLES_PER_POLL :]:
        most = feed_policy.MAX_ARTICLES_PER_POLL
        fetched.postpone(entry, _("I only read {number} pages of a feed at a time", number=most))
    for entry in to_fetch[: feed_policy.MAX_ARTICLES_PER_POLL]:
        await _fetch_entry(fetcher, feed, entry, now(), fetched, extract)
        if len(fetched.entries) - len(fetched.outcomes) == _ARTICLES_PER_BATCH:
            await _store_fetched(ingest, feed, fetched)
    await _store_fetched(ingest, feed, fetched)
    return fetched


async def _store_fetched(ingest: IngestCallback, feed: Feed, fetched: FetchedEntries) -> None:
    """Store the articles that were fetched and not stored yet."""
    sources = tuple(fetched.sources.values())[len(fetched.outcomes) :]
    stored = ingest(sources, feed.url) if sources else ()
    fetched.outcomes += await stored if isinstance(stored, Awaitable) else stored


async def _fetch_entry(
    fetcher: Fetcher,
    feed: Feed,
    entry: FeedEntry,
    now: datetime,
    fetched: FetchedEntries,
    extract: PageExtractor,
) -> None:
    try:
        source = await _read_entry(fetcher, feed, entry, now, extract)
    except TemporaryFetchError as error:
        fetched.postpone(entry, error.reason)
        if error.wait and get_host(error.subject) == get_host(feed.url):
            fetched.wait = max(fetched.wait or 0, error.wait)
    except (FetchError, SourceError) as error:
        fetched.refused.append(error.text)
        fetched.refused_entries.append(SkippedEntry(entry.title, entry.url, error.reason))
    else:
        fetched.sources[entry.compute_identity()] = source
        fetched.entries.append(entry)
        fetched.from_feed += is_feed_text(source.renderer)


async def _read_entry(fetcher: Fetcher, feed: Feed, entry: FeedEntry, now: datetime, extract: PageExtractor) -> Source:
    """Return the article of an entry: its page, or the text in the feed if the page can't be had and is not gone."""
    try:
        return await fetch_article(fetcher, entry.url, now, feed.scope, entry, extract)
    except (TemporaryFetchError, ResourceGone):
        raise
    except (FetchError, SourceError) as error:
        if not entry.content:
            raise
        try:
            return await asyncio.to_thread(build_feed_source, entry, now, feed.scope, extract)
        except SourceError:
            raise error from None
