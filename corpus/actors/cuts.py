"""Where a run of capitalised words is cut into names: at titles, and at the ends of known names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpus.actors.tokens import Token
from corpus.actors.vocabulary import ordinary
from corpus.actors.words import (
    GIVEN_NAMES,
    JOINING_HEADS,
    LINKS,
    MODIFIERS,
    ORGANISATION_HEADS,
    PARTISANS,
    PLACE_HEADS,
    SURNAMES,
    TITLE_WORDS,
    TITLES,
)

#: First token, one past the last, and what is known of them.
Piece = tuple[int, int, str]

_HEADS = ORGANISATION_HEADS | PLACE_HEADS


class Seen(NamedTuple):
    """How known names cover a token: "" where none does, else the kind; *first* where one starts there."""

    kind: str = ""
    first: bool = False


class Line(NamedTuple):
    """A sentence: its tokens, how known names cover each, and whether nearly every word has a capital."""

    tokens: Sequence[Token]
    seen: Sequence[Seen]
    loud: bool


def cut(line: Line, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a run into names: at titles, and where a known name ends unless what follows is headed by an organisation."""
    for first, last in _between_titles(line, start, end):
        yield from _between_known(line, first, last)


def _between_titles(line: Line, start: int, end: int) -> Iterator[tuple[int, int]]:
    title = _titles(line.tokens, start, end)
    at = start
    while at < end:
        stop = at
        while stop < end and not title[stop - start]:
            stop += 1
        if stop > at + 2 and line.tokens[at].text.lower() in PARTISANS and not headed(line.tokens, at, stop):
            yield at, at + 1  # "Democrat Ann Example"
            at += 1
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
        if word in SURNAMES and at == len(words) - 1 and at and words[at - 1] not in TITLE_WORDS:
            following = False
        elif word in TITLES or (word in MODIFIERS and following):
            title[at] = not body
            following = title[at]
        else:
            body = (word in _HEADS) or (body and word in MODIFIERS | LINKS)
            following = False
    if (
        start > 1
        and tokens[start - 1].text in {"of", "for"}
        and tokens[start - 2].text.lower().rpartition("-")[2] in TITLES
    ):
        for at, word in enumerate(words):  # "Minister of Foreign Affairs"
            if word not in MODIFIERS and word not in LINKS:
                break
            title[at] = True
    return title


def _between_known(line: Line, start: int, end: int) -> Iterator[tuple[int, int]]:
    tokens, seen, _ = line
    pieces = _pieces(seen, start, end)
    last = tokens[end - 1].text.lower()
    if len(pieces) > 1 and (last in JOINING_HEADS or _linked(tokens, start, end)):
        yield start, end
        return
    at = 0
    while at < len(pieces):
        first, stop, _ = pieces[at]
        if at + 1 < len(pieces) and _joined(line, pieces[at], pieces[at + 1]):
            at += 1
            stop = pieces[at][1]
        yield first, stop
        at += 1


def _joined(line: Line, one: Piece, other: Piece) -> bool:
    """Tell whether a known name is part of a longer one: "Dynamo Kyiv", "Michael Jordan", "Chad Example"."""
    first, stop, kind = one
    if stop - first > 1 or (line.loud and "city" not in {kind, other[2]}):
        return False
    if kind:
        return not other[2] and line.tokens[first].text in GIVEN_NAMES and not headed(line.tokens, *other[:2])
    return other[2] in {"city", "state"} and _club(line.tokens[first])


def _linked(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Tell whether the run is one body with a known name inside: "Institute for South Africa Studies"."""
    return any(token.text in {"of", "for", "&"} for token in tokens[start + 1 : end]) and headed(tokens, start, end)


def _club(token: Token) -> bool:
    """Tell whether a word before a city makes it a club's or a station's name ("Dynamo Kyiv")."""
    return token.text[0].isalpha() and not ordinary(token.text.lower()) and "-" not in token.text


def _pieces(seen: Sequence[Seen], start: int, end: int) -> list[Piece]:
    pieces: list[Piece] = []
    for at in range(start, end):
        kind, first = seen[at]
        if pieces and pieces[-1][2] == kind and not (kind and first):
            pieces[-1] = (pieces[-1][0], at + 1, kind)
        else:
            pieces.append((at, at + 1, kind))
    return pieces


def headed(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Tell whether a noun among the tokens heads the names of bodies or of places."""
    return any(token.text.lower() in _HEADS for token in tokens[start:end])
