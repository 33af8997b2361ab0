"""Read and write lists of feeds as OPML."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.errors import FeedError, FetchError
from corpus.sources.feed_models import OpmlFeed
from corpus.sources.ssrf import check_url

_DOCTYPE_OR_ENTITY = re.compile(rb"<!(?:ENTITY|DOCTYPE)", re.IGNORECASE)


def read_opml(data: bytes, name: str) -> tuple[OpmlFeed, ...]:
    """
    Read the feeds of an OPML list, including those in folders.

    Args:
        data: The bytes of the OPML document.
        name: Its name in errors.

    Returns:
        The feeds in the list's order, each URL once; outlines without an http(s) URL are left out.

    Raises:
        FeedError: If it is not valid OPML.
    """
    from lxml import etree  # noqa: PLC0415  # slow to import

    if _DOCTYPE_OR_ENTITY.search(data.replace(b"\0", b"")):
        raise FeedError(name, "it declares a document type, which no list of feeds needs")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        message = " ".join(str(error).split())  # libxml2 quotes its input, including line breaks
        raise FeedError(name, f"it is no well-formed XML ({message})") from error
    if root.tag.lower() != "opml":
        raise FeedError(name, "it is no OPML")
    outlines = [
        outline.attrib for outline in root.iter("outline") if _is_web_address(outline.get("xmlUrl", "").strip())
    ]
    feeds = [OpmlFeed(each["xmlUrl"].strip(), each.get("title") or each.get("text") or "") for each in outlines]
    return tuple({each.url: each for each in reversed(feeds)}.values())[::-1]


def write_opml(feeds: Iterable[OpmlFeed]) -> bytes:
    """Return the feeds as OPML 2.0 in UTF-8."""
    from lxml import etree  # noqa: PLC0415

    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "Dateline's feeds"
    body = etree.SubElement(root, "body")
    for feed in feeds:
        etree.SubElement(
            body,
            "outline",
            type="rss",
            text=_strip_unprintable(feed.title or feed.url),
            xmlUrl=_strip_unprintable(feed.url),
        )
    document: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return document


def _is_web_address(url: str) -> bool:
    try:
        return bool(check_url(url))
    except FetchError:
        return False


def _strip_unprintable(text: str) -> str:
    """Remove characters that are not printable, some of which XML does not allow."""
    return "".join(letter for letter in text if letter.isprintable())
