"""Times of day, alone or beside their day."""

from __future__ import annotations

import re

from corpus.dates.arithmetic import bounded, day_of, granularity
from corpus.dates.explicit import day_number, month_number, year_number, yearless
from corpus.dates.grammar import Finding, Hit, Rule, rule
from corpus.dates.relative import weekday_near, weekday_number
from corpus.dates.vocabulary import CLOCK_WORDS, DEICTIC_DAYS
from corpus.model import TimeKind

_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?:[:.]\d{2})?\s*(?:([ap])\.?m\.?)?")


def time_of(written: str) -> str | None:
    """Read a time of day as ``15:26``; None where the clock has no such."""
    if written in CLOCK_WORDS:
        return CLOCK_WORDS[written]
    match = _CLOCK.fullmatch(written)
    if not match:
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + 12 * (half == "p")
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def _finding(hit: Hit, day: str | None) -> Finding | None:
    clock = time_of(hit.word("clock") or hit.word("noon"))
    if clock is None:
        return None
    return Finding(f"{day or 'XXXX-XX-XX'}T{clock}", TimeKind.TIME, "time of day on its day")


def _alone(hit: Hit) -> Finding | None:
    day = hit.reference if hit.reference and granularity(hit.reference) == "D" else None
    return _finding(hit, (day or (hit.published.isoformat() if hit.published else ""))[:10] or None)


def _on_weekday(hit: Hit) -> Finding | None:
    day = weekday_near(hit, weekday_number(hit))
    return _finding(hit, day.isoformat() if day else f"XXXX-WXX-{weekday_number(hit)}")


def _on_date(hit: Hit) -> Finding | None:
    month, number, year = month_number(hit), day_number(hit), year_number(hit)
    if year:
        day = day_of(year, month, number)
        return _finding(hit, day) if day else None
    found = yearless(hit, month, number)
    return _finding(hit, found.value) if found else None


def _on_stamp(hit: Hit) -> Finding | None:
    """Read "2024-06-20 15:26"."""
    day = hit.word("stamp")
    return _finding(hit, day) if len(day) == 10 and day_of(*(int(part) for part in day.split("-"))) else None


def _on_deictic(hit: Hit) -> Finding | None:
    if hit.published is None:
        return _finding(hit, None)
    return _finding(hit, bounded(hit.published, DEICTIC_DAYS[hit.word("day")]).isoformat())


_TIME = "(?:clock=CLOCK|noon=NOON)(?: COMMA? ZONE)?"
RULES: tuple[Rule, ...] = (
    rule(f"stamp=STAMP (?:HYPHEN|COMMA|AT)? {_TIME}", _on_stamp),
    rule(_TIME, _alone, refers=False),
    rule(f"{_TIME} (?:COMMA|ON)? weekday=WEEKDAY", _on_weekday),
    rule(f"{_TIME} (?:COMMA|ON)? day=DEICTIC", _on_deictic),
    rule("weekday=WEEKDAY (?:COMMA|AT)? " + _TIME, _on_weekday),
    rule("day=DEICTIC (?:COMMA|AT)? " + _TIME, _on_deictic),
    rule(f"{_TIME} (?:COMMA|ON)? (?:WEEKDAY COMMA? )?month=ANYMONTH day=DAYORD(?: COMMA? year=YEAR4)?", _on_date),
    rule(f"{_TIME} (?:COMMA|ON)? (?:WEEKDAY COMMA? )?day=DAYORD month=ANYMONTH(?: COMMA? year=YEAR4)?", _on_date),
    rule("month=ANYMONTH day=DAYORD(?: COMMA? year=YEAR4)? (?:COMMA|AT|HYPHEN){0,2} " + _TIME, _on_date),
    rule("day=DAYORD month=ANYMONTH(?: COMMA? year=YEAR4)? (?:COMMA|AT|HYPHEN){0,2} " + _TIME, _on_date),
)
