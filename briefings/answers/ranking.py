"""Passages → evidence for a question, ranked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from difflib import get_close_matches
from math import log

from briefings.answers.forms import form
from briefings.model import Answer, Intent, Point, Request
from briefings.thesaurus import related
from briefings.words import stem, stems
from corpus.intervals import days
from corpus.model import ActorKind, Census, MentionKind, Passage, Window

#: Share of the asked words' weight that a sentence must hold to count as evidence, where words were asked for.
LEAST_TERMS = 0.34
#: The same for a question about a state that the sentence does not name.
MOST_TERMS = 0.6
#: What a word of the same sense is worth beside the word itself.
RELATED = 0.6
#: What a word is worth that stands in the sentence before: what is spoken of is often named only there.
BEFORE = 0.15
#: The same of a word in the article's title.
TITLED = 0.3
#: What the words of a question weigh; where a judgement is asked for, what is judged is seldom named in it again.
WORDS, JUDGED = 1.5, 0.75
#: A word that no article holds is read as one whose letters agree with it by this share.
MISSPELT = 0.84
#: Share of the best score that a sentence must reach to be shown beside it.
LEAST_OF_BEST = 0.75
#: A mention that starts within so many code points of its sentence is likely the one that acts.
OPENING = 40
#: What a mention further on is worth beside that.
NOT_OPENING = 0.6
#: No sentence longer than this is shown as an answer, in code points.
MOST_CHARACTERS = 650

_JUDGEMENT = re.compile(
    r"\b(?:describe[sd]?|call(?:s|ed)?|make of|made of|thinks?|thought|react(?:s|ed)?|reaction|respon(?:ds?|ded|se)"
    r"|opinions?|position|view)\b",
    re.IGNORECASE,
)

#: What asks for a number or a place is not answered without one.
_STRICT = frozenset({Intent.HOW_MANY, Intent.WHERE})

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
        actors: How surely it is about the actors, on average.
        subject: How surely it is about the first of them, whom the question is about.
        days: How closely it is dated to the days.
        intent: Whether it has the form that is wanted: a quotation, a number, a place, an introduction.
    """

    terms: float
    actors: float
    subject: float
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
    reply = Answer(request, heading=", ".join(request.read_as), facts=_facts(request))
    if not _answerable(request, passages):
        return reply
    weights = _spelt(_term_weights(request, census), passages)
    measured = [(passage, measure(passage, request, weights)) for passage in passages]
    evidence = [
        (passage, match)
        for passage, match in measured
        if len(passage.sentence.text) <= MOST_CHARACTERS and is_evidence(match, request)
    ]
    if request.intent in _STRICT and any(match.intent == 1.0 for _, match in evidence):
        evidence = [(passage, match) for passage, match in evidence if match.intent == 1.0]
    scored = [Point(passage, score(match, request, passage)) for passage, match in evidence]
    scored.sort(key=lambda point: (-point.score, point.passage.citation.key, point.passage.sentence.start))
    good = [point for point in scored if point.score >= LEAST_OF_BEST * scored[0].score]
    return replace(reply, points=tuple(_unrepeated(good))[: request.limit])


def measure(passage: Passage, request: Request, weights: Mapping[str, float]) -> Match:
    """Measure how far *passage* answers *request*; *weights* are the stems asked for and what each is worth."""
    places = (
        (1.0, set(stems(passage.sentence.text))),
        (BEFORE, set(stems(passage.context))),
        (TITLED, set(stems(passage.citation.title or ""))),
    )
    total = sum(weights.values())
    share = sum(weight * max(worth * _holds(held, word) for worth, held in places) for word, weight in weights.items())
    shares = [_about(passage, actor.id, request.intent) for actor in request.actors]
    return Match(
        terms=share / total if total else 0.0,
        actors=sum(shares) / len(shares) if shares else 0.0,
        subject=shares[0] if shares else 0.0,
        days=max((_dated(passage, window) for window in request.query.days), default=0.0),
        intent=form(passage, request),
    )


def is_evidence(match: Match, request: Request) -> bool:
    """
    Tell whether a passage says anything on what was asked.

    Days must be met, and the form where a number or a place is wanted. Whoever was asked about must be there, where
    it is a person or its words are wanted; a state may be missing where most of the other words are met. Where no day
    was asked for, some of the words must be met.
    """
    if (request.query.days and not match.days) or (request.intent in _STRICT and not match.intent):
        return False
    if request.actors and not match.subject:
        personal = request.actors[0].kind is ActorKind.PERSON or request.intent in {Intent.SAID, Intent.WHO}
        if personal or len(request.terms) < 2 or (match.terms < MOST_TERMS and not match.actors):
            return False
    if not request.terms or request.query.days:
        return True
    return match.terms >= LEAST_TERMS if not request.actors else match.terms > 0


def score(match: Match, request: Request, passage: Passage) -> float:
    """Weigh a match; only the order within one reply means anything."""
    words = (JUDGED if _JUDGEMENT.search(request.text) else WORDS) * match.terms if request.terms else 0.0
    early = 0.1 / (1 + passage.position)
    long = max(0.0, len(passage.sentence.text) - 350) / 1_000
    actors = 0.6 * match.actors + 0.6 * match.subject
    return words + actors + match.days + 0.4 * match.intent + early - long


def nearest(request: Request, names: Sequence[str], census: Census) -> tuple[str, ...]:
    """Say what the corpus does know instead: the days it covers where days were asked for, else names."""
    if request.query.days and census.days:
        covered = sorted(census.days)
        return (f"{covered[0]:%-d %B %Y} to {covered[-1]:%-d %B %Y}",)
    return tuple(names)


def _term_weights(request: Request, census: Census) -> dict[str, float]:
    total = max(1, census.sentences)
    return {stem(word): log(1 + total / (1 + census.terms.get(word, 0))) for word in request.terms}


def _spelt(weights: Mapping[str, float], passages: Sequence[Passage]) -> dict[str, float]:
    """Read stems that no passage holds as the nearest that one holds."""
    held = {word for passage in passages for word in stems(passage.sentence.text)}
    spelt = {}
    for word, weight in weights.items():
        near = [] if word in held or related(word) else get_close_matches(word, held, 1, MISSPELT)
        spelt[near[0] if near else word] = weight
    return spelt


def _answerable(request: Request, passages: Sequence[Passage]) -> bool:
    """Tell whether something was asked, and every name in it stands somewhere in the corpus."""
    asked = bool(request.terms or request.actors or request.query.days)
    if not asked or (request.unreadable and not request.query.days):
        return False
    held = {word for passage in passages for word in stems(passage.sentence.text)}
    return all(held.issuperset(stems(name)) for name in request.unknown)


def _holds(held: AbstractSet[str], word: str) -> float:
    """Give 1 where *word* is held, less where another of its sense is."""
    return 1.0 if word in held else RELATED if not held.isdisjoint(related(word)) else 0.0


def _about(passage: Passage, actor: str, intent: Intent) -> float:
    """Tell how surely *passage* is about *actor*; its own speech counts most where speech is asked for."""
    named = 0.0
    for mention in passage.mentions:
        if mention.actor == actor:
            opens = mention.start - passage.sentence.start <= OPENING
            named = max(named, _MENTION_WEIGHT[mention.kind] * (1.0 if opens else NOT_OPENING))
    spoke = any(quotation.speaker == actor for quotation in passage.quotations)
    if intent is Intent.SAID:
        return 1.0 if spoke else 0.5 * named
    return max(named, 0.9 if spoke else 0.0)


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


def _facts(request: Request) -> tuple[tuple[str, str], ...]:
    """Say of the one actor asked about what the articles call it."""
    if request.intent is not Intent.WHO or len(request.actors) != 1:
        return ()
    actor = request.actors[0]
    aliases = ", ".join(alias for alias in actor.aliases[:4] if alias.casefold() != actor.name.casefold())
    lines = (("Kind", actor.kind), ("Described as", actor.description), ("Also called", aliases))
    return tuple((label, value) for label, value in lines if value)
