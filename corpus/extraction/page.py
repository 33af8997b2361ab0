"""Convert an HTML page to text, together with the metadata that the page states about its article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from importlib.metadata import version

from corpus.errors import ArticleNotFoundOnPage, EmptySource
from corpus.extraction.body import find_body
from corpus.extraction.charset import decode_page
from corpus.extraction.dom import parse_html
from corpus.extraction.html_metadata import (
    collect_metas,
    find_byline,
    find_claimed_address,
    find_outlet,
    find_picture,
    find_title,
    resolve_address,
)
from corpus.extraction.json_ld import find_article_node
from corpus.extraction.page_dates import find_language, find_page_date
from corpus.extraction.paywall import find_refusal_reason, is_index_page
from corpus.extraction.render import RENDERER_VERSION, render_tree
from corpus.models import Hints
from corpus.models.text import _


@dataclass(frozen=True, slots=True)
class ExtractedPage:
    """
    An extracted page; with a name and a scope it becomes a `corpus.models.article.Source`.

    Attributes:
        text: All visible text in order, one block per line; the original text of its article.
        hints: What the page states about the article, and where a content extractor finds its body in *text*.
        url: The article's own address (its canonical link if that is on the same site).
        sha256: Hex digest of the bytes.
        renderer: Names and versions of what made *text* and the body's spans.
    """

    text: str
    hints: Hints
    url: str
    sha256: str
    renderer: str


def extract_page(
    data: bytes, url: str, encoding: str | None = None, *, fetched_on: date | None = None
) -> ExtractedPage:
    """
    Extract the text and metadata of a page.

    Args:
        data: The bytes of the HTML, transfer encoding undone; at most `MAX_PAGE_BYTES`.
        url: Where it was fetched, after redirects; or a file's path.
        encoding: The charset of the transport's Content-Type, or None.
        fetched_on: The day on which it was fetched, or None if unknown; dates more than a day later are not believed.

    Returns:
        The page; equal arguments give equal pages.

    Raises:
        EmptySource: If it has no visible text.
        SourceTooLarge: If it exceeds the limit on bytes or elements.
        UndecodableSource: If the bytes are not text.
        ArticleNotFoundOnPage: If it shows a paywall, a consent form, an error or a list of articles instead of the
            article.
    """
    html = decode_page(data, url, encoding)
    tree = parse_html(html, url)
    rendering = render_tree(tree)
    if not rendering.text:
        raise EmptySource(url, _("the page contains no text"))
    metas = collect_metas(tree)
    address = resolve_address(tree, metas, url)
    node = find_article_node(tree, frozenset((url, address)), metas.get("og:title", ""))
    title = find_title(tree, node, metas, rendering.text)
    spans = find_body(html, rendering, title)
    noscript_text = "\n".join(each.text_content() for each in tree.iter("noscript"))
    reason = find_refusal_reason(title or "", rendering.text, spans, node, noscript_text)
    if not reason and is_index_page(rendering, spans, node, metas.get("og:type", "")):
        reason = _("the page is a list of articles; add one of them by its own address")
    if reason:
        raise ArticleNotFoundOnPage(url, reason)
    claimed = find_claimed_address(tree, metas, address)  # for a saved file, used for its date only
    day, date_source = find_page_date(tree, node, claimed, rendering, spans, title or "", fetched_on)
    outlet, byline = find_outlet(node, metas), find_byline(tree, node, metas)
    picture = find_picture(metas, url)
    hints = Hints(title, outlet, byline, day, date_source, spans, language=find_language(tree, url), picture=picture)
    return ExtractedPage(rendering.text, hints, address, sha256(data).hexdigest(), _get_renderer_version())


def _get_renderer_version() -> str:
    return f"dateline.pages {RENDERER_VERSION}, trafilatura {version('trafilatura')}, lxml {version('lxml')}"
