"""Date rules that apply only to questions, for forms that news articles do not use."""

from __future__ import annotations

from corpus.dates.arithmetic import shift_date, shift_days, to_iso_day
from corpus.dates.intervals import format_timex_range
from corpus.dates.rule import Rule, RuleMatch, RuleResult, make_rule, parse_amount
from corpus.dates.rules.calendar import (
    build_day_range_patterns,
    get_day_number,
    read_days_of_month,
    resolve_yearless_date,
)
from corpus.dates.rules.relative import UNKNOWN_REFERENCE, get_unit
from corpus.dates.tense import Tense
from corpus.languages.en.calendar import POINTER_STEPS, SPAN_PREPOSITIONS

#: Result for words that depend on an unknown day of asking.
_UNRESOLVED = RuleResult("XXXX-XX-XX", how=UNKNOWN_REFERENCE)


def _read_day_and_month(hit: RuleMatch) -> RuleResult | None:
    """Read "19/6" and "6/19"; reject "5/6", which is ambiguous."""
    first, second = (int(part) for part in hit.get_words("figures").split("/"))
    if first > 12 >= second:
        return resolve_yearless_date(hit, second, first)
    if second > 12 >= first or first == second:
        return resolve_yearless_date(hit, first, second)
    return None


def _read_span(hit: RuleMatch) -> RuleResult | None:
    """Read "the last three days", "the next two weeks", "the past week" as ending or starting on the day of asking."""
    if not hit.get_tokens("amount") and hit.get_words("point") != "past" and not hit.get_words("definite"):
        return None  # "last week" is a calendar week, "the last week" and "the past week" end today
    if not hit.get_words("definite") and hit.get_word_before() not in SPAN_PREPOSITIONS:
        return None  # "does it last 5 years?"
    amount = parse_amount(hit.get_tokens("amount")) if hit.get_tokens("amount") else "1"
    if not amount.isdigit() or len(amount) > 4:
        return None
    if hit.published is None:
        return _UNRESOLVED
    unit, count = get_unit(hit), int(amount)
    if unit in {"S", "TM", "H"}:
        unit, count = "D", max(1, -(-count // 24)) if unit == "H" else 1
    step = POINTER_STEPS[hit.get_words("point")]
    other_end = shift_date(hit.published, unit, step * count)
    if other_end is None or not step:
        return None
    return RuleResult(format_timex_range(*sorted((other_end, hit.published))), how="counted from the day of asking")


def _read_span_within(hit: RuleMatch) -> RuleResult | None:
    """Read "within the next month" as starting today; "the next month" alone is a calendar month."""
    return _read_span(hit) if hit.get_word_before() in {"within", "over"} else None


def _read_coming_units(hit: RuleMatch) -> RuleResult | None:
    """Read "the coming days" and "the next few weeks" as the usual few units from the day of asking."""
    offset = _FEW_UNITS.get(get_unit(hit))
    if offset is None or POINTER_STEPS[hit.get_words("point")] < 1:
        return None
    if hit.published is None:
        return _UNRESOLVED
    end = shift_date(hit.published, offset[0], -offset[1])
    return RuleResult(format_timex_range(hit.published, end), how="a few, from the day of asking") if end else None


def _read_recent_units(hit: RuleMatch) -> RuleResult | None:
    """Read "the past few days" and "in recent weeks" as the usual few units up to the day of asking."""
    offset = _FEW_UNITS.get(get_unit(hit))
    if offset is None:
        return None
    if hit.published is None:
        return _UNRESOLVED
    start = shift_date(hit.published, *offset)
    return RuleResult(format_timex_range(start, hit.published), how="a few, up to the day of asking") if start else None


def _read_overnight(hit: RuleMatch) -> RuleResult:
    if hit.published is None:
        return _UNRESOLVED
    return RuleResult(
        format_timex_range(shift_days(hit.published, -1), hit.published), how="the night before the day of asking"
    )


def _read_day_of_month(hit: RuleMatch) -> RuleResult | None:
    """Read "the 19th" as the last one, or the next one if the question is about the future."""
    number = get_day_number(hit)
    if number > 31:
        return None
    if hit.published is None:
        return RuleResult(f"XXXX-XX-{number:02}", how=UNKNOWN_REFERENCE)
    step = 1 if hit.detect_tense() is Tense.FUTURE else -1
    months = (shift_date(hit.published.replace(day=1), "M", step * count) for count in range(3))
    near = [day for month in months if month and (day := to_iso_day(month.year, month.month, number))]
    base = hit.published.isoformat()
    fitting = [day for day in near if (day >= base if step > 0 else day <= base)]
    return RuleResult(fitting[0], how=f"the {'next' if step > 0 else 'last'} such day") if fitting else None


def _read_numeric_month(hit: RuleMatch) -> RuleResult:
    return RuleResult(f"{hit.get_words('year')}-{int(hit.get_words('figures')):02}")


def _read_compact_date(hit: RuleMatch) -> RuleResult | None:
    """Read "20240619"."""
    written = hit.get_words("figures")
    if len(written) != 8 or not "1900" <= written[:4] < "2100":
        return None
    value = to_iso_day(int(written[:4]), int(written[4:6]), int(written[6:]))
    return RuleResult(value) if value else None


#: Unit and number of units that "a few" and "recent" stand for, counted back, by the unit named.
_FEW_UNITS = {"D": ("D", -7), "W": ("W", -4), "M": ("M", -6), "Y": ("Y", -5)}
RULES: tuple[Rule, ...] = (
    make_rule("figures=FRACTION", _read_day_and_month),
    *(make_rule(pattern, read_days_of_month) for pattern in build_day_range_patterns("(?:AND|UNTIL)")),
    make_rule("(?P<definite>THE?) (?P<point>LAST|NEXT|POINTER) {AMOUNT} unit=ANYUNIT", _read_span),
    make_rule("(?P<definite>THE?) point=LAST unit=ONEUNIT", _read_span),
    make_rule("(?P<definite>THE) point=NEXT unit=ONEUNIT", _read_span_within),
    make_rule("THE? (?P<point>POINTER|NEXT) VAGUE? unit=UNITS", _read_coming_units),
    make_rule("THE? (?:LAST|POINTER) VAGUE unit=UNITS", _read_recent_units),
    make_rule("(?:THE|MORE)? RECENT unit=UNITS", _read_recent_units),
    make_rule("AN? VAGUE unit=UNITS AGO", _read_recent_units),
    make_rule("OVERNIGHT", _read_overnight),
    make_rule("THE day=ORDINAL(?!OTHER|ALTERNATE|FINAL|OF|CENTURY|HYPHEN|UNIT|ANYMONTH)", _read_day_of_month),
    make_rule("figures=SMALL SLASH year=YEAR4", _read_numeric_month),
    make_rule("figures=NUMBER", _read_compact_date),
)
