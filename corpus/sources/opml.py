"""Read and write lists of feeds as OPML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from corpus.errors import FeedError, FetchError
from corpus.models.text import _
from corpus.sources.feed_models import OpmlFeed, OpmlList, SkippedEntry
from corpus.sources.feed_text import decode_feed, repair_xml
from corpus.sources.ssrf import check_url

if TYPE_CHECKING:
    from lxml.etree import _Element

_DOCTYPE_OR_ENTITY = re.compile(r"<!(?:ENTITY|DOCTYPE)", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}>")
#: "feed:https://host/path" and "feed://host/path", by which programs open a feed reader.
_FEED_SCHEME = re.compile(r"feeds?:(?://)?", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?!\d)")
#: A host with a dot, or one with a port, which may stand without a scheme.
_HOST = re.compile(r"[^\s/?#:]+(?:\.[^\s/?#:]+)+(?::\d{1,5})?(?=[/?#]|$)")
_MAX_TITLE_CHARACTERS = 500
_FEED_TYPES = frozenset({"rss", "atom", "rdf", "feed", "json"})


def read_opml(data: bytes, name: str) -> OpmlList:
    """
    Read the feeds of an OPML list, including those in folders.

    Names of elements and attributes may be in any case. An address may begin with ``feed:`` or lack its scheme; then
    it is read as https.

    Args:
        data: The bytes of the OPML document.
        name: Its name in errors.

    Returns:
        The feeds in the list's order, each URL once, and the outlines that should be feeds and are not.

    Raises:
        FeedError: If it is not valid OPML.
    """
    root = _parse_opml(decode_feed(data), name)
    feeds, left_out = dict[str, OpmlFeed](), list[SkippedEntry]()
    for element in root.iter("{*}*"):
        attributes = {str(key).rpartition("}")[2].lower(): str(value).strip() for key, value in element.attrib.items()}
        if _get_name(element) != "outline" or not _should_be_feed(attributes):
            continue
        title = (attributes.get("title") or attributes.get("text") or "")[:_MAX_TITLE_CHARACTERS]
        written = attributes.get("xmlurl") or attributes.get("url") or ""
        try:
            url = check_url(_complete_address(written)) if written else ""
        except FetchError as error:
            left_out.append(SkippedEntry(title, written, error.reason))
            continue
        if url:
            feeds.setdefault(url, OpmlFeed(url, title))
        else:
            left_out.append(SkippedEntry(title, "", _("it has no address")))
    return OpmlList(tuple(feeds.values()), tuple(left_out))


def _parse_opml(text: str, name: str) -> _Element:
    from lxml import etree  # noqa: PLC0415  # slow to import

    if _DOCTYPE_OR_ENTITY.search(text):
        raise FeedError(name, _("it declares a document type, which no list of feeds needs"))
    document = _XML_DECLARATION.sub("", repair_xml(text)).strip()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    try:
        root = etree.fromstring(document.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        message = " ".join(str(error).split())  # libxml2 quotes its input, including line breaks
        raise FeedError(name, _("it isn't valid XML ({error})", error=message)) from error
    if _get_name(root) != "opml":
        raise FeedError(name, _("it isn't an OPML file"))
    return root


def _get_name(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _should_be_feed(attributes: Mapping[str, str]) -> bool:
    """Return whether an outline is meant to be a feed: it has an address for one, or says that it is one."""
    return "xmlurl" in attributes or attributes.get("type", "").lower() in _FEED_TYPES


def _complete_address(written: str) -> str:
    address = _FEED_SCHEME.sub("", written, count=1) if _FEED_SCHEME.match(written) else written
    if address.startswith("//"):
        return f"https:{address}"
    if scheme := _SCHEME.match(address):
        return scheme[0].lower() + address[scheme.end() :].replace(" ", "%20")
    return f"https://{address}" if _HOST.match(address) else address


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


def _strip_unprintable(text: str) -> str:
    """Remove characters that are not printable, some of which XML does not allow."""
    return "".join(letter for letter in text if letter.isprintable())
