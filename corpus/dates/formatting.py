"""Format ranges of days in words: "Wednesday 19 June 2024", "19 to 20 June 2024"."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from corpus.languages.en.calendar import MONTHS, WEEKDAYS


def format_window(first: date, last: date) -> str:
    """Return the days from *first* to *last* in words; whole months and years by name."""
    if first == last:
        return f"{WEEKDAYS[first.weekday()].capitalize()} {format_day(first)}"
    if first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
        return _format_months(first, last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {format_day(last)}"
    if first.year == last.year:
        return f"{first.day} {_get_month_name(first)} to {format_day(last)}"
    return f"{format_day(first)} to {format_day(last)}"


def _format_months(first: date, last: date) -> str:
    if (first.month, last.month) == (1, 12):
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    if first.year != last.year:
        return f"{_get_month_name(first)} {first.year} to {_get_month_name(last)} {last.year}"
    if first.month != last.month:
        return f"{_get_month_name(first)} to {_get_month_name(last)} {last.year}"
    return f"{_get_month_name(first)} {first.year}"


def format_day(day: date) -> str:
    """Return *day* in words, without its weekday: "28 May 2024"."""
    return f"{day.day} {_get_month_name(day)} {day.year}"


def _get_month_name(day: date) -> str:
    return MONTHS[day.month - 1].capitalize()
