"""What a story betrays of its own day: the weekdays it names, the dates under its pictures, "next month's"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.model import Zone, ZoneSpan
from corpus.provenance import calendar

_WEEKDAY = re.compile(rf"\b({'|'.join(name.capitalize() for name in calendar.WEEKDAYS)})\b(?!s\b)")
#: Weekdays before these, or behind those, are not the days of the report.
_NOT_BEFORE = re.compile(
    r"\b(?:next|until|till|by|from|every|each|last|coming|starting|since|on or before|as of|a)\s(?:\w+\s)?$",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|would|is to|are to|set to|expected to|due to|scheduled|plans? to|upcoming|going to)\b[^.;]{0,80}$",
    re.IGNORECASE,
)
_NEXT_MONTH = re.compile(
    rf"\bnext month\b[^.]{{0,60}}\bin {calendar.MONTH}"
    rf"|\bin {calendar.MONTH.replace('month', 'before')}[^.]{{0,40}}\bnext month\b",
    re.IGNORECASE,
)
_LAST_WEEK = re.compile(r"\b(?:last|next) (?:week|month|year)(?:['’]s)?\b", re.IGNORECASE)
_DATED = re.compile(
    rf"\b(?P<weekday>{'|'.join(name.capitalize() for name in calendar.WEEKDAYS)}),? (?:the )?"
    r"(?:(?P<month>[A-Z][a-z]{2,8})\.? (?P<day>\d{1,2})"
    r"|(?P<early>\d{1,2})(?:st|nd|rd|th)? (?:of )?(?P<late>[A-Z][a-z]{2,8}))"
    r"\b(?!,? \d{4})"
)
#: So many paragraphs make the opening, whose weekdays are the report's own.
_OPENING = 3


@dataclass(frozen=True, slots=True)
class Dated:
    """
    A day that a story names with its weekday and without its year ("Thursday, June 20").

    Attributes:
        weekday: ISO weekday.
        month: Its month.
        day: Its day of the month.
        text: Its words.
    """

    weekday: int
    month: int
    day: int
    text: str

    def fits(self, published: date) -> bool:
        """Tell whether the day of that name that lies nearest to *published* falls on the weekday."""
        near = [each for year in (-1, 0, 1) if (each := _on(published.year + year, self.month, self.day))]
        nearest = min(near, key=lambda each: abs(each - published), default=None)
        return nearest is None or nearest.isoweekday() == self.weekday


@dataclass(frozen=True, slots=True)
class Clues:
    """
    What the story's own words say of the day it was published.

    Attributes:
        weekday: ISO weekday that the report names as its own day (4 = Thursday), or None where none stands out.
        named: ISO weekdays that it names for what has happened, in order, with repetition.
        not_before: The latest day that a caption dates, or None.
        dated: Days that it names with their weekday, which fit few years only.
        months: Calendar months it can be from ("next month's summit in July" → 6); empty where all.
        evidence: Short sentences for a human.
    """

    weekday: int | None = None
    named: tuple[int, ...] = ()
    not_before: date | None = None
    months: tuple[int, ...] = ()
    dated: tuple[Dated, ...] = ()
    evidence: tuple[str, ...] = ()


def clues(text: str, zones: Sequence[ZoneSpan]) -> Clues:
    """Gather what *text* betrays of its own day in body and captions."""
    bodies = [text[span.start : span.end] for span in zones if span.zone is Zone.BODY]
    captions = [text[span.start : span.end] for span in zones if span.zone is Zone.CAPTION]
    opening = [day for words in bodies[:_OPENING] for day in _weekdays(words)]
    named = [day for words in (*bodies, *captions) for day in _weekdays(words)]
    weekday = _closest_behind(named) if opening or len(named) != len(set(named)) else None
    dated = [reading for words in captions for reading in calendar.read(words) if len(reading.days) == 1]
    latest = max(dated, key=lambda reading: reading.days[0], default=None)
    months = tuple(dict.fromkeys(month for words in bodies for month in _months(words)))
    days = tuple(day for words in (*bodies, *captions) for day in _days(words))
    evidence = [*_say_weekdays(weekday, named), *(f"names {day.text!r}" for day in days)]
    if latest:
        evidence.append(f"a picture is dated {latest.text!r}")
    evidence += [f"says {match[0]!r}" for words in bodies for match in _LAST_WEEK.finditer(words)]
    not_before = latest.days[0] if latest else None
    return Clues(weekday, tuple(named), not_before, months, days, tuple(dict.fromkeys(evidence)))


def narrow(window: tuple[date, date], found: Clues) -> tuple[date, date] | None:
    """
    Narrow the days on which an article may have been published by its own clues.

    Args:
        window: First and last day possible, both included, from whatever else is known (other articles that date the
            same events, the page's own date as the latest).
        found: The article's clues.

    Returns:
        First and last day left, the same twice where one day is left; None where no day of the window fits.
    """
    first, last = window
    if found.not_before and found.not_before > first:
        first = found.not_before
    span = (last - first).days
    if span < 0:
        return None
    if found.weekday is None and not found.months and not found.dated:
        return first, last
    fitting = [day for day in (first + timedelta(days=n) for n in range(span + 1)) if _fits(day, found)]
    return (fitting[0], fitting[-1]) if fitting else None


def _fits(day: date, found: Clues) -> bool:
    if found.weekday not in {None, day.isoweekday()} or (found.months and day.month not in found.months):
        return False
    return all(each.fits(day) for each in found.dated)


def _days(words: str) -> list[Dated]:
    found = []
    for match in _DATED.finditer(words):
        name, day = match["month"] or match["late"], match["day"] or match["early"]
        if name[:3].lower() in calendar.MONTHS:
            weekday = calendar.WEEKDAYS.index(match["weekday"].lower()) + 1
            found.append(Dated(weekday, calendar.month(name), int(day), match[0]))
    return found


def _on(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _weekdays(words: str) -> list[int]:
    """Give the weekdays that *words* name for what has happened."""
    return [
        calendar.WEEKDAYS.index(match[1].lower()) + 1
        for match in _WEEKDAY.finditer(words)
        if not _NOT_BEFORE.search(words[: match.start()][-40:]) and not _AHEAD.search(words[: match.start()][-120:])
    ]


def _closest_behind(named: Sequence[int]) -> int | None:
    """Give the weekday from which all that are named lie the fewest days back."""
    return min(dict.fromkeys(named), key=lambda day: sum((day - other) % 7 for other in named), default=None)


def _months(words: str) -> list[int]:
    return [(calendar.month(match["month"] or match["before"]) - 2) % 12 + 1 for match in _NEXT_MONTH.finditer(words)]


def _say_weekdays(weekday: int | None, named: Sequence[int]) -> list[str]:
    if weekday is None:
        return []
    name = calendar.WEEKDAYS[weekday - 1].capitalize()
    times = named.count(weekday)
    return [f"names {name} as the day of the report" + (f", {times} times" if times > 1 else "")]
