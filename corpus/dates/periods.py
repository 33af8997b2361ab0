"""Feasts, and periods that go by a name."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from corpus.dates import vocabulary as words
from corpus.dates.arithmetic import easter, nearest_weekday
from corpus.dates.grammar import Finding, Hit, Rule, rule
from corpus.dates.tense import Tense
from corpus.model import TimeKind


def _feast(hit: Hit) -> Finding | None:
    name = " ".join(hit.word("feast").split())
    if hit.published is None:
        return None
    if year := hit.word("year"):
        return Finding(_day_of_feast(name, int(year)).isoformat(), how="feast of the year")
    base = hit.published
    near = [_day_of_feast(name, year) for year in range(max(base.year - 1, 1), min(base.year + 1, 9999) + 1)]
    ahead = hit.tense() is Tense.FUTURE or hit.word("point") == "next"
    fitting = [day for day in near if (day >= base if ahead else day <= base)]
    best = min(fitting or near, key=lambda day: abs((day - base).days))
    return Finding(best.isoformat(), how="feast, by publication and the verb's tense")


def _day_of_feast(name: str, year: int) -> date:
    if name in words.FIXED_FEASTS:
        return date(year, *words.FIXED_FEASTS[name])
    if name in words.EASTER_FEASTS:
        return easter(year) + timedelta(days=words.EASTER_FEASTS[name])
    month, weekday, order = words.MOVING_FEASTS[name]
    if order < 0:
        return nearest_weekday(date(year, month, monthrange(year, month)[1]), weekday, -1)
    day = nearest_weekday(date(year, month, 1), weekday, 1)
    return day + timedelta(weeks=order - 1, days=words.DAYS_BEHIND.get(name, 0))


def _named(hit: Hit) -> Finding:
    return Finding(
        words.NAMED_PERIODS[" ".join(hit.word("name").split())], TimeKind.NAMED, "period that goes by a name"
    )


RULES: tuple[Rule, ...] = (
    rule("name=NAMED", _named, refers=False),
    rule("(?P<point>LAST|NEXT|THIS)? feast=FEAST(?:COMMA? year=YEAR4)?", _feast),
)
