"""Parse times, weekdays and dates as people write them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache

from babel import Locale
from babel.dates import get_day_names, get_month_names

from bot.errors import ScheduleError
from bot.locales import LANGUAGES
from bot.locales.messages import _
from bot.models.schedule import EVERY_DAY, LAST_DAY_OF_MONTH, MAX_INTERVAL_DAYS
from corpus.languages.en.calendar import DAYS_PER_UNIT, EVERY_PREFIX, NAMED_TIMES, RANGE_SEPARATOR, RELATIVE_DAY
from corpus.languages.en.numbers import NUMBER_WORDS

_WORKDAYS, _WEEKEND = frozenset(range(5)), frozenset({5, 6})
_WEEKDAY_GROUPS: Mapping[str, frozenset[int]] = {
    **dict.fromkeys(("daily", "every day", "everyday", "all", "all days"), EVERY_DAY),
    **dict.fromkeys(("weekdays", "weekday", "workdays", "working days", "business days"), _WORKDAYS),
    **dict.fromkeys(("weekends", "weekend"), _WEEKEND),
}


def parse_weekdays(text: str) -> frozenset[int]:
    """
    Parse days of the week as people write them: ``weekdays``, ``Mon, Wed``, ``Tue-Fri``, ``daily``; Monday is 0.

    Raises:
        ScheduleError: If *text* contains anything else.
    """
    normalized = " ".join(text.casefold().split())
    parts = [part for part in _build_list_separator(",;/&+、").split(normalized) if part]
    if not parts:
        raise ScheduleError("days", _("I need at least one day."), _WEEKDAYS_HINT)
    return frozenset().union(*(_parse_weekday_part(EVERY_PREFIX.sub("", part)) for part in parts))


@cache
def _build_list_separator(signs: str) -> re.Pattern[str]:
    """Return a pattern of what stands between the items of a list: one of *signs*, or "and" in any of the languages."""
    patterns = [Locale.parse(language).list_patterns["standard"]["2"] for language in LANGUAGES]
    conjunctions = {pattern.removeprefix("{0} ").removesuffix(" {1}") for pattern in patterns}
    words = "|".join(sorted(word for word in conjunctions if word.isalpha()))
    return re.compile(rf"\s*(?:[{signs}]|(?<!\S)(?:{words})(?!\S))\s*", re.IGNORECASE)


_WEEKDAYS_HINT = _("Try “weekdays”, “Mon, Wed” or “daily”.")


def _parse_weekday_part(part: str) -> frozenset[int]:
    if part in _WEEKDAY_GROUPS:
        return _WEEKDAY_GROUPS[part]
    ends = RANGE_SEPARATOR.split(part)
    if len(ends) == 2 and all(ends):
        first, last = map(_parse_weekday, ends)
        return frozenset((first + step) % 7 for step in range((last - first) % 7 + 1))
    if all(_find_weekday(word) is not None for word in part.split()):  # "mon wed fri"
        return frozenset(map(_parse_weekday, part.split()))
    return frozenset({_parse_weekday(part)})


def _parse_weekday(word: str) -> int:
    found = _find_weekday(word)
    if found is None:
        raise ScheduleError(word, _("“{day}” isn't a day of the week.", day=word), _WEEKDAYS_HINT)
    return found


def _find_weekday(word: str) -> int | None:
    stripped = word.strip(".")
    weekdays = _load_weekday_names()
    if stripped in weekdays:
        return weekdays[stripped]
    singular = stripped.removesuffix("s")
    near = {day for name, day in weekdays.items() if len(singular) >= 3 and name.startswith(singular)}
    return near.pop() if len(near) == 1 else None


@cache
def _load_weekday_names() -> Mapping[str, int]:
    """Return weekday numbers by name in all languages; for an ambiguous name, the language listed first wins."""
    weekdays: dict[str, int] = {}
    for language in LANGUAGES:
        for width in ("wide", "abbreviated", "short"):
            for day, name in get_day_names(width, "stand-alone", language).items():
                weekdays.setdefault(str(name).casefold().strip("."), int(day))
    return weekdays


@dataclass(frozen=True, slots=True)
class DayRule:
    """
    On which days a schedule has its times, as `bot.models.schedule.Schedule` has them.

    Attributes:
        weekdays: Days of the week, Monday is 0.
        interval: Days from one scheduled day to the next; if above 1, the weekdays do not count.
        month_days: Days of the month; if there are any, nothing else counts.
        hours: Hours from one time of a day to the next, a divisor of 24; 0 if the times are as given.
    """

    weekdays: frozenset[int] = EVERY_DAY
    interval: int = 1
    month_days: frozenset[int] = frozenset()
    hours: int = 0


_INTERVAL = re.compile(r"(?:once )?(?:every|each) (?:([^\W_]{1,12}) )?(hour|day|week)s?")
_NAMED_INTERVALS = {"hourly": (1, "hour"), "weekly": (1, "week"), "fortnightly": (2, "week"), "biweekly": (2, "week")}
_INTERVAL_NUMBERS = {"other": 2, "second": 2}
_MONTH_SUFFIX = r"(?: day)?(?: of (?:the|each|every|a) month)?"
_MONTH_PREFIX = r"(?:(?:monthly|each month|every month)\b,? ?)?(?:on )?(?:the |day )?"
_DAY_OF_MONTH = re.compile(rf"{_MONTH_PREFIX}(\d{{1,2}})(?:st|nd|rd|th)?\.?{_MONTH_SUFFIX}")
_LAST_OF_MONTH = re.compile(rf"{_MONTH_PREFIX}(?:last{_MONTH_SUFFIX}|month[ -]?end|end of (?:the|each|every) month)")
_MONTHLY = frozenset({"monthly", "every month", "each month", "once a month"})


def parse_days(text: str) -> DayRule:
    """
    Parse on which days a digest comes, as people write it.

    Understood are, besides what `parse_weekdays` takes: ``every 3 days``, ``every other day``, ``every 6 hours``,
    ``every 2 weeks``, ``monthly``, ``1st and 15th``, ``monthly on the 15th``, ``last day of the month``.

    Raises:
        ScheduleError: If *text* contains anything else, or no schedule can be made of the number.
    """
    normalized = " ".join(text.casefold().split())
    if found := _find_interval(normalized):
        return _build_interval(text.strip(), *found)
    if normalized in _MONTHLY:
        return DayRule(month_days=frozenset({1}))
    parts = [part for part in _build_list_separator(",;/&+、").split(normalized) if part]
    month_days = [_find_day_of_month(part) for part in parts]
    if parts and all(month_days):
        return DayRule(month_days=frozenset(day for day in month_days if day))
    return DayRule(parse_weekdays(text))


def _find_interval(words: str) -> tuple[int, str] | None:
    """Return the number and the unit of *words* such as "every 3 days", or None."""
    if words in _NAMED_INTERVALS:
        return _NAMED_INTERVALS[words]
    match = _INTERVAL.fullmatch(words)
    if match is None:
        return None
    word = match[1] or "1"
    number = int(word) if word.isdecimal() else _INTERVAL_NUMBERS.get(word) or NUMBER_WORDS.get(word)
    return None if number is None else (int(number), match[2])


def _build_interval(text: str, number: int, unit: str) -> DayRule:
    hours = number if unit == "hour" else 0
    if hours and hours % 24 == 0:
        hours, number = 0, hours // 24
    if hours:
        if 24 % hours:
            reason = _("A day can't be divided evenly by “{text}”.", text=text)
            raise ScheduleError("days", reason, _("Use 1, 2, 3, 4, 6, 8 or 12 hours."))
        return DayRule(hours=hours)
    days = 7 * number if unit == "week" else number
    if not 1 <= days <= MAX_INTERVAL_DAYS:
        reason = _("“{text}” isn't between 1 and {number} days.", text=text, number=MAX_INTERVAL_DAYS)
        raise ScheduleError("days", reason, _("Use a shorter interval, or a day of the month."))
    return DayRule(interval=days)


def _find_day_of_month(words: str) -> int | None:
    """Return the day of the month that *words* name, from 1 to 31, or None."""
    if _LAST_OF_MONTH.fullmatch(words):
        return LAST_DAY_OF_MONTH
    match = _DAY_OF_MONTH.fullmatch(words)
    return int(match[1]) if match and 1 <= int(match[1]) <= LAST_DAY_OF_MONTH else None


def spread_over_day(first: time, hours: int) -> tuple[time, ...]:
    """Return the times of a day that lie a multiple of *hours*, a divisor of 24, from *first*."""
    return tuple(first.replace(hour=hour) for hour in range(first.hour % hours, 24, hours))


_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\.?(?: of)? ([^\W\d]+)\.?,?(?: (\d{4}))?")
_MONTH_DAY = re.compile(r"([^\W\d]+)\.? (\d{1,2})(?:st|nd|rd|th)?,?(?: (\d{4}))?")
_MAX_TIME_AHEAD = timedelta(days=366)


def parse_day(text: str, today: date) -> date:
    """
    Parse a future day: ``1 July``, ``2024-07-01``, ``Monday``, ``tomorrow``, ``in two weeks``.

    Raises:
        ScheduleError: If *text* is not a day, or the day is not within a year after *today*.
    """
    words = " ".join(text.casefold().split())
    day = _parse_day_words(words, today)
    if day is None:
        raise ScheduleError(
            text.strip(),
            _("I can't read the day “{day}”.", day=text.strip()),
            _("Try 1 July, 2024-07-01, Monday or in two weeks."),
        )
    if not today < day <= today + _MAX_TIME_AHEAD:
        raise ScheduleError(
            text.strip(),
            _("“{day}” isn't within the coming year.", day=text.strip()),
            _("Choose a day from tomorrow up to a year from now."),
        )
    return day


def _parse_day_words(words: str, today: date) -> date | None:
    if words == "tomorrow":
        return today + timedelta(days=1)
    if match := RELATIVE_DAY.fullmatch(words):
        number = NUMBER_WORDS.get(match[1]) or int(match[1])
        return today + timedelta(days=number * DAYS_PER_UNIT[match[2]])
    weekday = _find_weekday(words.removeprefix("next ").removeprefix("on "))
    if weekday is not None:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    if match := _DAY_MONTH.fullmatch(words):
        return _resolve_date(match[1], match[2], match[3], today)
    if match := _MONTH_DAY.fullmatch(words):
        return _resolve_date(match[2], match[1], match[3], today)
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def _resolve_date(day: str, month: str, year: str | None, today: date) -> date | None:
    number = _load_month_names().get(month)
    if number is None:
        return None
    years = (int(year),) if year else (today.year, today.year + 1)
    found = [made for one in years if (made := _build_date(one, number, int(day)))]
    return next((one for one in found if one > today), found[0] if found else None)


def _build_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@cache
def _load_month_names() -> Mapping[str, int]:
    found: dict[str, int] = {}
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for context in ("stand-alone", "format"):
                for month, name in get_month_names(width, context, language).items():
                    found.setdefault(str(name).casefold().strip("."), int(month))
    return found


_TIME_24_HOUR = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")
_TIME_12_HOUR = re.compile(r"(0?[1-9]|1[0-2])(?:[:.]([0-5]\d))?\s*([ap])\.?\s?m\.?", re.IGNORECASE)


def parse_times(text: str) -> tuple[time, ...]:
    """
    Parse local times as people write them: ``8:30``, ``08.30``, ``9pm``, ``8:00, 6 pm``, ``noon``.

    Raises:
        ScheduleError: If *text* contains anything else.
    """
    parts = [part.strip() for part in _build_list_separator(",;").split(text) if part.strip()]
    if not parts:
        raise ScheduleError("time", _("I need at least one time."), _("Try 8:30 or 9pm."))
    return tuple(sorted({_parse_time(part) for part in parts}))


def _parse_time(text: str) -> time:
    if text.lower() in NAMED_TIMES:
        return NAMED_TIMES[text.lower()]
    if match := _TIME_12_HOUR.fullmatch(text):
        return time(int(match[1]) % 12 + 12 * (match[3].lower() == "p"), int(match[2] or 0))
    if match := _TIME_24_HOUR.fullmatch(text):
        return time(int(match[1]), int(match[2]))
    raise ScheduleError(text, _("I can't read the time “{time}”.", time=text), _("Try 8:30, 20:15 or 9pm."))
