"""A text as the lines that a reader sees."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_BULLET = re.compile(r"[-–—•‣◦▪●·*■►▶→»]\s+")
#: All white space, none of it beyond the ideographic one, and what has no width.
_BLANK = "".join(char for char in map(chr, range(0x3001)) if char.isspace()) + "\u200b\ufeff"


@dataclass(frozen=True, slots=True)
class Line:
    """
    One line that is not blank, or one paragraph of a text that was wrapped at a fixed width.

    Attributes:
        start: First code point in the text, white space before it left out.
        end: One past the last, white space behind it left out.
        text: The words between.
        gap: Number of blank lines before it.
        bullet: Length of the bullet and the blank behind it; 0 where there is none.
    """

    start: int
    end: int
    text: str
    gap: int
    bullet: int = 0

    @property
    def words(self) -> str:
        """The text without its bullet."""
        return self.text[self.bullet :]


def split(text: str, start: int = 0) -> list[Line]:
    """Cut *text* from code point *start* on into its lines; wrapped paragraphs are joined again."""
    lines: list[Line] = []
    gap = 0
    at = start
    for raw in text[start:].splitlines(keepends=True):
        words = raw.strip(_BLANK)
        if words:
            begin = at + raw.index(words[0])
            bullet = _BULLET.match(words)
            lines.append(Line(begin, begin + len(words), words, gap, bullet.end() if bullet else 0))
            gap = 0
        else:
            gap += 1
        at += len(raw)
    return _unwrapped(text, lines) if _is_wrapped(lines) else lines


def _is_wrapped(lines: list[Line]) -> bool:
    """
    Tell whether the lines were broken at a fixed width, as in mail.

    Then at least half of those that follow another without a blank line, and no fewer than four, go on in small
    letters below a line of 40 to 100 code points; in lists nearly none do.
    """
    pairs = [(above, line) for above, line in pairwise(lines) if not line.gap]
    going_on = sum(line.text[0].islower() and 40 <= len(above.text) <= 100 for above, line in pairs)
    return going_on >= 4 and going_on >= len(pairs) / 2


def _unwrapped(text: str, lines: list[Line]) -> list[Line]:
    joined: list[Line] = []
    for line in lines:
        if joined and not line.gap and not line.bullet:
            above = joined[-1]
            joined[-1] = Line(above.start, line.end, text[above.start : line.end], above.gap, above.bullet)
        else:
            joined.append(line)
    return joined


def taken(lines: Sequence[Line], spans: Sequence[tuple[int, int]]) -> list[float]:
    """Give for each line the share of it that *spans* of the text cover, in [0, 1]."""
    shares: list[float] = []
    ordered = sorted(spans)
    at = 0
    for line in lines:
        while at < len(ordered) and ordered[at][1] <= line.start:
            at += 1
        covered = 0
        for start, end in ordered[at:]:
            if start >= line.end:
                break
            covered += max(min(end, line.end) - max(start, line.start), 0)
        shares.append(min(covered / (line.end - line.start), 1.0))
    return shares
