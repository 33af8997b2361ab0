"""Values of feed polling: feed entries, parsed feeds and poll results."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from urllib.parse import urlsplit

#: Query parameters that track where a reader came from and don't identify the article.
_TRACKING_PARAMETERS = re.compile(
    r"(?:utm_\w+|at_\w+|fbclid|gclid|ocid|cmpid|smid|partner|ftag)=[^&]*(?:&|$)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """
    An article as listed in a feed.

    Attributes:
        url: Its absolute URL; ``""`` if the feed gives no http(s) URL.
        guid: Its identifier in the feed; ``""`` if there is none.
        title: Its headline; may be empty.
        published: Its publication time in the feed; None if it is missing or can't be read.
        summary: Its summary or content, unchanged (it may contain HTML).
        has_time: Whether *published* is an instant; else it is midnight UTC of its day.
        content: The text of its article as HTML, if the feed holds it; else ``""``.
        outlet: The outlet that published it: its ``<source>``, else the feed's title, without its section if it names
            an outlet; may be empty.
        has_source: Whether *outlet* is its ``<source>``.
    """

    url: str
    guid: str = ""
    title: str = ""
    published: datetime | None = None
    summary: str = ""
    has_time: bool = True
    content: str = ""
    outlet: str = ""
    has_source: bool = False

    @property
    def latest(self) -> datetime | None:
        """The last instant at which it may have been published, anywhere on Earth if only its day is known."""
        if self.published is None or self.has_time:
            return self.published
        return self.published + timedelta(days=1, hours=12)

    def format_published(self) -> str | None:
        """Return the publication time in ISO 8601: with its offset, or the day alone; None if there is none."""
        if self.published is None:
            return None
        return self.published.isoformat() if self.has_time else self.published.date().isoformat()

    def compute_identity(self) -> str:
        """
        Return a hash of the URL without tracking parameters and fragment, or of the guid if there is no URL.

        A changed guid or date alone doesn't make a new article.
        """
        parts = urlsplit(self.url)
        clean_url = parts._replace(query=_TRACKING_PARAMETERS.sub("", parts.query).rstrip("&"), fragment="").geturl()
        return _compute_short_hash(clean_url or self.guid, 16)

    def hash_content(self) -> str:
        """Return a hash of title and summary, which changes in most cases when the article is edited."""
        return _compute_short_hash(f"{self.title}\n{self.summary}", 8)


@dataclass(frozen=True, slots=True)
class SkippedEntry:
    """
    An entry of a feed whose article is not taken, or an outline of an OPML list that is no feed.

    Attributes:
        title: Its title; may be empty.
        url: Its URL; ``""`` if it has none.
        reason: Why it is left out.
    """

    title: str
    url: str
    reason: str


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """
    The title and entries of a feed.

    Attributes:
        title: Its title; may be empty.
        entries: Its entries in the feed's order, each URL once.
        left_out: Entries that are not among them, with the reasons.
    """

    title: str
    entries: tuple[FeedEntry, ...]
    left_out: tuple[SkippedEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class OpmlFeed:
    """
    A feed in an OPML list.

    Attributes:
        url: Its URL.
        title: Its title in the list; may be empty.
    """

    url: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class OpmlList:
    """
    The feeds of an OPML list.

    Attributes:
        feeds: The feeds, each URL once.
        left_out: Outlines that should be feeds, with the reasons why they are not taken.
    """

    feeds: tuple[OpmlFeed, ...]
    left_out: tuple[SkippedEntry, ...] = ()


class PollStatus(StrEnum):
    """Outcome of a poll."""

    POLLED = "polled"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class PollResult:
    """
    The result of polling one feed.

    Attributes:
        url: The feed's URL.
        title: Its title.
        scope: The scope to which its articles are added.
        status: The outcome.
        added: Number of articles added to the store.
        revised: Number of stored articles whose text has changed.
        refused: Articles that were not stored, each with the reason.
        remaining: Number of entries left for the next poll.
        from_feed: Number of articles whose text is the feed's, because their pages can't be had.
        left_out: Entries that the feed lists and whose pages were not asked for, with the reasons; those that an
            earlier poll left out for the same reason are not repeated.
        postponed: The entries left for the next poll, with the reasons.
        error: Why the poll failed, or ``""``.
        moved_to: URL to which the feed has moved permanently, or None.
    """

    url: str
    title: str
    scope: str
    status: PollStatus
    added: int = 0
    revised: int = 0
    refused: tuple[str, ...] = ()
    remaining: int = 0
    error: str = ""
    moved_to: str | None = None
    from_feed: int = 0
    left_out: tuple[SkippedEntry, ...] = ()
    postponed: tuple[SkippedEntry, ...] = ()


def _compute_short_hash(text: str, size: int) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:size]
