"""Freeze articles at a day, and compose position packs and quizzes from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.classroom.models import ClassSubject, FrozenArticles, PackSet, ProvenPack, Quiz, QuizItem
from bot.errors import InputError
from bot.locales.messages import DayRange, _
from bot.services.engine import QueryEngine, build_nothing_published_error, parse_past_day
from bot.services.topics import split_list
from briefings.classroom import (
    DEFAULT_PACK_SENTENCES,
    DEFAULT_QUIZ_LENGTH,
    QuizSources,
    build_packs,
    build_quiz,
    find_sides,
)
from briefings.models import Briefing, Point, QuestionIntent, Request
from briefings.queries import find_by_name
from briefings.text import content_words
from briefings.verification import briefing_id
from corpus.dates import day_range
from corpus.models import CONTENT_ZONES, Passage, Query
from corpus.publishers import count_origins

#: Sentences compared with each question, best first.
_MAX_COMPARED_SENTENCES = 100
_MIN_SIDES = 2


def freeze_articles(engine: QueryEngine, phrase: str, topic: str, scope: str, today: date) -> FrozenArticles:
    """
    Return what the articles published by the day *phrase* hold on *topic*.

    Raises:
        InputError: If *phrase* names no day up to *today*, or nothing on the topic had been published by then.
    """
    day, name = parse_past_day(engine, phrase, scope, today), " ".join(topic.split())
    is_topic = find_by_name(name, engine.list_topics(scope=scope)) is not None if name else None
    return describe_articles(engine, ClassSubject(day, name, scope, is_topic))


def describe_articles(engine: QueryEngine, subject: ClassSubject) -> FrozenArticles:
    """
    Return what *subject* holds.

    Raises:
        InputError: If nothing had been published by its day.
    """
    past = engine.open_past(subject.day, subject.scope)
    _request, found = _search(past, subject)
    citations = tuple({passage.citation.key: passage.citation for passage in found}.values())
    if not citations:
        raise _build_nothing_error(engine, subject)
    undated = {
        one.citation.key for one in past.store.list_articles(subject.scope) if day_range(one.citation.published) is None
    }
    days = [covered[0] for one in citations if (covered := day_range(one.published))]
    return FrozenArticles(
        subject, len(citations), count_origins(citations), min(days), 0 if subject.topic else len(undated)
    )


def _build_nothing_error(engine: QueryEngine, subject: ClassSubject) -> InputError:
    if not subject.topic:
        return build_nothing_published_error(engine, subject.day, subject.scope)
    day = DayRange.from_day(subject.day)
    reason = _("Nothing about “{topic}” had been published here by {day}.", topic=subject.topic, day=day)
    return InputError(subject.topic, reason, _("Choose another topic, or none."))


def compose_packs(
    engine: QueryEngine, subject: ClassSubject, sides: str = "", length: int = DEFAULT_PACK_SENTENCES
) -> PackSet:
    """
    Return position packs of *length* sentences each, fewer if one side has fewer.

    Args:
        engine: The engine.
        subject: The articles.
        sides: Names of the sides, separated by commas; ``""`` for those with most statements.
        length: Number of sentences of each.

    Raises:
        InputError: If a side is unknown or says nothing in these articles, or fewer than two sides say anything.
    """
    past = engine.open_past(subject.day, subject.scope)
    request, passages = _search(past, subject)
    names = split_list(sides)
    wanted = tuple(_find_actor(past, name, subject.scope) for name in names)
    known = past.snapshot(subject.scope).stats.actors_by_id
    found = find_sides(passages, known, wanted)
    packs = build_packs(found, request, engine.store.get_sequence(), length, named=bool(wanted))
    described = {pack.side.actor.id for pack in packs}
    for key, name in zip(wanted, names, strict=True):
        if key not in described:
            reason = _("I found no statements by “{name}” in these articles.", name=name)
            raise InputError(name, reason, _("Leave this side out."))
    if len(packs) < _MIN_SIDES:
        reason = _("I found no two sides with statements of their own in these articles.")
        raise InputError("sides", reason, _("Choose a later day, or another topic."))
    proven = tuple(
        ProvenPack(
            pack.side.actor.name,
            tuple(speaker.name for speaker in pack.side.speakers),
            pack.available,
            engine.prove(pack.briefing, subject.scope),
        )
        for pack in packs
    )
    return PackSet(subject, proven, length)


def _find_actor(engine: QueryEngine, name: str, scope: str) -> str:
    actors = engine.parse_question(name, scope, None).actors
    if len(actors) != 1:
        reason = _("I can't tell which person or organisation “{name}” is.", name=name)
        raise InputError(name, reason, _("Write the full name, and separate the sides by commas."))
    return actors[0].id


def compose_quiz(engine: QueryEngine, subject: ClassSubject, length: int = DEFAULT_QUIZ_LENGTH, seed: str = "") -> Quiz:
    """
    Return a quiz of up to *length* questions; the same articles and *seed* give the same quiz.

    Raises:
        InputError: If the articles have nothing to ask about.
    """
    past = engine.open_past(subject.day, subject.scope)
    request, passages = _search(past, subject)

    def find_similar(text: str) -> Sequence[Passage]:
        terms = tuple(dict.fromkeys(content_words(text)))
        query = Query(terms=terms, zones=CONTENT_ZONES, scope=subject.scope, limit=_MAX_COMPARED_SENTENCES)
        return engine.store.search(query) if terms else ()

    known = past.snapshot(subject.scope).stats.actors_by_id
    questions = build_quiz(QuizSources(passages, known, find_similar, seed, subject.day), length)
    if not questions:
        reason = _("I found nothing to ask about in these articles.")
        raise InputError("quiz", reason, _("Choose a later day, or another topic."))
    items = tuple(
        QuizItem(one.kind, one.text, one.options, one.answer, one.original, one.replacement) for one in questions
    )
    points = tuple(Point(question.passage) for question in questions)
    sequence, wanted = engine.store.get_sequence(), replace(request, intent=QuestionIntent.BRIEF, limit=length)
    briefing = Briefing(briefing_id(sequence, wanted, points), wanted, points, sequence)
    return Quiz(items, engine.prove(briefing, subject.scope))


def _search(past: QueryEngine, subject: ClassSubject) -> tuple[Request, tuple[Passage, ...]]:
    """
    Return the request for a subject, and the sentences of its dated articles: with a topic, those it is found in.

    Raises:
        InputError: If its topic was removed.
    """
    if subject.topic and subject.is_topic is False:  # words stay words, whatever topics are added
        request = past.parse_question(subject.topic, subject.scope, subject.day)
    else:
        topic = subject.topic if subject.is_topic else ""  # as words, a topic that was removed has other articles
        request, _weight = past.resolve_subject(topic, subject.topic, subject.scope, today=subject.day)
    found = _select_dated(past.store.search(request.query))
    if request.query.terms or request.query.actors or request.query.days:
        keys = tuple(dict.fromkeys(passage.citation.key for passage in found))
        found = _select_dated(past.store.search(Query(articles=keys, scope=subject.scope))) if keys else ()
    return request, found


def _select_dated(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Return the sentences of articles whose day of publication is known: others are as of when they were stored."""
    return tuple(passage for passage in passages if day_range(passage.citation.published))
