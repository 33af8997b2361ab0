"""Align what a content extractor took from a page with the page's rendered text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_WORD = re.compile(r"\w+")
#: Number of consecutive words that identify a place; fewer recur all over a page.
_ANCHOR_WORDS = 4
# Words that occur in more places than this identify none; this also bounds the work on a hostile page.
_MAX_ANCHOR_PLACES = 40


class _WordRun(NamedTuple):
    """*length* words from word *extract_index* of the extract equal those from word *text_index* of the text."""

    extract_index: int
    text_index: int
    length: int


def locate_extract(text: str, extract: str) -> tuple[tuple[int, int], ...]:
    """
    Find the words of *extract* in *text*.

    Args:
        text: The rendered text of a page.
        extract: What an extractor took from the same page, in the same order, one paragraph per line.

    Returns:
        Spans of *text* in order, each from the first code point of a word to one past the last of another.
    """
    words = list(_WORD.finditer(text))
    lines = [_WORD.findall(line) for line in extract.splitlines()]
    runs = _select_chain(tuple(_find_runs([line for line in lines if line], text)), len(words))
    return tuple((words[run.text_index].start(), words[run.text_index + run.length - 1].end()) for run in runs)


def _find_runs(lines: Sequence[Sequence[str]], text: str) -> Iterator[_WordRun]:
    text_words = _WORD.findall(text)
    anchor_indexes = _index_anchors(text, text_words)
    number = 0
    for line in lines:
        at = 0
        while at + _ANCHOR_WORDS <= len(line) or at == 0:
            found = anchor_indexes.get(tuple(line[at : at + _ANCHOR_WORDS]), ())
            found = found if len(found) <= _MAX_ANCHOR_PLACES else ()
            lengths = [_count_equal_words(line, at, text_words, place) for place in found]
            yield from (_WordRun(number + at, *pair) for pair in zip(found, lengths, strict=True))
            at += max(lengths, default=1)
        number += len(line)


def _index_anchors(text: str, text_words: Sequence[str]) -> dict[tuple[str, ...], list[int]]:
    """Return where each anchor occurs; a line shorter than an anchor is indexed only where it is a whole line."""
    anchor_indexes = defaultdict[tuple[str, ...], list[int]](list)
    for at in range(len(text_words) - _ANCHOR_WORDS + 1):
        anchor_indexes[tuple(text_words[at : at + _ANCHOR_WORDS])].append(at)
    number = 0
    for line in text.split("\n"):
        length = len(_WORD.findall(line))
        if 0 < length < _ANCHOR_WORDS:
            anchor_indexes[tuple(text_words[number : number + length])].append(number)
        number += length
    return anchor_indexes


def _count_equal_words(line: Sequence[str], at: int, text_words: Sequence[str], place: int) -> int:
    """Return how many words are equal from *at* and *place* on."""
    length = 0
    for extract_word, word in zip(line[at:], text_words[place : place + len(line) - at], strict=False):
        if extract_word != word:
            break
        length += 1
    return length


def _select_chain(runs: Sequence[_WordRun], size: int) -> list[_WordRun]:
    """
    Return the runs that follow each other in both texts and hold the most words.

    References:
        Fenwick (1994), A New Data Structure for Cumulative Frequency Tables; used here for prefix maxima.
    """
    best: list[tuple[int, int]] = [(0, -1)] * (size + 1)  # (words so far, index of the run that ends the chain)
    predecessors: list[int] = []
    pending: list[tuple[int, tuple[int, int]]] = []
    extract_index = -1
    for number, run in enumerate(runs):
        if run.extract_index != extract_index:  # runs from one place in the extract exclude each other
            _update_maxima(best, pending)
            extract_index = run.extract_index
        words, last = _query_maximum(best, run.text_index)
        predecessors.append(last)
        pending.append((run.text_index + run.length, (words + run.length, number)))
    _update_maxima(best, pending)
    chain = []
    at = _query_maximum(best, size)[1]
    while at >= 0:
        chain.append(runs[at])
        at = predecessors[at]
    return chain[::-1]


def _update_maxima(best: list[tuple[int, int]], pending: list[tuple[int, tuple[int, int]]]) -> None:
    for end, value in pending:
        at = end
        while at < len(best):
            best[at] = max(best[at], value)
            at += at & -at
    pending.clear()


def _query_maximum(best: Sequence[tuple[int, int]], end: int) -> tuple[int, int]:
    found = (0, -1)
    at = end
    while at > 0:
        found = max(found, best[at])
        at -= at & -at
    return found
