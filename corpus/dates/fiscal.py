"""Quarters, halves and years of accounts, and the periods that they are compared with."""

from __future__ import annotations

import re

from corpus.dates import vocabulary as words
from corpus.dates.arithmetic import holding, moved, shifted
from corpus.dates.grammar import Finding, Hit, Rule, rule
from corpus.dates.tense import Tense
from corpus.model import TimeKind

#: Words of accounts: beside them "a year ago" is the same quarter of the year before, not the year.
_ACCOUNTS = frozenset(
    "million billion cents share shares profit profits loss losses earnings earned net income revenue revenues sales "
    "dividend output".split()
)


def _number(hit: Hit) -> int:
    word = hit.word("order")
    return 4 if word == "last" else words.ORDINALS.get(word) or int(re.sub(r"\D", "", word) or 9)


def _quarter(hit: Hit) -> Finding | None:
    """Read "the third quarter", "the first quarter of 1990", "Q1 2024"."""
    number = _number(hit)
    if number > 4:
        return None
    if year := hit.word("year"):
        return Finding(f"{year}-Q{number}")
    if hit.published is None:
        return Finding(f"XXXX-Q{number}", how="the year is not known")
    year_there, own = hit.published.year, (hit.published.month + 2) // 3
    ahead = number - own if hit.tense() is Tense.FUTURE else 0
    if ahead < -2:
        year_there += 1
    elif number > own and not ahead:
        year_there -= 1
    return Finding(f"{year_there:04}-Q{number}", how="quarter by publication")


def _quarter_asked(hit: Hit) -> Finding | None:
    """Read "Q1" alone, in a question: in an article it may be a road or an aircraft."""
    return _quarter(hit) if hit.asked is not None else None


def _quarter_of_pointed(hit: Hit) -> Finding | None:
    """Read "last year's third quarter", "the third quarter of last year"; "last year's quarter" as the one told of."""
    number = _number(hit) if hit.word("order") else _quarter_told(hit)
    there = shifted(hit.published, "Y", words.POINTERS[hit.word("point")]) if hit.published else None
    if there is None or (number or 0) > 4:
        return None
    part = f"-Q{number}" if number else ""
    return Finding(f"{there.year:04}{part}", how="quarter of a year by publication", leads=False)


def _quarter_told(hit: Hit) -> int | None:
    return int(hit.quarter[-1]) if hit.quarter else None


def _half(hit: Hit) -> Finding | None:
    number = min(_number(hit), 2) if hit.word("order") == "last" else _number(hit)
    return Finding(f"{hit.word('year')}-H{number}") if number < 3 else None


def _the_quarter(hit: Hit) -> Finding | None:
    """Read "the quarter", "the latest quarter" as the one told of last."""
    if hit.quarter:
        return Finding(hit.quarter, how="the quarter told of")
    if hit.word("period") and not hit.word("latest"):
        return None
    if hit.published is None:
        return Finding("XXXX-QX", how="not known")
    return Finding(moved(holding(hit.published, "Q"), "Q", -1) or "XXXX-QX", how="the quarter before publication")


def _quarter_of_year(hit: Hit) -> Finding | None:
    """Read "the 1988 quarter", "the 1988 period" as the one told of, in that year."""
    number = _quarter_told(hit)
    if number is None:
        return Finding(hit.word("year"))
    return Finding(f"{hit.word('year')}-Q{number}", how="the quarter told of, in that year", leads=False)


def _year_before(hit: Hit) -> Finding | None:
    """Read "the year-earlier quarter", "the period a year ago", "year-ago" sales."""
    if hit.word("order") and hit.published:
        number = _number(hit)
        return Finding(f"{hit.published.year - 1:04}-Q{number}", leads=False) if number < 5 else None
    base = (hit.quarter if hit.word("part") else None) or (holding(hit.published, "Y") if hit.published else None)
    value = moved(base, "Y", -1) if base else None
    return Finding(value, how=f"a year before {base}", leads=False) if value else Finding("XXXX", how="not known")


def compared(hit: Hit) -> str | None:
    """Give the quarter a year before the one told of, where figures of accounts are compared; else None."""
    near = hit.tokens[max(hit.match.start() - 12, 0) : hit.match.end() + 12]
    if not hit.quarter or not any(token.lower in _ACCOUNTS for token in near):
        return None
    return moved(hit.quarter, "Y", -1)


def _the_year(hit: Hit) -> Finding | None:
    if hit.after() in {"ended", "ending"}:
        return Finding("P1Y", TimeKind.DURATION, "its end is named")
    lead = hit.before()
    behind = hit.after()
    if lead not in _YEAR_PREPOSITIONS or behind in {"of", "'s"} or behind[:1].isdigit():
        return None
    return Finding(holding(hit.published, "Y"), how="the year of publication")


def _year_end(hit: Hit) -> Finding | None:
    if hit.published is None:
        return Finding("XXXX-12-31", how="the year is not known")
    back = hit.before() == "since" or hit.tense() is Tense.PAST
    return Finding(f"{hit.published.year - back:04}-12-31", how="end of the year by publication")


def _fiscal_year(hit: Hit) -> Finding:
    return Finding(hit.word("year"))


_YEAR_PREPOSITIONS = frozenset("for of in during throughout through over".split())
_ORDER = "order=ORD HYPHEN? QUARTER"
_AGO = "HYPHEN? (?:AGO|EARLIER)"
_PART = "(?:QUARTER|period=PERIOD)"
RULES: tuple[Rule, ...] = (
    rule(f"THE? FISCAL? {_ORDER}(?: (?:OF|IN)? THE? FISCAL? year=YEAR4)?", _quarter),
    rule("THE? (?P<order>LAST) QUARTER OF year=YEAR4", _quarter),
    rule(f"THE? FISCAL? year=YEAR4 POSSESSIVE? {_ORDER}", _quarter),
    rule("order=QUARTERNUM COMMA? OF? year=YEAR4", _quarter),
    rule("order=QUARTERNUM", _quarter_asked),
    rule(
        f"(?P<point>POINTER|THIS|LAST|NEXT) FISCAL? YEARWORD POSSESSIVE? (?:{_ORDER}|QUARTER|PERIOD)",
        _quarter_of_pointed,
    ),
    rule(f"THE? {_ORDER} (?:OF|IN)? (?P<point>POINTER|THIS|LAST|NEXT) YEARWORD", _quarter_of_pointed),
    rule("THE? (?P<order>ORD|LAST) HALF (?:OF|IN)? FISCAL? year=YEAR4", _half),
    rule(f"THE latest=LATEST {_PART}", _the_quarter),
    rule("THE QUARTER", _the_quarter),
    rule(f"THE FISCAL? year=YEAR4 {_PART}", _quarter_of_year),
    rule(f"THE? SAME? YEARWORD {_AGO} HYPHEN?(?P<part> (?:{_ORDER}|QUARTER|PERIOD))?", _year_before),
    rule(f"THE? SAME? (?P<part>QUARTER|PERIOD) (?:AN YEARWORD {_AGO}|LAST YEARWORD)", _year_before),
    rule("THE (?:FISCAL|FULL)? YEARWORD", _the_year),
    rule("THE? YEARWORD POSSESSIVE? HYPHEN? EDGE", _year_end),
    rule("FISCAL year=YEAR4", _fiscal_year),
)
