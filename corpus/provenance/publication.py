"""When an article was published, by its own words and its page; doubts are kept, not hidden."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from corpus import headers
from corpus.intervals import days
from corpus.model import Claim, Confidence, Hints, Zone, ZoneSpan
from corpus.provenance import calendar
from corpus.provenance.clues import Clues, narrow

_DATELINE = re.compile(
    rf"^[^a-z]{{0,20}}[\w .,'’/-]{{2,40}}?,? {calendar.MONTH} (?P<day>\d{{1,2}})(?:, (?P<year>\d{{4}}))?"
    r"(?: ?\([^)]{2,30}\))? ?(?:—|–|--|-|:) ",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"\b(?:updated?|modified|edited)\b[^.|]{0,20}$", re.IGNORECASE)
_PAGE_DATE = re.compile(r"(?:date|time|views?)\b ?:", re.IGNORECASE)
#: A dateline's day and the page's date lie no further apart than this.
_DAYS_APART = timedelta(days=4)


@dataclass(frozen=True, slots=True)
class _Seen:
    """A date somewhere on the page: what it may mean, why it is believed, and how much."""

    days: tuple[date, ...]
    why: str
    confidence: Confidence


def trace(text: str, zones: Sequence[ZoneSpan], hints: Hints, found: Clues, *, copied: bool) -> Claim:
    """
    Find the day of publication.

    Args:
        text: The article.
        zones: Its zones.
        hints: What its page says.
        found: What the story betrays of its day.
        copied: Whether the page belongs to a site that copied the article from elsewhere.
    """
    header = headers.read(text)
    if header and header.published and days(header.published):
        return Claim(header.published, Confidence.STATED, ("its header says so",))
    seen = [*_byline_dates(text, zones), *_hinted(hints), *_page_dates(text, zones)]
    if dateline := _dateline(text, zones, seen, found):
        return _judged([dateline, *seen], found, copied=False)
    return _judged(seen, found, copied=copied)


def _judged(seen: Sequence[_Seen], found: Clues, *, copied: bool) -> Claim:
    """Choose among the dates that were seen the first that nothing speaks against."""
    misleading: list[str] = []
    doubts: list[str] = []
    for candidate in seen:
        day = _settled(candidate, seen, found)
        if day is None:
            doubts.append(f"{candidate.why}, which may be {' or '.join(map(str, candidate.days))}")
            continue
        against = _against(day, found, copied=copied)
        if against:
            misleading.append(day.isoformat())
            doubts.append(f"{candidate.why}, but {against}")
            continue
        agreeing = [other.why for other in seen if day in other.days]
        wrong = [d.isoformat() for other in seen for d in other.days[:1] if abs(d - day) > _DAYS_APART]
        evidence = dict.fromkeys((*agreeing, *found.evidence, *doubts))
        return Claim(
            day.isoformat(), candidate.confidence, tuple(evidence), tuple(dict.fromkeys((*misleading, *wrong)))
        )
    return Claim(None, Confidence.UNKNOWN, (*found.evidence, *doubts), tuple(dict.fromkeys(misleading)))


def _settled(candidate: _Seen, seen: Sequence[_Seen], found: Clues) -> date | None:
    """Give the one day *candidate* means; an ambiguous one needs a second witness."""
    if len(candidate.days) == 1:
        return candidate.days[0]
    others = {day for other in seen if other is not candidate and len(other.days) == 1 for day in other.days}
    witnessed = [day for day in candidate.days if day in others]
    if not witnessed and found.weekday:
        witnessed = [day for day in candidate.days if (day.isoweekday() - found.weekday) % 7 <= 1]
    return witnessed[0] if len(witnessed) == 1 else None


def _against(day: date, found: Clues, *, copied: bool) -> str:
    """Say what speaks against *day*, or nothing."""
    if copied:
        return "that is the date of a site that copied the article"
    if found.not_before and day < found.not_before:
        return f"a picture in it is of {found.not_before}"
    if misdated := next((each for each in found.dated if not each.fits(day)), None):
        return f"{misdated.text!r} in the story is of another year"
    if found.months and narrow((day - _DAYS_APART, day + _DAYS_APART), Clues(months=found.months)) is None:
        return "the story speaks of another month"
    return ""


def _byline_dates(text: str, zones: Sequence[ZoneSpan]) -> list[_Seen]:
    """Read the date lines around headline and body; the first publication before updates."""
    first: list[_Seen] = []
    updates: list[_Seen] = []
    for span, near in _placed(zones):
        words = text[span.start : span.end]
        if span.zone is not Zone.BYLINE or not near or _PAGE_DATE.match(words):
            continue
        for reading in calendar.read(words):
            kind = updates if _UPDATED.search(words[: reading.start]) else first
            kind.append(_Seen(reading.days, f"its date line says {reading.text!r}", Confidence.STATED))
    return first + updates


def _placed(zones: Sequence[ZoneSpan]) -> list[tuple[ZoneSpan, bool]]:
    """Tell for each span whether it stands above the body's end or right below; farther dates are of other articles."""
    last = max((at for at, span in enumerate(zones) if span.zone is Zone.BODY), default=len(zones))
    return [(span, at <= last + 2) for at, span in enumerate(zones)]


def _page_dates(text: str, zones: Sequence[ZoneSpan]) -> list[_Seen]:
    """Read the dates that the page around the article shows."""
    return [
        _Seen(reading.days, f"the page shows the date {reading.text!r}", Confidence.DOUBTFUL)
        for span, near in _placed(zones)
        if _is_page_date(text[span.start : span.end], span.zone, near=near)
        for reading in calendar.read(text[span.start : span.end])
    ]


def _is_page_date(words: str, zone: Zone, *, near: bool) -> bool:
    if zone is Zone.BYLINE:
        return bool(_PAGE_DATE.match(words))
    return zone is Zone.BOILERPLATE and len(words) <= 60 and (near or bool(_PAGE_DATE.match(words)))


def _hinted(hints: Hints) -> list[_Seen]:
    read = days(hints.published) if hints.published else None
    if read is None or read[0] != read[1]:
        return []
    return [
        _Seen((read[0],), f"the page says {hints.published} ({hints.published_by or 'metadata'})", Confidence.STATED)
    ]


def _dateline(text: str, zones: Sequence[ZoneSpan], seen: Sequence[_Seen], found: Clues) -> _Seen | None:
    """Read the dateline that opens the story; a missing year is taken from the page or from the weekday."""
    opening = next((text[span.start : span.end] for span in zones if span.zone is Zone.BODY), "")
    match = _DATELINE.match(opening[:120])
    if not match:
        return None
    month, day, why = (
        calendar.month(match["month"]),
        int(match["day"]),
        f"its dateline says {match[0].strip(' —–-:')!r}",
    )
    try:
        if match["year"]:
            return _Seen((date(int(match["year"]), month, day),), why, Confidence.STATED)
        latest = max((each for other in seen for each in other.days), default=None)
        if latest is None:
            return None
        years = [date(latest.year - n, month, day) for n in range(3)]
    except ValueError:
        return None
    fitting = [each for each in years if each <= latest + _DAYS_APART]
    if found.weekday:
        fitting = [each for each in fitting if (each.isoweekday() - found.weekday) % 7 <= 1] or fitting
    return _Seen((fitting[0],), f"{why}, the year by the page", Confidence.INFERRED) if fitting else None
