"""Date rules for durations ("three months") and recurring times ("every Thursday")."""

from __future__ import annotations

from corpus.dates.arithmetic import to_iso_day
from corpus.dates.rule import IGNORE, Rule, RuleMatch, RuleResult, format_duration, make_rule, parse_amount
from corpus.dates.rules.calendar import get_day_number, get_feast_name, get_month_number
from corpus.dates.rules.relative import get_part_of_day, get_unit, get_weekday_number
from corpus.dates.tokenizer import get_class_code
from corpus.languages.en.calendar import (
    DETERMINERS_BEFORE_TIME,
    DURATION_CUES,
    FIXED_HOLIDAYS,
    FREQUENCIES,
    PLURAL_TIME_UNITS,
    SEASONS,
    UNIT_ADJECTIVES,
    WEEKDAY_NUMBERS,
)
from corpus.languages.en.verbs import NON_NOUNS
from corpus.models import TimeKind


def _read_counted_units(hit: RuleMatch) -> RuleResult | None:
    amount, unit = parse_amount(hit.get_tokens("amount")), get_unit(hit)
    if len(amount) > 9:
        return IGNORE
    return RuleResult(format_duration(amount, unit), TimeKind.DURATION, "as counted")


def _read_duration(hit: RuleMatch) -> RuleResult | None:
    """Read a duration, but not "a second bomb" or "a minute detail": the smallest units need more than an article."""
    if hit.get_words("kind") and hit.get_words("kind") not in UNIT_ADJECTIVES:
        return None
    if hit.get_words("amount") in {"a", "an"}:
        if hit.get_words("unit") in {"second", "minute"}:
            return None
        is_led = any(token.code == get_class_code("APPROX") for token in hit.tokens[slice(*hit.match.span())])
        if hit.get_word_before() not in DURATION_CUES and not is_led:
            return None
    return _read_counted_units(hit)


def _read_unit_or_more(hit: RuleMatch) -> RuleResult | None:
    """Read "a year or two" by its first number, but not "a second or two"."""
    if hit.get_word_after() in PLURAL_TIME_UNITS:
        return None  # "a week or two days"
    return _read_counted_units(hit)


def _read_amount_and_half(hit: RuleMatch) -> RuleResult:
    """Read "a year and a half"."""
    return RuleResult(
        format_duration(f"{parse_amount(hit.get_tokens('amount'))}.5", get_unit(hit)), TimeKind.DURATION, "as counted"
    )


def _read_bare_units(hit: RuleMatch) -> RuleResult | None:
    """Read "months" and "for decades" as an unknown number of units, and "weekends" as each of them."""
    if hit.is_name("unit"):
        return None
    if get_unit(hit) == "WE":
        return _WEEKENDS
    return RuleResult(format_duration("X", get_unit(hit)), TimeKind.DURATION, "an unknown number")


def _read_recurrence(hit: RuleMatch) -> RuleResult:
    """Read "every year", "every two weeks", "every second day", "every other day", "twice a day"."""
    amount = parse_amount(hit.get_tokens("amount")) if hit.get_tokens("amount") else "1"
    if hit.get_words("order"):
        amount = str(get_day_number(hit, "order"))
    if hit.get_words("other"):
        amount = "2"
    if get_unit(hit) == "WE" and amount == "1":
        return _WEEKENDS
    return RuleResult(format_duration(amount, get_unit(hit)), TimeKind.SET, "returns")


def _read_centuries(hit: RuleMatch) -> RuleResult | None:
    """Read "for centuries" as an unknown number of them."""
    return _read_bare_units(hit) if hit.get_words("unit") == "centuries" else None


def _read_every_part(hit: RuleMatch) -> RuleResult:
    """Read "every morning", "each evening", "in the mornings"."""
    return RuleResult(f"XXXX-XX-XX{get_part_of_day(hit)}", TimeKind.SET, "returns every day")


def _read_plural_part(hit: RuleMatch) -> RuleResult | None:
    is_returning = hit.get_word_before() in {"in", "on", "at", "most", "the"} and not hit.is_name("part")
    return _read_every_part(hit) if is_returning else None


def _read_every_season(hit: RuleMatch) -> RuleResult:
    return RuleResult(f"XXXX-{SEASONS[hit.get_words('season')]}", TimeKind.SET, "returns every year")


def _read_every_feast(hit: RuleMatch) -> RuleResult:
    """Read "every Christmas" as its day of every year, and a movable feast as once a year."""
    fixed = FIXED_HOLIDAYS.get(get_feast_name(hit))
    value = f"XXXX-{fixed[0]:02}-{fixed[1]:02}" if fixed else "P1Y"
    return RuleResult(value, TimeKind.SET, "returns every year")


def _read_every_date(hit: RuleMatch) -> RuleResult | None:
    """Read "every June 3" and "each 4 July"."""
    month, number = get_month_number(hit), get_day_number(hit)
    if to_iso_day(2000, month, number) is None:
        return None
    return RuleResult(f"XXXX-{month:02}-{number:02}", TimeKind.SET, "returns every year")


def _read_workdays(hit: RuleMatch) -> RuleResult | None:
    """Read "on weekdays" and "every weekday"; "a weekday" alone is one of them."""
    is_plural = hit.get_words("days") == "weekdays" or hit.tokens[hit.match.start()].lower in {"every", "each"}
    return RuleResult("XXXX-WXX-1/XXXX-WXX-5", TimeKind.SET, "from Monday to Friday") if is_plural else None


def _read_alternate_units(hit: RuleMatch) -> RuleResult | None:
    """Read "on alternate days"; "other days" are none in particular."""
    if hit.tokens[hit.match.start()].lower != "alternate":
        return None
    return RuleResult(format_duration("2", get_unit(hit)), TimeKind.SET, "returns")


def _read_repeated_unit(hit: RuleMatch) -> RuleResult | None:
    """Read "day after day" and "year after year"."""
    if hit.get_words("unit") != hit.get_words("again"):
        return None
    return RuleResult(format_duration("1", get_unit(hit)), TimeKind.SET, "returns")


def _read_day_of_every_period(hit: RuleMatch) -> RuleResult | None:
    """Read "the first Monday of every month" and "the last day of each year" as returning with the period."""
    return RuleResult(format_duration("1", get_unit(hit, "period")), TimeKind.SET, "returns")


def _read_every_weekday(hit: RuleMatch) -> RuleResult:
    return RuleResult(f"XXXX-WXX-{get_weekday_number(hit)}{get_part_of_day(hit)}", TimeKind.SET, "returns every week")


def _read_plural_weekday(hit: RuleMatch) -> RuleResult:
    weekday = WEEKDAY_NUMBERS[hit.get_words("weekday")[:-1]]
    return RuleResult(f"XXXX-WXX-{weekday}{get_part_of_day(hit)}", TimeKind.SET, "returns every week")


def _read_every_month(hit: RuleMatch) -> RuleResult:
    return RuleResult(f"XXXX-{get_month_number(hit):02}", TimeKind.SET, "returns every year")


def _read_frequency(hit: RuleMatch) -> RuleResult | None:
    if hit.is_name("often") or (hit.get_words("often") == "quarterly" and _is_attribute(hit)):
        return None
    return RuleResult(FREQUENCIES[hit.get_words("often")], TimeKind.SET, "returns")


def _is_attribute(hit: RuleMatch) -> bool:
    """Return whether the match describes a noun: "its quarterly dividend", "quarterly results"."""
    after = hit.get_word_after()
    return hit.get_word_before() in DETERMINERS_BEFORE_TIME or (after[:1].isalpha() and after not in NON_NOUNS)


_NUMBER = "CARDINAL|SMALL|HOURS|DAYS|SIXTY|HUNDRED"
_WEEKENDS = RuleResult("XXXX-WXX-WE", TimeKind.SET, "returns every week")
_LEAD_PATTERN = "(?:ALL OF )?(?:THE|THIS)? (?:(?<!TO)LAST|NEXT|POINTER|ORD)? "
RULES: tuple[Rule, ...] = (
    make_rule(
        _LEAD_PATTERN + "{ROUGHLY} {AMOUNT} HYPHEN? MORE? unit=ANYUNIT",
        _read_duration,
        sets_reference=False,
    ),
    make_rule(
        _LEAD_PATTERN + "{ROUGHLY} {AMOUNT} kind=OTHER unit=ANYUNIT",
        _read_duration,
        sets_reference=False,
    ),
    make_rule("unit=UNITS", _read_bare_units, sets_reference=False),
    make_rule(
        _LEAD_PATTERN + f"{{ROUGHLY}} (?P<amount>{_NUMBER}) (?:TO|OR|HYPHEN) (?:{_NUMBER}) HYPHEN? unit=ANYUNIT",
        _read_counted_units,
        sets_reference=False,
    ),
    make_rule("(?P<amount>AN|CARDINAL) unit=ONEUNIT OR (?:CARDINAL|SMALL)", _read_unit_or_more, sets_reference=False),
    make_rule("(?P<amount>AN|CARDINAL) unit=ONEUNIT AND AN HALF", _read_amount_and_half, sets_reference=False),
    make_rule("unit=CENTURY", _read_centuries, sets_reference=False),
    make_rule("EACH {AMOUNT}? unit=ANYUNIT", _read_recurrence, sets_reference=False),
    make_rule("EACH other=ALTERNATE unit=ONEUNIT", _read_recurrence, sets_reference=False),
    make_rule("ALTERNATE unit=UNITS", _read_alternate_units, sets_reference=False),
    make_rule("EACH ALTERNATE? part=ANYPART", _read_every_part, sets_reference=False),
    make_rule("part=PLURALPART", _read_plural_part, sets_reference=False),
    make_rule("EACH season=SEASON", _read_every_season, sets_reference=False),
    make_rule("EACH feast=FEAST", _read_every_feast, sets_reference=False),
    make_rule("EACH month=ANYMONTH THE? day=DAYORD", _read_every_date, sets_reference=False),
    make_rule("EACH THE? day=DAYORD OF? month=ANYMONTH", _read_every_date, sets_reference=False),
    make_rule("EACH YEARWORD ON THE? day=DAYORD OF? month=ANYMONTH", _read_every_date, sets_reference=False),
    make_rule("EACH YEARWORD ON month=ANYMONTH THE? day=DAYORD", _read_every_date, sets_reference=False),
    make_rule("EACH? days=WORKDAY", _read_workdays, sets_reference=False),
    make_rule("unit=PLAINUNIT AFTER again=PLAINUNIT", _read_repeated_unit, sets_reference=False),
    make_rule("unit=YEARWORD AFTER again=YEARWORD", _read_repeated_unit, sets_reference=False),
    make_rule(
        "THE? (?:ORD|LAST|FINAL|DAYORD) (?:WEEKDAY|UNIT)? (?:OF|IN) EACH period=UNIT",
        _read_day_of_every_period,
        sets_reference=False,
    ),
    make_rule("EACH (?:ALTERNATE|ORD) weekday=WEEKDAY(?: part=DAYPART)?", _read_every_weekday, sets_reference=False),
    make_rule(
        "(?:(?<=EACH WEEKDAY AND)|(?<=EACH WEEKDAY OR))weekday=WEEKDAY(?: part=DAYPART)?",
        _read_every_weekday,
        sets_reference=False,
    ),
    make_rule("EACH order=ORD unit=UNIT", _read_recurrence, sets_reference=False),
    make_rule("(?:CARDINAL|INT|VAGUE)? TIMES AN unit=UNIT", _read_recurrence, sets_reference=False),
    make_rule("TIMES EACH unit=UNIT", _read_recurrence, sets_reference=False),
    make_rule("EACH weekday=WEEKDAY(?: part=DAYPART)?", _read_every_weekday, sets_reference=False),
    make_rule("weekday=WEEKDAYS(?: part=ANYPART)?", _read_plural_weekday, sets_reference=False),
    make_rule("weekday=WEEKDAY part=PLURALPART", _read_every_weekday, sets_reference=False),
    make_rule("EACH month=ANYMONTH", _read_every_month, sets_reference=False),
    make_rule("TIMES? often=FREQUENCY", _read_frequency, sets_reference=False),
)
