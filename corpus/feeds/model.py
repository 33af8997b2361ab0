"""The values of a poll: what a feed lists, and what became of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from urllib.parse import urlsplit

#: Parameters by which links tell where a reader came from; they say nothing of the article.
_TRACKING = re.compile(r"(?:utm_\w+|at_\w+|fbclid|gclid|ocid|cmpid|smid|partner|ftag)=[^&]*(?:&|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """
    One article as a feed lists it.

    Attributes:
        url: Its address, absolute; ``""`` where the feed gives none of the web.
        guid: What the feed calls it by; ``""`` for none.
        title: Its headline; may be empty.
        published: When, by the feed; None where it does not say, or nothing that can be read.
        summary: What the feed tells of it, as it came (it may hold HTML).
    """

    url: str
    guid: str = ""
    title: str = ""
    published: datetime | None = None
    summary: str = ""

    def identity(self) -> str:
        """Give a mark of the article: of its address, less what only tracks; a changed guid or date is no new one."""
        parts = urlsplit(self.url)
        plain = parts._replace(query=_TRACKING.sub("", parts.query).rstrip("&"), fragment="").geturl()
        return _mark(plain or self.guid, 16)

    def wording(self) -> str:
        """Give a mark of what the feed tells of it; it changes when the article was edited, most likely."""
        return _mark(f"{self.title}\n{self.summary}", 8)


@dataclass(frozen=True, slots=True)
class Listing:
    """
    What a feed lists.

    Attributes:
        title: What it calls itself; may be empty.
        entries: In its order, each address once.
    """

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Subscription:
    """
    A feed in an OPML list.

    Attributes:
        url: Its address.
        title: What the list calls it; may be empty.
    """

    url: str
    title: str = ""


class Result(StrEnum):
    """How a poll ended."""

    POLLED = "polled"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Polled:
    """
    What became of one feed in a poll.

    Attributes:
        url: The feed's address.
        title: What it calls itself.
        scope: Who gets its articles.
        result: How it ended.
        added: Articles that are new in the store.
        revised: Known articles whose text has changed.
        refused: Pages without the article, with the reason.
        left: Entries that are left for the next poll.
        error: Why it failed, or ``""``.
        moved: Where it has moved for good, or None.
    """

    url: str
    title: str
    scope: str
    result: Result
    added: int = 0
    revised: int = 0
    refused: tuple[str, ...] = ()
    left: int = 0
    error: str = ""
    moved: str | None = None


def _mark(text: str, size: int) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:size]
