"""Dates that name their place on the calendar: days and months."""

from __future__ import annotations

import re
from datetime import date

from corpus.dates import vocabulary as words
from corpus.dates.arithmetic import bounded, day_of, nearest_weekday
from corpus.dates.grammar import Finding, Hit, Rule, rule
from corpus.dates.lexing import code
from corpus.dates.tense import Tense
from corpus.intervals import days
from corpus.model import TimeKind

#: Words after which a four-figure number is a year.
YEAR_PREPOSITIONS = frozenset(
    "in since until till before after by during from to of early late mid between through for and -".split()
)
#: Days within which a date without a year is taken for the nearest, whatever the tense of the verb by it.
_FAR = 60
_MONTH_PREPOSITIONS = frozenset("in since of during until last and between".split())


def month_number(hit: Hit) -> int:
    """Give the number of the month that group ``month`` names."""
    return words.MONTH_NUMBERS[hit.word("month").rstrip(".")]


def year_number(hit: Hit) -> int | None:
    """Give the year that group ``year`` names, or None where the words hold none."""
    written = hit.word("year")
    return int(written) if written else None


def day_number(hit: Hit, group: str = "day") -> int:
    """Give the number of the day that *group* names, in figures or as an ordinal."""
    written = hit.word(group)
    return words.ORDINALS.get(written) or int(re.sub(r"\D", "", written))


def _full_date(hit: Hit) -> Finding | None:
    month, number, year = month_number(hit), day_number(hit), year_number(hit)
    if year is not None:
        value = day_of(year, month, number)
        return Finding(value) if value else None
    return yearless(hit, month, number)


def yearless(hit: Hit, month: int, number: int) -> Finding | None:
    """Read a day without a year: the one nearest to publication, or as the tense has it."""
    if day_of(2000, month, number) is None:
        return None
    if hit.published is None:
        return Finding(f"XXXX-{month:02}-{number:02}", how="the year is not known")
    base = hit.published
    years = (base.year - 1, base.year, base.year + 1)
    near = [date.fromisoformat(value) for year in years if (value := day_of(year, month, number))]
    if not near:
        return Finding(f"XXXX-{month:02}-{number:02}", how="no such day in the years near")
    best = min(near, key=lambda day: abs((day - base).days))
    fitting = [day for day in near if (day <= base if hit.tense() is Tense.PAST else day >= base)]
    if hit.tense() is not Tense.NONE and best not in fitting and fitting and _heeds(hit, best, base):
        best = min(fitting, key=lambda day: abs((day - base).days))
    return Finding(best.isoformat(), how="day without a year, by publication and the verb's tense")


def _heeds(hit: Hit, nearest: date, base: date) -> bool:
    """Tell whether the verb's tense outweighs nearness: in questions, behind "ended", and where the day is far off."""
    return hit.asked is not None or hit.before() == "ended" or abs((nearest - base).days) > _FAR


def _pointed_day(hit: Hit) -> Finding | None:
    """Read "last Oct. 23" as the last such day before publication."""
    if hit.published is None:
        return yearless(hit, month_number(hit), day_number(hit))
    years = (hit.published.year, hit.published.year - 1)
    near = [day for year in years if (day := day_of(year, month_number(hit), day_number(hit)))]
    before = [day for day in near if day < hit.published.isoformat()]
    return Finding(before[0], how="last such day before publication") if before else None


def _listed_day(hit: Hit) -> Finding | None:
    """Read the 25 of "April 24 and 25" and the 12 of "12 and 14 June": the month is its neighbour's."""
    place = hit.match.start()
    around = [*hit.tokens[max(place - 6, 0) : place][::-1], *hit.tokens[place + 1 : place + 8]]
    month = next((token for token in around if token.lower.rstrip(".") in words.MONTH_NUMBERS), None)
    if month is None:
        return None
    number, at = words.MONTH_NUMBERS[month.lower.rstrip(".")], hit.tokens.index(month)
    if hit.tokens[at + 1].code == code("YEAR4"):
        value = day_of(int(hit.tokens[at + 1].text), number, day_number(hit))
        return Finding(value, how="day of the month beside") if value else None
    return yearless(hit, number, day_number(hit))


def _listed_month(hit: Hit) -> Finding | None:
    """Read the February of "February and March 2022": the year is its neighbour's."""
    month, later, year = month_number(hit), hit.after(2).rstrip("."), int(hit.after(3))
    return Finding(f"{year - (month > words.MONTH_NUMBERS[later]):04}-{month:02}", how="month of the year beside")


def _week_of_month(hit: Hit) -> Finding | None:
    """Read "the second week of July" as its second seven days."""
    found = _month_year(hit) if hit.word("year") else _month_alone(hit)
    held = days(found.value) if found else None
    order = 0 if hit.word("order") == "last" else day_number(hit, "order")
    if hit.word("unit") != "week" or held is None or order > 5:
        return None
    first = bounded(held[0], 7 * order - 7) if order else bounded(held[1], -6)
    last = min(bounded(first, 6), held[1])
    return Finding(f"{first}/{last}", how="seven days of the month") if first <= last else None


def days_of_month(hit: Hit) -> Finding | None:
    """Read "19-20 June" and "June 19 to 20, 2024" as from day to day."""
    month, year = month_number(hit), year_number(hit)
    ends = [day_number(hit, "day"), day_number(hit, "last")]
    if year is None:
        found = yearless(hit, month, ends[1])
        if found is None or found.value.startswith("X"):
            return found and Finding(f"XXXX-{month:02}-{ends[0]:02}/XXXX-{month:02}-{ends[1]:02}")
        year = int(found.value[:4])
    first, last = (day_of(year, month, number) for number in ends)
    return Finding(f"{first}/{last}", how="from day to day") if first and last and first < last else None


def _month_year(hit: Hit) -> Finding:
    return Finding(f"{hit.word('year')}-{month_number(hit):02}")


def _month_alone(hit: Hit) -> Finding | None:
    month = month_number(hit)
    if hit.published is None:
        return Finding(f"XXXX-{month:02}", how="the year is not known")
    base, tense = hit.published, hit.tense()
    year = base.year
    if tense is Tense.FUTURE:
        year += month < base.month
        return Finding(f"{year:04}-{month:02}", how="next such month, by the verb's tense")
    if hit.asked is not None and tense is Tense.NONE:
        year += 1 if month - base.month < -6 else -1 if month - base.month > 6 else 0
        return Finding(f"{year:04}-{month:02}", how="nearest such month")
    if tense is Tense.NONE and (month - base.month) % 12 == 1:
        year += month < base.month
        return Finding(f"{year:04}-{month:02}", how="nearest such month")
    year -= month > base.month
    return Finding(f"{year:04}-{month:02}", how="last such month before publication")


def _ambiguous_month(hit: Hit) -> Finding | None:
    """Read "May", "March", "Jan" alone as months only behind words that months stand behind: "in", "the end of"."""
    lead, capital = hit.before(), hit.tokens_of("month")[0].text[0].isupper()
    parted = hit.tokens[hit.match.start()].lower not in {hit.word("month"), "earlier"}
    if hit.asked is not None and not capital:
        return _month_alone(hit) if parted or lead in _MONTH_PREPOSITIONS else None
    if hit.word("month") == "may" and hit.after() == "'s" and lead in {"of", "to", "by", "for", "after", "and"}:
        return None  # her policy, or its shares
    named = hit.after() and hit.tokens[hit.match.end()].text[0].isupper()
    known = lead in YEAR_PREPOSITIONS or lead in words.POINTERS or (lead == "the" and hit.word("month") != "may")
    return _month_alone(hit) if (known or parted) and not named else None


def _pointed_month(hit: Hit) -> Finding:
    """Read "June last year", "in April next year", "12 June last year"."""
    month = month_number(hit)
    if hit.published is None:
        return Finding(f"XXXX-{month:02}", how="the year is not known")
    year = hit.published.year + words.POINTERS[hit.word("point")]
    day = day_of(year, month, day_number(hit)) if hit.word("day") else None
    return Finding(day or f"{year:04}-{month:02}", how="month of the year by publication")


def _numeric(hit: Hit) -> Finding | None:
    parts = [int(part) for part in re.split(r"\D", hit.word("stamp"))]
    if parts[0] > 999:
        value = day_of(*parts)
        return Finding(value) if value else None
    first, second, year = parts
    if year < 100:
        year += 2000 if year < 50 else 1900
    readings = {day_of(year, first, second), day_of(year, second, first)} - {None}
    if len(readings) == 1 and (only := readings.pop()):
        return Finding(only, how="written in figures")
    if first <= 12 and second <= 12:
        return Finding(f"{year:04}-XX-XX", how="day and month in figures could be read either way")
    return None


def _week(hit: Hit) -> Finding | None:
    """Read "2024-W25" and "W25 2024"."""
    written = hit.word("week").upper()
    value = f"{hit.word('year')}-{written}" if hit.word("year") else written
    return Finding(value) if days(value) else None


def _stamp(hit: Hit) -> Finding | None:
    written = hit.word("stamp").upper()
    if not day_of(*(int(part) for part in written[:10].split("-"))):
        return None
    return Finding(written, TimeKind.TIME if "T" in written else TimeKind.DATE)


def _week_of(hit: Hit) -> Finding | None:
    """Read "the week of March 6" as the week that holds the day."""
    found = _full_date(hit) if hit.word("unit") == "week" else None
    if found is None or found.value.startswith("X"):
        return found
    year, week, _ = nearest_weekday(date.fromisoformat(found.value), 1, -1).isocalendar()
    return Finding(f"{year:04}-W{week:02}", how="the week that holds the day")


def day_ranges(joint: str) -> tuple[str, str]:
    """Give the patterns of two days of one month that are joined by *joint*, in British and American order."""
    year = "(?: COMMA? year=YEAR4)?"
    return (
        f"THE? day=DAYORD {joint} THE? last=DAYORD OF? month=ANYMONTH {year}",
        f"month=ANYMONTH THE? day=DAYORD {joint} THE? last=DAYORD {year}",
    )


LEAD = "(?:THE? EARLY HYPHEN? |EARLIER |THE? EDGE OF |MID HYPHEN? )?"
MONTH = "month=ANYMONTH"
#: What must not stand behind a bare day: then it is a count ("June 24 and 25 people").
_NO_COUNT = "(?!OTHER|UNITS|PLAINUNIT|YEARWORD|HYPHEN)"
RULES: tuple[Rule, ...] = (
    rule(f"(?:(?:WEEKDAY|WEEKSHORT) DOT? COMMA? )?{MONTH} day=DAYORD(?:COMMA? year=YEAR4)?", _full_date),
    rule(f"(?:(?:WEEKDAY|WEEKSHORT) DOT? COMMA? )?THE? day=DAYORD OF? {MONTH}(?:COMMA? year=YEAR4)?", _full_date),
    rule(f"{MONTH} THE day=ORDINAL(?:COMMA? year=YEAR4)?", _full_date),
    rule(f"LAST {MONTH} day=DAYORD", _pointed_day),
    rule(f"(?<=ANYMONTH DAYORD AND)day=DAYNUM{_NO_COUNT}", _listed_day),
    rule(f"(?<=ANYMONTH DAYORD COMMA)day=DAYNUM(?=COMMA? AND DAYNUM{_NO_COUNT})", _listed_day),
    rule(f"(?<=ANYMONTH DAYORD COMMA DAYNUM AND)day=DAYNUM{_NO_COUNT}", _listed_day),
    rule(f"(?<=ANYMONTH DAYORD COMMA DAYNUM COMMA AND)day=DAYNUM{_NO_COUNT}", _listed_day),
    rule("day=DAYNUM(?=(?:COMMA DAYNUM){0,3} COMMA? AND DAYNUM OF? ANYMONTH)", _listed_day),
    rule("month=ANYMONTH(?=(?:AND|TO|HYPHEN|OR) ANYMONTH YEAR4)", _listed_month),
    rule(f"THE? (?P<order>ORD|LAST) unit=UNIT OF {MONTH} OF? (?:year=YEAR4)?", _week_of_month),
    *(rule(pattern, days_of_month) for pattern in day_ranges("(?:HYPHEN|TO)")),
    rule(f"THE? unit=UNIT OF {MONTH} day=DAYORD(?:COMMA? year=YEAR4)?", _week_of),
    rule(f"THE? unit=UNIT OF THE? day=DAYORD {MONTH}(?:COMMA? year=YEAR4)?", _week_of),
    rule(f"{LEAD}{MONTH}(?:COMMA|OF)? year=YEAR4", _month_year),
    rule(f"{LEAD}{MONTH} (?P<day>DAYORD)? OF? (?P<point>THIS|LAST|NEXT) YEARWORD", _pointed_month),
    rule(f"THE? day=DAYORD OF? {MONTH} OF? (?P<point>THIS|LAST|NEXT) YEARWORD", _pointed_month),
    rule(f"{LEAD}month=MONTH", _month_alone),
    rule(f"{LEAD}(?P<month>MONTHISH|MONTHLOW)", _ambiguous_month),
    rule("stamp=NUMERIC", _numeric),
    rule("stamp=STAMP", _stamp),
    rule("week=WEEK", _week),
    rule("(?P<week>WEEKNUM) (?:COMMA|OF)? year=YEAR4", _week),
)
