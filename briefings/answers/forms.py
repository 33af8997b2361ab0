"""Whether a sentence has the form that a question wants: a quotation, a number of the things counted, a place."""

from __future__ import annotations

import re

from briefings.model import Intent, Request
from briefings.words import FUNCTION_WORDS, stem, tokens
from corpus.model import Passage

#: What a number is worth that counts something else than was asked.
OTHER_NUMBER = 0.25
#: Words between a number and what it counts: "hundreds of huge balloons".
BETWEEN = 4

_NUMBER = re.compile(
    r"\b\d[\d,.]*(?:st|nd|rd|th)?\b|\b(?:one(?! of)|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty"
    r"|thirty|forty|fifty|dozens?|hundreds?|thousands?|millions?|billions?|several|both|none|half)\b",
    re.IGNORECASE,
)
#: Figures that count nothing: "Article 51", "No. 10".
_NAMED = re.compile(r"\b(?:articles?|resolution|section|chapter|no\.|number|room|flight)\s+$", re.IGNORECASE)
_PLACE = re.compile(r"\b(?:in|at|near|outside) (?:the )?[A-Z]")
_INTRODUCTION = re.compile(
    r",\s+(?:the|a|an|who|director|head|leader|minister|spokes\w+|chief|president)\b", re.IGNORECASE
)
_COUNTED = re.compile(r"\bhow (?:many|much)\s+((?:[\w'’-]+\s*){1,5})", re.IGNORECASE)
#: What answers "how old", "how much" of nothing named, and "how long".
_MEASURES = (
    (re.compile(r"\bhow old\b", re.IGNORECASE), re.compile(r"\b\d{1,3}[- ]years?[- ]old\b|\baged? \d|, \d{2}, ")),
    (
        re.compile(r"\bhow (?:much|high)\b", re.IGNORECASE),
        re.compile(r"[$€£¥₩%]|\b(?:per ?cent|dollars?|euros?|pounds?|won|yen|roubles?|rubles?|[mb]illion|tonn?e?s)\b"),
    ),
    (
        re.compile(r"\bhow (?:long|far|often)\b", re.IGNORECASE),
        re.compile(
            r"\b(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|miles?|kilomet\w+|km|times?)\b"
        ),
    ),
)
_CLAUSE_END = re.compile(r"[;:.!?]\s")


def form(passage: Passage, request: Request) -> float:
    """Tell, in [0, 1], how far *passage* has the form that *request* wants."""
    text = passage.sentence.text
    match request.intent:
        case Intent.SAID:
            return float(bool(passage.quotations))
        case Intent.HOW_MANY:
            return _numbers(passage, request)
        case Intent.WHERE:
            return float(bool(_PLACE.search(text)))
        case Intent.WHEN:
            return float(bool(passage.dates))
        case Intent.WHO:
            return float(bool(_INTRODUCTION.search(text)))
        case _:
            return 0.0


def counted(request: Request) -> frozenset[str]:
    """Give the stems of what is counted: of "how many rubbish balloons did …" those of rubbish and balloons."""
    match = _COUNTED.search(request.text)
    things = []
    for word in tokens(match[1]) if match else ():
        if word in FUNCTION_WORDS:
            break
        if word in request.terms:
            things.append(stem(word))
    return frozenset(things)


def _numbers(passage: Passage, request: Request) -> float:
    things = counted(request)
    measure = next((wanted for asked, wanted in _MEASURES if asked.search(request.text)), None)
    if measure and not things:
        return float(bool(measure.search(passage.sentence.text)))
    return _counts(passage, things)


def _counts(passage: Passage, things: frozenset[str]) -> float:
    """Tell whether the sentence numbers *things*; a number of a date numbers nothing."""
    text, start = passage.sentence.text, passage.sentence.start
    worth = 0.0
    for number in _NUMBER.finditer(text):
        dated = any(one.start - start <= number.start() < one.end - start for one in passage.dates)
        if dated or _NAMED.search(text, 0, number.start()):
            continue
        clause = _CLAUSE_END.split(text[number.end() :], maxsplit=1)[0]
        near = {stem(word) for word in tokens(clause)[: BETWEEN + 1]}
        if not things or not near.isdisjoint(things):
            return 1.0
        worth = OTHER_NUMBER
    return worth
