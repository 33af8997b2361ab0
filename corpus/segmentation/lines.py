"""Split a text into lines, joining paragraphs that were hard-wrapped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.segmentation.line_patterns import BYLINE, DATE, line_flags

#: Narrowest and widest line that was wrapped by hand or by a mail program (RFC 5322 recommends at most 78).
_MIN_WRAP_CHARACTERS, _MAX_WRAP_CHARACTERS = 40, 100
#: Shortest line of a text that is wrapped at a narrow width, if each line is filled.
_MIN_FILLED_CHARACTERS = 30
#: Lines that go on, from which a text was wrapped: in any case, and if each is filled.
_MIN_CONTINUED_LINES, _MIN_FILLED_LINES = 4, 2
#: A line before a capital may be so much wider than the widest line that goes on, in code points.
_MAX_WIDTH_EXCESS = 8
_STOP_CHARACTERS = ".!?:…"
#: First lines of a text among which a headline may be broken in two, and the blanks in its first line, at least.
_MAX_HEAD_LINES, _MIN_HEADLINE_BLANKS = 4, 2
#: Words behind which no headline ends.
_OPEN_WORDS = frozenset("a an and as at but by for from in into nor of on onto or than that the to with".split())
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
    lines = _join_headline(text, lines)
    width = _find_wrap_width(lines)
    return _unwrap_lines(text, lines, width) if width else lines


def _join_headline(text: str, lines: list[TextLine]) -> list[TextLine]:
    """Join the second line of a headline, the first lines of the text, with the first one."""
    for at in range(1, min(_MAX_HEAD_LINES, len(lines) - 1)):
        above, line = lines[at - 1], lines[at]
        is_pair = (at == 1 or above.gap) and not line.gap and not line.bullet
        is_alone = lines[at + 1].gap or line_flags(lines[at + 1].text) & (BYLINE | DATE)
        if is_pair and is_alone and _is_broken_headline(above, line):
            joined = TextLine(above.start, line.end, text[above.start : line.end], above.gap, above.bullet)
            return [*lines[: at - 1], joined, *lines[at + 1 :]]
    return lines


def _is_broken_headline(above: TextLine, line: TextLine) -> bool:
    """Return whether *line* goes on with the headline *above*: in small letters, or behind a word such as "of"."""
    if (
        above.text[-1] in _STOP_CHARACTERS
        or line.text[-1] in _STOP_CHARACTERS
        or len(above.text) > _MAX_WRAP_CHARACTERS
    ):
        return False
    if (line_flags(above.text) | line_flags(line.text)) & (BYLINE | DATE) or above.text.count(
        " "
    ) < _MIN_HEADLINE_BLANKS:
        return False
    return line.text[0].islower() or above.text.rsplit(None, 1)[-1].lower() in _OPEN_WORDS


def _find_wrap_width(lines: Sequence[TextLine]) -> int | None:
    """
    Return the width at which the lines were wrapped, as in mail; None if they were not.

    Lines that go on start with a small letter below a line of 40 to 100 code points. They were wrapped if they are at
    least four and half of the lines that follow another without a blank line; two are enough if each line that goes on
    is filled: its next word would not have fitted. In lists nearly none do.
    """
    pairs = [(above, line) for above, line in pairwise(lines) if not line.gap]
    continued = [
        (above, line)
        for above, line in pairs
        if line.text[0].islower() and _MIN_FILLED_CHARACTERS <= len(above.text) <= _MAX_WRAP_CHARACTERS
    ]
    if len(continued) < _MIN_FILLED_LINES:
        return None
    width = max(len(above.text) for above, _ in continued)
    long_count = sum(len(above.text) >= _MIN_WRAP_CHARACTERS for above, _ in continued)
    if long_count >= _MIN_CONTINUED_LINES and long_count >= len(pairs) / 2:
        return width
    is_filled = all(_is_filled(above, line, width) for above, line in continued)
    wider_count = sum(len(line.text) > width for pair in pairs for line in pair)
    return width if is_filled and 2 * wider_count <= len(continued) else None


def _is_filled(above: TextLine, line: TextLine, width: int) -> bool:
    """Return whether *above* is hardly wider than *width* and the first word of *line* would not have fitted behind."""
    word = line.text.split(None, 1)[0]
    return len(above.text) <= width + _MAX_WIDTH_EXCESS and len(above.text) + 1 + len(word) > width


def _unwrap_lines(text: str, lines: Sequence[TextLine], width: int) -> list[TextLine]:
    """Join each line that goes on with the line above it; a headline, a byline and a date line stay apart."""
    joined: list[TextLine] = []
    for at, line in enumerate(lines):
        if joined and not line.gap and not line.bullet and _goes_on(lines[at - 1], line, width):
            above = joined[-1]
            joined[-1] = TextLine(above.start, line.end, text[above.start : line.end], above.gap, above.bullet)
        else:
            joined.append(line)
    return joined


def _goes_on(above: TextLine, line: TextLine, width: int) -> bool:
    """Return whether *line* continues the sentence or the paragraph of *above*."""
    if line.text[0].islower() and above.text[-1] not in _STOP_CHARACTERS:
        return len(above.text) <= _MAX_WRAP_CHARACTERS
    if above.text[-1] in _STOP_CHARACTERS and line.text[-1] not in _STOP_CHARACTERS and 2 * len(line.text) < width:
        return False  # a heading
    return _is_filled(above, line, width) and not line_flags(line.text) & (BYLINE | DATE)


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
