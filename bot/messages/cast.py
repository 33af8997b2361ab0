"""The actors that a server sees, and its curators' words on them → messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.locales import ENGLISH, Words
from bot.messages.lists import of_items
from bot.messages.markup import cut, escape
from bot.messages.model import Accent, Message
from bot.phrases import Phrase, phrase, plural
from corpus.model import Actor
from corpus.registry import Verb, Word
from corpus.store import Curation

_LONGEST_NAME = 80
_MOST_ALIASES = 3


def of_cast(
    cast: Sequence[tuple[Actor, int]],
    said: Sequence[Curation],
    names: Mapping[str, str],
    page: int = 1,
    words: Words = ENGLISH,
) -> Message:
    """
    List actors and what this server's curators said of actors.

    Args:
        cast: Each with the number of sentences that name it, most named first.
        said: The words of this server, oldest first.
        names: The names of the actors that they are about, by id.
        page: Which page, from 1.
        words: In which language.
    """
    items = [f"✎ {escape(words.say(word_line(word, names)))}" for word in said]
    items += [_actor(actor, count, words) for actor, count in cast]
    if not items:
        none = words.say(phrase("No article names an actor yet."))
        return Message((f"### {words.say(phrase('Actors'))}", none), Accent.NOTHING)
    own = phrase("✎ marks what this server's curators said; it holds in this server alone.")
    return of_items(phrase("Actors"), items, "actors_page", page, words, f"-# {words.say(own)}" if said else "")


def _actor(actor: Actor, count: int, words: Words) -> str:
    sentences = words.say(plural("{number} sentence", "{number} sentences", count))
    known = words.listed([escape(cut(alias, _LONGEST_NAME)) for alias in actor.aliases[:_MOST_ALIASES]])
    also = f" · {words.say(phrase('also {names}', names=known))}" if known else ""
    return f"**{escape(cut(actor.name, _LONGEST_NAME))}** · {sentences}{also}"


def word_line(curation: Curation, names: Mapping[str, str]) -> Phrase:
    """Say what a curator said; *names* gives the names of ids, where known."""
    word = Word.read(curation.action, curation.actor, curation.value)
    actor = cut(names.get(word.actor, word.actor), _LONGEST_NAME)
    value = cut(word.value, _LONGEST_NAME)
    match word.verb:
        case Verb.ADD:
            return phrase("there is an actor called {name}", name=value)
        case Verb.ALIAS:
            return phrase("{actor} is also called {name}", actor=actor, name=value)
        case Verb.SPLIT:
            return phrase("{name} is not {actor}", actor=actor, name=value)
        case Verb.MERGE:
            return phrase(
                "{actor} and {other} are one", actor=actor, other=cut(names.get(word.value, value), _LONGEST_NAME)
            )


def of_word(said: str, count: int | None, words: Words = ENGLISH) -> Message:
    """Tell that a word is kept; *count* articles were read anew because of it, None while they are being read."""
    if count is None:
        told: str = phrase("The articles of this server are being read anew.")
    else:
        told = plural("{number} article was read anew.", "{number} articles were read anew.", count)
    return Message((f"### {words.say(phrase('Kept'))}", escape(words.say(said)), f"-# {words.say(told)}"))
