"""
Strategies that make odd texts of well-formed ones.

Few choices are drawn and much is made of them: a place, a piece, how often. So examples shrink well, and texts can be
long enough for time that grows with the square of the length to show.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice

from hypothesis import strategies as st

from tests.fuzzing.odd import PAIRS, PIECES, SIGNS

#: No text is made longer than this, in code points.
MOST = 100_000
_MOST_STEPS, _LONGEST_CUT = 6, 600
_TIMES = (2,) * 4 + (3,) * 4 + (10,) * 4 + (40,) * 3 + (300, 300, 2_000, MOST)

Step = Callable[["_Making"], str]


class _Making:
    """A text on its way: what it is, and what may be drawn for it."""

    def __init__(self, draw: st.DrawFn, text: str, texts: Sequence[str], words: Sequence[str]) -> None:
        self.draw, self.text, self.texts = draw, text, texts
        self.pieces = st.one_of(
            *([st.sampled_from(words)] * 2 if words else []),
            st.sampled_from(PIECES),
            st.sampled_from(SIGNS),
            st.text(max_size=6),
        )

    def piece(self) -> str:
        return self.draw(self.pieces)

    def place(self, text: str | None = None) -> int:
        return self.draw(st.integers(0, len(self.text if text is None else text)))

    def cut(self, text: str | None = None) -> tuple[int, int]:
        text = self.text if text is None else text
        start = self.place(text)
        return start, min(len(text), start + self.draw(st.integers(0, _LONGEST_CUT)))

    def times(self) -> int:
        return self.draw(st.sampled_from(_TIMES))


def _insert(on: _Making) -> str:
    at = on.place()
    return on.text[:at] + on.piece() + on.text[at:]


def _replace(on: _Making) -> str:
    start, end = on.cut()
    return on.text[:start] + on.piece() + on.text[end:]


def _splice(on: _Making) -> str:
    other = on.draw(st.sampled_from(on.texts))
    at, (start, end) = on.place(), on.cut(other)
    return on.text[:at] + other[start:end] + on.text[at:]


def _move(on: _Making) -> str:
    start, end = on.cut()
    rest = on.text[:start] + on.text[end:]
    at = on.place(rest)
    return rest[:at] + on.text[start:end] + rest[at:]


def _repeat(on: _Making) -> str:
    start, end = on.cut()
    return on.text[:start] + _many(on.text[start:end], on.times()) + on.text[end:]


def _flood(on: _Making) -> str:
    at, parts = on.place(), on.draw(st.lists(on.pieces, min_size=1, max_size=3))
    return on.text[:at] + _many("".join(parts), on.times()) + on.text[at:]


def _nest(on: _Making) -> str:
    (start, end), (opened, closed), times = on.cut(), on.draw(st.sampled_from(PAIRS)), on.times()
    inner = on.text[start:end]
    return on.text[:start] + _many(opened, times) + inner + _many(closed, times) + on.text[end:]


def _head(on: _Making) -> str:
    return on.text[: on.place()]


def _tail(on: _Making) -> str:
    return on.text[on.place() :]


def _everywhere(on: _Making) -> str:
    """Put a piece in the place of a sign that comes often."""
    return on.text.replace(on.draw(st.sampled_from(" \n.\"',e=<>/&:-0")), on.piece()[:8])


def _ends(on: _Making) -> str:
    return on.text.replace("\n", on.draw(st.sampled_from(("\r\n", "\r", "\u2028", "\x85", "\x0c", "\n\n", " ", ""))))


def _cased(on: _Making) -> str:
    start, end = on.cut()
    change = on.draw(st.sampled_from((str.upper, str.lower, str.title, str.swapcase)))
    return on.text[:start] + change(on.text[start:end]) + on.text[end:]


_STEPS: tuple[Step, ...] = (
    *(_insert, _insert, _replace, _replace, _splice, _splice, _move, _repeat, _repeat, _flood, _nest),
    *(_head, _tail, _everywhere, _ends, _cased),
)


def _many(piece: str, times: int) -> str:
    return piece * min(times, MOST // max(len(piece), 1))


@st.composite
def mutated(draw: st.DrawFn, texts: Sequence[str], words: Sequence[str] = (), steps: int = _MOST_STEPS) -> str:
    """
    Make an odd text of a well-formed one: cut, spliced, repeated, nested, flooded, with odd signs.

    Args:
        draw: Given by Hypothesis.
        texts: The well-formed ones.
        words: Pieces that mean something at this door.
        steps: The most changes.
    """
    on = _Making(draw, draw(st.sampled_from(texts)), texts, words)
    for step in draw(st.lists(st.sampled_from(_STEPS), max_size=steps)):
        on.text = step(on)[:MOST]
    return on.text


_CODECS = ("utf-8",) * 8 + tuple(
    "utf-8-sig utf-16 utf-16-le utf-16-be utf-32 cp1252 latin-1 cp932 gb18030 koi8-r".split()
)
_BYTES = (
    b"\0",
    b"\xff",
    b"\xfe\xff",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\x80",
    b"\xc3",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
)


@st.composite
def encoded(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> bytes:
    """Encode texts, mostly as UTF-8, and damage some of the bytes."""
    text, codec = draw(texts), draw(st.sampled_from(_CODECS))
    # Halves of pairs become what careless writers make of them.
    data = text.encode(codec, "surrogatepass" if codec.startswith("utf") else "replace")
    for piece in draw(st.lists(st.sampled_from(_BYTES), max_size=3)) if draw(st.integers(0, 3)) == 0 else ():
        at = draw(st.integers(0, len(data)))
        data = data[:at] + piece + data[at + draw(st.integers(0, 2)) :]
    return data[: draw(st.integers(0, len(data)))] if draw(st.integers(0, 9)) == 0 else data


def words_of(texts: Sequence[str], most: int = 400) -> tuple[str, ...]:
    """List the different words of *texts* in the order in which they come."""
    return tuple(islice(dict.fromkeys(word for text in texts for word in text.split()), most))
