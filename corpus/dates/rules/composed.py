"""Date rules for times composed of two others: "Sunday week", "the 4th of this month", "the last Thursday in April"."""

from __future__ import annotations

from datetime import date

from corpus.dates.arithmetic import find_nearest_weekday, shift_date, shift_days, to_iso_day, to_unit_value
from corpus.dates.intervals import DayPair, day_range
from corpus.dates.rule import Rule, RuleMatch, RuleResult, make_rule, parse_amount
from corpus.dates.rules.calendar import choose_by_tense, get_day_number, get_month_number, resolve_yearless_date
from corpus.dates.rules.relative import (
    UNKNOWN_REFERENCE,
    get_part_of_day,
    get_unit,
    get_weekday_number,
    truncate_value,
)
from corpus.dates.tokenizer import get_class_code
from corpus.languages.en.calendar import DEICTIC_DAYS, POINTER_STEPS, RETURN_CUES
from corpus.languages.en.verbs import NON_NOUNS
from corpus.models import TimeKind

#: Days in the units that days are counted on by.
_DAYS_PER_UNIT = {"D": 1, "N": 1, "W": 7, "F": 14}
#: Units that may be counted back to: "three days back".
_LONG_UNITS = frozenset(["D", "W", "F", "M", "Y", "DE", "CE"])


def _make_open(unit: str = "D") -> RuleResult:
    return RuleResult(to_unit_value(None, unit), how=UNKNOWN_REFERENCE)


def _find_weekday(published: date, weekday: int, step: int) -> date:
    """Return the first such weekday after *published* if *step* is 1, the last before it if *step* is -1."""
    return find_nearest_weekday(shift_days(published, step), weekday, step)


def _find_period(hit: RuleMatch) -> str | None:
    """Return the value of the month, year … that the match ends with: "this month", "the year", "May", "May 2019"."""
    if hit.get_words("month"):
        month, year = get_month_number(hit), hit.get_words("year")
        if year:
            return f"{year}-{month:02}"
        if hit.published is None:
            return f"XXXX-{month:02}"
        found = resolve_yearless_date(hit, month, 15)
        return found.value[:7] if found else None
    if year := hit.get_words("year"):
        return year
    unit, word = get_unit(hit, "period"), hit.get_words("point") or "this"
    base = hit.published
    if word in {"same", "that"} and hit.reference and (days := day_range(hit.reference)):
        base = days[0]
    shifted = shift_date(base, unit, POINTER_STEPS[word]) if base else None
    return to_unit_value(shifted, unit)


def _read_day_of_period(hit: RuleMatch) -> RuleResult | None:
    """Read "the 4th of this month", "the 17th of last month", "the 10th of the month"."""
    if get_unit(hit, "period") != "M":
        return None
    days, number = day_range(_find_period(hit)), get_day_number(hit)
    if days is None:
        return RuleResult(f"XXXX-XX-{number:02}", how=UNKNOWN_REFERENCE) if number <= 31 else None
    value = to_iso_day(days[0].year, days[0].month, number)
    return RuleResult(value, how="day of the month by publication") if value else None


def _get_order(hit: RuleMatch) -> int:
    """Return the position that group ``order`` names: 1 for "first", -1 for "last"."""
    return -1 if hit.get_words("order") in {"last", "final", "closing"} else get_day_number(hit, "order")


def _read_weekday_of_period(hit: RuleMatch) -> RuleResult | None:
    """Read "the last Thursday in April", "the second Tuesday of next month", "the first Monday of November 2026"."""
    value, weekday, order = _find_period(hit), get_weekday_number(hit), _get_order(hit)
    days = day_range(value)
    if days is None or order > 53:
        return RuleResult(f"{value or 'XXXX-XX'}-XX", how=UNKNOWN_REFERENCE) if order < 6 else None
    if order < 0:
        day = find_nearest_weekday(days[1], weekday, -1)
    else:
        day = shift_days(find_nearest_weekday(days[0], weekday, 1), 7 * order - 7)
    return RuleResult(day.isoformat(), how=f"weekday of {value}") if days[0] <= day <= days[1] else None


def _read_unit_of_period(hit: RuleMatch) -> RuleResult | None:
    """Read "the last day of June", "the last week of this month", "the first month of next year"."""
    value, unit, order = _find_period(hit), get_unit(hit), _get_order(hit)
    days = day_range(value)
    if days is None:
        return _make_open(unit) if unit in {"D", "W", "WE", "M"} else None
    part = _cut_unit(days, unit, order)
    if part is None or not days[0] <= part[0] <= part[1] <= days[1]:
        return None
    if unit == "M":
        return RuleResult(to_unit_value(part[0], "M"), how=f"month of {value}")
    first, last = part
    return RuleResult(first.isoformat() if first == last else f"{first}/{last}", how=f"part of {value}")


def _cut_unit(days: DayPair, unit: str, order: int) -> DayPair | None:
    """Return the days of the *order*-th *unit* within *days*, -1 being the last, or None."""
    first, last = days
    if unit == "D":
        day = last if order < 0 else shift_days(first, order - 1)
        return day, day
    if unit == "W":
        if order < 0:
            return shift_days(last, -6), last
        start = shift_days(first, 7 * order - 7)
        return start, min(shift_days(start, 6), last)
    if unit == "WE":
        saturday = find_nearest_weekday(shift_days(last, -1) if order < 0 else first, 6, order)
        saturday = saturday if order < 0 else shift_days(saturday, 7 * order - 7)
        return saturday, shift_days(saturday, 1)
    if unit == "M" and (last - first).days > 31:
        return day_range(to_unit_value(last if order < 0 else shift_date(first, "M", order - 1), "M"))
    return None


def _read_weekday_week(hit: RuleMatch) -> RuleResult | None:
    """Read "Sunday week" and "Friday fortnight" as so many days after the coming weekday."""
    unit = get_unit(hit)
    if unit not in {"W", "F"}:
        return None
    if hit.published is None:
        return RuleResult(f"XXXX-WXX-{get_weekday_number(hit)}", how=UNKNOWN_REFERENCE)
    coming = _find_weekday(hit.published, get_weekday_number(hit), 1)
    return RuleResult(shift_days(coming, _DAYS_PER_UNIT[unit]).isoformat(), how="after the coming weekday")


def _read_weekday_before_pointer(hit: RuleMatch) -> RuleResult | None:
    """Read "Saturday next" and "on Tuesday last", but not "on Tuesday last minute talks"."""
    word, after = hit.get_words("point"), hit.get_word_after()
    if word not in {"last", "next"} or (after.isalpha() and after not in NON_NOUNS):
        return None
    weekday, step = get_weekday_number(hit), POINTER_STEPS[word]
    if hit.published is None:
        return RuleResult(f"XXXX-WXX-{weekday}", how=UNKNOWN_REFERENCE)
    return RuleResult(_find_weekday(hit.published, weekday, step).isoformat(), how="weekday by publication")


#: Words before a length of time that begins on a day: "closed for two weeks from Monday".
_LASTING_WORDS = frozenset("for last lasting lasts within".split())


def _read_weeks_from_weekday(hit: RuleMatch) -> RuleResult | None:
    """Read "a week on Friday", "two weeks from Sunday", "a week last Tuesday", "a week ago Monday"."""
    amount, unit = parse_amount(hit.get_tokens("amount")), get_unit(hit)
    if unit not in {"W", "F"} or not amount.isdigit() or len(amount) > 3 or hit.get_word_before() in _LASTING_WORDS:
        return None
    if hit.published is None:
        return RuleResult(f"XXXX-WXX-{get_weekday_number(hit)}", how=UNKNOWN_REFERENCE)
    count, weekday = int(amount) * _DAYS_PER_UNIT[unit], get_weekday_number(hit)
    if hit.get_words("past"):
        is_ago = hit.get_words("past") == "ago"
        last = find_nearest_weekday(hit.published, weekday, -1) if is_ago else _find_weekday(hit.published, weekday, -1)
        day = shift_days(last, -count)
        return RuleResult(day.isoformat(), how=f"{amount} {hit.get_words('unit')} before the last such weekday")
    coming = _find_weekday(hit.published, weekday, 1)
    return RuleResult(shift_days(coming, count).isoformat(), how=f"{amount} {hit.get_words('unit')} on")


def _read_units_from_deictic_day(hit: RuleMatch) -> RuleResult | None:
    """Read "tomorrow week", "a week from tomorrow", "a week yesterday", "two days after tomorrow"."""
    amount = parse_amount(hit.get_tokens("amount")) if hit.get_tokens("amount") else "1"
    unit, word = get_unit(hit), hit.get_words("day")
    if unit not in _DAYS_PER_UNIT or not amount.isdigit() or len(amount) > 3 or word == "tonight":
        return None
    if hit.get_word_before() in _LASTING_WORDS:
        return None
    if hit.published is None:
        return _make_open()
    step = -1 if word == "yesterday" or hit.get_words("way") == "before" else 1
    days = DEICTIC_DAYS[word] + step * int(amount) * _DAYS_PER_UNIT[unit]
    return RuleResult(shift_days(hit.published, days).isoformat(), how=f"{amount} {hit.get_words('unit')} from {word}")


def _read_unit_beyond(hit: RuleMatch) -> RuleResult | None:
    """Read "the week before last", "the month after next", "the night before last"."""
    unit, step = get_unit(hit, "unit"), -2 if hit.get_words("way") == "before" else 2
    if (hit.get_words("way") == "before") != (hit.get_words("point") in {"last", "past"}):
        return None
    if hit.published is None:
        return _make_open(unit)
    shifted = shift_date(hit.published, "D" if unit == "N" else unit, step)
    return RuleResult(to_unit_value(shifted, unit), how=f"two {hit.get_words('unit')}s off") if shifted else None


def _read_part_beyond(hit: RuleMatch) -> RuleResult | None:
    """Read "the night before last", "the morning after next"."""
    step = -2 if hit.get_words("way") == "before" else 2
    part = get_part_of_day(hit)
    if hit.published is None:
        return RuleResult(f"XXXX-XX-XX{part}", TimeKind.TIME, UNKNOWN_REFERENCE)
    return RuleResult(shift_days(hit.published, step).isoformat() + part, TimeKind.TIME, "two days off")


def _read_weekday_beyond(hit: RuleMatch) -> RuleResult | None:
    """Read "the Friday after next", "the Sunday before last"."""
    weekday = get_weekday_number(hit)
    if hit.published is None:
        return RuleResult(f"XXXX-WXX-{weekday}", how=UNKNOWN_REFERENCE)
    step = -1 if hit.get_words("way") == "before" else 1
    nearest = _find_weekday(hit.published, weekday, step)
    return RuleResult(shift_days(nearest, 7 * step).isoformat(), how="the weekday beyond the nearest")


def _read_day_beside_weekday(hit: RuleMatch) -> RuleResult | None:
    """Read "the day before last Tuesday", "the week after next Friday"."""
    unit, weekday = get_unit(hit), get_weekday_number(hit)
    if unit not in _DAYS_PER_UNIT:
        return None
    if hit.published is None:
        return _make_open()
    step = POINTER_STEPS[hit.get_words("point")]
    day = _find_weekday(hit.published, weekday, step)
    days = _DAYS_PER_UNIT[unit] * (-1 if hit.get_words("way") == "before" else 1)
    return RuleResult(shift_days(day, days).isoformat(), how="counted from the weekday")


def _read_units_back(hit: RuleMatch) -> RuleResult | None:
    """Read "three days back" and "a year back" like "ago", but not "set him back" or "three days back to back"."""
    amount, unit = parse_amount(hit.get_tokens("amount")), get_unit(hit)
    goes_back = hit.get_word_after() == "to" and _is_place_or_thing(hit)
    if goes_back or hit.get_word_after() in {"into", "in", "from", "at", "home"} or unit not in _LONG_UNITS:
        return None
    near = {hit.get_word_before(distance) for distance in range(1, 6)}
    if near & RETURN_CUES:
        return None
    return _count_from_publication(hit, amount, unit, -1)


def _is_place_or_thing(hit: RuleMatch) -> bool:
    """Return whether what follows "back to" is no verb: "three days back to the coast", "back to back", "to 2019"."""
    token = hit.tokens[hit.match.end() + 1]
    return token.code != get_class_code("OTHER") or not token.text[0].islower()


def _read_time_ahead(hit: RuleMatch) -> RuleResult | None:
    """Read "in two weeks' time" and "in a year's time" as so long after publication."""
    amount, unit = parse_amount(hit.get_tokens("amount")), get_unit(hit)
    if hit.get_words("word") != "time" or hit.get_word_before() != "in" or unit not in _LONG_UNITS:
        return None
    return _count_from_publication(hit, amount, unit, 1)


def _count_from_publication(hit: RuleMatch, amount: str, unit: str, step: int) -> RuleResult | None:
    if not amount.isdigit() or len(amount) > 4:
        return RuleResult("PAST_REF" if step < 0 else "FUTURE_REF", how="vague") if amount == "X" else None
    if hit.published is None:
        return _make_open(unit)
    shifted = shift_date(hit.published, unit, step * int(amount))
    if shifted is None:
        return None
    value = shifted.isoformat() if unit == "D" else truncate_value(shifted.isoformat(), unit)
    return RuleResult(value, how=f"{amount} {hit.get_words('unit')} {'before' if step < 0 else 'after'} publication")


def _read_short_date(hit: RuleMatch) -> RuleResult | None:
    """Read "7-Feb-08", "14-Jul-2016", "Feb/7/2008", "7 Feb '08"."""
    written = hit.get_words("year")
    if not written.isdigit() or len(written) not in {2, 4} or not _is_apart(hit):
        return None
    year = int(written)
    if len(written) == 2:
        latest = hit.published.year % 100 + 20 if hit.published else 50
        year += 2000 if year <= latest else 1900
    value = to_iso_day(year, get_month_number(hit), get_day_number(hit))
    return RuleResult(value) if value else None


def _read_short_date_with_apostrophe(hit: RuleMatch) -> RuleResult | None:
    """Read "7 Feb '08"."""
    return _read_short_date(hit) if hit.get_words("mark") in {"'", "’", "‘"} else None


def _is_apart(hit: RuleMatch) -> bool:
    """Return whether no hyphen or slash joins the match to another word, as in "F-7-Feb-08"."""
    return hit.get_word_before() not in {"-", "/"} and hit.get_word_after() not in {"-", "/"}


def _read_days_to_date(hit: RuleMatch) -> RuleResult | None:
    """Read "Monday 20 to Sunday, April 26" and "Monday 20 – Sunday 26 April" as one interval."""
    month, ends = get_month_number(hit), (get_day_number(hit), get_day_number(hit, "last"))
    opening_month = month if ends[0] < ends[1] else month - 1 or 12
    if hit.get_words("year"):
        last = to_iso_day(int(hit.get_words("year")), month, ends[1])
    else:  # the weekday that the match opens with decides the year
        found = resolve_yearless_date(hit, opening_month, ends[0])
        if found is None or found.value.startswith("X"):
            return found and RuleResult(f"{found.value}/XXXX-{month:02}-{ends[1]:02}", how="the year is not known")
        last = to_iso_day(int(found.value[:4]) + (opening_month > month), month, ends[1])
    if last is None:
        return None
    first = to_iso_day(int(last[:4]) - (opening_month > month), opening_month, ends[0])
    return RuleResult(f"{first}/{last}", how="from day to day") if first and first < last else None


def _read_weekday_and_number(hit: RuleMatch) -> RuleResult | None:
    """Read "Friday the 13th" and "Monday 20" as the nearest such day that the tense allows."""
    number, weekday = get_day_number(hit), get_weekday_number(hit)
    if number > 31:
        return None
    if hit.published is None:
        return RuleResult(f"XXXX-XX-{number:02}", how=UNKNOWN_REFERENCE)
    months = (shift_date(hit.published.replace(day=1), "M", count) for count in range(-6, 7))
    days = [day for month in months if month and (day := to_iso_day(month.year, month.month, number))]
    near = [day for day in map(date.fromisoformat, days) if day.isoweekday() == weekday]
    if not near:
        return None
    return RuleResult(choose_by_tense(hit, near, hit.published).isoformat(), how="weekday and day of the month")


_PERIOD_PATTERNS = (
    "(?P<point>THIS|LAST|NEXT|POINTER|THAT|SAME) (?P<period>UNIT)",
    "THE (?:point=SAME)? (?P<period>UNIT)",
    "(?P<period>)THE? (?P<month>ANYMONTH) OF? (?:year=YEAR4)?",
)
_YEAR_PERIOD_PATTERN = "(?P<period>)(?P<year>YEAR4)"
_ORDER_PATTERN = "THE? (?P<order>ORD|LAST|FINAL)"
_RANGE_PATTERN = "(?:TO|HYPHEN|UNTIL)"
_YEAR_PATTERN = "(?: COMMA? year=YEAR4)?"
_DAY_OF_WEEK = "(?:WEEKDAY|WEEKSHORT) DOT? COMMA?"
COMPOSED_RULES: tuple[Rule, ...] = (
    *(
        make_rule(f"(?:{_DAY_OF_WEEK})? THE? day=ORD OF {period}", _read_day_of_period)
        for period in _PERIOD_PATTERNS[:2]
    ),
    *(
        make_rule(f"{_ORDER_PATTERN} weekday=WEEKDAY (?:OF|IN) {period}", _read_weekday_of_period)
        for period in (*_PERIOD_PATTERNS, _YEAR_PERIOD_PATTERN)
    ),
    *(
        make_rule(f"{_ORDER_PATTERN} unit=UNIT (?:OF|IN) {period}", _read_unit_of_period)
        for period in (*_PERIOD_PATTERNS, _YEAR_PERIOD_PATTERN)
    ),
    make_rule("(?:NEXT|THIS)? weekday=WEEKDAY unit=PLAINUNIT(?!HYPHEN)", _read_weekday_week),
    make_rule("{AMOUNT} unit=ANYUNIT (?:ON|FROM) (?:NEXT|THIS)? weekday=WEEKDAY", _read_weeks_from_weekday),
    make_rule("{AMOUNT} unit=ANYUNIT past=LAST weekday=WEEKDAY", _read_weeks_from_weekday),
    make_rule("{AMOUNT} unit=ANYUNIT NEXT weekday=WEEKDAY", _read_weeks_from_weekday),
    make_rule("{AMOUNT} unit=ANYUNIT past=AGO ON? LAST? weekday=WEEKDAY", _read_weeks_from_weekday),
    make_rule(
        "weekday=WEEKDAY (?P<point>LAST|NEXT)(?=COMMA|DOT|BREAK|AND|AT|IN|MARK|OTHER)", _read_weekday_before_pointer
    ),
    make_rule("day=DEICTIC unit=PLAINUNIT(?!HYPHEN)", _read_units_from_deictic_day),
    make_rule("{AMOUNT} unit=ANYUNIT (?:FROM|(?P<way>BEFORE|AFTER))? day=DEICTIC", _read_units_from_deictic_day),
    make_rule("THE? unit=PLAINUNIT (?P<way>BEFORE|AFTER) day=DEICTIC", _read_units_from_deictic_day),
    make_rule("THE? unit=UNIT (?P<way>BEFORE|AFTER) (?P<point>LAST|NEXT)(?!WEEKDAY|UNIT|ANYMONTH)", _read_unit_beyond),
    make_rule(
        "THE? part=DAYPART (?P<way>BEFORE|AFTER) (?P<point>LAST|NEXT)(?!WEEKDAY|UNIT|ANYMONTH)", _read_part_beyond
    ),
    make_rule(
        "THE? weekday=WEEKDAY (?P<way>BEFORE|AFTER) (?P<point>LAST|NEXT)(?!WEEKDAY|UNIT|ANYMONTH)", _read_weekday_beyond
    ),
    make_rule(
        "THE? unit=PLAINUNIT (?P<way>BEFORE|AFTER) (?P<point>LAST|NEXT) weekday=WEEKDAY", _read_day_beside_weekday
    ),
    make_rule("{ROUGHLY} {AMOUNT} unit=ANYUNIT BACK", _read_units_back),
    make_rule("{ROUGHLY} {AMOUNT} unit=ANYUNIT (?:POSSESSIVE|MARK) word=OTHER", _read_time_ahead),
    make_rule(
        "day=DAYNUM (?:HYPHEN|SLASH|DOT) month=ANYMONTH (?:HYPHEN|SLASH|DOT) (?P<year>YEAR4|INT)", _read_short_date
    ),
    make_rule("day=DAYNUM DOT month=ANYMONTH DOT? (?P<year>YEAR4)", _read_short_date),
    make_rule("day=DAYNUM month=ANYMONTH mark=MARK year=INT", _read_short_date_with_apostrophe),
    make_rule(
        "weekday=WEEKDAY COMMA? THE day=ORD(?!OTHER|UNIT|HYPHEN|OF|CENTURY|FINAL|QUARTER)", _read_weekday_and_number
    ),
    make_rule(
        "weekday=WEEKDAY (?P<day>DAYNUM)(?=COMMA|DOT|BREAK|TO|UNTIL|AT|AND|OR)",
        _read_weekday_and_number,
    ),
    make_rule("month=ANYMONTH (?:HYPHEN|SLASH) day=DAYNUM (?:HYPHEN|SLASH) (?P<year>YEAR4|INT)", _read_short_date),
    make_rule("year=YEAR4 (?:HYPHEN|SLASH) month=ANYMONTH (?:HYPHEN|SLASH) day=DAYNUM", _read_short_date),
    make_rule(
        f"{_DAY_OF_WEEK} day=DAYORD {_RANGE_PATTERN} (?:{_DAY_OF_WEEK})? month=ANYMONTH last=DAYORD{_YEAR_PATTERN}",
        _read_days_to_date,
    ),
    make_rule(
        f"{_DAY_OF_WEEK} day=DAYORD {_RANGE_PATTERN} (?:{_DAY_OF_WEEK})? "
        f"THE? last=DAYORD OF? month=ANYMONTH{_YEAR_PATTERN}",
        _read_days_to_date,
    ),
    make_rule(
        f"{_DAY_OF_WEEK} month=ANYMONTH day=DAYORD {_RANGE_PATTERN} {_DAY_OF_WEEK} last=DAYORD{_YEAR_PATTERN}",
        _read_days_to_date,
    ),
)
