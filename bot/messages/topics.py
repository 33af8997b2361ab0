"""The topics of a server → messages."""

from __future__ import annotations

from collections.abc import Sequence

from bot.locales import ENGLISH, Words
from bot.messages.lists import of_items
from bot.messages.markup import cut, escape
from bot.messages.model import Accent, Message
from bot.messages.wording import source
from bot.phrases import Phrase, phrase, plural
from bot.scopes.topical import Belonging
from corpus.model import Citation, Topic

_LONGEST = 60
_MOST_PARTS = 6


def of_topics(topics: Sequence[Topic], scope: str, page: int = 1, words: Words = ENGLISH) -> Message:
    """List topics; those that are not of *scope* are everybody's."""
    if not topics:
        none = words.say(phrase("There is no topic yet. /topic add makes one."))
        return Message((f"### {words.say(phrase('Topics'))}", none), Accent.NOTHING)
    items = [_item(topic, scope, words) for topic in topics]
    return of_items(phrase("Topics"), items, "topics_page", page, words)


def _item(topic: Topic, scope: str, words: Words) -> str:
    whose = "" if topic.scope == scope else f" · {words.say(phrase('everybody’s'))}"
    return f"**{escape(topic.name)}**{whose}\n{_parts(topic, words)}"


def _parts(topic: Topic, words: Words) -> str:
    told: list[Phrase] = []
    if topic.terms:
        told.append(phrase("words: {names}", names=_listed(topic.terms, words)))
    if topic.actors:
        told.append(phrase("actors: {names}", names=_listed(topic.actors, words)))
    if topic.sources:
        told.append(phrase("sources: {names}", names=_listed(topic.sources, words)))
    if topic.languages:
        told.append(phrase("languages: {names}", names=_listed(topic.languages, words)))
    return "\n".join(f"-# {words.say(part)}" for part in told)


def _listed(names: Sequence[str], words: Words) -> str:
    shown = words.listed([escape(cut(name, _LONGEST)) for name in names[:_MOST_PARTS]])
    return shown if len(names) <= _MOST_PARTS else f"{shown} …"


def of_belonging(belonging: Belonging, words: Words = ENGLISH, done: str = "") -> Message:
    """
    Show a topic and the articles that belong to it, with the words by which they do.

    Args:
        belonging: The topic and its articles.
        words: In which language.
        done: What was just done with it, or ``""``.
    """
    topic = belonging.topic
    heading = f"### {escape(topic.name)}"
    if done:
        heading = f"-# {words.say(done)}\n{heading}"
    counted = plural("{number} article belongs to it.", "{number} articles belong to it.", belonging.count)
    blocks = [heading, _parts(topic, words), words.say(counted)]
    blocks += [_article(*one, words=words) for one in belonging.articles]
    if belonging.unknown:
        names = _listed(belonging.unknown, words)
        blocks.append(
            f"-# {words.say(phrase('Looked for as words, for nobody known is called so: {names}', names=names))}"
        )
    return Message(tuple(block for block in blocks if block), Accent.BRIEFING if belonging.count else Accent.NOTHING)


def _article(citation: Citation, score: float, reasons: Sequence[str], *, words: Words) -> str:
    by = words.say(phrase("by {names}", names=_listed(reasons, words)))
    return f"- {source(citation, words)}\n-# {score:.0%} · {by}"
