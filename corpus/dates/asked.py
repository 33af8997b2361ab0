"""Rules for questions alone: what people type, and news does not write."""

from __future__ import annotations

from corpus.dates.amounts import amount_of
from corpus.dates.arithmetic import bounded, day_of, shifted
from corpus.dates.explicit import day_number, month_number, year_number, yearless
from corpus.dates.grammar import Finding, Hit, Rule, rule
from corpus.dates.relative import unit_of
from corpus.dates.vocabulary import POINTERS
from corpus.intervals import spell


def _day_slash_month(hit: Hit) -> Finding | None:
    """Read "19/6" and "6/19"; refuse "5/6", which may be either."""
    first, second = (int(part) for part in hit.word("figures").split("/"))
    if first > 12 >= second:
        return yearless(hit, second, first)
    if second > 12 >= first or first == second:
        return yearless(hit, first, second)
    return None


def _days_of_month(hit: Hit) -> Finding | None:
    """Read "19-20 June" and, its ends told apart later, "19 and 20 June"."""
    month, year = month_number(hit), year_number(hit)
    ends = [day_number(hit, "day"), day_number(hit, "last")]
    if year is None:
        found = yearless(hit, month, ends[1])
        if found is None or found.value.startswith("X"):
            return None if found is None else Finding(f"XXXX-{month:02}-{ends[0]:02}/XXXX-{month:02}-{ends[1]:02}")
        year = int(found.value[:4])
    first, last = (day_of(year, month, number) for number in ends)
    return Finding(f"{first}/{last}", how="from day to day") if first and last and first < last else None


def _running(hit: Hit) -> Finding | None:
    """Read "the last three days", "the next two weeks", "the past week": up to the day of asking, or from it."""
    if not hit.tokens_of("amount") and hit.word("point") != "past":
        return None
    amount = amount_of(hit.tokens_of("amount")) if hit.tokens_of("amount") else "1"
    if hit.published is None or not amount.isdigit() or len(amount) > 4:
        return None
    unit, count = unit_of(hit), int(amount)
    if unit in {"S", "TM", "H"}:
        unit, count = "D", max(1, -(-count // 24)) if unit == "H" else 1
    step = POINTERS[hit.word("point")]
    there = shifted(hit.published, unit, step * count)
    if there is None or not step:
        return None
    return Finding(spell(*sorted((there, hit.published))), how="counted from the day of asking")


def _day_before_yesterday(hit: Hit) -> Finding | None:
    """Read "the day before yesterday" and "the day after tomorrow"."""
    step = {"before yesterday": -2, "after tomorrow": 2}.get(f"{hit.word('way')} {hit.word('day')}")
    if hit.published is None or step is None:
        return None
    return Finding(bounded(hit.published, step).isoformat(), how="counted from the day of asking")


_YEAR = "(?: COMMA? year=YEAR4)?"
_JOINT = "(?:HYPHEN|TO|AND|UNTIL)"
RULES: tuple[Rule, ...] = (
    rule("figures=FRACTION", _day_slash_month),
    rule(f"THE? day=DAYORD {_JOINT} THE? last=DAYORD OF? month=ANYMONTH {_YEAR}", _days_of_month),
    rule(f"month=ANYMONTH THE? day=DAYORD {_JOINT} THE? last=DAYORD {_YEAR}", _days_of_month),
    rule("THE? (?P<point>LAST|NEXT|POINTER) {AMOUNT} unit=ANYUNIT", _running),
    rule("THE? point=LAST unit=ONEUNIT", _running),
    rule("THE UNIT (?P<way>BEFORE|AFTER) day=DEICTIC", _day_before_yesterday),
)
