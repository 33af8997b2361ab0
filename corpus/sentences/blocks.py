"""Blocks: the stretches of text that no sentence crosses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_BLANK = re.compile(r"(?:\r\n?|\n|\u2028|\u2029)[^\S\r\n]*(?:\r\n?|\n|\u2028|\u2029)")

#: Widest line of plain text that is wrapped by hand or by a mail program (RFC 5322 recommends at most 78).
_WIDEST = 100

Span = tuple[int, int]


def blocks(text: str, start: int, end: int) -> Iterator[Span]:
    """
    Yield the paragraphs of ``text[start:end]``, without white space at their ends.

    A line is a paragraph, as in text that was pasted from a page; save where the lines between two blank ones are
    filled to one width and go on in mid-sentence, as in plain text that was wrapped.
    """
    lines: list[Span] = []
    for match in _LINE.finditer(text, start, end):
        span = _stripped(text, match.start(), match.end())
        if span[0] == span[1]:
            continue
        if lines and _BLANK.search(text, lines[-1][1], span[0]):
            yield from _paragraphs(text, lines)
            lines = []
        lines.append(span)
    yield from _paragraphs(text, lines)


def _paragraphs(text: str, lines: list[Span]) -> Iterator[Span]:
    if _wrapped(text, lines):
        yield lines[0][0], lines[-1][1]
    else:
        yield from lines


def _wrapped(text: str, lines: list[Span]) -> bool:
    """Tell whether *lines* are filled: no next word would have fitted, and some line goes on in small letters."""
    if len(lines) < 3:
        return False
    width = max(end - start for start, end in lines)
    if not 40 <= width <= _WIDEST:
        return False
    runs_on = False
    for (start, end), (begin, stop) in pairwise(lines):
        word = text[begin:stop].split(None, 1)[0]
        if end - start + 1 + len(word) <= width:
            return False
        runs_on = runs_on or (word[0].islower() and text[end - 1] not in ".!?")
    return runs_on


def _stripped(text: str, start: int, end: int) -> Span:
    line = text[start:end]
    left = len(line) - len(line.lstrip())
    return start + left, max(start + left, start + len(line.rstrip()))
