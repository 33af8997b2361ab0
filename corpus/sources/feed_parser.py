"""Parse RSS, RDF, Atom and JSON Feed documents."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from corpus.errors import FeedError
from corpus.models import replace_surrogates
from corpus.models.text import _
from corpus.publishers import clean_outlet_name
from corpus.sources.feed_dates import FeedDate, infer_day_first, read_feed_date
from corpus.sources.feed_models import FeedEntry, ParsedFeed, SkippedEntry
from corpus.sources.feed_text import (
    MIN_SUMMARY_WORDS,
    decode_feed,
    is_article_text,
    repair_xml,
    strip_markup,
)

#: Maximum number of entries parsed per feed; the largest news feeds list some hundreds.
MAX_FEED_ENTRIES = 1_000
_MAX_TITLE_CHARACTERS = 500
#: Characters of a title that are looked at: with markup and white space it may be longer than it reads.
_MAX_RAW_TITLE_CHARACTERS = 20_000


def get_text(item: dict[str, Any], name: str) -> str:
    """Return a text field, stripped and with surrogates replaced; ``""`` if it is missing or not a string."""
    value = dict.get(item, name)  # feedparser's own `get` warns about its fallbacks between fields
    return replace_surrogates(value.strip()) if isinstance(value, str) else ""


@dataclass(frozen=True, slots=True)
class RawEntry:
    """
    An entry as a feed writes it.

    Attributes:
        entry: What needs no context; its address may be relative.
        dates: The texts of its dates, the one of publication first.
    """

    entry: FeedEntry
    dates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RawFeed:
    """
    A feed before its addresses are resolved and its dates are read.

    Attributes:
        title: Its title.
        home: Address of its site; may be empty.
        language: Its language tag; may be empty.
        entries: Its first entries.
        left_out: Entries that can't be read.
    """

    title: str
    home: str
    language: str
    entries: tuple[RawEntry, ...]
    left_out: tuple[SkippedEntry, ...] = ()


_JSON_FEED_VERSION_PREFIX = "https://jsonfeed.org/version/"


def parse_json_feed(text: str, url: str) -> RawFeed:
    """
    Parse a JSON Feed; links are not resolved.

    Raises:
        FeedError: If it is not JSON or not a JSON Feed.
    """
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FeedError(url, _("it isn't valid JSON")) from error
    # "The version" is "required, string" and "the URL of the version of the format"; some drop the "s" or add "www.".
    version = str(feed.get("version", "")).replace("http:", "https:").replace("//www.", "//")
    if not version.startswith(_JSON_FEED_VERSION_PREFIX) or not isinstance(feed.get("items"), list):
        raise FeedError(url, _("it is JSON, but not a JSON Feed"))
    items = [item for item in feed["items"] if isinstance(item, dict)]
    odd = (SkippedEntry("", "", _("it isn't a JSON object")),) * (len(feed["items"]) - len(items))
    entries, rest = _parse_entries(items, _parse_json_entry)
    home = get_text(feed, "home_page_url")
    return RawFeed(get_text(feed, "title"), home, get_text(feed, "language"), entries, (*rest, *odd))


def _parse_json_entry(item: dict[str, Any]) -> RawEntry:
    html = get_text(item, "content_html") or get_text(item, "content_text")
    guid = str(item["id"]) if isinstance(item.get("id"), int) else get_text(item, "id")
    dates = [item.get("date_published"), item.get("date_modified")]
    entry = FeedEntry(
        get_text(item, "url") or get_text(item, "external_url") or (guid if _is_web_address(guid) else ""),
        guid,
        get_text(item, "title"),
        summary=get_text(item, "summary") or get_text(item, "content_text") or html,
        content=html if is_article_text(html) else "",
    )
    return RawEntry(entry, tuple(str(each) for each in dates if isinstance(each, str | int | float) and each))


def _parse_entries(
    items: Sequence[dict[str, Any]], parse: Callable[[dict[str, Any]], RawEntry]
) -> tuple[tuple[RawEntry, ...], tuple[SkippedEntry, ...]]:
    """Return the first entries, and those beyond the limit as left out."""
    rest = (parse(item).entry for item in islice(items, MAX_FEED_ENTRIES, None))
    reason = _("I only read the first {number} entries of a feed", number=MAX_FEED_ENTRIES)
    return tuple(map(parse, items[:MAX_FEED_ENTRIES])), tuple(SkippedEntry(one.title, one.url, reason) for one in rest)


_ROOT_ELEMENT = re.compile(r"<(?:[A-Za-z][\w.-]*:)?(rss|feed|rdf)(?=[\s>/])", re.IGNORECASE)
_HTML_ELEMENT = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
#: A tag of this length is an attack on feedparser, which takes minutes for a tag with 100,000 attributes.
_OVERLONG_TAG = re.compile(r"<[A-Za-z/][^<>]{20000}")
_ENTITY_DECLARATION = re.compile(r"<!ENTITY", re.IGNORECASE)
#: Characters in which the root element must begin; declarations, style sheets and comments may precede it.
_MAX_PROLOG_CHARACTERS = 50_000
_EMPTY_LINK = re.compile(r"<link(?:\s*/>|>\s*(?:<!\[CDATA\[\s*\]\]>\s*)?</link\s*>)", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_WHITESPACE = re.compile(r"\s+")


def parse_feed(data: bytes, url: str, charset: str | None = None) -> ParsedFeed:
    """
    Parse a feed: RSS 0.9x to 2.0, RDF, Atom or JSON Feed.

    Bytes that can't be decoded are replaced, and common faults such as stray ampersands are repaired. A truncated feed
    is refused: its last entry may be incomplete, and its validators would hide the rest at the next poll.

    Args:
        data: The bytes, decompressed.
        url: Their URL, against which relative links are resolved; or the path of a file, then it is the feed's site.
        charset: The charset of the transport's Content-Type, or None.

    Raises:
        FeedError: If the bytes are not a feed, or a truncated one, a web page, or one that declares entities.
    """
    text = decode_feed(data, charset)
    raw = parse_json_feed(text, url) if text.lstrip()[:1] == "{" else _parse_xml(_check_xml(text, url), url)
    title = _clean_title(raw.title)
    base = url if _is_web_address(url) else raw.home
    entries = [replace(each, url=_resolve_link(base, each.url)) for each in _read_dates(raw)]
    outlet = clean_outlet_name(title) or title
    entries = [replace(each, outlet=each.outlet or outlet, has_source=bool(each.outlet)) for each in entries]
    kept, left_out = _select_addressed(entries, [each.entry.url for each in raw.entries])
    return ParsedFeed(title, kept, (*left_out, *raw.left_out))


def _check_xml(text: str, url: str) -> str:
    """Return the root element; reject input that feedparser would parse by guessing."""
    root = _ROOT_ELEMENT.search(text, 0, _MAX_PROLOG_CHARACTERS)
    prolog = text[: root.start()] if root else text[:_MAX_PROLOG_CHARACTERS]
    if _ENTITY_DECLARATION.search(prolog):
        raise FeedError(url, _("it declares entities, which no feed needs"))
    if root is None or _HTML_ELEMENT.search(prolog):
        raise FeedError(
            url, _("it is a web page, not a feed") if _HTML_ELEMENT.search(prolog) else _("it isn't a feed")
        )
    if _OVERLONG_TAG.search(text):
        raise FeedError(url, _("it contains an overlong tag"))
    if not re.search(rf"</(?:[A-Za-z][\w.-]*:)?{root[1]}\s*>", text[-_MAX_PROLOG_CHARACTERS:], re.IGNORECASE):
        raise FeedError(url, _("it is cut off"))
    return text[root.start() :]


def _parse_xml(text: str, url: str) -> RawFeed:
    import feedparser  # noqa: PLC0415  # slow to import

    repaired = _EMPTY_LINK.sub("", repair_xml(text)).encode("utf-8", "replace")
    try:
        # A stream, because feedparser first takes bytes for a file name; the header, so that it guesses no encoding.
        parsed = feedparser.parse(
            BytesIO(repaired),
            sanitize_html=False,
            resolve_relative_uris=False,
            response_headers={"content-type": "application/xml; charset=utf-8"},
        )
    except Exception as error:  # feedparser has no exception class; any failure is the feed's
        raise FeedError(url, _("its format is broken ({error})", error=type(error).__name__)) from error
    if not parsed.get("version") and not parsed.entries:
        raise FeedError(url, _("it isn't a feed"))
    entries, rest = _parse_entries(parsed.entries, _parse_xml_entry)
    feed = parsed.feed
    return RawFeed(_get_title(feed), get_text(feed, "link"), get_text(feed, "language"), entries, rest)


def _parse_xml_entry(item: dict[str, Any]) -> RawEntry:
    content = dict.get(item, "content") or ()
    contents = [get_text(each, "value") for each in content]
    elsewhere = next((address for each in content if (address := get_text(each, "src"))), "")
    summary = get_text(item, "summary") or next(iter(contents), "")
    texts = [each for each in contents if is_article_text(each)]
    if not texts and is_article_text(summary, MIN_SUMMARY_WORDS):
        texts = [summary]
    source = dict.get(item, "source") or {}
    entry = FeedEntry(
        get_text(item, "feedburner_origlink") or _get_link(item) or elsewhere,
        get_text(item, "id"),
        _get_title(item),
        summary=summary,
        content=max(texts, key=len, default=""),
        outlet=_clean_title(_get_title(source) or get_text(item, "publisher")),
    )
    dates = (get_text(item, name) for name in ("published", "created", "updated"))
    return RawEntry(entry, tuple(filter(None, dates)))


def _get_link(item: dict[str, Any]) -> str:
    """Return the link, or the id in its place unless it is only a name, such as ``urn:uuid:…``."""
    link = get_text(item, "link")
    is_name = link == get_text(item, "id") and _SCHEME.match(link) and not _is_web_address(link)
    return "" if is_name else link


def _get_title(item: dict[str, Any]) -> str:
    """Return the title without markup, if it is marked as HTML or looks like it."""
    title, details = get_text(item, "title")[:_MAX_RAW_TITLE_CHARACTERS], dict.get(item, "title_detail") or {}
    return title if details.get("type", "text/plain") == "text/plain" else strip_markup(title)


def _read_dates(raw: RawFeed) -> list[FeedEntry]:
    """Return the entries with their dates; of several dates, the first that can be read."""
    day_first = infer_day_first((text for each in raw.entries for text in each.dates), raw.language)
    entries = []
    for each in raw.entries:
        read = (read_feed_date(text, day_first=day_first, language=raw.language) for text in each.dates)
        found: FeedDate | None = next(filter(None, read), None)
        title = _clean_title(each.entry.title)
        dated = replace(each.entry, published=found.moment, has_time=found.has_time) if found else each.entry
        entries.append(replace(dated, title=title))
    return entries


def _clean_title(text: str) -> str:
    return _WHITESPACE.sub(" ", text[:_MAX_RAW_TITLE_CHARACTERS]).strip()[:_MAX_TITLE_CHARACTERS]


def _select_addressed(
    entries: Iterable[FeedEntry], written: Iterable[str]
) -> tuple[tuple[FeedEntry, ...], tuple[SkippedEntry, ...]]:
    """Return the first entry of each address, and those left out; *written* are the addresses as the feed has them."""
    kept, left_out = dict[str, FeedEntry](), list[SkippedEntry]()
    for entry, text in zip(entries, written, strict=True):
        if not entry.url:
            reason = _("its address doesn't start with http or https") if text else _("it has no address")
            left_out.append(SkippedEntry(entry.title, _clean_title(text), reason))
        elif kept.setdefault(entry.compute_identity(), entry) is not entry:
            left_out.append(SkippedEntry(entry.title, entry.url, _("the feed lists its address twice")))
    return tuple(kept.values()), tuple(left_out)


def _is_web_address(url: str) -> bool:
    return url.lower().startswith(("http://", "https://"))


def _resolve_link(base: str, reference: str) -> str:
    try:
        # Some systems escape addresses twice.
        parts = urlsplit(urljoin(base, reference.replace("&amp;", "&"))) if reference else urlsplit("")
    except ValueError:
        return ""
    return parts.geturl().replace(" ", "%20") if parts.scheme in {"http", "https"} and parts.netloc else ""
