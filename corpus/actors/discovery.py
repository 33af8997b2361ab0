"""Names that no list holds: runs of capitalised words, cut where titles and known names end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.actors.cuts import Line, cut, headed
from corpus.actors.tokens import Token, loud
from corpus.actors.vocabulary import ordinary, vocabulary
from corpus.actors.words import BEGINNINGS, CALENDAR, COMMON, OF_HEADS, PARTICLES, TITLE_WORDS, TITLES

#: Signs after which a sentence, a quotation or an item of a list begins, so that a capital shows nothing.
_OPENING = frozenset({".", "!", "?", ":", '"', "“", "‘", "'", "``", "-", "–", "—", "*", "•", "|", "…"})


class Evidence:
    """
    What the whole article shows of its words.

    Attributes:
        small: Words that stand in small letters somewhere.
        capital: Words, in small letters, that stand with a capital inside a sentence of mixed case.
        couples: Such words with the capitalised word after them, in small letters.
    """

    def __init__(self, sentences: Sequence[Sequence[Token]]) -> None:
        self.small: set[str] = set()
        self.capital: set[str] = set()
        self.couples: set[tuple[str, str]] = set()
        for tokens in sentences:
            raised = loud(tokens)
            for at, token in enumerate(tokens):
                if token.text[0].islower():
                    self.small.add(token.text)
                elif at and not raised and token.capital and tokens[at - 1].text not in _OPENING:
                    self.capital.add(token.text.lower())
                    if at + 1 < len(tokens) and tokens[at + 1].capital:
                        self.couples.add((token.text.lower(), tokens[at + 1].text.lower()))

    def name(self, word: str) -> bool:
        """Tell whether *word*, in small letters, is a name where its capital shows nothing."""
        if word in self.capital and word not in COMMON:
            return True
        return word not in self.small and not ordinary(word)


def runs(line: Line, evidence: Evidence) -> Iterator[tuple[int, int]]:
    """
    Find names in a sentence.

    Args:
        line: The sentence.
        evidence: What the article shows of its words.

    Returns:
        First token and one past the last of each, in order, not overlapping. Merely known names are left out.
    """
    tokens, seen, _ = line
    may = _candidates(line, evidence)
    at = 0
    while at < len(tokens):
        if not may[at]:
            at += 1
            continue
        end = _end(tokens, may, at)
        for first, last in cut(line, at, end):
            if any(not seen[i].kind for i in range(first, last)) and tokens[last - 1].end - tokens[first].start > 1:
                yield _with_particles(tokens, first), last
        at = end


def opens(line: Line, at: int) -> bool:
    """Tell whether the capital of a token shows nothing, for any word would have one there."""
    return at == 0 or line.tokens[at - 1].text in _OPENING or line.loud


def _with_particles(tokens: Sequence[Token], first: int) -> int:
    """Take the small words of a surname into it where a title stands before them: "Ms von der Leyen"."""
    at = first
    while at and tokens[at - 1].text in PARTICLES:
        at -= 1
    return at if at and tokens[at - 1].text.lower().rstrip(".") in TITLES else first


def _candidates(line: Line, evidence: Evidence) -> list[bool]:
    """Tell for each token whether its capital makes it part of a name."""
    tokens, seen, raised = line
    may = [False] * len(tokens)
    for at in range(len(tokens) - 1, -1, -1):  # from the right, for a first word leans on the one after it
        token, small = tokens[at], tokens[at].text.lower()
        if seen[at].kind:
            may[at] = True
        elif not token.capital or small.rstrip(".") in CALENDAR:
            continue
        elif at + 1 < len(tokens) and (small, tokens[at + 1].text.lower()) in evidence.couples:
            may[at] = True  # "To Lam", though "to" is common
        elif raised or (at + 1 < len(tokens) and at == 0 and tokens[1].text in {"-", ":"}):
            may[at] = evidence.name(small) or (small in BEGINNINGS and _next(may, at))
        elif at == 0 or tokens[at - 1].text in _OPENING:
            may[at] = evidence.name(small) or (
                _next(may, at)
                and not seen[at + 1].kind
                and (small in BEGINNINGS or small in TITLE_WORDS or not ordinary(small))
            )
        else:
            may[at] = tokens[at - 1].text not in {"@", "#"} and _named(token.text, small, evidence)
    return may


def _named(text: str, small: str, evidence: Evidence) -> bool:
    """Tell whether a capital inside a sentence makes a name: not in "I", nor where a common word is in capitals."""
    if small in _NEVER or _PARTY.fullmatch(text):
        return False
    return not (len(text) > 1 and text.isupper() and (small in vocabulary() and small not in evidence.capital))


#: A party and a state in brackets: "(D-Ohio)".
_PARTY = re.compile(r"[DRI]-[A-Z]\w*")
_NEVER = frozenset({"i", "i'm", "i’m", "i've", "i’ve", "i'd", "i’d", "i'll", "i’ll"})


def _next(may: Sequence[bool], at: int) -> bool:
    return at + 1 < len(may) and may[at + 1]


def _end(tokens: Sequence[Token], may: Sequence[bool], start: int) -> int:
    """Give one past the last token of the run that starts at *start*, linking words included."""
    end = start + 1
    while end < len(tokens):
        text = tokens[end].text
        if may[end]:
            end += 1
        elif end + 1 < len(tokens) and may[end + 1] and _links(tokens, start, end, text):
            end += 2
        elif text in {"of", "for"} and end + 2 < len(tokens) and tokens[end + 1].text == "the" and may[end + 2]:
            if not headed(tokens, start, end):
                break
            end += 3
        else:
            break
    return end


def _links(tokens: Sequence[Token], start: int, end: int, text: str) -> bool:
    if text in PARTICLES or text in {"&", "'", "’"}:
        return True
    if text in {"of", "for"}:
        return headed(tokens, start, end) or tokens[end - 1].text.lower() in OF_HEADS
    if text == "and":
        return any(token.text == "of" for token in tokens[start:end]) and headed(tokens, start, end)
    return text == "on" and tokens[end - 1].text.lower() in {"commission", "committee", "council", "conference"}
