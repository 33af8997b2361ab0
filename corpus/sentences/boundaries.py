"""Where the sentences of one paragraph end."""

from __future__ import annotations

import re

from corpus.sentences.stops import Stop, is_end

_STOP = re.compile(r"\.(?: \.)+|[.!?…]+|[。！？｡]+|[؟।॥۔]+")
_CLOSERS = re.compile(
    r"(?:[\"'”’)\]›»」』）｣〉》]|[«“‘](?=[\s,;.]|$)){0,6}"  # German closes with “ or «
    r"(?:\.(?=\s|$))?(?:\[\d{1,3}\]){0,8}"  # a stop may follow the closing mark; note numbers belong to what they note
)
_SPACED_CLOSER = re.compile(r"[ \u00a0\u202f]»(?=\s|$)")
_BLANKS = re.compile(r"\s*")
_BRACKET = re.compile(r"[()\[\]]")

#: Longest bracket that is believed to be closed by its partner; a longer one is taken for two slips.
_LONGEST_BRACKET = 600

#: How far back marks are counted, to tell an opening straight mark from a closing one.
_LONGEST_QUOTATION = 2_000

Span = tuple[int, int]


def ends(block: str) -> list[int]:
    """
    Find the sentence ends of a paragraph.

    Args:
        block: One paragraph; line breaks inside count as blanks.

    Returns:
        Offsets one past each sentence's last mark, ascending; the last is ``len(block)``. Time is linear.
    """
    found: list[int] = []
    start = 0
    brackets = iter(_brackets(block))
    bracket = next(brackets, None)
    for match in _STOP.finditer(block):
        if match.start() < start:
            continue
        after = _closed(block, start, match.end())
        if after >= len(block):
            break
        while bracket and bracket[1] <= match.start():
            bracket = next(brackets, None)
        if bracket and start < bracket[0] < match.start() and after <= bracket[1]:
            continue
        if is_end(Stop(block, start, match.start(), match.end(), after)):
            found.append(after)
            start = _behind_blanks(block, after)
    return [*found, len(block)]


def _behind_blanks(block: str, offset: int) -> int:
    match = _BLANKS.match(block, offset)
    return match.end() if match else offset


def _brackets(block: str) -> list[Span]:
    """Give the outermost matched brackets, in order."""
    found: list[Span] = []
    opened: list[int] = []
    for match in _BRACKET.finditer(block):
        if match[0] in "([":
            opened.append(match.start())
        elif opened and match.start() - (start := opened.pop()) <= _LONGEST_BRACKET:
            while found and found[-1][0] > start:
                found.pop()
            found.append((start, match.start()))
    return found


def _closed(block: str, start: int, stop: int) -> int:
    """Give the offset behind the marks and brackets that close after the stop that ends at *stop*."""
    match = _CLOSERS.match(block, stop)
    after = match.end() if match else stop
    if after == stop:
        spaced = _SPACED_CLOSER.match(block, stop)
        return spaced.end() if spaced else stop
    glued = after < len(block) and block[after].isalpha()
    if glued and block[after - 1] == '"' and block.count('"', max(start, stop - _LONGEST_QUOTATION), after) % 2:
        return after - 1  # it opens the sentence behind
    return after
