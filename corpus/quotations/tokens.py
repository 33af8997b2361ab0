"""The words of a frame: what stands around quotations, each quotation being one token."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from corpus.quotations.marks import Quoted

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}(?:['’]s)?"  # U.N.
    r"|(?:Mr|Mrs|Ms|Dr|Sen|Sens|Rep|Reps|Gov|Gen|Lt|Col|Jr|Sr|St|Prof|Rev|Capt|Sgt|Maj|Adm|Inc|Corp|Co|Ltd|[A-Z])\.(?=\s|,)"
    r"|[^\W_]+(?:[.'’&/‑-][^\W_]+)*"
    r"|--+|\.\.\.|[^\w\s]"
)


_ACRONYMS = frozenset({"US", "IT", "WHO"})


@dataclass(frozen=True)
class Token:
    """
    A word, a mark, or a whole quotation.

    Attributes:
        start: First code point in the paragraph.
        end: One past the last.
        text: The word, or ``""`` for a quotation.
        quoted: The quotation, where it is one.
    """

    start: int
    end: int
    text: str
    quoted: Quoted | None = None

    @cached_property
    def lower(self) -> str:
        """The word in small letters, with straight apostrophes; "US" and the like are no pronouns and stay."""
        return self.text if self.text in _ACRONYMS else self.text.lower().replace("’", "'")

    @cached_property
    def is_word(self) -> bool:
        """Whether it is no mark and no quotation."""
        return bool(self.text) and self.text[0].isalnum()

    @cached_property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return bool(self.text) and self.text[0].isupper()


@dataclass(frozen=True)
class Frame:
    """
    One sentence, or several that a quotation joins: what a cue can govern.

    Attributes:
        start: First code point in the paragraph.
        tokens: Its words, marks and quotations, in order.
    """

    start: int
    tokens: tuple[Token, ...] = field(repr=False)

    @cached_property
    def quotes(self) -> tuple[int, ...]:
        """Indices of the tokens that are quotations."""
        return tuple(i for i, token in enumerate(self.tokens) if token.quoted)

    @cached_property
    def is_bare(self) -> bool:
        """Whether nothing but quotations stands in it."""
        return bool(self.quotes) and not any(token.is_word for token in self.tokens)


def frames(block: str, stops: list[int], quotes: list[Quoted]) -> list[Frame]:
    """
    Cut a paragraph into frames.

    Args:
        block: The paragraph.
        stops: Offsets one past its sentences' ends, ascending; the last is ``len(block)``.
        quotes: What is quoted in it, in order.

    Returns:
        In order; together they cover the paragraph.
    """
    found: list[Frame] = []
    start, number = 0, 0
    for stop in stops:
        first = number
        while number < len(quotes) and quotes[number].outer_start < stop:
            number += 1
        if number > first and quotes[number - 1].outer_end > stop and stop < len(block):
            number = first
            continue
        inside = quotes[first:number]
        found.append(Frame(start, tuple(_tokens(block, start, stop, inside))))
        start = stop
    return found


def _tokens(block: str, start: int, stop: int, quotes: list[Quoted]) -> list[Token]:
    found: list[Token] = []
    at = start
    for quote in quotes:
        found.extend(Token(m.start(), m.end(), m[0]) for m in _TOKEN.finditer(block, at, quote.outer_start))
        found.append(Token(quote.outer_start, quote.outer_end, "", quote))
        at = max(at, quote.outer_end)
    found.extend(Token(m.start(), m.end(), m[0]) for m in _TOKEN.finditer(block, at, stop))
    return found
