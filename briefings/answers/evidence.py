"""How far a passage answers a question, and whether it is evidence at all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from briefings.answers.forms import form
from briefings.model import Intent, Request
from briefings.questions import speaks
from briefings.thesaurus import related
from briefings.words import stems
from corpus.intervals import days
from corpus.model import Actor, ActorKind, MentionKind, Passage, Window

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
#: A mention that starts within so many code points of its sentence is likely the one that acts.
OPENING = 40
#: What a mention further on is worth beside that.
NOT_OPENING = 0.6
#: What asks for a number or a place is not answered without one.
STRICT = frozenset({Intent.HOW_MANY, Intent.WHERE})

_JUDGEMENT = re.compile(
    r"\b(?:describe[sd]?|call(?:s|ed)?|make of|made of|thinks?|thought|react(?:s|ed)?|reaction|respon(?:ds?|ded|se)"
    r"|opinions?|position|view)\b",
    re.IGNORECASE,
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
        actors: How surely it is about the actors, on average.
        subject: How surely it is about the first of them, whom the question is about.
        together: Whether every person asked about is there.
        days: How closely it is dated to the days.
        intent: Whether it has the form that is wanted: a quotation, a number, a place, an introduction.
    """

    terms: float
    actors: float
    subject: float
    together: bool
    days: float
    intent: float


@lru_cache(maxsize=10_000)
def words_of(text: str) -> frozenset[str]:
    """Give the stems that *text* holds; the same sentences are asked again and again."""
    return frozenset(stems(text))


def measure(passage: Passage, request: Request, weights: Mapping[str, float]) -> Match:
    """Measure how far *passage* answers *request*; *weights* are the stems asked for and what each is worth."""
    places = [(1.0, words_of(passage.sentence.text)), (BEFORE, words_of(passage.context))] if weights else []
    if weights and judges(request):
        places.append((TITLED, words_of(passage.citation.title or "")))
    total = sum(weights.values())
    share = sum(weight * max(worth * _holds(held, word) for worth, held in places) for word, weight in weights.items())
    shares = [_about(passage, actor.id, request.intent) for actor in request.actors]
    return Match(
        terms=share / total if total else 0.0,
        actors=sum(shares) / len(shares) if shares else 0.0,
        subject=shares[0] if shares else 0.0,
        together=all(share for share, actor in zip(shares, request.actors, strict=True) if is_personal(actor)),
        days=max((_dated(passage, window) for window in request.query.days), default=0.0),
        intent=form(passage, request),
    )


def judges(request: Request) -> bool:
    """Tell whether a judgement is asked for: what somebody calls a thing, or makes of it."""
    return bool(_JUDGEMENT.search(request.text))


def is_evidence(match: Match, request: Request) -> bool:
    """
    Tell whether a passage says anything on what was asked.

    Days must be met, and the form where a number or a place is wanted. Whoever was asked about must be there, where
    it is a person or its words are wanted; a state may be missing where most of the other words are met. Persons asked
    about together must be there together. Where no day was asked for, some of the words must be met; verbs of speech
    need not be.
    """
    strict = request.intent in STRICT
    if (request.query.days and not match.days) or (strict and not match.intent):
        return False
    if not _names_meet(match, request):
        return False
    needed = [term for term in request.terms if not speaks(term)]
    if not needed or (request.query.days and not strict):
        return True
    return match.terms > 0 if request.actors and not strict else match.terms >= LEAST_TERMS


def _names_meet(match: Match, request: Request) -> bool:
    if not request.actors:
        return True
    spoken = request.intent in {Intent.SAID, Intent.WHO}
    if not match.subject:
        personal = is_personal(request.actors[0]) or spoken
        if (
            personal
            or request.intent in STRICT
            or len(request.terms) < 2
            or (match.terms < MOST_TERMS and not match.actors)
        ):
            return False
    return spoken or match.together


def is_personal(actor: Actor) -> bool:
    """Tell whether *actor* is a person."""
    return actor.kind is ActorKind.PERSON


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
