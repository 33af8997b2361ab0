"""Sums over ISO values: the unit that holds a day, and a value moved by so many units."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from corpus.intervals import days

#: Units of a calendar, coarse to fine; a moved value keeps the finer of its own and the unit it is moved by.
_FINENESS = ("ML", "CE", "DE", "Y", "H", "SN", "Q", "M", "F", "W", "WE", "D")
_FORMS = (
    ("D", re.compile(r"\d{4}-\d\d-\d\d(?:T.*)?|\d{4}-W\d\d-\d")),
    ("WE", re.compile(r"\d{4}-W\d\d-WE")),
    ("W", re.compile(r"\d{4}-W\d\d")),
    ("M", re.compile(r"\d{4}-\d\d")),
    ("Q", re.compile(r"\d{4}-Q\d")),
    ("SN", re.compile(r"\d{4}-(?:SP|SU|FA|WI)")),
    ("H", re.compile(r"\d{4}-H\d")),
    ("Y", re.compile(r"\d{4}")),
    ("DE", re.compile(r"\d{3}")),
    ("CE", re.compile(r"\d{2}")),
)
_MONTHS = {"M": 1, "Q": 3, "H": 6, "SN": 3, "Y": 12, "DE": 120, "CE": 1200, "ML": 12000}
_DAYS = {"D": 1, "N": 1, "W": 7, "WE": 7, "F": 14}
_OPEN = {"D": "XXXX-XX-XX", "N": "XXXX-XX-XXTNI", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "F": "XXXX-WXX", "M": "XXXX-XX",
         "Q": "XXXX-QX", "Y": "XXXX", "DE": "XXX", "CE": "XX", "ML": "X", "SN": "XXXX-XX"}  # fmt: skip


def granularity(value: str) -> str:
    """Tell the unit of *value* ("D", "W", "M", "Q", "Y" …), or ``""`` where it is no single place on the calendar."""
    return next((unit for unit, form in _FORMS if form.fullmatch(value)), "")


def holding(day: date | None, unit: str) -> str:
    """Give the value of the *unit* that holds *day*: its week, month, year …; an open value where the day is None."""
    if day is None:
        return _OPEN.get(unit, "XXXX-XX-XX")
    if unit in {"W", "WE", "F"}:
        iso = day.isocalendar()
        return f"{iso.year:04}-W{iso.week:02}" + ("-WE" if unit == "WE" else "")
    year = f"{day.year:04}"
    forms = {"Y": year, "M": f"{year}-{day.month:02}", "Q": f"{year}-Q{(day.month + 2) // 3}", "DE": year[:3],
             "CE": year[:2], "ML": year[:1], "N": f"{day.isoformat()}TNI"}  # fmt: skip
    return forms.get(unit, day.isoformat())


def shifted(day: date, unit: str, count: int) -> date | None:
    """Move *day* by *count* units, at most to the end of the month; None outside of years 1 to 9999."""
    try:
        if unit in _DAYS:
            return day + timedelta(days=_DAYS[unit] * count)
        month = day.year * 12 + day.month - 1 + _MONTHS[unit] * count
        year, month = month // 12, month % 12 + 1
        return date(year, month, min(day.day, monthrange(year, month)[1]))
    except (ValueError, OverflowError, KeyError):
        return None


def moved(value: str, unit: str, count: int) -> str | None:
    """
    Move *value* by *count* units: ("1989-Q3", "Y", -1) is ``1988-Q3``, ("2024-06-19", "D", 1) is ``2024-06-20``.

    Returns:
        None where *value* is no place on the calendar, or the place it is moved to lies outside of years 1 to 9999.
    """
    held, own = days(value), granularity(value)
    if not held or not own or unit not in _FINENESS:
        return None
    there = shifted(held[0], unit, count)
    if own == "SN" and unit in {"Y", "DE"}:
        return f"{int(value[:4]) + count * _MONTHS[unit] // 12:04}{value[4:]}"
    return holding(there, max(own, unit, key=_FINENESS.index)) if there else None


def fine_enough(value: str, unit: str) -> bool:
    """Tell whether *value* is at least as fine as *unit*: no day can be told from a month."""
    own = granularity(value)
    return own != "" and unit in _FINENESS and _FINENESS.index(own) >= _FINENESS.index(unit)


def nearest_weekday(day: date, weekday: int, direction: int) -> date:
    """Give the *weekday* (1 is Monday) on or before *day* (*direction* -1), or on or after it (1)."""
    distance = (weekday - day.isoweekday()) % 7
    return bounded(day, distance if direction > 0 or distance == 0 else distance - 7)


def easter(year: int) -> date:
    """
    Give Easter Sunday of a Gregorian *year*.

    References:
        Meeus (1991), Astronomical Algorithms, chapter 8 (the anonymous algorithm of 1876).
    """
    golden, century, rest = year % 19, year // 100, year % 100
    leap, skipped = divmod(century, 4)
    epact = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * skipped + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def day_of(year: int, month: int, number: int) -> str | None:
    """Give the ISO day, or None where the calendar has none (31 June, 29 February 2023)."""
    try:
        return date(year, month, number).isoformat()
    except ValueError:
        return None


def bounded(day: date, count: int) -> date:
    """Move *day* by *count* days, staying inside of years 1 to 9999."""
    return shifted(day, "D", count) or (date.max if count > 0 else date.min)
