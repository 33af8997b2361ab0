"""Words with their places: what the finder of names reads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from corpus.actors.words import COMMON, LINKS

#: Initials and dotted acronyms ("U.S."), words with inner hyphens or apostrophes ("Jae-in", "O'Neill"), a possessive
#: ending, numbers, and single signs. A possessive 's is a token of its own, for it is no part of a name.
_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}|(?:[^\W\d_]|St|Mt|Ft|Mr|Mrs|Ms|Dr|Gen|Col|Sen|Rep|Gov|Lt|Sgt|Capt|Maj|Prof|Rev|Sr|Jr)\.(?=\s)|"
    r"['’]s\b|\d+(?:[.,:/-]\d+)*\w*|\w+(?:(?:-|['’](?!s\b))\w+)*|[^\w\s]"
)
_HYPHEN = re.compile(r"-(?=[^\W\d_])")


class Token(NamedTuple):
    """A word: its first code point in the article's text, one past its last, and its letters."""

    start: int
    end: int
    text: str

    @property
    def capital(self) -> bool:
        """Whether it starts with a capital letter."""
        return self.text[0].isupper()


def tokenise(text: str, start: int, end: int) -> list[Token]:
    """Split ``text[start:end]`` into tokens, with offsets into *text*; time is linear in its length."""
    return [Token(m.start(), m.end(), m[0]) for m in _TOKEN.finditer(text, start, end)]


def halves(token: Token) -> list[Token]:
    """Split a compound at its hyphens: ``Kim-Putin`` → ``Kim``, ``-``, ``Putin``."""
    parts, at = [], token.start
    for match in _HYPHEN.finditer(token.text):
        cut = token.start + match.start()
        parts += [Token(at, cut, token.text[at - token.start : match.start()]), Token(cut, cut + 1, "-")]
        at = cut + 1
    return [part for part in (*parts, Token(at, token.end, token.text[at - token.start :])) if part.text]


def loud(tokens: Sequence[Token]) -> bool:
    """Tell whether every word but the commonest has a capital, as in some headlines."""
    words = [token.text for token in tokens if token.text[0].isalpha()]
    capital = sum(word[0].isupper() for word in words)
    return capital > 3 and 2 * capital > len(words) and all(w[0].isupper() or w in LINKS or w in COMMON for w in words)
