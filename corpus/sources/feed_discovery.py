"""Find the feeds of a website from any of its URLs."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.errors import CorpusError, FeedError
from corpus.extraction.charset import decode_page
from corpus.extraction.dom import parse_html
from corpus.extraction.html_metadata import find_feeds
from corpus.models.text import _
from corpus.sources.feed_parser import parse_feed
from corpus.sources.http import FEED, Fetcher, FetchResponse


@dataclass(frozen=True, slots=True)
class FeedDiscovery:
    """
    The feeds that were found at a URL.

    Attributes:
        urls: URLs of the feeds, the main one first; at least one.
        response: The response, if the URL was that of the feed itself, so that it need not be fetched again; else None.
    """

    urls: tuple[str, ...]
    response: FetchResponse | None = None


async def discover_feeds(fetcher: Fetcher, url: str) -> FeedDiscovery:
    """
    Find the feeds at *url*: the URL itself if it is a feed, else those that its page announces.

    Raises:
        FetchError: If it can't be fetched.
        FeedError: If it is neither a feed nor a page that announces one.
    """
    response = await fetcher.fetch_feed(url)
    try:
        parse_feed(response.body, response.url, response.charset)
    except FeedError:
        return FeedDiscovery(list_announced_feeds(response))
    return FeedDiscovery((response.moved_to or url,), response)


def list_announced_feeds(response: FetchResponse) -> tuple[str, ...]:
    """
    List the feeds that a fetched page announces.

    Raises:
        FeedError: If it announces none.
    """
    try:
        page = decode_page(response.body[: FEED.max_bytes], response.url, response.charset)
        urls = find_feeds(parse_html(page, response.url), response.url)
    except CorpusError as error:
        raise FeedError(
            response.url, _("it is neither a feed nor a web page ({reason})", reason=error.reason)
        ) from error
    if not urls:
        raise FeedError(response.url, _("it isn't a feed and doesn't link to one"))
    return urls
