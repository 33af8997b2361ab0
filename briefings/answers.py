"""Find and rank the sentences that answer a question."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import lru_cache
from math import log

from briefings.models import Answer, Point, QuestionIntent, Request
from briefings.queries import is_speech_verb
from briefings.text import find_synonyms, stem, stem_words, tokenize
from corpus.dates import day_range, list_month_days
from corpus.languages.en.numbers import NUMBER_PATTERN, NUMBERED_LABEL
from corpus.languages.en.people import APPOSITION
from corpus.languages.en.places import PLACE_PHRASE
from corpus.languages.en.question_words import COUNT_QUESTION, JUDGEMENT_QUESTION, MEASURE_PATTERNS
from corpus.languages.en.vocabulary import FUNCTION_WORDS
from corpus.models import Actor, ActorKind, CorpusStats, DateRange, MentionKind, Passage

#: Weight of a number that counts something other than what was asked.
OTHER_NUMBER_WEIGHT = 0.25
#: Maximum number of words between a number and what it counts: "hundreds of huge balloons".
MAX_WORDS_BEFORE_NOUN = 4
_CLAUSE_END = re.compile(r"[;:.!?]\s")


def score_form(passage: Passage, request: Request) -> float:
    """Return how well *passage* has the form that *request* asks for, in [0, 1]."""
    text = passage.sentence.text
    match request.intent:
        case QuestionIntent.SAID:
            return float(bool(passage.quotations))
        case QuestionIntent.HOW_MANY:
            return _score_numbers(passage, request)
        case QuestionIntent.WHERE:
            return float(bool(PLACE_PHRASE.search(text)))
        case QuestionIntent.WHEN:
            return float(bool(passage.dates))
        case QuestionIntent.WHO:
            return float(bool(APPOSITION.search(text)))
        case _:
            return 0.0


def find_counted_stems(request: Request) -> frozenset[str]:
    """Return the stems of the things to count: rubbish and balloons in "how many rubbish balloons did …"."""
    match = COUNT_QUESTION.search(request.text)
    things = []
    for word in tokenize(match[1]) if match else ():
        if word in FUNCTION_WORDS:
            break
        if word in request.terms:
            things.append(stem(word))
    return frozenset(things)


def _score_numbers(passage: Passage, request: Request) -> float:
    things = find_counted_stems(request)
    measure = next((wanted for asked, wanted in MEASURE_PATTERNS if asked.search(request.text)), None)
    if measure and not things:
        return float(bool(measure.search(passage.sentence.text)))
    return _score_count(passage, things)


def _score_count(passage: Passage, things: frozenset[str]) -> float:
    """Return 1 if the sentence counts *things*, less if it only has other numbers, else 0; dates are ignored."""
    text, start = passage.sentence.text, passage.sentence.start
    score = 0.0
    for number in NUMBER_PATTERN.finditer(text):
        dated = any(one.start - start <= number.start() < one.end - start for one in passage.dates)
        if dated or NUMBERED_LABEL.search(text, 0, number.start()):
            continue
        clause = _CLAUSE_END.split(text[number.end() :], maxsplit=1)[0]
        near = {stem(word) for word in tokenize(clause)[: MAX_WORDS_BEFORE_NOUN + 1]}
        if not things or not near.isdisjoint(things):
            return 1.0
        score = OTHER_NUMBER_WEIGHT
    return score


#: Minimum share of the terms' weight that a sentence must contain to count as evidence, if there are terms.
MIN_TERM_SHARE = 0.34
#: The same for a question about a state that the sentence does not name.
MIN_TERM_SHARE_WITHOUT_ACTOR = 0.6
#: Weight of a synonym relative to the word itself.
SYNONYM_WEIGHT = 0.6
#: Weight of a word in the sentence before: the subject is often named only there.
CONTEXT_WEIGHT = 0.15
#: Weight of a word in the article's title.
TITLE_WEIGHT = 0.3
#: Offset in a sentence, in code points, up to which a mention is likely the one that acts.
MAX_OPENING_CHARACTERS = 40
#: Factor for a mention further on.
LATE_MENTION_WEIGHT = 0.6
#: Intents that are answered only by a number or a place.
STRICT_INTENTS = frozenset({QuestionIntent.HOW_MANY, QuestionIntent.WHERE})
#: How surely a mention of each kind refers to the actor.
_MENTION_WEIGHTS: Mapping[MentionKind, float] = {
    MentionKind.NAME: 1.0,
    MentionKind.METONYM: 0.9,
    MentionKind.DEMONYM: 0.7,
    MentionKind.NOMINAL: 0.8,
    MentionKind.PRONOUN: 0.6,
}


@dataclass(frozen=True, slots=True)
class EvidenceMatch:
    """
    How well a passage answers a request, each part in [0, 1].

    Attributes:
        terms: Share of the terms' weight that it contains.
        actors: How surely it is about the actors, on average.
        subject: How surely it is about the first of them, the subject of the question.
        together: Whether every person asked about is mentioned.
        days: How closely it is dated to the days.
        intent: How well it has the form that is wanted: a quotation, a number, a place, an introduction.
    """

    terms: float
    actors: float
    subject: float
    together: bool
    days: float
    intent: float


@lru_cache(maxsize=10_000)
def get_stems(text: str) -> frozenset[str]:
    """Return the stems of *text*; cached, because the same sentences are matched again and again."""
    return frozenset(stem_words(text))


def measure_match(passage: Passage, request: Request, weights: Mapping[str, float]) -> EvidenceMatch:
    """Measure how well *passage* answers *request*; *weights* maps the stems searched for to their weights."""
    places = [(1.0, get_stems(passage.sentence.text)), (CONTEXT_WEIGHT, get_stems(passage.context))] if weights else []
    if weights and is_judgement_question(request):
        places.append((TITLE_WEIGHT, get_stems(passage.citation.title or "")))
    total = sum(weights.values())
    share = sum(
        weight * max(worth * _score_word(held, word) for worth, held in places) for word, weight in weights.items()
    )
    shares = [_score_actor(passage, actor.id, request.intent) for actor in request.actors]
    return EvidenceMatch(
        terms=share / total if total else 0.0,
        actors=sum(shares) / len(shares) if shares else 0.0,
        subject=shares[0] if shares else 0.0,
        together=all(share for share, actor in zip(shares, request.actors, strict=True) if is_person(actor)),
        days=max(
            _score_month_days(passage, request.query.month_days),
            *(_score_days(passage, window) for window in request.query.days),
            0.0,
        ),
        intent=score_form(passage, request),
    )


def is_judgement_question(request: Request) -> bool:
    """Return whether a judgement is asked for: what somebody calls a thing, or thinks of it."""
    return bool(JUDGEMENT_QUESTION.search(request.text))


def is_evidence(match: EvidenceMatch, request: Request) -> bool:
    """
    Return whether a passage is evidence for what was asked.

    Days must match, and so must the form if a number or a place is wanted. The subject must be mentioned if it is a
    person or its statements are wanted; a state may be missing if most of the other words match. Persons asked about
    together must be mentioned together. Unless a day was asked for, some of the words must match, verbs of speech
    aside.
    """
    strict = request.intent in STRICT_INTENTS
    if (request.query.days and not match.days) or (strict and not match.intent):
        return False
    if not _has_required_actors(match, request):
        return False
    needed = [term for term in request.terms if not is_speech_verb(term)]
    if not needed or (request.query.days and not strict):
        return True
    return match.terms > 0 if request.actors and not strict else match.terms >= MIN_TERM_SHARE


def _has_required_actors(match: EvidenceMatch, request: Request) -> bool:
    if not request.actors:
        return True
    spoken = request.intent in {QuestionIntent.SAID, QuestionIntent.WHO}
    if not match.subject:
        personal = is_person(request.actors[0]) or spoken
        if (
            personal
            or request.intent in STRICT_INTENTS
            or len(request.terms) < 2
            or (match.terms < MIN_TERM_SHARE_WITHOUT_ACTOR and not match.actors)
        ):
            return False
    return spoken or match.together


def is_person(actor: Actor) -> bool:
    """Return whether *actor* is a person."""
    return actor.kind is ActorKind.PERSON


def _score_word(stems: AbstractSet[str], word: str) -> float:
    """Return 1 if *stems* contains *word*, less if it contains a synonym, else 0."""
    return 1.0 if word in stems else SYNONYM_WEIGHT if not stems.isdisjoint(find_synonyms(word)) else 0.0


def _score_actor(passage: Passage, actor: str, intent: QuestionIntent) -> float:
    """Return how surely *passage* is about *actor*; its own speech counts most if speech is asked for."""
    score = 0.0
    for mention in passage.mentions:
        if mention.actor == actor:
            opens = mention.start - passage.sentence.start <= MAX_OPENING_CHARACTERS
            score = max(score, _MENTION_WEIGHTS[mention.kind] * (1.0 if opens else LATE_MENTION_WEIGHT))
    is_speaker = any(quotation.speaker == actor for quotation in passage.quotations)
    if intent is QuestionIntent.SAID:
        return 1.0 if is_speaker else 0.5 * score
    return max(score, 0.9 if is_speaker else 0.0)


def _score_days(passage: Passage, window: DateRange) -> float:
    best = 0.0
    for expression in passage.dates:
        covered = day_range(expression.value)
        if not covered:
            continue
        first, last = covered
        if window.contains(first) and window.contains(last):
            return 1.0
        if (window.last is None or first <= window.last) and (window.first is None or last >= window.first):
            best = max(best, 0.3 if (last - first).days <= 31 else 0.0)
    return best


def _score_month_days(passage: Passage, month_days: Sequence[str]) -> float:
    """Return how closely *passage*, of an unknown year, is dated to days asked about without one."""
    held = {day for one in passage.dates for day in list_month_days(one.value)} if month_days else set()
    return UNKNOWN_YEAR_WEIGHT if any(day.startswith(asked) for day in held for asked in month_days) else 0.0


#: Weight of a day of an unknown year relative to a day that is known to be the one asked about.
UNKNOWN_YEAR_WEIGHT = 0.8
#: Weight of the terms of a question; less if a judgement is asked for, because answers seldom repeat what is judged.
TERM_WEIGHT, JUDGEMENT_TERM_WEIGHT = 1.5, 0.75
#: Minimum similarity ratio at which a word that no article contains is read as one that an article does contain.
MIN_SPELLING_SIMILARITY = 0.84
#: Minimum share of the best score for a sentence to be shown with it.
MIN_SHARE_OF_BEST_SCORE = 0.75
#: Maximum length of a sentence in an answer, in code points.
MAX_ANSWER_CHARACTERS = 650


def find_answer(request: Request, passages: Sequence[Passage], stats: CorpusStats) -> Answer:
    """
    Rank *passages* as evidence for *request*.

    Args:
        request: The parsed question.
        passages: Candidates, in any order.
        stats: Counts over the corpus, for the weight of each word.

    Returns:
        An answer with at most ``request.limit`` points, best first; none if there is no evidence.
    """
    reply = Answer(request, heading=", ".join(request.read_as), facts=_describe_actor(request))
    if not _is_answerable(request, passages):
        return reply
    weights = _fix_spelling(_weigh_terms(request, stats), passages)
    measured = [(passage, measure_match(passage, request, weights)) for passage in passages]
    evidence = [
        (passage, match)
        for passage, match in measured
        if len(passage.sentence.text) <= MAX_ANSWER_CHARACTERS and is_evidence(match, request)
    ]
    if request.intent in STRICT_INTENTS and any(match.intent == 1.0 for _, match in evidence):
        evidence = [(passage, match) for passage, match in evidence if match.intent == 1.0]
    scored = [Point(passage, score_match(match, request, passage)) for passage, match in evidence]
    scored.sort(key=lambda point: (-point.score, point.passage.citation.key, point.passage.sentence.start))
    best = [point for point in scored if point.score >= MIN_SHARE_OF_BEST_SCORE * scored[0].score]
    return replace(reply, points=tuple(_remove_repeated(best))[: request.limit])


def score_match(match: EvidenceMatch, request: Request, passage: Passage) -> float:
    """Return the score of a match; comparable only within one reply."""
    words = (
        (JUDGEMENT_TERM_WEIGHT if is_judgement_question(request) else TERM_WEIGHT) * match.terms
        if request.terms
        else 0.0
    )
    early = 0.1 / (1 + passage.position)
    long = max(0.0, len(passage.sentence.text) - 350) / 1_000
    actors = 0.6 * match.actors + 0.6 * match.subject
    return words + actors + match.days + 0.4 * match.intent + early - long


def suggest_alternatives(request: Request, names: Sequence[str], stats: CorpusStats) -> tuple[str, ...]:
    """Return what the corpus does contain: the days it covers if days were asked for, else *names*."""
    if request.query.days and stats.days:
        covered = sorted(stats.days)
        return (f"{covered[0]:%-d %B %Y} to {covered[-1]:%-d %B %Y}",)
    return tuple(names)


def _weigh_terms(request: Request, stats: CorpusStats) -> dict[str, float]:
    total = max(1, stats.sentences)
    return {stem(word): log(1 + total / (1 + stats.terms.get(word, 0))) for word in request.terms}


def _fix_spelling(weights: Mapping[str, float], passages: Sequence[Passage]) -> dict[str, float]:
    """Replace stems that no passage contains with the most similar stem that one contains."""
    known_stems = {word for passage in passages for word in get_stems(passage.sentence.text)}
    corrected = {}
    for word, weight in weights.items():
        near = (
            []
            if word in known_stems or find_synonyms(word)
            else get_close_matches(word, known_stems, 1, MIN_SPELLING_SIMILARITY)
        )
        corrected[near[0] if near else word] = weight
    return corrected


def _is_answerable(request: Request, passages: Sequence[Passage]) -> bool:
    """Return whether something was asked, and every name and person in it occurs in the corpus."""
    has_content = bool(request.terms or request.actors or request.query.days)
    if not has_content or (request.unreadable and not request.query.days):
        return False
    known_stems = {word for passage in passages for word in get_stems(passage.sentence.text)}
    known_actors = {mention.actor for passage in passages for mention in passage.mentions}
    known_actors |= {quotation.speaker for passage in passages for quotation in passage.quotations}
    persons = {actor.id for actor in request.actors if is_person(actor)}
    return known_actors >= persons and all(known_stems.issuperset(stem_words(name)) for name in request.unknown)


def _remove_repeated(points: Sequence[Point]) -> list[Point]:
    """Remove sentences whose text repeats an earlier one."""
    seen: set[str] = set()
    unique = []
    for point in points:
        words = " ".join(point.passage.sentence.text.split()).casefold()
        if words not in seen:
            seen.add(words)
            unique.append(point)
    return unique


def _describe_actor(request: Request) -> tuple[tuple[str, str], ...]:
    """Return label and value of facts about the actor, if a single one is asked about."""
    if request.intent is not QuestionIntent.WHO or len(request.actors) != 1:
        return ()
    actor = request.actors[0]
    aliases = ", ".join(alias for alias in actor.aliases[:4] if alias.casefold() != actor.name.casefold())
    lines = (("Kind", actor.kind), ("Described as", actor.description), ("Also called", aliases))
    return tuple((label, value) for label, value in lines if value)
