"""Index terms for the actors, days, articles, zones and scopes of a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache

from corpus.dates import day_range, list_month_days
from corpus.languages.pack import ENGLISH
from corpus.languages.stems import list_stems
from corpus.models import DateRange, TimeExpression, TimeKind, Zone

#: Ids stored in the database; never renumber them.
ZONE_IDS = {
    Zone.BODY: 0,
    Zone.HEADLINE: 1,
    Zone.HEADLINE_REPEAT: 2,
    Zone.STANDFIRST: 3,
    Zone.SUBHEADING: 4,
    Zone.CAPTION: 5,
    Zone.BYLINE: 6,
    Zone.AUTHOR_BIO: 7,
    Zone.RELATED_LINK: 8,
    Zone.BOILERPLATE: 9,
}
ZONES_BY_ID = {number: zone for zone, number in ZONE_IDS.items()}

#: Calendar units, largest first: their letter and the number of characters of ``yyyymmdd`` that identify one.
_CALENDAR_UNITS = (("k", 1), ("c", 2), ("e", 3), ("y", 4), ("m", 6), ("d", 8))

#: Id of the shared scope, which every server sees.
PUBLIC_SCOPE_ID = 1


def build_suffix(zone: Zone, scope: int) -> str:
    """Return the suffix of facets in this zone and scope."""
    return ("" if zone is Zone.BODY else f"z{ZONE_IDS[zone]}") + ("" if scope == PUBLIC_SCOPE_ID else f"s{scope}")


@lru_cache(maxsize=4_096)  # news are of few days
def list_time_facets(prefix: str, first: date, last: date) -> tuple[str, ...]:
    """Return the facets to index for a time from *first* to *last*: its calendar units and the units around them."""
    seen = set()
    for letter, digits in calendar_units(first, last):
        seen.add(f"{prefix}{letter}{digits}")
        seen.update(f"{prefix}u{above}{digits[:size]}" for above, size in _CALENDAR_UNITS if size < len(digits))
    return tuple(sorted(seen))


def contained_facets(prefix: str, window: DateRange) -> Iterator[str]:
    """Yield facets of which a time that is *window* or a part of it has at least one, but a longer unit none."""
    for letter, digits in calendar_units(window.first or date.min, window.last or date.max):
        yield f"{prefix}{letter}{digits}"
        if letter != "d":
            yield f"{prefix}u{letter}{digits}"


def overlapping_facets(prefix: str, window: DateRange) -> Iterator[str]:
    """Yield facets of which a time that shares a day with *window* has at least one."""
    seen = set(contained_facets(prefix, window))
    for _, digits in calendar_units(window.first or date.min, window.last or date.max):
        seen.update(f"{prefix}{above}{digits[:size]}" for above, size in _CALENDAR_UNITS if size < len(digits))
    yield from sorted(seen)


def calendar_units(first: date, last: date) -> Iterator[tuple[str, str]]:
    """Split *first* to *last* into the fewest whole calendar units: letter and leading digits of ``yyyymmdd``."""
    day = first
    while True:
        digits = f"{day:%Y%m%d}".rjust(8, "0")
        letter, size, end = next(
            (letter, size, end)
            for letter, size in _CALENDAR_UNITS
            if (end := _find_unit_end(day, digits, size)) is not None and end <= last
        )
        yield letter, digits[:size]
        if end >= last:
            return
        day = end + timedelta(days=1)


def _find_unit_end(day: date, digits: str, size: int) -> date | None:
    """Return the last day of the unit of *size* digits that begins on *day*, or None if none begins there."""
    if size == 8:
        return day
    if day.day != 1 or (size < 6 and day.month != 1):
        return None
    if size == 6:
        return _get_last_day_before(day.year + day.month // 12, day.month % 12 + 1)
    span = 10 ** (4 - size)
    # As there is no year 0, the first millennium, century and decade begin with year 1.
    if day.year % span and day.year != 1:
        return None
    return _get_last_day_before(int(digits[:size]) * span + span, 1)


def _get_last_day_before(year: int, month: int) -> date:
    return date.max if year > date.max.year else date(year, month, 1) - timedelta(days=1)


def count_facets(sentences: Iterable[str]) -> Counter[str]:
    """Return the number of sentences with each facet of an actor or a day, whose facets are separated by spaces."""
    facets = Counter(facet for each in sentences for facet in each.split())
    return Counter({facet: count for facet, count in facets.items() if facet[0] == "a" or facet[:2] == "td"})


def list_stem_facets(text: str, language: str) -> Iterator[str]:
    """Yield the facets of the stems of *text* in a language other than English; none for English."""
    for stem in dict.fromkeys(list_stems(text, language)) if language != ENGLISH else ():
        if letters := "".join(filter(str.isalnum, stem)):
            yield f"x{letters}"


def build_language_facet(language: str) -> str:
    """Return the facet of the articles in a language."""
    return f"l{language}"


def list_open_facets(dates: Iterable[TimeExpression]) -> Iterator[str]:
    """Yield the facets to index for times of an unknown year: their day and month, ``od0428`` and ``om04``."""
    for expression in dates:
        if expression.kind in {TimeKind.DATE, TimeKind.TIME}:
            for month_day in list_month_days(expression.value):
                yield f"om{month_day[:2]}"
                if len(month_day) > 2:
                    yield build_open_facet(month_day)


def build_open_facet(month_day: str) -> str:
    """Return the facet of a day ("04-28") or a month ("04") of an unknown year."""
    return f"{'od' if len(month_day) > 2 else 'om'}{month_day.replace('-', '')}"


def list_event_days(dates: Iterable[TimeExpression]) -> Iterator[tuple[date, date]]:
    """Yield the first and last day of each date or time; other kinds, such as named periods, are skipped."""
    for expression in dates:
        if expression.kind in {TimeKind.DATE, TimeKind.TIME} and (days := day_range(expression.value)):
            yield days
