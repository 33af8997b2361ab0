"""The topics of a store: found by name, and what belongs to each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.errors import InputError
from bot.phrases import phrase
from briefings import topics
from briefings.model import Request
from briefings.topics import Relevance, Sought
from corpus.actors import Lexicon
from corpus.model import Passage, Query, Topic
from corpus.store import Store

#: So many articles of a topic, the surest, are read for a reply.
MOST_ARTICLES = 200


@dataclass(frozen=True, slots=True)
class Followed:
    """
    A topic, and the articles that belong to it.

    Attributes:
        wanted: The topic as read.
        articles: Article key → how surely it belongs and why, surest first.
    """

    wanted: Sought
    articles: Mapping[str, Relevance]

    def narrowed(self, query: Query) -> Query:
        """Give *query* for the articles of the topic alone."""
        keys = tuple(self.articles)[:MOST_ARTICLES]
        return replace(query, articles=keys) if keys else replace(query, zones=frozenset())  # in no zone is anything

    def request(self, query: Query) -> Request:
        """Ask for a briefing on the topic."""
        return topics.request(self.wanted, self.narrowed(query))

    def worth(self, passage: Passage) -> float:
        """Say how surely a passage belongs, in [0, 1]: by its article, and by what it holds itself."""
        article = self.articles.get(passage.citation.key)
        return topics.worth(self.wanted, passage) * (article.score if article else 0.0)


def find(store: Store, name: str, scope: str = "") -> Topic:
    """
    Give the topic that *scope* calls *name*.

    Raises:
        InputError: If there is none; it names the nearest.
    """
    known = store.topics(scope)
    topic = topics.called(name, known)
    if topic is None:
        near = ", ".join(topics.nearest(name, known))
        way_out = phrase("There are, for example: {names}.", names=near) if near else phrase("There is none yet.")
        raise InputError(f"“{name}”", phrase("no topic here is called that"), way_out)
    return topic


def follow(store: Store, topic: Topic, lexicon: Lexicon, scope: str = "", after: int = 0) -> Followed:
    """Read *topic* and look for its articles among those that *scope* sees and that arrived after *after*."""
    wanted = topics.sought(topic, lexicon)
    found = [store.search(replace(query, scope=scope, after=after)) for query in wanted.queries]
    return Followed(wanted, topics.relevant(wanted, (passage for passages in found for passage in passages)))
