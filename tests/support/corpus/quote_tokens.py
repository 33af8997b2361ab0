"""One sentence's tokens, and phrases among them written out: for the tests of quotations."""

from __future__ import annotations

from corpus.quotes.marks import find_quoted_spans
from corpus.quotes.subjects import NounPhrase
from corpus.quotes.tokenizer import QuoteToken, split_frames


def tokenize(text: str) -> tuple[QuoteToken, ...]:
    """Return the tokens of *text*, taken for one sentence."""
    return tuple(
        token
        for frame in split_frames(text, [len(text)], find_quoted_spans(text, [len(text)]))
        for token in frame.tokens
    )


def split_at_mark(text: str) -> tuple[str, tuple[QuoteToken, ...], int]:
    """Return *text* without its ``|``, its tokens, and the index of the token behind that mark."""
    before, _, behind = text.partition("|")
    return before + behind, tokenize(before + behind), len(tokenize(before))


def format_phrase(text: str, tokens: tuple[QuoteToken, ...], phrase: NounPhrase | None) -> str | None:
    """Write a phrase as ``core + rest // apposition``."""
    if phrase is None:
        return None
    spans = [(phrase.first, phrase.core), (phrase.core, phrase.last), phrase.appositive or (0, 0)]
    core, rest, beside = (text[tokens[i].start : tokens[j - 1].end] if i < j else "" for i, j in spans)
    return core + (f" + {rest}" if rest else "") + (f" // {beside}" if beside else "")
