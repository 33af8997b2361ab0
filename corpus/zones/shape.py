"""What lines look like: numbers of shape and place, none of them about particular words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from corpus.zones import signs
from corpus.zones.lines import Line

Array = NDArray[np.float32]
Floats = NDArray[np.floating]

#: Code points from here on are taken for letters; scripts without capitals stand there.
_KNOWN = 0x3000
_STOPS = ".!?…。！？؟।"
_QUOTES = "\"“”„«»'‘’"
_CLASSES = 6
_LETTER, _UPPER, _DIGIT, _PUNCTUATION, _COMMA, _STOP = range(_CLASSES)
#: A line of so many words is prose, and one of a few that ends as a sentence does.
_PROSE, _SENTENCE = 18, 6
#: The columns of ``measure`` that are used again.
_WORDS, _CAPITALS, _SMALL, _ENDS = 0, 3, 4, 10
_BITS = 20
_TOKEN = re.compile(r"\w+")


@cache
def _classes() -> NDArray[np.bool_]:
    """Give shape (0x3001, 6): which classes a code point has; the last row stands for all further ones."""
    table = np.zeros((_KNOWN + 1, _CLASSES), dtype=bool)
    for code in range(_KNOWN):
        char = chr(code)
        table[code] = (
            char.isalpha(),
            char.isupper(),
            char.isdigit(),
            not char.isalnum() and not char.isspace(),
            char in ",;،",
            char in _STOPS,
        )
    table[_KNOWN, _LETTER] = True
    return table


def measure(text: str, lines: Sequence[Line], marks: Sequence[int], title: str | None) -> Array:
    """
    Measure each line by itself.

    Args:
        text: The whole text.
        lines: Its n lines.
        marks: The signs of each.
        title: The headline, where it is known.

    Returns:
        Shape (n, 34), one row per line: sizes and shares of letters and words, how the line begins and ends, how near
        it is to the headline, and its signs.
    """
    bits = np.array(marks)[:, None] >> np.arange(signs.COUNT) & 1
    texts = Counter(line.text for line in lines)
    lettered, begins_small = _lettered(text, lines)
    columns: list[Floats | list[float] | list[bool]] = [
        *lettered,
        bits[:, -1].astype(np.float32),
        [line.text[-1] == ":" for line in lines],
        [line.text[0] in _QUOTES for line in lines],
        begins_small,
        [line.bullet > 0 for line in lines],
        [float(min(texts[line.text] - 1, 3)) for line in lines],
        *_headed(lines, title),
    ]
    own = np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=1)
    return np.concatenate((own, bits.astype(np.float32)), axis=1)


def _lettered(text: str, lines: Sequence[Line]) -> tuple[list[Floats], Floats]:
    """Count letters and words: ten columns of sizes and shares, and whether each line begins with a small letter."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    table = _classes()[np.minimum(codes, _KNOWN)]
    start = np.array([line.start + line.bullet for line in lines])
    end = np.array([line.end for line in lines])
    counts = _sums(table, start, end)
    inside = table[:, _LETTER] | table[:, _DIGIT]
    opens = np.flatnonzero(inside & ~np.concatenate(([False], inside[:-1])))
    closes = np.flatnonzero(inside & ~np.concatenate((inside[1:], [False]))) + 1
    capital = table[opens, _UPPER]
    small = ~capital & (closes - opens <= 3) & table[opens, _LETTER]
    from_, to = np.searchsorted(opens, start), np.searchsorted(opens, end)
    sums = _sums(np.stack((capital, small), axis=1), from_, to)
    words, chars = to - from_, end - start
    each, per_char = np.maximum(words, 1), np.maximum(chars, 1)
    columns: list[Floats] = [
        np.log1p(words),
        np.log1p(chars),
        np.minimum(chars / each, 20),
        sums[:, 0] / each,
        sums[:, 1] / each,
        counts[:, _UPPER] / np.maximum(counts[:, _LETTER], 1),
        counts[:, _DIGIT] / per_char,
        counts[:, _PUNCTUATION] / per_char,
        counts[:, _COMMA] / each,
        np.log1p(counts[:, _STOP]),
    ]
    first = table[start.clip(max=len(codes) - 1)]
    return columns, (first[:, _LETTER] & ~first[:, _UPPER]).astype(np.float32)


def _headed(lines: Sequence[Line], title: str | None) -> list[list[float]]:
    """Say how far above the headline is, where it is known or is the first line, and which lines share its words."""
    anchor = set(_TOKEN.findall((title or lines[0].text).lower()))
    if len(anchor) < 4:  # a button or a menu's first entry
        far = [min(at + 30, 30) / 10 for at in range(len(lines))]
        return [[0.0] * len(lines), [0.0] * len(lines), far, far]
    shared: list[float] = []
    alike: list[float] = []
    since: list[float] = []
    once: list[float] = []
    last = first = -30
    for at, line in enumerate(lines):
        words = set(_TOKEN.findall(line.text[:200].lower()))
        common = len(words & anchor)
        alike.append(common / len(words) if len(words) >= 3 else 0.0)
        shared.append(min(sum(len(word) > 3 for word in words & anchor), 6))
        if common >= 4 and alike[-1] >= 0.8 and (at or title):
            last, first = at, (at if first < 0 else first)
        since.append(min(at - last, 30) / 10)
        once.append(min(at - first, 30) / 10)
    return [shared, alike, since, once]


def _sums(table: NDArray[np.bool_], start: NDArray[np.int64], end: NDArray[np.int64]) -> NDArray[np.int64]:
    """Sum the rows of *table* over each span."""
    total = np.zeros((len(table) + 1, table.shape[1]), dtype=np.int64)
    np.cumsum(table, axis=0, out=total[1:])
    return total[end] - total[start]


def place(own: Array) -> Array:
    """
    Describe where each line stands among the others.

    Args:
        own: Shape (n, 34), from ``measure``.

    Returns:
        Shape (n, 63): how far down and how much prose, two blocks of prose, prose and signs around, three neighbours
        above and below.
    """
    count = len(own)
    index = np.arange(count)
    words = np.expm1(own[:, _WORDS])
    prose = (words >= _PROSE) | ((own[:, _ENDS] > 0) & (words >= _SENTENCE))
    mass = np.where(prose, words, 0.0)
    blocks = [heaviest(mass - 8.0), heaviest(mass - 2.0)]
    before = np.cumsum(mass) - mass
    total = max(float(mass.sum()), 1.0)
    columns: list[Floats] = [
        index / count,
        np.full(count, np.log1p(count)),
        np.full(count, np.log1p(total)),
        np.full(count, total / max(float(words.sum()), 1.0)),
        before / total,
        (total - before - mass) / total,
    ]
    for first, last in blocks:
        columns += [
            np.clip(index - first, -12, 12),
            np.clip(last - index, -12, 12),
            ((index >= first) & (index <= last)).astype(np.float32),
        ]
    columns += _around(mass, words)
    columns += _signs_around(own[:, _BITS:])
    columns += _neighbours(own)
    return np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=1)


def _neighbours(own: Array) -> list[Floats]:
    """Look at the three lines above and below."""
    seen = own[:, [_WORDS, _CAPITALS, _SMALL, _ENDS]]
    return [column for step in (1, 2, 3) for column in _shifted(seen, step)]


def _shifted(seen: Array, step: int) -> list[Floats]:
    padding = np.full((min(step, len(seen)), seen.shape[1]), -1, dtype=np.float32)
    above = np.concatenate((padding, seen))[: len(seen)]
    below = np.concatenate((seen, padding))[-len(seen) :]
    return [*above.T, *below.T]


def _around(mass: Floats, words: Floats) -> list[Floats]:
    """Give the share of prose among the words of the 4, 12 and 40 lines above, and below."""
    columns: list[Floats] = []
    for reach in (4, 12, 40):
        for above in (True, False):
            part, whole = _window(mass, reach, above=above), _window(words, reach, above=above)
            columns += [part / np.maximum(whole, 1), np.log1p(part)]
    return columns


def _signs_around(bits: Array) -> list[Floats]:
    """Count some signs above and below, and say how far above the last head of a list is."""
    columns: list[Floats] = []
    for sign in (signs.FURNITURE, signs.DATE, signs.NAME, signs.ASKING, signs.LIST_HEAD, signs.COMMENT):
        column = bits[:, sign.bit_length() - 1]
        columns += [_window(column, 6, above=above) for above in (True, False)]
    index = np.arange(len(bits))
    for sign in (signs.LIST_HEAD, signs.RIGHTS, signs.BYLINE | signs.DATE):
        chosen = bits[:, [bit for bit in range(signs.COUNT) if sign >> bit & 1]].any(axis=1)
        last = np.maximum.accumulate(np.where(chosen, index, -40))
        columns.append(np.minimum(index - last, 40) / 10)
    return columns


def _window(column: Floats, reach: int, *, above: bool) -> Floats:
    """Sum the *reach* values before each, or behind."""
    total = np.concatenate(([0.0], np.cumsum(column)))
    index = np.arange(len(column))
    if above:
        return np.asarray(total[index] - total[np.maximum(index - reach, 0)])
    return np.asarray(total[np.minimum(index + 1 + reach, len(column))] - total[index + 1])


def heaviest(weight: Floats) -> tuple[int, int]:
    """Give first and last index of the run with the largest sum (Kadane's algorithm)."""
    best, found, start = 0.0, (0, 0), 0
    running = 0.0
    for at, each in enumerate(weight.tolist()):
        if running <= 0:
            running, start = 0.0, at
        running += each
        if running > best:
            best, found = running, (start, at)
    return found
