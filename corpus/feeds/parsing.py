"""Feed bytes → Listing, or one FeedError."""

from __future__ import annotations

import re
from calendar import timegm
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from itertools import islice
from time import struct_time
from typing import Any
from urllib.parse import urljoin, urlsplit

from corpus.errors import FeedError
from corpus.feeds import json_feed
from corpus.feeds.items import MOST_ENTRIES, text
from corpus.feeds.model import Entry, Listing

_ROOT = re.compile(rb"<(?:[A-Za-z][\w.-]*:)?(rss|feed|rdf)(?=[\s>/])", re.IGNORECASE)
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
#: A tag of such a length is an attack on feedparser, which takes minutes for one with 100,000 attributes.
_ENDLESS_TAG = re.compile(rb"<[A-Za-z/][^<>]{20000}")
_DECLARED = re.compile(rb"<!ENTITY", re.IGNORECASE)
#: How far a root element is looked for: declarations, style sheets and comments go before it.
_PROLOG = 50_000
_CONTROLS = re.compile(r"\s+")


def parse(data: bytes, url: str) -> Listing:
    """
    Read a feed: RSS 0.9x to 2.0, RDF, Atom, JSON Feed.

    A wrong or missing encoding and stray ampersands are tolerated; what ends too early is not, as its last entry may be
    half an entry, and its validators would hide the rest.

    Args:
        data: As they came, decompressed.
        url: Where they came from; relative links are resolved against it.

    Raises:
        FeedError: If they are no feed: a page, half a feed, entity declarations, something else.
    """
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        found = json_feed.read(data, url)
    else:
        _check(data, url)
        found = _parse_xml(data, url)
    return Listing(_line(found.title), _distinct(found.entries, url))


def _check(data: bytes, url: str) -> None:
    """Refuse what feedparser would guess at."""
    plain = data.replace(b"\0", b"")  # UTF-16 and UTF-32 are ASCII then, as far as tags go
    root = _ROOT.search(plain, 0, _PROLOG)
    prolog = plain[: root.start()] if root else plain[:_PROLOG]
    if _DECLARED.search(prolog):
        raise FeedError(url, "it declares entities, which no feed needs")
    if root is None or _PAGE.search(prolog):
        raise FeedError(url, "it is a web page, not a feed" if _PAGE.search(prolog) else "it is no feed")
    if _ENDLESS_TAG.search(plain):
        raise FeedError(url, "it holds a tag that is longer than is read")
    if not re.search(rb"</(?:[A-Za-z][\w.-]*:)?" + root[1] + rb"\s*>", plain[-_PROLOG:], re.IGNORECASE):
        raise FeedError(url, "it ends too early")


def _parse_xml(data: bytes, url: str) -> Listing:
    import feedparser  # noqa: PLC0415  # it takes a while

    try:
        # A stream, as feedparser takes bytes for the name of a file first.
        parsed = feedparser.parse(BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # it has no error of its own: whatever it raises is the feed's fault
        raise FeedError(url, f"it can't be read ({type(error).__name__})") from error
    if not parsed.get("version") and not parsed.entries:
        raise FeedError(url, "it is no feed")
    return Listing(text(parsed.feed, "title"), tuple(_entry(item) for item in islice(parsed.entries, MOST_ENTRIES)))


def _entry(item: dict[str, Any]) -> Entry:
    contents = item.get("content") or [{}]
    return Entry(
        text(item, "link"),
        text(item, "id"),
        text(item, "title"),
        # Past feedparser's own `get`, which warns that it takes the one for the other.
        _instant(dict.get(item, "published_parsed") or dict.get(item, "updated_parsed")),
        text(item, "summary") or text(contents[0], "value"),
    )


def _instant(moment: struct_time | None) -> datetime | None:
    try:
        return datetime.fromtimestamp(timegm(moment), UTC) if moment else None
    except (ValueError, OverflowError, OSError):
        return None  # a year 0 or 30000: no date


def _line(told: str) -> str:
    return _CONTROLS.sub(" ", told).strip()[:500]


def _distinct(entries: Iterable[Entry], url: str) -> tuple[Entry, ...]:
    placed = (replace(each, url=_link(url, each.url), title=_line(each.title)) for each in entries)
    named = (each for each in placed if each.url or each.guid)
    return tuple({each.identity(): each for each in reversed(tuple(named))}.values())[::-1]


def _link(base: str, reference: str) -> str:
    try:
        parts = urlsplit(urljoin(base, reference)) if reference else urlsplit("")
    except ValueError:
        return ""
    return parts.geturl() if parts.scheme in {"http", "https"} and parts.netloc else ""
