"""
When a page says that its article was published.

In order of trust: JSON-LD, meta elements, ``<time>`` and microdata, and htmldate's reading where all these are silent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from corpus.pages.linked_data import Node, text

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# By name, property or itemprop, most explicit first; in small letters.
_METAS = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "rnews:datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "originalpublicationdate",
    "publication_date",
    "publish-date",
    "publish_date",
    "publishdate",
    "published_date",
    "pubdate",
    "pdate",
    "article_date_original",
    "bt:pubdate",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.date",
    "dc.date.created",
    "dcterms.created",
    "dc.date",
    "dc:date",
    "created",
    "date",
)
_EARLIEST = date(1994, 1, 1)  # the first newspapers on the Web
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_SPELT = (
    re.compile(r"\b(?P<d>\d{1,2})(?:st|nd|rd|th)?\s+(?P<b>[A-Za-z]{3,9})\.?,?\s+(?P<y>\d{4})\b"),
    re.compile(r"\b(?P<b>[A-Za-z]{3,9})\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})\b"),
    re.compile(r"\b(?P<y>(?:19|20)\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)"),
    re.compile(r"\b(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?:[T\d]|\b)"),
)


def published(tree: HtmlElement, node: Node, url: str, seen: date | None) -> tuple[str | None, str]:
    """
    Find the publication date.

    Args:
        tree: The page.
        node: Its JSON-LD article, or an empty mapping.
        url: Its address.
        seen: The day on which it was fetched; what is later by more than a day is not believed. None where unknown.

    Returns:
        ISO date, or date and time to the minute with its zone where stated, and where it was found; ``(None, "")``.
    """
    latest = seen + timedelta(days=1) if seen else date.max  # it may be tomorrow already where the page was made
    for raw, where in _stated(tree, node):
        value = iso(raw)
        if value and _EARLIEST <= date.fromisoformat(value[:10]) <= latest:
            return value, where
    return _read(tree, url, latest)


def iso(raw: str) -> str | None:
    """Read a date as machines write it: ISO 8601, RFC 2822, or day, month and year; None for anything else."""
    raw = raw.strip()
    try:
        moment = datetime.fromisoformat(raw)
    except ValueError:
        return _rfc(raw) or _spelt(raw)
    return raw if len(raw) == 10 else _shown(moment)


def _shown(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes").replace("+00:00", "Z")


def _rfc(raw: str) -> str | None:
    if not re.match(r"(?:\w{3}, ?)?\d{1,2} \w{3} \d{4} \d\d?:", raw):
        return None
    try:
        return _shown(parsedate_to_datetime(raw))
    except ValueError:
        return None


def _spelt(raw: str) -> str | None:
    for pattern in _SPELT:
        for match in pattern.finditer(raw[:200]):
            parts = match.groupdict()
            name = (parts.get("b") or "")[:3].lower()
            if name and name not in _MONTHS:
                continue
            month = _MONTHS.index(name) + 1 if name else int(parts["m"])
            try:
                return date(int(parts["y"]), month, int(parts["d"])).isoformat()
            except ValueError:
                continue
    return None


def _stated(tree: HtmlElement, node: Node) -> Iterator[tuple[str, str]]:
    for key in ("datePublished", "dateCreated", "uploadDate"):
        if value := text(node.get(key)):
            yield value, f"JSON-LD {key}"
    metas: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        for key in ("property", "name", "itemprop"):
            if name := meta.get(key):
                metas.setdefault(name.strip().lower(), []).append(meta.get("content") or "")
    for name in _METAS:
        yield from ((value, f"meta {name}") for value in metas.get(name, ()))
    yield from _marked(tree)


def _marked(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    for element in tree.xpath("//*[@itemprop='datePublished' or @itemprop='dateCreated']"):
        value = element.get("datetime") or element.get("content") or element.get("title") or element.text_content()
        yield value, f"microdata {element.get('itemprop')}"
    times = tree.xpath("//time[not(ancestor::aside or ancestor::nav or ancestor::footer or ancestor::li)]")
    for time in sorted(times[:20], key=lambda each: each.get("pubdate") is None):
        yield time.get("datetime") or time.text_content(), "<time>"


def _read(tree: HtmlElement, url: str, latest: date) -> tuple[str | None, str]:
    import htmldate  # noqa: PLC0415 (0.4 CPU-s, and only pages without any statement need it)

    found = htmldate.find_date(
        tree,
        original_date=True,
        url=url or None,
        min_date=_EARLIEST.isoformat(),
        max_date=min(latest, date(2100, 1, 1)).isoformat(),
    )
    return (found, "htmldate") if found else (None, "")
