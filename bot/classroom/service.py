"""Freeze articles at a day, and compose position packs and quizzes from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.classroom.models import ClassSubject, FrozenArticles, PackSet, ProvenPack, Quiz, QuizItem
from bot.errors import InputError
from bot.locales.messages import _
from bot.services.engine import QueryEngine, build_missing_days_error
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
from briefings.text import content_words
from briefings.verification import briefing_id
from corpus.dates import day_range
from corpus.models import CONTENT_ZONES, Citation, DateRange, Passage, Query
from corpus.publishers import count_origins

#: Sentences compared with each question, best first.
_MAX_COMPARED_SENTENCES = 100
#: Sides that can be named, and characters of their names.
MAX_NAMED_SIDES = 6
_MIN_SIDES = 2


def parse_freeze_day(engine: QueryEngine, phrase: str, scope: str, today: date) -> date:
    """
    Return the day at which *phrase* freezes the articles: the last one that it names.

    Raises:
        InputError: If it names none, or one that is still to come.
    """
    request = engine.parse_question(phrase, scope, today)
    last = request.query.days[-1].last if request.query.days else None
    if last is None:
        raise build_missing_days_error(request, phrase)
    if last > today:
        raise InputError(phrase.strip(), _("{day} is still to come.", day=last), _("Choose today or a day before."))
    return last


def freeze_articles(engine: QueryEngine, phrase: str, topic: str, scope: str, today: date) -> FrozenArticles:
    """
    Return what the articles published by the day *phrase* hold on *topic*.

    Raises:
        InputError: If *phrase* names no day up to *today*, or nothing had been published by then.
    """
    subject = ClassSubject(parse_freeze_day(engine, phrase, scope, today), " ".join(topic.split()), scope)
    return describe_articles(engine, subject)


def describe_articles(engine: QueryEngine, subject: ClassSubject) -> FrozenArticles:
    """
    Return what *subject* holds.

    Raises:
        InputError: If nothing had been published by its day.
    """
    request, found = _search(engine, subject)
    citations = tuple({passage.citation.key: passage.citation for passage in found}.values())
    if not citations:
        raise InputError(subject.topic or "class", *_explain_nothing(engine, subject))
    undated = {p.citation.key for p in engine.store.search(request.query) if day_range(p.citation.published) is None}
    days = [covered[0] for one in citations if (covered := day_range(one.published))]
    return FrozenArticles(subject, len(citations), count_origins(citations), min(days), len(undated))


def _explain_nothing(engine: QueryEngine, subject: ClassSubject) -> tuple[str, str]:
    published = [day_range(one.citation.published) for one in engine.store.list_articles(subject.scope)]
    first = min((covered[1] for covered in published if covered), default=None)
    if first is None:
        return _("There are no articles here whose day of publication is known."), ""
    if first > subject.day:
        reason = _("Nothing had been published here by {day}.", day=subject.day)
        return reason, _("The first article is of {day}.", day=first)
    reason = _("Nothing on “{topic}” had been published here by {day}.", topic=subject.topic, day=subject.day)
    return reason, _("Choose another topic, or none.")


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
    request, passages = _search(engine, subject)
    names = split_list(sides)
    wanted = tuple(_find_actor(engine, name, subject.scope) for name in names)
    known = engine.snapshot(subject.scope).stats.actors_by_id
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
        raise InputError(name, reason, _("Write the full name, and commas between the sides."))
    return actors[0].id


def compose_quiz(engine: QueryEngine, subject: ClassSubject, length: int = DEFAULT_QUIZ_LENGTH, seed: str = "") -> Quiz:
    """
    Return a quiz of up to *length* questions; the same articles and *seed* give the same quiz.

    Raises:
        InputError: If the articles have nothing to ask about.
    """
    request, passages = _search(engine, subject)

    def find_similar(text: str) -> Sequence[Passage]:
        terms = tuple(dict.fromkeys(content_words(text)))
        query = Query(terms=terms, zones=CONTENT_ZONES, scope=subject.scope, limit=_MAX_COMPARED_SENTENCES)
        return engine.store.search(query) if terms else ()

    known = engine.snapshot(subject.scope).stats.actors_by_id
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


def _search(engine: QueryEngine, subject: ClassSubject) -> tuple[Request, tuple[Passage, ...]]:
    """Return the request for a subject, and the sentences of its articles: of those on the topic, by its day."""
    request, _weight = engine.resolve_subject("", subject.topic, subject.scope, today=subject.day)
    frozen = replace(request.query, published=DateRange(None, subject.day))
    found = select_published_by(engine.store.search(frozen), subject.day)
    if request.query.terms or request.query.actors or request.query.days:
        keys = tuple(dict.fromkeys(passage.citation.key for passage in found))
        query = Query(articles=keys, scope=subject.scope)
        found = select_published_by(engine.store.search(query), subject.day) if keys else ()
    return request, found


def select_published_by(passages: Sequence[Passage], day: date) -> tuple[Passage, ...]:
    """Return the sentences of articles that were surely published by the end of *day*."""
    return tuple(passage for passage in passages if _is_published_by(passage.citation, day))


def _is_published_by(citation: Citation, day: date) -> bool:
    covered = day_range(citation.published)
    return covered is not None and covered[1] <= day
