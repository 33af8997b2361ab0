"""Date rules for days, months, years, decades, centuries, holidays and named periods."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import MAXYEAR, date, timedelta

from corpus.dates.arithmetic import compute_easter, find_nearest_weekday, shift_days, to_iso_day
from corpus.dates.intervals import day_range
from corpus.dates.rule import Rule, RuleMatch, RuleResult, make_rule
from corpus.dates.tense import Tense
from corpus.dates.tokenizer import get_class_code
from corpus.languages.en.calendar import (
    DECADE_WORDS,
    EASTER_HOLIDAYS,
    FIXED_HOLIDAYS,
    HOLIDAY_OFFSET_DAYS,
    MONTH_NUMBERS,
    MONTH_PREPOSITIONS,
    NAMED_PERIODS,
    POINTER_STEPS,
    SHORT_WEEKDAYS,
    WEEKDAY_HOLIDAYS,
    WEEKDAY_NUMBERS,
    YEAR_PREPOSITIONS,
)
from corpus.languages.en.nouns import COUNTED_NOUNS
from corpus.languages.en.numbers import CARDINALS, ORDINALS
from corpus.models import TimeKind

#: Days from publication within which a date without a year is the nearest one, unless the verb's tense is firm.
_MAX_NEAREST_DAYS = 60
#: Days that a past verb may lie after publication, and "will" before it: articles are dated late or early by a day.
_MAX_TENSE_SLACK_DAYS = 2
#: Days that a feast named without a verb may be ahead.
_MAX_FEAST_AHEAD_DAYS = 120


def get_month_number(hit: RuleMatch) -> int:
    """Return the number of the month that group ``month`` names."""
    return MONTH_NUMBERS[hit.get_words("month").rstrip(".")]


def get_year(hit: RuleMatch) -> int | None:
    """Return the year that group ``year`` names, or None if it took no part."""
    written = hit.get_words("year")
    return int(written) if written else None


def get_day_number(hit: RuleMatch, group: str = "day") -> int:
    """Return the number that *group* names, in figures or as an ordinal."""
    written = hit.get_words(group)
    return ORDINALS.get(written) or int(re.sub(r"\D", "", written))


def _read_full_date(hit: RuleMatch) -> RuleResult | None:
    month, number, year = get_month_number(hit), get_day_number(hit), get_year(hit)
    if year is not None:
        value = to_iso_day(year, month, number)
        return RuleResult(value) if value else None
    return resolve_yearless_date(hit, month, number)


def resolve_yearless_date(hit: RuleMatch, month: int, number: int) -> RuleResult | None:
    """Resolve a day without a year to the one nearest to publication, or to the one that fits the tense."""
    if to_iso_day(2000, month, number) is None:
        return None
    if hit.published is None:
        return RuleResult(f"XXXX-{month:02}-{number:02}", how="the year is not known")
    years = (hit.published.year - 1, hit.published.year, hit.published.year + 1)
    near = [date.fromisoformat(value) for year in years if (value := to_iso_day(year, month, number))]
    if not near:
        return RuleResult(f"XXXX-{month:02}-{number:02}", how="no such day in the years near")
    weekday = _get_weekday_beside(hit)
    if weekday and sum(day.isoweekday() == weekday for day in near) == 1:
        best = next(day for day in near if day.isoweekday() == weekday)
        return RuleResult(best.isoformat(), how="day without a year, by its weekday")
    best = choose_by_tense(hit, near, hit.published)
    how = "day without a year, by publication and the verb's tense"
    return RuleResult(best.isoformat(), how=how, next_value=to_iso_day(best.year + 1, month, number) or "")


def _get_weekday_beside(hit: RuleMatch) -> int | None:
    """Return the number of the weekday that the match opens with ("Wednesday, 12 June"), or None."""
    first = hit.tokens[hit.match.start()].lower
    return WEEKDAY_NUMBERS.get(first) or SHORT_WEEKDAYS.get(first)


def choose_by_tense(hit: RuleMatch, near: Sequence[date], base: date) -> date:
    """
    Return the day of *near* that the verb's tense and the day *base* of publication make the likeliest.

    A firm past lies at most two days after publication, a firm future at most two days before it. Any other tense only
    outweighs nearness for a day that is more than 60 days off.

    Args:
        hit: The match, whose clause is read.
        near: The same day in several years, in order.
        base: Day of publication, or of asking.
    """
    tense, is_firm = hit.read_tense()
    best = min(near, key=lambda day: abs((day - base).days))
    if tense is Tense.NONE:
        return best
    follows = hit.question_tense is not None or hit.get_word_before() == "ended"
    if not follows and not is_firm and abs((best - base).days) <= _MAX_NEAREST_DAYS:
        return best
    slack = 0 if follows or not is_firm else _MAX_TENSE_SLACK_DAYS
    step = -1 if tense is Tense.PAST else 1
    # On 28 December "reopened on 2 January" is a year ago: no article is dated into another year by mistake.
    fitting = [day for day in near if (day - base).days * step >= -(slack if day.year == base.year else 0)]
    return min(fitting, key=lambda day: abs((day - base).days)) if fitting else best


def _read_last_such_day(hit: RuleMatch) -> RuleResult | None:
    """Read "last Oct. 23" as the last such day before publication."""
    if hit.published is None:
        return resolve_yearless_date(hit, get_month_number(hit), get_day_number(hit))
    years = (hit.published.year, hit.published.year - 1)
    near = [day for year in years if (day := to_iso_day(year, get_month_number(hit), get_day_number(hit)))]
    before = [day for day in near if day < hit.published.isoformat()]
    return RuleResult(before[0], how="last such day before publication") if before else None


def _read_listed_day(hit: RuleMatch) -> RuleResult | None:
    """Read the 25 of "April 24 and 25" and the 12 of "12 and 14 June", with the month of the neighboring date."""
    place = hit.match.start()
    indexes = (*range(place - 1, max(place - 7, -1), -1), *range(place + 1, min(place + 8, len(hit.tokens))))
    month_index = next((index for index in indexes if hit.tokens[index].lower.rstrip(".") in MONTH_NUMBERS), None)
    if month_index is None:
        return None
    number = MONTH_NUMBERS[hit.tokens[month_index].lower.rstrip(".")]
    if hit.tokens[month_index + 1].code == get_class_code("YEAR4"):
        value = to_iso_day(int(hit.tokens[month_index + 1].text), number, get_day_number(hit))
        return RuleResult(value, how="day of the month beside") if value else None
    return resolve_yearless_date(hit, number, get_day_number(hit))


def _read_listed_month(hit: RuleMatch) -> RuleResult | None:
    """Read the February of "February and March 2022", with the year of the neighboring month."""
    month, later, year = get_month_number(hit), hit.get_word_after(2).rstrip("."), int(hit.get_word_after(3))
    return RuleResult(f"{year - (month > MONTH_NUMBERS[later]):04}-{month:02}", how="month of the year beside")


def _read_week_of_month(hit: RuleMatch) -> RuleResult | None:
    """Read "the second week of July" as its second seven days."""
    found = _read_month_and_year(hit) if hit.get_words("year") else _read_month_alone(hit)
    days = day_range(found.value) if found else None
    order = 0 if hit.get_words("order") == "last" else get_day_number(hit, "order")
    if hit.get_words("unit") != "week" or days is None or order > 5:
        return None
    first = shift_days(days[0], 7 * order - 7) if order else shift_days(days[1], -6)
    last = min(shift_days(first, 6), days[1])
    return RuleResult(f"{first}/{last}", how="seven days of the month") if first <= last else None


def read_days_of_month(hit: RuleMatch) -> RuleResult | None:
    """Read "19-20 June" and "June 19 to 20, 2024" as an interval of days."""
    month, year = get_month_number(hit), get_year(hit)
    ends = [get_day_number(hit, "day"), get_day_number(hit, "last")]
    if year is None:
        found = resolve_yearless_date(hit, month, ends[1])
        if found is None or found.value.startswith("X"):
            return found and RuleResult(f"XXXX-{month:02}-{ends[0]:02}/XXXX-{month:02}-{ends[1]:02}")
        year = int(found.value[:4])
    first, last = (to_iso_day(year, month, number) for number in ends)
    return RuleResult(f"{first}/{last}", how="from day to day") if first and last and first < last else None


def _read_month_and_year(hit: RuleMatch) -> RuleResult:
    return RuleResult(f"{hit.get_words('year')}-{get_month_number(hit):02}")


def _read_month_alone(hit: RuleMatch) -> RuleResult | None:
    month = get_month_number(hit)
    if hit.published is None:
        return RuleResult(f"XXXX-{month:02}", how="the year is not known")
    base, tense = hit.published, hit.detect_tense()
    year = base.year
    if tense is Tense.FUTURE:
        year += month < base.month
        return RuleResult(f"{year:04}-{month:02}", how="next such month, by the verb's tense")
    if hit.question_tense is not None and tense is Tense.NONE:
        year += 1 if month - base.month < -6 else -1 if month - base.month > 6 else 0
        return RuleResult(f"{year:04}-{month:02}", how="nearest such month")
    if tense is Tense.NONE and (month - base.month) % 12 == 1:
        year += month < base.month
        return RuleResult(f"{year:04}-{month:02}", how="nearest such month")
    year -= month > base.month
    return RuleResult(f"{year:04}-{month:02}", how="last such month before publication")


def _read_ambiguous_month(hit: RuleMatch) -> RuleResult | None:
    """Read "May", "March" or "Jan" alone as a month only after words that precede months: "in", "the end of"."""
    word_before, is_capitalized = hit.get_word_before(), hit.get_tokens("month")[0].text[0].isupper()
    has_lead_word = hit.tokens[hit.match.start()].lower not in {hit.get_words("month"), "earlier"}
    if hit.question_tense is not None and not is_capitalized:
        return _read_month_alone(hit) if has_lead_word or word_before in MONTH_PREPOSITIONS else None
    if (
        hit.get_words("month") == "may"
        and hit.get_word_after() == "'s"
        and word_before in {"of", "to", "by", "for", "after", "and"}
    ):
        return None  # "May's policy": a person's name
    is_followed_by_name = hit.get_word_after() and hit.tokens[hit.match.end()].text[0].isupper()
    has_month_context = (
        word_before in YEAR_PREPOSITIONS
        or word_before in POINTER_STEPS
        or (word_before == "the" and hit.get_words("month") != "may")
    )
    return _read_month_alone(hit) if (has_month_context or has_lead_word) and not is_followed_by_name else None


def _read_month_of_relative_year(hit: RuleMatch) -> RuleResult:
    """Read "June last year", "in April next year", "12 June last year"."""
    month = get_month_number(hit)
    if hit.published is None:
        return RuleResult(f"XXXX-{month:02}", how="the year is not known")
    year = hit.published.year + POINTER_STEPS[hit.get_words("point")]
    day = to_iso_day(year, month, get_day_number(hit)) if hit.get_words("day") else None
    return RuleResult(day or f"{year:04}-{month:02}", how="month of the year by publication")


def _read_numeric_date(hit: RuleMatch) -> RuleResult | None:
    parts = [int(part) for part in re.split(r"\D", hit.get_words("stamp"))]
    if parts[0] > 999:
        value = to_iso_day(*parts)
        return RuleResult(value) if value else None
    first, second, year = parts
    if year < 100:
        year += 2000 if year < 50 else 1900
    readings = {to_iso_day(year, first, second), to_iso_day(year, second, first)} - {None}
    if len(readings) == 1 and (only := readings.pop()):
        return RuleResult(only, how="written in figures")
    if first <= 12 and second <= 12:
        return RuleResult(f"{year:04}-XX-XX", how="day and month in figures could be read either way")
    return None


def _read_iso_week(hit: RuleMatch) -> RuleResult | None:
    """Read "2024-W25" and "W25 2024"."""
    written = hit.get_words("week").upper()
    value = f"{hit.get_words('year')}-{written}" if hit.get_words("year") else written
    return RuleResult(value) if day_range(value) else None


def _read_iso_timestamp(hit: RuleMatch) -> RuleResult | None:
    written = hit.get_words("stamp").upper()
    if not to_iso_day(*(int(part) for part in written[:10].split("-"))):
        return None
    return RuleResult(written, TimeKind.TIME if "T" in written else TimeKind.DATE)


def _read_week_of_day(hit: RuleMatch) -> RuleResult | None:
    """Read "the week of March 6" as the week that contains the day."""
    found = _read_full_date(hit) if hit.get_words("unit") == "week" else None
    if found is None or found.value.startswith("X"):
        return found
    year, week, _ = find_nearest_weekday(date.fromisoformat(found.value), 1, -1).isocalendar()
    return RuleResult(f"{year:04}-W{week:02}", how="the week that holds the day")


def build_day_range_patterns(joint: str) -> tuple[str, str]:
    """Return the patterns of two days of one month joined by *joint*, in British and American order."""
    year = "(?: COMMA? year=YEAR4)?"
    return (
        f"THE? day=DAYORD {joint} THE? last=DAYORD OF? month=ANYMONTH {year}",
        f"month=ANYMONTH THE? day=DAYORD {joint} THE? last=DAYORD {year}",
    )


LEAD_PATTERN = "(?:THE? EARLY HYPHEN? |EARLIER |THE? EDGE OF |MID HYPHEN? )?"
MONTH_PATTERN = "month=ANYMONTH"
#: Tokens that must not follow a bare day, which would then be a count ("June 24 and 25 people").
_NOT_COUNT_PATTERN = "(?!OTHER|ALTERNATE|FINAL|UNITS|PLAINUNIT|YEARWORD|HYPHEN)"
DATE_RULES: tuple[Rule, ...] = (
    make_rule(
        f"(?:(?:WEEKDAY|WEEKSHORT) DOT? COMMA? )?{MONTH_PATTERN} day=DAYORD(?:COMMA? year=YEAR4)?", _read_full_date
    ),
    make_rule(
        f"(?:(?:WEEKDAY|WEEKSHORT) DOT? COMMA? )?THE? day=DAYORD OF? {MONTH_PATTERN}(?:COMMA? year=YEAR4)?",
        _read_full_date,
    ),
    make_rule(f"{MONTH_PATTERN} THE day=ORDINAL(?:COMMA? year=YEAR4)?", _read_full_date),
    make_rule(f"LAST {MONTH_PATTERN} day=DAYORD", _read_last_such_day),
    make_rule(f"(?<=ANYMONTH DAYORD AND)day=DAYNUM{_NOT_COUNT_PATTERN}", _read_listed_day),
    make_rule(f"(?<=ANYMONTH DAYORD COMMA)day=DAYNUM(?=COMMA? AND DAYNUM{_NOT_COUNT_PATTERN})", _read_listed_day),
    make_rule(f"(?<=ANYMONTH DAYORD COMMA DAYNUM AND)day=DAYNUM{_NOT_COUNT_PATTERN}", _read_listed_day),
    make_rule(f"(?<=ANYMONTH DAYORD COMMA DAYNUM COMMA AND)day=DAYNUM{_NOT_COUNT_PATTERN}", _read_listed_day),
    make_rule("day=DAYNUM(?=(?:COMMA DAYNUM){0,3} COMMA? AND DAYNUM OF? ANYMONTH)", _read_listed_day),
    make_rule("month=ANYMONTH(?=(?:AND|TO|HYPHEN|OR) ANYMONTH YEAR4)", _read_listed_month),
    make_rule(f"THE? (?P<order>ORD|LAST) unit=UNIT OF {MONTH_PATTERN} OF? (?:year=YEAR4)?", _read_week_of_month),
    *(make_rule(pattern, read_days_of_month) for pattern in build_day_range_patterns("(?:HYPHEN|TO)")),
    make_rule(f"THE? unit=UNIT OF {MONTH_PATTERN} day=DAYORD(?:COMMA? year=YEAR4)?", _read_week_of_day),
    make_rule(f"THE? unit=UNIT OF THE? day=DAYORD {MONTH_PATTERN}(?:COMMA? year=YEAR4)?", _read_week_of_day),
    make_rule(f"{LEAD_PATTERN}{MONTH_PATTERN}(?:COMMA|OF)? year=YEAR4", _read_month_and_year),
    make_rule(
        f"{LEAD_PATTERN}{MONTH_PATTERN} (?P<day>DAYORD)? OF? (?P<point>THIS|LAST|NEXT) YEARWORD",
        _read_month_of_relative_year,
    ),
    make_rule(
        f"THE? day=DAYORD OF? {MONTH_PATTERN} OF? (?P<point>THIS|LAST|NEXT) YEARWORD", _read_month_of_relative_year
    ),
    make_rule(f"{LEAD_PATTERN}month=MONTH", _read_month_alone),
    make_rule(f"{LEAD_PATTERN}(?P<month>MONTHISH|MONTHLOW)", _read_ambiguous_month),
    make_rule("stamp=NUMERIC", _read_numeric_date),
    make_rule("stamp=STAMP", _read_iso_timestamp),
    make_rule("week=WEEK", _read_iso_week),
    make_rule("(?P<week>WEEKNUM) (?:COMMA|OF)? year=YEAR4", _read_iso_week),
)


def _read_year(hit: RuleMatch) -> RuleResult | None:
    written = hit.get_words("year")
    word_before, word_after = hit.get_word_before(), hit.get_word_after()
    if word_after in COUNTED_NOUNS or word_before in {"$", "£", "€", "#", "."} or word_after in {"%", ":"}:
        return None
    if word_before in YEAR_PREPOSITIONS or 1900 <= int(written) <= 2099:
        return RuleResult(written)
    return None


def _read_year_range(hit: RuleMatch) -> RuleResult | None:
    first, last = re.split(r"\D", hit.get_words("range"))
    if len(last) == 2 and last <= "12" and last <= first[2:]:
        return RuleResult(f"{first}-{last}") if last > "00" else None
    last = first[: 4 - len(last)] + last
    return RuleResult(f"{first}/{last}", how="from the first year to the last") if first < last else None


def _read_decade(hit: RuleMatch) -> RuleResult | None:
    digits = re.sub(r"\D", "", hit.get_words("decade"))
    if len(digits) == 2 and hit.get_word_before() in {"his", "her", "their", "my", "your", "our"}:
        return None  # an age
    if len(digits) == 4:
        return RuleResult(digits[:3])
    return RuleResult(f"{_infer_century(hit, int(digits[0]))}{digits[0]}", how="the decade last gone by")


def _read_spelled_decade(hit: RuleMatch) -> RuleResult:
    decade = DECADE_WORDS[hit.get_words("decade")]
    return RuleResult(f"{_infer_century(hit, decade)}{decade}", how="the decade last gone by")


def _infer_century(hit: RuleMatch, decade: int) -> int:
    """
    Return the century of the last such decade begun by publication.

    If publication is unknown, the 2000s belong to the 21st century and all other decades to the 20th.
    """
    if hit.published is None:
        return 20 if decade == 0 else 19
    century, rest = divmod(hit.published.year, 100)
    return century if decade * 10 <= rest else century - 1


def _read_century(hit: RuleMatch) -> RuleResult:
    return RuleResult(f"{get_day_number(hit) - 1:02}")


def _read_spelled_year(hit: RuleMatch) -> RuleResult | None:
    century = CARDINALS[hit.get_words("century")]
    rest = [CARDINALS[word] for word in hit.get_words("rest").split() if word in CARDINALS]
    if not 13 <= century <= 20 or not rest or rest[0] < 10 or (len(rest) == 2 and not (rest[0] >= 20 and rest[1] < 10)):
        return None
    month = f"-{get_month_number(hit):02}" if hit.get_words("month") else ""
    return RuleResult(f"{century}{sum(rest):02}{month}")


def _read_year_in_thousands(hit: RuleMatch) -> RuleResult | None:
    """Read "the year two thousand" and "the year two thousand and nine"."""
    words = [token.lower for token in hit.tokens[slice(*hit.match.span())]]
    rest = sum(CARDINALS[word] for word in hit.get_words("rest").split() if word in CARDINALS)
    return RuleResult(f"{2000 + rest}") if words[2:4] == ["two", "thousand"] and rest < 100 else None


#: Years spelled out, as in transcripts: "nineteen ninety-six".
_SPELLED_YEAR_PATTERN = "century=CARDINAL HYPHEN? (?P<rest>CARDINAL HYPHEN? CARDINAL?)"
YEAR_RULES: tuple[Rule, ...] = (
    make_rule(
        "THE YEARWORD thousands=CARDINAL SCALE AND? (?P<rest>CARDINAL HYPHEN? CARDINAL?)?", _read_year_in_thousands
    ),
    make_rule(f"{LEAD_PATTERN}year=YEAR4", _read_year),
    make_rule("range=RANGE", _read_year_range),
    make_rule("(?P<span>(?P<range>RANGE)) NAMED", _read_year_range),
    make_rule("(?:THE? (?:EARLY|MID) HYPHEN? |(?:THE? EDGE OF )?THE )?decade=DECADE", _read_decade),
    make_rule("THE (?:(?:EARLY|MID) HYPHEN? )?decade=DECADEWORD", _read_spelled_decade),
    make_rule("THE? (?:(?:EARLY|MID) HYPHEN? )?day=ORD HYPHEN? CENTURY", _read_century),
    make_rule(f"(?:THE UNIT )?{_SPELLED_YEAR_PATTERN}", _read_spelled_year),
    make_rule(f"{LEAD_PATTERN}{MONTH_PATTERN} {_SPELLED_YEAR_PATTERN}", _read_spelled_year),
)


#: Words between a feast and "of 1935" ("the Labor Day hurricane of 1935").
_MAX_EVENT_WORDS = 2


def get_feast_name(hit: RuleMatch) -> str:
    """Return the name that group ``feast`` matched, with single spaces."""
    return " ".join(hit.get_words("feast").split())


def _find_year_of_event(hit: RuleMatch) -> str:
    """Return the year of an event that is named by its feast: "the Labor Day hurricane of 1935"; ``""`` without one."""
    for distance in range(1, _MAX_EVENT_WORDS + 1):
        if hit.get_word_after(distance + 1) == "of" and (year := hit.get_word_after(distance + 2)).isdigit():
            return year if len(year) == len("1935") and year[0] in "12" else ""
    return ""


def _read_holiday(hit: RuleMatch) -> RuleResult | None:
    name = get_feast_name(hit)
    if year := hit.get_words("year") or _find_year_of_event(hit):
        return RuleResult(_compute_holiday(name, int(year)).isoformat(), how="feast of the year")
    if hit.published is None:
        fixed = FIXED_HOLIDAYS.get(name)
        return RuleResult(f"XXXX-{fixed[0]:02}-{fixed[1]:02}", how="the year is not known") if fixed else None
    base, point = hit.published, POINTER_STEPS.get(hit.get_words("point"), 0)
    near = [_compute_holiday(name, year) for year in range(max(base.year - 1, 1), min(base.year + 1, 9999) + 1)]
    if point:
        near = [day for day in near if (day > base if point > 0 else day < base)] or near
        return RuleResult(min(near, key=lambda day: abs((day - base).days)).isoformat(), how="feast by publication")
    if hit.detect_tense() is Tense.NONE:
        near = [day for day in near if (day - base).days <= _MAX_FEAST_AHEAD_DAYS] or near
    best = choose_by_tense(hit, near, base)
    later = _compute_holiday(name, best.year + 1).isoformat() if best.year < MAXYEAR else ""
    return RuleResult(best.isoformat(), how="feast, by publication and the verb's tense", next_value=later)


def _compute_holiday(name: str, year: int) -> date:
    if name in FIXED_HOLIDAYS:
        return date(year, *FIXED_HOLIDAYS[name])
    if name in EASTER_HOLIDAYS:
        return compute_easter(year) + timedelta(days=EASTER_HOLIDAYS[name])
    month, weekday, order = WEEKDAY_HOLIDAYS[name]
    if order < 0:
        return find_nearest_weekday(date(year, month, monthrange(year, month)[1]), weekday, -1)
    day = find_nearest_weekday(date(year, month, 1), weekday, 1)
    return day + timedelta(weeks=order - 1, days=HOLIDAY_OFFSET_DAYS.get(name, 0))


def _read_named_period(hit: RuleMatch) -> RuleResult:
    return RuleResult(
        NAMED_PERIODS[" ".join(hit.get_words("name").split())], TimeKind.NAMED, "period that goes by a name"
    )


HOLIDAY_RULES: tuple[Rule, ...] = (
    make_rule("name=NAMED", _read_named_period, sets_reference=False),
    make_rule("(?P<point>LAST|NEXT|THIS)? feast=FEAST(?:COMMA? year=YEAR4)?", _read_holiday),
)
