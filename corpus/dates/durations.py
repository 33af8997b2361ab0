"""Spans of time that are nowhere on the calendar (P3M), and times that return (every Thursday)."""

from __future__ import annotations

from corpus.dates import vocabulary as words
from corpus.dates.amounts import amount_of, spelt
from corpus.dates.explicit import day_number
from corpus.dates.grammar import NOTHING, Finding, Hit, Rule, rule
from corpus.dates.relative import part_of_day, unit_of, weekday_number
from corpus.model import TimeKind


def _counted(hit: Hit) -> Finding | None:
    amount, unit = amount_of(hit.tokens_of("amount")), unit_of(hit)
    if len(amount) > 9:
        return NOTHING
    return Finding(spelt(amount, unit), TimeKind.DURATION, "as counted")


def _article(hit: Hit) -> Finding | None:
    """Refuse "a second bomb" and "a minute detail": the finest units need more than an article."""
    if hit.word("amount") in {"a", "an"} and (
        hit.word("unit") in {"second", "minute"} or hit.before() not in _MEASURED
    ):
        return None
    return _counted(hit)


def _and_a_half(hit: Hit) -> Finding:
    """Read "a year and a half"."""
    return Finding(spelt(f"{amount_of(hit.tokens_of('amount'))}.5", unit_of(hit)), TimeKind.DURATION, "as counted")


def _bare(hit: Hit) -> Finding | None:
    """Read "months", "for decades": an unknown number of them."""
    if hit.named("unit"):
        return None
    return Finding(spelt("X", unit_of(hit)), TimeKind.DURATION, "an unknown number")


def _each(hit: Hit) -> Finding:
    """Read "every year", "every two weeks", "every second day", "twice a day"."""
    amount = amount_of(hit.tokens_of("amount")) if hit.tokens_of("amount") else "1"
    if hit.word("order"):
        amount = str(day_number(hit, "order"))
    return Finding(spelt(amount, unit_of(hit)), TimeKind.SET, "returns")


def _each_weekday(hit: Hit) -> Finding:
    return Finding(f"XXXX-WXX-{weekday_number(hit)}{part_of_day(hit)}", TimeKind.SET, "returns every week")


def _weekdays(hit: Hit) -> Finding:
    weekday = words.WEEKDAY_NUMBERS[hit.word("weekday")[:-1]]
    return Finding(f"XXXX-WXX-{weekday}{part_of_day(hit)}", TimeKind.SET, "returns every week")


def _each_month(hit: Hit) -> Finding:
    return Finding(f"XXXX-{words.MONTH_NUMBERS[hit.word('month').rstrip('.')]:02}", TimeKind.SET, "returns every year")


def _frequency(hit: Hit) -> Finding | None:
    if hit.named("often"):
        return None
    return Finding(words.FREQUENCIES[hit.word("often")], TimeKind.SET, "returns")


#: Words before "a year" that make it a length of time and no rate ("flights a week").
_MEASURED = frozenset(
    "for in within over after of than about nearly almost barely him them us as lasts took takes lasted lasting "
    "during under and "
    "spent is was only just".split()
)
_LEAD = "(?:ALL OF )?(?:THE|THIS)? (?:LAST|NEXT|POINTER|ORD)? "
RULES: tuple[Rule, ...] = (
    rule(
        _LEAD + "{ROUGHLY} {AMOUNT} HYPHEN? MORE? unit=ANYUNIT",
        _article,
        refers=False,
    ),
    rule("unit=UNITS", _bare, refers=False),
    rule("(?P<amount>AN|CARDINAL) unit=ONEUNIT AND AN HALF", _and_a_half, refers=False),
    rule("EACH {AMOUNT}? unit=ANYUNIT", _each, refers=False),
    rule("EACH order=ORD unit=UNIT", _each, refers=False),
    rule("TIMES AN unit=UNIT", _each, refers=False),
    rule("EACH weekday=WEEKDAY(?: part=DAYPART)?", _each_weekday, refers=False),
    rule("weekday=WEEKDAYS(?: part=ANYPART)?", _weekdays, refers=False),
    rule("weekday=WEEKDAY part=DAYPARTS", _each_weekday, refers=False),
    rule("EACH month=ANYMONTH", _each_month, refers=False),
    rule("often=FREQUENCY", _frequency, refers=False),
)
