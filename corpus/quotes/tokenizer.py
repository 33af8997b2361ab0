"""Split a paragraph into sentences of tokens in which each quotation is a single token."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

from corpus.languages.en.abbreviations import ACRONYMS
from corpus.quotes.marks import QuotedSpan

_TOKEN_PATTERN = re.compile(
    r"(?:[A-Z]\.){2,}(?:['’]s)?"  # U.N.
    r"|(?:Mr|Mrs|Ms|Dr|Sen|Sens|Rep|Reps|Gov|Gen|Lt|Col|Jr|Sr|St|Prof|Rev|Capt|Sgt|Maj|Adm|Inc|Corp|Co|Ltd|[A-Z])\.(?=\s|,)"
    r"|[^\W_]+(?:[.'’&/‑-][^\W_]+)*"
    r"|--+|\.\.\.|[^\w\s]"
)


class QuoteToken(NamedTuple):
    """
    A word, a sign, or a whole quotation; a tuple, because an article has thousands.

    Attributes:
        start: First code point in the paragraph.
        end: One past the last.
        text: The word, or ``""`` for a quotation.
        lower: The word in lower case with straight apostrophes; acronyms that resemble pronouns ("US") are unchanged.
        is_word: Whether it is neither a sign nor a quotation.
        is_capital: Whether it begins with a capital letter.
        quoted: The quoted span, or None for a word or a sign.
    """

    start: int
    end: int
    text: str
    lower: str = ""
    is_word: bool = False
    is_capital: bool = False
    quoted: QuotedSpan | None = None


@lru_cache(maxsize=1 << 14)
def _describe_word(text: str) -> tuple[str, str, bool, bool]:
    """Return a word or sign, and its properties as a token."""
    lower = text if text in ACRONYMS else text.lower().replace("’", "'")
    return text, lower, text[0].isalnum(), text[0].isupper()


@dataclass(frozen=True)
class QuoteFrame:
    """
    One sentence, or several that a quotation joins: the scope of a cue.

    Attributes:
        start: First code point in the paragraph.
        tokens: Its words, signs and quotations, in order.
    """

    start: int
    tokens: tuple[QuoteToken, ...] = field(repr=False)

    @cached_property
    def quotes(self) -> tuple[int, ...]:
        """Indices of the tokens that are quotations."""
        return tuple(i for i, token in enumerate(self.tokens) if token.quoted)

    @cached_property
    def is_bare(self) -> bool:
        """Whether it contains quotations and no other words."""
        return bool(self.quotes) and not any(token.is_word for token in self.tokens)


def split_frames(block: str, stops: list[int], quotes: list[QuotedSpan]) -> list[QuoteFrame]:
    """
    Split a paragraph into frames.

    Args:
        block: The paragraph.
        stops: Offsets one past its sentences' ends, ascending; the last is ``len(block)``.
        quotes: Its quoted spans, in order.

    Returns:
        Frames in order; together they cover the paragraph.
    """
    found: list[QuoteFrame] = []
    start, first, number = 0, 0, 0
    for stop in stops:
        while number < len(quotes) and quotes[number].outer_start < stop:
            number += 1
        if number > first and quotes[number - 1].outer_end > stop and stop < len(block):
            continue
        inside = quotes[first:number]
        found.append(QuoteFrame(start, tuple(_tokenize(block, start, stop, inside))))
        start, first = stop, number
    return found


def _tokenize(block: str, start: int, stop: int, quotes: list[QuotedSpan]) -> list[QuoteToken]:
    found: list[QuoteToken] = []
    at = start
    for quote in quotes:
        found += _tokenize_words(block, at, quote.outer_start)
        if not quote.is_nickname:  # a nickname is no quotation, and without it the name is whole
            found.append(QuoteToken(quote.outer_start, quote.outer_end, "", quoted=quote))
        at = max(at, quote.outer_end)
    found += _tokenize_words(block, at, stop)
    return found


def _tokenize_words(block: str, start: int, stop: int) -> list[QuoteToken]:
    """Return the words and signs of ``block[start:stop]``."""
    return [QuoteToken(m.start(), m.end(), *_describe_word(m[0])) for m in _TOKEN_PATTERN.finditer(block, start, stop)]
