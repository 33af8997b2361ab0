"""Calendar arithmetic on dates and TIMEX3 values."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from corpus.dates.intervals import day_range

#: Calendar units, coarse to fine. A shifted value gets the finer of its own unit and the unit of the shift.
_UNITS_COARSE_TO_FINE = ("ML", "CE", "DE", "Y", "H", "SN", "Q", "M", "F", "W", "WE", "D")
_VALUE_PATTERNS = (
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
_MONTHS_PER_UNIT = {"M": 1, "Q": 3, "H": 6, "SN": 3, "Y": 12, "DE": 120, "CE": 1200, "ML": 12000}
_DAYS_PER_UNIT = {"D": 1, "N": 1, "W": 7, "WE": 7, "F": 14}
_OPEN_VALUES = {
    "D": "XXXX-XX-XX", "N": "XXXX-XX-XXTNI", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "F": "XXXX-WXX", "M": "XXXX-XX",
    "Q": "XXXX-QX", "Y": "XXXX", "DE": "XXX", "CE": "XX", "ML": "X", "SN": "XXXX-XX",
}  # fmt: skip


def get_granularity(value: str) -> str:
    """Return the unit of *value* ("D", "W", "M", "Q", "Y" …), or ``""`` if it is not a single calendar period."""
    return next((unit for unit, form in _VALUE_PATTERNS if form.fullmatch(value)), "")


def to_unit_value(day: date | None, unit: str) -> str:
    """Return the value of the *unit* (week, month, year …) that contains *day*; an open value if *day* is None."""
    if day is None:
        return _OPEN_VALUES.get(unit, "XXXX-XX-XX")
    if unit in {"W", "WE", "F"}:
        iso = day.isocalendar()
        return f"{iso.year:04}-W{iso.week:02}" + ("-WE" if unit == "WE" else "")
    year = f"{day.year:04}"
    forms = {"Y": year, "M": f"{year}-{day.month:02}", "Q": f"{year}-Q{(day.month + 2) // 3}", "DE": year[:3],
             "CE": year[:2], "ML": year[:1], "N": f"{day.isoformat()}TNI"}  # fmt: skip
    return forms.get(unit, day.isoformat())


def shift_date(day: date, unit: str, count: int) -> date | None:
    """Return *day* moved by *count* units, clipped to the end of the month; None outside years 1 to 9999."""
    try:
        if unit in _DAYS_PER_UNIT:
            return day + timedelta(days=_DAYS_PER_UNIT[unit] * count)
        month = day.year * 12 + day.month - 1 + _MONTHS_PER_UNIT[unit] * count
        year, month = month // 12, month % 12 + 1
        return date(year, month, min(day.day, monthrange(year, month)[1]))
    except (ValueError, OverflowError, KeyError):
        return None


def shift_value(value: str, unit: str, count: int) -> str | None:
    """
    Return *value* moved by *count* units: ("1989-Q3", "Y", -1) is ``1988-Q3``.

    Returns:
        None if *value* is not a single calendar period or the result lies outside years 1 to 9999.
    """
    days, granularity = day_range(value), get_granularity(value)
    if not days or not granularity or unit not in _UNITS_COARSE_TO_FINE:
        return None
    shifted = shift_date(days[0], unit, count)
    if granularity == "SN" and unit in {"Y", "DE"}:
        return f"{int(value[:4]) + count * _MONTHS_PER_UNIT[unit] // 12:04}{value[4:]}"
    return to_unit_value(shifted, max(granularity, unit, key=_UNITS_COARSE_TO_FINE.index)) if shifted else None


def is_fine_enough(value: str, unit: str) -> bool:
    """Return whether *value* is at least as fine as *unit*: no day can be derived from a month."""
    granularity = get_granularity(value)
    return (
        granularity != ""
        and unit in _UNITS_COARSE_TO_FINE
        and _UNITS_COARSE_TO_FINE.index(granularity) >= _UNITS_COARSE_TO_FINE.index(unit)
    )


def find_nearest_weekday(day: date, weekday: int, direction: int) -> date:
    """Return the *weekday* (1 is Monday) on or before *day* (*direction* -1), or on or after it (1)."""
    distance = (weekday - day.isoweekday()) % 7
    return shift_days(day, distance if direction > 0 or distance == 0 else distance - 7)


def compute_easter(year: int) -> date:
    """
    Return Easter Sunday of a Gregorian *year*.

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


def to_iso_day(year: int, month: int, number: int) -> str | None:
    """Return the ISO date, or None for a day that does not exist (31 June, 29 February 2023)."""
    try:
        return date(year, month, number).isoformat()
    except ValueError:
        return None


def shift_days(day: date, count: int) -> date:
    """Return *day* moved by *count* days, clipped to years 1 to 9999."""
    return shift_date(day, "D", count) or (date.max if count > 0 else date.min)
