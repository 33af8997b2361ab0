"""Reported speech: the clauses that a verb of saying governs where nothing is quoted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.quotations.adverbs import DAYS, TIMES
from corpus.quotations.cues import REPORTING
from corpus.quotations.governors import Cue
from corpus.quotations.phrases import DETERMINERS, POSTPOSED, PRONOUNS
from corpus.quotations.subjects import Order
from corpus.quotations.tokens import Frame, Token

#: A clause of fewer words reports nothing ("said on Friday"); one of more tokens is none.
_SHORTEST = 3
_LONGEST = 150

_LEADS = (TIMES - {"the"}) | frozenset(
    "while when as after before also however although though since if during asked meanwhile".split()
)
#: How near "that" stands to a verb that needs it: “expressed deep concern that …”.
_NEAR = 4

_VOICING = frozenset({"expressed", "expresses", "voiced", "voices"})
_MENTAL = frozenset(
    "believe believes believed think thinks thought expect expects expected hope hopes hoped feel feels felt fear "
    "fears feared guess guessed reckon".split()
)
#: Verbs that also take a thing, which then is nothing that was said: “concluded a pact”, “wrote a letter”.
_DOING = frozenset(
    "concluded concludes wrote writes maintained maintains reported reports revealed reveals explained explains".split()
)
#: Words that show that a clause has a verb; a relative before them is of another clause.
_FINITE = frozenset(
    "is are was were be been has have had do does did will would can could may might must shall should not".split()
)
_RELATIVES = frozenset("who which whose whom that when where".split())
_TAKING = frozenset("told tells tell warned warns".split())
_LISTENERS = frozenset("reporters journalists lawmakers parliament us me them him her".split())
_PARTING = frozenset({",", ";", "and", "but", "while", "as"})

#: How far behind the verb its "that" is looked for: “told reporters in the capital late on Friday that …”.
_THAT = 12

Span = tuple[int, int]


def reported(frame: Frame, cues: Sequence[Cue]) -> Iterator[tuple[Cue, Span]]:
    """
    Yield the cues of a frame that report speech, each with the span of its clause in the paragraph.

    A clause stands behind its verb (“the ministry said | it would wait”), or before it where a comma parts them
    (“It would wait, | the ministry said”). Clauses do not overlap.
    """
    tokens = frame.tokens
    floor = 0
    for number, cue in enumerate(cues):
        if cue.subject is None or not _reports(tokens, cue):
            continue
        clause = _clause(tokens, cue, floor, _limit(tokens, cues[number + 1 : number + 9], cue.last))
        if clause is not None:
            floor = clause[1]
            yield cue, (tokens[clause[0]].start, tokens[clause[1] - 1].end)


def _reports(tokens: tuple[Token, ...], cue: Cue) -> bool:
    """Tell verbs that report by themselves, “according to”, and others before a near "that"."""
    word = tokens[cue.first].lower
    if word in REPORTING or word == "according":
        return True
    near = {token.lower for token in tokens[cue.last : cue.last + _NEAR]}
    return "that" in near and (cue.says or word in _VOICING) and word not in _MENTAL


def _limit(tokens: tuple[Token, ...], following: Sequence[Cue], behind: int) -> int:
    """Give where the clause ends at the latest: where another source begins to speak."""
    for cue in following:
        start = cue.start
        if start > behind and tokens[cue.first].lower in REPORTING and tokens[start - 1].lower in _PARTING:
            return start
    return len(tokens)


def _clause(tokens: tuple[Token, ...], cue: Cue, floor: int, limit: int) -> Span | None:
    start = cue.start
    if start - 1 > floor and tokens[start - 1].text == "," and cue.order is not Order.SHARED:
        before = _pruned(tokens, floor, start - 1)
        if before is not None and not _leads_in(tokens[before[0]]):
            return before
    behind = max(cue.last, cue.subject.last if cue.subject and cue.order is Order.BEHIND else 0)
    begin = _after_that(tokens, behind, limit)
    if begin < limit and tokens[cue.first].lower in _TAKING and tokens[begin - 1].lower != "that":
        if tokens[begin].lower in _LISTENERS:
            begin += 1
        elif tokens[begin].lower not in PRONOUNS:
            return None  # “warned the crew against haste”
    if begin < limit and tokens[begin].lower in POSTPOSED and tokens[begin - 1].lower != "that":
        return None  # “said in a briefing”
    clause = _pruned(tokens, begin, limit)
    if clause and tokens[cue.first].lower in _DOING and _is_thing(tokens, behind, begin, clause):
        return None
    return clause


def _is_thing(tokens: tuple[Token, ...], behind: int, begin: int, clause: Span) -> bool:
    """Tell “concluded | a pact”, and “a pact that was void”, from “concluded (that) | the pact was void”."""
    if tokens[begin - 1].lower == "that":
        return begin - 1 > behind and tokens[behind].lower in DETERMINERS
    return not _has_verb(tokens[slice(*clause)])


def _has_verb(clause: Sequence[Token]) -> bool:
    """Tell “the war was lost” from “a pact (signed in May)”."""
    for token, following in pairwise(clause):
        if token.lower in _RELATIVES:
            return False
        past = token.lower.endswith("ed") and following.lower not in POSTPOSED
        if not token.is_capital and (past or token.lower in _FINITE):
            return True
    return False


def _leads_in(token: Token) -> bool:
    """Tell whether the words before the source only lead in: “On Friday, the ministry said …”."""
    return token.lower in POSTPOSED or token.lower in _LEADS or (token.lower.endswith(("ly", "ing")))


def _after_that(tokens: tuple[Token, ...], start: int, limit: int) -> int:
    for at in range(start, min(start + _THAT, limit)):
        if tokens[at].lower == "that":
            return at + 1
        if tokens[at].text in {",", ";"}:
            break
    at = start
    while at < limit and (tokens[at].lower in DAYS or tokens[at].lower == "on" or tokens[at].text in {",", ":"}):
        at += 1
    return at


def _pruned(tokens: tuple[Token, ...], start: int, end: int) -> Span | None:
    """Drop marks and joining words at both ends; None for what is too short, or too long, to be a clause."""
    if end - start > _LONGEST or any(token.quoted for token in tokens[start:end]):
        return None
    while end > start and (not tokens[end - 1].is_word or tokens[end - 1].lower in {"and", "but", "while", "as"}):
        end -= 1
    while start < end and (not tokens[start].is_word or tokens[start].lower in {"and", "but"}):
        start += 1
    return (start, end) if sum(token.is_word for token in tokens[start:end]) >= _SHORTEST else None
