"""Rules for questions alone: what people type, and news does not write."""

from __future__ import annotations

from corpus.dates.amounts import amount_of
from corpus.dates.arithmetic import bounded, shifted
from corpus.dates.explicit import day_ranges, days_of_month, yearless
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


RULES: tuple[Rule, ...] = (
    rule("figures=FRACTION", _day_slash_month),
    *(rule(pattern, days_of_month) for pattern in day_ranges("(?:AND|UNTIL)")),
    rule("THE? (?P<point>LAST|NEXT|POINTER) {AMOUNT} unit=ANYUNIT", _running),
    rule("THE? point=LAST unit=ONEUNIT", _running),
    rule("THE UNIT (?P<way>BEFORE|AFTER) day=DEICTIC", _day_before_yesterday),
)
