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


_FUTURE = frozenset("will shall won't we'll they'll he'll she'll it'll i'll you'll upcoming".split())
_MODALS = frozenset("would could may might should must can cannot can't couldn't wouldn't".split())
#: Words that look ahead by themselves, unless "had been" stands before them ("had been due to expire Friday").
_AWAITED = frozenset("due scheduled slated expected planned plans planning effective payable".split())
#: Words that look ahead with "to" or "for" behind them ("plans to meet", "set for").
_INTENDED = frozenset(
    "is are plan plans planned planning set ready going about expects expecting hopes hoping hoped intends intended "
    "wants wanted agreed vowed pledged promised decided promises pledges agrees invited supposed ordered".split()
)
#: Verbs of what is on a calendar: their simple present looks ahead ("the talks begin Monday").
_SCHEDULED = frozenset(
    "begins arrives expires meets starts resumes convenes gathers departs returns flies travels kicks opens takes "
    "hosts faces begin arrive expire resume convene gather depart meet visit".split()
)
#: Words behind which a verb has no tense of its own, and those that make it a noun ("the visit").
_GOVERNING = frozenset("to the a an this that his her their its".split())
_UNTIL = frozenset(["until", "till", "by"])
_PERFECT = frozenset(["was", "were", "had", "been"])
_PAST = frozenset(
    "set became been began bought broke brought built came caught chose cut dealt did didn't died drew drove fell "
    "felt fled flew fought found gave got grew had hadn't has heard held hit hung kept knew laid lay led left "
    "lost made met n't overthrew paid put ran rose said sang sank saw sent shook shot shrank slept slid sold "
    "sought spent spoke stole stood struck swam swept swore taught thought threw told took tore undertook "
    "underwent was wasn't went were weren't withdrew woke won wore wound wrote".split()
)
_NO_VERBS = frozenset(
    "need indeed hundred red bed speed seed feed breed bleed shed wed sacred naked embed unprecedented".split()
)
_AHEAD = frozenset(["next", "coming", "upcoming", "ahead", "planned"])
_BARRIERS = frozenset([";", ":", "“", "”", '"', "``", "''"])


def tense_at(tokens: Sequence[Token], first: int, last: int, historic: bool = False) -> Tense:
    """
    Tell the tense around tokens [*first*, *last*): by the word before them, the nearest verb before, or else behind.

    Args:
        tokens: The run.
        first: Number of the first token of the time expression.
        last: One past its last.
        historic: Whether the present tense there tells of what has been, as in headlines and captions.

    Returns:
        ``Tense.NONE`` where no verb is near.
    """
    sentence = tokens[first].sentence
    if first and tokens[first - 1].lower == "since":
        return Tense.PAST
    if _leads_ahead(tokens, first):
        return Tense.FUTURE
    # "Wednesday's pact" would bind them: what the day is told of has been, whatever it may bring.
    modals = last >= len(tokens) or tokens[last].lower != "'s"
    skipped = (frozenset() if modals else _MODALS) | (_SCHEDULED if historic else frozenset())
    before = _verb(tokens, range(first - 1, max(first - 1 - _REACH, -1), -1), sentence, skipped)
    if before is not Tense.NONE or not modals:
        return before
    return _verb(tokens, range(last, min(last + _REACH, len(tokens))), sentence, skipped)


def _leads_ahead(tokens: Sequence[Token], first: int) -> bool:
    """Tell whether "until", "by" or "as soon as" stands before: a term is to come, unless it had been or was."""
    words = [token.lower for token in tokens[max(first - _REACH, 0) : first]]
    behind = {token.lower for token in tokens[first + 1 : first + 6]}
    if words[-2:] in (["soon", "as"], ["early", "as"]):
        return True
    return bool(words) and words[-1] in _UNTIL and words[-2:-1] != ["up"] and not _PERFECT & {*words, *behind}


def _verb(tokens: Sequence[Token], places: range, sentence: int, skipped: frozenset[str]) -> Tense:
    for place in places:
        token = tokens[place]
        if token.sentence != sentence or token.text in _BARRIERS:
            return Tense.NONE
        if token.lower in skipped:
            continue
        found = _tense_of(tokens, place)
        if found is not Tense.NONE:
            return found
    return Tense.NONE


def _tense_of(tokens: Sequence[Token], place: int) -> Tense:
    word = tokens[place].lower
    after = tokens[place + 1].lower if place + 1 < len(tokens) else ""
    if word in _FUTURE or (word in _INTENDED and after in {"to", "for"}):
        return Tense.FUTURE
    if word in _SCHEDULED:  # "declined to meet", "could meet": the word before it tells
        return Tense.NONE if tokens[place - 1 : place] and tokens[place - 1].lower in _GOVERNING else Tense.FUTURE
    if word in _AWAITED:
        before = [token.lower for token in tokens[max(place - 2, 0) : place]]
        return Tense.PAST if before == ["had", "been"] else Tense.FUTURE
    if word in _MODALS and tokens[place].text != "May":
        return Tense.PAST if after == "have" else Tense.FUTURE
    if place and tokens[place - 1].lower == "be":  # "will be signed", "agreed to be held": what governs it tells
        return Tense.NONE
    return Tense.PAST if word in _PAST or _is_regular_past(tokens[place]) else Tense.NONE


def _is_regular_past(token: Token) -> bool:
    """Tell whether *token* ends as the past of a regular verb does; "United" and "succeed" do not count."""
    word = token.lower
    if len(word) < 5 or not word.endswith("ed") or token.text[0].isupper() or word in _NO_VERBS:
        return False
    return not word.endswith("eed") or word in {"agreed", "freed", "guaranteed", "decreed"}


def tense_asked(tokens: Sequence[Token]) -> Tense:
    """Tell what way a question looks: ahead where any word does, back where a verb does."""
    found = {_tense_of(tokens, place) for place, token in enumerate(tokens) if token.lower != "may"}
    if Tense.FUTURE in found or any(token.lower in _AHEAD for token in tokens):
        return Tense.FUTURE
    return Tense.PAST if Tense.PAST in found else Tense.NONE
