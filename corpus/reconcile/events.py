"""What an article dates, and by which words another article's sentence is known to tell of the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import sqrt

from corpus.intervals import days
from corpus.model import ActorKind, Document, Mention, Sentence, TimeExpression, TimeKind

_WEEKDAY = re.compile(r"XXXX-WXX-([1-7])")
_WORD = re.compile(r"[^\W\d_]{4,}")
#: So many letters tell a word; what follows is mostly grammar.
_STEM = 6
_EMPTY = frozenset(
    "about after again against agreed already also among another around because been before being between both could"
    " during each earlier either every first following from have having here hours into it's just later last like made"
    " make many more most much must next only other over said same says several shall should since some such than that"
    " their them then there these they this those through told took under until upon very want were what when where"
    " which while whom whose will with within without would year years your monday tuesday wednesday thursday friday"
    " saturday sunday".split()
)
#: Half the news names the same few states; a person or a body is rarer.
_STATE, _ACTOR, _WORDS = 0.5, 2.0, 1.0


@dataclass(frozen=True, slots=True)
class Event:
    """
    What a sentence tells and dates.

    Attributes:
        weekday: ISO weekday it happened on.
        day: The day, where the article tells it by its own evidence, else None.
        traits: What it is known by, with the weight of each.
        text: The sentence.
    """

    weekday: int
    day: date | None
    traits: dict[str, float]
    text: str


def events(document: Document) -> Iterator[Event]:
    """Give what *document*, read by its own evidence alone, dates to a day or a weekday."""
    states = {actor.id for actor in document.actors if actor.kind is ActorKind.STATE}
    for sentence in document.sentences:
        start, end = sentence.start, sentence.end
        dated = [found for one in document.dates if start <= one.start < end if (found := _when(one))]
        if dated:
            mentions = [one for one in document.mentions if start <= one.start < end]
            traits = _traits(sentence, mentions, states)
            for weekday, day in dict.fromkeys(dated):
                yield Event(weekday, day, traits, sentence.text)


def _when(expression: TimeExpression) -> tuple[int, date | None] | None:
    if expression.kind not in {TimeKind.DATE, TimeKind.TIME}:
        return None
    if match := _WEEKDAY.match(expression.value):
        return int(match[1]), None
    found = days(expression.value)
    return (found[0].isoweekday(), found[0]) if found and found[0] == found[1] else None


def _traits(sentence: Sentence, mentions: list[Mention], states: set[str]) -> dict[str, float]:
    traits = {one.actor: _STATE if one.actor in states else _ACTOR for one in mentions if one.actor}
    rest = list(sentence.text)
    for one in mentions:
        at = one.start - sentence.start
        rest[at : at + len(one.text)] = " " * len(one.text)
    traits.update(dict.fromkeys(stems("".join(rest)), _WORDS))
    return traits


@lru_cache(maxsize=4096)
def stems(text: str) -> frozenset[str]:
    """Give the words of *text* that carry meaning, cut to their stems."""
    words = (word.lower() for word in _WORD.findall(text))
    return frozenset(word[:_STEM] for word in words if word not in _EMPTY)


def likeness(one: Event, other: Event) -> float:
    """Give the cosine of two events' traits, in [0, 1]; 0 where they share less than two that are no states."""
    shared = one.traits.keys() & other.traits.keys()
    if sum(one.traits[trait] >= _WORDS for trait in shared) < 2:
        return 0.0
    common = sum(one.traits[trait] * other.traits[trait] for trait in shared)
    return common / sqrt(_square(one) * _square(other))


def _square(event: Event) -> float:
    return sum(weight * weight for weight in event.traits.values())
