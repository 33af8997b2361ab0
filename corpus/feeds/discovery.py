"""From any address of an outlet to its feeds."""

from __future__ import annotations

from corpus.errors import CorpusError, FeedError
from corpus.feeds.parsing import parse
from corpus.fetch import FEED, Answer, Fetcher
from corpus.pages.decoding import decode
from corpus.pages.metadata import feeds as links
from corpus.pages.parsing import parse as parse_page


async def discover(fetcher: Fetcher, url: str) -> tuple[str, ...]:
    """
    Find the feeds at *url*: itself where it is one, else those that the page announces, the main one first.

    Raises:
        FetchError: If it can't be fetched.
        FeedError: If it is neither a feed nor a page that announces one.
    """
    answer = await fetcher.feed(url)
    try:
        parse(answer.body, answer.url)
    except FeedError:
        return announced(answer)
    return (answer.moved or url,)


def announced(answer: Answer) -> tuple[str, ...]:
    """
    List the feeds that a fetched page announces.

    Raises:
        FeedError: If it announces none.
    """
    try:
        found = links(parse_page(decode(answer.body[: FEED.most], answer.url, answer.charset), answer.url), answer.url)
    except CorpusError as error:
        raise FeedError(answer.url, f"it is neither a feed nor a page ({error.reason})") from error
    if not found:
        raise FeedError(answer.url, "it is no feed, and announces none")
    return found
