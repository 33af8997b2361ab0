"""
Lists of feeds as OPML, the form in which feed readers exchange them.

References:
    http://opml.org/spec2.opml
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.errors import FeedError, FetchError
from corpus.feeds.model import Subscription
from corpus.fetch import check

_ENTITY = re.compile(rb"<!(?:ENTITY|DOCTYPE)", re.IGNORECASE)


def read_opml(data: bytes, name: str) -> tuple[Subscription, ...]:
    """
    Read a list of feeds, those in folders too.

    Args:
        data: The OPML.
        name: What to call it in an error.

    Returns:
        In its order, each address once; outlines whose address is none of the web are left out.

    Raises:
        FeedError: If it is no OPML.
    """
    from lxml import etree  # noqa: PLC0415  # it takes a while

    if _ENTITY.search(data.replace(b"\0", b"")):
        raise FeedError(name, "it declares a document type, which no list of feeds needs")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        told = " ".join(str(error).split())  # libxml2 shows what it stumbled over, line ends and all
        raise FeedError(name, f"it is no well-formed XML ({told})") from error
    if root.tag.lower() != "opml":
        raise FeedError(name, "it is no OPML")
    outlines = [outline.attrib for outline in root.iter("outline") if _fits(outline.get("xmlUrl", "").strip())]
    found = [Subscription(each["xmlUrl"].strip(), each.get("title") or each.get("text") or "") for each in outlines]
    return tuple({each.url: each for each in reversed(found)}.values())[::-1]


def write_opml(feeds: Iterable[Subscription]) -> bytes:
    """Write a list of feeds as OPML 2.0, in UTF-8."""
    from lxml import etree  # noqa: PLC0415

    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "Dateline's feeds"
    body = etree.SubElement(root, "body")
    for feed in feeds:
        etree.SubElement(body, "outline", type="rss", text=_plain(feed.title or feed.url), xmlUrl=_plain(feed.url))
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return written


def _fits(url: str) -> bool:
    try:
        return bool(check(url))
    except FetchError:
        return False


def _plain(text: str) -> str:
    """Drop what XML can't hold."""
    return "".join(letter for letter in text if letter.isprintable())
