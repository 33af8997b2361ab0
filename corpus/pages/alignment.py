r"""
An extract's words → where they stand in the rendered text.

An extractor gives words, not places, and it may drop a footnote mark, join lines or repeat one. So runs of equal words
are looked for, and of all the places where they stand, the chain is chosen that keeps the order and covers most words.

Words are runs of ``\w`` here, counted from zero.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_WORD = re.compile(r"\w+")
#: So many words in a row make a place; fewer stand all over a page.
_ANCHOR = 4
# What stands in more places than this tells nothing of its own place; this also bounds the work on a hostile page.
_MOST_PLACES = 40


class _Run(NamedTuple):
    """*length* words from number *theirs* of the extract stand at number *ours* of the text."""

    theirs: int
    ours: int
    length: int


def align(text: str, extract: str) -> tuple[tuple[int, int], ...]:
    """
    Find the words of *extract* in *text*.

    Args:
        text: The rendered text of a page.
        extract: What an extractor took from the same page, in the same order, a paragraph a line.

    Returns:
        Spans of *text* in order, each from the first code point of a word to one past the last of another.
    """
    words = list(_WORD.finditer(text))
    lines = [_WORD.findall(line) for line in extract.splitlines()]
    runs = _chain(tuple(_runs([line for line in lines if line], text)), len(words))
    return tuple((words[run.ours].start(), words[run.ours + run.length - 1].end()) for run in runs)


def _runs(lines: Sequence[Sequence[str]], text: str) -> Iterator[_Run]:
    ours = _WORD.findall(text)
    places = _places(text, ours)
    number = 0
    for line in lines:
        at = 0
        while at + _ANCHOR <= len(line) or at == 0:
            found = places.get(tuple(line[at : at + _ANCHOR]), ())
            found = found if len(found) <= _MOST_PLACES else ()
            lengths = [_equal(line, at, ours, place) for place in found]
            yield from (_Run(number + at, *pair) for pair in zip(found, lengths, strict=True))
            at += max(lengths, default=1)
        number += len(line)


def _places(text: str, ours: Sequence[str]) -> dict[tuple[str, ...], list[int]]:
    """List where each anchor stands; a line shorter than an anchor stands only where it is a line of its own."""
    places = defaultdict[tuple[str, ...], list[int]](list)
    for at in range(len(ours) - _ANCHOR + 1):
        places[tuple(ours[at : at + _ANCHOR])].append(at)
    number = 0
    for line in text.split("\n"):
        length = len(_WORD.findall(line))
        if 0 < length < _ANCHOR:
            places[tuple(ours[number : number + length])].append(number)
        number += length
    return places


def _equal(line: Sequence[str], at: int, ours: Sequence[str], place: int) -> int:
    """Count how many words are equal from *at* and *place* on."""
    length = 0
    for theirs, word in zip(line[at:], ours[place : place + len(line) - at], strict=False):
        if theirs != word:
            break
        length += 1
    return length


def _chain(runs: Sequence[_Run], size: int) -> list[_Run]:
    """
    Choose the runs that follow each other in both texts and hold the most words.

    References:
        Fenwick (1994), A New Data Structure for Cumulative Frequency Tables: here for maxima of prefixes.
    """
    best: list[tuple[int, int]] = [(0, -1)] * (size + 1)  # (words so far, number of the run that ends the chain)
    before: list[int] = []
    waiting: list[tuple[int, tuple[int, int]]] = []
    theirs = -1
    for number, run in enumerate(runs):
        if run.theirs != theirs:  # runs of one place in the extract exclude each other
            _enter(best, waiting)
            theirs = run.theirs
        words, last = _best(best, run.ours)
        before.append(last)
        waiting.append((run.ours + run.length, (words + run.length, number)))
    _enter(best, waiting)
    chain = []
    at = _best(best, size)[1]
    while at >= 0:
        chain.append(runs[at])
        at = before[at]
    return chain[::-1]


def _enter(best: list[tuple[int, int]], waiting: list[tuple[int, tuple[int, int]]]) -> None:
    for end, value in waiting:
        at = end
        while at < len(best):
            best[at] = max(best[at], value)
            at += at & -at
    waiting.clear()


def _best(best: Sequence[tuple[int, int]], end: int) -> tuple[int, int]:
    found = (0, -1)
    at = end
    while at > 0:
        found = max(found, best[at])
        at -= at & -at
    return found
