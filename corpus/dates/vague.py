"""References to the present, the past and the future, and words that look like times and are none."""

from __future__ import annotations

from datetime import date

from corpus.dates import vocabulary as words
from corpus.dates.amounts import spelt
from corpus.dates.arithmetic import bounded, holding
from corpus.dates.grammar import NOTHING, Finding, Hit, Rule, rule
from corpus.dates.relative import unit_of
from corpus.dates.tense import Tense
from corpus.model import TimeKind


def _reference(value: str) -> Finding:
    return Finding(value, TimeKind.DATE, "vague")


def _present(_: Hit) -> Finding:
    return _reference("PRESENT_REF")


def _past(_: Hit) -> Finding:
    return _reference("PAST_REF")


def _future(_: Hit) -> Finding:
    return _reference("FUTURE_REF")


def _nothing(_: Hit) -> Finding:
    """Consume the words and mark nothing: "a 52-year-old", "three-quarters", "soon after", "24 hours a day"."""
    return NOTHING


def _quarter_century(_: Hit) -> Finding:
    return Finding("P25Y", TimeKind.DURATION, "as counted")


def _units(hit: Hit) -> Finding | None:
    """Read "recent years", "coming months", "these days"."""
    word = hit.word("point")
    if word == "these":
        return _reference("PRESENT_REF") if hit.word("unit") == "days" else None
    if word == "recent":
        return Finding(spelt("X", unit_of(hit)), TimeKind.DURATION, "an unknown number")
    if word in {"past", "previous"}:
        return _reference("PAST_REF")
    return _reference("FUTURE_REF") if word in {"coming", "future", "next"} else None


def _the_past(hit: Hit) -> Finding | None:
    return (
        _reference("PAST_REF") if hit.word("past") == "past" and hit.before() in {"in", "of", "from", "with"} else None
    )


def _weekend(hit: Hit) -> Finding:
    """Read "the weekend" as the last one, the next where the verb looks ahead."""
    if hit.published is None:
        return Finding("XXXX-WXX-WE", how="the week is not known")
    ahead = hit.tense() is Tense.FUTURE or hit.published.isoweekday() > 5
    day = hit.published if ahead else bounded(hit.published, -7)
    return Finding(holding(day, "WE"), how="weekend by publication and the verb's tense")


def _season(hit: Hit) -> Finding | None:
    if hit.before() not in {"in", "during", "over", "into", "since", "until", "last", "by", "through", "for"}:
        return None
    season = words.SEASONS[hit.word("season")]
    if hit.published is None:
        return Finding(f"XXXX-{season}", how="the year is not known")
    first = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[season]
    year = hit.published.year - (hit.published.month < first and hit.tense() is not Tense.FUTURE)
    return Finding(f"{year:04}-{season}", how="season by publication and the verb's tense")


def _part_of_told_day(hit: Hit) -> Finding | None:
    """Read "in the morning" as a part of the day told of."""
    part = f"T{words.DAYPARTS[hit.word('part')]}"
    day = date.fromisoformat(hit.day[:10]) if hit.day else hit.published
    if day is None:
        return Finding(f"XXXX-XX-XX{part}", TimeKind.TIME, "the day is not known")
    return Finding(day.isoformat() + part, TimeKind.TIME, "part of the day told of")


RULES: tuple[Rule, ...] = (
    rule("PRESENT|NOW", _present, refers=False),
    rule("PAST", _past, refers=False),
    rule("FUTURE", _future, refers=False),
    rule("FUTURE (?:AFTER|BEFORE|AS)", _nothing, refers=False),
    rule("AS FUTURE AS", _nothing, refers=False),
    rule("THE NEAR? FUTUREWORD", _future, refers=False),
    rule("THE past=LAST", _the_past, refers=False),
    rule(
        "(?:MORE|THE)? (?P<point>RECENT|POINTER|LAST|THESE|FUTUREWORD) (?P<unit>UNITS|QUARTERS)", _units, refers=False
    ),
    rule("THE WEEKENDWORD", _weekend),
    rule("THE? season=SEASON", _season),
    rule("IN (?P<span>THE (?P<part>DAYPART))", _part_of_told_day, refers=False),
    rule("(?:AN|THE|THIS)? {AMOUNT} HYPHEN? ANYUNIT HYPHEN? OLD", _nothing, refers=False),
    rule("{ROUGHLY} {AMOUNT} (?:HYPHEN QUARTERS|QUARTERS OF)", _nothing, refers=False),
    rule("{ROUGHLY} (?:AN|CARDINAL) HYPHEN? QUARTER OF?", _nothing, refers=False),
    rule("AN QUARTER OF AN CENTURY", _quarter_century, refers=False),
    rule("{AMOUNT} ANYUNIT (?P<rate>AN) UNIT", _nothing, refers=False),
)
