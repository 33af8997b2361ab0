"""
When the article of a page was published.

What the page states to machines counts first, JSON-LD before meta before ``<time>``; what it shows to readers, beside
the headline or in its address, corrects the time zone and vague statements. Where all are silent, htmldate reads it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from corpus.pages.linked_data import Node
from corpus.pages.statements import Statement, changed, statements
from corpus.pages.witnesses import day_in, days_shown

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_EARLIEST = date(1994, 1, 1)  # the first newspapers on the Web
_SHOWN = "shown above the text"
_A_DAY = timedelta(days=1)

Days = Sequence[frozenset[date]]


def published(tree: HtmlElement, node: Node, url: str, shown: str, seen: date | None) -> tuple[str | None, str]:
    """
    Find the publication date.

    Args:
        tree: The page.
        node: Its JSON-LD article, or an empty mapping.
        url: Its address.
        shown: What it shows around the headline and above the body.
        seen: The day on which it was fetched; what is later by more than a day is not believed. None where unknown.

    Returns:
        ISO date, or date and time to the minute with its zone where stated, and where it was found; ``(None, "")``.
    """
    latest = seen + _A_DAY if seen else date(2100, 1, 1)  # it may be tomorrow already where the page was made
    language = tree.get("lang", "").replace("_", "-")
    days = [each for each in days_shown(shown, language) if any(_EARLIEST <= day <= latest for day in each)]
    for statement in statements(tree, node):
        if _EARLIEST <= statement.day <= latest:
            only = _only(days)
            if only and _means(only, statement, changed(tree, node)):
                return only.isoformat(), _SHOWN
            return _local(statement, url, days)
    return _read(tree, url, days, latest)


def _only(days: Days) -> date | None:
    """Give the one day that is shown, None where there are several or it can be read in two ways."""
    return min(days[0]) if len(set(days)) == 1 and len(days[0]) == 1 else None


def _means(only: date, statement: Statement, change: date | None) -> bool:
    """
    Tell whether the *only* day shown dates the text as it stands, and *statement* does not.

    So where the statement is vague, and where the page shows the day of its last change or the next one alone: the text
    is that day's, and so are its "today" and "on Friday". On htmldate's saved pages it was right 28 of 30 times.
    """
    if only == statement.day:
        return False
    return not statement.plain or only == statement.day + _A_DAY or (only == change and only > statement.day)


def _local(statement: Statement, url: str, days: Days) -> tuple[str, str]:
    """Give the day that readers saw where the moment, in UTC, has another: relative dates count from that one."""
    day, address = statement.day, day_in(url)
    # No clock is more than ten hours behind UTC where people live, nor more than fourteen ahead.
    beside = {day - _A_DAY if statement.value[11:13] < "10" else day + _A_DAY}
    shown = frozenset[date]().union(*days)
    if not statement.value.endswith("Z") or address == day or (address not in beside and day in shown):
        return statement.value, statement.where
    local = [address] if address in beside else sorted(shown & beside)
    return (f"{local[0]}", f"{statement.where}, in local time") if len(local) == 1 else statement[:2]


def _read(tree: HtmlElement, url: str, days: Days, latest: date) -> tuple[str | None, str]:
    """Read the page where it states nothing: its address, the one day that it shows, else what htmldate finds."""
    address, only = day_in(url), _only(days)
    if address and _EARLIEST <= address <= latest:
        return address.isoformat(), "the address"
    if only:
        return only.isoformat(), _SHOWN
    import htmldate  # noqa: PLC0415 (0.4 CPU-s, and only pages without any statement need it)

    found = htmldate.find_date(
        tree, original_date=True, url=url or None, min_date=_EARLIEST.isoformat(), max_date=latest.isoformat()
    )
    return (found, "htmldate") if found and _credible(date.fromisoformat(found), days) else (None, "")


def _credible(found: date, days: Days) -> bool:
    """
    Tell whether what was found is more than a guess.

    A first of January that is not shown is a year alone, filled up, often the copyright's; and "06/07/2024" needs a
    second witness.
    """
    if any(len(each) == 1 and found in each for each in days):
        return True
    return (found.month, found.day) != (1, 1) and not any(found in each for each in days)
