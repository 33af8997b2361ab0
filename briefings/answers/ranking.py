"""Passages → evidence for a question, ranked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from math import log

from briefings.answers.evidence import STRICT, Match, is_evidence, is_personal, judges, measure, words_of
from briefings.model import Answer, Intent, Point, Request
from briefings.thesaurus import related
from briefings.words import stem, stems
from corpus.model import Census, Passage

#: What the words of a question weigh; where a judgement is asked for, what is judged is seldom named in it again.
WORDS, JUDGED = 1.5, 0.75
#: A word that no article holds is read as one whose letters agree with it by this share.
MISSPELT = 0.84
#: Share of the best score that a sentence must reach to be shown beside it.
LEAST_OF_BEST = 0.75
#: No sentence longer than this is shown as an answer, in code points.
MOST_CHARACTERS = 650


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
    if request.intent in STRICT and any(match.intent == 1.0 for _, match in evidence):
        evidence = [(passage, match) for passage, match in evidence if match.intent == 1.0]
    scored = [Point(passage, score(match, request, passage)) for passage, match in evidence]
    scored.sort(key=lambda point: (-point.score, point.passage.citation.key, point.passage.sentence.start))
    good = [point for point in scored if point.score >= LEAST_OF_BEST * scored[0].score]
    return replace(reply, points=tuple(_unrepeated(good))[: request.limit])


def score(match: Match, request: Request, passage: Passage) -> float:
    """Weigh a match; only the order within one reply means anything."""
    words = (JUDGED if judges(request) else WORDS) * match.terms if request.terms else 0.0
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
    held = {word for passage in passages for word in words_of(passage.sentence.text)}
    spelt = {}
    for word, weight in weights.items():
        near = [] if word in held or related(word) else get_close_matches(word, held, 1, MISSPELT)
        spelt[near[0] if near else word] = weight
    return spelt


def _answerable(request: Request, passages: Sequence[Passage]) -> bool:
    """Tell whether something was asked, and every name and person in it stands somewhere in the corpus."""
    asked = bool(request.terms or request.actors or request.query.days)
    if not asked or (request.unreadable and not request.query.days):
        return False
    held = {word for passage in passages for word in words_of(passage.sentence.text)}
    named = {mention.actor for passage in passages for mention in passage.mentions}
    named |= {quotation.speaker for passage in passages for quotation in passage.quotations}
    persons = {actor.id for actor in request.actors if is_personal(actor)}
    return named >= persons and all(held.issuperset(stems(name)) for name in request.unknown)


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
