"""Dates told from another that the text tells of: a week earlier, the day before, two years ago."""

from __future__ import annotations

from datetime import date

from corpus.dates.amounts import amount_of, spelt
from corpus.dates.arithmetic import fine_enough, granularity, holding, moved
from corpus.dates.fiscal import compared
from corpus.dates.grammar import STOPS, Finding, Hit, Rule, rule
from corpus.dates.lexing import code
from corpus.dates.relative import STEPS, UNKNOWN, coarse, unit_of
from corpus.model import TimeKind

#: Tokens behind "a day after" in which the day it is told from must be named, and the classes that name one.
_CLAUSE = 14
_DAY_CODES = frozenset(map(code, ("WEEKDAY", "MONTH", "DEICTIC", "STAMP", "NUMERIC", "YEAR4", "FEAST")))
_BACK = frozenset("before earlier last previous preceding prior".split())
#: Days around publication that a report names by their weekdays.
_REPORTED = 6


def _ago(hit: Hit) -> Finding | None:
    """Read "two years ago", "three days from now": from publication, as fine as the unit."""
    step = -1 if hit.word("way") == "ago" else 1
    if step < 0 and hit.word("amount") == "a" and unit_of(hit) == "Y" and (quarter := compared(hit)):
        return Finding(quarter, how=f"a year before {hit.quarter}", leads=False)
    return _displaced(hit, step, hit.published.isoformat() if hit.published else None, "publication")


def _before(hit: Hit) -> Finding | None:
    """Read "a year earlier", "two days later", "a week before": from what was told of last."""
    step = -1 if hit.word("way") in {"earlier", "before"} else 1
    if step < 0 and hit.word("amount") == "a" and unit_of(hit) == "Y" and (quarter := compared(hit)):
        return Finding(quarter, how=f"a year before {hit.quarter}", leads=False)
    if hit.word("way") in {"before", "after"} and not _dated(hit):
        return None
    if hit.reference is None and hit.asked is not None and hit.word("way") in {"earlier", "later"}:
        return None
    # Nothing is told yet that "two days later" could follow; what was "a week earlier" was before publication.
    base = hit.reference or (hit.published.isoformat() if hit.published and step < 0 else None)
    return _displaced(hit, step, base, base or "")


def _dated(hit: Hit) -> bool:
    """Tell whether the clause behind names a day: "a day after they signed it on Wednesday"."""
    behind = hit.tokens[hit.match.end() : hit.match.end() + _CLAUSE]
    return any(token.code in _DAY_CODES for token in behind if token.sentence == hit.sentence)


def _displaced(hit: Hit, step: int, base: str | None, name: str) -> Finding | None:
    amount, unit = amount_of(hit.tokens_of("amount")), unit_of(hit)
    if name == "publication" and (amount == "X" or unit in {"S", "TM", "H"}):
        return Finding("PAST_REF" if step < 0 else "FUTURE_REF", how="vague")
    if amount == "X" or unit in {"S", "TM", "H"} or (base and not fine_enough(base, unit)):
        return Finding(spelt(amount, unit), TimeKind.DURATION, "as counted")
    if base is None:
        return Finding(holding(None, unit), how=UNKNOWN)
    if "." in amount and unit == "Y" and float(amount) * 12 % 1 == 0:
        amount, unit = str(int(float(amount) * 12)), "M"
    if "." in amount or len(amount) > 5:
        return None
    value = moved(base, unit, step * int(amount))
    if value is None:
        return None
    exact = unit in {"D", "N"} or (name != "publication" and unit == "W") or hit.word("way") in {"before", "after"}
    if granularity(base) == "D" and not exact:
        value = coarse(value, unit)
    return Finding(value, how=f"{amount} {hit.word('unit')} {'before' if step < 0 else 'after'} {name}")


def _unit_beside(hit: Hit) -> Finding | None:
    """Read "the day before", "the next day", "the following year": beside what was told of last."""
    way, unit = hit.word("way"), unit_of(hit)
    step = -1 if way in _BACK else 1
    base = hit.reference
    if way in {"before", "after"} and hit.after() not in STOPS and not _dated(hit):
        base = None  # "the day before the summit": its day is not told here
    elif base is None and step < 0 and hit.published:
        base = hit.published.isoformat()
    if base is None or not fine_enough(base, unit):
        return Finding(holding(None, unit), how=UNKNOWN)
    value = moved(base, unit, step)
    return Finding(coarse(value, unit), how=f"the {hit.word('unit')} {STEPS[step]} {base}") if value else None


def _in_the_unit(hit: Hit) -> Finding:
    """Read "earlier in the day" as the day told of last, else publication's; "later in the year" as publication's."""
    if unit_of(hit) != "D":
        return Finding(holding(hit.published, unit_of(hit)), how=f"the {hit.word('unit')} of publication")
    if hit.published is None:
        return Finding("XXXX-XX-XX", how=UNKNOWN)
    told = date.fromisoformat(hit.reference[:10]) if hit.reference and granularity(hit.reference) == "D" else None
    # A report of the day names others in passing; only a tale of other times goes on in them.
    day = told if told and abs((told - hit.published).days) > _REPORTED else hit.published
    return Finding(day.isoformat(), how="the day of publication" if day == hit.published else "the day told of")


RULES: tuple[Rule, ...] = (
    rule("{ROUGHLY} {AMOUNT} HYPHEN? unit=ANYUNIT HYPHEN? way=AGO", _ago),
    rule("{ROUGHLY} {AMOUNT} unit=ANYUNIT (?:way=HENCE|way2=FROM NOW)", _ago),
    rule("{ROUGHLY} {AMOUNT} HYPHEN? unit=ANYUNIT HYPHEN? (?P<way>EARLIER|LATER)", _before),
    rule("THE unit=UNIT (?P<way>BEFORE|AFTER)", _unit_beside, ahead=True),
    rule("THE unit=UNIT (?P<way>EARLIER|LATER)", _unit_beside),
    rule("{ROUGHLY} {AMOUNT} unit=ANYUNIT (?P<way>BEFORE|AFTER)", _before, ahead=True),
    rule("(?:EARLIER|LATER|EARLY) IN THE unit=UNIT", _in_the_unit),
)
