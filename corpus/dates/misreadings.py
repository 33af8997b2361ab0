"""Words that are meant for a date, and are none: 31 June, Febtember 3, 2024-13-45, 5/6."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from difflib import get_close_matches

from corpus.dates.arithmetic import day_of
from corpus.dates.vocabulary import MONTH_NUMBERS, MONTHS

_NUMBER = r"(?P<day>\d{1,3})(?:st|nd|rd|th)?"
_WORD = r"(?P<month>[^\W\d_]{3,12})\.?"
_DAY_FIRST = rf"{_NUMBER}\s+(?:of\s+)?{_WORD}"
_MONTH_FIRST = rf"{_WORD}\s+(?:the\s+)?{_NUMBER}"
_YEAR = r"\b(?:,?\s+(?P<year>\d{4}))?"
_WORDS = (re.compile(rf"\b{_DAY_FIRST}{_YEAR}"), re.compile(rf"\b{_MONTH_FIRST}{_YEAR}"))
_FIGURES = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b|\b(\d{1,2})([/.])(\d{1,2})(?:\5(\d{4}|\d{2}))?\b")


def misreadings(text: str) -> Iterator[tuple[int, int, str]]:
    """
    Find what is meant for a date and is none.

    Yields:
        Start, end, and the reason in words; the caller drops those that overlap what was read.
    """
    for match in (match for words in _WORDS for match in words.finditer(text)):
        if reason := _wrong_day(match["month"].lower(), int(match["day"]), match["year"]):
            yield match.start(), match.end(), reason
    for match in _FIGURES.finditer(text):
        if match[1] and not day_of(*map(int, match.group(1, 2, 3))):
            yield match.start(), match.end(), "there is no such day"
        elif match[4] and (match[5] == "/" or match[7]):
            yield match.start(), match.end(), _wrong_figures(int(match[4]), int(match[6]))


def _wrong_day(month: str, day: int, year: str | None) -> str:
    if month not in MONTH_NUMBERS:
        near = get_close_matches(month, MONTHS, n=1, cutoff=0.75)
        return f"there is no month {month.capitalize()} ({near[0].capitalize()}?)" if near else ""
    number = MONTH_NUMBERS[month]
    most = monthrange(int(year or 2024) or 2024, number)[1]
    name = MONTHS[number - 1].capitalize()
    if not 1 <= day <= most:
        return f"{name}{f' {year}' if year else ''} has {most} days"
    return ""


def _wrong_figures(first: int, second: int) -> str:
    if 1 <= first <= 12 and 1 <= second <= 12:
        names = [MONTHS[number - 1].capitalize() for number in (first, second)]
        return f"it could be {first} {names[1]} or {second} {names[0]}"
    return "there is no such day"
