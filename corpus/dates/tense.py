"""The tense of the clause that a time stands in, by its nearest verb."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from corpus.dates.lexing import Token

#: Tokens looked at on either side; a clause is seldom longer.
_REACH = 14


class Tense(Enum):
    """Whether what is told has been, or is to come."""

    PAST = "past"
    FUTURE = "future"
    NONE = ""


_FUTURE = frozenset(
    "will shall won't 'll we'll they'll he'll she'll it'll i'll you'll due scheduled slated upcoming plans planned "
    "planning expects expected set intends hopes tomorrow".split()
)
_TO_COME = frozenset(
    "is are plans planned set due scheduled expected expects hopes intends going wants ready slated".split()
)
_PAST = frozenset(
    "became been began bought broke brought built came caught chose cut dealt did didn't died drew drove fell "
    "felt fled flew fought found gave got grew had hadn't has heard held hit hung kept knew laid lay led left "
    "lost made met n't overthrew paid put ran rose said sang sank saw sent shook shot shrank slept slid sold "
    "sought spent spoke stole stood struck swam swept swore taught thought threw told took tore undertook "
    "underwent was wasn't went were weren't withdrew woke won wore wound wrote".split()
)
_NO_VERBS = frozenset(
    "need indeed hundred red bed speed seed feed breed bleed shed wed sacred naked embed unprecedented".split()
)
_AHEAD = frozenset(["next", "coming", "upcoming", "ahead"])
_BARRIERS = frozenset([";", ":", "“", "”", '"', "``", "''"])


def tense_at(tokens: Sequence[Token], first: int, last: int) -> Tense:
    """
    Tell the tense around tokens [*first*, *last*): by the nearest verb before them, else by the nearest behind.

    Returns:
        ``Tense.NONE`` where no verb is near.
    """
    sentence = tokens[first].sentence
    before = _verb(tokens, range(first - 1, max(first - 1 - _REACH, -1), -1), sentence)
    if before is not Tense.NONE:
        return before
    return _verb(tokens, range(last, min(last + _REACH, len(tokens))), sentence)


def _verb(tokens: Sequence[Token], places: range, sentence: int) -> Tense:
    for place in places:
        token = tokens[place]
        if token.sentence != sentence or token.text in _BARRIERS:
            return Tense.NONE
        previous = tokens[place - 1].lower if place else ""
        found = _tense_of(token.lower, previous)
        if found is not Tense.NONE:
            return found
    return Tense.NONE


def _tense_of(word: str, previous: str) -> Tense:
    if word in _FUTURE or (word == "to" and previous in _TO_COME):
        return Tense.FUTURE
    if word in _PAST or (len(word) > 4 and word.endswith("ed") and word not in _NO_VERBS):
        return Tense.PAST
    return Tense.NONE


def tense_asked(tokens: Sequence[Token]) -> Tense:
    """Tell what way a question looks: ahead where any word does, back where a verb does."""
    found = {_tense_of(token.lower, tokens[place - 1].lower if place else "") for place, token in enumerate(tokens)}
    if Tense.FUTURE in found or any(token.lower in _AHEAD for token in tokens):
        return Tense.FUTURE
    return Tense.PAST if Tense.PAST in found else Tense.NONE
