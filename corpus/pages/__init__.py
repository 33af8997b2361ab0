"""
HTML pages → text, and what the page says of its article.

The text is all that the page shows, noise included, rendered once; what is noise is for `corpus.zones` to say. The
hints are evidence, never truth. Trafilatura and htmldate are imported with the first page, not with this module.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from importlib.metadata import version

from corpus.errors import EmptySource, Refused
from corpus.model import Hints
from corpus.pages import linked_data, metadata
from corpus.pages.bodies import body
from corpus.pages.decoding import MOST_BYTES, decode
from corpus.pages.parsing import parse
from corpus.pages.publication import published
from corpus.pages.refusals import reason
from corpus.pages.rendering import VERSION, draw

__all__ = ["MOST_BYTES", "Page", "render"]


@dataclass(frozen=True, slots=True)
class Page:
    """
    A page as read at the door; with a name and a scope it is a `corpus.model.Source`.

    Attributes:
        text: All visible text in order, a block a line; the original text of its article.
        hints: What the page says of the article, and where a content extractor sees its body in *text*.
        url: The article's own address (its canonical link where that is of the same site).
        sha256: Hex digest of the bytes.
        renderer: Name and version of what made *text* and the body's spans.
    """

    text: str
    hints: Hints
    url: str
    sha256: str
    renderer: str


def render(data: bytes, url: str, encoding: str | None = None, *, seen: date | None = None) -> Page:
    """
    Read a page.

    Args:
        data: The bytes of the HTML, transfer encoding undone; at most `MOST_BYTES`.
        url: Where it was fetched, after redirects; or a file's path.
        encoding: The charset of the transport's Content-Type, or None.
        seen: The day on which it was fetched; no later publication date is believed. None where unknown.

    Returns:
        The page; equal arguments give equal pages.

    Raises:
        EmptySource: If it shows no word.
        TooLarge: If it is larger than is read.
        NotText: If the bytes are no text.
        Refused: If it shows a paywall, a consent wall or an error instead of the article.
    """
    html = decode(data, url, encoding)
    tree = parse(html, url)
    drawn = draw(tree)
    if not drawn.text:
        raise EmptySource(url, "there is no word in the page")
    stated = metadata.metas(tree)
    address = metadata.address(tree, stated, url)
    node = linked_data.article(tree, frozenset((url, address)), stated.get("og:title", ""))
    title = metadata.title(tree, node, stated, drawn.text)
    spans = body(html, drawn)
    off = "\n".join(each.text_content() for each in tree.iter("noscript"))
    why = reason(title or "", drawn.text, spans, node, off)
    if why:
        raise Refused(url, why)
    day, where = published(tree, node, address, _above(drawn.text, spans), seen)
    hints = Hints(title, metadata.outlet(node, stated), metadata.byline(tree, node, stated), day, where, spans)
    return Page(drawn.text, hints, address, sha256(data).hexdigest(), _renderer())


def _above(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    """Give what stands above the body and its first words, where pages show their date."""
    return text[max(0, spans[0][0] - 3_000) : spans[0][0] + 300] if spans else text[:3_000]


def _renderer() -> str:
    return f"dateline.pages {VERSION}, trafilatura {version('trafilatura')}, lxml {version('lxml')}"
