"""Numeric features of lines for the line classifier: their shape and their position, not their words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from corpus.segmentation.line_patterns import (
    BYLINE,
    COMMENT,
    DATE,
    FLAG_COUNT,
    FURNITURE,
    LIST_HEAD,
    NAME,
    READER_REQUEST,
    RIGHTS,
)
from corpus.segmentation.lines import TextLine

Float32Array = NDArray[np.float32]
FloatArray = NDArray[np.floating]

#: Code points from here on are treated as letters; their scripts have no capitals.
_FIRST_UNCLASSIFIED_CODE_POINT = 0x3000
_STOP_CHARACTERS = ".!?…。！？؟।"
_QUOTE_CHARACTERS = "\"“”„«»'‘’"
_CLASS_COUNT = 6
_LETTER, _UPPER, _DIGIT, _PUNCTUATION, _COMMA, _STOP = range(_CLASS_COUNT)
#: A line with this many words is prose; with at least the smaller number it is if it ends like a sentence.
_MIN_PROSE_WORDS, _MIN_SENTENCE_WORDS = 18, 6
#: Columns of ``measure_lines`` that are used again.
_WORDS_COLUMN, _CAPITALS_COLUMN, _SHORT_WORDS_COLUMN, _ENDS_COLUMN = 0, 3, 4, 10
_FIRST_FLAG_COLUMN = 20
_WORD = re.compile(r"\w+")


@cache
def _build_class_table() -> NDArray[np.bool_]:
    """Return shape (0x3001, 6): the classes of each code point; the last row stands for all higher ones."""
    table = np.zeros((_FIRST_UNCLASSIFIED_CODE_POINT + 1, _CLASS_COUNT), dtype=bool)
    for code in range(_FIRST_UNCLASSIFIED_CODE_POINT):
        char = chr(code)
        table[code] = (
            char.isalpha(),
            char.isupper(),
            char.isdigit(),
            not char.isalnum() and not char.isspace(),
            char in ",;،",
            char in _STOP_CHARACTERS,
        )
    table[_FIRST_UNCLASSIFIED_CODE_POINT, _LETTER] = True
    return table


def measure_lines(text: str, lines: Sequence[TextLine], flags: Sequence[int], title: str | None) -> Float32Array:
    """
    Measure each line by itself.

    Args:
        text: The whole text.
        lines: Its n lines.
        flags: The flags of each.
        title: The headline, or None if unknown.

    Returns:
        Shape (n, 34), one row per line: sizes and shares of letters and words, how the line begins and ends, how near
        it is to the headline, and its flags.
    """
    bits = np.array(flags)[:, None] >> np.arange(FLAG_COUNT) & 1
    texts = Counter(line.text for line in lines)
    lettered, begins_small = _count_letters_and_words(text, lines)
    columns: list[FloatArray | list[float] | list[bool]] = [
        *lettered,
        bits[:, -1].astype(np.float32),
        [line.text[-1] == ":" for line in lines],
        [line.text[0] in _QUOTE_CHARACTERS for line in lines],
        begins_small,
        [line.bullet > 0 for line in lines],
        [float(min(texts[line.text] - 1, 3)) for line in lines],
        *_measure_headline_distance(lines, title),
    ]
    features = np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=1)
    return np.concatenate((features, bits.astype(np.float32)), axis=1)


def _count_letters_and_words(text: str, lines: Sequence[TextLine]) -> tuple[list[FloatArray], FloatArray]:
    """Return ten columns of letter and word counts and shares, and whether each line begins with a small letter."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    table = _build_class_table()[np.minimum(codes, _FIRST_UNCLASSIFIED_CODE_POINT)]
    start = np.array([line.start + line.bullet for line in lines])
    end = np.array([line.end for line in lines])
    counts = _sum_spans(table, start, end)
    inside = table[:, _LETTER] | table[:, _DIGIT]
    opens = np.flatnonzero(inside & ~np.concatenate(([False], inside[:-1])))
    closes = np.flatnonzero(inside & ~np.concatenate((inside[1:], [False]))) + 1
    capital = table[opens, _UPPER]
    small = ~capital & (closes - opens <= 3) & table[opens, _LETTER]
    from_, to = np.searchsorted(opens, start), np.searchsorted(opens, end)
    sums = _sum_spans(np.stack((capital, small), axis=1), from_, to)
    words, chars = to - from_, end - start
    word_counts, per_char = np.maximum(words, 1), np.maximum(chars, 1)
    columns: list[FloatArray] = [
        np.log1p(words),
        np.log1p(chars),
        np.minimum(chars / word_counts, 20),
        sums[:, 0] / word_counts,
        sums[:, 1] / word_counts,
        counts[:, _UPPER] / np.maximum(counts[:, _LETTER], 1),
        counts[:, _DIGIT] / per_char,
        counts[:, _PUNCTUATION] / per_char,
        counts[:, _COMMA] / word_counts,
        np.log1p(counts[:, _STOP]),
    ]
    first = table[start.clip(max=len(codes) - 1)]
    return columns, (first[:, _LETTER] & ~first[:, _UPPER]).astype(np.float32)


def _measure_headline_distance(lines: Sequence[TextLine], title: str | None) -> list[list[float]]:
    """
    Return words shared with the headline (number and share) and distances below its last and first occurrence.

    An unknown headline is replaced by the first line.
    """
    anchor = set(_WORD.findall((title or lines[0].text).lower()))
    if len(anchor) < 4:  # a button or a menu's first entry
        far = [min(at + 30, 30) / 10 for at in range(len(lines))]
        return [[0.0] * len(lines), [0.0] * len(lines), far, far]
    shared: list[float] = []
    shared_shares: list[float] = []
    distance_from_last: list[float] = []
    distance_from_first: list[float] = []
    last = first = -30
    for at, line in enumerate(lines):
        words = set(_WORD.findall(line.text[:200].lower()))
        common = len(words & anchor)
        shared_shares.append(common / len(words) if len(words) >= 3 else 0.0)
        shared.append(min(sum(len(word) > 3 for word in words & anchor), 6))
        if common >= 4 and shared_shares[-1] >= 0.8 and (at or title):
            last, first = at, (at if first < 0 else first)
        distance_from_last.append(min(at - last, 30) / 10)
        distance_from_first.append(min(at - first, 30) / 10)
    return [shared, shared_shares, distance_from_last, distance_from_first]


def _sum_spans(table: NDArray[np.bool_], start: NDArray[np.int64], end: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the sum of the rows of *table* over each span."""
    total = np.zeros((len(table) + 1, table.shape[1]), dtype=np.int64)
    np.cumsum(table, axis=0, out=total[1:])
    return total[end] - total[start]


def measure_positions(features: Float32Array) -> Float32Array:
    """
    Describe the position of each line among the others.

    Args:
        features: Shape (n, 34), from ``measure_lines``.

    Returns:
        Shape (n, 63): position, amount of prose, two blocks of prose, prose and flags nearby, three neighbors above
        and below.
    """
    count = len(features)
    index = np.arange(count)
    words = np.expm1(features[:, _WORDS_COLUMN])
    prose = (words >= _MIN_PROSE_WORDS) | ((features[:, _ENDS_COLUMN] > 0) & (words >= _MIN_SENTENCE_WORDS))
    prose_words = np.where(prose, words, 0.0)
    blocks = [max_sum_range(prose_words - 8.0), max_sum_range(prose_words - 2.0)]
    before = np.cumsum(prose_words) - prose_words
    total = max(float(prose_words.sum()), 1.0)
    columns: list[FloatArray] = [
        index / count,
        np.full(count, np.log1p(count)),
        np.full(count, np.log1p(total)),
        np.full(count, total / max(float(words.sum()), 1.0)),
        before / total,
        (total - before - prose_words) / total,
    ]
    for first, last in blocks:
        columns += [
            np.clip(index - first, -12, 12),
            np.clip(last - index, -12, 12),
            ((index >= first) & (index <= last)).astype(np.float32),
        ]
    columns += _measure_prose_around(prose_words, words)
    columns += _count_flags_around(features[:, _FIRST_FLAG_COLUMN:])
    columns += _collect_adjacent_lines(features)
    return np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=1)


def _collect_adjacent_lines(features: Float32Array) -> list[FloatArray]:
    """Return four features of each of the three lines above and below."""
    columns = features[:, [_WORDS_COLUMN, _CAPITALS_COLUMN, _SHORT_WORDS_COLUMN, _ENDS_COLUMN]]
    return [column for step in (1, 2, 3) for column in _shift_rows(columns, step)]


def _shift_rows(columns: Float32Array, step: int) -> list[FloatArray]:
    padding = np.full((min(step, len(columns)), columns.shape[1]), -1, dtype=np.float32)
    above = np.concatenate((padding, columns))[: len(columns)]
    below = np.concatenate((columns, padding))[-len(columns) :]
    return [*above.T, *below.T]


def _measure_prose_around(prose_words: FloatArray, words: FloatArray) -> list[FloatArray]:
    """Return the share and amount of prose among the words of the 4, 12 and 40 lines above, and below."""
    columns: list[FloatArray] = []
    for reach in (4, 12, 40):
        for above in (True, False):
            prose_count, word_count = (
                _sum_window(prose_words, reach, above=above),
                _sum_window(words, reach, above=above),
            )
            columns += [prose_count / np.maximum(word_count, 1), np.log1p(prose_count)]
    return columns


def _count_flags_around(bits: Float32Array) -> list[FloatArray]:
    """Return counts of some flags in the six lines above and below, and distances from the last of others."""
    columns: list[FloatArray] = []
    for flag in (FURNITURE, DATE, NAME, READER_REQUEST, LIST_HEAD, COMMENT):
        column = bits[:, flag.bit_length() - 1]
        columns += [_sum_window(column, 6, above=above) for above in (True, False)]
    index = np.arange(len(bits))
    for flag in (LIST_HEAD, RIGHTS, BYLINE | DATE):
        chosen = bits[:, [bit for bit in range(FLAG_COUNT) if flag >> bit & 1]].any(axis=1)
        last = np.maximum.accumulate(np.where(chosen, index, -40))
        columns.append(np.minimum(index - last, 40) / 10)
    return columns


def _sum_window(column: FloatArray, reach: int, *, above: bool) -> FloatArray:
    """Return the sum of the *reach* values before each value, or after it."""
    total = np.concatenate(([0.0], np.cumsum(column)))
    index = np.arange(len(column))
    if above:
        return np.asarray(total[index] - total[np.maximum(index - reach, 0)])
    return np.asarray(total[np.minimum(index + 1 + reach, len(column))] - total[index + 1])


def max_sum_range(weight: FloatArray) -> tuple[int, int]:
    """Return the first and last index of the run with the largest sum (Kadane's algorithm)."""
    best, best_range, start = 0.0, (0, 0), 0
    running = 0.0
    for at, each in enumerate(weight.tolist()):
        if running <= 0:
            running, start = 0.0, at
        running += each
        if running > best:
            best, best_range = running, (start, at)
    return best_range
