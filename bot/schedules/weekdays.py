"""Days as people write them: weekdays of a schedule, and the day on which a pause ends."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from babel.dates import get_day_names, get_month_names

from bot.errors import ScheduleError
from bot.phrases import phrase
from bot.schedules.instants import EVERY_DAY

#: The languages in which days are understood; those that the bot speaks.
_LANGUAGES = ("en", "ko", "uk", "de", "es", "ja")

_WORKING, _WEEKEND = frozenset(range(5)), frozenset({5, 6})
_GROUPS: Mapping[str, frozenset[int]] = {
    **dict.fromkeys(("daily", "every day", "everyday", "all", "all days"), EVERY_DAY),
    **dict.fromkeys(("weekdays", "weekday", "workdays", "working days", "business days"), _WORKING),
    **dict.fromkeys(("weekends", "weekend"), _WEEKEND),
}
_PARTS = re.compile(r"\s*(?:,|;|/|&|\+|\band\b|、)\s*")
_RANGE = re.compile(r"\s*(?:-|–|—|~|\bto\b|\bthrough\b|\buntil\b)\s*")
_EVERY = re.compile(r"^(?:every|each|on)\s+(?!day)")


def read_weekdays(text: str) -> frozenset[int]:
    """
    Read days of the week as people write them: ``weekdays``, ``Mon, Wed``, ``Tue-Fri``, ``daily``; Monday is 0.

    Raises:
        ScheduleError: If *text* holds something else.
    """
    whole = " ".join(text.casefold().split())
    parts = [part for part in _PARTS.split(whole) if part]
    if not parts:
        raise ScheduleError(phrase("the days"), phrase("are empty"), _FORMS)
    return frozenset().union(*(_read_part(_EVERY.sub("", part)) for part in parts))


_FORMS = phrase("Write them like weekdays, Mon, Wed or daily.")


def _read_part(part: str) -> frozenset[int]:
    if part in _GROUPS:
        return _GROUPS[part]
    ends = _RANGE.split(part)
    if len(ends) == 2 and all(ends):
        first, last = map(_weekday, ends)
        return frozenset((first + step) % 7 for step in range((last - first) % 7 + 1))
    if all(_find(word) is not None for word in part.split()):  # "mon wed fri"
        return frozenset(map(_weekday, part.split()))
    return frozenset({_weekday(part)})


def _weekday(word: str) -> int:
    found = _find(word)
    if found is None:
        raise ScheduleError(phrase("the day “{day}”", day=word), phrase("is no day of the week"), _FORMS)
    return found


def _find(word: str) -> int | None:
    bare = word.strip(".")
    known = _names()
    if bare in known:
        return known[bare]
    singular = bare.removesuffix("s")
    near = {day for name, day in known.items() if len(singular) >= 3 and name.startswith(singular)}
    return near.pop() if len(near) == 1 else None


@cache
def _names() -> Mapping[str, int]:
    """Give the names of the days in every language; of two days with one name, that of the language listed first."""
    found: dict[str, int] = {}
    for language in _LANGUAGES:
        for width in ("wide", "abbreviated", "short"):
            for day, name in get_day_names(width, "stand-alone", language).items():
                found.setdefault(str(name).casefold().strip("."), int(day))
    return found


_COUNT = re.compile(r"(?:in |for )?(\d{1,3}|a|one|two|three|four) (day|week|month)s?")
_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4}
_LENGTHS = {"day": 1, "week": 7, "month": 30}
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\.?(?: of)? ([^\W\d]+)\.?,?(?: (\d{4}))?")
_MONTH_DAY = re.compile(r"([^\W\d]+)\.? (\d{1,2})(?:st|nd|rd|th)?,?(?: (\d{4}))?")
_LATEST = timedelta(days=366)


def read_day(text: str, today: date) -> date:
    """
    Read a day to come: ``1 July``, ``2024-07-01``, ``Monday``, ``tomorrow``, ``in two weeks``.

    Raises:
        ScheduleError: If *text* is no day, or none within a year after *today*.
    """
    words = " ".join(text.casefold().split())
    day = _read_day(words, today)
    if day is None:
        raise ScheduleError(
            phrase("the day “{day}”", day=text.strip()),
            phrase("can't be read"),
            phrase("Write it like 1 July, 2024-07-01, Monday or in two weeks."),
        )
    if not today < day <= today + _LATEST:
        raise ScheduleError(
            phrase("the day “{day}”", day=text.strip()),
            phrase("is not within the coming year"),
            phrase("Name a later day, up to a year from today."),
        )
    return day


def _read_day(words: str, today: date) -> date | None:
    if words == "tomorrow":
        return today + timedelta(days=1)
    if match := _COUNT.fullmatch(words):
        number = _NUMBERS.get(match[1]) or int(match[1])
        return today + timedelta(days=number * _LENGTHS[match[2]])
    weekday = _find(words.removeprefix("next ").removeprefix("on "))
    if weekday is not None:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    if match := _DAY_MONTH.fullmatch(words):
        return _dated(match[1], match[2], match[3], today)
    if match := _MONTH_DAY.fullmatch(words):
        return _dated(match[2], match[1], match[3], today)
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def _dated(day: str, month: str, year: str | None, today: date) -> date | None:
    number = _months().get(month)
    if number is None:
        return None
    years = (int(year),) if year else (today.year, today.year + 1)
    found = [made for one in years if (made := _made(one, number, int(day)))]
    return next((one for one in found if one > today), found[0] if found else None)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@cache
def _months() -> Mapping[str, int]:
    found: dict[str, int] = {}
    for language in _LANGUAGES:
        for width in ("wide", "abbreviated"):
            for context in ("stand-alone", "format"):
                for month, name in get_month_names(width, context, language).items():
                    found.setdefault(str(name).casefold().strip("."), int(month))
    return found
