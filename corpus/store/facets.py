"""
Facets: words of our own beside a sentence's, so that one index finds who, when, where and whose.

Joining an index of words with tables of actors and days is twenty times slower than asking the index for one more word.
Every facet ends in a digit, which no stemmer touches:

    a12           mentions, or is spoken by, actor number 12
    td20240619    is dated to that day; ``tm202406`` to that month, ``ty2024`` to that year …
    tum202406     is dated to something inside that month; ``tuy2024`` inside that year …
    pd20240620    was published on that day, and so on as with ``t``
    r7            stands in article number 7

A sentence that stands outside the body has its zone's number at the end of each facet, one of a private scope the
scope's (``a12z5``, ``td20240619z5s3``): so what is nearly always asked for, everybody's articles and their bodies,
needs neither in its question, and no count of one scope holds another's. Two stand alone: ``z5`` for a zone but the
body's, ``s3`` (and ``s0``) for a private scope.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from corpus.intervals import days
from corpus.model import TimeExpression, TimeKind, Window, Zone

#: Numbers that the database holds; never renumber.
ZONES = {
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
ZONE_BY_NUMBER = {number: zone for zone, number in ZONES.items()}

#: Calendar units, largest first: letter, and how many characters of ``yyyymmdd`` name one.
_UNITS = (("k", 1), ("c", 2), ("e", 3), ("y", 4), ("m", 6), ("d", 8))


#: Number of the scope that everybody sees.
EVERYBODY = 1


def suffix(zone: Zone, scope: int) -> str:
    """Give what a facet ends in, in this zone and scope."""
    return ("" if zone is Zone.BODY else f"z{ZONES[zone]}") + ("" if scope == EVERYBODY else f"s{scope}")


def in_time(prefix: str, first: date, last: date) -> Iterator[str]:
    """Give the facets of something that covers *first* to *last*."""
    seen = set()
    for letter, digits in cover(first, last):
        seen.add(f"{prefix}{letter}{digits}")
        seen.update(f"{prefix}u{above}{digits[:size]}" for above, size in _UNITS if size < len(digits))
    yield from sorted(seen)


def within(prefix: str, window: Window) -> Iterator[str]:
    """Give the facets, any of which something has that is about *window* or a part of it, and not a longer time."""
    for letter, digits in cover(window.first or date.min, window.last or date.max):
        yield f"{prefix}{letter}{digits}"
        if letter != "d":
            yield f"{prefix}u{letter}{digits}"


def touching(prefix: str, window: Window) -> Iterator[str]:
    """Give the facets, any of which something has that shares a day with *window*."""
    seen = set(within(prefix, window))
    for _, digits in cover(window.first or date.min, window.last or date.max):
        seen.update(f"{prefix}{above}{digits[:size]}" for above, size in _UNITS if size < len(digits))
    yield from sorted(seen)


def cover(first: date, last: date) -> Iterator[tuple[str, str]]:
    """Cut *first* to *last* into the fewest whole calendar units: letter and leading digits of ``yyyymmdd``."""
    day = first
    while True:
        digits = f"{day:%Y%m%d}".rjust(8, "0")
        letter, size, end = next(
            (letter, size, end)
            for letter, size in _UNITS
            if (end := _end(day, digits, size)) is not None and end <= last
        )
        yield letter, digits[:size]
        if end >= last:
            return
        day = end + timedelta(days=1)


def _end(day: date, digits: str, size: int) -> date | None:
    """Give the last day of the unit of *size* digits that begins on *day*; None where none begins there."""
    if size == 8:
        return day
    if day.day != 1 or (size < 6 and day.month != 1):
        return None
    if size == 6:
        return _before(day.year + day.month // 12, day.month % 12 + 1)
    span = 10 ** (4 - size)
    # There is no year 0: the first millennium, century and decade begin with year 1.
    if day.year % span and day.year != 1:
        return None
    return _before(int(digits[:size]) * span + span, 1)


def _before(year: int, month: int) -> date:
    return date.max if year > date.max.year else date(year, month, 1) - timedelta(days=1)


def event_days(dates: Iterable[TimeExpression]) -> Iterator[tuple[date, date]]:
    """Give first and last day of each expression that dates something; a named period does not."""
    for expression in dates:
        if expression.kind in {TimeKind.DATE, TimeKind.TIME} and (found := days(expression.value)):
            yield found
