"""Quarters, feasts, vague references and periods that go by a name."""

from __future__ import annotations

import re
from datetime import timedelta

from corpus.dates import vocabulary as words
from corpus.dates.arithmetic import easter, granularity, holding, moved, nearest_weekday, shifted
from corpus.dates.grammar import Finding, Hit, Rule, rule
from corpus.dates.tense import Tense
from corpus.model import TimeKind


def _reference(value: str, kind: TimeKind = TimeKind.DATE) -> Finding:
    return Finding(value, kind, "vague")


def _present(_: Hit) -> Finding:
    return _reference("PRESENT_REF")


def _past(_: Hit) -> Finding:
    return _reference("PAST_REF")


def _future(_: Hit) -> Finding:
    return _reference("FUTURE_REF")


def _quarter(hit: Hit) -> Finding | None:
    """Read "the third quarter", "the first quarter of 1990", "this year's second quarter"."""
    number = words.ORDINALS.get(hit.word("order")) or int(re.sub(r"\D", "", hit.word("order")) or 9)
    if number > 4:
        return None
    if year := hit.word("year"):
        return Finding(f"{year}-Q{number}")
    if hit.published is None:
        return Finding(f"XXXX-Q{number}", how="the year is not known")
    own = holding(hit.published, "Q")
    ahead = hit.tense() is Tense.FUTURE
    there = hit.published.year
    if ahead:
        there += number < int(own[-1])
    else:
        there -= number > int(own[-1])
    return Finding(f"{there:04}-Q{number}", how="quarter by publication")


def _quarter_of_pointed(hit: Hit) -> Finding | None:
    number = words.ORDINALS.get(hit.word("order"), 9)
    if hit.published is None or number > 4:
        return None
    there = shifted(hit.published, "Y", words.POINTERS[hit.word("point")])
    return Finding(f"{there.year:04}-Q{number}", how="quarter of a year by publication") if there else None


def _half(hit: Hit) -> Finding | None:
    number = words.ORDINALS.get(hit.word("order"), 9)
    return Finding(f"{hit.word('year')}-H{number}") if number < 3 else None


def _the_quarter(hit: Hit) -> Finding | None:
    """Read "the quarter" as the one told of last."""
    if hit.reference and granularity(hit.reference) == "Q":
        return Finding(hit.reference, how="the quarter told of")
    if hit.published is None:
        return Finding("XXXX-QX", how="not known")
    return Finding(moved(holding(hit.published, "Q"), "Q", -1) or "XXXX-QX", how="the quarter before publication")


def _feast(hit: Hit) -> Finding | None:
    name = hit.word("feast")
    if hit.published is None:
        return None
    year = int(hit.word("year") or hit.published.year)
    if name in words.FIXED_FEASTS:
        month, day = words.FIXED_FEASTS[name]
        return Finding(f"{year:04}-{month:02}-{day:02}", how="feast")
    if name in words.EASTER_FEASTS:
        return Finding((easter(year) + timedelta(days=words.EASTER_FEASTS[name])).isoformat(), how="feast")
    month, weekday, order = words.MOVING_FEASTS[name]
    first = nearest_weekday(easter(year).replace(month=month, day=1), weekday, 1)
    return Finding((first + timedelta(weeks=order - 1)).isoformat(), how="feast")


def _named(hit: Hit) -> Finding:
    return Finding(
        words.NAMED_PERIODS[" ".join(hit.word("name").split())], TimeKind.NAMED, "period that goes by a name"
    )


_ORDER = "order=ORD HYPHEN? (?:unit=UNIT)"
RULES: tuple[Rule, ...] = (
    rule("PRESENT|NOW", _present, refers=False),
    rule("PAST", _past, refers=False),
    rule("FUTURE", _future, refers=False),
    rule("name=NAMED", _named, refers=False),
    rule("feast=FEAST(?:COMMA? year=YEAR4)?", _feast),
    rule("THE? FISCAL? order=ORD HYPHEN? QUARTER(?: OF? THE? FISCAL? year=YEAR4)?", _quarter),
    rule("THE? (?:FISCAL? year=YEAR4 POSSESSIVE?) order=ORD HYPHEN? QUARTER", _quarter),
    rule("order=QUARTERNUM COMMA? OF? year=YEAR4", _quarter),
    rule("point=POINT UNIT POSSESSIVE? order=ORD HYPHEN? QUARTER", _quarter_of_pointed),
    rule("order=ORD HYPHEN? QUARTER OF point=POINT UNIT", _quarter_of_pointed),
    rule("THE? order=ORD HALF (?:OF|IN)? FISCAL? year=YEAR4", _half),
    rule("THE QUARTER", _the_quarter),
)
