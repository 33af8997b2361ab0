"""Windows of days in words: "Wednesday 19 June 2024", "19 to 20 June 2024", "since 28 May 2024"."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from corpus.dates.vocabulary import MONTHS, WEEKDAYS


def say(first: date, last: date) -> str:
    """Say the days from *first* to *last*; whole months and years by their names."""
    if first == last:
        return f"{WEEKDAYS[first.weekday()].capitalize()} {say_day(first)}"
    if first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
        return _months(first, last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {say_day(last)}"
    if first.year == last.year:
        return f"{first.day} {_month(first)} to {say_day(last)}"
    return f"{say_day(first)} to {say_day(last)}"


def _months(first: date, last: date) -> str:
    if (first.month, last.month) == (1, 12):
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    if first.year != last.year:
        return f"{_month(first)} {first.year} to {_month(last)} {last.year}"
    if first.month != last.month:
        return f"{_month(first)} to {_month(last)} {last.year}"
    return f"{_month(first)} {first.year}"


def say_day(day: date) -> str:
    """Say *day* without its weekday: "28 May 2024"."""
    return f"{day.day} {_month(day)} {day.year}"


def _month(day: date) -> str:
    return MONTHS[day.month - 1].capitalize()
