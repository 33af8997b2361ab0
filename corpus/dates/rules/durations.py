"""Date rules for durations ("three months") and recurring times ("every Thursday")."""

from __future__ import annotations

from corpus.dates.rule import IGNORE, Rule, RuleMatch, RuleResult, format_duration, make_rule, parse_amount
from corpus.dates.rules.calendar import get_day_number
from corpus.dates.rules.relative import get_part_of_day, get_unit, get_weekday_number
from corpus.languages.en.calendar import FREQUENCIES, MONTH_NUMBERS, WEEKDAY_NUMBERS
from corpus.languages.en.relative_dates import DURATION_CUES
from corpus.models import TimeKind


def _read_counted_units(hit: RuleMatch) -> RuleResult | None:
    amount, unit = parse_amount(hit.get_tokens("amount")), get_unit(hit)
    if len(amount) > 9:
        return IGNORE
    return RuleResult(format_duration(amount, unit), TimeKind.DURATION, "as counted")


def _read_duration(hit: RuleMatch) -> RuleResult | None:
    """Read a duration, but not "a second bomb" or "a minute detail": the smallest units need more than an article."""
    if hit.get_words("amount") in {"a", "an"} and (
        hit.get_words("unit") in {"second", "minute"} or hit.get_word_before() not in DURATION_CUES
    ):
        return None
    return _read_counted_units(hit)


def _read_amount_and_half(hit: RuleMatch) -> RuleResult:
    """Read "a year and a half"."""
    return RuleResult(
        format_duration(f"{parse_amount(hit.get_tokens('amount'))}.5", get_unit(hit)), TimeKind.DURATION, "as counted"
    )


def _read_bare_units(hit: RuleMatch) -> RuleResult | None:
    """Read "months" and "for decades" as an unknown number of units."""
    if hit.is_name("unit"):
        return None
    return RuleResult(format_duration("X", get_unit(hit)), TimeKind.DURATION, "an unknown number")


def _read_recurrence(hit: RuleMatch) -> RuleResult:
    """Read "every year", "every two weeks", "every second day", "twice a day"."""
    amount = parse_amount(hit.get_tokens("amount")) if hit.get_tokens("amount") else "1"
    if hit.get_words("order"):
        amount = str(get_day_number(hit, "order"))
    return RuleResult(format_duration(amount, get_unit(hit)), TimeKind.SET, "returns")


def _read_every_weekday(hit: RuleMatch) -> RuleResult:
    return RuleResult(f"XXXX-WXX-{get_weekday_number(hit)}{get_part_of_day(hit)}", TimeKind.SET, "returns every week")


def _read_plural_weekday(hit: RuleMatch) -> RuleResult:
    weekday = WEEKDAY_NUMBERS[hit.get_words("weekday")[:-1]]
    return RuleResult(f"XXXX-WXX-{weekday}{get_part_of_day(hit)}", TimeKind.SET, "returns every week")


def _read_every_month(hit: RuleMatch) -> RuleResult:
    return RuleResult(
        f"XXXX-{MONTH_NUMBERS[hit.get_words('month').rstrip('.')]:02}", TimeKind.SET, "returns every year"
    )


def _read_frequency(hit: RuleMatch) -> RuleResult | None:
    if hit.is_name("often"):
        return None
    return RuleResult(FREQUENCIES[hit.get_words("often")], TimeKind.SET, "returns")


_LEAD_PATTERN = "(?:ALL OF )?(?:THE|THIS)? (?:LAST|NEXT|POINTER|ORD)? "
RULES: tuple[Rule, ...] = (
    make_rule(
        _LEAD_PATTERN + "{ROUGHLY} {AMOUNT} HYPHEN? MORE? unit=ANYUNIT",
        _read_duration,
        sets_reference=False,
    ),
    make_rule("unit=UNITS", _read_bare_units, sets_reference=False),
    make_rule("(?P<amount>AN|CARDINAL) unit=ONEUNIT AND AN HALF", _read_amount_and_half, sets_reference=False),
    make_rule("EACH {AMOUNT}? unit=ANYUNIT", _read_recurrence, sets_reference=False),
    make_rule("EACH order=ORD unit=UNIT", _read_recurrence, sets_reference=False),
    make_rule("TIMES AN unit=UNIT", _read_recurrence, sets_reference=False),
    make_rule("EACH weekday=WEEKDAY(?: part=DAYPART)?", _read_every_weekday, sets_reference=False),
    make_rule("weekday=WEEKDAYS(?: part=ANYPART)?", _read_plural_weekday, sets_reference=False),
    make_rule("weekday=WEEKDAY part=DAYPARTS", _read_every_weekday, sets_reference=False),
    make_rule("EACH month=ANYMONTH", _read_every_month, sets_reference=False),
    make_rule("often=FREQUENCY", _read_frequency, sets_reference=False),
)
