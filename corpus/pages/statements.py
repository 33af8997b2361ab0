"""When a page tells machines that its article was published, and last changed: JSON-LD, meta, microdata, ``<time>``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, NamedTuple

from corpus.pages.linked_data import Node, text
from corpus.pages.metadata import meta_contents
from corpus.pages.witnesses import days_shown

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# By name, property or itemprop, in small letters, most explicit first.
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
)
# These may be of the last change as well.
_VAGUE = ("dcterms.date", "dc.date.created", "dcterms.created", "dc.date", "dc:date", "created", "date")
_CHANGES = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified", "lastmod")
_RFC = re.compile(r"(?:\w{3}, ?)?\d{1,2} \w{3} \d{4} \d\d?:")


class Statement(NamedTuple):
    """
    A date that a page states.

    Attributes:
        value: ISO date, or date and time to the minute with its zone where stated.
        where: In what place it is stated, for people.
        plain: Whether it is plainly of the publication, not of any date.
    """

    value: str
    where: str
    plain: bool

    @property
    def day(self) -> date:
        """The day of *value*, in its own zone."""
        return date.fromisoformat(self.value[:10])


def statements(tree: HtmlElement, node: Node) -> Iterator[Statement]:
    """Give each statement of the publication date in *tree* and its JSON-LD article *node*, in order of trust."""
    for raw, where, plain in _raw(tree, node):
        if value := iso(raw):
            yield Statement(value, where, plain)


def changed(tree: HtmlElement, node: Node) -> date | None:
    """Give the day that a page states as that of its last change."""
    metas = _metas(tree)
    for raw in (text(node.get("dateModified")), *(value for name in _CHANGES for value in metas.get(name, ()))):
        if value := iso(raw or ""):
            return date.fromisoformat(value[:10])
    return None


def iso(raw: str) -> str | None:
    """Read a date as machines write it: ISO 8601, RFC 2822, or day, month and year; None for anything else."""
    raw = raw.strip()
    try:
        moment = datetime.fromisoformat(raw)
    except ValueError:
        return _rfc(raw) or _spelt(raw)
    return moment.date().isoformat() if len(raw) in {8, 10} else _shown(moment)


def _shown(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes").replace("+00:00", "Z")


def _rfc(raw: str) -> str | None:
    try:
        return _shown(parsedate_to_datetime(raw)) if _RFC.match(raw) else None
    except ValueError:
        return None


def _spelt(raw: str) -> str | None:
    found = days_shown(raw[:100])
    return min(found[0]).isoformat() if found and len(found[0]) == 1 else None


def _raw(tree: HtmlElement, node: Node) -> Iterator[tuple[str, str, bool]]:
    if value := text(node.get("datePublished")):
        yield value, "JSON-LD datePublished", True
    metas = _metas(tree)
    yield from ((value, f"meta {name}", True) for name in _METAS for value in metas.get(name, ()))
    for element in tree.xpath("//*[@itemprop='datePublished']"):
        value = element.get("datetime") or element.get("content") or element.get("title") or element.text_content()
        yield value, "microdata datePublished", True
    times = tree.xpath("//time[not(ancestor::aside or ancestor::nav or ancestor::footer or ancestor::li)]")
    for time in sorted(times[:20], key=lambda each: each.get("pubdate") is None):
        yield time.get("datetime") or time.text_content(), "<time>", False
    yield from ((value, f"meta {name}", False) for name in _VAGUE for value in metas.get(name, ()))
    if value := text(node.get("dateCreated")):
        yield value, "JSON-LD dateCreated", False


def _metas(tree: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, content in meta_contents(tree):
        found.setdefault(name, []).append(content)
    return found
