"""
JSON Feed → Listing.

References:
    https://www.jsonfeed.org/version/1.1/
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from corpus.errors import FeedError
from corpus.feeds.items import MOST_ENTRIES, text
from corpus.feeds.model import Entry, Listing

_VERSION = "https://jsonfeed.org/version/"


def read(data: bytes, url: str) -> Listing:
    """
    Read a JSON Feed; links are as they came.

    Raises:
        FeedError: If it is no JSON, or no feed.
    """
    try:
        told = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise FeedError(url, "it is no well-formed JSON") from error
    # "The version" is "required, string" and "the URL of the version of the format"; some drop the "s" or add "www.".
    version = str(told.get("version", "")).replace("http:", "https:").replace("//www.", "//")
    if not version.startswith(_VERSION) or not isinstance(told.get("items"), list):
        raise FeedError(url, "it is JSON, but no JSON Feed")
    items = [item for item in told["items"][:MOST_ENTRIES] if isinstance(item, dict)]
    return Listing(text(told, "title"), tuple(map(_entry, items)))


def _entry(item: dict[str, Any]) -> Entry:
    published = _instant(text(item, "date_published")) or _instant(text(item, "date_modified"))
    words = text(item, "summary") or text(item, "content_text") or text(item, "content_html")
    guid = item.get("id")
    return Entry(
        text(item, "url") or text(item, "external_url"),
        str(guid) if isinstance(guid, int) else text(item, "id"),
        text(item, "title"),
        published,
        words,
    )


def _instant(told: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(told)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
