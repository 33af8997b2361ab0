"""The newest digests of an archive as Atom and as JSON Feed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from bot.archive.content import ArchivedDigest, ArchivedSentence
from bot.archive.words import Words
from bot.rendering.formatting import format_outlet, format_publication_date

#: Digests in a feed, the newest.
MAX_FEED_DIGESTS = 50
#: What the updated feed of an archive without digests says: it needs an instant.
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
#: Characters that XML 1.0 does not allow, escaped or not (https://www.w3.org/TR/xml/#charsets).
_NO_XML_CHARACTER = re.compile(r"[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")


@dataclass(frozen=True, slots=True)
class ArchiveFeed:
    """
    What both feeds hold.

    Attributes:
        server: Id of the server.
        name: Name of the server.
        words: The words of the feed.
        digests: Its digests, newest first.
        base_url: The address of the folder, with a slash at its end; ``""`` leaves addresses relative.
    """

    server: str
    name: str
    words: Words
    digests: Sequence[ArchivedDigest]
    base_url: str = ""

    @property
    def title(self) -> str:
        """Its title."""
        return f"{self.name}: {self.words.archive}"

    @property
    def newest(self) -> tuple[ArchivedDigest, ...]:
        """The digests that it lists."""
        return tuple(self.digests[:MAX_FEED_DIGESTS])


def build_entry_id(digest: ArchivedDigest) -> str:
    """Return the permanent id of an entry, which does not depend on where the site is."""
    return uuid5(NAMESPACE_URL, f"dateline:digest:{digest.day.isoformat()}:{digest.id}").urn


def write_atom(feed: ArchiveFeed) -> bytes:
    """
    Return the feed in Atom.

    References:
        RFC 4287, https://www.rfc-editor.org/rfc/rfc4287
    """
    root = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": feed.words.language})
    updated = feed.digests[0].posted if feed.digests else _NEVER
    _add_text(root, "id", uuid5(NAMESPACE_URL, f"dateline:archive:{feed.server}").urn)
    _add_text(root, "title", feed.title)
    _add_text(root, "updated", _format_instant(updated))
    _add_text(root, "generator", "Dateline")
    if feed.base_url:
        SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": f"{feed.base_url}feed.xml"})
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": f"{feed.base_url}index.html"})
    for digest in feed.newest:
        root.append(_build_entry(digest, feed))
    indent(root)
    body: bytes = tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + body + b"\n"


def _build_entry(digest: ArchivedDigest, feed: ArchiveFeed) -> Element:
    entry = Element("entry", {"xml:lang": digest.language})
    _add_text(entry, "id", build_entry_id(digest))
    _add_text(entry, "title", build_title(digest, feed.words))
    _add_text(entry, "published", _format_instant(digest.posted))
    _add_text(entry, "updated", _format_instant(digest.posted))
    SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": f"{feed.base_url}{digest.path}"})
    _add_text(SubElement(entry, "author"), "name", digest.server_name)
    if digest.topic:
        SubElement(entry, "category", {"term": _strip_illegal(digest.topic)})
    content = SubElement(entry, "content", {"type": "html"})
    content.text = _strip_illegal("".join(_write_content(digest, feed.words)))
    return entry


def write_json_feed(feed: ArchiveFeed) -> bytes:
    """
    Return the feed in JSON.

    References:
        JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/
    """
    home = {"home_page_url": f"{feed.base_url}index.html", "feed_url": f"{feed.base_url}feed.json"}
    value = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        **(home if feed.base_url else {}),
        "language": feed.words.language,
        "items": [_build_item(digest, feed) for digest in feed.newest],
    }
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _build_item(digest: ArchivedDigest, feed: ArchiveFeed) -> dict[str, object]:
    return {
        "id": build_entry_id(digest),
        "url": f"{feed.base_url}{digest.path}",
        "title": build_title(digest, feed.words),
        "content_html": "".join(_write_content(digest, feed.words)),
        "date_published": _format_instant(digest.posted),
        "language": digest.language,
        "authors": [{"name": digest.server_name}],
        **({"tags": [digest.topic]} if digest.topic else {}),
        # An extension, whose name begins with an underscore; the seal lets a reader check the page against the feed.
        "_dateline": {"digest": digest.id, "seal": digest.seal},
    }


def build_title(digest: ArchivedDigest, words: Words) -> str:
    """Return the title of an entry: topic and day."""
    return f"{digest.topic or words.all_news} · {words.day(digest.day)}"


def _write_content(digest: ArchivedDigest, words: Words) -> Iterator[str]:
    """Yield the sentences as HTML, under the titles of their stories."""
    for story in digest.stories:
        if story.title:
            yield f"<h2>{escape(story.title)}</h2>\n"
        for sentence in story.sentences:
            yield f"<blockquote><p>{escape(sentence.cited.text)}</p></blockquote>\n{_write_source(sentence, words)}\n"


def _write_source(sentence: ArchivedSentence, words: Words) -> str:
    outlet = escape(format_outlet(sentence.citation, words.translator))
    if sentence.link:
        outlet = f'<a href="{escape(sentence.link)}">{outlet}</a>'
    return f"<p>{outlet} · {escape(format_publication_date(sentence.citation, words.translator))}</p>"


def _add_text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = _strip_illegal(text)


def _strip_illegal(text: str) -> str:
    return _NO_XML_CHARACTER.sub("", text)


def _format_instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
