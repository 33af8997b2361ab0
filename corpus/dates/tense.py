"""Detect the tense of the clause around a time expression from its nearest verb."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from corpus.dates.tokenizer import DateToken
from corpus.languages.en.verbs import (
    DEADLINE_PREPOSITIONS,
    EXPECTATION_WORDS,
    FORWARD_WORDS,
    FUTURE_AUXILIARIES,
    GOVERNING_WORDS,
    INTENTION_WORDS,
    IRREGULAR_PAST_VERBS,
    MODAL_VERBS,
    NON_VERBS,
    PERFECT_AUXILIARIES,
    SCHEDULE_VERBS,
)

#: Tokens searched on either side; a clause is seldom longer.
_MAX_VERB_DISTANCE_TOKENS = 14


class Tense(Enum):
    """Whether a clause is about the past or the future."""

    PAST = "past"
    FUTURE = "future"
    NONE = ""


_CLAUSE_BARRIERS = frozenset([";", ":", "“", "”", '"', "``", "''"])


def detect_tense(tokens: Sequence[DateToken], first: int, last: int, historic: bool = False) -> Tense:
    """
    Return the tense around tokens [*first*, *last*): by the word before them, else the nearest verb before or after.

    Args:
        tokens: The tokens of all sentences.
        first: Index of the first token of the time expression.
        last: One past its last.
        historic: Whether the present tense there means the past, as in headlines and captions.

    Returns:
        ``Tense.NONE`` if no verb is near.
    """
    sentence = tokens[first].sentence
    if first and tokens[first - 1].lower == "since":
        return Tense.PAST
    if _is_deadline(tokens, first):
        return Tense.FUTURE
    # "Wednesday's pact would bind them": the pact is in the past, whatever the modal after it.
    modals = last >= len(tokens) or tokens[last].lower != "'s"
    skipped = (frozenset() if modals else MODAL_VERBS) | (SCHEDULE_VERBS if historic else frozenset())
    before = _find_verb_tense(
        tokens, range(first - 1, max(first - 1 - _MAX_VERB_DISTANCE_TOKENS, -1), -1), sentence, skipped
    )
    if before is not Tense.NONE or not modals:
        return before
    return _find_verb_tense(tokens, range(last, min(last + _MAX_VERB_DISTANCE_TOKENS, len(tokens))), sentence, skipped)


def _is_deadline(tokens: Sequence[DateToken], first: int) -> bool:
    """Return whether "until", "by" or "as soon as" precedes: a deadline is ahead, unless "had" or "was" is near."""
    words = [token.lower for token in tokens[max(first - _MAX_VERB_DISTANCE_TOKENS, 0) : first]]
    words_after = {token.lower for token in tokens[first + 1 : first + 6]}
    if words[-2:] in (["soon", "as"], ["early", "as"]):
        return True
    return (
        bool(words)
        and words[-1] in DEADLINE_PREPOSITIONS
        and words[-2:-1] != ["up"]
        and not PERFECT_AUXILIARIES & {*words, *words_after}
    )


def _find_verb_tense(tokens: Sequence[DateToken], indexes: range, sentence: int, skipped: frozenset[str]) -> Tense:
    for place in indexes:
        token = tokens[place]
        if token.sentence != sentence or token.text in _CLAUSE_BARRIERS:
            return Tense.NONE
        if token.lower in skipped:
            continue
        found = _classify_tense(tokens, place)
        if found is not Tense.NONE:
            return found
    return Tense.NONE


def _classify_tense(tokens: Sequence[DateToken], place: int) -> Tense:
    word = tokens[place].lower
    after = tokens[place + 1].lower if place + 1 < len(tokens) else ""
    if word in FUTURE_AUXILIARIES or (word in INTENTION_WORDS and after in {"to", "for"}):
        return Tense.FUTURE
    if word in SCHEDULE_VERBS:  # "declined to meet", "could meet": the word before decides
        return Tense.NONE if tokens[place - 1 : place] and tokens[place - 1].lower in GOVERNING_WORDS else Tense.FUTURE
    if word in EXPECTATION_WORDS:
        before = [token.lower for token in tokens[max(place - 2, 0) : place]]
        return Tense.PAST if before == ["had", "been"] else Tense.FUTURE
    if word in MODAL_VERBS and tokens[place].text != "May":
        return Tense.PAST if after == "have" else Tense.FUTURE
    if place and tokens[place - 1].lower == "be":  # "will be signed", "agreed to be held": the governing word decides
        return Tense.NONE
    return Tense.PAST if word in IRREGULAR_PAST_VERBS or _is_regular_past(tokens[place]) else Tense.NONE


def _is_regular_past(token: DateToken) -> bool:
    """Return whether *token* has the form of a regular past tense; "United" and "succeed" do not count."""
    word = token.lower
    if len(word) < 5 or not word.endswith("ed") or token.text[0].isupper() or word in NON_VERBS:
        return False
    return not word.endswith("eed") or word in {"agreed", "freed", "guaranteed", "decreed"}


def detect_question_tense(tokens: Sequence[DateToken]) -> Tense:
    """Return the tense of a question: future if any word is about the future, else past if a verb is."""
    found = {_classify_tense(tokens, place) for place, token in enumerate(tokens) if token.lower != "may"}
    if Tense.FUTURE in found or any(token.lower in FORWARD_WORDS for token in tokens):
        return Tense.FUTURE
    return Tense.PAST if Tense.PAST in found else Tense.NONE
