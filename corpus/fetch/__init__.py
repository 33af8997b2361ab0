"""
Addresses → bytes: the one door of the corpus to the network; polite, and to public hosts alone.

aiohttp is imported with the first request, not with this module.
"""

from corpus.fetch.addresses import check, host_of, public
from corpus.fetch.fetcher import Fetcher
from corpus.fetch.model import FEED, PAGE, Answer, Want

__all__ = ["FEED", "PAGE", "Answer", "Fetcher", "Want", "check", "host_of", "public"]
