"""Words → Request: the actors, days and intent that a question names, and how it was read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from briefings.model import Intent, Request
from briefings.words import FUNCTION_WORDS, stem, tokens
from corpus.actors import Lexicon
from corpus.dates import Reading, read_question, settle
from corpus.model import Actor, Query, Window

#: Sentences of an answer where nobody said how many.
USUAL_ANSWER = 5

#: A window without sides.
ALL_DAYS = Window()

_SPEECH = (
    r"sa(?:y|id|ys|ying)|tell|told|call(?:ed)?|describ\w+|warn\w*|promis\w+|pledg\w+|comment\w*|respon\w+|react\w*"
    r"|think|make of"
)
_INTENTS = (
    (Intent.HOW_MANY, re.compile(r"\bhow (?:many|much|large|big|long)\b", re.IGNORECASE)),
    (Intent.WHERE, re.compile(r"^\W*where\b", re.IGNORECASE)),
    (Intent.WHEN, re.compile(r"^\W*(?:when|on (?:what|which) (?:day|date))\b", re.IGNORECASE)),
    (Intent.SAID, re.compile(rf"\b(?:{_SPEECH})\b|^\W*[\w .'’-]+ (?:on|about) ", re.IGNORECASE)),
    (Intent.WHO, re.compile(r"^\W*(?:who(?:['’]?s| is| was| are)?|tell me about)\b", re.IGNORECASE)),
)
#: Words of asking itself, besides the function words.
_ASKING = frozenset(
    """
    anything dated describe due fact happen happened happens happening news occur report reported reports start started
    tell thing things today what when where who why how comment comments announce announced kind latest update
    question answer going go describe described mention mentioned
    """.split()
)
_NAME = re.compile(r"\b[A-Z][\w'’-]+(?:[ ][A-Z][\w'’-]+)*")


def read(text: str, lexicon: Lexicon, today: date | None, scope: str = "", covered: Window = ALL_DAYS) -> Request:
    """
    Read a question as it was typed.

    Args:
        text: The question, misspellings and all.
        lexicon: The actors that may be meant.
        today: The asker's day, for "on Wednesday"; None where it does not matter or is not known.
        scope: Whose articles to look in.
        covered: The days that the corpus tells of; a date without a year, asked on no known day, is looked for there.

    Returns:
        The request, its ``read_as`` saying how each part was understood.
    """
    intent = _intent(text)
    readings = tuple(settle(reading, covered) for reading in read_question(text, today))
    mentions = tuple(m for m in lexicon.spot(text) if not _inside(m.start, readings))
    actors = tuple(dict.fromkeys(actor for m in mentions if m.actor and (actor := lexicon.actor(m.actor))))
    spans = [(r.start, r.end) for r in readings] + [(m.start, m.end) for m in mentions]
    rest = _without(text, spans)
    terms = tuple(dict.fromkeys(w for w in tokens(rest) if w not in FUNCTION_WORDS and w not in _ASKING))
    return Request(
        query=Query(
            terms=terms,
            actors=tuple(actor.id for actor in actors),
            days=tuple(r.window for r in readings if r.window),
            scope=scope,
        ),
        text=text,
        intent=intent,
        read_as=_read_as(readings, actors),
        limit=USUAL_ANSWER,
        actors=actors,
        terms=terms,
        unknown=_unknown(rest),
        unreadable=tuple(f"{r.text}: {r.problem}" for r in readings if r.problem),
    )


def _intent(text: str) -> Intent:
    return next((intent for intent, pattern in _INTENTS if pattern.search(text)), Intent.FACT)


def _inside(place: int, readings: Iterable[Reading]) -> bool:
    return any(r.start <= place < r.end for r in readings)


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _read_as(readings: Iterable[Reading], actors: Iterable[Actor]) -> tuple[str, ...]:
    return (*(actor.name for actor in actors), *(r.spoken for r in readings if not r.problem))


def _unknown(rest: str) -> tuple[str, ...]:
    """List the capitalised names that no actor was found for; a question's first word is capitalised anyway."""
    names = []
    for match in _NAME.finditer(rest):
        words = match[0].split()
        if not rest[: match.start()].strip():
            words = [w for w in words if w.lower() not in FUNCTION_WORDS | _ASKING][:]
        if words and stem(words[0].lower()):
            names.append(" ".join(words))
    return tuple(names)
