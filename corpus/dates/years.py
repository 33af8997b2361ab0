"""Years, decades and centuries."""

from __future__ import annotations

import re

from corpus.dates import vocabulary as words
from corpus.dates.explicit import LEAD, MONTH, YEAR_PREPOSITIONS, day_number, month_number
from corpus.dates.grammar import Finding, Hit, Rule, rule

#: Words that make the number before them a count.
_COUNTED = frozenset(
    "people men women dollars pounds euros miles km kilometers kilometres metres meters tons tonnes troops soldiers "
    "jobs workers employees shares votes feet points barrels homes words yen francs marks percent times".split()
)


def _year_alone(hit: Hit) -> Finding | None:
    written = hit.word("year")
    lead, tail = hit.before(), hit.after()
    if tail in _COUNTED or lead in {"$", "£", "€", "#", "."} or tail in {"%", ":"}:
        return None
    if lead in YEAR_PREPOSITIONS or 1900 <= int(written) <= 2099:
        return Finding(written)
    return None


def _range(hit: Hit) -> Finding | None:
    first, last = re.split(r"\D", hit.word("range"))
    if len(last) == 2 and last <= "12" and last <= first[2:]:
        return Finding(f"{first}-{last}") if last > "00" else None
    last = first[: 4 - len(last)] + last
    return Finding(f"{first}/{last}", how="from the first year to the last") if first < last else None


def _decade(hit: Hit) -> Finding | None:
    digits = re.sub(r"\D", "", hit.word("decade"))
    if len(digits) == 2 and hit.before() in {"his", "her", "their", "my", "your", "our"}:
        return None  # an age
    if len(digits) == 4:
        return Finding(digits[:3])
    return Finding(f"{_century_of(hit, int(digits[0]))}{digits[0]}", how="the decade last gone by")


def _decade_word(hit: Hit) -> Finding:
    decade = words.DECADES[hit.word("decade")]
    return Finding(f"{_century_of(hit, decade)}{decade}", how="the decade last gone by")


def _century_of(hit: Hit, decade: int) -> int:
    """Give the century of a two-figure decade: the last one begun by publication; ours where that is unknown."""
    if hit.published is None:
        return 20 if decade == 0 else 19
    century, rest = divmod(hit.published.year, 100)
    return century if decade * 10 <= rest else century - 1


def _century(hit: Hit) -> Finding:
    return Finding(f"{day_number(hit) - 1:02}")


def _spelt_year(hit: Hit) -> Finding | None:
    century = words.CARDINALS[hit.word("century")]
    rest = [words.CARDINALS[word] for word in hit.word("rest").split() if word in words.CARDINALS]
    if not 13 <= century <= 20 or not rest or rest[0] < 10 or (len(rest) == 2 and not (rest[0] >= 20 and rest[1] < 10)):
        return None
    month = f"-{month_number(hit):02}" if hit.word("month") else ""
    return Finding(f"{century}{sum(rest):02}{month}")


#: Spelt-out years of transcripts: "nineteen ninety-six".
_SPELT = "century=CARDINAL HYPHEN? (?P<rest>CARDINAL HYPHEN? CARDINAL?)"
RULES: tuple[Rule, ...] = (
    rule(f"{LEAD}year=YEAR4", _year_alone),
    rule("range=RANGE", _range),
    rule("(?P<span>(?P<range>RANGE)) NAMED", _range),
    rule("(?:THE? (?:EARLY|MID) HYPHEN? |(?:THE? EDGE OF )?THE )?decade=DECADE", _decade),
    rule("THE (?:(?:EARLY|MID) HYPHEN? )?decade=DECADEWORD", _decade_word),
    rule("THE? (?:(?:EARLY|MID) HYPHEN? )?day=ORD HYPHEN? CENTURY", _century),
    rule(f"(?:THE UNIT )?{_SPELT}", _spelt_year),
    rule(f"{LEAD}{MONTH} {_SPELT}", _spelt_year),
)
