"""The bot's own words about dates, sources and counts."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import PurePath, PureWindowsPath

from bot.messages.markup import cut, escape, link
from briefings.model import Point
from corpus.intervals import days
from corpus.model import Citation, Confidence, TimeKind

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DATING = frozenset({TimeKind.DATE, TimeKind.TIME})
_MOST_RESOLVED = 3
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def spoken(day: date) -> str:
    """Say a day with its weekday: ``Wednesday 19 June 2024``."""
    return f"{_WEEKDAYS[day.weekday()]} {_short(day)}"


def _short(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def published(citation: Citation) -> str:
    """Say when an article was published and, where that is not stated, how it is known."""
    covered = days(citation.published)
    if covered is None:
        return "undated"
    doubt = "" if citation.confidence is Confidence.STATED else f" ({citation.confidence.value})"
    return _interval(*covered) + doubt


def _interval(first: date, last: date) -> str:
    if first == last:
        return _short(first)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    if (first.day, last) == (1, date(first.year, first.month, monthrange(first.year, first.month)[1])):
        return f"{_MONTHS[first.month - 1]} {first.year}"
    return f"{_short(first)} to {_short(last)}"


def source(citation: Citation) -> str:
    """Give Markdown for where a sentence stands: outlet and date as a link, the title, or the file where no link is."""
    label = f"{outlet(citation)} · {published(citation)}"
    linked = link(label, citation.address)
    parts = [linked]
    if citation.title:
        parts.append(escape(cut(citation.title, 120)))
    if not linked.startswith("["):
        parts.append(escape(cut(_file(citation), 60)))
    return " · ".join(parts)


def _file(citation: Citation) -> str:
    # The folders before a file's name are the operator's business.
    if citation.address in {"", "-"}:
        return citation.key
    name = PureWindowsPath(citation.address).name if "\\" in citation.address else PurePath(citation.address).name
    return name or citation.key


def outlet(citation: Citation) -> str:
    """Name the outlet, short enough for one line."""
    return cut(citation.outlet or "", 60) or "unknown outlet"


def corroboration(point: Point) -> str:
    """Say who else tells it, in Markdown, and how many of them are independent; ``""`` where nobody does."""
    cited = (point.passage.citation, *point.also)
    if len(cited) == 1:
        return ""
    names = [outlet(citation) for citation in point.also]
    others = [name for name in dict.fromkeys(names) if name != outlet(cited[0])]
    told = f"{counted(len(cited), 'report')}, {counted(_origins(cited), 'origin')}"
    return f"also {escape(listed(others, 3))} ({told})" if others else told


def resolved(point: Point) -> str:
    """Say in Markdown which days a sentence's relative dates are: ``Wednesday = 19 June 2024``; ``""`` without any."""
    said = {}
    for expression in point.passage.dates:
        covered = days(expression.value)
        # A date with a number in it speaks for itself.
        if covered and expression.kind in _DATING and not re.search(r"\d", expression.text):
            said[cut(expression.text, 40)] = _interval(*covered)
    return escape(" · ".join(f"{text} = {day}" for text, day in list(said.items())[:_MOST_RESOLVED]))


def _origins(cited: Iterable[Citation]) -> int:
    return len({citation.origin or citation.key for citation in cited})


def counted(number: int, noun: str) -> str:
    """Say a number of things: ``1 report``, ``5 reports``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def listed(names: Sequence[str], most: int) -> str:
    """List names, the first *most* of them, and how many more there are."""
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most} more"
