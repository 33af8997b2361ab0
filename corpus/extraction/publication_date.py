"""Infer the day an article was published from its text and its page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.dates import day_range
from corpus.languages.en.calendar import MONTH_GROUP_PATTERN, MONTH_PREFIXES, WEEKDAY_DATE, WEEKDAY_NAME, WEEKDAYS
from corpus.languages.en.page_phrases import DATE_LABEL, UPDATE_LABEL
from corpus.languages.en.relative_dates import ADJACENT_PERIOD, FUTURE_CUE, NEXT_MONTH, OTHER_WEEK_CUE
from corpus.models import Claim, Confidence, Hints, Zone, ZoneSpan
from corpus.segmentation import parse_front_matter

_DAY_PATTERN = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR_PATTERN = r"(?P<year>(?:19|20)\d{2})"
_DATE_FORMS = (
    rf"\b{_YEAR_PATTERN} ?[-./년年] ?(?P<month>\d{{1,2}}) ?[-./월月] ?(?P<day>\d{{1,2}})(?:\b|T|일|日)",
    rf"\b{MONTH_GROUP_PATTERN} {_DAY_PATTERN}(?:,| at)? {_YEAR_PATTERN}\b",
    rf"\b{_DAY_PATTERN}\.? (?:of )?{MONTH_GROUP_PATTERN},? {_YEAR_PATTERN}\b",
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


def find_dates(text: str) -> tuple[WrittenDate, ...]:
    """Return the full dates in *text*, in order; impossible ones are left out."""
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
        return date(int(year), int(name) if name.isdecimal() else parse_month(name), int(day))
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
        near = [each for year in (-1, 0, 1) if (each := _make_date(published.year + year, self.month, self.day))]
        nearest = min(near, key=lambda each: abs(each - published), default=None)
        return nearest is None or nearest.isoweekday() == self.weekday


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
        evidence: Short sentences for people.
    """

    weekday: int | None = None
    named: tuple[int, ...] = ()
    not_before: date | None = None
    months: tuple[int, ...] = ()
    dated: tuple[WeekdayDate, ...] = ()
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
    evidence = [*_describe_weekday(weekday, named), *(f"names {day.text!r}" for day in days)]
    if latest:
        evidence.append(f"a picture is dated {latest.text!r}")
    evidence += [f"says {match[0]!r}" for words in bodies for match in ADJACENT_PERIOD.finditer(words)]
    not_before = latest.days[0] if latest else None
    return DateClues(weekday, tuple(named), not_before, months, days, tuple(dict.fromkeys(evidence)))


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


def _make_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _find_weekdays(words: str) -> list[int]:
    """Return the ISO weekdays that *words* name for past events."""
    return [
        WEEKDAYS.index(match[1].lower()) + 1
        for match in WEEKDAY_NAME.finditer(words)
        if not OTHER_WEEK_CUE.search(words[: match.start()][-40:])
        and not FUTURE_CUE.search(words[: match.start()][-120:])
    ]


def _choose_report_weekday(weekdays: Sequence[int]) -> int | None:
    """Return the weekday from which all *weekdays* ones lie the fewest days back, or None if there are none."""
    return min(dict.fromkeys(weekdays), key=lambda day: sum((day - other) % 7 for other in weekdays), default=None)


def _find_months(words: str) -> list[int]:
    return [(parse_month(match["month"] or match["before"]) - 2) % 12 + 1 for match in NEXT_MONTH.finditer(words)]


def _describe_weekday(weekday: int | None, named: Sequence[int]) -> list[str]:
    if weekday is None:
        return []
    name = WEEKDAYS[weekday - 1].capitalize()
    times = named.count(weekday)
    return [f"names {name} as the day of the report" + (f", {times} times" if times > 1 else "")]


_DATELINE = re.compile(
    rf"^[^a-z]{{0,20}}[\w .,'’/-]{{2,40}}?,? {MONTH_GROUP_PATTERN} (?P<day>\d{{1,2}})(?:, (?P<year>\d{{4}}))?"
    r"(?: ?\([^)]{2,30}\))? ?(?:—|–|--|-|:) ",
    re.IGNORECASE,
)
#: Maximum distance between a dateline's day and the page's date.
_MAX_DATELINE_DISTANCE = timedelta(days=4)


@dataclass(frozen=True, slots=True)
class _DateCandidate:
    """A date on the page: the days it may mean, why it is believed, and how much."""

    days: tuple[date, ...]
    reason: str
    confidence: Confidence


def infer_publication_date(
    text: str, zones: Sequence[ZoneSpan], hints: Hints, clues: DateClues, *, copied: bool
) -> Claim:
    """
    Infer the day of publication.

    Args:
        text: The article.
        zones: Its zones.
        hints: Metadata of its page.
        clues: What the story reveals about its day.
        copied: Whether the page belongs to a site that copied the article from elsewhere.
    """
    header = parse_front_matter(text)
    if header and header.published and day_range(header.published):
        return Claim(header.published, Confidence.STATED, ("its header says so",))
    candidates = [*_find_byline_dates(text, zones), *_read_hinted_date(hints), *_find_page_dates(text, zones)]
    if dateline := _read_dateline(text, zones, candidates, clues):
        return _choose_date([dateline, *candidates], clues, copied=False)
    return _choose_date(candidates, clues, copied=copied)


def _choose_date(candidates: Sequence[_DateCandidate], clues: DateClues, *, copied: bool) -> Claim:
    """Choose the first of the dates in *candidates* that nothing contradicts."""
    rejected_days: list[str] = []
    doubts: list[str] = []
    for candidate in candidates:
        day = _resolve_candidate(candidate, candidates, clues)
        if day is None:
            doubts.append(f"{candidate.reason}, which may be {' or '.join(map(str, candidate.days))}")
            continue
        objection = _find_objection(day, clues, copied=copied)
        if objection:
            rejected_days.append(day.isoformat())
            doubts.append(f"{candidate.reason}, but {objection}")
            continue
        agreeing = [other.reason for other in candidates if day in other.days]
        conflicting_days = [
            d.isoformat() for other in candidates for d in other.days[:1] if abs(d - day) > _MAX_DATELINE_DISTANCE
        ]
        evidence = dict.fromkeys((*agreeing, *clues.evidence, *doubts))
        return Claim(
            day.isoformat(),
            candidate.confidence,
            tuple(evidence),
            tuple(dict.fromkeys((*rejected_days, *conflicting_days))),
        )
    return Claim(None, Confidence.UNKNOWN, (*clues.evidence, *doubts), tuple(dict.fromkeys(rejected_days)))


def _resolve_candidate(
    candidate: _DateCandidate, candidates: Sequence[_DateCandidate], clues: DateClues
) -> date | None:
    """Return the one day that *candidate* means, or None; an ambiguous one needs confirmation by another."""
    if len(candidate.days) == 1:
        return candidate.days[0]
    others = {day for other in candidates if other is not candidate and len(other.days) == 1 for day in other.days}
    confirmed = [day for day in candidate.days if day in others]
    if not confirmed and clues.weekday:
        confirmed = [day for day in candidate.days if (day.isoweekday() - clues.weekday) % 7 <= 1]
    return confirmed[0] if len(confirmed) == 1 else None


def _find_objection(day: date, clues: DateClues, *, copied: bool) -> str:
    """Return what contradicts *day*, or ``""``."""
    if copied:
        return "that is the date of a site that copied the article"
    if clues.not_before and day < clues.not_before:
        return f"a picture in it is of {clues.not_before}"
    if misdated := next((each for each in clues.dated if not each.is_consistent_with(day)), None):
        return f"{misdated.text!r} in the story is of another year"
    if (
        clues.months
        and narrow_date_range(
            (day - _MAX_DATELINE_DISTANCE, day + _MAX_DATELINE_DISTANCE), DateClues(months=clues.months)
        )
        is None
    ):
        return "the story speaks of another month"
    return ""


def _find_byline_dates(text: str, zones: Sequence[ZoneSpan]) -> list[_DateCandidate]:
    """Return the dates in the date lines around headline and body, first publication before updates."""
    first: list[_DateCandidate] = []
    updates: list[_DateCandidate] = []
    for span, near in _mark_near_spans(zones):
        words = text[span.start : span.end]
        if span.zone is not Zone.BYLINE or not near or DATE_LABEL.match(words):
            continue
        for reading in find_dates(words):
            kind = updates if UPDATE_LABEL.search(words[: reading.start]) else first
            kind.append(_DateCandidate(reading.days, f"its date line says {reading.text!r}", Confidence.STATED))
    return first + updates


def _mark_near_spans(zones: Sequence[ZoneSpan]) -> list[tuple[ZoneSpan, bool]]:
    """Return for each span whether it is above the body's end or just below; farther dates are of other articles."""
    last = max((at for at, span in enumerate(zones) if span.zone is Zone.BODY), default=len(zones))
    return [(span, at <= last + 2) for at, span in enumerate(zones)]


def _find_page_dates(text: str, zones: Sequence[ZoneSpan]) -> list[_DateCandidate]:
    """Return the dates that the page around the article shows."""
    return [
        _DateCandidate(reading.days, f"the page shows the date {reading.text!r}", Confidence.DOUBTFUL)
        for span, near in _mark_near_spans(zones)
        if _is_page_date(text[span.start : span.end], span.zone, near=near)
        for reading in find_dates(text[span.start : span.end])
    ]


def _is_page_date(words: str, zone: Zone, *, near: bool) -> bool:
    if zone is Zone.BYLINE:
        return bool(DATE_LABEL.match(words))
    return zone is Zone.BOILERPLATE and len(words) <= 60 and (near or bool(DATE_LABEL.match(words)))


def _read_hinted_date(hints: Hints) -> list[_DateCandidate]:
    days = day_range(hints.published) if hints.published else None
    if days is None or days[0] != days[1]:
        return []
    return [
        _DateCandidate(
            (days[0],), f"the page says {hints.published} ({hints.published_by or 'metadata'})", Confidence.STATED
        )
    ]


def _read_dateline(
    text: str, zones: Sequence[ZoneSpan], candidates: Sequence[_DateCandidate], clues: DateClues
) -> _DateCandidate | None:
    """Return the date of the dateline that opens the story; a missing year comes from the page or the weekday."""
    opening = next((text[span.start : span.end] for span in zones if span.zone is Zone.BODY), "")
    match = _DATELINE.match(opening[:120])
    if not match:
        return None
    month, day, reason = (
        parse_month(match["month"]),
        int(match["day"]),
        f"its dateline says {match[0].strip(' —–-:')!r}",
    )
    try:
        if match["year"]:
            return _DateCandidate((date(int(match["year"]), month, day),), reason, Confidence.STATED)
        latest = max((each for other in candidates for each in other.days), default=None)
        if latest is None:
            return None
        years = [date(latest.year - n, month, day) for n in range(3)]
    except ValueError:
        return None
    fitting = [each for each in years if each <= latest + _MAX_DATELINE_DISTANCE]
    if clues.weekday:
        fitting = [each for each in fitting if (each.isoweekday() - clues.weekday) % 7 <= 1] or fitting
    return _DateCandidate((fitting[0],), f"{reason}, the year by the page", Confidence.INFERRED) if fitting else None
