"""Question → Answer: ranked evidence, or "nothing found"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

from briefings.model import Answer, Intent, Point, Request
from briefings.words import stem, stems
from corpus.intervals import days
from corpus.model import Census, MentionKind, Passage, Window

#: Share of the asked words' weight that a sentence must hold to count as evidence, where words were asked for.
LEAST_TERMS = 0.34
#: No sentence longer than this is shown as an answer, in code points.
MOST_CHARACTERS = 650

_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds?|thousands?|millions?|several)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\b(?:in|at|near|to|from) (?:the )?[A-Z]")
_INTRODUCTION = re.compile(
    r",\s+(?:the|a|an|who|director|head|leader|minister|spokes\w+|chief|president)\b", re.IGNORECASE
)

#: How surely a mention of each kind is about the actor.
_MENTION_WEIGHT: Mapping[MentionKind, float] = {
    MentionKind.NAME: 1.0,
    MentionKind.METONYM: 0.9,
    MentionKind.DEMONYM: 0.7,
    MentionKind.NOMINAL: 0.8,
    MentionKind.PRONOUN: 0.6,
}


@dataclass(frozen=True, slots=True)
class Match:
    """
    How far a passage answers a request, each part in [0, 1].

    Attributes:
        terms: Share of the asked words' weight that it holds.
        actors: How surely it is about the actors.
        days: How closely it is dated to the days.
        intent: Whether it has the form that is wanted: a quotation, a number, a place, an introduction.
    """

    terms: float
    actors: float
    days: float
    intent: float


def answer(request: Request, passages: Sequence[Passage], census: Census) -> Answer:
    """
    Rank *passages* as evidence for *request*.

    Args:
        request: The question as read.
        passages: Candidates, in any order.
        census: Counts over the corpus, for the weight of each word.

    Returns:
        At most ``request.limit`` points, best first; none where there is no evidence.
    """
    weights = _term_weights(request, census)
    if not _answerable(request, passages):
        return Answer(request, heading=_heading(request))
    scored = []
    for passage in passages:
        match = measure(passage, request, weights)
        if len(passage.sentence.text) <= MOST_CHARACTERS and is_evidence(match, request):
            scored.append(Point(passage, score(match, request, passage)))
    scored.sort(key=lambda point: (-point.score, point.passage.citation.key, point.passage.sentence.start))
    return Answer(request, tuple(_unrepeated(scored))[: request.limit], _heading(request))


def measure(passage: Passage, request: Request, weights: Mapping[str, float]) -> Match:
    """Measure how far *passage* answers *request*; *weights* are the stems asked for and what each is worth."""
    held = set(stems(passage.sentence.text))
    total = sum(weights.values())
    return Match(
        terms=sum(weight for word, weight in weights.items() if word in held) / total if total else 0.0,
        actors=_about(passage, request),
        days=max((_dated(passage, window) for window in request.query.days), default=0.0),
        intent=_form(passage, request.intent),
    )


def is_evidence(match: Match, request: Request) -> bool:
    """Tell whether a passage says anything on what was asked: days and actors named must be met."""
    if request.query.days and not match.days:
        return False
    if request.actors and not match.actors:
        return False
    asked_words_alone = request.terms and not request.actors and not request.query.days
    return not asked_words_alone or match.terms >= LEAST_TERMS


def score(match: Match, request: Request, passage: Passage) -> float:
    """Weigh a match; only the order within one reply means anything."""
    words = 1.5 * match.terms if request.terms else 0.0
    early = 0.1 / (1 + passage.position)
    long = max(0.0, len(passage.sentence.text) - 350) / 1_000
    return words + match.actors + match.days + 0.5 * match.intent + early - long


def nearest(request: Request, names: Sequence[str], census: Census) -> tuple[str, ...]:
    """Say what the corpus does know instead: the days it covers where days were asked for, else names."""
    if request.query.days and census.days:
        covered = sorted(census.days)
        return (f"{covered[0]:%-d %B %Y} to {covered[-1]:%-d %B %Y}",)
    return tuple(names)


def _term_weights(request: Request, census: Census) -> dict[str, float]:
    total = max(1, census.sentences)
    return {stem(word): log(1 + total / (1 + census.terms.get(word, 0))) for word in request.terms}


def _answerable(request: Request, passages: Sequence[Passage]) -> bool:
    """Tell whether every name that was asked for stands somewhere in the corpus."""
    texts = [passage.sentence.text.casefold() for passage in passages]
    return all(any(name.casefold() in text for text in texts) for name in request.unknown) and bool(
        request.terms or request.actors or request.query.days
    )


def _about(passage: Passage, request: Request) -> float:
    """Average over the asked actors how surely it is about each; speech counts most where speech is asked for."""
    if not request.actors:
        return 0.0
    speakers = {quotation.speaker for quotation in passage.quotations if quotation.speaker}
    shares = []
    for actor in request.actors:
        named = max((_MENTION_WEIGHT[m.kind] for m in passage.mentions if m.actor == actor.id), default=0.0)
        spoke = 1.0 if actor.id in speakers else 0.0
        shares.append(max(spoke, 0.6 * named) if request.intent is Intent.SAID else max(named, 0.9 * spoke))
    return sum(shares) / len(shares)


def _dated(passage: Passage, window: Window) -> float:
    best = 0.0
    for expression in passage.dates:
        covered = days(expression.value)
        if not covered:
            continue
        first, last = covered
        if window.holds(first) and window.holds(last):
            return 1.0
        if (window.last is None or first <= window.last) and (window.first is None or last >= window.first):
            best = max(best, 0.3 if (last - first).days <= 31 else 0.0)
    return best


def _form(passage: Passage, intent: Intent) -> float:
    text = passage.sentence.text
    wanted = {
        Intent.SAID: bool(passage.quotations),
        Intent.HOW_MANY: bool(_NUMBER.search(text)),
        Intent.WHERE: bool(_PLACE.search(text)),
        Intent.WHEN: bool(passage.dates),
        Intent.WHO: bool(_INTRODUCTION.search(text)),
    }
    return float(wanted.get(intent, False))


def _unrepeated(points: Sequence[Point]) -> list[Point]:
    """Leave out sentences whose very words were given before."""
    seen: set[str] = set()
    kept = []
    for point in points:
        words = " ".join(point.passage.sentence.text.split()).casefold()
        if words not in seen:
            seen.add(words)
            kept.append(point)
    return kept


def _heading(request: Request) -> str:
    return ", ".join(request.read_as)
