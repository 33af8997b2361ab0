"""Find the time expressions of an article and resolve their TIMEX3 values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.dates.arithmetic import get_granularity
from corpus.dates.intervals import day_range
from corpus.dates.rule import CLAUSE_END_TOKENS, Rule, RuleMatch, RuleResult
from corpus.dates.rules import durations, fiscal, lookalikes, questions, vague
from corpus.dates.rules.calendar import DATE_RULES, HOLIDAY_RULES, YEAR_RULES
from corpus.dates.rules.clock import RULES
from corpus.dates.rules.composed import COMPOSED_RULES
from corpus.dates.rules.relative import ANAPHORIC_RULES, RELATIVE_RULES
from corpus.dates.tense import Tense, detect_question_tense
from corpus.dates.tokenizer import DateToken, get_class_code, may_hold_time, tokenize
from corpus.languages.en.calendar import RANGE_JOINTS
from corpus.models import Sentence, TimeExpression, Zone

_ARTICLE_RULES: tuple[Rule, ...] = (
    *lookalikes.RULES,
    *COMPOSED_RULES,
    *DATE_RULES,
    *YEAR_RULES,
    *RULES,
    *RELATIVE_RULES,
    *ANAPHORIC_RULES,
    *fiscal.RULES,
    *HOLIDAY_RULES,
    *vague.RULES,
    *durations.RULES,
)
#: Zones whose present tense means the past: "Putin arrives in Hanoi on Thursday".
_HISTORIC_PRESENT_ZONES = frozenset({Zone.CAPTION, Zone.HEADLINE, Zone.HEADLINE_REPEAT, Zone.SUBHEADING})
#: Units too coarse to reset the last mentioned day: years, decades, centuries, millennia.
_COARSE_UNITS = frozenset({"Y", "DE", "CE", "ML"})
#: Sentences after a time of day in which "an hour later" is counted from it.
_MAX_CLOCK_DISTANCE_SENTENCES = 2
#: Tokens between the two ends of a range: "to", "until the".
_MAX_RANGE_JOINT_TOKENS = 2
_CLOCK_VALUE = re.compile(r".*T\d\d:\d\d")
_QUESTION_RULES = (*questions.RULES, *_ARTICLE_RULES)


def tag(sentences: Sequence[Sentence], published: str | None) -> tuple[TimeExpression, ...]:
    """
    Tag the time expressions of one article and resolve their values.

    Args:
        sentences: Those of one article, in order.
        published: ISO value of its publication: a day (a time may follow), a week, month, year or interval, or None.
            If it is not a single day, only values that are the same from its first and its last day are resolved.
            The rest stays open, as all relative values do if it is None ("Thursday" is ``XXXX-WXX-4``).

    Returns:
        In order, not overlapping, without prepositions.

    References:
        Pustejovsky et al. (2003), TimeML; the values are those of its TIMEX3.
    """
    days = day_range(published)
    if days is None:
        return find_time_expressions(sentences, None)
    first = find_time_expressions(sentences, days[0])
    if days[0] == days[1]:
        return first
    return _intersect_readings(first, find_time_expressions(sentences, days[1]), find_time_expressions(sentences, None))


def _intersect_readings(
    first: Sequence[TimeExpression], last: Sequence[TimeExpression], unknown: Sequence[TimeExpression]
) -> tuple[TimeExpression, ...]:
    """Keep the values on which both ends of a publication interval agree; leave the rest open."""
    ends = {(found.start, found.end): found.value for found in last}
    agreed = {(found.start, found.end): found for found in first if ends.get((found.start, found.end)) == found.value}
    return tuple(agreed.get((found.start, found.end), found) for found in unknown)


def tokenize_sentences(sentences: Iterable[Sentence], is_question: bool = False) -> list[DateToken]:
    """
    Return the tokens of *sentences*, with a ``BREAK`` token after each sentence.

    Sentences of articles that can't hold a time are left out, for speed: they are most of an article.
    """
    tokens: list[DateToken] = []
    for number, sentence in enumerate(sentences):
        if not is_question and not may_hold_time(sentence.text):
            continue
        tokens += tokenize(sentence.text, sentence.start, number, is_question)
        tokens.append(DateToken(sentence.end, sentence.end, "", "", get_class_code("BREAK"), number))
    return tokens


@dataclass(frozen=True, slots=True)
class _TaggingContext:
    """Values shared by all matches in one sequence of tokens."""

    tokens: Sequence[DateToken]
    published: date | None
    historic: frozenset[int]
    question_tense: Tense | None

    def make_match(self, match: re.Match[str]) -> RuleMatch:
        return RuleMatch(
            self.tokens, match, self.published, None, historic=self.historic, question_tense=self.question_tense
        )


def find_time_expressions(
    sentences: Sequence[Sentence], published: date | None, is_question: bool = False
) -> tuple[TimeExpression, ...]:
    """Find the time expressions in *sentences* and resolve them against the day *published*."""
    tokens = tokenize_sentences(sentences, is_question)
    historic = frozenset(
        number for number, sentence in enumerate(sentences) if sentence.zone in _HISTORIC_PRESENT_ZONES
    )
    context = _TaggingContext(tokens, published, historic, detect_question_tense(tokens) if is_question else None)
    hits = _match_rules(context)
    found: list[TimeExpression] = []
    # Antecedents of later words, by zone: dates in a caption do not affect the body.
    last_values: dict[Zone, str] = {}
    last_days: dict[Zone, str] = {}
    quarter: str | None = None
    clock: tuple[int, str] | None = None
    previous: tuple[RuleMatch, RuleResult] | None = None
    for place, (rule, hit) in enumerate(hits):
        zone = sentences[hit.sentence].zone
        reference = (_find_next_value(hits, place) if rule.uses_next_date else None) or last_values.get(zone)
        last_clock = clock[1] if clock and hit.sentence - clock[0] <= _MAX_CLOCK_DISTANCE_SENTENCES else None
        result = rule.read(
            replace(hit, reference=reference, day=last_days.get(zone) or None, quarter=quarter, clock=last_clock)
        )
        if result is None or not result.value:
            continue
        if previous:
            result = _move_range_end(previous, hit, result)
        previous = (hit, result)
        if _CLOCK_VALUE.fullmatch(result.value):
            clock = (hit.sentence, result.value)
        found.append(_build_expression(hit, result, sentences))
        if rule.sets_reference and result.is_antecedent and get_granularity(result.value):
            last_values[zone] = result.value
            if _is_subheading_start(hit, sentences) and get_granularity(result.value) == "D":
                last_values[Zone.BODY] = last_days[Zone.BODY] = result.value
            quarter = result.value if _is_reported_quarter(result.value, published) else quarter
            # A year is often mentioned in passing ("a pact of 2000"); a month or week moves the text to another time.
            if get_granularity(result.value) not in _COARSE_UNITS:
                last_days[zone] = result.value if get_granularity(result.value) == "D" else ""
    return tuple(found)


def _is_reported_quarter(value: str, published: date | None) -> bool:
    """Return whether *value* is a quarter that had ended by publication: figures are compared with such a one."""
    days = day_range(value) if get_granularity(value) == "Q" else None
    return days is not None and (published is None or days[1] <= published)


def _move_range_end(previous: tuple[RuleMatch, RuleResult], hit: RuleMatch, result: RuleResult) -> RuleResult:
    """Return *result*, moved on where it ends a range that began later: "from 20 December to 5 January"."""
    before, start = previous
    first, last, later = map(day_range, (start.value, result.value, result.next_value))
    if not first or not last or not later or last[1] >= first[0] or hit.sentence != before.sentence:
        return result
    between = [token.lower for token in hit.tokens[before.match.end() : hit.match.start()]]
    words = {before.get_word_before(), before.get_word_before(2)}
    is_range = between[:1] in [[word] for word in RANGE_JOINTS] or (between[:1] == ["and"] and "between" in words)
    is_near = is_range and len(between) <= _MAX_RANGE_JOINT_TOKENS
    return replace(result, value=result.next_value) if is_near and later[0] >= first[0] else result


def _is_subheading_start(hit: RuleMatch, sentences: Sequence[Sentence]) -> bool:
    """Return whether a time opens a subheading, as in a chronology, and so dates the text below."""
    sentence = sentences[hit.sentence]
    return sentence.zone is Zone.SUBHEADING and hit.tokens[hit.match.start()].start == sentence.start


def _find_next_value(hits: Sequence[tuple[Rule, RuleMatch]], place: int) -> str | None:
    """Return the value of the next date in the same sentence, or None."""
    if place + 1 == len(hits):
        return None
    current, (rule, hit) = hits[place][1], hits[place + 1]
    if hit.sentence != current.sentence or current.get_word_after() in CLAUSE_END_TOKENS:
        return None
    result = rule.read(hit)
    return result.value if result and rule.sets_reference else None


def _match_rules(context: _TaggingContext) -> list[tuple[Rule, RuleMatch]]:
    """Match all rules; of overlapping matches keep the earliest, then the longest that its rule accepts."""
    classes = "".join(token.code for token in context.tokens)
    present = frozenset(classes)
    candidates = [
        (match.start(), -match.end(), order, rule, match)
        for order, rule in enumerate(_ARTICLE_RULES if context.question_tense is None else _QUESTION_RULES)
        if rule.may_match(present)
        for match in rule.pattern.finditer(classes)
    ]
    candidates.sort(key=lambda candidate: candidate[:3])
    chosen: list[tuple[Rule, RuleMatch]] = []
    covered_end = 0
    for start, negative_end, _, rule, match in candidates:
        if start >= covered_end and rule.read(hit := context.make_match(match)) is not None:
            chosen.append((rule, hit))
            covered_end = -negative_end
    return chosen


def _build_expression(hit: RuleMatch, result: RuleResult, sentences: Sequence[Sentence]) -> TimeExpression:
    span_tokens = hit.get_tokens("span") or hit.tokens[hit.match.start() : hit.match.end()]
    first, last = span_tokens[0], span_tokens[-1]
    sentence = sentences[first.sentence]
    text = sentence.text[first.start - sentence.start : last.end - sentence.start]
    return TimeExpression(first.start, last.end, text, result.value, result.kind, result.how)
