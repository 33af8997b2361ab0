"""Which cue of a frame governs which quotation."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.quotations.cues import WISHES
from corpus.quotations.governors import Cue
from corpus.quotations.subjects import Order
from corpus.quotations.tokens import Frame, Token

#: A cue so many tokens away is no neighbour.
_FAR = 40


@dataclass(frozen=True, slots=True)
class Choice:
    """
    The cue that governs a quotation, and how surely.

    Attributes:
        cue: The cue.
        how: Name of the pattern.
    """

    cue: Cue
    how: str


def usable(cues: Sequence[Cue]) -> list[Cue]:
    """Leave out the cues that deny, and those without any subject."""
    return [cue for cue in cues if not cue.denied and cue.subject is not None]


def choose(frame: Frame, at: int, cues: Sequence[Cue]) -> Choice | None:
    """
    Choose the cue that governs the quotation at token *at* of *frame*.

    Args:
        frame: The frame.
        at: Index of the quotation among its tokens.
        cues: Its usable cues, in order.

    Returns:
        None where no cue of the frame governs it.
    """
    tokens = frame.tokens
    number = bisect_left(cues, at, key=lambda cue: cue.first)
    behind = next((cue for cue in cues[number : number + 2] if cue.start > at), None)
    follows = behind is not None and _follows(tokens, at, behind)
    if behind is not None and follows and _pauses(tokens, at):
        return Choice(behind, "follows")
    before = _governing(tokens, cues, number - 1) if number else None
    if before is not None and (how := _precedes(tokens, before, at)):
        return Choice(before, how)
    if behind is not None and follows:
        return Choice(behind, "abuts")
    if behind is not None and _ends_clause(tokens, behind):
        return Choice(behind, "trails")
    return Choice(before, "earlier") if before and before.says else None


def _governing(tokens: tuple[Token, ...], cues: Sequence[Cue], number: int) -> Cue:
    """In “the minister said they wanted ‘peace’” the minister speaks: a wish reported is the reporter's word."""
    cue = cues[number]
    if number and cue.subject is not None and tokens[cue.first].lower in WISHES:
        outer = cues[number - 1]
        if outer.says and 0 <= cue.subject.first - outer.last <= 1:
            return outer
    return cue


def _pauses(tokens: tuple[Token, ...], at: int) -> bool:
    """Tell whether the clause that holds the quotation at *at* pauses behind it."""
    quoted = tokens[at].quoted
    return bool(quoted and quoted.pauses) or (at + 1 < len(tokens) and not tokens[at + 1].is_word)


def _follows(tokens: tuple[Token, ...], at: int, cue: Cue) -> bool:
    """Tell whether *cue* and its subject stand right behind the quotation: “…,” the minister said."""
    if cue.order is Order.SHARED:
        return False
    if cue.start - at > _FAR:
        return False
    gap = [token for token in tokens[at + 1 : cue.start] if token.text not in {",", "—", "–", "-"}]
    return not gap


def _precedes(tokens: tuple[Token, ...], cue: Cue, at: int) -> str:
    if at - cue.last > _FAR:
        return ""
    gap = tokens[cue.last : at]
    words = [token for token in gap if token.is_word]
    if any(token.quoted for token in gap):
        return "listed" if len(words) <= 12 else ""
    if gap and gap[-1].text == ":":
        return "colon"
    if len(words) <= 1:
        return "adjacent"
    if gap[-1].text == "," or gap[-1].lower == "that":
        return "introduced"
    return "near" if len(words) <= 12 else ""


def _ends_clause(tokens: tuple[Token, ...], cue: Cue) -> bool:
    """Tell whether the clause that holds the quotation ends with *cue*: … “absurd” …, the minister said."""
    start = cue.start
    return start > 0 and tokens[start - 1].text == "," and cue.order is not Order.SHARED
