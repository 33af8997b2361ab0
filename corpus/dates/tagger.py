"""Find the time expressions of an article and resolve their TIMEX3 values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.dates.arithmetic import get_granularity
from corpus.dates.intervals import day_range
from corpus.dates.rule import CLAUSE_END_TOKENS, Rule, RuleMatch, RuleResult
from corpus.dates.rules import durations, fiscal, questions, vague
from corpus.dates.rules.calendar import DATE_RULES, HOLIDAY_RULES, YEAR_RULES
from corpus.dates.rules.clock import RULES
from corpus.dates.rules.relative import ANAPHORIC_RULES, RELATIVE_RULES
from corpus.dates.tense import Tense, detect_question_tense
from corpus.dates.tokenizer import DateToken, get_class_code, tokenize
from corpus.models import Sentence, TimeExpression, Zone

_ARTICLE_RULES: tuple[Rule, ...] = (
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
    held = day_range(published)
    if held is None:
        return find_time_expressions(sentences, None)
    first = find_time_expressions(sentences, held[0])
    if held[0] == held[1]:
        return first
    return _intersect_readings(first, find_time_expressions(sentences, held[1]), find_time_expressions(sentences, None))


def _intersect_readings(
    first: Sequence[TimeExpression], last: Sequence[TimeExpression], unknown: Sequence[TimeExpression]
) -> tuple[TimeExpression, ...]:
    """Keep the values on which both ends of a publication interval agree; leave the rest open."""
    ends = {(found.start, found.end): found.value for found in last}
    kept = {(found.start, found.end): found for found in first if ends.get((found.start, found.end)) == found.value}
    return tuple(kept.get((found.start, found.end), found) for found in unknown)


def tokenize_sentences(sentences: Iterable[Sentence], asked: bool = False) -> list[DateToken]:
    """Return the tokens of *sentences*, with a ``BREAK`` token after each sentence."""
    found: list[DateToken] = []
    for number, sentence in enumerate(sentences):
        found += tokenize(sentence.text, sentence.start, number, asked)
        found.append(DateToken(sentence.end, sentence.end, "", "", get_class_code("BREAK"), number))
    return found


@dataclass(frozen=True, slots=True)
class _TaggingContext:
    """Values shared by all matches in one sequence of tokens."""

    tokens: Sequence[DateToken]
    published: date | None
    historic: frozenset[int]
    asked: Tense | None

    def make_match(self, match: re.Match[str]) -> RuleMatch:
        return RuleMatch(self.tokens, match, self.published, None, historic=self.historic, asked=self.asked)


def find_time_expressions(
    sentences: Sequence[Sentence], published: date | None, asked: bool = False
) -> tuple[TimeExpression, ...]:
    """Find the time expressions in *sentences* and resolve them against the day *published*."""
    tokens = tokenize_sentences(sentences, asked)
    historic = frozenset(
        number for number, sentence in enumerate(sentences) if sentence.zone in _HISTORIC_PRESENT_ZONES
    )
    blank = _TaggingContext(tokens, published, historic, detect_question_tense(tokens) if asked else None)
    hits = _match_rules(blank)
    found: list[TimeExpression] = []
    # Antecedents of later words, by zone: dates in a caption do not affect the body.
    told: dict[Zone, str] = {}
    told_days: dict[Zone, str] = {}
    quarter: str | None = None
    for place, (rule, hit) in enumerate(hits):
        zone = sentences[hit.sentence].zone
        told_from = (_find_next_value(hits, place) if rule.ahead else None) or told.get(zone)
        finding = rule.read(replace(hit, reference=told_from, day=told_days.get(zone) or None, quarter=quarter))
        if finding is None or not finding.value:
            continue
        found.append(_build_expression(hit, finding, sentences))
        if rule.sets_reference and finding.is_antecedent and get_granularity(finding.value):
            told[zone] = finding.value
            if _is_subheading_start(hit, sentences) and get_granularity(finding.value) == "D":
                told[Zone.BODY] = told_days[Zone.BODY] = finding.value
            quarter = finding.value if get_granularity(finding.value) == "Q" else quarter
            # A year is often mentioned in passing ("a pact of 2000"); a month or week moves the text to another time.
            if get_granularity(finding.value) not in _COARSE_UNITS:
                told_days[zone] = finding.value if get_granularity(finding.value) == "D" else ""
    return tuple(found)


def _is_subheading_start(hit: RuleMatch, sentences: Sequence[Sentence]) -> bool:
    """Return whether a time opens a subheading, as in a chronology, and so dates the text below."""
    sentence = sentences[hit.sentence]
    return sentence.zone is Zone.SUBHEADING and hit.tokens[hit.match.start()].start == sentence.start


def _find_next_value(hits: Sequence[tuple[Rule, RuleMatch]], place: int) -> str | None:
    """Return the value of the next date in the same sentence, or None."""
    if place + 1 == len(hits):
        return None
    own, (rule, hit) = hits[place][1], hits[place + 1]
    if hit.sentence != own.sentence or own.get_word_after() in CLAUSE_END_TOKENS:
        return None
    finding = rule.read(hit)
    return finding.value if finding and rule.sets_reference else None


def _match_rules(blank: _TaggingContext) -> list[tuple[Rule, RuleMatch]]:
    """Match all rules; of overlapping matches keep the earliest, then the longest that its rule accepts."""
    classes = "".join(token.code for token in blank.tokens)
    candidates = [
        (match.start(), -match.end(), order, rule, blank.make_match(match))
        for order, rule in enumerate(_ARTICLE_RULES if blank.asked is None else _QUESTION_RULES)
        for match in rule.pattern.finditer(classes)
    ]
    candidates.sort(key=lambda candidate: candidate[:3])
    kept: list[tuple[Rule, RuleMatch]] = []
    reached = 0
    for start, negative_end, _, rule, hit in candidates:
        if start >= reached and rule.read(hit) is not None:
            kept.append((rule, hit))
            reached = -negative_end
    return kept


def _build_expression(hit: RuleMatch, finding: RuleResult, sentences: Sequence[Sentence]) -> TimeExpression:
    marked = hit.get_tokens("span") or hit.tokens[hit.match.start() : hit.match.end()]
    first, last = marked[0], marked[-1]
    sentence = sentences[first.sentence]
    text = sentence.text[first.start - sentence.start : last.end - sentence.start]
    return TimeExpression(first.start, last.end, text, finding.value, finding.kind, finding.how)
