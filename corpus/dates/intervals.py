"""Convert between TIMEX3 or ISO 8601 values and ranges of days."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T.*)?")
_WEEK = re.compile(r"(\d{4})-W(\d{2})(-WE|-\d)?(?:T.*)?")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_HALF = re.compile(r"(\d{4})-H([12])")
_SEASON = re.compile(r"(\d{4})-(SP|SU|FA|WI)")
_YEAR = re.compile(r"\d{4}")
_DECADE = re.compile(r"\d{3}")
_CENTURY = re.compile(r"\d{2}")
_SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}

DayPair = tuple[date, date]


@lru_cache(maxsize=4_096)  # a corpus mentions few distinct days, each many times
def day_range(value: str | None) -> DayPair | None:
    """
    Return the first and last day that *value* covers, both included.

    Args:
        value: A day (a time may follow), week, weekend, month, quarter, half, season, year, decade (three digits),
            century (two digits), or an interval ``start/end`` of these.

    Returns:
        None if *value* is not on the calendar: durations, sets, ``PAST_REF``, ``XXXX-12-25``, an impossible day.
    """
    if not value:
        return None
    if "/" in value:
        first, _, last = value.partition("/")
        start, end = day_range(first), day_range(last)
        return (start[0], end[1]) if start and end and start[0] <= end[1] else None
    try:
        return _parse_single(value)
    except ValueError:
        return None


def exact_day(value: str | None) -> date | None:
    """Return the day if *value* is exactly one, or None; a week or a month is none."""
    days = day_range(value)
    return days[0] if days and days[0] == days[1] else None


#: Days of one open interval that are listed; longer ones name no day in particular.
_MAX_OPEN_DAYS = 31
_OPEN_VALUE = re.compile(r"XXXX-(\d\d)(?:-(\d\d))?(?:T.*)?")


def list_month_days(value: str) -> tuple[str, ...]:
    """
    Return the days that an open *value* may be in any year: "08-11" for ``XXXX-08-11``, "08" for ``XXXX-08``.

    Returns:
        Each day of an interval of at most 31 days; none if the year is known or the value names no day or month.
    """
    ends = [_OPEN_VALUE.fullmatch(part) for part in value.split("/", 1)]
    found = [match for match in ends if match]
    if len(found) != len(ends):
        return ()
    if len(found) == 1:
        return ("-".join(part for part in found[0].groups() if part),)
    if not all(match[2] for match in found):
        return ()
    first, last = (f"{match[1]}-{match[2]}" for match in found)
    days = day_range(f"2000-{first}/{2000 + (last < first)}-{last}")
    count = (days[1] - days[0]).days + 1 if days else 0
    if days is None or count > _MAX_OPEN_DAYS:
        return ()
    return tuple(f"{days[0] + timedelta(number):%m-%d}" for number in range(count))


def _parse_single(value: str) -> DayPair | None:
    for pattern, reader in _PARSERS:
        if match := pattern.fullmatch(value):
            return reader(match)
    return None


def _parse_day(match: re.Match[str]) -> DayPair:
    day = date(int(match[1]), int(match[2]), int(match[3]))
    return day, day


def _parse_week(match: re.Match[str]) -> DayPair:
    year, week = int(match[1]), int(match[2])
    if match[3] == "-WE":
        return date.fromisocalendar(year, week, 6), date.fromisocalendar(year, week, 7)
    if match[3]:
        day = date.fromisocalendar(year, week, int(match[3][1:]))
        return day, day
    return date.fromisocalendar(year, week, 1), date.fromisocalendar(year, week, 7)


def _get_month_range(year: int, first: int, last: int) -> DayPair:
    end_year = year + (last < first)
    return date(year, first, 1), date(end_year, last, monthrange(end_year, last)[1])


def _parse_decade(match: re.Match[str]) -> DayPair:
    first = int(match[0]) * 10
    return date(first, 1, 1), date(first + 9, 12, 31)


def _parse_century(match: re.Match[str]) -> DayPair:
    first = int(match[0]) * 100
    return date(first or 1, 1, 1), date(first + 99, 12, 31)


_PARSERS = (
    (_DAY, _parse_day),
    (_WEEK, _parse_week),
    (_MONTH, lambda match: _get_month_range(int(match[1]), int(match[2]), int(match[2]))),
    (_QUARTER, lambda match: _get_month_range(int(match[1]), int(match[2]) * 3 - 2, int(match[2]) * 3)),
    (_HALF, lambda match: _get_month_range(int(match[1]), int(match[2]) * 6 - 5, int(match[2]) * 6)),
    (_SEASON, lambda match: _get_month_range(int(match[1]), *_SEASON_MONTHS[match[2]])),
    (_YEAR, lambda match: _get_month_range(int(match[0]), 1, 12)),
    (_DECADE, _parse_decade),
    (_CENTURY, _parse_century),
)


def format_timex_range(first: date, last: date) -> str:
    """Return an interval of days as the shortest value: ``2024-06``, ``2024-W25``, ``2024-06-19/2024-06-20``."""
    if first == last:
        return first.isoformat()
    if (first.day, last) == (1, _get_month_range(first.year, first.month, first.month)[1]):
        return f"{first.year:04}-{first.month:02}"
    if (first, last) == _get_month_range(first.year, 1, 12):
        return f"{first.year:04}"
    if first.isoweekday() == 1 and last - first == timedelta(days=6):
        year, week, _ = first.isocalendar()
        return f"{year:04}-W{week:02}"
    return f"{first.isoformat()}/{last.isoformat()}"
