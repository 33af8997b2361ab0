"""Sources of articles: HTTP, feeds, OPML and files."""

from corpus.sources.feed_discovery import FeedDiscovery, discover_feeds
from corpus.sources.feed_models import OpmlFeed, PollResult, PollStatus
from corpus.sources.feed_policy import is_due, is_stopped
from corpus.sources.http import Fetcher, FetchResponse
from corpus.sources.opml import read_opml, write_opml
from corpus.sources.poller import fetch_article, poll_feeds
from corpus.sources.ssrf import is_public_address

__all__ = [
    "FeedDiscovery",
    "FetchResponse",
    "Fetcher",
    "OpmlFeed",
    "PollResult",
    "PollStatus",
    "discover_feeds",
    "fetch_article",
    "is_due",
    "is_public_address",
    "is_stopped",
    "poll_feeds",
    "read_opml",
    "write_opml",
]
