"""What a contrast is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from briefings.model import Point

#: First and one past the last code point, in the article's text.
Span: TypeAlias = tuple[int, int]


class ContrastKind(StrEnum):
    """In what two outlets differ."""

    FIGURE = "figure"
    WORDING = "wording"
    SPEAKER = "speaker"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Contrast:
    """
    Two sentences of different origins that tell the same, and differ in it.

    Attributes:
        kind: In what they differ.
        about: What both tell of, in words of the first ("deals"); lower case as they stand.
        left: The first sentence; ``also`` names others that say as it does.
        right: The second.
        left_spans: Where the first one's words differ, in its article's text.
        right_spans: The same of the second.
        weight: How surely both tell the same, and how many say each; higher is surer.
    """

    kind: ContrastKind
    about: str
    left: Point
    right: Point
    left_spans: tuple[Span, ...]
    right_spans: tuple[Span, ...]
    weight: float = 0.0

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets on either side, each once, those of the first side first."""
        return tuple(dict.fromkeys(name for side in (self.left, self.right) for name in _outlets(side)))


def _outlets(side: Point) -> Iterator[str]:
    for citation in (side.passage.citation, *side.also):
        yield citation.outlet or citation.key


@dataclass(frozen=True, slots=True)
class Difference:
    """
    What one comparison of two sentences found.

    Attributes:
        kind: In what they differ.
        about: What both tell of.
        values: What each says, in a form in which the same is equal.
        left_spans: Where the words of the first differ, in its article's text.
        right_spans: The same of the second.
    """

    kind: ContrastKind
    about: str
    values: tuple[str, str]
    left_spans: tuple[Span, ...]
    right_spans: tuple[Span, ...]
