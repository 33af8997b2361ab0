"""Date rules for times relative to publication or to another date in the text."""

from __future__ import annotations

from datetime import date

from corpus.dates.arithmetic import (
    find_nearest_weekday,
    get_granularity,
    is_fine_enough,
    shift_date,
    shift_days,
    shift_value,
    to_unit_value,
)
from corpus.dates.intervals import day_range
from corpus.dates.rule import CLAUSE_END_TOKENS, Rule, RuleMatch, RuleResult, format_duration, make_rule, parse_amount
from corpus.dates.rules.calendar import get_month_number
from corpus.dates.rules.fiscal import find_compared_quarter
from corpus.dates.tense import Tense
from corpus.dates.tokenizer import get_class_code
from corpus.languages.en.calendar import (
    ANAPHORIC_POINTERS,
    BACKWARD_WORDS,
    DAY_PREPOSITIONS,
    DEICTIC_DAYS,
    PARTS_OF_DAY,
    PLURAL_TIME_UNITS,
    POINTER_STEPS,
    SEASONS,
    SHORT_WEEKDAYS,
    TIME_UNITS,
    WEEKDAY_NUMBERS,
)
from corpus.languages.en.nouns import NEWSPAPER_WORDS
from corpus.models import TimeKind

UNKNOWN_REFERENCE = "the day it is counted from is not known"
STEP_WORDS = {-1: "before", 0: "of", 1: "after"}


def get_unit(hit: RuleMatch, group: str = "unit") -> str:
    """Return the unit that *group* names in the singular or plural."""
    word = hit.get_words(group)
    return TIME_UNITS.get(word) or PLURAL_TIME_UNITS.get(word) or "CE"


def get_part_of_day(hit: RuleMatch) -> str:
    """Return ``TMO``, ``TAF``, ``TEV`` or ``TNI`` for the part of day that group ``part`` names, or ``""``."""
    word = hit.get_words("part")
    return f"T{PARTS_OF_DAY[word.removesuffix('s')]}" if word else ""


def _read_deictic_day(hit: RuleMatch) -> RuleResult:
    word = hit.get_words("day")
    part = get_part_of_day(hit) or ("TNI" if word == "tonight" else "")
    kind = TimeKind.TIME if part else TimeKind.DATE
    if hit.published is None:
        return RuleResult(f"XXXX-XX-XX{part}", kind, UNKNOWN_REFERENCE)
    step = DEICTIC_DAYS[word]
    day = shift_days(hit.published, step)
    return RuleResult(day.isoformat() + part, kind, f"the day {STEP_WORDS[step]} publication")


def _read_part_of_day(hit: RuleMatch) -> RuleResult:
    """
    Read "this morning" and "last night" relative to publication.

    "That night" and "the next morning" are relative to the last mentioned day.
    """
    part, word = get_part_of_day(hit), hit.get_words("point")
    step, mentioned_day = POINTER_STEPS[word], hit.day if word in ANAPHORIC_POINTERS or word == "next" else None
    day = date.fromisoformat(mentioned_day[:10]) if mentioned_day else hit.published
    if day is None:
        return RuleResult(f"XXXX-XX-XX{part}", TimeKind.TIME, UNKNOWN_REFERENCE)
    return RuleResult(
        shift_days(day, step).isoformat() + part,
        TimeKind.TIME,
        f"part of the day {STEP_WORDS[step]} {mentioned_day or 'publication'}",
    )


def resolve_weekday(hit: RuleMatch, weekday: int) -> date | None:
    """
    Return the day that a weekday names: the last one, publication included, or the next one for a future verb.

    In an article yesterday's weekday is always yesterday: nobody uses the bare name for a day six days ahead, unless
    it ends a term ("will be done by Monday").
    """
    if hit.published is None:
        return None
    yesterday = shift_days(hit.published, -1)
    may_be_ahead = hit.question_tense is not None or yesterday.isoweekday() != weekday or hit.get_word_before() == "by"
    if may_be_ahead and hit.detect_tense() is Tense.FUTURE:
        return find_nearest_weekday(hit.published, weekday, 1)
    # A question asked on a Thursday means the last one by "Thursday"; otherwise it would say "today".
    return find_nearest_weekday(yesterday if hit.question_tense is not None else hit.published, weekday, -1)


def get_weekday_number(hit: RuleMatch) -> int:
    """Return the ISO number of the weekday that group ``weekday`` names."""
    word = hit.get_words("weekday").rstrip(".")
    return WEEKDAY_NUMBERS.get(word) or SHORT_WEEKDAYS[word]


def _is_weekday(hit: RuleMatch) -> bool:
    """
    Return whether a word of a question is a weekday: "on sat" is one, "sat" alone is not.

    Short names count only after words that precede days, unless they are capitalized and unambiguous ("Tue").
    """
    word = hit.get_tokens("weekday")[0]
    has_day_context = (
        hit.get_word_before() in DAY_PREPOSITIONS
        or bool(hit.get_words("point"))
        or hit.get_word_before() in WEEKDAY_NUMBERS
    )
    return (
        word.lower in WEEKDAY_NUMBERS
        or has_day_context
        or word.text in {"Mon", "Tue", "Wed", "Thu", "Fri", "Tues", "Thurs"}
    )


def _read_weekday(hit: RuleMatch) -> RuleResult | None:
    if hit.question_tense is not None and not _is_weekday(hit):
        return None
    if hit.get_word_after() in NEWSPAPER_WORDS and hit.get_word_before() == "the":
        return None
    if hit.get_word_before() in {"and", "or"} and hit.get_word_before(3) in {"every", "each"}:
        return None  # "every Monday and Thursday" returns
    weekday, part = get_weekday_number(hit), get_part_of_day(hit)
    kind = TimeKind.TIME if part else TimeKind.DATE
    step = POINTER_STEPS.get(hit.get_words("point"), 0)
    if hit.published is None:
        return RuleResult(f"XXXX-WXX-{weekday}{part}", kind, UNKNOWN_REFERENCE)
    day = resolve_weekday(hit, weekday) or hit.published
    how = f"weekday {STEP_WORDS[(day > hit.published) - (day < hit.published)]} publication"
    if hit.get_words("point") in {"this", "current"} and hit.question_tense is not None:
        monday = find_nearest_weekday(hit.published, 1, -1)
        return RuleResult(shift_days(monday, weekday - 1).isoformat() + part, kind, "weekday of the week of asking")
    if hit.get_words("point") == "this" and hit.question_tense is None:
        near = [find_nearest_weekday(hit.published, weekday, way) for way in (-1, 1)]
        is_past = hit.detect_tense() is Tense.PAST
        return RuleResult(near[not is_past].isoformat() + part, kind, "weekday of these days, by the verb's tense")
    if hit.get_words("point") in {"previous", "preceding"} and hit.reference and get_granularity(hit.reference) == "D":
        day_before = shift_days(date.fromisoformat(hit.reference[:10]), -1)
        return RuleResult(
            find_nearest_weekday(day_before, weekday, -1).isoformat() + part, kind, f"weekday before {hit.reference}"
        )
    if step:
        day = find_nearest_weekday(shift_days(hit.published, step), weekday, step)
        how = f"weekday {STEP_WORDS[step]} publication"
    # The weekdays of a question are moved by ``corpus.dates.query_dates``.
    later = "" if step or part or hit.question_tense is not None else shift_days(day, 7).isoformat()
    return RuleResult(day.isoformat() + part, kind, how, next_value=later)


def _read_weekday_of_week(hit: RuleMatch) -> RuleResult | None:
    """Read "Tuesday last week", "Monday of this week"."""
    if hit.get_words("unit") != "week":
        return None
    if hit.published is None:
        return RuleResult(f"XXXX-WXX-{get_weekday_number(hit)}", how=UNKNOWN_REFERENCE)
    monday = find_nearest_weekday(shift_days(hit.published, 7 * POINTER_STEPS[hit.get_words("point")]), 1, -1)
    return RuleResult(
        shift_days(monday, get_weekday_number(hit) - 1).isoformat(), how="weekday of the week by publication"
    )


def _read_relative_unit(hit: RuleMatch) -> RuleResult | None:
    """Read "last week", "this month", "next year", "the previous quarter", "that day"."""
    word, unit = hit.get_words("point"), get_unit(hit)
    if unit in {"S", "TM", "H"}:
        return None
    step = POINTER_STEPS[word]
    if word in ANAPHORIC_POINTERS or (word == "next" and unit == "D" and hit.question_tense is None):
        return _resolve_unit_from_reference(hit, word, unit, step)
    return _resolve_unit_from_publication(hit, unit, step)


def _resolve_unit_from_publication(hit: RuleMatch, unit: str, step: int) -> RuleResult | None:
    if hit.published is None:
        return RuleResult(to_unit_value(None, unit), how=UNKNOWN_REFERENCE)
    shifted = shift_date(hit.published, "D" if unit == "N" else unit, step)
    return (
        RuleResult(to_unit_value(shifted, unit), how=f"the {hit.get_words('unit')} {STEP_WORDS[step]} publication")
        if shifted
        else None
    )


def _resolve_unit_from_reference(hit: RuleMatch, word: str, unit: str, step: int) -> RuleResult | None:
    """Resolve "the following year", "that day", "the previous week" against the last mentioned time."""
    if hit.reference is None and step > 0:
        return RuleResult(to_unit_value(None, unit), how=UNKNOWN_REFERENCE)
    if hit.reference is None:
        return _resolve_unit_from_publication(hit, unit, step)
    # "A pact of 2000" is mentioned in passing: "the same day" still refers to the last mentioned day.
    antecedent = hit.reference if is_fine_enough(hit.reference, unit) else hit.day if step == 0 else None
    if antecedent is None:
        return None if word in {"same", "that"} else RuleResult(to_unit_value(None, unit), how=UNKNOWN_REFERENCE)
    value = shift_value(antecedent, unit, step)
    return (
        RuleResult(truncate_value(value, unit), how=f"the {hit.get_words('unit')} {STEP_WORDS[step]} {antecedent}")
        if value
        else None
    )


def truncate_value(value: str, unit: str) -> str:
    """Return the *unit* that contains *value*, such as the year of a day."""
    days = day_range(value)
    return to_unit_value(days[0], unit) if days else value


def _read_relative_month(hit: RuleMatch) -> RuleResult:
    """Read "last April", "next March", "this September"."""
    month, step = get_month_number(hit), POINTER_STEPS[hit.get_words("point")]
    if hit.published is None:
        return RuleResult(f"XXXX-{month:02}", how=UNKNOWN_REFERENCE)
    year = hit.published.year
    if step < 0:
        year -= month >= hit.published.month
    elif step > 0:
        year += month <= hit.published.month
    return RuleResult(f"{year:04}-{month:02}", how="month by publication")


def _read_season(hit: RuleMatch) -> RuleResult | None:
    season = SEASONS[hit.get_words("season")]
    if year := hit.get_words("year"):
        return RuleResult(f"{year}-{season}")
    word = hit.get_words("point")
    if hit.published is None:
        return RuleResult(f"XXXX-{season}", how=UNKNOWN_REFERENCE)
    result_year, month = hit.published.year, hit.published.month
    first = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[season]
    step = POINTER_STEPS.get(word, 0)
    if step < 0:
        result_year -= month < first + (3 if season != "WI" else 1)
    elif step > 0:
        result_year += month >= first
    elif season == "WI" and month < 3:
        result_year -= 1
    return RuleResult(f"{result_year:04}-{season}", how="season by publication")


#: ISO number of the last working day of a week.
_FRIDAY = 5


def _read_current_unit(hit: RuleMatch) -> RuleResult | None:
    """
    Read "the end of the month" and "the beginning of the year" as the month and year of publication.

    On a Saturday or Sunday "the middle of the week" is that of the next one, unless the verb is in the past.
    """
    unit = get_unit(hit)
    if unit not in {"W", "M", "Y"}:
        return None
    if unit == "W" and hit.published and hit.published.isoweekday() > _FRIDAY and hit.detect_tense() is not Tense.PAST:
        return RuleResult(to_unit_value(shift_days(hit.published, 7), unit), how="the week after publication")
    return RuleResult(to_unit_value(hit.published, unit), how=f"the {hit.get_words('unit')} of publication")


def _read_early_hours(hit: RuleMatch) -> RuleResult:
    """Read "the early hours of Thursday" as its morning."""
    day = resolve_weekday(hit, get_weekday_number(hit))
    value = day.isoformat() if day else f"XXXX-WXX-{get_weekday_number(hit)}"
    return RuleResult(f"{value}TMO", TimeKind.TIME, "early hours of the weekday")


_LEAD_PATTERN = "(?:THE? (?:EARLY|EARLIER|LATER) (?:IN|ON|OF)?|THE? EDGE OF |MID HYPHEN? )?"
RELATIVE_RULES: tuple[Rule, ...] = (
    make_rule(f"{_LEAD_PATTERN}day=DEICTIC(?: part=DAYPART)?", _read_deictic_day),
    make_rule("(?:MID|EARLY)? HYPHEN? part=DAYPART ON? day=DEICTIC", _read_deictic_day),
    make_rule(f"{_LEAD_PATTERN}THE? point=POINT part=DAYPART", _read_part_of_day),
    make_rule(
        f"{_LEAD_PATTERN}(?:(?:THE|THIS)? (?P<point>POINTER|THIS|LAST|NEXT) )?weekday=WEEKDAY(?: part=DAYPART)?",
        _read_weekday,
    ),
    make_rule("weekday=WEEKDAY OF? point=POINT unit=UNIT", _read_weekday_of_week),
    make_rule(f"{_LEAD_PATTERN}THE? point=POINT FISCAL? unit=ONEUNIT", _read_relative_unit),
    make_rule(f"{_LEAD_PATTERN}THE? point=POINT month=ANYMONTH", _read_relative_month),
    make_rule(f"{_LEAD_PATTERN}THE? point=POINT season=SEASON", _read_season),
    make_rule(f"{_LEAD_PATTERN}THE? season=SEASON OF? year=YEAR4", _read_season),
    make_rule("THE? EDGE OF THE unit=UNIT", _read_current_unit),
    make_rule("THE? EARLY UNITS (?:OF|ON) weekday=WEEKDAY(?: DAYPART)?", _read_early_hours),
)

#: Tokens after "a day after" in which the day it is counted from must appear, and the classes that name a day.
_MAX_CLAUSE_TOKENS = 14
_DAY_CLASS_CODES = frozenset(map(get_class_code, ("WEEKDAY", "MONTH", "DEICTIC", "STAMP", "NUMERIC", "YEAR4", "FEAST")))
#: Days around publication that a report of the day may mention in passing.
_MAX_REPORTED_DAYS = 6


def _read_offset_from_publication(hit: RuleMatch) -> RuleResult | None:
    """Read "two years ago" and "three days from now" relative to publication, as fine as the unit."""
    step = -1 if hit.get_words("way") == "ago" else 1
    if step < 0 and hit.get_words("amount") == "a" and get_unit(hit) == "Y" and (quarter := find_compared_quarter(hit)):
        return RuleResult(quarter, how=f"a year before {hit.quarter}", is_antecedent=False)
    return _resolve_offset(hit, step, hit.published.isoformat() if hit.published else None, "publication")


def _read_offset_from_reference(hit: RuleMatch) -> RuleResult | None:
    """Read "a year earlier", "two days later", "a week before" relative to the last mentioned time."""
    step = -1 if hit.get_words("way") in {"earlier", "before"} else 1
    if step < 0 and hit.get_words("amount") == "a" and get_unit(hit) == "Y" and (quarter := find_compared_quarter(hit)):
        return RuleResult(quarter, how=f"a year before {hit.quarter}", is_antecedent=False)
    if hit.get_words("way") in {"before", "after"} and not _has_date_after(hit):
        return None
    if hit.reference is None and hit.question_tense is not None and hit.get_words("way") in {"earlier", "later"}:
        return None
    # Without an antecedent "two days later" stays open, but "a week earlier" was before publication.
    base = hit.reference or (hit.published.isoformat() if hit.published and step < 0 else None)
    return _resolve_offset(hit, step, base, base or "")


def _has_date_after(hit: RuleMatch) -> bool:
    """Return whether the clause after the match names a day: "a day after they signed it on Wednesday"."""
    tokens_after = hit.tokens[hit.match.end() : hit.match.end() + _MAX_CLAUSE_TOKENS]
    return any(token.code in _DAY_CLASS_CODES for token in tokens_after if token.sentence == hit.sentence)


def _resolve_offset(hit: RuleMatch, step: int, base: str | None, name: str) -> RuleResult | None:
    amount, unit = parse_amount(hit.get_tokens("amount")), get_unit(hit)
    if unit == "N" and base and get_granularity(base) == "D" and amount.isdigit() and len(amount) < 5:
        day = shift_days(date.fromisoformat(base[:10]), step * int(amount))
        return RuleResult(f"{day}TNI", TimeKind.TIME, how=f"{amount} nights {STEP_WORDS[step]} {name}")
    if name == "publication" and (amount == "X" or unit in {"S", "TM", "H"}):
        return RuleResult("PAST_REF" if step < 0 else "FUTURE_REF", how="vague")
    if amount == "X" or unit in {"S", "TM", "H"} or (base and not is_fine_enough(base, unit)):
        return RuleResult(format_duration(amount, unit), TimeKind.DURATION, "as counted")
    if base is None:
        return RuleResult(to_unit_value(None, unit), how=UNKNOWN_REFERENCE)
    if "." in amount and unit == "Y" and float(amount) * 12 % 1 == 0:
        amount, unit = str(int(float(amount) * 12)), "M"
    if "." in amount or len(amount) > 5:
        return None
    value = shift_value(base, unit, step * int(amount))
    if value is None:
        return None
    exact = unit in {"D", "N"} or (name != "publication" and unit == "W") or hit.get_words("way") in {"before", "after"}
    if get_granularity(base) == "D" and not exact:
        value = truncate_value(value, unit)
    return RuleResult(value, how=f"{amount} {hit.get_words('unit')} {'before' if step < 0 else 'after'} {name}")


def _read_adjacent_unit(hit: RuleMatch) -> RuleResult | None:
    """Read "the day before", "the next day", "the following year" as adjacent to the last mentioned time."""
    way, unit = hit.get_words("way"), get_unit(hit)
    step = -1 if way in BACKWARD_WORDS else 1
    base = hit.reference
    if way in {"before", "after"} and hit.get_word_after() not in CLAUSE_END_TOKENS and not _has_date_after(hit):
        base = None  # "the day before the summit": the day of the summit is unknown
    elif base is None and step < 0 and hit.published:
        base = hit.published.isoformat()
    if base is None or not is_fine_enough(base, unit):
        return RuleResult(to_unit_value(None, unit), how=UNKNOWN_REFERENCE)
    value = shift_value(base, unit, step)
    return (
        RuleResult(truncate_value(value, unit), how=f"the {hit.get_words('unit')} {STEP_WORDS[step]} {base}")
        if value
        else None
    )


def _read_unit_in_progress(hit: RuleMatch) -> RuleResult:
    """
    Read "earlier in the day" as the last mentioned day if it is far from publication, else as publication's.

    "Later in the year" is always relative to publication.
    """
    if get_unit(hit) != "D":
        return RuleResult(
            to_unit_value(hit.published, get_unit(hit)), how=f"the {hit.get_words('unit')} of publication"
        )
    if hit.published is None:
        return RuleResult("XXXX-XX-XX", how=UNKNOWN_REFERENCE)
    mentioned_day = (
        date.fromisoformat(hit.reference[:10]) if hit.reference and get_granularity(hit.reference) == "D" else None
    )
    # A report of the day mentions other days in passing; only a story about another time continues on them.
    day = (
        mentioned_day
        if mentioned_day and abs((mentioned_day - hit.published).days) > _MAX_REPORTED_DAYS
        else hit.published
    )
    return RuleResult(
        day.isoformat(), how="the day of publication" if day == hit.published else "the last mentioned day"
    )


ANAPHORIC_RULES: tuple[Rule, ...] = (
    make_rule("{ROUGHLY} {AMOUNT} HYPHEN? unit=ANYUNIT HYPHEN? way=AGO", _read_offset_from_publication),
    make_rule("{ROUGHLY} {AMOUNT} unit=ANYUNIT (?:way=HENCE|way2=FROM NOW)", _read_offset_from_publication),
    make_rule("{ROUGHLY} {AMOUNT} HYPHEN? unit=ANYUNIT HYPHEN? (?P<way>EARLIER|LATER)", _read_offset_from_reference),
    make_rule("THE unit=UNIT (?P<way>BEFORE|AFTER)", _read_adjacent_unit, uses_next_date=True),
    make_rule("THE unit=UNIT (?P<way>EARLIER|LATER)", _read_adjacent_unit),
    make_rule(
        "{ROUGHLY} {AMOUNT} unit=ANYUNIT (?P<way>BEFORE|AFTER)", _read_offset_from_reference, uses_next_date=True
    ),
    make_rule("(?:EARLIER|LATER|EARLY) IN THE unit=UNIT", _read_unit_in_progress),
)
