"""Infer the day an article was published from its text and its page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from corpus.dates import day_range, exact_day
from corpus.extraction.date_clues import (
    DateClues,
    ReportDay,
    WeekdayDate,
    WrittenDate,
    find_dates,
    narrow_date_range,
)
from corpus.extraction.shown_dates import GUESS
from corpus.languages.en.calendar import WEEKDAY_PATTERN, WEEKDAYS
from corpus.languages.en.page_phrases import DATE_LABEL, UPDATE_LABEL, UPDATE_WORD
from corpus.languages.pack import LanguagePack
from corpus.languages.written_days import find_days_without_pack, make_date
from corpus.models import Claim, Confidence, Hints, Zone, ZoneSpan
from corpus.models.text import Weekday, _
from corpus.segmentation import parse_front_matter

#: A year without its weekday is taken for the year of a report only from this one on.
_FIRST_LIKELY_YEAR = 1990
#: Maximum distance between a dateline's day and the page's date.
_MAX_DATELINE_DISTANCE = timedelta(days=4)


@dataclass(frozen=True, slots=True)
class _DateCandidate:
    """A date on the page: the days it may mean, why it is believed, and how much."""

    days: tuple[date, ...]
    reason: str
    confidence: Confidence


def infer_publication_date(
    text: str,
    zones: Sequence[ZoneSpan],
    hints: Hints,
    clues: DateClues,
    *,
    copied: bool,
    pack: LanguagePack | None = None,
) -> Claim:
    """
    Infer the day of publication.

    Args:
        text: The article.
        zones: Its zones.
        hints: Metadata of its page.
        clues: What the story reveals about its day.
        copied: Whether the page belongs to a site that copied the article from elsewhere.
        pack: The pack of its language if it is not English.
    """
    header = parse_front_matter(text)
    if header and header.published and (stated := _parse_header_date(header.published)):
        return Claim(stated, Confidence.STATED, (_("its header says so"),))
    date_lines = _find_byline_dates(text, zones, pack)
    others = [*_read_hinted_date(hints), *_find_page_dates(text, zones, pack)]
    if hints.body:
        # A page's elements say more about its dates than its text does, except for dates that can be read in two ways,
        # which the story's weekdays settle.
        others = _read_hinted_date(hints)
        date_lines = [] if others else [each for each in date_lines if len(each.days) > 1]
    if own_day := _place_own_day([*date_lines, *others], clues):
        return _choose_date([own_day, *date_lines, *others], clues, copied=False)
    return _choose_date([*(_doubt_date_line(each, clues) for each in date_lines), *others], clues, copied=copied)


def _parse_header_date(words: str) -> str | None:
    """Return the ISO value of a header's date, which may be written out ("8 May 2019"); None if it is ambiguous."""
    if words[:4].isdecimal() and day_range(words):
        return words
    days = {day for reading in find_dates(words) for day in reading.days}
    return days.pop().isoformat() if len(days) == 1 else None


def _choose_date(candidates: Sequence[_DateCandidate], clues: DateClues, *, copied: bool) -> Claim:
    """Choose the first of the dates in *candidates* that nothing contradicts."""
    rejected_days: list[str] = []
    doubts: list[str] = []
    for candidate in candidates:
        day = _resolve_candidate(candidate, candidates, clues)
        if day is None:
            doubts.append(
                _("{reason}, which may be {days}", reason=candidate.reason, days=" or ".join(map(str, candidate.days)))
            )
            continue
        objection = _find_objection(day, clues, copied=copied)
        if objection:
            rejected_days.append(day.isoformat())
            doubts.append(_("{reason}, but {objection}", reason=candidate.reason, objection=objection))
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
        return _("that is the date of a site that copied the article")
    if clues.not_before and day < clues.not_before:
        return _("a picture in it is from {day}", day=clues.not_before.isoformat())
    if misdated := next((each for each in clues.dated if not each.is_consistent_with(day)), None):
        return _("{words} in the article is in another year", words=repr(misdated.text))
    if (
        clues.months
        and narrow_date_range(
            (day - _MAX_DATELINE_DISTANCE, day + _MAX_DATELINE_DISTANCE), DateClues(months=clues.months)
        )
        is None
    ):
        return _("the article mentions another month")
    return ""


#: The weekday that stands before a date in a date line.
_LINE_WEEKDAY = re.compile(rf"\b(?P<weekday>{WEEKDAY_PATTERN})(?:,|,? the| )?\s{{0,2}}$", re.IGNORECASE)


def _find_byline_dates(text: str, zones: Sequence[ZoneSpan], pack: LanguagePack | None) -> list[_DateCandidate]:
    """Return the dates in the date lines around headline and body, first publication before updates."""
    first: list[_DateCandidate] = []
    updates: list[_DateCandidate] = []
    for span, near in _mark_near_spans(zones):
        words = text[span.start : span.end]
        if span.zone is not Zone.BYLINE or not near or DATE_LABEL.match(words):
            continue
        for reading in _read_days_without_pack(words, pack) or find_dates(words, pack):
            label = (UPDATE_WORD if pack else UPDATE_LABEL).search(words[: reading.start])
            kind = updates if label else first
            kind.append(_build_date_line(words, reading))
    return first + updates


def _read_days_without_pack(words: str, pack: LanguagePack | None) -> tuple[WrittenDate, ...]:
    """Return the dates of a date line in a language that has no pack."""
    found = () if pack else find_days_without_pack(words)
    return tuple(WrittenDate((each.day,), words[each.start : each.end], each.start) for each in found)


def _build_date_line(words: str, reading: WrittenDate) -> _DateCandidate:
    """Return the date of a date line, doubtful if it names another weekday with it."""
    words_of_line = repr(reading.text)
    weekday = _LINE_WEEKDAY.search(words[: reading.start])
    if weekday and len(reading.days) == 1:
        number = next(at for at, name in enumerate(WEEKDAYS, 1) if name.startswith(weekday["weekday"].lower()[:3]))
        if number != reading.days[0].isoweekday():
            doubt = _("{words}, which wasn't a {weekday}", words=words_of_line, weekday=Weekday(number))
            return _DateCandidate(reading.days, _("its date line says {words}", words=doubt), Confidence.DOUBTFUL)
    return _DateCandidate(reading.days, _("its date line says {words}", words=words_of_line), Confidence.STATED)


def _mark_near_spans(zones: Sequence[ZoneSpan]) -> list[tuple[ZoneSpan, bool]]:
    """Return for each span whether it is above the body's end or just below; farther dates are of other articles."""
    last = max((at for at, span in enumerate(zones) if span.zone is Zone.BODY), default=len(zones))
    return [(span, at <= last + 2) for at, span in enumerate(zones)]


def _find_page_dates(text: str, zones: Sequence[ZoneSpan], pack: LanguagePack | None) -> list[_DateCandidate]:
    """Return the dates that the page around the article shows."""
    return [
        _DateCandidate(
            reading.days, _("the page shows the date {words}", words=repr(reading.text)), Confidence.DOUBTFUL
        )
        for span, near in _mark_near_spans(zones)
        if _is_page_date(text[span.start : span.end], span.zone, near=near)
        for reading in find_dates(text[span.start : span.end], pack)
    ]


def _is_page_date(words: str, zone: Zone, *, near: bool) -> bool:
    if zone is Zone.BYLINE:
        return bool(DATE_LABEL.match(words))
    return zone is Zone.BOILERPLATE and len(words) <= 60 and (near or bool(DATE_LABEL.match(words)))


def _read_hinted_date(hints: Hints) -> list[_DateCandidate]:
    day = exact_day(hints.published)
    if day is None:
        return []
    confidence = Confidence.DOUBTFUL if hints.published_by == GUESS else Confidence.STATED
    return [
        _DateCandidate(
            (day,),
            _("the page says {words}", words=f"{hints.published} ({hints.published_by or 'metadata'})"),
            confidence,
        )
    ]


def _place_own_day(candidates: Sequence[_DateCandidate], clues: DateClues) -> _DateCandidate | None:
    """
    Return the day that the report gives as its own, or None if its year is open or a date line is as near.

    A missing year comes from the page's dates, else from the years that the text names, if the weekday fits.
    """
    placed = [(own, *found) for own in clues.own_days if (found := _place_day(own, candidates, clues))]
    for own, day, how, confidence in placed:
        if own.is_dateline:
            return _DateCandidate((day,), _("its dateline says {words}", words=how), confidence)
    if not placed or (candidates and not clues.reported and not _has_only_dated_weekdays(clues)):
        return None
    own, day, how, confidence = max(placed, key=lambda each: each[1])
    if clues.weekday and own.weekday:
        day += timedelta(days=(clues.weekday - day.isoweekday()) % 7)
    if any(abs(other - day) <= _MAX_DATELINE_DISTANCE for each in candidates for other in each.days):
        return None
    return _DateCandidate((day,), _("the article says {words}", words=how), confidence)


def _has_only_dated_weekdays(clues: DateClues) -> bool:
    """Return whether each weekday that the report names stands before its day in brackets."""
    return len(clues.named) <= sum(own.weekday is not None for own in clues.own_days)


def _place_day(
    own: ReportDay, candidates: Sequence[_DateCandidate], clues: DateClues
) -> tuple[date, str, Confidence] | None:
    """Return the day with its year, its words and where its year is from, and how sure it is; None if that is open."""
    words = repr(own.text)
    if own.year:
        days = own.list_days([own.year])
        confidence = (
            Confidence.STATED if own.is_dateline else Confidence.INFERRED if own.weekday else Confidence.DOUBTFUL
        )
        return (days[0], words, confidence) if days else None
    weekday = own.weekday or (clues.weekday if own.is_dateline else None)
    latest = max((each for other in candidates for each in other.days), default=None)
    if latest:
        # 29 February comes round every four years, or eight
        span = 9 if (own.month, own.day) == (2, 29) else 3
        days = [
            day for day in own.list_days(latest.year - n for n in range(span)) if day <= latest + _MAX_DATELINE_DISTANCE
        ]
        days = [day for day in days if not weekday or (day.isoweekday() - weekday) % 7 <= 1] or days
        return (days[0], _("{words}, with the year from the page", words=words), Confidence.INFERRED) if days else None
    days = own.list_days(clues.years)
    if weekday:
        days = [day for day in days if (day.isoweekday() - weekday) % 7 <= 1]
    elif clues.years and days:
        days = [day for day in days if day.year == clues.years[-1] >= _FIRST_LIKELY_YEAR]
    if not days:
        return None
    confidence = Confidence.INFERRED if weekday and len(days) == 1 else Confidence.DOUBTFUL
    return days[-1], _("{words}, and names the year {year}", words=words, year=str(days[-1].year)), confidence


def _doubt_date_line(candidate: _DateCandidate, clues: DateClues) -> _DateCandidate:
    """Return the date of a date line, doubtful if each day that the story reports as news lies in another week."""
    if len(candidate.days) != 1 or not clues.reported:
        return candidate
    day = candidate.days[0]
    if any(_is_near(each, day) for each in clues.reported):
        return candidate
    named = repr(clues.reported[-1].text)
    doubt = _("{reason}, but the article names {words} as its day", reason=candidate.reason, words=named)
    return replace(candidate, reason=doubt, confidence=Confidence.DOUBTFUL)


def _is_near(named: WeekdayDate, day: date) -> bool:
    """Return whether a day is named that is less than ten days before *day*, or a week after it."""
    return any(
        -7 <= (day - each).days < 10
        for year in (-1, 0, 1)
        if (each := make_date(day.year + year, named.month, named.day))
    )
