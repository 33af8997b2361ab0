"""Dates told from another day: yesterday, Wednesday, last week, two years ago, the day before."""

from __future__ import annotations

from datetime import date

from corpus.dates import vocabulary as words
from corpus.dates.amounts import amount_of, spelt
from corpus.dates.arithmetic import bounded, fine_enough, granularity, holding, moved, nearest_weekday, shifted
from corpus.dates.explicit import month_number
from corpus.dates.fiscal import compared
from corpus.dates.grammar import Finding, Hit, Rule, rule
from corpus.dates.lexing import code
from corpus.dates.tense import Tense
from corpus.intervals import days
from corpus.model import TimeKind

_UNKNOWN = "the day it is told from is not known"
#: Tokens behind "a day after" in which the day it is told from must be named, and the classes that name one.
_CLAUSE = 14
_DAY_CODES = frozenset(map(code, ("WEEKDAY", "MONTH", "DEICTIC", "STAMP", "NUMERIC", "YEAR4", "FEAST")))
_STEPS = {-1: "before", 0: "of", 1: "after"}


def unit_of(hit: Hit, group: str = "unit") -> str:
    """Give the unit that *group* names, be it singular or plural."""
    word = hit.word(group)
    return words.UNITS.get(word) or words.PLURALS.get(word) or "CE"


def part_of_day(hit: Hit) -> str:
    """Give ``TMO``, ``TAF``, ``TEV``, ``TNI`` for the part of day that group ``part`` names, or ``""``."""
    word = hit.word("part")
    return f"T{words.DAYPARTS[word.removesuffix('s')]}" if word else ""


def _deictic(hit: Hit) -> Finding:
    word = hit.word("day")
    part = part_of_day(hit) or ("TNI" if word == "tonight" else "")
    kind = TimeKind.TIME if part else TimeKind.DATE
    if hit.published is None:
        return Finding(f"XXXX-XX-XX{part}", kind, _UNKNOWN)
    step = words.DEICTIC_DAYS[word]
    day = bounded(hit.published, step)
    return Finding(day.isoformat() + part, kind, f"the day {_STEPS[step]} publication")


def _day_part(hit: Hit) -> Finding:
    """Read "this morning", "last night"."""
    part, back = part_of_day(hit), hit.word("point") in {"last", "past", "previous"}
    if hit.published is None:
        return Finding(f"XXXX-XX-XX{part}", TimeKind.TIME, _UNKNOWN)
    day = bounded(hit.published, -1 if back else 0)
    return Finding(day.isoformat() + part, TimeKind.TIME, f"part of the day {_STEPS[-back]} publication")


def weekday_near(hit: Hit, weekday: int) -> date | None:
    """Give the day that a weekday names: the last one, publication included; the next where its verb looks ahead."""
    if hit.published is None:
        return None
    if hit.tense() is Tense.FUTURE:
        return nearest_weekday(hit.published, weekday, 1)
    # Who asks on a Thursday for "Thursday" means the last: today has a word of its own.
    return nearest_weekday(bounded(hit.published, -1) if hit.asked is not None else hit.published, weekday, -1)


def weekday_number(hit: Hit) -> int:
    """Give the ISO number of the weekday that group ``weekday`` names."""
    word = hit.word("weekday").rstrip(".")
    return words.WEEKDAY_NUMBERS.get(word) or words.SHORT_WEEKDAYS[word]


def _weekday(hit: Hit) -> Finding:
    weekday, part = weekday_number(hit), part_of_day(hit)
    kind = TimeKind.TIME if part else TimeKind.DATE
    step = words.POINTERS.get(hit.word("point"), 0)
    if hit.published is None:
        return Finding(f"XXXX-WXX-{weekday}{part}", kind, _UNKNOWN)
    day = weekday_near(hit, weekday)
    how = "weekday, by publication and the verb's tense"
    if hit.word("point") in {"this", "current"} and hit.asked is not None:
        monday = nearest_weekday(hit.published, 1, -1)
        return Finding(bounded(monday, weekday - 1).isoformat() + part, kind, "weekday of the week of asking")
    if hit.word("point") in {"previous", "preceding"} and hit.reference and granularity(hit.reference) == "D":
        told = bounded(date.fromisoformat(hit.reference[:10]), -1)
        return Finding(nearest_weekday(told, weekday, -1).isoformat() + part, kind, f"weekday before {hit.reference}")
    if step:
        day = nearest_weekday(bounded(hit.published, step), weekday, step)
        how = f"weekday {_STEPS[step]} publication"
    return Finding((day or hit.published).isoformat() + part, kind, how)


def _pointed_unit(hit: Hit) -> Finding | None:
    """Read "last week", "this month", "next year", "the previous quarter", "that day"."""
    word, unit = hit.word("point"), unit_of(hit)
    if unit in {"S", "TM", "H"}:
        return None
    step = words.POINTERS[word]
    told = word in {"previous", "preceding", "prior", "same", "that", "following", "ensuing"}
    if told and hit.reference and not fine_enough(hit.reference, unit):
        return None if word in {"same", "that"} else Finding(holding(None, unit), how=_UNKNOWN)
    if told and hit.reference and (value := moved(hit.reference, unit, step)):
        return Finding(_coarse(value, unit), how=f"the {hit.word('unit')} {_STEPS[step]} {hit.reference}")
    if hit.published is None:
        return Finding(holding(None, unit), how=_UNKNOWN)
    there = shifted(hit.published, "D" if unit == "N" else unit, step)
    return Finding(holding(there, unit), how=f"the {hit.word('unit')} {_STEPS[step]} publication") if there else None


def _coarse(value: str, unit: str) -> str:
    """Give the *unit* that holds *value*: the year of a day."""
    held = days(value)
    return holding(held[0], unit) if held else value


def _pointed_month(hit: Hit) -> Finding:
    """Read "last April", "next March", "this September"."""
    month, step = month_number(hit), words.POINTERS[hit.word("point")]
    if hit.published is None:
        return Finding(f"XXXX-{month:02}", how=_UNKNOWN)
    year = hit.published.year
    if step < 0:
        year -= month >= hit.published.month
    elif step > 0:
        year += month <= hit.published.month
    return Finding(f"{year:04}-{month:02}", how="month by publication")


def _season(hit: Hit) -> Finding | None:
    season = words.SEASONS[hit.word("season")]
    if year := hit.word("year"):
        return Finding(f"{year}-{season}")
    word = hit.word("point")
    if hit.published is None:
        return Finding(f"XXXX-{season}", how=_UNKNOWN)
    year_there, month = hit.published.year, hit.published.month
    first = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[season]
    step = words.POINTERS.get(word, 0)
    if step < 0:
        year_there -= month < first + (3 if season != "WI" else 1)
    elif step > 0:
        year_there += month >= first
    elif season == "WI" and month < 3:
        year_there -= 1
    return Finding(f"{year_there:04}-{season}", how="season by publication")


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
    base = hit.reference or (hit.published.isoformat() if hit.published else None)
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
        return Finding(holding(None, unit), how=_UNKNOWN)
    if "." in amount or len(amount) > 5:
        return None
    value = moved(base, unit, step * int(amount))
    if value is None:
        return None
    if granularity(base) == "D" and unit != "D":
        value = _coarse(value, unit)
    return Finding(value, how=f"{amount} {hit.word('unit')} {'before' if step < 0 else 'after'} {name}")


def _unit_beside(hit: Hit) -> Finding | None:
    """Read "the day before", "the next day", "the following year": beside what was told of last."""
    way, unit = hit.word("way"), unit_of(hit)
    step = -1 if way in {"before", "earlier", "last", "previous", "preceding", "prior"} else 1
    base = hit.reference or (hit.published.isoformat() if hit.published else None)
    if base is None:
        return Finding(holding(None, unit), how=_UNKNOWN)
    value = moved(base, unit, step) if fine_enough(base, unit) else None
    return Finding(_coarse(value, unit), how=f"the {hit.word('unit')} {_STEPS[step]} {base}") if value else None


def _in_the_day(hit: Hit) -> Finding:
    """Read "earlier in the day" as the day told of last, else publication's."""
    if hit.published is None:
        return Finding("XXXX-XX-XX", how=_UNKNOWN)
    base = hit.reference if hit.reference and granularity(hit.reference) == "D" else hit.published.isoformat()
    return Finding(base[:10], how="the day told of")


_LEAD = "(?:THE? (?:EARLY|EARLIER|LATER) (?:IN|ON|OF)?|THE? EDGE OF |MID HYPHEN? )?"
_WEEKDAY = "weekday=WEEKDAY"
RULES: tuple[Rule, ...] = (
    rule(f"{_LEAD}day=DEICTIC(?: part=DAYPART)?", _deictic),
    rule("(?:MID|EARLY)? HYPHEN? part=DAYPART ON? day=DEICTIC", _deictic),
    rule(f"{_LEAD}THE? point=POINT part=DAYPART", _day_part),
    rule(f"{_LEAD}(?:THE? (?P<point>POINTER|THIS|LAST|NEXT) )?weekday=WEEKDAY(?: part=DAYPART)?", _weekday),
    rule(f"{_LEAD}THE? point=POINT FISCAL? unit=ONEUNIT", _pointed_unit),
    rule(f"{_LEAD}THE? point=POINT month=ANYMONTH", _pointed_month),
    rule(f"{_LEAD}THE? point=POINT season=SEASON", _season),
    rule(f"{_LEAD}THE? season=SEASON OF? year=YEAR4", _season),
    rule("{ROUGHLY} {AMOUNT} HYPHEN? unit=ANYUNIT HYPHEN? way=AGO", _ago),
    rule("{ROUGHLY} {AMOUNT} unit=ANYUNIT (?:way=HENCE|way2=FROM NOW)", _ago),
    rule("{ROUGHLY} {AMOUNT} HYPHEN? unit=ANYUNIT HYPHEN? (?P<way>EARLIER|LATER)", _before),
    rule("THE unit=UNIT (?P<way>BEFORE|AFTER)", _unit_beside),
    rule("{ROUGHLY} {AMOUNT} unit=ANYUNIT (?P<way>BEFORE|AFTER)", _before, ahead=True),
    rule("(?:EARLIER|LATER|EARLY) IN THE unit=UNIT", _in_the_day),
)
