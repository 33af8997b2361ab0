"""Names that no list holds: runs of capitalised words, cut where titles and known names end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpus.actors.tokens import Token
from corpus.actors.vocabulary import ordinary
from corpus.actors.words import (
    BEGINNINGS,
    CALENDAR,
    COMMON,
    JOINING_HEADS,
    LINKS,
    MODIFIERS,
    OF_HEADS,
    ORGANISATION_HEADS,
    PARTICLES,
    PLACE_HEADS,
    TITLE_WORDS,
    TITLES,
)

#: Signs after which a sentence, a quotation or an item of a list begins, so that a capital shows nothing.
_OPENING = frozenset({".", "!", "?", ":", '"', "“", "‘", "'", "``", "-", "–", "—", "*", "•", "|", "…"})
_HEADS = ORGANISATION_HEADS | PLACE_HEADS


class Seen(NamedTuple):
    """How known names cover a token: "" where none does, else the kind; *first* where one starts there."""

    kind: str = ""
    first: bool = False


class Evidence:
    """
    What the whole article shows of its words.

    Attributes:
        small: Words that stand in small letters somewhere.
        capital: Words, in small letters, that stand with a capital inside a sentence of mixed case.
    """

    def __init__(self, sentences: Sequence[Sequence[Token]]) -> None:
        self.small: set[str] = set()
        self.capital: set[str] = set()
        for tokens in sentences:
            raised = loud(tokens)
            for at, token in enumerate(tokens):
                if token.text[0].islower():
                    self.small.add(token.text)
                elif at and not raised and token.capital and tokens[at - 1].text not in _OPENING:
                    self.capital.add(token.text.lower())

    def name(self, word: str) -> bool:
        """Tell whether *word*, in small letters, is a name where its capital shows nothing."""
        if word in self.capital and word not in COMMON:
            return True
        return word not in self.small and not ordinary(word)


def loud(tokens: Sequence[Token]) -> bool:
    """Tell whether nearly every word has a capital, as in some headlines."""
    words = [token.text for token in tokens if token.text[0].isalpha() and token.text not in LINKS]
    return len(words) > 3 and sum(word[0].isupper() for word in words) > 0.8 * len(words)


def runs(tokens: Sequence[Token], seen: Sequence[Seen], evidence: Evidence) -> Iterator[tuple[int, int]]:
    """
    Find names among *tokens*.

    Args:
        tokens: A sentence.
        seen: For each token, how known names cover it.
        evidence: What the article shows of its words.

    Returns:
        First token and one past the last of each, in order, not overlapping. Merely known names are left out.
    """
    may = _candidates(tokens, seen, evidence)
    at = 0
    while at < len(tokens):
        if not may[at]:
            at += 1
            continue
        end = _end(tokens, may, at)
        for first, last in _cut(tokens, seen, at, end):
            if any(not seen[i].kind for i in range(first, last)) and tokens[last - 1].end - tokens[first].start > 1:
                yield first, last
        at = end


def opens(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether the capital of a token shows nothing, for any word would have one there."""
    return at == 0 or tokens[at - 1].text in _OPENING or loud(tokens)


def _candidates(tokens: Sequence[Token], seen: Sequence[Seen], evidence: Evidence) -> list[bool]:
    """Tell for each token whether its capital makes it part of a name."""
    raised = loud(tokens)
    may = [False] * len(tokens)
    for at in range(len(tokens) - 1, -1, -1):  # from the right, for a first word leans on the one after it
        token, small = tokens[at], tokens[at].text.lower()
        if seen[at].kind:
            may[at] = True
        elif not token.capital or small.rstrip(".") in CALENDAR:
            continue
        elif raised or (at + 1 < len(tokens) and at == 0 and tokens[1].text in {"-", ":"}):
            may[at] = evidence.name(small) or (small in BEGINNINGS and _next(may, at))
        elif at == 0 or tokens[at - 1].text in _OPENING:
            may[at] = evidence.name(small) or (
                _next(may, at)
                and not seen[at + 1].kind
                and (small in BEGINNINGS or small in TITLE_WORDS or small not in COMMON)
            )
        else:
            may[at] = small not in _NEVER
    return may


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
            if not _headed(tokens, start, end):
                break
            end += 3
        else:
            break
    return end


def _links(tokens: Sequence[Token], start: int, end: int, text: str) -> bool:
    if text in PARTICLES or text in {"&", "'", "’"}:
        return True
    if text in {"of", "for"}:
        return _headed(tokens, start, end) or tokens[end - 1].text.lower() in OF_HEADS
    if text == "and":
        return any(token.text == "of" for token in tokens[start:end]) and _headed(tokens, start, end)
    return False


def _headed(tokens: Sequence[Token], start: int, end: int) -> bool:
    return any(token.text.lower() in _HEADS for token in tokens[start:end])


def _cut(tokens: Sequence[Token], seen: Sequence[Seen], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a run into names: at titles, and where a known name ends unless what follows is headed by an organisation."""
    for first, last in _between_titles(tokens, start, end):
        yield from _between_known(tokens, seen, first, last)


def _between_titles(tokens: Sequence[Token], start: int, end: int) -> Iterator[tuple[int, int]]:
    title = _titles(tokens, start, end)
    at = start
    while at < end:
        stop = at
        while stop < end and not title[stop - start]:
            stop += 1
        if stop > at:
            yield at, stop
        at = stop + 1


def _titles(tokens: Sequence[Token], start: int, end: int) -> list[bool]:
    """Tell which tokens of a run are words of a title: "Foreign Minister", but not in "Foreign Office"."""
    words = [token.text.lower().rstrip(".") for token in tokens[start:end]]
    title = [False] * len(words)
    body = following = False  # whether the words after this one are the rest of a body's name, or of a title
    for at in range(len(words) - 1, -1, -1):
        word = words[at]
        if word in TITLES or (word in MODIFIERS and following):
            title[at] = not body
            following = title[at]
        else:
            body = (word in _HEADS) or (body and word in MODIFIERS | LINKS)
            following = False
    if start > 1 and tokens[start - 1].text in {"of", "for"} and tokens[start - 2].text.lower() in TITLES:
        for at, word in enumerate(words):  # "Minister of Foreign Affairs"
            if word not in MODIFIERS and word not in LINKS:
                break
            title[at] = True
    return title


def _between_known(tokens: Sequence[Token], seen: Sequence[Seen], start: int, end: int) -> Iterator[tuple[int, int]]:
    pieces = _pieces(seen, start, end)
    last = tokens[end - 1].text.lower()
    if len(pieces) > 1 and (last in JOINING_HEADS or _linked(tokens, start, end)):
        yield start, end
        return
    at = 0
    while at < len(pieces):
        first, stop, kind = pieces[at]
        following = pieces[at + 1] if at + 1 < len(pieces) else None
        if not kind and following and following[2] == "city" and stop - first == 1 and _club(tokens[first]):
            yield first, following[1]
            at += 2
            continue
        yield first, stop
        at += 1


def _linked(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Tell whether the run is one body with a known name inside: "Institute for North Korea Studies"."""
    return any(token.text in {"of", "for", "&"} for token in tokens[start + 1 : end]) and _headed(tokens, start, end)


def _club(token: Token) -> bool:
    """Tell whether a word before a city makes it a club's or a station's name ("Dynamo Kyiv")."""
    return token.text[0].isalpha() and token.text.lower() not in COMMON and "-" not in token.text


def _pieces(seen: Sequence[Seen], start: int, end: int) -> list[tuple[int, int, str]]:
    pieces: list[tuple[int, int, str]] = []
    for at in range(start, end):
        kind, first = seen[at]
        if pieces and pieces[-1][2] == kind and not (kind and first):
            pieces[-1] = (pieces[-1][0], at + 1, kind)
        else:
            pieces.append((at, at + 1, kind))
    return pieces
