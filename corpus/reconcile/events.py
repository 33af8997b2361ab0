"""What an article dates, and by which words another article's sentence is known to tell of the same."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from typing import TypeVar

from corpus.intervals import days
from corpus.model import ActorKind, Document, Mention, Sentence, TimeExpression, TimeKind, Zone

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
#: Trust in the day of publication, and in the day before, for what a report tells without a date.
_TRUST_UNDATED = (0.5, 0.4)
#: Half the news names the same few states; a person or a body is rarer.
_STATE, _ACTOR, _WORDS = 0.5, 2.0, 1.0

Mark = TypeVar("Mark", TimeExpression, Mention)


@dataclass(frozen=True, slots=True)
class Event:
    """
    What a sentence tells and dates.

    Attributes:
        weekday: ISO weekday it happened on.
        day: The day, where the article tells it by its own evidence, else None.
        traits: What it is known by, with the weight of each.
        trust: In [0, 1], that it happened on that day: less than 1 where the sentence itself names none.
    """

    weekday: int
    day: date | None
    traits: dict[str, float]
    trust: float = 1.0


def events(document: Document, published: date | None = None) -> tuple[Event, ...]:
    """
    Give what *document*, read by its own evidence alone, dates to a day or a weekday.

    Args:
        document: What was read.
        published: Its day of publication, where it states one. What a sentence of its body tells without a date then
            is news of that day, or of the day before.
    """
    states = {actor.id for actor in document.actors if actor.kind is ActorKind.STATE}
    found = []
    for sentence, dates, mentions in _sentences(document):
        dated = {when: 1.0 for one in dates if (when := _when(one))}
        if not dates and published and sentence.zone is Zone.BODY:
            dated = {
                (day.isoweekday(), day): trust
                for days_ago, trust in enumerate(_TRUST_UNDATED)
                if (day := published - timedelta(days=days_ago))
            }
        if dated:
            traits = _traits(sentence, mentions, states)
            found += [Event(weekday, day, traits, trust) for (weekday, day), trust in dated.items()]
    return tuple(found)


def _sentences(document: Document) -> Iterator[tuple[Sentence, list[TimeExpression], list[Mention]]]:
    """Give each sentence with what is marked on it; marks stand in the order of their starts."""
    dates, mentions = deque(document.dates), deque(document.mentions)
    for sentence in document.sentences:
        yield sentence, _taken(dates, sentence.end), _taken(mentions, sentence.end)


def _taken(marks: deque[Mark], end: int) -> list[Mark]:
    taken = []
    while marks and marks[0].start < end:
        taken.append(marks.popleft())
    return taken


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
