"""Date rules for vague times ("now", "recent years") and for phrases that only look like times."""

from __future__ import annotations

from datetime import date

from corpus.dates.arithmetic import shift_days, to_unit_value
from corpus.dates.rule import IGNORE, Rule, RuleMatch, RuleResult, format_duration, ignore_match, make_rule
from corpus.dates.rules.relative import get_unit
from corpus.dates.tense import Tense, classify_tense
from corpus.languages.en.calendar import PARTS_OF_DAY, SEASONS
from corpus.languages.en.verbs import FUTURE_AUXILIARIES, MODAL_VERBS
from corpus.models import TimeKind


def _make_reference(value: str) -> RuleResult:
    return RuleResult(value, TimeKind.DATE, "vague")


def _read_present(_: RuleMatch) -> RuleResult:
    return _make_reference("PRESENT_REF")


def _read_past(_: RuleMatch) -> RuleResult:
    return _make_reference("PAST_REF")


def _read_future(_: RuleMatch) -> RuleResult:
    return _make_reference("FUTURE_REF")


def _read_soon(hit: RuleMatch) -> RuleResult:
    """Read "soon" as the future, but not beside a past verb: "it soon became a flood"."""
    places = [place for place in (hit.match.start() - 1, hit.match.end()) if 0 <= place < len(hit.tokens)]
    is_past = any(
        hit.tokens[place].sentence == hit.sentence and classify_tense(hit.tokens, place) is Tense.PAST
        for place in places
    )
    return IGNORE if is_past else _make_reference("FUTURE_REF")


def _read_quarter_century(_: RuleMatch) -> RuleResult:
    return RuleResult("P25Y", TimeKind.DURATION, "as counted")


def _read_one_day(hit: RuleMatch) -> RuleResult | None:
    """Read "will one day" as the future; other single days are counted."""
    words = [token.lower for token in hit.tokens[slice(*hit.match.span())]]
    is_future = hit.get_word_before() in FUTURE_AUXILIARIES | MODAL_VERBS
    return _make_reference("FUTURE_REF") if words == ["one", "day"] and is_future else None


def _read_vague_units(hit: RuleMatch) -> RuleResult | None:
    """Read "recent years", "coming months", "these days"."""
    word = hit.get_words("point")
    if word == "these":
        return _make_reference("PRESENT_REF") if hit.get_words("unit") == "days" else None
    if word in {"recent", "coming"}:
        return RuleResult(format_duration("X", get_unit(hit)), TimeKind.DURATION, "an unknown number")
    if word in {"past", "previous"}:
        return _make_reference("PAST_REF")
    return _make_reference("FUTURE_REF") if word in {"future", "next"} else None


def _read_definite_past(hit: RuleMatch) -> RuleResult | None:
    return (
        _make_reference("PAST_REF")
        if hit.get_words("past") == "past" and hit.get_word_before() in {"in", "of", "from", "with"}
        else None
    )


def _read_weekend(hit: RuleMatch) -> RuleResult:
    """Read "the weekend" as the last one, or the next one if the verb is about the future."""
    if hit.published is None:
        return RuleResult("XXXX-WXX-WE", how="the week is not known")
    is_future = hit.detect_tense() is Tense.FUTURE or hit.published.isoweekday() > 5
    day = hit.published if is_future else shift_days(hit.published, -7)
    return RuleResult(to_unit_value(day, "WE"), how="weekend by publication and the verb's tense")


def _read_season(hit: RuleMatch) -> RuleResult | None:
    if hit.get_word_before() not in {
        "in",
        "during",
        "over",
        "into",
        "since",
        "until",
        "last",
        "by",
        "through",
        "for",
        "of",
    }:
        return None
    season = SEASONS[hit.get_words("season")]
    if hit.published is None:
        return RuleResult(f"XXXX-{season}", how="the year is not known")
    first = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[season]
    year = hit.published.year - (hit.published.month < first and hit.detect_tense() is not Tense.FUTURE)
    return RuleResult(f"{year:04}-{season}", how="season by publication and the verb's tense")


def _read_part_of_reference_day(hit: RuleMatch) -> RuleResult | None:
    """Read "in the morning" as a part of the last mentioned day, or else of publication's."""
    part = f"T{PARTS_OF_DAY[hit.get_words('part')]}"
    day = date.fromisoformat(hit.day[:10]) if hit.day else hit.published
    if day is None:
        return RuleResult(f"XXXX-XX-XX{part}", TimeKind.TIME, "the day is not known")
    return RuleResult(day.isoformat() + part, TimeKind.TIME, "part of the last mentioned day")


RULES: tuple[Rule, ...] = (
    make_rule("PRESENT|NOW", _read_present, sets_reference=False),
    make_rule("PAST", _read_past, sets_reference=False),
    make_rule("FUTURE", _read_soon, sets_reference=False),
    make_rule("CARDINAL PLAINUNIT", _read_one_day, sets_reference=False),
    # Words that only look like times: "soon after", "as soon as", "a 52-year-old", "three-quarters", "24 hours a day".
    make_rule("FUTURE (?:AFTER|BEFORE|AS)", ignore_match, sets_reference=False),
    make_rule("AS FUTURE AS", ignore_match, sets_reference=False),
    make_rule("THE NEAR? FUTUREWORD", _read_future, sets_reference=False),
    make_rule("THE past=LAST", _read_definite_past, sets_reference=False),
    make_rule(
        "(?:MORE|THE)? (?P<point>RECENT|POINTER|LAST|THESE|FUTUREWORD) (?P<unit>UNITS|QUARTERS)",
        _read_vague_units,
        sets_reference=False,
    ),
    make_rule("THE WEEKENDWORD", _read_weekend),
    make_rule("THE? (?:EARLY|MID)? HYPHEN? season=SEASON", _read_season),
    make_rule("IN (?P<span>THE (?P<part>DAYPART))", _read_part_of_reference_day, sets_reference=False),
    make_rule("(?:AN|THE|THIS)? {AMOUNT} HYPHEN? ANYUNIT HYPHEN? OLD", ignore_match, sets_reference=False),
    make_rule("{ROUGHLY} {AMOUNT} (?:HYPHEN QUARTERS|QUARTERS OF)", ignore_match, sets_reference=False),
    make_rule("{ROUGHLY} (?:AN|CARDINAL) HYPHEN? QUARTER OF?", ignore_match, sets_reference=False),
    make_rule("AN QUARTER OF AN CENTURY", _read_quarter_century, sets_reference=False),
    make_rule("{AMOUNT} ANYUNIT (?P<rate>AN) UNIT", ignore_match, sets_reference=False),
)
