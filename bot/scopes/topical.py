"""The topics of one scope: listed, kept, dropped, and what belongs to one. Synchronous."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import InputError
from bot.phrases import phrase
from corpus.model import Citation, Topic
from corpus.model.topics import fold

if TYPE_CHECKING:
    from corpus.registry import Registry
    from corpus.store import Store

#: Topics that one server may have.
MOST_TOPICS = 50
#: Terms, actors, sources or languages of one topic.
MOST_PARTS = 20


@dataclass(frozen=True, slots=True)
class Belonging:
    """
    A topic, and the articles that belong to it.

    Attributes:
        topic: The topic.
        count: How many articles belong to it.
        articles: The surest of them: where each is from, how surely it belongs in [0, 1], and by which words.
        unknown: Names of its actors that nobody known bears; they are looked for as words.
    """

    topic: Topic
    count: int
    articles: tuple[tuple[Citation, float, tuple[str, ...]], ...]
    unknown: tuple[str, ...] = ()


def parts(text: str) -> tuple[str, ...]:
    """Read what was typed with commas between, each part once."""
    return tuple(dict.fromkeys(" ".join(part.split()) for part in text.split(",") if part.strip()))


def made(  # each is a part of a topic
    name: str,
    *,
    scope: str,
    terms: tuple[str, ...] = (),
    actors: tuple[str, ...] = (),
    sources: tuple[str, ...] = (),
    languages: tuple[str, ...] = (),
) -> Topic:
    """
    Make a topic of what was typed.

    Raises:
        InputError: If it has no name or too long a one, nothing to be found by, or too much.
    """
    if max(map(len, (terms, actors, sources, languages))) > MOST_PARTS:
        most = phrase("at most {number} words, actors, sources or languages go into one", number=MOST_PARTS)
        raise InputError(phrase("the topic"), most, phrase("Make two topics of it."))
    try:
        return Topic(" ".join(name.split()), terms, actors, sources, languages, scope)
    except ValueError as error:
        needs = phrase("needs a name of up to 80 characters, and a word or an actor to be found by")
        raise InputError(phrase("the topic"), needs, phrase("Give it words or actors.")) from error


def kept(store: Store, _registry: Registry, *, scope: str) -> tuple[Topic, ...]:
    """List the topics that *scope* sees, by name."""
    return store.topics(scope)


def keep(store: Store, _registry: Registry, *, topic: Topic, new: bool = False) -> None:
    """
    Keep a topic under its scope and name.

    Raises:
        InputError: If its scope has too many, or, where it is to be *new*, one of that name.
    """
    with store.writing():
        own = {one.folded for one in store.topics(topic.scope) if one.scope == topic.scope}
        if new and topic.folded in own:
            there = phrase("is a topic of this server already")
            raise InputError(f"“{topic.name}”", there, phrase("/topic edit changes it."))
        if topic.folded not in own and len(own) >= MOST_TOPICS:
            many = phrase("has {number} topics already", number=len(own))
            raise InputError(phrase("this server"), many, phrase("Remove one first."))
        store.keep_topic(topic)


def found(store: Store, _registry: Registry, *, scope: str, name: str) -> Topic:
    """
    Give the topic that *scope* itself calls *name*.

    Raises:
        InputError: If it has none of that name.
    """
    for topic in store.topics(scope):
        if topic.scope == scope and topic.folded == fold(name):
            return topic
    raise InputError(f"“{name}”", phrase("is no topic of this server"), phrase("Pick one of those offered."))


def change(store: Store, registry: Registry, *, before: Topic, topic: Topic) -> None:
    """Put *topic* in the place of *before*, under another name perhaps."""
    with store.writing():
        if before.folded != topic.folded:
            keep(store, registry, topic=topic, new=True)
            store.drop_topic(before.name, before.scope)
        else:
            store.keep_topic(topic)


def drop(store: Store, registry: Registry, *, scope: str, name: str) -> Topic:
    """
    Forget a topic of exactly this scope, and give it.

    Raises:
        InputError: If it has none of that name.
    """
    topic = found(store, registry, scope=scope, name=name)
    store.drop_topic(topic.name, scope)
    return topic


def show(store: Store, registry: Registry, *, scope: str, name: str, most: int = 8) -> Belonging:
    """
    Tell which articles belong to a topic that *scope* sees, its own or everybody's.

    Raises:
        InputError: If there is none of that name.
    """
    # With all the readers, which the bot's own process needs not.
    from bot.desk import following  # noqa: PLC0415
    from corpus import rereading  # noqa: PLC0415
    from corpus.actors import Lexicon  # noqa: PLC0415

    lexicon = Lexicon(rereading.known(store, registry, scope), store.actors(scope))
    followed = following.follow(store, following.find(store, name, scope), lexicon, scope)
    cited = {one.citation.key: one.citation for one in store.listed(scope)}
    surest = [
        (cited[key], one.score, tuple(word for word, _ in one.reasons[:3]))
        for key, one in list(followed.articles.items())[:most]
        if key in cited
    ]
    wanted = followed.wanted
    return Belonging(wanted.topic, len(followed.articles), tuple(surest), wanted.unknown)
