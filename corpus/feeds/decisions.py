"""Which feeds are polled when, and which of their entries are fetched: values in, values out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from corpus.errors import Gone, Unanswered
from corpus.feeds.model import Entry, Listing
from corpus.fetch import Answer

if TYPE_CHECKING:
    from corpus.errors import CorpusError
    from corpus.store import Feed

#: No feed is polled more often.
LEAST = timedelta(hours=1)
#: A feed without validators is sent whole each time, so it is asked for once a day.
UNVALIDATED = timedelta(hours=24)
#: After failures, pauses double up to this.
LONGEST_BACKOFF = timedelta(hours=24)
#: By which part of itself a pause is drawn out at most, so that not all feeds are due at once.
JITTER = 0.1
#: At a first poll, only what was published within this is taken: older entries are not news any more.
FIRST = timedelta(hours=24)
#: Later on, an entry that is listed for the first time and older than this is from the archive.
RECENT = timedelta(days=7)
#: Articles fetched of one feed in one poll; the rest is left for the next.
MOST_FETCHED = 30
#: Marks kept of entries that were listed once and are no more.
MOST_REMEMBERED = 2_000
#: What `corpus.store.Feed.due` holds for a feed that is gone.
NEVER = "9999-12-31T00:00:00+00:00"
#: Ends the mark of an entry whose article was taken.
_TAKEN = "+"


def is_due(feed: Feed, now: datetime) -> bool:
    """Tell whether *feed* may be polled at *now*."""
    return not feed.due or datetime.fromisoformat(feed.due) <= now


def is_stopped(feed: Feed) -> bool:
    """Tell whether *feed* is gone and not polled any more."""
    return feed.due == NEVER


def claimed(feed: Feed, now: datetime) -> Feed:
    """Mark *feed* as being polled: whatever happens to us then, nobody polls it within the hour."""
    return replace(feed, polled=now.isoformat(), due=(now + LEAST).isoformat())


def unchanged(feed: Feed, answer: Answer, now: datetime, jitter: float) -> Feed:
    """Note that nothing has changed since the last good answer."""
    return replace(feed, due=_after(now, LEAST, answer.fresh, jitter), error="", failures=0)


def succeeded(  # noqa: PLR0913, PLR0917  # each is another thing that the poll found out
    feed: Feed,
    answer: Answer,
    listing: Listing,
    taken: Collection[str],
    left: Collection[str],
    now: datetime,
    jitter: float,
    wait: int | None = None,
) -> Feed:
    """
    Note a good answer.

    Args:
        feed: As it was.
        answer: What came.
        listing: What it was read as.
        taken: Identities of the entries whose articles are in the store since now.
        left: Those that are to be fetched at the next poll.
        now: The present instant.
        jitter: In [0, 1).
        wait: Seconds for which the host of its articles asks to be left alone, or None.

    Returns:
        With the validators; without them where something is left, for "not modified" would hide it.
    """
    pause = LEAST if answer.etag or answer.modified else UNVALIDATED
    longest = max(answer.fresh or 0, wait or 0)
    return replace(
        feed,
        title=listing.title or feed.title,
        etag="" if left else answer.etag,
        modified="" if left else answer.modified,
        due=_after(now, pause, longest, jitter),
        error="",
        failures=0,
        seen=_seen(feed, listing, taken, left),
    )


def failed(feed: Feed, error: CorpusError, now: datetime, jitter: float) -> Feed:
    """Note a failure: validators stay as the last good answer gave them, pauses double, what is gone is not polled."""
    if isinstance(error, Gone):
        return replace(feed, due=NEVER, error=error.reason, failures=feed.failures + 1)
    pause = min(LEAST * 2 ** min(feed.failures, 10), LONGEST_BACKOFF)
    wait = error.wait if isinstance(error, Unanswered) else None
    return replace(feed, due=_after(now, pause, wait, jitter), error=error.reason, failures=feed.failures + 1)


def postponed(feed: Feed, now: datetime, wait: int) -> Feed:
    """Leave *feed* alone as long as its host asks for."""
    until = (now + timedelta(seconds=wait)).isoformat()
    return replace(feed, due=max(feed.due, until))


def wanted(feed: Feed, listing: Listing, now: datetime) -> tuple[Entry, ...]:
    """
    Choose the entries whose articles are fetched: new ones, and taken ones of which the feed tells something else.

    At a first poll those of the last day alone, so that nothing old is told as new.
    """
    known = dict(mark.split(":", 1) for mark in feed.seen)
    chosen = [entry for entry in listing.entries if entry.url and _news(entry, known, now)]
    return tuple(chosen)


def _news(entry: Entry, known: dict[str, str], now: datetime) -> bool:
    if entry.identity() in known:
        mark = known[entry.identity()]
        return mark.endswith(_TAKEN) and mark != entry.wording() + _TAKEN
    if not known:
        return entry.published is not None and entry.published >= now - FIRST
    return entry.published is None or entry.published >= now - RECENT


def _seen(feed: Feed, listing: Listing, taken: Collection[str], left: Collection[str]) -> tuple[str, ...]:
    before = dict(mark.split(":", 1) for mark in feed.seen)
    marks = dict[str, str]()
    for entry in listing.entries:
        name = entry.identity()
        if name in left:
            if name in before:
                marks[name] = before[name]
            continue
        kept = name in taken or before.get(name, "").endswith(_TAKEN)
        marks[name] = entry.wording() + (_TAKEN if kept else "")
    gone = [name for name in before if name not in marks and name not in left][:MOST_REMEMBERED]
    return tuple(f"{name}:{mark}" for name, mark in [*marks.items(), *((name, before[name]) for name in gone)])


def _after(now: datetime, least: timedelta, asked: int | None, jitter: float) -> str:
    pause = max(least, timedelta(seconds=asked or 0))
    return (now + pause * (1 + JITTER * jitter)).isoformat()
