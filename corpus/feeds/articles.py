"""An article's address → the Source of its page."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from corpus.model import Source
from corpus.pages import render

if TYPE_CHECKING:
    from corpus.feeds.model import Entry
    from corpus.fetch import Fetcher


async def article(fetcher: Fetcher, url: str, now: datetime, scope: str = "", entry: Entry | None = None) -> Source:
    """
    Fetch and render the page of one article.

    Args:
        fetcher: The door to the network.
        url: The page's address.
        now: The present instant; no later publication date is believed.
        scope: Who may see it.
        entry: What a feed says of it; evidence where the page itself says nothing.

    Raises:
        FetchError: If it may not, or can't, be fetched.
        SourceError: If the page doesn't hold the article.
    """
    answer = await fetcher.page(url)
    page = render(answer.body, answer.url, answer.charset, seen=now.date())
    hints = page.hints
    if entry is not None and hints.published is None and entry.published is not None and entry.published <= now:
        hints = replace(hints, published=entry.published.isoformat(), published_by="the feed's entry")
    if entry is not None and hints.title is None and entry.title:
        hints = replace(hints, title=entry.title)
    return Source(page.text, name(page.url), page.url, page.sha256, scope, hints, page.renderer)


def name(url: str) -> str:
    """Give a short name made of an address: its site and the last words of its path."""
    parts = urlsplit(url)
    site = (parts.hostname or "").removeprefix("www.")
    words = [unquote(part) for part in parts.path.split("/") if part and part not in {"index.html", "amp"}]
    last = words[-1].rpartition(".")[0] or words[-1] if words else ""
    return f"{site}-{last}" if last else site
