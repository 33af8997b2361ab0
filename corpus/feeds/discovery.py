"""From any address of an outlet to its feeds."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.errors import CorpusError, FeedError
from corpus.feeds.parsing import parse
from corpus.fetch import FEED, Answer, Fetcher
from corpus.pages.decoding import decode
from corpus.pages.metadata import feeds as links
from corpus.pages.parsing import parse as parse_page


@dataclass(frozen=True, slots=True)
class Discovery:
    """
    The feeds that were found at an address.

    Attributes:
        addresses: Theirs, the main one first; at least one.
        answer: The first one's bytes, where the address was its own, so that it need not be fetched again.
    """

    addresses: tuple[str, ...]
    answer: Answer | None = None


async def discover(fetcher: Fetcher, url: str) -> Discovery:
    """
    Find the feeds at *url*: itself where it is one, else those that the page announces.

    Raises:
        FetchError: If it can't be fetched.
        FeedError: If it is neither a feed nor a page that announces one.
    """
    answer = await fetcher.feed(url)
    try:
        parse(answer.body, answer.url)
    except FeedError:
        return Discovery(announced(answer))
    return Discovery((answer.moved or url,), answer)


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
