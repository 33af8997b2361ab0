"""Parse RSS, RDF, Atom and JSON Feed documents."""

from __future__ import annotations

import json
import re
from calendar import timegm
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from itertools import islice
from time import struct_time
from typing import Any
from urllib.parse import urljoin, urlsplit

from corpus.errors import FeedError
from corpus.models import replace_surrogates
from corpus.sources.feed_models import FeedEntry, ParsedFeed

#: Maximum number of entries parsed per feed; the largest news feeds list some hundreds.
MAX_FEED_ENTRIES = 1_000


def get_text(item: Mapping[str, Any], name: str) -> str:
    """Return a text field, stripped and with surrogates replaced; ``""`` if it is missing or not a string."""
    value = item.get(name)
    return replace_surrogates(value.strip()) if isinstance(value, str) else ""


_JSON_FEED_VERSION_PREFIX = "https://jsonfeed.org/version/"


def parse_json_feed(data: bytes, url: str) -> ParsedFeed:
    """
    Parse a JSON Feed; links are not resolved.

    Raises:
        FeedError: If it is not JSON or not a JSON Feed.
    """
    try:
        feed = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise FeedError(url, "it is no well-formed JSON") from error
    # "The version" is "required, string" and "the URL of the version of the format"; some drop the "s" or add "www.".
    version = str(feed.get("version", "")).replace("http:", "https:").replace("//www.", "//")
    if not version.startswith(_JSON_FEED_VERSION_PREFIX) or not isinstance(feed.get("items"), list):
        raise FeedError(url, "it is JSON, but no JSON Feed")
    items = [item for item in feed["items"][:MAX_FEED_ENTRIES] if isinstance(item, dict)]
    return ParsedFeed(get_text(feed, "title"), tuple(map(_parse_json_entry, items)))


def _parse_json_entry(item: dict[str, Any]) -> FeedEntry:
    published = _parse_iso_datetime(get_text(item, "date_published")) or _parse_iso_datetime(
        get_text(item, "date_modified")
    )
    summary = get_text(item, "summary") or get_text(item, "content_text") or get_text(item, "content_html")
    guid = item.get("id")
    return FeedEntry(
        get_text(item, "url") or get_text(item, "external_url"),
        str(guid) if isinstance(guid, int) else get_text(item, "id"),
        get_text(item, "title"),
        published,
        summary,
    )


def _parse_iso_datetime(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


_ROOT_ELEMENT = re.compile(rb"<(?:[A-Za-z][\w.-]*:)?(rss|feed|rdf)(?=[\s>/])", re.IGNORECASE)
_HTML_ELEMENT = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
#: A tag of this length is an attack on feedparser, which takes minutes for a tag with 100,000 attributes.
_OVERLONG_TAG = re.compile(rb"<[A-Za-z/][^<>]{20000}")
_ENTITY_DECLARATION = re.compile(rb"<!ENTITY", re.IGNORECASE)
#: Bytes in which the root element must begin; declarations, style sheets and comments may precede it.
_MAX_PROLOG_BYTES = 50_000
_WHITESPACE = re.compile(r"\s+")


def parse_feed(data: bytes, url: str) -> ParsedFeed:
    """
    Parse a feed: RSS 0.9x to 2.0, RDF, Atom or JSON Feed.

    A wrong or missing encoding and stray ampersands are tolerated. A truncated feed is not: its last entry may be
    incomplete, and its validators would hide the rest at the next poll.

    Args:
        data: The bytes, decompressed.
        url: Their URL, against which relative links are resolved.

    Raises:
        FeedError: If the bytes are not a feed, or a truncated one, a web page, or one that declares entities.
    """
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        feed = parse_json_feed(data, url)
    else:
        _check_xml(data, url)
        feed = _parse_xml(data, url)
    return ParsedFeed(_collapse_whitespace(feed.title), _deduplicate_entries(feed.entries, url))


def _check_xml(data: bytes, url: str) -> None:
    """Reject input that feedparser would parse by guessing."""
    ascii_data = data.replace(b"\0", b"")  # so that the tags of UTF-16 and UTF-32 are ASCII
    root = _ROOT_ELEMENT.search(ascii_data, 0, _MAX_PROLOG_BYTES)
    prolog = ascii_data[: root.start()] if root else ascii_data[:_MAX_PROLOG_BYTES]
    if _ENTITY_DECLARATION.search(prolog):
        raise FeedError(url, "it declares entities, which no feed needs")
    if root is None or _HTML_ELEMENT.search(prolog):
        raise FeedError(url, "it is a web page, not a feed" if _HTML_ELEMENT.search(prolog) else "it is no feed")
    if _OVERLONG_TAG.search(ascii_data):
        raise FeedError(url, "it holds a tag that is longer than is read")
    if not re.search(rb"</(?:[A-Za-z][\w.-]*:)?" + root[1] + rb"\s*>", ascii_data[-_MAX_PROLOG_BYTES:], re.IGNORECASE):
        raise FeedError(url, "it ends too early")


def _parse_xml(data: bytes, url: str) -> ParsedFeed:
    import feedparser  # noqa: PLC0415  # slow to import

    try:
        # A stream, because feedparser first takes bytes for a file name.
        parsed = feedparser.parse(BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # feedparser has no exception class; any failure is the feed's
        raise FeedError(url, f"it can't be read ({type(error).__name__})") from error
    if not parsed.get("version") and not parsed.entries:
        raise FeedError(url, "it is no feed")
    return ParsedFeed(
        get_text(parsed.feed, "title"),
        tuple(_parse_xml_entry(item) for item in islice(parsed.entries, MAX_FEED_ENTRIES)),
    )


def _parse_xml_entry(item: dict[str, Any]) -> FeedEntry:
    contents = item.get("content") or [{}]
    return FeedEntry(
        get_text(item, "link"),
        get_text(item, "id"),
        get_text(item, "title"),
        # Bypass feedparser's `get`, which warns about its own fallback between the two fields.
        _to_datetime(dict.get(item, "published_parsed") or dict.get(item, "updated_parsed")),
        get_text(item, "summary") or get_text(contents[0], "value"),
    )


def _to_datetime(moment: struct_time | None) -> datetime | None:
    try:
        return datetime.fromtimestamp(timegm(moment), UTC) if moment else None
    except (ValueError, OverflowError, OSError):
        return None  # such as the year 0 or 30000


def _collapse_whitespace(text: str) -> str:
    return _WHITESPACE.sub(" ", text).strip()[:500]


def _deduplicate_entries(entries: Iterable[FeedEntry], url: str) -> tuple[FeedEntry, ...]:
    resolved = (
        replace(each, url=_resolve_link(url, each.url), title=_collapse_whitespace(each.title)) for each in entries
    )
    identified = (each for each in resolved if each.url or each.guid)
    return tuple({each.compute_identity(): each for each in reversed(tuple(identified))}.values())[::-1]


def _resolve_link(base: str, reference: str) -> str:
    try:
        parts = urlsplit(urljoin(base, reference)) if reference else urlsplit("")
    except ValueError:
        return ""
    return parts.geturl() if parts.scheme in {"http", "https"} and parts.netloc else ""
