"""Decide when a feed is polled and which of its entries are fetched."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from corpus.errors import ResourceGone, TemporaryFetchError
from corpus.sources.feed_models import FeedEntry, ParsedFeed
from corpus.sources.http import FetchResponse

if TYPE_CHECKING:
    from corpus.errors import CorpusError
    from corpus.store import Feed


#: Minimum interval between two polls of a feed.
MIN_POLL_INTERVAL = timedelta(hours=1)
#: A feed without validators is always sent in full, so it is polled once a day.
UNVALIDATED_POLL_INTERVAL = timedelta(hours=24)
#: After failures, the interval doubles up to this.
MAX_BACKOFF = timedelta(hours=24)
#: Maximum fraction by which an interval is extended, so that not all feeds are due at once.
MAX_JITTER_FRACTION = 0.1
#: At a feed's first poll, only entries at most this old are fetched; older ones are no longer news.
MAX_ENTRY_AGE_AT_FIRST_POLL = timedelta(hours=24)
#: At later polls, a newly listed entry older than this is taken to be from the archive and ignored.
MAX_NEW_ENTRY_AGE = timedelta(days=7)
#: Maximum number of articles fetched per feed and poll; the rest is left for the next poll.
MAX_ARTICLES_PER_POLL = 30
#: Maximum number of remembered entries that the feed no longer lists.
MAX_REMEMBERED_ENTRIES = 2_000
#: Value of `corpus.store.records.Feed.due` for a feed that is gone.
NEVER_DUE = "9999-12-31T00:00:00+00:00"
#: Suffix of the content hash of an entry whose article was ingested.
_INGESTED_SUFFIX = "+"


def is_due(feed: Feed, now: datetime) -> bool:
    """Return whether *feed* may be polled at *now*."""
    return not feed.due or datetime.fromisoformat(feed.due) <= now


def is_stopped(feed: Feed) -> bool:
    """Return whether *feed* is gone and no longer polled."""
    return feed.due == NEVER_DUE


def mark_polling(feed: Feed, now: datetime) -> Feed:
    """Return *feed* marked as being polled, so that even after a crash it isn't polled again within the hour."""
    return replace(feed, polled=now.isoformat(), due=(now + MIN_POLL_INTERVAL).isoformat())


def record_unchanged(feed: Feed, answer: FetchResponse, now: datetime, jitter: float) -> Feed:
    """Return *feed* after a response that nothing has changed."""
    return replace(feed, due=_compute_due(now, MIN_POLL_INTERVAL, answer.fresh, jitter), error="", failures=0)


def record_success(  # noqa: PLR0913, PLR0917  # each is a separate result of the poll
    feed: Feed,
    answer: FetchResponse,
    listing: ParsedFeed,
    taken: Collection[str],
    left: Collection[str],
    now: datetime,
    jitter: float,
    wait: int | None = None,
) -> Feed:
    """
    Return *feed* after a successful poll.

    Args:
        feed: The feed before the poll.
        answer: The response.
        listing: The parsed response.
        taken: Identities of the entries whose articles are now in the store.
        left: Identities of the entries left for the next poll.
        now: The present instant.
        jitter: Random number in [0, 1).
        wait: Seconds for which the host of its articles asks not to be contacted, or None.

    Returns:
        The feed with its validators, but without them if entries are left, as "not modified" would hide these.
    """
    pause = MIN_POLL_INTERVAL if answer.etag or answer.modified else UNVALIDATED_POLL_INTERVAL
    longest = max(answer.fresh or 0, wait or 0)
    return replace(
        feed,
        title=listing.title or feed.title,
        etag="" if left else answer.etag,
        modified="" if left else answer.modified,
        due=_compute_due(now, pause, longest, jitter),
        error="",
        failures=0,
        seen=_update_seen(feed, listing, taken, left),
    )


def record_failure(feed: Feed, error: CorpusError, now: datetime, jitter: float) -> Feed:
    """Return *feed* after a failure: its validators stay, the interval doubles, and a feed that is gone is stopped."""
    if isinstance(error, ResourceGone):
        return replace(feed, due=NEVER_DUE, error=error.reason, failures=feed.failures + 1)
    pause = min(MIN_POLL_INTERVAL * 2 ** min(feed.failures, 10), MAX_BACKOFF)
    wait = error.wait if isinstance(error, TemporaryFetchError) else None
    return replace(feed, due=_compute_due(now, pause, wait, jitter), error=error.reason, failures=feed.failures + 1)


def postpone(feed: Feed, now: datetime, wait: int) -> Feed:
    """Return *feed* not due for at least *wait* seconds, as its host asks."""
    until = (now + timedelta(seconds=wait)).isoformat()
    return replace(feed, due=max(feed.due, until))


def select_entries(feed: Feed, listing: ParsedFeed, now: datetime) -> tuple[FeedEntry, ...]:
    """
    Return the entries whose articles are to be fetched: new ones, and ingested ones whose content has changed.

    At the first poll these are only entries of the last day, so that old articles don't appear as news.
    """
    known = dict(mark.split(":", 1) for mark in feed.seen)
    chosen = [entry for entry in listing.entries if entry.url and _is_new_or_changed(entry, known, now)]
    return tuple(chosen)


def _is_new_or_changed(entry: FeedEntry, known: dict[str, str], now: datetime) -> bool:
    if entry.compute_identity() in known:
        mark = known[entry.compute_identity()]
        return mark.endswith(_INGESTED_SUFFIX) and mark != entry.hash_content() + _INGESTED_SUFFIX
    if not known:
        return entry.published is not None and entry.published >= now - MAX_ENTRY_AGE_AT_FIRST_POLL
    return entry.published is None or entry.published >= now - MAX_NEW_ENTRY_AGE


def _update_seen(feed: Feed, listing: ParsedFeed, taken: Collection[str], left: Collection[str]) -> tuple[str, ...]:
    before = dict(mark.split(":", 1) for mark in feed.seen)
    marks = dict[str, str]()
    for entry in listing.entries:
        name = entry.compute_identity()
        if name in left:
            if name in before:
                marks[name] = before[name]
            continue
        kept = name in taken or before.get(name, "").endswith(_INGESTED_SUFFIX)
        marks[name] = entry.hash_content() + (_INGESTED_SUFFIX if kept else "")
    gone = [name for name in before if name not in marks and name not in left][:MAX_REMEMBERED_ENTRIES]
    return tuple(f"{name}:{mark}" for name, mark in [*marks.items(), *((name, before[name]) for name in gone)])


def _compute_due(now: datetime, least: timedelta, asked: int | None, jitter: float) -> str:
    pause = max(least, timedelta(seconds=asked or 0))
    return (now + pause * (1 + MAX_JITTER_FRACTION * jitter)).isoformat()
