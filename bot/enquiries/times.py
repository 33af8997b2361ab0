"""``/timeline``, and the days that words name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.desk.desk import UNDERSTOOD, Desk
from bot.errors import InputError
from bot.findings import Asked, Chronicle
from bot.phrases import phrase
from briefings.model import Answer
from briefings.proof import Proof
from corpus.model import Window

#: Days of a timeline; they come in pages.
MOST_DAYS = 40


def timeline(desk: Desk, asked: Asked, _told: Sequence[Proof]) -> tuple[Chronicle | Answer, int]:
    """Tell the days of everything, of an actor or of a topic, one sentence each."""
    span = _span(desk, asked)
    name = asked.text("actor")
    request, moments = desk.timeline(scope=asked.scope, text=name, window=span, length=MOST_DAYS)
    if not moments:
        known = desk.know(asked.scope)
        nearest = () if request.actors else known.lexicon.nearest(name, 5) or desk.names(scope=asked.scope, limit=5)
        return Answer(replace(request, text=name), nearest=nearest), 0
    return Chronicle(request, tuple(replace(moment, points=moment.points[:1]) for moment in moments)), 0


def window(desk: Desk, words: str, asked: Asked) -> Window:
    """
    Read *words* as days.

    Raises:
        InputError: If they name none.
    """
    request = desk.read(words, asked.scope, asked.today)
    if not request.query.days:
        reason = "; ".join(request.unreadable) or phrase("no day or period can be read in it")
        raise InputError(phrase("“{text}”", text=words), reason, UNDERSTOOD)
    return request.query.days[0]


def _span(desk: Desk, asked: Asked) -> Window | None:
    starts, ends = asked.text("from"), asked.text("to")
    if not starts and not ends:
        return None
    first = _either(window(desk, starts, asked)) if starts else None
    last = _either(window(desk, ends, asked), last=True) if ends else None
    if first and last and last < first:
        raise InputError(phrase("“{first}” to “{last}”", first=starts, last=ends), phrase("it ends before it starts"))
    return Window(first, last)


def _either(days: Window, *, last: bool = False) -> date | None:
    """Give a window's first day, or its last; the other where that side is open."""
    return (days.last or days.first) if last else (days.first or days.last)
