"""Query engines on the past: only what had been published by a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from bot.errors import InputError
from bot.locales.messages import DayRange, _
from bot.services.engine.queries import QueryEngine, build_missing_days_error
from corpus.pipeline import find_first_day

T = TypeVar("T")


def open_past_engine(engine: QueryEngine, words: str, scope: str, today: date) -> QueryEngine:
    """
    Return an engine on what had been published by the day that *words* name; *engine* closes it.

    Args:
        engine: The engine of the present.
        words: A day or period, as typed; of a period the last day counts.
        scope: The scope whose articles are wanted besides the shared ones.
        today: The day on which the words were typed.

    Raises:
        InputError: If they name no day or one in the future, or nothing had been published by then.
    """
    day = parse_past_day(engine, words, scope, today)
    past = engine.open_past(day, scope)
    if not past.store.list_keys(scope):
        raise build_nothing_published_error(engine, day, scope)
    return past


def build_nothing_published_error(engine: QueryEngine, day: date, scope: str) -> InputError:
    """Return the error that nothing had been published by the end of *day*, with the first day that there is."""
    first = find_first_day(engine.store, scope)
    remedy = _("There are no articles here yet.")
    if first:
        remedy = _("The first article here is from {day}.", day=DayRange.from_day(first))
    return InputError(
        day.isoformat(), _("Nothing had been published here by {day}.", day=DayRange.from_day(day)), remedy
    )


def parse_past_day(engine: QueryEngine, words: str, scope: str, today: date) -> date:
    """
    Return the day that *words*, typed on *today*, name; of a period the last day that is not after *today*.

    Raises:
        InputError: If they name no day, or one in the future.
    """
    request = engine.parse_question(words, scope, today)
    if not request.query.days:
        raise build_missing_days_error(request, words)
    days = request.query.days[0]
    first, last = days.first or days.last or today, days.last or days.first or today
    if first > today:
        reason = _("“{text}” is in the future.", text=words)
        raise InputError(words.strip(), reason, _("Choose today or an earlier day."))
    return min(last, today)


def run_as_of(engine: QueryEngine, task: Callable[[QueryEngine], T], words: str, today: date, scope: str) -> T:
    """
    Return the result of *task* on what *scope* sees as of the day that *words*, typed on *today*, name.

    Raises:
        InputError: If the words name no day or one in the future, or nothing had been published by then.
    """
    return task(open_past_engine(engine, words, scope, today))
