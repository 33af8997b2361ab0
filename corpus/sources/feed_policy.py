"""Decide when a feed is polled and which of its entries are fetched."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from corpus.errors import ResourceGone, TemporaryFetchError
from corpus.models.text import _
from corpus.sources.feed_models import FeedEntry, ParsedFeed, SkippedEntry
from corpus.sources.http import FetchResponse

if TYPE_CHECKING:
    from corpus.errors import CorpusError
    from corpus.store import Feed


#: Minimum interval between two polls of a feed.
MIN_POLL_INTERVAL = timedelta(hours=1)
#: After this time, a poll that has neither ended nor renewed its claim counts as dead.
CLAIM_DURATION = timedelta(minutes=15)
#: A feed without validators is always sent in full, so it is polled less often: four times a day, or eight times while
#: it has something new. Once a day would leave a morning's digest without the day before.
UNVALIDATED_POLL_INTERVAL, UNVALIDATED_NEWS_INTERVAL = timedelta(hours=6), timedelta(hours=3)
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
#: Maximum number of entries left out that are remembered with their reasons.
MAX_LEFT_OUT = 200
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
    """Return *feed* claimed for a poll; others may poll it after `CLAIM_DURATION`, as if this poll had failed."""
    return replace(feed, polled=now.isoformat(), due=(now + CLAIM_DURATION).isoformat())


def record_unchanged(feed: Feed, response: FetchResponse, now: datetime, jitter: float) -> Feed:
    """Return *feed* after a response that nothing has changed."""
    return replace(feed, due=_compute_due(now, MIN_POLL_INTERVAL, response.max_age, jitter), error="", failures=0)


def record_success(  # noqa: PLR0913, PLR0917  # each is a separate result of the poll
    feed: Feed,
    response: FetchResponse,
    parsed: ParsedFeed,
    ingested: Collection[str],
    remaining: Collection[str],
    now: datetime,
    jitter: float,
    wait: int | None = None,
) -> Feed:
    """
    Return *feed* after a successful poll.

    Args:
        feed: The feed before the poll.
        response: The response.
        parsed: The parsed response.
        ingested: Identities of the entries whose articles are now in the store.
        remaining: Identities of the entries left for the next poll.
        now: The present instant.
        jitter: Random number in [0, 1).
        wait: Seconds for which the host of its articles asks not to be contacted, or None.

    Returns:
        The feed with its validators, but without them if entries are left, as "not modified" would hide these.
    """
    interval = MIN_POLL_INTERVAL
    if not response.etag and not response.modified:
        interval = UNVALIDATED_NEWS_INTERVAL if _has_news(feed, parsed) else UNVALIDATED_POLL_INTERVAL
    min_wait = max(response.max_age or 0, wait or 0)
    return replace(
        feed,
        title=parsed.title or feed.title,
        etag="" if remaining else response.etag,
        modified="" if remaining else response.modified,
        due=_compute_due(now, interval, min_wait, jitter),
        error="",
        failures=0,
        seen=_update_seen(feed, parsed, ingested, remaining),
    )


def _has_news(feed: Feed, parsed: ParsedFeed) -> bool:
    """Return whether *parsed* lists an entry that *feed* did not list before."""
    seen = frozenset(mark.partition(":")[0] for mark in feed.seen)
    return any(entry.compute_identity() not in seen for entry in parsed.entries)


def record_failure(feed: Feed, error: CorpusError, now: datetime, jitter: float) -> Feed:
    """Return *feed* after a failure: its validators stay, the interval doubles, and a feed that is gone is stopped."""
    if isinstance(error, ResourceGone):
        return replace(feed, due=NEVER_DUE, error=error.reason, failures=feed.failures + 1)
    interval = min(MIN_POLL_INTERVAL * 2 ** min(feed.failures, 10), MAX_BACKOFF)
    wait = error.wait if isinstance(error, TemporaryFetchError) else None
    return replace(feed, due=_compute_due(now, interval, wait, jitter), error=error.reason, failures=feed.failures + 1)


def postpone(feed: Feed, now: datetime, wait: int) -> Feed:
    """Return *feed* not due for at least *wait* seconds, as its host asks."""
    until = (now + timedelta(seconds=wait)).isoformat()
    return replace(feed, due=max(feed.due, until))


def select_entries(feed: Feed, parsed: ParsedFeed, now: datetime) -> tuple[FeedEntry, ...]:
    """
    Return the entries whose articles are to be fetched: new ones, and ingested ones whose content has changed.

    At the first poll these are only entries of the last day, so that old articles don't appear as news.
    """
    seen = dict(mark.split(":", 1) for mark in feed.seen)
    chosen = [entry for entry in parsed.entries if entry.url and _is_new_or_changed(entry, seen, now)]
    return tuple(chosen)


def _is_new_or_changed(entry: FeedEntry, seen: dict[str, str], now: datetime) -> bool:
    if entry.compute_identity() in seen:
        mark = seen[entry.compute_identity()]
        return mark.endswith(_INGESTED_SUFFIX) and mark != entry.hash_content() + _INGESTED_SUFFIX
    return not _explain_age(entry, now, is_first_poll=not seen)


def _explain_age(entry: FeedEntry, now: datetime, *, is_first_poll: bool) -> str:
    """Return why *entry* is too old to be news, or ``""``."""
    latest = entry.latest
    if latest is None:
        undated = _("it has no readable date, so it counts as older than the new feed")
        return undated if is_first_poll else ""
    if is_first_poll and latest < now - MAX_ENTRY_AGE_AT_FIRST_POLL:
        return _("it was published more than 24 hours before the feed was added")
    return _("it was published more than 7 days ago") if latest < now - MAX_NEW_ENTRY_AGE else ""


def list_too_old(feed: Feed, parsed: ParsedFeed, now: datetime) -> tuple[SkippedEntry, ...]:
    """Return the newly listed entries that `select_entries` ignores because of their age."""
    seen = frozenset(mark.partition(":")[0] for mark in feed.seen)
    return tuple(
        SkippedEntry(entry.title, entry.url, reason)
        for entry in parsed.entries
        if entry.compute_identity() not in seen and (reason := _explain_age(entry, now, is_first_poll=not seen))
    )


def record_left_out(
    feed: Feed, parsed: ParsedFeed, left_out: Iterable[SkippedEntry], ingested: Collection[str]
) -> tuple[Feed, tuple[SkippedEntry, ...]]:
    """
    Remember which of the entries that a feed lists are left out.

    Args:
        feed: The feed, with what was left out before.
        parsed: What it lists now.
        left_out: What this poll left out.
        ingested: Identities of the entries whose articles are now in the store.

    Returns:
        The feed with all that is left out and still listed, and those that were not left out before for that reason.
    """
    found = {(each.title, each.url, each.reason): each for each in left_out}
    judged = {url for _, url, _ in found} | {each.url for each in parsed.entries if each.compute_identity() in ingested}
    listed = {each.url for each in parsed.entries} - judged
    current = tuple(dict.fromkeys([*found, *(each for each in feed.left_out if each[1] and each[1] in listed)]))
    new = tuple(each for key, each in found.items() if key not in feed.left_out)
    return replace(feed, left_out=current[:MAX_LEFT_OUT], left_out_count=len(current)), new


def _update_seen(
    feed: Feed, parsed: ParsedFeed, ingested: Collection[str], remaining: Collection[str]
) -> tuple[str, ...]:
    previous = dict(mark.split(":", 1) for mark in feed.seen)
    marks = dict[str, str]()
    for entry in parsed.entries:
        identity = entry.compute_identity()
        if identity in remaining:
            if identity in previous:
                marks[identity] = previous[identity]
            continue
        is_ingested = identity in ingested or previous.get(identity, "").endswith(_INGESTED_SUFFIX)
        marks[identity] = entry.hash_content() + (_INGESTED_SUFFIX if is_ingested else "")
    unlisted = [name for name in previous if name not in marks and name not in remaining][:MAX_REMEMBERED_ENTRIES]
    return tuple(f"{name}:{mark}" for name, mark in [*marks.items(), *((name, previous[name]) for name in unlisted)])


def _compute_due(now: datetime, min_interval: timedelta, requested_seconds: int | None, jitter: float) -> str:
    interval = max(min_interval, timedelta(seconds=requested_seconds or 0))
    return (now + interval * (1 + MAX_JITTER_FRACTION * jitter)).isoformat()
