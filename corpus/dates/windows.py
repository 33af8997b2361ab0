"""The days that an expression of a question covers, its early or late part where the words say so."""

from __future__ import annotations

import re
from datetime import date

from corpus.dates.arithmetic import bounded, granularity, shifted
from corpus.intervals import Days, days
from corpus.model import TimeExpression

_EDGE = re.compile(
    r"(?:the\s+)?(early|late|mid|beginning|start|middle|end|close)(?:\b|(?=-))|(earlier|later)\b", re.IGNORECASE
)
#: Part of a whole → from where to where, in twelfths (a year's months).
_TWELFTHS = {
    "early": (0, 4), "mid": (4, 8), "middle": (4, 8), "late": (8, 12),
    "beginning": (0, 3), "start": (0, 3), "end": (9, 12), "close": (9, 12),
}  # fmt: skip
#: The same of a decade, in years, and of a month, in days from its start or, below zero, its end.
_OF_DECADE = {
    "early": (0, 4), "mid": (4, 7), "middle": (4, 7), "late": (7, 10),
    "beginning": (0, 3), "start": (0, 3), "end": (7, 10), "close": (7, 10),
}  # fmt: skip


def held(found: TimeExpression, today: date | None) -> Days | None:
    """
    Give the days that *found* covers.

    "Early", "mid" and "late" are thirds, the beginning and the end quarters: a week of a month, three months of a year.
    "Earlier this week" ends and "later this year" starts with *today*.

    Returns:
        First and last day, or None where the value is no place on the calendar.
    """
    whole = days(found.value)
    edge = _EDGE.match(found.text)
    if whole is None or edge is None or whole[0] == whole[1]:
        return whole
    if edge[2]:
        return _beside_today(whole, edge[2].lower(), today)
    return _part(whole, granularity(found.value), edge[1].lower())


def _beside_today(whole: Days, word: str, today: date | None) -> Days:
    if today is None or not whole[0] <= today <= whole[1]:
        return whole
    return (whole[0], today) if word == "earlier" else (today, whole[1])


def _part(whole: Days, unit: str, word: str) -> Days:
    first, last = whole
    if unit in {"Y", "DE"}:
        low, high = (_TWELFTHS if unit == "Y" else _OF_DECADE)[word]
        step = "M" if unit == "Y" else "Y"
        after = shifted(first, step, high)
        return shifted(first, step, low) or first, bounded(after, -1) if after else last
    low, high = _TWELFTHS[word]
    length = (last - first).days + 1
    if high == 12 and low == 9:
        return bounded(last, 1 - max(length // 4, 1)), last
    return bounded(first, length * low // 12), last if high == 12 else bounded(first, max(length * high // 12 - 1, 0))
