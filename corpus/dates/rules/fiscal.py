"""Date rules for quarters, halves and fiscal years, and the periods they are compared with."""

from __future__ import annotations

import re

from corpus.dates.arithmetic import shift_date, shift_value, to_unit_value
from corpus.dates.rule import Rule, RuleMatch, RuleResult, make_rule
from corpus.dates.tense import Tense
from corpus.languages.en.calendar import DEFINITE_YEAR_PREPOSITIONS, POINTER_STEPS, QUARTER_PREPOSITIONS
from corpus.languages.en.nouns import ACCOUNTING_WORDS
from corpus.languages.en.numbers import ORDINALS
from corpus.models import TimeKind


def _get_order(hit: RuleMatch) -> int:
    word = hit.get_words("order")
    return 4 if word == "last" else ORDINALS.get(word) or int(re.sub(r"\D", "", word) or 9)


def _read_quarter(hit: RuleMatch) -> RuleResult | None:
    """Read "the third quarter", "the first quarter of 1990", "Q1 2024"."""
    number = _get_order(hit)
    if number > 4:
        return None
    if year := hit.get_words("year"):
        return RuleResult(f"{year}-Q{number}")
    if hit.published is None:
        return RuleResult(f"XXXX-Q{number}", how="the year is not known")
    result_year, current_quarter = hit.published.year, (hit.published.month + 2) // 3
    quarters_ahead = number - current_quarter if hit.detect_tense() is Tense.FUTURE else 0
    if quarters_ahead < -2 or (quarters_ahead < 0 and _is_time_of_verb(hit)):
        result_year += 1
    elif number > current_quarter and not quarters_ahead:
        result_year -= 1
    return RuleResult(f"{result_year:04}-Q{number}", how="quarter by publication")


def _is_time_of_verb(hit: RuleMatch) -> bool:
    """Return whether a firm future happens in the quarter: "will open in the first quarter", not its "results"."""
    return hit.get_word_before() in QUARTER_PREPOSITIONS and hit.read_tense().is_firm


def _read_quarter_in_question(hit: RuleMatch) -> RuleResult | None:
    """Read "Q1" alone in a question; in an article it may be a road or an aircraft."""
    return _read_quarter(hit) if hit.question_tense is not None else None


def _read_quarter_of_relative_year(hit: RuleMatch) -> RuleResult | None:
    """
    Read "last year's third quarter" and "the third quarter of last year".

    "Last year's quarter" is the last mentioned quarter, a year before.
    """
    number = _get_order(hit) if hit.get_words("order") else _get_reference_quarter(hit)
    shifted = shift_date(hit.published, "Y", POINTER_STEPS[hit.get_words("point")]) if hit.published else None
    if shifted is None or (number or 0) > 4:
        return None
    part = f"-Q{number}" if number else ""
    return RuleResult(f"{shifted.year:04}{part}", how="quarter of a year by publication", is_antecedent=False)


def _get_reference_quarter(hit: RuleMatch) -> int | None:
    return int(hit.quarter[-1]) if hit.quarter else None


def _read_half_year(hit: RuleMatch) -> RuleResult | None:
    number = min(_get_order(hit), 2) if hit.get_words("order") == "last" else _get_order(hit)
    return RuleResult(f"{hit.get_words('year')}-H{number}") if number < 3 else None


def _read_half_of_relative_year(hit: RuleMatch) -> RuleResult | None:
    """Read "the second half of this year", "the first half of next year"."""
    number = 2 if hit.get_words("order") == "last" else _get_order(hit)
    if hit.published is None or number > 2:
        return None
    return RuleResult(f"{hit.published.year + POINTER_STEPS[hit.get_words('point')]}-H{number}", how="half of a year")


def _read_two_quarters(hit: RuleMatch) -> RuleResult | None:
    """Read "the first two quarters of 1990" as the first half of the year."""
    if hit.get_words("count") not in {"two", "2"} or hit.get_words("order") not in {"first", "last"}:
        return None
    return RuleResult(f"{hit.get_words('year')}-H{1 if hit.get_words('order') == 'first' else 2}")


def _read_definite_quarter(hit: RuleMatch) -> RuleResult | None:
    """Read "the quarter" and "the latest quarter" as the last mentioned one."""
    if hit.quarter:
        return RuleResult(hit.quarter, how="the last mentioned quarter")
    if hit.get_words("period") and not hit.get_words("latest"):
        return None
    if hit.published is None:
        return RuleResult("XXXX-QX", how="not known")
    return RuleResult(
        shift_value(to_unit_value(hit.published, "Q"), "Q", -1) or "XXXX-QX", how="the quarter before publication"
    )


def _read_quarter_of_year(hit: RuleMatch) -> RuleResult | None:
    """Read "the 1988 quarter" and "the 1988 period" as the last mentioned quarter, in that year."""
    number = _get_reference_quarter(hit)
    if number is None:
        return RuleResult(hit.get_words("year"))
    return RuleResult(
        f"{hit.get_words('year')}-Q{number}", how="the last mentioned quarter, in that year", is_antecedent=False
    )


def _read_year_earlier(hit: RuleMatch) -> RuleResult | None:
    """Read "the year-earlier quarter", "the period a year ago", "year-ago" sales."""
    if hit.get_words("order") and hit.published:
        number = _get_order(hit)
        return RuleResult(f"{hit.published.year - 1:04}-Q{number}", is_antecedent=False) if number < 5 else None
    base = (hit.quarter if hit.get_words("part") else None) or (
        to_unit_value(hit.published, "Y") if hit.published else None
    )
    value = shift_value(base, "Y", -1) if base else None
    return (
        RuleResult(value, how=f"a year before {base}", is_antecedent=False)
        if value
        else RuleResult("XXXX", how="not known")
    )


def find_compared_quarter(hit: RuleMatch) -> str | None:
    """Return the quarter a year before the last mentioned one if accounting figures are compared, else None."""
    near = hit.tokens[max(hit.match.start() - 12, 0) : hit.match.end() + 12]
    if not hit.quarter or not any(token.lower in ACCOUNTING_WORDS for token in near):
        return None
    return shift_value(hit.quarter, "Y", -1)


def _read_definite_year(hit: RuleMatch) -> RuleResult | None:
    if hit.get_word_after() in {"ended", "ending"}:
        return RuleResult("P1Y", TimeKind.DURATION, "its end is named")
    word_before = hit.get_word_before()
    word_after = hit.get_word_after()
    if word_before not in DEFINITE_YEAR_PREPOSITIONS or word_after in {"of", "'s"} or word_after[:1].isdigit():
        return None
    return RuleResult(to_unit_value(hit.published, "Y"), how="the year of publication")


def _read_year_end(hit: RuleMatch) -> RuleResult | None:
    if hit.published is None:
        return RuleResult("XXXX-12-31", how="the year is not known")
    years_back = hit.get_word_before() == "since" or hit.detect_tense() is Tense.PAST
    return RuleResult(f"{hit.published.year - years_back:04}-12-31", how="end of the year by publication")


def _read_fiscal_year(hit: RuleMatch) -> RuleResult:
    return RuleResult(hit.get_words("year"))


_ORDINAL_QUARTER_PATTERN = "order=ORD HYPHEN? QUARTER"
_AGO_PATTERN = "HYPHEN? (?:AGO|EARLIER)"
_PERIOD_PATTERN = "(?:QUARTER|period=PERIOD)"
RULES: tuple[Rule, ...] = (
    make_rule(f"THE? FISCAL? {_ORDINAL_QUARTER_PATTERN}(?: (?:OF|IN)? THE? FISCAL? year=YEAR4)?", _read_quarter),
    make_rule("THE? (?P<order>LAST) QUARTER OF year=YEAR4", _read_quarter),
    make_rule(f"THE? FISCAL? year=YEAR4 POSSESSIVE? {_ORDINAL_QUARTER_PATTERN}", _read_quarter),
    make_rule("order=QUARTERNUM COMMA? OF? year=YEAR4", _read_quarter),
    make_rule("order=QUARTERNUM", _read_quarter_in_question),
    make_rule(
        f"(?P<point>POINTER|THIS|LAST|NEXT) FISCAL? YEARWORD POSSESSIVE? (?:{_ORDINAL_QUARTER_PATTERN}|QUARTER|PERIOD)",
        _read_quarter_of_relative_year,
    ),
    make_rule(
        f"THE? {_ORDINAL_QUARTER_PATTERN} (?:OF|IN)? (?P<point>POINTER|THIS|LAST|NEXT) YEARWORD",
        _read_quarter_of_relative_year,
    ),
    make_rule("THE? (?P<order>ORD|LAST) HALF (?:OF|IN)? FISCAL? year=YEAR4", _read_half_year),
    make_rule(
        "THE? (?P<order>ORD|LAST) HALF (?:OF|IN) (?P<point>THIS|LAST|NEXT) YEARWORD", _read_half_of_relative_year
    ),
    make_rule("THE? (?P<order>ORD|LAST) (?P<count>CARDINAL|SMALL) QUARTERS (?:OF|IN) year=YEAR4", _read_two_quarters),
    make_rule(f"THE latest=LATEST {_PERIOD_PATTERN}", _read_definite_quarter),
    make_rule("THE QUARTER", _read_definite_quarter),
    make_rule(f"THE FISCAL? year=YEAR4 {_PERIOD_PATTERN}", _read_quarter_of_year),
    make_rule(
        f"THE? SAME? YEARWORD {_AGO_PATTERN} HYPHEN?(?P<part> (?:{_ORDINAL_QUARTER_PATTERN}|QUARTER|PERIOD))?",
        _read_year_earlier,
    ),
    make_rule(f"THE? SAME? (?P<part>QUARTER|PERIOD) (?:AN YEARWORD {_AGO_PATTERN}|LAST YEARWORD)", _read_year_earlier),
    make_rule("THE (?:FISCAL|FULL)? YEARWORD", _read_definite_year),
    make_rule("THE? YEARWORD POSSESSIVE? HYPHEN? EDGE", _read_year_end),
    make_rule("FISCAL year=YEAR4", _read_fiscal_year),
)
