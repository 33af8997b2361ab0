"""A question as typed → Request."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import zip_longest

from briefings.model import Request
from briefings.questions.intents import intent_of
from briefings.questions.wording import grown, is_title, names_in, terms_of, without, without_courtesy
from corpus.actors import Lexicon
from corpus.characters import whole
from corpus.dates import EventReference, Reading, event_references, read_question, settle
from corpus.model import Actor, ActorKind, Mention, MentionKind, Query, Window

#: Sentences of an answer where nobody said how many.
USUAL_ANSWER = 5

_YEARLESS = re.compile(r"XXXX-\d")
_PLACE_BEFORE = re.compile(r"\b(?:in|at|near|outside|around|across)\s+(?:the\s+)?$", re.IGNORECASE)
_SURNAME = re.compile(r" ([A-Z][\w'’-]+)")

#: Characters of a question that are read: no field of Discord's is longer.
_LONGEST = 6_000

#: A window without sides.
ALL_DAYS = Window()


def _undated(_event: str) -> Window | None:
    return None


def read(
    text: str,
    lexicon: Lexicon,
    today: date | None,
    scope: str = "",
    covered: Window = ALL_DAYS,
    dated: Callable[[str], Window | None] = _undated,
) -> Request:
    """
    Read a question as it was typed.

    Args:
        text: The question, misspellings and all; of a longer one the first 6,000 characters are read.
        lexicon: The actors that may be meant.
        today: The asker's day, for "on Wednesday"; None where it does not matter or is not known.
        scope: Whose articles to look in.
        covered: The days that the corpus tells of; a date without a year, asked on no known day, is looked for there.
        dated: Gives the day of an event that is named ("since the pact"), or None where it is not known; the event's
            words are then looked for like others.

    Returns:
        The request, its ``read_as`` saying how each part was understood.
    """
    text = whole(text)
    plain = without_courtesy(text[:_LONGEST])
    readings = tuple(_settled(reading, covered) for reading in read_question(plain, today))
    spotted = lexicon.spot(plain, _day(readings))
    places = [(m.start, m.end) for m in spotted if _is_place(plain, m)]
    mentions = tuple(m for m in spotted if (m.start, m.end) not in places)
    readings += tuple(_events(plain, mentions, lexicon, dated))
    mentions = tuple(
        m
        for m in mentions
        if not any(r.start <= m.start < r.end for r in readings) and not _of_stranger(plain, m, lexicon)
    )
    titles, mentions = _untitled(plain, mentions, lexicon)
    actors = tuple(dict.fromkeys(actor for m in mentions if m.actor and (actor := lexicon.actor(m.actor))))
    dates = [(r.start, r.end) for r in readings]
    names = [grown(plain, m, lexicon.actor(m.actor or "")) for m in mentions]
    rest = without(plain, dates + names + titles)
    unknown = list(names_in(without(rest, places)))
    terms = terms_of(rest)
    return Request(
        query=Query(
            terms=terms,
            actors=tuple(actor.id for actor in actors),
            days=tuple(r.window for r in readings if r.window),
            scope=scope,
        ),
        text=text,
        intent=intent_of(plain, names + unknown, dates),
        read_as=_read_as(readings, actors),
        limit=USUAL_ANSWER,
        actors=actors,
        terms=terms,
        unknown=tuple(rest[start:end] for start, end in unknown),
        unreadable=tuple(f"{r.text}: {r.problem}" for r in readings if r.problem),
    )


def _settled(reading: Reading, covered: Window) -> Reading:
    """Settle an open date within the days covered, or else on the first such days after them."""
    settled = settle(reading, covered)
    opens = settled.window is None and not settled.problem and _YEARLESS.match(settled.value)
    if not opens or covered.last is None:
        return settled
    return settle(reading, Window(covered.first, covered.last + timedelta(days=365)))


def _day(readings: Sequence[Reading]) -> str | None:
    """Give the last day of the one time that is asked of, by which offices are read; None where there is none."""
    windows = {reading.window for reading in readings if reading.window}
    last = windows.pop().last if len(windows) == 1 else None
    return last.isoformat() if last else None


def _is_place(text: str, mention: Mention) -> bool:
    """Tell whether a capital is meant as the city: "in Seoul"; elsewhere it stands for its government."""
    return mention.kind is MentionKind.METONYM and bool(_PLACE_BEFORE.search(text, 0, mention.start))


def _of_stranger(text: str, mention: Mention, lexicon: Lexicon) -> bool:
    """Tell whether a name that was only guessed at is the first name of a stranger: "Angela Merkel" is no Angola."""
    actor = lexicon.actor(mention.actor or "")
    if actor is None or mention.kind is not MentionKind.NAME or actor.kind is ActorKind.PERSON:
        return False
    known = {name.casefold() for name in (actor.name, *actor.aliases)}
    follows = _SURNAME.match(text, mention.end)
    if mention.text.casefold() in known or not follows or " " in mention.text:
        return False
    return not any(other.start == follows.start(1) for other in lexicon.spot(text))


def _untitled(
    text: str, mentions: Sequence[Mention], lexicon: Lexicon
) -> tuple[list[tuple[int, int]], tuple[Mention, ...]]:
    """Part a person's title from those who are asked about: "Chinese spokesman Lin" asks of Lin alone."""
    titles, kept = [], []
    for mention, following in zip_longest(mentions, mentions[1:]):
        actor = lexicon.actor(following.actor or "") if following else None
        person = actor is not None and actor.kind is ActorKind.PERSON
        if following and person and is_title(text[mention.end : following.start]):
            titles.append((mention.start, following.start))
        else:
            kept.append(mention)
    return titles, tuple(kept)


def _events(
    text: str, mentions: Sequence[Mention], lexicon: Lexicon, dated: Callable[[str], Window | None]
) -> list[Reading]:
    """Read the days that are counted from an event whose day is known."""
    readings = []
    for reference in event_references(text):
        day = None if _is_actor(reference, mentions, lexicon) else dated(reference.event)
        if day is not None:
            spoken = f"{reference.text} ({_spoken(day)})"
            readings.append(Reading(reference.start, reference.end, reference.text, reference.window(day), spoken))
    return readings


def _is_actor(reference: EventReference, mentions: Sequence[Mention], lexicon: Lexicon) -> bool:
    """Tell whether what looks like an event is somebody: "before the Security Council"; a treaty may be either."""
    for mention in mentions:
        actor = lexicon.actor(mention.actor or "")
        whole = mention.end == reference.end and len(mention.text) >= len(reference.event)
        if whole and actor and actor.kind is not ActorKind.DOCUMENT:
            return True
    return False


def _spoken(day: Window) -> str:
    return f"{day.first:%-d %B %Y}" if day.first else ""


def _read_as(readings: Sequence[Reading], actors: Sequence[Actor]) -> tuple[str, ...]:
    return (*(actor.name for actor in actors), *(r.spoken for r in readings if not r.problem))
