"""Find and rank the sentences that answer a question, and say how surely they do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TypeAlias

import numpy as np

from briefings.answering import (
    FEATURE_NAMES,
    AnswerKind,
    AnswerModel,
    Measurement,
    Pool,
    Question,
    Verdict,
    analyze_question,
    load_model,
    measure_candidates,
)
from briefings.answering.forms import states_cause
from briefings.answering.gate import NEIGHBOUR_WEIGHT, measure_gate
from briefings.answering.model import has_required_form
from briefings.answering.offices import find_office, measure_offices
from briefings.answering.pool import Floats
from briefings.models import Answer, Point, QuestionIntent, Request
from briefings.profiles import find_introductions
from briefings.queries.question_forms import normalize_question
from briefings.text import are_related, find_dateline_end, stem_words
from corpus.dates import day_range, list_month_days
from corpus.languages.en.answer_forms import LOOKING_AHEAD, REPORTED_SPEECH, SPOKESPERSON
from corpus.models import CONTENT_ZONES, Actor, ActorKind, CorpusStats, DateRange, Passage, Zone
from corpus.models.text import _

#: Maximum length of a sentence in an answer, in code points.
MAX_ANSWER_CHARACTERS = 650
#: Different sentences, the best by words, that are compared with the question by meaning, and what a cosine weighs.
MAX_COMPARED, MEANING_WEIGHT = 10, 10.0
#: Sentences offered as possible answers.
MAX_POSSIBLE = 3
#: What is added to a sentence's score: for each part in which it is right, on the scale of the learned score.
SPEECH_BONUS, INTRODUCTION_BONUS, DAY_BONUS, REASON_BONUS, OFFICE_BONUS = 3.0, 3.0, 1.0, 3.0, 4.0
#: The same for looking ahead, if what is to come is asked for.
OUTLOOK_BONUS = 2.0
#: The same for the measure that is asked for: an age, a length, a score.
MEASURE_BONUS = 2.5
#: The same for a number of the things that are to be counted, unless these are people of whom nothing else is said.
COUNT_BONUS = 1.0
#: How surely a sentence must say who holds the office asked about to be an answer whatever else it lacks.
MIN_CERTAIN_OFFICE = 1.0
#: What is taken from the score of a headline or a caption, of a fragment, and of a sentence that asks itself.
OUTSIDE_BODY_PENALTY, FRAGMENT_PENALTY, QUESTION_PENALTY = 3.0, 3.0, 1.5
#: Words of a sentence that is more than a fragment.
MIN_WORDS = 5
#: Minimum share of the question, relative to what the best sentence holds, for a further sentence to be shown.
MIN_SHARE_OF_BEST = 0.3
#: Sentences always shown with the best one if there are so many, and the distance from its score for further ones.
MIN_SHOWN, MAX_SCORE_DISTANCE = 1, 3.5
#: Share of the question that a sentence must hold for its "because", or its "will", to count, and what its neighbours
#: hold counts.
MIN_PHRASE_SHARE, NEAR_PHRASE_WEIGHT = 0.34, 0.5
#: How surely a sentence with a speech verb that mentions the speaker reports its words.
REPORTED_SPEECH_WEIGHT = 0.3
#: The same for the words of a spokesperson in a sentence that mentions the speaker: "a spokesman for the bank said".
SPOKESPERSON_WEIGHT = 0.8
#: The same for a speaker who is no known actor.
UNKNOWN_SPEAKER_WEIGHT = 0.5
#: Weight of a sentence dated to a longer period that overlaps the days asked about, and the longest such period.
OVERLAP_WEIGHT, MAX_OVERLAP_DAYS = 0.3, 31
#: Weight of a day of an unknown year relative to a day that is known to be the one asked about.
UNKNOWN_YEAR_WEIGHT = 0.8
#: Weight of a weekday in an article of unknown date that dates something else to that very day.
WEEKDAY_WEIGHT = 0.6
#: Weight of a sentence that follows one dated to the year asked about, how many follow, and the length of a year.
CARRIED_YEAR_WEIGHT, MAX_CARRIED_SENTENCES, MIN_YEAR_DAYS = 0.5, 3, 364


#: Returns how near a question and each of some texts are in meaning, as a cosine or a multiple of it.
MeaningComparer: TypeAlias = Callable[[str, Sequence[str]], Floats]


def find_answer(
    request: Request, passages: Sequence[Passage], stats: CorpusStats, compare: MeaningComparer | None = None
) -> Answer:
    """
    Rank *passages* as evidence for *request*.

    Args:
        request: The parsed question.
        passages: Candidates and the sentences around them, in any order.
        stats: Counts over the corpus, for the weight of each word.
        compare: Compares the question with the best sentences by meaning, to rank these again; None to rank by words.

    Returns:
        An answer with at most ``request.limit`` points, best first; without any, possible points if the best sentence
        holds much of the question.
    """
    reply = Answer(request, heading=", ".join(request.read_as), facts=_describe_actor(request))
    ranking = rank_sentences(request, passages, stats, compare)
    if ranking is None:
        return reply
    verdict = _judge(ranking, load_model())
    points = choose_points(ranking, request.limit)
    reply = replace(reply, request=_drop_known_names(request, points))
    if verdict is Verdict.ANSWER:
        return replace(reply, points=points)
    return replace(reply, possible=points[:MAX_POSSIBLE]) if verdict is Verdict.POSSIBLE else reply


@dataclass(frozen=True, slots=True)
class Ranking:
    """
    Sentences in the order in which they may answer a question.

    Attributes:
        question: The analysed question.
        pool: The sentences.
        measured: Their features; None if the question consists of days alone.
        scores: Score of each, shape (n,); minus infinity for those that can't answer.
        order: Numbers of those that may, best first; at least one.
        order_by_words: The same without what was added for the meaning, by which it is judged whether they answer:
            what is near in meaning is no evidence that the words asked for are there.
        names_holder: Whether the best by words says who holds the office that is asked about.
        speech: How surely the best by words has words of the speaker asked about; None if none are asked for.
    """

    question: Question
    pool: Pool
    measured: Measurement | None
    scores: Floats
    order: tuple[int, ...]
    order_by_words: tuple[int, ...]
    names_holder: bool = False
    speech: float | None = None


def rank_sentences(
    request: Request, passages: Sequence[Passage], stats: CorpusStats, compare: MeaningComparer | None = None
) -> Ranking | None:
    """Return the sentences of *passages* that may answer *request*, ranked; None if there are none."""
    return rank_pool(request, Pool(passages), stats, compare) if passages else None


def rank_pool(
    request: Request, pool: Pool, stats: CorpusStats, compare: MeaningComparer | None = None
) -> Ranking | None:
    """Return the sentences of *pool*, at least one, that may answer *request*, ranked; None if there are none."""
    question = analyze_question(request)
    if not _is_answerable(request, question, pool.passages):
        return None
    days, speech = _measure_days(request, pool), _measure_speech(question, pool)
    admissible = _find_admissible(request, question, pool, days, speech)
    if not admissible.any():
        return None
    measured = measure_candidates(question, pool, stats.terms, stats.sentences) if question.units else None
    positions = np.array([float(one.position) for one in pool.passages])
    scores = load_model().score(measured) if measured else 1 / (1 + positions)
    scores = scores + _score_fitness(request, question, pool, measured) + DAY_BONUS * days + SPEECH_BONUS * speech
    offices = _measure_offices(request, question, pool, measured)
    scores = scores + OFFICE_BONUS * offices
    scores[~admissible] = -np.inf
    order = by_words = _sort_admissible(scores)
    if compare and measured:
        scores[list(order)] += _measure_meaning(request, pool, order, compare)
        order = _sort_admissible(scores)
    names_holder = bool(offices[by_words[0]] >= MIN_CERTAIN_OFFICE)
    asks_speech = question.speaker is not None or bool(question.speaker_name)
    said = float(speech[by_words[0]]) if asks_speech else None
    return Ranking(question, pool, measured, scores, order, by_words, names_holder, said)


def _sort_admissible(scores: Floats) -> tuple[int, ...]:
    """Return the numbers of the sentences that may answer, best first."""
    return tuple(int(number) for number in np.argsort(-scores, kind="stable") if np.isfinite(scores[number]))


def _measure_meaning(request: Request, pool: Pool, order: Sequence[int], compare: MeaningComparer) -> Floats:
    """Return what is added to the score of each sentence of *order* for its meaning; 0 after the best ones."""
    chosen: dict[str, list[int]] = {}
    for place, number in enumerate(order):
        text = " ".join(pool.passages[number].sentence.text.split())
        if len(chosen) >= MAX_COMPARED and text not in chosen:
            break
        chosen.setdefault(text, []).append(place)
    near = compare(request.text, list(chosen))
    added = np.zeros(len(order))
    for places, value in zip(chosen.values(), near - near.min(), strict=True):
        added[places] = MEANING_WEIGHT * value
    return added


def _measure_offices(request: Request, question: Question, pool: Pool, measured: Measurement | None) -> Floats:
    """Return how surely each sentence names the holder of the office asked about; 0 if no office is."""
    office = find_office(normalize_question(request.text), question) if measured else None
    if office is None or measured is None:
        return np.zeros(len(pool))
    return measure_offices(office, question, pool, measured.own, np.maximum(measured.near, measured.title))


def merge_answers(request: Request, replies: Sequence[Answer]) -> Answer:
    """Return one answer to *request* of the *replies* to its parts, in turns; what may answer only if nothing does."""
    points = _take_turns([one.points for one in replies], request.limit)
    possible = () if points else _take_turns([one.possible for one in replies], MAX_POSSIBLE)
    facts = tuple(dict.fromkeys(fact for one in replies for fact in one.facts))
    nearest = tuple(dict.fromkeys(name for one in replies for name in one.nearest)) if not points else ()
    unknown = tuple(dict.fromkeys(name for one in replies for name in one.request.unknown))
    heading = ", ".join(dict.fromkeys(part for one in replies for part in one.request.read_as))
    is_near = all(one.is_near for one in replies)
    return Answer(replace(request, unknown=unknown), points, heading, facts, nearest, possible, is_near)


def _take_turns(lists: Sequence[Sequence[Point]], limit: int) -> tuple[Point, ...]:
    """Return the first of each list, the second of each, and so on, at most *limit*, each sentence once."""
    chosen: dict[tuple[str, int], Point] = {}
    for row in zip_longest(*lists):
        for point in row:
            if point is not None:
                chosen.setdefault((point.passage.citation.key, point.passage.sentence.start), point)
    return tuple(chosen.values())[:limit]


def _drop_known_names(request: Request, points: Sequence[Point]) -> Request:
    """Return *request* without the unknown names that stand in the sentences shown."""
    shown = " ".join(point.passage.sentence.text.casefold() for point in points)
    return replace(request, unknown=tuple(name for name in request.unknown if name.casefold() not in shown))


def suggest_alternatives(request: Request, names: Sequence[str], stats: CorpusStats) -> tuple[str, ...]:
    """Return what the corpus does contain: the days it covers if days were asked for, else *names*."""
    if request.query.days and stats.days:
        covered = sorted(stats.days)
        return (f"{covered[0]:%-d %B %Y} to {covered[-1]:%-d %B %Y}",)
    return tuple(names)


def is_person(actor: Actor) -> bool:
    """Return whether *actor* is a person."""
    return actor.kind is ActorKind.PERSON


def _is_answerable(request: Request, question: Question, passages: Sequence[Passage]) -> bool:
    """Return whether something was asked, and every name and person in it occurs in the corpus."""
    if not question.units and not request.query.days:
        return False
    if request.unreadable and not request.query.days:
        return False
    missing = {actor.id for actor in request.actors if is_person(actor)}
    for passage in passages:
        if not missing:
            break
        missing -= {mention.actor for mention in passage.mentions}
        missing -= {quotation.speaker for quotation in passage.quotations}
    if missing:
        return False
    if not request.unknown:
        return True
    stems = {root for passage in passages for root in stem_words(passage.sentence.text)}
    return all(any(are_related(word, root) for root in stems) for name in request.unknown for word in stem_words(name))


def _find_admissible(
    request: Request, question: Question, pool: Pool, days: Floats, speech: Floats
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """
    Return which sentences may answer at all.

    Only what is not open to doubt is required: the days asked about, and words of the person whose words are asked for.
    How closely each sentence meets them is *days*, by `_measure_days`, and *speech*, by `_measure_speech`.
    """
    admissible = np.array(
        [
            one.sentence.zone in CONTENT_ZONES and len(one.sentence.text) <= MAX_ANSWER_CHARACTERS
            for one in pool.passages
        ]
    )
    if question.kind is AnswerKind.INTRODUCTION:
        admissible &= np.array([_names_subject(one, request) for one in pool.passages])
    if request.query.days:
        admissible &= days > 0
    if question.kind is AnswerKind.SPEECH and (question.speaker or question.speaker_name):
        actor = next((one for one in request.actors if one.id == question.speaker), None)
        if actor is None or is_person(actor) or (speech > 0).any():
            admissible &= speech > 0
    return admissible


def _names_subject(passage: Passage, request: Request) -> bool:
    """Return whether a sentence of the body names whom *request* asks about."""
    if passage.sentence.zone is not Zone.BODY:
        return False
    actors = {actor.id for actor in request.actors}
    if any(one.actor in actors for one in passage.mentions):
        return True
    stems = set(stem_words(passage.sentence.text))
    return any(stems.issuperset(stem_words(name)) for name in request.unknown)


def _score_fitness(request: Request, question: Question, pool: Pool, measured: Measurement | None) -> Floats:
    """Return what is added to the score of each sentence for its form, and for what its kind of question asks for."""
    scores = -np.array([_measure_unfitness(one) for one in pool.passages])
    if question.kind is AnswerKind.REASON and measured:
        scores = scores + REASON_BONUS * _measure_phrases(states_cause, pool, measured)
    if question.looks_ahead and measured:
        scores = scores + OUTLOOK_BONUS * _measure_phrases(_looks_ahead, pool, measured)
    if question.measure and measured:
        scores = scores + MEASURE_BONUS * (measured.features[:, FEATURE_NAMES.index("number")] > 0)
    if measured and any(unit.stem in question.counted and not unit.is_implied for unit in question.units):
        scores = scores + COUNT_BONUS * (measured.features[:, FEATURE_NAMES.index("number of the thing")] >= 1)
    if question.kind is AnswerKind.INTRODUCTION:
        scores = scores + INTRODUCTION_BONUS * _measure_introductions(request, pool)
    return np.asarray(scores)


def _measure_unfitness(passage: Passage) -> float:
    """Return what is taken from the score of a sentence that is not made to be quoted as an answer."""
    text = passage.sentence.text.rstrip("\"”’' ")
    return (
        OUTSIDE_BODY_PENALTY * (passage.sentence.zone is not Zone.BODY)
        + FRAGMENT_PENALTY * _has_few_words(text)
        + QUESTION_PENALTY * text.endswith("?")
    )


def _has_few_words(text: str) -> bool:
    """Return whether there are less than `MIN_WORDS` words; in a script without spaces, half its characters count."""
    if len(text.split(maxsplit=MIN_WORDS)) >= MIN_WORDS:
        return False
    return text.isascii() or sum("\u3040" <= letter <= "\u9fff" for letter in text) // 2 < MIN_WORDS


def _judge(ranking: Ranking, model: AnswerModel) -> Verdict:
    """Return how surely the best sentence by words answers; days alone are answered by whatever is dated to them."""
    if ranking.measured is None or ranking.names_holder:
        return Verdict.ANSWER
    order = ranking.order_by_words
    features = measure_gate(ranking.question, ranking.pool, ranking.measured, order, ranking.speech)
    complete = has_required_form(ranking.measured, order[0])
    return model.judge(model.rate(features, ranking.question), complete=complete)


def _drop_unrelated(order: Sequence[int], measured: Measurement | None) -> list[int]:
    """
    Return the sentences that hold, with their neighbours, enough of the question beside the best one.

    If the best one counts the things asked about, the others must, too.
    """
    if measured is None:
        return list(order)
    best = order[0]
    held = measured.weights @ np.maximum(measured.own, NEIGHBOUR_WEIGHT * measured.near)
    counting = measured.features[:, FEATURE_NAMES.index("number of the thing")]
    return [
        number
        for number in order
        if number == best
        or (held[number] >= MIN_SHARE_OF_BEST * held[best] and (counting[best] < 1 or counting[number] >= 1))
    ]


def choose_points(ranking: Ranking, limit: int) -> tuple[Point, ...]:
    """Return the best sentences, at most *limit*, each text once."""
    pool, scores = ranking.pool, ranking.scores
    order = _drop_unrelated(ranking.order, ranking.measured)
    chosen: dict[str, Point] = {}
    for number in order:
        far = scores[number] < scores[order[0]] - MAX_SCORE_DISTANCE
        if len(chosen) >= limit or (far and len(chosen) >= MIN_SHOWN):
            break
        passage = pool.passages[number]
        text = passage.sentence.text
        text = text[find_dateline_end(text) :]  # reprints may differ in the dateline alone
        chosen.setdefault(" ".join(text.split()).casefold(), Point(passage, round(float(scores[number]), 6)))
    return tuple(chosen.values())


def _measure_speech(question: Question, pool: Pool) -> Floats:
    """Return how surely each sentence has words of the speaker asked about, in [0, 1]; 0 if none are asked for."""
    if question.speaker is None and not question.speaker_name:
        return np.zeros(len(pool))
    return np.array([_score_speech(question, one) for one in pool.passages], dtype=float)


def _score_speech(question: Question, passage: Passage) -> float:
    text = passage.sentence.text
    if question.speaker is None:
        stems = stem_words(text)
        named = any(word in stems for word in question.speaker_name)
        return UNKNOWN_SPEAKER_WEIGHT if named and REPORTED_SPEECH.search(text) else 0.0
    speakers = [one.speaker for one in passage.quotations]
    if question.speaker in speakers:
        return 1.0
    mentioned = question.speaker in [one.actor for one in passage.mentions]
    others = any(speakers)
    if mentioned and others and SPOKESPERSON.search(text):
        return SPOKESPERSON_WEIGHT
    return REPORTED_SPEECH_WEIGHT if mentioned and not others and REPORTED_SPEECH.search(text) else 0.0


def _looks_ahead(passage: Passage) -> bool:
    return bool(LOOKING_AHEAD.search(passage.sentence.text))


def _measure_phrases(has_phrase: Callable[[Passage], bool], pool: Pool, measured: Measurement) -> Floats:
    """Return 1 for each sentence with the phrase that, with its neighbours, holds some of the question, else 0."""
    stated = np.array([has_phrase(one) for one in pool.passages])
    held = measured.weights @ np.maximum(measured.own, NEAR_PHRASE_WEIGHT * np.maximum(measured.near, measured.title))
    return np.asarray((stated & (held >= MIN_PHRASE_SHARE)).astype(float))


def _measure_introductions(request: Request, pool: Pool) -> Floats:
    """Return 1 for each sentence that says who one of the actors is, else 0."""
    values = np.zeros(len(pool))
    for number, passage in enumerate(pool.passages):
        values[number] = float(any(find_introductions(actor.id, (passage,)) for actor in request.actors))
    return values


def _measure_days(request: Request, pool: Pool) -> Floats:
    """Return how closely each sentence is dated to the days asked about, in [0, 1]; 0 if none are asked for."""
    windows = request.query.days
    if not windows:
        return np.zeros(len(pool))
    stated = [
        max(_score_month_days(one, request.query.month_days), *(_score_days(one, window) for window in windows), 0.0)
        for one in pool.passages
    ]
    anchored = {
        one.citation.key
        for one, score in zip(pool.passages, stated, strict=True)
        if score and not one.citation.published
    }
    return np.array(
        [
            score or (WEEKDAY_WEIGHT if one.citation.key in anchored and _has_weekday(one, windows) else carried)
            for one, score, carried in zip(pool.passages, stated, _carry_years(windows, pool, stated), strict=True)
        ],
        dtype=float,
    )


def _carry_years(windows: Sequence[DateRange], pool: Pool, stated: Sequence[float]) -> list[float]:
    """
    Return for each sentence how closely a year asked about, stated shortly before, dates it as well, in [0, 1].

    An account of a year names it once: "It ended in 1999. Then he lost his post." Another date ends it.
    """
    carried = [0.0] * len(stated)
    years = [one for one in windows if one.first and one.last and (one.last - one.first).days >= MIN_YEAR_DAYS]
    last: tuple[str, int] | None = None
    for number, (passage, score) in enumerate(zip(pool.passages, stated, strict=True) if years else ()):
        key, position = passage.citation.key, passage.position
        if score >= 1 and any(_is_year(one.value) for one in passage.dates):
            last = key, position
        elif any(day_range(one.value) for one in passage.dates):
            last = None
        elif last and last[0] == key and 0 < position - last[1] <= MAX_CARRIED_SENTENCES:
            carried[number] = CARRIED_YEAR_WEIGHT
    return carried


def _is_year(value: str) -> bool:
    covered = day_range(value)
    return covered is not None and (covered[1] - covered[0]).days >= MIN_YEAR_DAYS


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
            best = max(best, OVERLAP_WEIGHT if (last - first).days <= MAX_OVERLAP_DAYS else 0.0)
    return best


def _score_month_days(passage: Passage, month_days: Sequence[str]) -> float:
    """Return how closely *passage*, of an unknown year, is dated to days asked about without one."""
    held = {day for one in passage.dates for day in list_month_days(one.value)} if month_days else set()
    return UNKNOWN_YEAR_WEIGHT if any(day.startswith(asked) for day in held for asked in month_days) else 0.0


def _has_weekday(passage: Passage, windows: Sequence[DateRange]) -> bool:
    """Return whether a sentence has the weekday of a single day asked about, in a week that is not known."""
    days = [one.first for one in windows if one.first and one.first == one.last]
    values = {f"XXXX-WXX-{day.isoweekday()}" for day in days}
    return any(expression.value[:10] in values for expression in passage.dates)


#: What an actor of each kind is called.
KIND_NAMES = {
    ActorKind.PERSON: _("person"),
    ActorKind.STATE: _("state"),
    ActorKind.ORGANISATION: _("organisation"),
    ActorKind.GROUP: _("group"),
    ActorKind.DOCUMENT: _("document"),
    ActorKind.ANONYMOUS: _("anonymous"),
    ActorKind.PLACE: _("place"),
    ActorKind.EVENT: _("event"),
}


def _describe_actor(request: Request) -> tuple[tuple[str, str], ...]:
    """Return label and value of facts about the actor, if a single one is asked about."""
    if request.intent is not QuestionIntent.WHO or len(request.actors) != 1:
        return ()
    actor = request.actors[0]
    aliases = ", ".join(alias for alias in actor.aliases[:4] if alias.casefold() != actor.name.casefold())
    lines = (
        (_("Kind"), KIND_NAMES[actor.kind]),
        (_("Described as"), actor.description),
        (_("Also called"), aliases),
    )
    return tuple((label, value) for label, value in lines if value)
