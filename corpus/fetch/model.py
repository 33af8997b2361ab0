"""What is asked for, and what comes back."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Want:
    """
    A kind of thing that is fetched, and how much of it is taken.

    Attributes:
        noun: What to call it in an error.
        accept: Value of the request's ``Accept``.
        most: Bytes of the largest body taken, as sent and decompressed.
        types: Media types taken, without parameters; one that ends in ``/`` or begins with ``+`` takes all such.
    """

    noun: str
    accept: str
    most: int
    types: tuple[str, ...]


PAGE = Want(
    "page", "text/html,application/xhtml+xml;q=0.9", 10_000_000, ("text/html", "application/xhtml+xml", "text/plain")
)
#: Feeds come under all kinds of names, many as text/html; what is none is told by its bytes.
FEED = Want(
    "feed",
    "application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.1",
    5_000_000,
    ("text/", "+xml", "+json", "application/xml", "application/json", "application/octet-stream"),
)
#: RFC 9309, 2.5: a robots.txt is read to 500 KiB at least.
ROBOTS = Want("robots.txt", "text/plain,*/*;q=0.1", 512_000, ("text/", "application/octet-stream"))


@dataclass(frozen=True, slots=True)
class Answer:
    """
    A good answer.

    Attributes:
        url: Where it came from, after redirects.
        body: The bytes, decompressed; empty where nothing has changed.
        unchanged: Whether the server says that nothing has changed since the validators sent (304).
        charset: What the server says of the encoding, or None.
        etag: Validator, or ``""``.
        modified: The other validator (``Last-Modified``), or ``""``.
        fresh: Seconds for which it may be kept (Cache-Control's max-age), or None.
        moved: Where it has moved for good (301, 308), or None.
    """

    url: str
    body: bytes = b""
    unchanged: bool = False
    charset: str | None = None
    etag: str = ""
    modified: str = ""
    fresh: int | None = None
    moved: str | None = None
