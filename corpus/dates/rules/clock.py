"""Date rules for times of day, alone or next to their day."""

from __future__ import annotations

import re

from corpus.dates.arithmetic import get_granularity, shift_days, to_iso_day
from corpus.dates.rule import Rule, RuleMatch, RuleResult, make_rule
from corpus.dates.rules.calendar import get_day_number, get_month_number, get_year, resolve_yearless_date
from corpus.dates.rules.relative import get_weekday_number, resolve_weekday
from corpus.languages.en.calendar import CLOCK_TIME_WORDS
from corpus.languages.en.relative_dates import DEICTIC_DAYS
from corpus.models import TimeKind

_CLOCK_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?:[:.]\d{2})?\s*(?:([ap])\.?m\.?)?")


def parse_clock_time(written: str) -> str | None:
    """Return a time of day as ``15:26``, or None if there is no such time."""
    if written in CLOCK_TIME_WORDS:
        return CLOCK_TIME_WORDS[written]
    match = _CLOCK_TIME.fullmatch(written)
    if not match:
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + 12 * (half == "p")
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def _build_time_result(hit: RuleMatch, day: str | None) -> RuleResult | None:
    clock = parse_clock_time(hit.get_words("clock") or hit.get_words("noon"))
    if clock is None:
        return None
    return RuleResult(f"{day or 'XXXX-XX-XX'}T{clock}", TimeKind.TIME, "time of day on its day")


def _read_time_alone(hit: RuleMatch) -> RuleResult | None:
    day = hit.reference if hit.reference and get_granularity(hit.reference) == "D" else None
    return _build_time_result(hit, (day or (hit.published.isoformat() if hit.published else ""))[:10] or None)


def _read_time_on_weekday(hit: RuleMatch) -> RuleResult | None:
    day = resolve_weekday(hit, get_weekday_number(hit))
    return _build_time_result(hit, day.isoformat() if day else f"XXXX-WXX-{get_weekday_number(hit)}")


def _read_time_on_date(hit: RuleMatch) -> RuleResult | None:
    month, number, year = get_month_number(hit), get_day_number(hit), get_year(hit)
    if year:
        day = to_iso_day(year, month, number)
        return _build_time_result(hit, day) if day else None
    found = resolve_yearless_date(hit, month, number)
    return _build_time_result(hit, found.value) if found else None


def _read_time_on_iso_day(hit: RuleMatch) -> RuleResult | None:
    """Read "2024-06-20 15:26"."""
    day = hit.get_words("stamp")
    return (
        _build_time_result(hit, day) if len(day) == 10 and to_iso_day(*(int(part) for part in day.split("-"))) else None
    )


def _read_time_on_deictic_day(hit: RuleMatch) -> RuleResult | None:
    if hit.published is None:
        return _build_time_result(hit, None)
    return _build_time_result(hit, shift_days(hit.published, DEICTIC_DAYS[hit.get_words("day")]).isoformat())


_TIME_PATTERN = "(?:clock=CLOCK|noon=NOON)(?: COMMA? ZONE)?"
RULES: tuple[Rule, ...] = (
    make_rule(f"stamp=STAMP (?:HYPHEN|COMMA|AT)? {_TIME_PATTERN}", _read_time_on_iso_day),
    make_rule(_TIME_PATTERN, _read_time_alone, sets_reference=False),
    make_rule(f"{_TIME_PATTERN} (?:COMMA|ON)? weekday=WEEKDAY", _read_time_on_weekday),
    make_rule(f"{_TIME_PATTERN} (?:COMMA|ON)? day=DEICTIC", _read_time_on_deictic_day),
    make_rule("weekday=WEEKDAY (?:COMMA|AT)? " + _TIME_PATTERN, _read_time_on_weekday),
    make_rule("day=DEICTIC (?:COMMA|AT)? " + _TIME_PATTERN, _read_time_on_deictic_day),
    make_rule(
        f"{_TIME_PATTERN} (?:COMMA|ON)? (?:WEEKDAY COMMA? )?month=ANYMONTH day=DAYORD(?: COMMA? year=YEAR4)?",
        _read_time_on_date,
    ),
    make_rule(
        f"{_TIME_PATTERN} (?:COMMA|ON)? (?:WEEKDAY COMMA? )?day=DAYORD month=ANYMONTH(?: COMMA? year=YEAR4)?",
        _read_time_on_date,
    ),
    make_rule(
        "month=ANYMONTH day=DAYORD(?: COMMA? year=YEAR4)? (?:COMMA|AT|HYPHEN){0,2} " + _TIME_PATTERN, _read_time_on_date
    ),
    make_rule(
        "day=DAYORD month=ANYMONTH(?: COMMA? year=YEAR4)? (?:COMMA|AT|HYPHEN){0,2} " + _TIME_PATTERN, _read_time_on_date
    ),
)
