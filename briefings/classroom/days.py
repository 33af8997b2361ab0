"""Ask when something happened: a sentence without its day, and days near it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from briefings.classroom.evidence import RELATED_OVERLAP, find_related, list_quiz_passages
from briefings.classroom.models import GAP, QuestionKind, QuizQuestion, QuizSources
from corpus.dates import day_range, exact_day
from corpus.languages.en.calendar import MONTHS, WEEKDAYS
from corpus.models import Confidence, Passage, TimeExpression, TimeKind, collapse_whitespace

#: Wrong answers of a question.
_WRONG_ANSWERS = 3
#: Days from one option to the next, at most.
_MAX_STEP = 4
#: Distance of a day from the ends of the calendar within which no question is made.
_MARGIN = timedelta(days=366)
#: Words before a day that leave others open: "since Monday" is also true of Tuesday.
_OPEN_BEFORE = re.compile(
    r"\b(?:since|by|until|till|from|before|after|between|through|throughout|to|and|or|than|of|until at least"
    r"|starting|beginning|during|into|around|about|as early as|as late as)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
#: Words after a day that do the same, or name another day by it.
_OPEN_AFTER = re.compile(
    r"^\s*(?:to|through|until|till|and|or|[-–—]\s*\w|onwards?|at the earliest|at the latest|['’]s\b)", re.IGNORECASE
)
_OTHER_TIME_WORDS = re.compile(
    rf"\b(?:{'|'.join(map(str.title, (*WEEKDAYS, *MONTHS)))}|\d{{4}})\b"
    r"|\b(?i:today|yesterday|tomorrow|tonight|overnight|eve|anniversary"
    r"|(?:day|night|week) (?:before|after|earlier|later))\b"
)
#: How the words for a day begin that can be left out: with a weekday or a date, alone or as "last Monday".
_NAMES_DAY = re.compile(
    rf"(?:(?:last|this|next|early|late)\s+)?(?:{'|'.join((*WEEKDAYS, *MONTHS, 'yesterday', 'today', 'tomorrow'))}"
    r"|\d{1,2}(?:st|nd|rd|th)?\s+[a-z]|\d{4}-)",
    re.IGNORECASE,
)
_TIME_OF_DAY = re.compile(r"\s*(?:morning|afternoon|evening|night|at noon)\b")
#: What lasts may have been so on the days around it, too.
_LASTING = re.compile(
    r"\b(?:still|remain(?:s|ed)?|stay(?:s|ed)?|continu(?:es|ed|ing)|kept|waiting"
    r"|(?:was|were) (?:without|closed|living))\b",
    re.IGNORECASE,
)
#: A day that only says when somebody spoke, or when the article was written.
_OF_SPEAKING = re.compile(
    r"\b(?:said|says|told|added|wrote|tweeted|according|reported|statement|posted|reporters|briefing|interview)\b"
    r"[^.;,]{0,40}$",
    re.IGNORECASE,
)


def find_day_questions(sources: QuizSources) -> Iterator[QuizQuestion]:
    """
    Yield questions about the day of an event, in the order of the seed.

    The sentence names this day alone, and no similar sentence of any article names a day that is offered beside it.
    The right day is as likely to be the first of the options as the last.
    """
    for passage in list_quiz_passages(sources):
        found = _find_only_day(passage)
        if found:
            question = _build_question(passage, *found, sources)
            if question:
                yield question


def _find_only_day(passage: Passage) -> tuple[TimeExpression, date] | None:
    """Return the only time expression of a sentence and its day, or None if others than this day may be right."""
    if len(passage.dates) != 1 or _LASTING.search(passage.sentence.text):
        return None
    expression, text = passage.dates[0], passage.sentence.text
    day, at = exact_day(expression.value), passage.sentence.start
    before, after = text[: expression.start - at], text[expression.end - at :]
    certain = any(map(str.isdigit, expression.text)) and re.search(r"\d{4}", expression.text)
    if (
        day is None
        or expression.kind not in {TimeKind.DATE, TimeKind.TIME}
        or not (certain or passage.citation.confidence is Confidence.STATED)
        or not _NAMES_DAY.match(expression.text)
        or _TIME_OF_DAY.match(after)
        or _OPEN_BEFORE.search(before)
        or _OPEN_AFTER.search(after)
        or _OF_SPEAKING.search(before)
        or _OTHER_TIME_WORDS.search(before + " " + after)
        or (not before.strip() and not after.strip().startswith((",", "in", "at")) and expression.text[:1].islower())
    ):
        return None
    return expression, day


def _build_question(
    passage: Passage, expression: TimeExpression, day: date, sources: QuizSources
) -> QuizQuestion | None:
    days = choose_days(day, _list_reported_days(passage, sources), sources.rank_passage(passage), sources.last)
    if days is None:
        return None
    sentence = passage.sentence
    start, end = expression.start - sentence.start, expression.end - sentence.start
    text = collapse_whitespace(sentence.text[:start] + GAP + sentence.text[end:])
    options = tuple(one.isoformat() for one in days)
    original = sentence.text[start:end]
    return QuizQuestion(QuestionKind.DAY, text, options, days.index(day), passage, original)


def _list_reported_days(passage: Passage, sources: QuizSources) -> frozenset[date]:
    """Return the days that sentences on the same name, every day of a range among them."""
    days: set[date] = set()
    for other in find_related(sources, passage, RELATED_OVERLAP):
        for expression in other.dates:
            covered = day_range(expression.value)
            if covered and (covered[1] - covered[0]).days <= 2 * _MAX_STEP * (_WRONG_ANSWERS + 1):
                days |= {covered[0] + timedelta(days=n) for n in range((covered[1] - covered[0]).days + 1)}
    return frozenset(days)


def choose_days(day: date, reported: frozenset[date], number: int, last: date | None = None) -> tuple[date, ...] | None:
    """
    Return *day* among days near it, in order; its place and the distances follow from *number*.

    Args:
        day: The right day.
        reported: Days that may be right, too.
        number: A number that depends on the seed.
        last: The day after which a student would strike every option out, unless the right one is later; or None.

    Returns:
        Four days, or None if *day* could only be the last of them, or there are too few days near it.
    """
    if not date.min + _MARGIN < day < date.max - _MARGIN:
        return None
    most = _WRONG_ANSWERS
    if last and day <= last:
        most = sum(day + timedelta(days=n) not in reported for n in range(1, min(most, (last - day).days) + 1))
    if not most:
        return None
    later, number = number % (most + 1), number // (most + 1)
    before = _list_days(day, -1, _WRONG_ANSWERS - later, reported, number)
    number //= _MAX_STEP**_WRONG_ANSWERS
    after = _list_days(day, 1, later, reported, number)
    if after and last and day <= last < after[-1]:
        after = _list_days(day, 1, later, reported, 0)  # one day after the other
    if before is None or after is None:
        return None
    return (*reversed(before), day, *after)


def _list_days(day: date, sign: int, count: int, reported: frozenset[date], number: int) -> tuple[date, ...] | None:
    """Return *count* days that nobody reports, on one side of *day*; None if there are too few near it."""
    found: list[date] = []
    at = day
    while len(found) < count:
        step, number = number % _MAX_STEP + 1, number // _MAX_STEP
        at += timedelta(days=sign * step)
        while at in reported:
            at += timedelta(days=sign)
        if abs((at - day).days) > 2 * _MAX_STEP * _WRONG_ANSWERS:
            return None
        found.append(at)
    return tuple(found)
