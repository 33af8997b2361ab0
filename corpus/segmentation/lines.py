"""Split a text into lines, joining paragraphs that were hard-wrapped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_BULLET = re.compile(r"[-–—•‣◦▪●·*■►▶→»]\s+")
#: All white space (there is none above U+3000) and zero-width characters.
_BLANK_CHARACTERS = "".join(char for char in map(chr, range(0x3001)) if char.isspace()) + "\u200b\ufeff"


@dataclass(frozen=True, slots=True)
class TextLine:
    """
    One line that is not blank, or one paragraph of a text that was wrapped at a fixed width.

    Attributes:
        start: First code point in the text, after leading white space.
        end: One past the last, before trailing white space.
        text: The words between.
        gap: Number of blank lines before it.
        bullet: Length of the bullet and the space after it; 0 if there is none.
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


def split_lines(text: str, start: int = 0) -> list[TextLine]:
    """Split *text* from code point *start* on into lines, joining wrapped paragraphs."""
    lines: list[TextLine] = []
    gap = 0
    at = start
    for raw in text[start:].splitlines(keepends=True):
        words = raw.strip(_BLANK_CHARACTERS)
        if words:
            begin = at + raw.index(words[0])
            bullet = _BULLET.match(words)
            lines.append(TextLine(begin, begin + len(words), words, gap, bullet.end() if bullet else 0))
            gap = 0
        else:
            gap += 1
        at += len(raw)
    return _unwrap_lines(text, lines) if _is_wrapped(lines) else lines


def _is_wrapped(lines: list[TextLine]) -> bool:
    """
    Return whether the lines were wrapped at a fixed width, as in mail.

    At least half of the lines that follow another without a blank line, and at least four, then start with a small
    letter below a line of 40 to 100 code points. In lists nearly none do.
    """
    pairs = [(above, line) for above, line in pairwise(lines) if not line.gap]
    continued_count = sum(line.text[0].islower() and 40 <= len(above.text) <= 100 for above, line in pairs)
    return continued_count >= 4 and continued_count >= len(pairs) / 2


def _unwrap_lines(text: str, lines: list[TextLine]) -> list[TextLine]:
    joined: list[TextLine] = []
    for line in lines:
        if joined and not line.gap and not line.bullet:
            above = joined[-1]
            joined[-1] = TextLine(above.start, line.end, text[above.start : line.end], above.gap, above.bullet)
        else:
            joined.append(line)
    return joined


def covered_share(lines: Sequence[TextLine], spans: Sequence[tuple[int, int]]) -> list[float]:
    """Return for each line the share of it that *spans* of the text cover, in [0, 1]."""
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
