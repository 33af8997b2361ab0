"""One sentence's tokens, and phrases among them written out: for the tests of quotations."""

from __future__ import annotations

from corpus.quotations.marks import quoted
from corpus.quotations.phrases import Phrase
from corpus.quotations.tokens import Token, frames


def tokens_of(text: str) -> tuple[Token, ...]:
    """Give the tokens of *text*, taken for one sentence."""
    return tuple(token for frame in frames(text, [len(text)], quoted(text, [len(text)])) for token in frame.tokens)


def marked(text: str) -> tuple[str, tuple[Token, ...], int]:
    """Give *text* without its ``|``, its tokens, and the index of the token behind that mark."""
    before, _, behind = text.partition("|")
    return before + behind, tokens_of(before + behind), len(tokens_of(before))


def spelled(text: str, tokens: tuple[Token, ...], phrase: Phrase | None) -> str | None:
    """Write a phrase as ``core + rest // apposition``."""
    if phrase is None:
        return None
    spans = [(phrase.first, phrase.core), (phrase.core, phrase.last), phrase.appositive or (0, 0)]
    core, rest, beside = (text[tokens[i].start : tokens[j - 1].end] if i < j else "" for i, j in spans)
    return core + (f" + {rest}" if rest else "") + (f" // {beside}" if beside else "")
