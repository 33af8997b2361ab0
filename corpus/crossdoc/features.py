"""Extract the dated events and the hashed features by which related articles are found."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from typing import TypeVar
from zlib import crc32

from corpus.dates import exact_day
from corpus.entities import load_bundled_registry
from corpus.entities.linker import list_evidence_keys, to_organization_keys
from corpus.extraction.date_clues import find_open_days
from corpus.languages.en.calendar import MONTH_AND_WEEKDAY_NAMES
from corpus.languages.en.vocabulary import STOP_WORDS
from corpus.models import (
    Actor,
    ActorKind,
    Claim,
    Confidence,
    Document,
    Mention,
    Sentence,
    TimeExpression,
    TimeKind,
    Zone,
)
from corpus.store import FeatureHashes, FeatureKind, compute_sketch

_WEEKDAY_TIMEX = re.compile(r"XXXX-WXX-([1-7])")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
#: Letters that identify a word; what follows is mostly inflection.
_STEM_LETTERS = 6
#: Trust in the publication day, and in the day before, as the day of an event that is reported without a date.
_UNDATED_TRUST = (0.5, 0.4)
#: Half the news names the same few states; a person or an organisation is rarer.
_STATE_WEIGHT, _ACTOR_WEIGHT, _WORD_WEIGHT = 0.5, 2.0, 1.0

#: Maximum number of days between a day without a year and the stated day of an article that is evidence for its year.
MAX_OPEN_DAY_DISTANCE = 7
#: A year that has every day of the year.
_LEAP_YEAR = 2000

Mark = TypeVar("Mark", TimeExpression, Mention)


@dataclass(frozen=True, slots=True)
class DatedEvent:
    """
    An event that a sentence reports and dates.

    Attributes:
        weekday: ISO weekday of the event.
        day: Its day, or None if the article's own evidence doesn't determine it.
        traits: The actors and word stems that characterize it, with their weights.
        trust: Confidence in [0, 1] that it happened on that day: less than 1 if the sentence itself names no day.
    """

    weekday: int
    day: date | None
    traits: dict[str, float]
    trust: float = 1.0


def extract_events(document: Document, published: date | None = None) -> tuple[DatedEvent, ...]:
    """
    Return the events that *document* dates to a day or a weekday.

    Args:
        document: A document annotated on its own.
        published: Its publication day if it states one, else None. A body sentence without a date is then taken to
            report an event of that day or of the day before.
    """
    states = {actor.id for actor in document.actors if actor.kind is ActorKind.STATE}
    places = {actor.id for actor in document.actors if actor.kind is ActorKind.PLACE}
    events = []
    for sentence, dates, mentions in _group_by_sentence(document):
        trust_by_day = {when: 1.0 for one in dates if (when := _resolve_day(one))}
        if not dates and published and sentence.zone is Zone.BODY:
            trust_by_day = {
                (day.isoweekday(), day): trust
                for days_ago, trust in enumerate(_UNDATED_TRUST)
                if (day := published - timedelta(days=days_ago))
            }
        if trust_by_day:
            traits = _weigh_traits(sentence, [one for one in mentions if one.actor not in places], states)
            events += [DatedEvent(weekday, day, traits, trust) for (weekday, day), trust in trust_by_day.items()]
    return tuple(events)


def _group_by_sentence(document: Document) -> Iterator[tuple[Sentence, list[TimeExpression], list[Mention]]]:
    """Yield each sentence with its time expressions and mentions, which must be sorted by start."""
    dates, mentions = deque(document.dates), deque(document.mentions)
    for sentence in document.sentences:
        yield sentence, _take_before(dates, sentence.end), _take_before(mentions, sentence.end)


def _take_before(marks: deque[Mark], end: int) -> list[Mark]:
    taken = []
    while marks and marks[0].start < end:
        taken.append(marks.popleft())
    return taken


def _resolve_day(expression: TimeExpression) -> tuple[int, date | None] | None:
    if expression.kind not in {TimeKind.DATE, TimeKind.TIME}:
        return None
    if match := _WEEKDAY_TIMEX.match(expression.value):
        return int(match[1]), None
    day = exact_day(expression.value)
    return (day.isoweekday(), day) if day else None


def _weigh_traits(sentence: Sentence, mentions: list[Mention], states: set[str]) -> dict[str, float]:
    traits = {one.actor: _STATE_WEIGHT if one.actor in states else _ACTOR_WEIGHT for one in mentions if one.actor}
    characters = list(sentence.text)
    for one in mentions:
        at = one.start - sentence.start
        characters[at : at + len(one.text)] = " " * len(one.text)
    traits.update(dict.fromkeys(stem_words("".join(characters)), _WORD_WEIGHT))
    return traits


def stem_words(text: str) -> frozenset[str]:
    """Return the content words of *text*, truncated to stems."""
    words = (word.lower() for word in _LONG_WORD.findall(text))
    return frozenset(word[:_STEM_LETTERS] for word in words if word not in STOP_WORDS)


def compare_events(first: DatedEvent, second: DatedEvent) -> float:
    """Return the cosine of two events' traits, in [0, 1]; 0 if fewer than two shared traits are other than states."""
    shared = first.traits.keys() & second.traits.keys()
    if sum(first.traits[trait] >= _WORD_WEIGHT for trait in shared) < 2:
        return 0.0
    common = sum(first.traits[trait] * second.traits[trait] for trait in shared)
    return common / sqrt(_sum_squares(first) * _sum_squares(second))


def _sum_squares(event: DatedEvent) -> float:
    return sum(weight * weight for weight in event.traits.values())


_CAPITALIZED_WORD = re.compile(r"(?<![.!?:“\"‘'’—–-]\s)(?<!^)\b[A-Z][\w’'-]{2,}", re.MULTILINE)
_NUMBER = re.compile(r"\b\d{2,}\b")


def extract_features(document: Document) -> FeatureHashes:
    """Return the hashes by which articles related to *document*, annotated on its own, are found."""
    body = get_body_text(document)
    traits = tuple(sorted({crc32(trait.encode()) for trait in _list_traits(document, body)}))
    surnames = {actor.id for actor in document.actors if is_lone_surname(actor)}
    events = extract_events(document)
    stated = get_stated_day(document.article.provenance.published)
    undated = not stated and any(not event.day for event in events)
    return {
        FeatureKind.COPY: compute_sketch(body),
        FeatureKind.DATED: traits if any(event.day for event in events) else (),
        FeatureKind.UNDATED: traits if undated else (),
        FeatureKind.FULL: _hash_words(key for one in document.actors for key in list_evidence_keys(one)),
        FeatureKind.LONE: _hash_words(surnames | {key for one in document.actors for key in list_short_name_keys(one)}),
        FeatureKind.DAY: _hash_words([f"{stated:%m-%d}"]) if stated else (),
        FeatureKind.OPEN_DAY: _hash_words(
            () if document.article.provenance.published.value else _list_open_days(document)
        ),
    }


def _list_open_days(document: Document) -> Iterator[str]:
    """Yield the days of the year around each day that the article names as its own without a year."""
    for own in find_open_days(document.article.text, document.article.zones):
        for day in own.list_days([_LEAP_YEAR]):
            for offset in range(-MAX_OPEN_DAY_DISTANCE, MAX_OPEN_DAY_DISTANCE + 1):
                yield f"{day + timedelta(days=offset):%m-%d}"


def get_body_text(document: Document) -> str:
    """Return the sentences of the body, one per line."""
    return "\n".join(sentence.text for sentence in document.sentences if sentence.zone is Zone.BODY)


def get_stated_day(published: Claim) -> date | None:
    """Return the day on which an article states it was published, or None if it states no single day."""
    return exact_day(published.value) if published.confidence is Confidence.STATED else None


def is_lone_surname(actor: Actor) -> bool:
    """Return whether *actor* is a person whom the text names by a single word."""
    return actor.kind is ActorKind.PERSON and " " not in actor.name.strip() and "-" not in actor.id


def list_short_name_keys(actor: Actor) -> tuple[str, ...]:
    """Return the keys by which other articles may name *actor* more fully; none for a name that is full as it is."""
    if actor.id in load_bundled_registry().by_id:
        return ()
    is_acronym = actor.name.isupper() and 2 < len(actor.name) < 7
    if actor.kind is ActorKind.ORGANISATION or is_acronym:
        return to_organization_keys(actor)
    words = actor.name.split()
    if actor.kind is ActorKind.PERSON and len(words) == 2:
        return (f"person {words[0].lower()} {words[1].lower()}",)
    return ()


def _hash_words(words: Iterable[str]) -> tuple[int, ...]:
    return tuple(sorted({crc32(word.encode()) for word in words}))


def _list_traits(document: Document, body: str) -> Iterator[str]:
    """Yield the names and figures of the article; they may repeat."""
    yield from (actor.id for actor in document.actors if actor.kind not in {ActorKind.STATE, ActorKind.PLACE})
    yield from (
        word for match in _CAPITALIZED_WORD.finditer(body) if (word := match[0].lower()) not in MONTH_AND_WEEKDAY_NAMES
    )
    yield from (match[0] for match in _NUMBER.finditer(body))
