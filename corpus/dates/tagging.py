"""The tagger: rules over a run of tokens, the longest match first, and dates told from each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.dates import asked as questions
from corpus.dates import clock, durations, explicit, fiscal, narration, periods, relative, vague, years
from corpus.dates.arithmetic import granularity
from corpus.dates.grammar import STOPS, Finding, Hit, Rule
from corpus.dates.lexing import Token, code, lex
from corpus.dates.tense import Tense, tense_asked
from corpus.intervals import days
from corpus.model import Sentence, TimeExpression, Zone

_RULES: tuple[Rule, ...] = (
    *explicit.RULES,
    *years.RULES,
    *clock.RULES,
    *relative.RULES,
    *narration.RULES,
    *fiscal.RULES,
    *periods.RULES,
    *vague.RULES,
    *durations.RULES,
)
#: Where the present tense tells of what has been: "Putin arrives in Hanoi on Thursday".
_HISTORIC = frozenset({Zone.CAPTION, Zone.HEADLINE, Zone.HEADLINE_REPEAT, Zone.SUBHEADING})
#: Units too coarse to end the tale of a day: years, decades, centuries, millennia.
_IN_PASSING = frozenset({"Y", "DE", "CE", "ML"})
_ASKED_RULES = (*questions.RULES, *_RULES)


def tag(sentences: Sequence[Sentence], published: str | None) -> tuple[TimeExpression, ...]:
    """
    Mark the time expressions of one article and find their values.

    Args:
        sentences: Of one article, in order.
        published: ISO value of its publication: a day (a time may follow), a week, month, year or interval, or None.
            Where it is no single day, only what is the same from its first day as from its last is resolved; the rest
            stays open, as all that is relative does where it is None ("Thursday" is ``XXXX-WXX-4``).

    Returns:
        In order, not overlapping; prepositions are outside.

    References:
        Pustejovsky et al. (2003), TimeML; the values are those of its TIMEX3.
    """
    held = days(published)
    if held is None:
        return expressions(sentences, None)
    first = expressions(sentences, held[0])
    if held[0] == held[1]:
        return first
    return _agreed(first, expressions(sentences, held[1]), expressions(sentences, None))


def _agreed(
    first: Sequence[TimeExpression], last: Sequence[TimeExpression], unknown: Sequence[TimeExpression]
) -> tuple[TimeExpression, ...]:
    """Keep what both ends of an interval of publication agree on; leave the rest open."""
    ends = {(found.start, found.end): found.value for found in last}
    kept = {(found.start, found.end): found for found in first if ends.get((found.start, found.end)) == found.value}
    return tuple(kept.get((found.start, found.end), found) for found in unknown)


def tokens_of(sentences: Iterable[Sentence], asked: bool = False) -> list[Token]:
    """Cut *sentences* into tokens, with a break behind each."""
    found: list[Token] = []
    for number, sentence in enumerate(sentences):
        found += lex(sentence.text, sentence.start, number, asked)
        found.append(Token(sentence.end, sentence.end, "", "", code("BREAK"), number))
    return found


@dataclass(frozen=True, slots=True)
class _Setting:
    """What all matches in one run have in common."""

    tokens: Sequence[Token]
    published: date | None
    historic: frozenset[int]
    asked: Tense | None

    def hit(self, match: re.Match[str]) -> Hit:
        return Hit(self.tokens, match, self.published, None, historic=self.historic, asked=self.asked)


def expressions(
    sentences: Sequence[Sentence], published: date | None, asked: bool = False
) -> tuple[TimeExpression, ...]:
    """Find the time expressions in *sentences*, resolved from the day *published*."""
    tokens = tokens_of(sentences, asked)
    historic = frozenset(number for number, sentence in enumerate(sentences) if sentence.zone in _HISTORIC)
    blank = _Setting(tokens, published, historic, tense_asked(tokens) if asked else None)
    hits = _hits(blank)
    found: list[TimeExpression] = []
    # What later words are told from, by zone: a caption has no part in the body's narration.
    told: dict[Zone, str] = {}
    told_days: dict[Zone, str] = {}
    quarter: str | None = None
    for place, (rule, hit) in enumerate(hits):
        zone = sentences[hit.sentence].zone
        told_from = (_ahead(hits, place) if rule.ahead else None) or told.get(zone)
        finding = rule.read(replace(hit, reference=told_from, day=told_days.get(zone) or None, quarter=quarter))
        if finding is None or not finding.value:
            continue
        found.append(_expression(hit, finding, sentences))
        if rule.refers and finding.leads and granularity(finding.value):
            told[zone] = finding.value
            if _heads(hit, sentences) and granularity(finding.value) == "D":
                told[Zone.BODY] = told_days[Zone.BODY] = finding.value
            quarter = finding.value if granularity(finding.value) == "Q" else quarter
            # A year is often named in passing ("a pact of 2000"); a month is what is told of next.
            if granularity(finding.value) not in _IN_PASSING:
                told_days[zone] = finding.value if granularity(finding.value) == "D" else ""
    return tuple(found)


def _heads(hit: Hit, sentences: Sequence[Sentence]) -> bool:
    """Tell whether a time opens a subheading, as in a chronicle: what stands below is told of it."""
    sentence = sentences[hit.sentence]
    return sentence.zone is Zone.SUBHEADING and hit.tokens[hit.match.start()].start == sentence.start


def _ahead(hits: Sequence[tuple[Rule, Hit]], place: int) -> str | None:
    """Give the value of the next date in the same sentence, where one follows."""
    if place + 1 == len(hits):
        return None
    own, (rule, hit) = hits[place][1], hits[place + 1]
    if hit.sentence != own.sentence or own.after() in STOPS:
        return None
    finding = rule.read(hit)
    return finding.value if finding and rule.refers else None


def _hits(blank: _Setting) -> list[tuple[Rule, Hit]]:
    """Match every rule over the run; of those that overlap keep the earliest, of these the longest that is read."""
    classes = "".join(token.code for token in blank.tokens)
    candidates = [
        (match.start(), -match.end(), order, rule, blank.hit(match))
        for order, rule in enumerate(_RULES if blank.asked is None else _ASKED_RULES)
        for match in rule.pattern.finditer(classes)
    ]
    candidates.sort(key=lambda candidate: candidate[:3])
    kept: list[tuple[Rule, Hit]] = []
    reached = 0
    for start, negative_end, _, rule, hit in candidates:
        if start >= reached and rule.read(hit) is not None:
            kept.append((rule, hit))
            reached = -negative_end
    return kept


def _expression(hit: Hit, finding: Finding, sentences: Sequence[Sentence]) -> TimeExpression:
    marked = hit.tokens_of("span") or hit.tokens[hit.match.start() : hit.match.end()]
    first, last = marked[0], marked[-1]
    sentence = sentences[first.sentence]
    text = sentence.text[first.start - sentence.start : last.end - sentence.start]
    return TimeExpression(first.start, last.end, text, finding.value, finding.kind, finding.how)
