"""What is looked at to tell a person from an organisation, a place, or another name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.actors.tokens import Token
from corpus.actors.words import CALENDAR, LINKS, ORGANISATION_HEADS, PLACE_HEADS, TITLE_WORDS


def features(tokens: Sequence[Token], first: int, last: int) -> Iterator[str]:
    """
    Give the features of the name ``tokens[first:last]`` in its sentence.

    Args:
        tokens: The sentence.
        first: The name's first token.
        last: One past its last.
    """
    words = [token.text.lower() for token in tokens[first:last]]
    before = [tokens[at].text.lower() if at >= 0 else "<" for at in (first - 2, first - 1)]
    after = [tokens[at].text.lower() if at < len(tokens) else ">" for at in (last, last + 1)]
    length = min(len(words), 4)
    yield f"n={length}"
    yield f"first={words[0]}"
    yield f"last={words[-1]}"
    yield f"whole={' '.join(words)}"
    yield from (f"in={word}" for word in words)
    yield from (f"end={words[-1][-size:]}{length}" for size in (2, 3, 4))
    yield f"start={words[0][:3]}{length}"
    yield f"before={before[1]}"
    yield f"before2={before[0]} {before[1]}"
    yield f"after={after[0]}"
    yield f"after2={after[0]} {after[1]}"
    yield f"beforekind={kind(before[1])}{length}"
    yield f"afterkind={kind(after[0])}{length}"
    yield f"around={before[1]}|{after[0]}"
    yield f"shape={'+'.join(shape(token.text) for token in tokens[first:last][:4])}"
    yield f"lastkind={kind(words[-1])}{length}"
    yield from (f"inkind={kind(word)}" for word in words[:-1])
    if any(word in LINKS for word in words):
        yield "linked"


def kind(word: str) -> str:
    """Give the list that holds *word*, in small letters."""
    for name, words in (("org", ORGANISATION_HEADS), ("place", PLACE_HEADS), ("title", TITLE_WORDS), ("day", CALENDAR)):
        if word in words:
            return name
    return "number" if word[0].isdigit() else "word" if word[0].isalpha() else word


def shape(text: str) -> str:
    """Give the shape of a word: ``Xx`` for Putin, ``X.`` for J., ``Xx-x`` for Jae-in, ``XX`` for NATO."""
    if text.isupper():
        return "X" if len(text) == 1 else "X." if "." in text else "XX"
    runs = ["X" if c.isupper() else "x" if c.islower() else "9" if c.isdigit() else c for c in text]
    return "".join(c for at, c in enumerate(runs) if not at or runs[at - 1] != c)
