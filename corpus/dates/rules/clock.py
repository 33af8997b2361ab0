"""Date rules for times of day, alone or next to their day."""

from __future__ import annotations

import re
from datetime import date

from corpus.dates.arithmetic import get_granularity, shift_days, to_iso_day
from corpus.dates.rule import CLAUSE_END_TOKENS, Rule, RuleMatch, RuleResult, format_duration, make_rule, parse_amount
from corpus.dates.rules.calendar import get_day_number, get_month_number, get_year, resolve_yearless_date
from corpus.dates.rules.relative import STEP_WORDS, get_unit, get_weekday_number, resolve_weekday
from corpus.dates.tokenizer import get_class_code
from corpus.languages.en.calendar import CLOCK_TIME_WORDS, DEICTIC_DAYS
from corpus.languages.en.numbers import CARDINALS
from corpus.models import TimeKind

_ZONE_CODE = get_class_code("ZONE")
_SHORT_TIME_WITH_SECONDS = re.compile(r"\d:\d\d:\d\d")
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


def _is_race_time(hit: RuleMatch) -> bool:
    """Return whether a time has seconds and one digit for the hour, as race times do ("3:41:52"), and no zone."""
    tokens = hit.tokens[hit.match.start() : hit.match.end()]
    has_zone = any(token.code == _ZONE_CODE for token in tokens)
    return bool(_SHORT_TIME_WITH_SECONDS.fullmatch(hit.get_words("clock"))) and not has_zone


def _build_time_result(hit: RuleMatch, day: str | None) -> RuleResult | None:
    clock = parse_clock_time(hit.get_words("clock") or hit.get_words("noon"))
    if clock is None or _is_race_time(hit):
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


def _read_offset_from_clock(hit: RuleMatch) -> RuleResult | None:
    """Read "an hour before midnight on Sunday" and "ten minutes after 15:00"."""
    clock = parse_clock_time(hit.get_words("clock") or hit.get_words("noon"))
    if clock is None:
        return None
    day = _find_day(hit)
    return _count_from_clock(hit, f"{day}T{clock}", -1 if hit.get_words("way") == "before" else 1)


def _find_day(hit: RuleMatch) -> str:
    """Return the day that stands beside the time, else the last one mentioned, else publication's."""
    if hit.get_words("weekday"):
        resolved = resolve_weekday(hit, get_weekday_number(hit))
        return resolved.isoformat() if resolved else "XXXX-XX-XX"
    if hit.get_words("day") and hit.published:
        return shift_days(hit.published, DEICTIC_DAYS[hit.get_words("day")]).isoformat()
    return (hit.day or (hit.published.isoformat() if hit.published else "XXXX-XX-XX"))[:10]


def _count_from_clock(hit: RuleMatch, base: str, step: int) -> RuleResult | None:
    """Return the time that lies the amount of the match before or after *base*."""
    amount, unit = parse_amount(hit.get_tokens("amount")), get_unit(hit)
    if unit not in _MINUTES_PER_UNIT or not re.fullmatch(r"\d{1,3}(?:\.\d{1,2})?", amount):
        return None
    day, _, clock = base.partition("T")
    minutes = int(clock[:2]) * 60 + int(clock[3:]) + step * round(float(amount) * _MINUTES_PER_UNIT[unit])
    days, minutes = divmod(minutes, 24 * 60)
    if not day.startswith("X"):
        day = shift_days(date.fromisoformat(day[:10]), days).isoformat()
    value = f"{day}T{minutes // 60:02}:{minutes % 60:02}"
    return RuleResult(value, TimeKind.TIME, f"{amount} {hit.get_words('unit')} {STEP_WORDS[step]} {clock}")


def _read_offset_from_last_time(hit: RuleMatch) -> RuleResult | None:
    """Read "an hour before" and "ten minutes later" from the last time of day, or else as a length."""
    way, unit = hit.get_words("way"), get_unit(hit)
    if unit not in _MINUTES_PER_UNIT or hit.get_words("amount") == "a":
        return None
    step = -1 if way in {"before", "earlier"} else 1
    is_from_last_time = way in {"earlier", "later"} or hit.get_word_after() in CLAUSE_END_TOKENS
    if not is_from_last_time and not (hit.get_word_after().isalpha() and hit.tokens[hit.match.end()].text.islower()):
        return None
    counted = _count_from_clock(hit, hit.clock, step) if hit.clock and is_from_last_time else None
    if counted is not None:
        return counted
    amount = parse_amount(hit.get_tokens("amount"))
    return RuleResult(format_duration(amount, unit), TimeKind.DURATION, "as counted") if len(amount) < 9 else None


def _read_spoken_time(hit: RuleMatch) -> RuleResult | None:
    """Read "six o'clock in the evening", "half past nine" and "quarter to ten"."""
    word = hit.get_words("hour")
    hour = CARDINALS[word] if word in CARDINALS else int(word)
    if not 1 <= hour <= 12 or (hit.get_words("way") not in {"past", "to", ""}):
        return None
    part = hit.get_words("part")
    if part in {"afternoon", "evening"} or (part == "night" and hour > 5):
        hour = hour % 12 + 12
    minutes = {"half": 30, "quarter": 15}.get(hit.get_words("minutes"), 0)
    total = hour * 60 + (-minutes if hit.get_words("way") == "to" else minutes)
    clock = f"{total // 60:02}:{total % 60:02}"
    return RuleResult(f"{_find_day(hit)}T{clock}", TimeKind.TIME, "time of day on its day")


#: Minutes in the units that a time of day is counted on by.
_MINUTES_PER_UNIT = {"TM": 1, "H": 60}
_DAY_BESIDE_PATTERN = "(?: (?:COMMA|ON)? (?:weekday=WEEKDAY|day=DEICTIC))?"
_PART_BESIDE_PATTERN = "(?: (?:IN THE|AT) part=DAYPART)?"
_TIME_PATTERN = "(?:clock=CLOCK|noon=NOON)(?: COMMA? ZONE)?"
RULES: tuple[Rule, ...] = (
    make_rule(f"stamp=STAMP (?:HYPHEN|COMMA|AT)? {_TIME_PATTERN}", _read_time_on_iso_day),
    make_rule(_TIME_PATTERN, _read_time_alone, sets_reference=False),
    make_rule(
        "{ROUGHLY} {AMOUNT} unit=ANYUNIT (?P<way>BEFORE|AFTER) " + _TIME_PATTERN + _DAY_BESIDE_PATTERN,
        _read_offset_from_clock,
    ),
    make_rule(
        "{ROUGHLY} {AMOUNT} unit=ANYUNIT (?P<way>BEFORE|AFTER|EARLIER|LATER)",
        _read_offset_from_last_time,
        sets_reference=False,
    ),
    make_rule(
        "(?P<hour>CARDINAL|SMALL) OCLOCK" + _PART_BESIDE_PATTERN + _DAY_BESIDE_PATTERN,
        _read_spoken_time,
        sets_reference=False,
    ),
    make_rule(
        "AN? (?P<minutes>HALF|QUARTER) (?P<way>LAST|TO) (?P<hour>CARDINAL|SMALL)"
        + _PART_BESIDE_PATTERN
        + _DAY_BESIDE_PATTERN,
        _read_spoken_time,
        sets_reference=False,
    ),
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
