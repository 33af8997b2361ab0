"""Rules for questions alone: what people type, and news does not write."""

from __future__ import annotations

from corpus.dates.amounts import amount_of
from corpus.dates.arithmetic import bounded, day_of, shifted
from corpus.dates.explicit import day_number, day_ranges, days_of_month, yearless
from corpus.dates.grammar import Finding, Hit, Rule, rule
from corpus.dates.relative import UNKNOWN, unit_of
from corpus.dates.tense import Tense
from corpus.dates.vocabulary import POINTERS
from corpus.intervals import spell

#: What is told from a day of asking that is not known.
_OPEN = Finding("XXXX-XX-XX", how=UNKNOWN)


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
    if not hit.tokens_of("amount") and hit.word("point") != "past" and not hit.word("definite"):
        return None  # "last week" is a week of the calendar, "the last week" and "the past week" end today
    if not hit.word("definite") and hit.before() not in _RUN_ON:
        return None  # "does it last 5 years?"
    amount = amount_of(hit.tokens_of("amount")) if hit.tokens_of("amount") else "1"
    if not amount.isdigit() or len(amount) > 4:
        return None
    if hit.published is None:
        return _OPEN
    unit, count = unit_of(hit), int(amount)
    if unit in {"S", "TM", "H"}:
        unit, count = "D", max(1, -(-count // 24)) if unit == "H" else 1
    step = POINTERS[hit.word("point")]
    there = shifted(hit.published, unit, step * count)
    if there is None or not step:
        return None
    return Finding(spell(*sorted((there, hit.published))), how="counted from the day of asking")


def _within(hit: Hit) -> Finding | None:
    """Read "within the next month" as from today on; "the next month" alone is a month of the calendar."""
    return _running(hit) if hit.before() in {"within", "over"} else None


def _shortly(hit: Hit) -> Finding | None:
    """Read "the coming days", "the next few weeks": as far on as people mean by it."""
    on = _A_FEW.get(unit_of(hit))
    if on is None or POINTERS[hit.word("point")] < 1:
        return None
    if hit.published is None:
        return _OPEN
    there = shifted(hit.published, on[0], -on[1])
    return Finding(spell(hit.published, there), how="a few, from the day of asking") if there else None


def _recently(hit: Hit) -> Finding | None:
    """Read "the past few days", "in recent weeks": as far back as people mean by it."""
    back = _A_FEW.get(unit_of(hit))
    if back is None:
        return None
    if hit.published is None:
        return _OPEN
    there = shifted(hit.published, *back)
    return Finding(spell(there, hit.published), how="a few, up to the day of asking") if there else None


def _overnight(hit: Hit) -> Finding:
    if hit.published is None:
        return _OPEN
    return Finding(spell(bounded(hit.published, -1), hit.published), how="the night before the day of asking")


def _day_alone(hit: Hit) -> Finding | None:
    """Read "the 19th" as the last one, the next where the question looks ahead."""
    number = day_number(hit)
    if number > 31:
        return None
    if hit.published is None:
        return Finding(f"XXXX-XX-{number:02}", how=UNKNOWN)
    step = 1 if hit.tense() is Tense.FUTURE else -1
    months = (shifted(hit.published.replace(day=1), "M", step * count) for count in range(3))
    near = [day for month in months if month and (day := day_of(month.year, month.month, number))]
    base = hit.published.isoformat()
    fitting = [day for day in near if (day >= base if step > 0 else day <= base)]
    return Finding(fitting[0], how=f"the {'next' if step > 0 else 'last'} such day") if fitting else None


def _month_in_figures(hit: Hit) -> Finding:
    return Finding(f"{hit.word('year')}-{int(hit.word('figures')):02}")


def _eight_figures(hit: Hit) -> Finding | None:
    """Read "20240619"."""
    written = hit.word("figures")
    if len(written) != 8 or not "1900" <= written[:4] < "2100":
        return None
    value = day_of(int(written[:4]), int(written[4:6]), int(written[6:]))
    return Finding(value) if value else None


_RUN_ON = frozenset(["", "in", "over", "during", "of", "for", "from", "within", "since"])
#: What "a few" and "recent" are taken for.
_A_FEW = {"D": ("D", -7), "W": ("W", -4), "M": ("M", -6), "Y": ("Y", -5)}
RULES: tuple[Rule, ...] = (
    rule("figures=FRACTION", _day_slash_month),
    *(rule(pattern, days_of_month) for pattern in day_ranges("(?:AND|UNTIL)")),
    rule("(?P<definite>THE?) (?P<point>LAST|NEXT|POINTER) {AMOUNT} unit=ANYUNIT", _running),
    rule("(?P<definite>THE?) point=LAST unit=ONEUNIT", _running),
    rule("(?P<definite>THE) point=NEXT unit=ONEUNIT", _within),
    rule("THE? (?P<point>POINTER|NEXT) VAGUE? unit=UNITS", _shortly),
    rule("THE? (?:LAST|POINTER) VAGUE unit=UNITS", _recently),
    rule("(?:THE|MORE)? RECENT unit=UNITS", _recently),
    rule("AN? VAGUE unit=UNITS AGO", _recently),
    rule("OVERNIGHT", _overnight),
    rule("THE day=ORDINAL(?!OTHER|OF|CENTURY|HYPHEN|UNIT|ANYMONTH)", _day_alone),
    rule("figures=SMALL SLASH year=YEAR4", _month_in_figures),
    rule("figures=NUMBER", _eight_figures),
)
