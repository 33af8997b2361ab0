"""Feeds: bytes → Entries, lists of them as OPML, and which are polled when."""

from corpus.feeds.articles import article
from corpus.feeds.decisions import is_due, is_stopped
from corpus.feeds.discovery import Discovery, announced, discover
from corpus.feeds.model import Entry, Listing, Polled, Result, Subscription
from corpus.feeds.opml import read_opml, write_opml
from corpus.feeds.parsing import parse
from corpus.feeds.polling import poll

__all__ = [
    "Discovery",
    "Entry",
    "Listing",
    "Polled",
    "Result",
    "Subscription",
    "announced",
    "article",
    "discover",
    "is_due",
    "is_stopped",
    "parse",
    "poll",
    "read_opml",
    "write_opml",
]
