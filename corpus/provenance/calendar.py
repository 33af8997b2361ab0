"""Dates as pages and datelines write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_FORMS = (
    rf"\b{_YEAR} ?[-./년年] ?(?P<month>\d{{1,2}}) ?[-./월月] ?(?P<day>\d{{1,2}})(?:\b|T|일|日)",
    rf"\b{MONTH} {_DAY}(?:,| at)? {_YEAR}\b",
    rf"\b{_DAY}\.? (?:of )?{MONTH},? {_YEAR}\b",
)
_DATES = tuple(re.compile(form, re.IGNORECASE) for form in _FORMS)
_NUMERIC = re.compile(r"\b(?P<first>\d{1,2})[-./](?P<second>\d{1,2})[-./](?P<year>(?:19|20)\d{2})\b")


@dataclass(frozen=True, slots=True)
class Reading:
    """
    A date that a text writes out.

    Attributes:
        days: What it may mean; several where day and month can change places.
        text: Its words.
        start: First code point of them in what was read.
    """

    days: tuple[date, ...]
    text: str
    start: int


def read(text: str) -> tuple[Reading, ...]:
    """Find the full dates in *text*, in order; impossible ones are left out."""
    found = [
        Reading((day,), match[0], match.start())
        for pattern in _DATES
        for match in pattern.finditer(text)
        if (day := _day(match["year"], match["month"], match["day"]))
    ]
    found += [Reading(days, match[0], match.start()) for match in _NUMERIC.finditer(text) if (days := _either(match))]
    return tuple(sorted(found, key=lambda reading: reading.start))


def month(name: str) -> int:
    """Give the number of the month that *name* begins."""
    return MONTHS.index(name[:3].lower()) + 1


def _day(year: str, name: str, day: str) -> date | None:
    try:
        return date(int(year), int(name) if name.isdecimal() else month(name), int(day))
    except ValueError:
        return None


def _either(match: re.Match[str]) -> tuple[date, ...]:
    ways = ((match["second"], match["first"]), (match["first"], match["second"]))
    days = (_day(match["year"], name, day) for name, day in ways)
    return tuple(sorted({day for day in days if day}))
