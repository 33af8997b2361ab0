"""Dates told from the day of publication: yesterday, Wednesday, last week, next May."""

from __future__ import annotations

from datetime import date

from corpus.dates import vocabulary as words
from corpus.dates.arithmetic import bounded, fine_enough, granularity, holding, moved, nearest_weekday, shifted
from corpus.dates.explicit import month_number
from corpus.dates.grammar import Finding, Hit, Rule, rule
from corpus.dates.tense import Tense
from corpus.intervals import days
from corpus.model import TimeKind

UNKNOWN = "the day it is told from is not known"
#: Pointing words that are told from what the text tells of, not from publication.
_TOLD_FROM = frozenset("previous preceding prior same that following ensuing".split())
#: "The Sunday Times" is no Sunday.
_NEWSPAPERS = frozenset("times express telegraph mail mirror post herald world independent sport".split())
_DAY_PREPOSITIONS = frozenset("on since until till by before after from to between and or through".split())
STEPS = {-1: "before", 0: "of", 1: "after"}


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
        return Finding(f"XXXX-XX-XX{part}", kind, UNKNOWN)
    step = words.DEICTIC_DAYS[word]
    day = bounded(hit.published, step)
    return Finding(day.isoformat() + part, kind, f"the day {STEPS[step]} publication")


def _day_part(hit: Hit) -> Finding:
    """Read "this morning", "last night" by publication, "that night", "the next morning" by the day told of."""
    part, word = part_of_day(hit), hit.word("point")
    step, told = words.POINTERS[word], hit.day if word in _TOLD_FROM or word == "next" else None
    day = date.fromisoformat(told[:10]) if told else hit.published
    if day is None:
        return Finding(f"XXXX-XX-XX{part}", TimeKind.TIME, UNKNOWN)
    return Finding(
        bounded(day, step).isoformat() + part, TimeKind.TIME, f"part of the day {STEPS[step]} {told or 'publication'}"
    )


def weekday_near(hit: Hit, weekday: int) -> date | None:
    """
    Give the day that a weekday names: the last one, publication included; the next where its verb looks ahead.

    Yesterday's weekday is yesterday, whatever the verb: nobody calls what is six days off by its bare name.
    """
    if hit.published is None:
        return None
    yesterday = bounded(hit.published, -1)
    if hit.tense() is Tense.FUTURE and (hit.asked is not None or yesterday.isoweekday() != weekday):
        return nearest_weekday(hit.published, weekday, 1)
    # Who asks on a Thursday for "Thursday" means the last: today has a word of its own.
    return nearest_weekday(yesterday if hit.asked is not None else hit.published, weekday, -1)


def weekday_number(hit: Hit) -> int:
    """Give the ISO number of the weekday that group ``weekday`` names."""
    word = hit.word("weekday").rstrip(".")
    return words.WEEKDAY_NUMBERS.get(word) or words.SHORT_WEEKDAYS[word]


def _is_weekday(hit: Hit) -> bool:
    """Tell "on sat" from "sat": in questions the short names count only behind words that days stand behind."""
    word = hit.tokens_of("weekday")[0]
    lead = hit.before() in _DAY_PREPOSITIONS or bool(hit.word("point")) or hit.before() in words.WEEKDAY_NUMBERS
    return (
        word.lower in words.WEEKDAY_NUMBERS or lead or word.text in {"Mon", "Tue", "Wed", "Thu", "Fri", "Tues", "Thurs"}
    )


def _weekday(hit: Hit) -> Finding | None:
    if hit.asked is not None and not _is_weekday(hit):
        return None
    if hit.after() in _NEWSPAPERS and hit.before() == "the":
        return None
    weekday, part = weekday_number(hit), part_of_day(hit)
    kind = TimeKind.TIME if part else TimeKind.DATE
    step = words.POINTERS.get(hit.word("point"), 0)
    if hit.published is None:
        return Finding(f"XXXX-WXX-{weekday}{part}", kind, UNKNOWN)
    day = weekday_near(hit, weekday) or hit.published
    how = f"weekday {STEPS[(day > hit.published) - (day < hit.published)]} publication"
    if hit.word("point") in {"this", "current"} and hit.asked is not None:
        monday = nearest_weekday(hit.published, 1, -1)
        return Finding(bounded(monday, weekday - 1).isoformat() + part, kind, "weekday of the week of asking")
    if hit.word("point") in {"previous", "preceding"} and hit.reference and granularity(hit.reference) == "D":
        told = bounded(date.fromisoformat(hit.reference[:10]), -1)
        return Finding(nearest_weekday(told, weekday, -1).isoformat() + part, kind, f"weekday before {hit.reference}")
    if step:
        day = nearest_weekday(bounded(hit.published, step), weekday, step)
        how = f"weekday {STEPS[step]} publication"
    return Finding(day.isoformat() + part, kind, how)


def _weekday_of_week(hit: Hit) -> Finding | None:
    """Read "Tuesday last week", "Monday of this week"."""
    if hit.word("unit") != "week":
        return None
    if hit.published is None:
        return Finding(f"XXXX-WXX-{weekday_number(hit)}", how=UNKNOWN)
    monday = nearest_weekday(bounded(hit.published, 7 * words.POINTERS[hit.word("point")]), 1, -1)
    return Finding(bounded(monday, weekday_number(hit) - 1).isoformat(), how="weekday of the week by publication")


def _pointed_unit(hit: Hit) -> Finding | None:
    """Read "last week", "this month", "next year", "the previous quarter", "that day"."""
    word, unit = hit.word("point"), unit_of(hit)
    if unit in {"S", "TM", "H"}:
        return None
    step = words.POINTERS[word]
    if word in _TOLD_FROM or (word == "next" and unit == "D" and hit.asked is None):
        return _pointed_from_told(hit, word, unit, step)
    return _pointed_from_publication(hit, unit, step)


def _pointed_from_publication(hit: Hit, unit: str, step: int) -> Finding | None:
    if hit.published is None:
        return Finding(holding(None, unit), how=UNKNOWN)
    there = shifted(hit.published, "D" if unit == "N" else unit, step)
    return Finding(holding(there, unit), how=f"the {hit.word('unit')} {STEPS[step]} publication") if there else None


def _pointed_from_told(hit: Hit, word: str, unit: str, step: int) -> Finding | None:
    """Read "the following year", "that day", "the previous week" from what was told of last."""
    if hit.reference is None and step > 0:
        return Finding(holding(None, unit), how=UNKNOWN)
    if hit.reference is None:
        return _pointed_from_publication(hit, unit, step)
    # "A pact of 2000" is named in passing: "the same day" is still the day that is told of.
    told = hit.reference if fine_enough(hit.reference, unit) else hit.day if step == 0 else None
    if told is None:
        return None if word in {"same", "that"} else Finding(holding(None, unit), how=UNKNOWN)
    value = moved(told, unit, step)
    return Finding(coarse(value, unit), how=f"the {hit.word('unit')} {STEPS[step]} {told}") if value else None


def coarse(value: str, unit: str) -> str:
    """Give the *unit* that holds *value*: the year of a day."""
    held = days(value)
    return holding(held[0], unit) if held else value


def _pointed_month(hit: Hit) -> Finding:
    """Read "last April", "next March", "this September"."""
    month, step = month_number(hit), words.POINTERS[hit.word("point")]
    if hit.published is None:
        return Finding(f"XXXX-{month:02}", how=UNKNOWN)
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
        return Finding(f"XXXX-{season}", how=UNKNOWN)
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


def _unit_of_now(hit: Hit) -> Finding | None:
    """Read "the end of the month", "the beginning of the year" as those of publication."""
    unit = unit_of(hit)
    if unit not in {"W", "M", "Y"}:
        return None
    return Finding(holding(hit.published, unit), how=f"the {hit.word('unit')} of publication")


def _early_hours(hit: Hit) -> Finding:
    """Read "the early hours of Thursday" as its morning."""
    day = weekday_near(hit, weekday_number(hit))
    value = day.isoformat() if day else f"XXXX-WXX-{weekday_number(hit)}"
    return Finding(f"{value}TMO", TimeKind.TIME, "early hours of the weekday")


_LEAD = "(?:THE? (?:EARLY|EARLIER|LATER) (?:IN|ON|OF)?|THE? EDGE OF |MID HYPHEN? )?"
RULES: tuple[Rule, ...] = (
    rule(f"{_LEAD}day=DEICTIC(?: part=DAYPART)?", _deictic),
    rule("(?:MID|EARLY)? HYPHEN? part=DAYPART ON? day=DEICTIC", _deictic),
    rule(f"{_LEAD}THE? point=POINT part=DAYPART", _day_part),
    rule(f"{_LEAD}(?:THE? (?P<point>POINTER|THIS|LAST|NEXT) )?weekday=WEEKDAY(?: part=DAYPART)?", _weekday),
    rule("weekday=WEEKDAY OF? point=POINT unit=UNIT", _weekday_of_week),
    rule(f"{_LEAD}THE? point=POINT FISCAL? unit=ONEUNIT", _pointed_unit),
    rule(f"{_LEAD}THE? point=POINT month=ANYMONTH", _pointed_month),
    rule(f"{_LEAD}THE? point=POINT season=SEASON", _season),
    rule(f"{_LEAD}THE? season=SEASON OF? year=YEAR4", _season),
    rule("THE? EDGE OF THE unit=UNIT", _unit_of_now),
    rule("THE? EARLY UNITS (?:OF|ON) weekday=WEEKDAY(?: DAYPART)?", _early_hours),
)
