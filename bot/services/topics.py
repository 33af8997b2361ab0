"""Create, list, edit and delete the topics of a scope, and find the articles that match a topic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.errors import InputError
from bot.locales.messages import _, ngettext_
from briefings.models import Request
from briefings.queries import (
    CompiledTopic,
    Relevance,
    build_topic_request,
    closest_names,
    compile_topic,
    find_by_name,
    find_relevant_articles,
    weigh_sentence,
)
from corpus.entities import Lexicon
from corpus.models import MAX_PASSAGES, Citation, Passage, Query, Topic, normalize_topic_name
from corpus.store import Store

if TYPE_CHECKING:
    from bot.services.store_holder import StoreHolder


#: Articles of a topic read for a reply, the most relevant ones.
MAX_TOPIC_ARTICLES = 200


@dataclass(frozen=True, slots=True)
class TopicMatch:
    """
    A compiled topic and the articles that match it.

    Attributes:
        compiled: The compiled topic.
        articles: Relevance and its reasons by article key, most relevant first.
    """

    compiled: CompiledTopic
    articles: Mapping[str, Relevance]

    def restrict_query(self, query: Query) -> Query:
        """Return *query* restricted to the articles of the topic."""
        keys = tuple(self.articles)[:MAX_TOPIC_ARTICLES]
        return replace(query, articles=keys) if keys else replace(query, zones=frozenset())  # no zones: matches nothing

    def build_request(self, query: Query) -> Request:
        """Return the request for a briefing on the topic."""
        return build_topic_request(self.compiled, self.restrict_query(query))

    def weight(self, passage: Passage) -> float:
        """Return the relevance of a passage, in [0, 1], from its article's and its own."""
        article = self.articles.get(passage.citation.key)
        return weigh_sentence(self.compiled, passage) * (article.score if article else 0.0)


def find_topic(store: Store, name: str, scope: str = "") -> Topic:
    """
    Return the topic named *name* that is visible to *scope*.

    Raises:
        InputError: If there is none; its remedy suggests the closest names.
    """
    topics = store.list_topics(scope)
    topic = find_by_name(name, topics)
    if topic is None:
        suggestions = ", ".join(closest_names(name, topics))
        remedy = _("Try {names}.", names=suggestions) if suggestions else _("There are no topics yet.")
        raise InputError(name, _("I found no topic called “{name}”.", name=name), remedy)
    return topic


def match_topic(
    store: Store,
    topic: Topic,
    lexicon: Lexicon,
    scope: str = "",
    after: int = 0,
    articles: tuple[str, ...] = (),
    limit: int = MAX_PASSAGES,
) -> TopicMatch:
    """
    Compile *topic* and match it to the articles visible to *scope* that arrived after sequence number *after*.

    Only the articles with the keys *articles* are read, if given, and the best *limit* sentences for each of its words.
    """
    compiled = compile_topic(topic, lexicon)
    queries = (replace(one, scope=scope, after=after, articles=articles, limit=limit) for one in compiled.queries)
    found = [store.search(query) for query in queries]
    return TopicMatch(
        compiled, find_relevant_articles(compiled, (passage for passages in found for passage in passages))
    )


#: Topics that one guild may have.
MAX_TOPICS = 50
#: Terms, actors, sources or languages of one topic.
MAX_TOPIC_PARTS = 20


@dataclass(frozen=True, slots=True)
class TopicArticles:
    """
    A topic, the number of its articles, and the most relevant of them.

    Attributes:
        topic: The topic.
        count: Number of matching articles.
        articles: Citation, relevance in [0, 1] and matching words of the most relevant ones.
        unknown: Actor names of the topic that match no known actor; they are searched as words.
    """

    topic: Topic
    count: int
    articles: tuple[tuple[Citation, float, tuple[str, ...]], ...]
    unknown: tuple[str, ...] = ()


def split_list(text: str) -> tuple[str, ...]:
    """Return the parts of a comma-separated list, without duplicates."""
    return tuple(dict.fromkeys(" ".join(part.split()) for part in text.split(",") if part.strip()))


def build_topic(
    name: str,
    *,
    scope: str,
    terms: tuple[str, ...] = (),
    actors: tuple[str, ...] = (),
    sources: tuple[str, ...] = (),
    languages: tuple[str, ...] = (),
) -> Topic:
    """
    Return a topic with the given parts.

    Raises:
        InputError: If its name is missing or too long, it has neither terms nor actors, or too many parts.
    """
    if max(map(len, (terms, actors, sources, languages))) > MAX_TOPIC_PARTS:
        reason = ngettext_(
            "A topic can have up to {number} word, name, source or language.",
            "A topic can have up to {number} words, names, sources or languages each.",
            MAX_TOPIC_PARTS,
        )
        raise InputError("topic", reason, _("Split it into two topics."))
    try:
        return Topic(" ".join(name.split()), terms, actors, sources, languages, scope)
    except ValueError as error:
        reason = _("A topic needs a name of up to 80 characters and at least one word or name.")
        raise InputError("topic", reason, _("Add words, or names of people or organisations.")) from error


def list_topics(engine: StoreHolder, *, scope: str) -> tuple[Topic, ...]:
    """Return the topics visible to *scope*, by name."""
    return engine.store.list_topics(scope)


def save_topic(engine: StoreHolder, *, topic: Topic, new: bool = False) -> None:
    """
    Store a topic under its scope and name.

    Raises:
        InputError: If its scope has too many topics or, with *new*, already one of that name.
    """
    with engine.store.transaction():
        own_names = {one.folded for one in engine.store.list_topics(topic.scope) if one.scope == topic.scope}
        if new and topic.folded in own_names:
            reason = _("This server already has a topic called “{name}”.", name=topic.name)
            raise InputError(topic.name, reason, _("Change it with /topic edit."))
        if topic.folded not in own_names and len(own_names) >= MAX_TOPICS:
            reason = ngettext_(
                "This server already has {number} topic, the maximum.",
                "This server already has {number} topics, the maximum.",
                len(own_names),
            )
            raise InputError("topic", reason, _("Remove one first."))
        engine.store.save_topic(topic)


def get_topic(engine: StoreHolder, *, scope: str, name: str) -> Topic:
    """
    Return the topic named *name* of exactly this scope.

    Raises:
        InputError: If it has none of that name.
    """
    for topic in engine.store.list_topics(scope):
        if topic.scope == scope and topic.folded == normalize_topic_name(name):
            return topic
    raise InputError(name, _("This server has no topic called “{name}”.", name=name), _("Pick one from the list."))


def update_topic(engine: StoreHolder, *, before: Topic, topic: Topic) -> None:
    """Replace *before* with *topic*, which may have another name."""
    with engine.store.transaction():
        if before.folded != topic.folded:
            save_topic(engine, topic=topic, new=True)
            engine.store.delete_topic(before.name, before.scope)
        else:
            engine.store.save_topic(topic)


def delete_topic(engine: StoreHolder, *, scope: str, name: str) -> Topic:
    """
    Delete a topic of exactly this scope, and return it.

    Raises:
        InputError: If it has none of that name.
    """
    topic = get_topic(engine, scope=scope, name=name)
    engine.store.delete_topic(topic.name, scope)
    return topic


def list_topic_articles(engine: StoreHolder, *, scope: str, name: str, limit: int = 8) -> TopicArticles:
    """
    Return the articles that match a topic visible to *scope*, its own or a shared one.

    Raises:
        InputError: If there is no topic of that name.
    """
    # These import all annotators, which the bot's own process does not need.
    from corpus.entities.lexicon import Lexicon  # noqa: PLC0415
    from corpus.pipeline import reannotate  # noqa: PLC0415

    lexicon = Lexicon(
        reannotate.effective_registry(engine.store, engine.registry, scope), engine.store.list_actors(scope)
    )
    match = match_topic(engine.store, find_topic(engine.store, name, scope), lexicon, scope)
    citations = {one.citation.key: one.citation for one in engine.store.list_articles(scope)}
    articles = [
        (citations[key], one.score, tuple(word for word, _ in one.reasons[:3]))
        for key, one in list(match.articles.items())[:limit]
        if key in citations
    ]
    compiled = match.compiled
    return TopicArticles(compiled.topic, len(match.articles), tuple(articles), compiled.unknown)
