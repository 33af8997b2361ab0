"""Extract quantities from sentences; define the types that describe a contradiction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from briefings.models import Point
from briefings.text import stem
from corpus.languages.en.nouns import IRREGULAR_PLURALS, NON_PLURALS_IN_S
from corpus.languages.en.numbers import (
    APPROXIMATE_HEDGES,
    LOWER_BOUND_HEDGES,
    QUANTITY_PATTERN,
    RANGE_OR_PART,
    SCALE_FACTORS,
    SMALL_NUMBER_WORDS,
    TENS_WORDS,
    UPPER_BOUND_HEDGES,
    VAGUE_RANGES,
)
from corpus.languages.en.vocabulary import FUNCTION_WORDS
from corpus.models import Passage

#: Offsets of the first code point and of one past the last, in the article's text.
Span: TypeAlias = tuple[int, int]


class ContradictionKind(StrEnum):
    """What two outlets differ in."""

    FIGURE = "figure"
    WORDING = "wording"
    SPEAKER = "speaker"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """
    Two sentences of different origins that report the same fact with a difference.

    Attributes:
        kind: What they differ in.
        about: Subject of the difference, in words of the first sentence ("deals").
        left: The first sentence; its ``also`` lists others that agree with it.
        right: The second sentence.
        left_spans: Differing words of the first sentence, in its article's text.
        right_spans: Differing words of the second sentence, in its article's text.
        weight: Similarity of the sentences times half the number of origins; higher is surer.
    """

    kind: ContradictionKind
    about: str
    left: Point
    right: Point
    left_spans: tuple[Span, ...]
    right_spans: tuple[Span, ...]
    weight: float = 0.0

    @property
    def outlets(self) -> tuple[str, ...]:
        """Outlets of both sides, each once, those of the first side first."""
        return tuple(dict.fromkeys(name for side in (self.left, self.right) for name in _list_outlets(side)))


def _list_outlets(side: Point) -> Iterator[str]:
    for citation in (side.passage.citation, *side.also):
        yield citation.outlet or citation.key


@dataclass(frozen=True, slots=True)
class Difference:
    """
    Result of comparing two sentences.

    Attributes:
        kind: What they differ in.
        about: Subject of the difference.
        values: What each sentence says, in a form in which equal statements are equal.
        left_spans: Differing words of the first sentence, in its article's text.
        right_spans: Differing words of the second sentence, in its article's text.
    """

    kind: ContradictionKind
    about: str
    values: tuple[str, str]
    left_spans: tuple[Span, ...]
    right_spans: tuple[Span, ...]


_WORD_PATTERN = re.compile(r"[^\W\d_][\w’'-]*")
#: Number of words after a number among which its noun is searched.
_MAX_WORDS_BEFORE_NOUN = 3
#: Relative tolerance within which a rounded figure equals another.
_ROUNDING_TOLERANCE = 0.05


@dataclass(frozen=True, slots=True)
class Quantity:
    """
    A number and what it counts.

    Attributes:
        span: Offsets of the words in the article's text.
        text: The words.
        noun: Stem of the counted noun; ``%`` for a share, the sign for a currency.
        noun_text: The noun as written; "per cent" for a share.
        least: The smallest number that the words may mean.
        most: The largest number that the words may mean.
    """

    span: Span
    text: str
    noun: str
    noun_text: str
    least: float
    most: float

    @property
    def exact(self) -> bool:
        """Whether it is one number, and no vague word."""
        return self.text[-1:].isdigit() or self.least == self.most

    def is_compatible_with(self, other: Quantity) -> bool:
        """Return whether both may mean the same number."""
        return self.least <= other.most and other.least <= self.most


def extract_quantities(passage: Passage) -> tuple[Quantity, ...]:
    """Return the quantities of *passage*, in order; the numbers of days, ages and names are none."""
    return tuple(_find_quantities(passage))


def _find_quantities(passage: Passage) -> Iterator[Quantity]:
    text, start = passage.sentence.text, passage.sentence.start
    dated = [(one.start - start, one.end - start) for one in passage.dates if not one.value.startswith("P")]
    for match in QUANTITY_PATTERN.finditer(text):
        if any(first < match.end() and match.start() < last for first, last in dated) or _is_partial_count(match):
            continue
        noun = "%" if match["percent"] else match["money"] or _find_counted_noun(text, match.end())
        if noun:
            least, most = parse_quantity(match)
            yield Quantity(
                (start + match.start(), start + match.end()),
                match[0].strip(),
                noun if noun in "%$€£" else stem(noun.lower()),
                "per cent" if noun == "%" else noun,
                least,
                most,
            )


def _is_partial_count(match: re.Match[str]) -> bool:
    """Return whether a number ends a range, is the total of a part ("nine of the 23"), or a time of day ("0908")."""
    return bool(RANGE_OR_PART.search(match.string[: match.start()])) or (match["number"] or "").startswith("0")


def _find_counted_noun(text: str, at: int) -> str:
    """Return the plural noun that the number before *at* counts, or ``""``."""
    for _ in range(_MAX_WORDS_BEFORE_NOUN):
        match = _WORD_PATTERN.search(text, at)
        if match is None or text[at : match.start()].strip() or match[0].lower() in FUNCTION_WORDS:
            return ""
        word = match[0].lower()
        if word in IRREGULAR_PLURALS or (
            word.endswith("s") and not word.endswith(("ss", "'s", "’s")) and word not in NON_PLURALS_IN_S
        ):
            return match[0]
        at = match.end()
    return ""


def parse_quantity(match: re.Match[str]) -> tuple[float, float]:
    """Return the least and the greatest number that a match of the quantity pattern may mean."""
    if vague := match["vague"]:
        least, most = map(float, VAGUE_RANGES[" ".join(vague.lower().split())])
    else:
        value = parse_number(match["number"].lower()) * SCALE_FACTORS.get((match["scale"] or "").lower(), 1.0)
        least = most = value
    hedge = " ".join((match["hedge"] or "").lower().split())
    if hedge in APPROXIMATE_HEDGES:
        return least * (1 - _ROUNDING_TOLERANCE), most * (1 + _ROUNDING_TOLERANCE)
    # "More than 200" may mean 230, but not 900.
    if hedge in LOWER_BOUND_HEDGES:
        return least, most * 1.25
    return (least * 0.75, most) if hedge in UPPER_BOUND_HEDGES else (least, most)


def parse_number(number: str) -> float:
    """Return the value of a number in digits or of a number word below one hundred."""
    if number[0].isdigit():
        return float(number.replace(",", ""))
    tens, _, unit = number.partition("-")
    return TENS_WORDS.get(tens, 0.0) + SMALL_NUMBER_WORDS.get(unit or tens, 1.0 if unit == "one" else 0.0)
