"""Find reported speech: clauses that a verb of speech governs without quotation marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.languages.en.calendar import WEEKDAY_WORDS
from corpus.languages.en.cue_verbs import (
    EXPRESSION_VERBS,
    FINITE_VERBS,
    LISTENER_VERBS,
    MENTAL_VERBS,
    REPORTING_VERB_FORMS,
    TRANSITIVE_VERBS,
)
from corpus.languages.en.nouns import LISTENER_WORDS, PRONOUNS, RELATIVE_WORDS
from corpus.languages.en.vocabulary import ADVERBIAL_OPENERS, CLAUSE_SEPARATORS, DETERMINERS, PREPOSITIONS
from corpus.quotes.cue_matcher import Cue
from corpus.quotes.subjects import SubjectPosition
from corpus.quotes.tokenizer import QuoteFrame, QuoteToken

#: Minimum words of a clause ("said on Friday" reports nothing), and its maximum tokens.
_MIN_CLAUSE_WORDS = 3
_MAX_CLAUSE_TOKENS = 150
#: Maximum distance of "that" from a verb that needs it, in tokens: “expressed deep concern that …”.
_MAX_THAT_DISTANCE_TOKENS = 4

#: Number of tokens after a verb in which "that" is searched: “told reporters in the capital late on Friday that …”.
_MAX_THAT_SEARCH_TOKENS = 12

Span = tuple[int, int]


def find_reported_speech(frame: QuoteFrame, cues: Sequence[Cue]) -> Iterator[tuple[Cue, Span]]:
    """
    Yield the cues of a frame that report speech, each with the span of its clause in the paragraph.

    A clause follows its verb (“the ministry said | it would wait”), or precedes it if a comma separates them
    (“It would wait, | the ministry said”). Clauses do not overlap.
    """
    tokens = frame.tokens
    floor = 0
    for number, cue in enumerate(cues):
        if cue.subject is None or not _is_reporting_cue(tokens, cue):
            continue
        clause = _find_clause(tokens, cue, floor, _find_clause_limit(tokens, cues[number + 1 : number + 9], cue.last))
        if clause is not None:
            floor = clause[1]
            yield cue, (tokens[clause[0]].start, tokens[clause[1] - 1].end)


def _is_reporting_cue(tokens: tuple[QuoteToken, ...], cue: Cue) -> bool:
    """Return whether a cue is a verb that reports by itself, “according to”, or another one with a "that" nearby."""
    word = tokens[cue.first].lower
    if word in REPORTING_VERB_FORMS or word == "according":
        return True
    near = {token.lower for token in tokens[cue.last : cue.last + _MAX_THAT_DISTANCE_TOKENS]}
    return "that" in near and (cue.is_speech_verb or word in EXPRESSION_VERBS) and word not in MENTAL_VERBS


def _find_clause_limit(tokens: tuple[QuoteToken, ...], following: Sequence[Cue], cue_end: int) -> int:
    """Return the latest end of a clause: the start of the next source's attribution, else the end of the tokens."""
    for cue in following:
        start = cue.start
        if (
            start > cue_end
            and tokens[cue.first].lower in REPORTING_VERB_FORMS
            and tokens[start - 1].lower in CLAUSE_SEPARATORS
        ):
            return start
    return len(tokens)


def _find_clause(tokens: tuple[QuoteToken, ...], cue: Cue, floor: int, limit: int) -> Span | None:
    start = cue.start
    if start - 1 > floor and tokens[start - 1].text == "," and cue.order is not SubjectPosition.SHARED:
        before = _trim_clause(tokens, floor, start - 1)
        if before is not None and not _is_lead_in(tokens[before[0]]):
            return before
    attribution_end = max(cue.last, cue.subject.last if cue.subject and cue.order is SubjectPosition.BEHIND else 0)
    begin = _skip_that(tokens, attribution_end, limit)
    if begin < limit and tokens[cue.first].lower in LISTENER_VERBS and tokens[begin - 1].lower != "that":
        if tokens[begin].lower in LISTENER_WORDS:
            begin += 1
        elif tokens[begin].lower not in PRONOUNS:
            return None  # “warned the crew against haste”
    if begin < limit and tokens[begin].lower in PREPOSITIONS and tokens[begin - 1].lower != "that":
        return None  # “said in a briefing”
    clause = _trim_clause(tokens, begin, limit)
    if (
        clause
        and tokens[cue.first].lower in TRANSITIVE_VERBS
        and _is_object_phrase(tokens, attribution_end, begin, clause)
    ):
        return None
    return clause


def _is_object_phrase(tokens: tuple[QuoteToken, ...], attribution_end: int, begin: int, clause: Span) -> bool:
    """Return whether a clause is an object: “concluded | a pact (that was void)”, not “concluded | it was void”."""
    if tokens[begin - 1].lower == "that":
        return begin - 1 > attribution_end and tokens[attribution_end].lower in DETERMINERS
    return not _has_verb(tokens[slice(*clause)])


def _has_verb(clause: Sequence[QuoteToken]) -> bool:
    """Return whether a clause has a verb: “the war was lost”, but not “a pact (signed in May)”."""
    for token, following in pairwise(clause):
        if token.lower in RELATIVE_WORDS:
            return False
        past = token.lower.endswith("ed") and following.lower not in PREPOSITIONS
        if not token.is_capital and (past or token.lower in FINITE_VERBS):
            return True
    return False


def _is_lead_in(token: QuoteToken) -> bool:
    """Return whether words that begin with *token* are only a lead-in: “On Friday, the ministry said …”."""
    return token.lower in PREPOSITIONS or token.lower in ADVERBIAL_OPENERS or (token.lower.endswith(("ly", "ing")))


def _skip_that(tokens: tuple[QuoteToken, ...], start: int, limit: int) -> int:
    for at in range(start, min(start + _MAX_THAT_SEARCH_TOKENS, limit)):
        if tokens[at].lower == "that":
            return at + 1
        if tokens[at].text in {",", ";"}:
            break
    at = start
    while at < limit and (
        tokens[at].lower in WEEKDAY_WORDS or tokens[at].lower == "on" or tokens[at].text in {",", ":"}
    ):
        at += 1
    return at


def _trim_clause(tokens: tuple[QuoteToken, ...], start: int, end: int) -> Span | None:
    """Drop signs and conjunctions at both ends; return None for what is too short, too long or quoted."""
    if end - start > _MAX_CLAUSE_TOKENS or any(token.quoted for token in tokens[start:end]):
        return None
    while end > start and (not tokens[end - 1].is_word or tokens[end - 1].lower in {"and", "but", "while", "as"}):
        end -= 1
    while start < end and (not tokens[start].is_word or tokens[start].lower in {"and", "but"}):
        start += 1
    return (start, end) if sum(token.is_word for token in tokens[start:end]) >= _MIN_CLAUSE_WORDS else None
