"""Names that no list holds: sequences of capitalised words, and what they name."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.actors.model import Label
from corpus.actors.tokens import Token
from corpus.actors.words import (
    AT_PLACES,
    CALENDAR,
    COMMON,
    LINKS,
    ORGANISATION_HEADS,
    PARTICLES,
    PLACE_HEADS,
    TITLES,
)

Span = tuple[int, int, Label]


class Evidence:
    """What the article shows of its words: which stand in small letters, which with a capital inside a sentence."""

    def __init__(self, sentences: Sequence[Sequence[Token]]) -> None:
        self.small: set[str] = set()
        self.capital: set[str] = set()
        for tokens in sentences:
            for at, token in enumerate(tokens):
                if token.text[0].islower():
                    self.small.add(token.text)
                elif at and token.capital and not token.text.isupper():
                    self.capital.add(token.text)


def spans(tokens: Sequence[Token], taken: Sequence[bool], evidence: Evidence) -> list[Span]:
    """
    Find names among *tokens*.

    Args:
        tokens: A sentence.
        taken: For each token, whether a known name covers it.
        evidence: What the article shows of its words.

    Returns:
        First token, one past the last, and what they name; in order, not overlapping.
    """
    found: list[Span] = []
    at = 0
    while at < len(tokens):
        if taken[at] or not _starts(tokens, at, evidence):
            at += 1
            continue
        end = _end(tokens, taken, at)
        start = _past_titles(tokens, at, end)
        if start < end:
            found.append((start, end, _label(tokens, start, end)))
        at = end
    return found


def _starts(tokens: Sequence[Token], at: int, evidence: Evidence) -> bool:
    token = tokens[at]
    small = token.text.lower()
    if not _capitalised(token) or small in CALENDAR:
        return False
    opens = at == 0 or not (tokens[at - 1].text[-1].isalnum() or tokens[at - 1].text in {",", "(", "-", "’s", "'s"})
    if not opens:
        return small not in COMMON or (at + 1 < len(tokens) and _capitalised(tokens[at + 1]))
    return small not in COMMON and small not in evidence.small


def _capitalised(token: Token) -> bool:
    return token.text[0].isupper() and any(c.isalpha() for c in token.text)


def _end(tokens: Sequence[Token], taken: Sequence[bool], start: int) -> int:
    """Give one past the last token of the sequence that starts at *start*."""
    end = start + 1
    while end < len(tokens) and not taken[end]:
        token = tokens[end]
        if _capitalised(token) and token.text.lower() not in CALENDAR:
            end += 1
        elif (
            token.text in LINKS
            and end + 1 < len(tokens)
            and _capitalised(tokens[end + 1])
            and (token.text in PARTICLES or (token.text in {"of", "for", "&"} and _headed(tokens, start, end)))
        ):
            end += 2
        else:
            break
    return end


def _headed(tokens: Sequence[Token], start: int, end: int) -> bool:
    return any(token.text.lower() in ORGANISATION_HEADS | PLACE_HEADS for token in tokens[start:end])


def _past_titles(tokens: Sequence[Token], start: int, end: int) -> int:
    if _headed(tokens, start, end) and tokens[end - 1].text.lower() not in TITLES:
        return start
    while start < end and tokens[start].text.lower().rstrip(".") in TITLES:
        start += 1
    return start


def _label(tokens: Sequence[Token], start: int, end: int) -> Label:
    words = [token.text.lower() for token in tokens[start:end]]
    before = tokens[start - 1].text.lower() if start else ""
    if len(words) > 1 and words[-1] in PLACE_HEADS:
        return Label.PLACE
    if any(word in ORGANISATION_HEADS for word in words) or (len(words) == 1 and tokens[start].text.isupper()):
        return Label.ORGANISATION
    if before.rstrip(".") in TITLES or any("-" in word and word.partition("-")[2].islower() for word in words[1:]):
        return Label.PERSON
    if before in AT_PLACES:
        return Label.PLACE
    return Label.PERSON if 2 <= len(words) <= 4 else Label.OTHER
