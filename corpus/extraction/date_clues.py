"""Find written dates, and what an article's own words reveal about the day it was published."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.languages.en.calendar import (
    ADJACENT_PERIOD,
    FUTURE_CUE,
    MONTH_GROUP_PATTERN,
    MONTH_PREFIXES,
    NEXT_MONTH,
    OTHER_WEEK_CUE,
    WEEKDAY_DATE,
    WEEKDAY_NAME,
    WEEKDAYS,
)
from corpus.languages.en.page_phrases import REPORTING_VERB
from corpus.languages.pack import LanguagePack
from corpus.languages.written_days import find_written_days, make_date
from corpus.models import Zone, ZoneSpan
from corpus.models.text import Weekday, _

_DAY_PATTERN = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR_PATTERN = r"(?P<year>(?:19|20)\d{2})"
#: What may separate day, month and year: "18.Jun. 2024", "18-Jun-2024".
_GAP = r"[ .-]{0,2}"
_DATE_FORMS = (
    rf"\b{_YEAR_PATTERN} ?[-./년年] ?(?P<month>\d{{1,2}}) ?[-./월月] ?(?P<day>\d{{1,2}})(?:\b|T|일|日)",
    rf"\b{MONTH_GROUP_PATTERN}{_GAP}(?:the )?{_DAY_PATTERN}(?:,| at)?[ -]{{0,2}}{_YEAR_PATTERN}\b",
    rf"\b{_DAY_PATTERN}{_GAP}(?:of )?{MONTH_GROUP_PATTERN},?[ -]{{0,2}}{_YEAR_PATTERN}\b",
    rf"\b{_YEAR_PATTERN} {MONTH_GROUP_PATTERN} {_DAY_PATTERN}\b",
    rf"\b{_DAY_PATTERN}-{MONTH_GROUP_PATTERN}-(?P<year>\d\d)\b(?!\d|-)",
    rf"\b{_DAY_PATTERN} {MONTH_GROUP_PATTERN},? ['’](?P<year>\d\d)\b",
)
_DATE_PATTERNS = tuple(re.compile(form, re.IGNORECASE) for form in _DATE_FORMS)
_NUMERIC_DATE = re.compile(r"\b(?P<first>\d{1,2})[-./](?P<second>\d{1,2})[-./](?P<year>(?:19|20)\d{2})\b")


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """
    A date that is written out in a text.

    Attributes:
        days: The days it may mean; several if day and month are interchangeable.
        text: Its words.
        start: Their first code point in the text searched.
    """

    days: tuple[date, ...]
    text: str
    start: int


def find_dates(text: str, pack: LanguagePack | None = None) -> tuple[WrittenDate, ...]:
    """
    Return the full dates in *text*, in order; impossible ones are left out.

    Args:
        text: The text.
        pack: The pack of its language if it is not English.
    """
    if pack:
        return tuple(WrittenDate((day,), text[start:end], start) for start, end, day in find_written_days(text, pack))
    found = [
        WrittenDate((day,), match[0], match.start())
        for pattern in _DATE_PATTERNS
        for match in pattern.finditer(text)
        if (day := _parse_day(match["year"], match["month"], match["day"]))
    ]
    found += [
        WrittenDate(days, match[0], match.start())
        for match in _NUMERIC_DATE.finditer(text)
        if (days := _parse_numeric_date(match))
    ]
    return tuple(sorted(found, key=lambda reading: reading.start))


def parse_month(name: str) -> int:
    """Return the number of the month whose first three letters *name* begins with."""
    return MONTH_PREFIXES.index(name[:3].lower()) + 1


def _parse_day(year: str, name: str, day: str) -> date | None:
    try:
        full_year = int(year) + (2000 if len(year) == 2 else 0)
        return date(full_year, int(name) if name.isdecimal() else parse_month(name), int(day))
    except ValueError:
        return None


def _parse_numeric_date(match: re.Match[str]) -> tuple[date, ...]:
    ways = ((match["second"], match["first"]), (match["first"], match["second"]))
    days = (_parse_day(match["year"], name, day) for name, day in ways)
    return tuple(sorted({day for day in days if day}))


#: Number of paragraphs of the opening, in which weekdays belong to the report itself.
_OPENING_PARAGRAPHS = 3


@dataclass(frozen=True, slots=True)
class WeekdayDate:
    """
    A day that is named with its weekday and without its year ("Thursday, June 20").

    Attributes:
        weekday: ISO weekday.
        month: Its month.
        day: Its day of the month.
        text: Its words.
    """

    weekday: int
    month: int
    day: int
    text: str

    def is_consistent_with(self, published: date) -> bool:
        """Return whether the occurrence of the day that is nearest to *published* falls on the weekday."""
        near = [each for year in (-1, 0, 1) if (each := make_date(published.year + year, self.month, self.day))]
        nearest = min(near, key=lambda each: abs(each - published), default=None)
        return nearest is None or nearest.isoweekday() == self.weekday


@dataclass(frozen=True, slots=True)
class ReportDay:
    """
    A day that the report gives as its own, in its dateline or in brackets ("on Monday (May 6)").

    Attributes:
        month: Its month.
        day: Its day of the month.
        weekday: The ISO weekday named with it, or None.
        year: The year named with it, or None.
        text: Its words.
        is_dateline: Whether it stands in the dateline.
    """

    month: int
    day: int
    weekday: int | None
    year: int | None
    text: str
    is_dateline: bool = False

    def list_days(self, years: Iterable[int]) -> list[date]:
        """Return the day in each of *years* in which it exists and falls on its weekday, if it has one."""
        found = (make_date(year, self.month, self.day) for year in years)
        return [day for day in found if day and self.weekday in {None, day.isoweekday()}]


@dataclass(frozen=True, slots=True)
class DateClues:
    """
    What an article's own words reveal about the day it was published.

    Attributes:
        weekday: ISO weekday that the report names as its own day (4 is Thursday), or None if none stands out.
        named: ISO weekdays that it names for past events, in order, with repetition.
        not_before: The latest day that dates a caption, or None.
        months: Months it can be from ("next month's summit in July" means 6); empty if any.
        dated: Days that it names with their weekday, which fit only few years.
        own_days: Days that it gives as its own, in order.
        reported: Past days that it names with their weekday, in its opening or beside a verb of saying, if every
            weekday that it names has its date; empty if one has none.
        years: Years that it names, else those of the notes on rights beside it, ascending.
        evidence: Short sentences for people.
    """

    weekday: int | None = None
    named: tuple[int, ...] = ()
    not_before: date | None = None
    months: tuple[int, ...] = ()
    dated: tuple[WeekdayDate, ...] = ()
    own_days: tuple[ReportDay, ...] = ()
    reported: tuple[WeekdayDate, ...] = ()
    years: tuple[int, ...] = ()
    evidence: tuple[str, ...] = ()


def find_clues(text: str, zones: Sequence[ZoneSpan]) -> DateClues:
    """Collect what body and captions of *text* reveal about the day it was published."""
    bodies = [text[span.start : span.end] for span in zones if span.zone is Zone.BODY]
    captions = [text[span.start : span.end] for span in zones if span.zone is Zone.CAPTION]
    opening = [day for words in bodies[:_OPENING_PARAGRAPHS] for day in _find_weekdays(words)]
    named = [day for words in (*bodies, *captions) for day in _find_weekdays(words)]
    weekday = _choose_report_weekday(named) if opening or len(named) != len(set(named)) else None
    dated = [reading for words in captions for reading in find_dates(words) if len(reading.days) == 1]
    latest = max(dated, key=lambda reading: reading.days[0], default=None)
    months = tuple(dict.fromkeys(month for words in bodies for month in _find_months(words)))
    days = tuple(day for words in (*bodies, *captions) for day in _find_weekday_dates(words))
    evidence = [*_describe_weekday(weekday, named), *(_("names {words}", words=repr(day.text)) for day in days)]
    if latest:
        evidence.append(_("a picture is dated {words}", words=repr(latest.text)))
    evidence += [
        _("says {words}", words=repr(match[0])) for words in bodies for match in ADJACENT_PERIOD.finditer(words)
    ]
    bracketed_days = [day for words in bodies for day in _find_bracketed_days(words)]
    own_days = (*_find_dateline_day([*_list_lone_datelines(text, zones), *bodies]), *bracketed_days)
    evidence += [
        _("its dateline says {words}", words=repr(day.text))
        if day.is_dateline
        else _("names {words}", words=repr(day.text))
        for day in own_days
    ]
    return DateClues(
        weekday,
        tuple(named),
        latest.days[0] if latest else None,
        months,
        days,
        own_days,
        _find_reported_days(bodies),
        tuple(sorted({year for words in bodies for year in _find_years(words)})) or _find_rights_years(text, zones),
        tuple(dict.fromkeys(evidence)),
    )


def find_open_days(text: str, zones: Sequence[ZoneSpan]) -> tuple[ReportDay, ...]:
    """Return the days without a year that the story of *text* gives as its own."""
    bodies = [text[span.start : span.end] for span in zones if span.zone is Zone.BODY]
    bracketed_days = [day for words in bodies for day in _find_bracketed_days(words)]
    dateline_days = _find_dateline_day([*_list_lone_datelines(text, zones), *bodies])
    return tuple(day for day in (*dateline_days, *bracketed_days) if not day.year)


def narrow_date_range(window: tuple[date, date], clues: DateClues) -> tuple[date, date] | None:
    """
    Narrow the days on which an article may have been published, by its own clues.

    Args:
        window: First and last possible day, both included, from other evidence (other articles that date the same
            events, the page's own date as the latest).
        clues: The article's clues.

    Returns:
        First and last day left, the same twice if one day is left; None if no day of the window fits.
    """
    first, last = window
    if clues.not_before and clues.not_before > first:
        first = clues.not_before
    span = (last - first).days
    if span < 0:
        return None
    if clues.weekday is None and not clues.months and not clues.dated:
        return first, last
    fitting = [day for day in (first + timedelta(days=n) for n in range(span + 1)) if _is_consistent(day, clues)]
    return (fitting[0], fitting[-1]) if fitting else None


def _is_consistent(day: date, clues: DateClues) -> bool:
    if clues.weekday not in {None, day.isoweekday()} or (clues.months and day.month not in clues.months):
        return False
    return all(each.is_consistent_with(day) for each in clues.dated)


def _find_weekday_dates(words: str) -> list[WeekdayDate]:
    found = []
    for match in WEEKDAY_DATE.finditer(words):
        name, day = match["month"] or match["late"], match["day"] or match["early"]
        if name[:3].lower() in MONTH_PREFIXES:
            weekday = WEEKDAYS.index(match["weekday"].lower()) + 1
            found.append(WeekdayDate(weekday, parse_month(name), int(day), match[0]))
    return found


_DATELINE = re.compile(
    rf"^[^a-z]{{0,20}}[\w .,'’/-]{{2,40}}?,? (?:{MONTH_GROUP_PATTERN} (?P<day>\d{{1,2}})"
    rf"|(?P<early>\d{{1,2}}) {MONTH_GROUP_PATTERN.replace('month', 'late')})(?:,? (?P<year>\d{{4}}))?"
    r"(?: ?(?:\([^)]{2,30}\)|/[^/]{2,30}/))? ?(?:—|–|--|-|:)(?: |(?<=--))",
    re.IGNORECASE,
)
#: A dateline without a place, "Oct. 10, 2018 (UPI) — ": then an agency must stand beside the day.
_PLACELESS_DATELINE = re.compile(
    rf"^(?:{MONTH_GROUP_PATTERN}\.? (?P<day>\d{{1,2}})"
    rf"|(?P<early>\d{{1,2}}) {MONTH_GROUP_PATTERN.replace('month', 'late')})(?:,? (?P<year>\d{{4}}))?"
    r" ?\([A-Z][^)]{1,29}\) ?(?:—|–|--|-)(?: |(?<=--))",
    re.IGNORECASE,
)
#: A day in brackets, perhaps behind its weekday: "on Monday evening (May 6)", "this Tuesday (18.Jun. 2024)".
_BRACKETED_DAY = re.compile(
    rf"(?:\b(?P<weekday>{'|'.join(name.capitalize() for name in WEEKDAYS)})"
    r"(?: (?:early|late|morning|afternoon|evening|night|local|time)){0,3} )?\((?P<words>[^()]{3,24})\)"
)
_DAY_OF_YEAR = re.compile(
    rf"(?:{MONTH_GROUP_PATTERN} (?P<day>\d{{1,2}})"
    rf"|(?P<early>\d{{1,2}})\.? ?{MONTH_GROUP_PATTERN.replace('month', 'late')})",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\d.,$€£-])(?:19|20)\d{2}(?![\d,-]|\.\d| ?%)")
_OTHER_YEAR_CUE = re.compile(
    r"\b(?:by|until|till|since|from|after|before|through|to|of about|some|about|over)\s$", re.IGNORECASE
)
#: Maximum distance, in code points, of a verb of saying from a day that it names, and of a word about the future.
_MAX_VERB_DISTANCE, _MAX_CUE_DISTANCE = 40, 120
#: Distances within which a word before a weekday says that it is of another week, and one before a year of another.
_MAX_WEEK_CUE_DISTANCE, _MAX_YEAR_CUE_DISTANCE = 40, 10


def _is_in_other_week(words: str, at: int) -> bool:
    """Return whether the weekday at the position *at* of *words* is said to be of another week: "next Monday"."""
    return OTHER_WEEK_CUE.search(words[max(0, at - _MAX_WEEK_CUE_DISTANCE) : at]) is not None


def _looks_ahead(words: str, at: int) -> bool:
    """
    Return whether what stands at the position *at* of *words* lies ahead of the report.

    It does not behind a verb of saying in a clause of its own: "the wells will be empty, she said on Monday".
    """
    near = words[max(0, at - _MAX_CUE_DISTANCE) : at]
    cue = FUTURE_CUE.search(near)
    comma = near.find(",", cue.start()) if cue else -1
    verb = REPORTING_VERB.search(near, comma) if comma >= 0 else None
    return bool(FUTURE_CUE.search(near, verb.end())) if verb else cue is not None


def _find_bracketed_days(words: str) -> Iterable[ReportDay]:
    """Yield the days in brackets that date a past event of the report."""
    for match in _BRACKETED_DAY.finditer(words):
        if _is_in_other_week(words, match.start()) or _looks_ahead(words, match.start()):
            continue
        weekday = WEEKDAYS.index(match["weekday"].lower()) + 1 if match["weekday"] else None
        inside = match["words"].strip()
        text = match[0] if weekday else inside
        full = next((reading for reading in find_dates(inside) if len(reading.days) == 1), None)
        if full:
            day = full.days[0]
            yield ReportDay(day.month, day.day, weekday, day.year, text)
        elif short := _DAY_OF_YEAR.fullmatch(inside):
            month, number = short["month"] or short["late"], short["day"] or short["early"]
            yield ReportDay(parse_month(month), int(number), weekday, None, text)


def _list_lone_datelines(text: str, zones: Sequence[ZoneSpan]) -> list[str]:
    """Return the datelines that are a line of their own above the text: "NORHAVEN, Feb. 21, 2024 (KLV) —"."""
    lines = (text[span.start : span.end] + " " for span in zones if span.zone is Zone.STANDFIRST)
    return [line for line in lines if _DATELINE.fullmatch(line)]


def _find_dateline_day(bodies: Sequence[str]) -> Iterable[ReportDay]:
    """Yield the day of the dateline that opens the story, without its weekday: the report may name the day before."""
    match = _DATELINE.match(bodies[0][:120]) if bodies else None
    placeless = (_PLACELESS_DATELINE.match(words[:120]) for words in bodies[:_OPENING_PARAGRAPHS])
    match = match or next(filter(None, placeless), None)
    if match:
        month, day = match["month"] or match["late"], match["day"] or match["early"]
        year = int(match["year"]) if match["year"] else None
        yield ReportDay(parse_month(month), int(day), None, year, match[0].strip(" —–-:"), is_dateline=True)


def _find_reported_days(bodies: Sequence[str]) -> tuple[WeekdayDate, ...]:
    """Return the past days named with their weekday that the story reports, or none if a weekday has no date."""
    found: list[WeekdayDate] = []
    for number, words in enumerate(bodies):
        dated = [match for match in WEEKDAY_DATE.finditer(words) if not _looks_ahead(words, match.start())]
        bracketed = [match for match in _BRACKETED_DAY.finditer(words) if match["weekday"]]
        with_date = {match.start() for match in (*WEEKDAY_DATE.finditer(words), *bracketed)}
        if any(match.start() not in with_date for match in WEEKDAY_NAME.finditer(words)):
            return ()
        for match in dated:
            near = words[max(match.start() - _MAX_VERB_DISTANCE, 0) : match.end() + _MAX_VERB_DISTANCE]
            if number < _OPENING_PARAGRAPHS or REPORTING_VERB.search(near):
                found += _find_weekday_dates(match[0])
    return tuple(found)


_RIGHTS_ZONES = frozenset({Zone.BOILERPLATE, Zone.BYLINE, Zone.CAPTION})
#: A year in a note on rights; of a range the last.
_RIGHTS_YEAR = re.compile(
    r"(?:©|\(c\)|copyright)[^\n©]{0,60}?\b(?:(?:19|20)\d\d ?[-–—] ?)?(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE
)


def _find_rights_years(text: str, zones: Sequence[ZoneSpan]) -> tuple[int, ...]:
    """Return the years in the notes on rights around the story, ascending."""
    lines = (text[span.start : span.end] for span in zones if span.zone in _RIGHTS_ZONES)
    return tuple(sorted({int(match["year"]) for line in lines for match in _RIGHTS_YEAR.finditer(line)}))


def _find_years(words: str) -> Iterable[int]:
    """Yield the years that *words* name, other than those ahead of the report."""
    for match in _YEAR.finditer(words):
        before = words[max(0, match.start() - _MAX_YEAR_CUE_DISTANCE) : match.start()]
        if not _OTHER_YEAR_CUE.search(before) and not _looks_ahead(words, match.start()):
            yield int(match[0])


def _find_weekdays(words: str) -> list[int]:
    """Return the ISO weekdays that *words* name for past events."""
    return [
        WEEKDAYS.index(match[1].lower()) + 1
        for match in WEEKDAY_NAME.finditer(words)
        if not _is_in_other_week(words, match.start()) and not _looks_ahead(words, match.start())
    ]


def _choose_report_weekday(weekdays: Sequence[int]) -> int | None:
    """Return the weekday from which all *weekdays* ones lie the fewest days back, or None if there are none."""
    return min(dict.fromkeys(weekdays), key=lambda day: sum((day - other) % 7 for other in weekdays), default=None)


def _find_months(words: str) -> list[int]:
    return [(parse_month(match["month"] or match["before"]) - 2) % 12 + 1 for match in NEXT_MONTH.finditer(words)]


def _describe_weekday(weekday: int | None, named: Sequence[int]) -> list[str]:
    if weekday is None:
        return []
    times = named.count(weekday)
    if times > 1:
        return [_("names {day} as the day of the report, {number} times", day=Weekday(weekday), number=str(times))]
    return [_("names {day} as the day of the report", day=Weekday(weekday))]
