"""
Strategies that make odd texts of well-formed ones.

Few choices are drawn and much is made of them: a place, a piece, how often. So examples shrink well, and texts can be
long enough for time that grows with the square of the length to show.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice

from hypothesis import strategies as st

from tests.fuzz.text_pieces import ENCLOSING_PAIRS, ODD_CHARACTERS, ODD_PIECES

#: No text is made longer than this, in code points.
MAX_CHARACTERS = 100_000
_MAX_STEPS, _MAX_CUT_LENGTH = 6, 600
_REPEAT_COUNTS = (2,) * 4 + (3,) * 4 + (10,) * 4 + (40,) * 3 + (300, 300, 2_000, MAX_CHARACTERS)

Mutation = Callable[["_MutatedText"], str]


class _MutatedText:
    """A text on its way: what it is, and what may be drawn for it."""

    def __init__(self, draw: st.DrawFn, text: str, texts: Sequence[str], words: Sequence[str]) -> None:
        self.draw, self.text, self.texts = draw, text, texts
        self.pieces = st.one_of(
            *([st.sampled_from(words)] * 2 if words else []),
            st.sampled_from(ODD_PIECES),
            st.sampled_from(ODD_CHARACTERS),
            st.text(max_size=6),
        )

    def draw_piece(self) -> str:
        return self.draw(self.pieces)

    def draw_position(self, text: str | None = None) -> int:
        return self.draw(st.integers(0, len(self.text if text is None else text)))

    def draw_span(self, text: str | None = None) -> tuple[int, int]:
        text = self.text if text is None else text
        start = self.draw_position(text)
        return start, min(len(text), start + self.draw(st.integers(0, _MAX_CUT_LENGTH)))

    def draw_repeat_count(self) -> int:
        return self.draw(st.sampled_from(_REPEAT_COUNTS))


def _insert_piece(on: _MutatedText) -> str:
    at = on.draw_position()
    return on.text[:at] + on.draw_piece() + on.text[at:]


def _replace_span(on: _MutatedText) -> str:
    start, end = on.draw_span()
    return on.text[:start] + on.draw_piece() + on.text[end:]


def _insert_from_other(on: _MutatedText) -> str:
    other = on.draw(st.sampled_from(on.texts))
    at, (start, end) = on.draw_position(), on.draw_span(other)
    return on.text[:at] + other[start:end] + on.text[at:]


def _move_span(on: _MutatedText) -> str:
    start, end = on.draw_span()
    rest = on.text[:start] + on.text[end:]
    at = on.draw_position(rest)
    return rest[:at] + on.text[start:end] + rest[at:]


def _repeat_span(on: _MutatedText) -> str:
    start, end = on.draw_span()
    return on.text[:start] + _repeat_limited(on.text[start:end], on.draw_repeat_count()) + on.text[end:]


def _insert_repeated(on: _MutatedText) -> str:
    at, parts = on.draw_position(), on.draw(st.lists(on.pieces, min_size=1, max_size=3))
    return on.text[:at] + _repeat_limited("".join(parts), on.draw_repeat_count()) + on.text[at:]


def _wrap_span(on: _MutatedText) -> str:
    (start, end), (opened, closed), times = (
        on.draw_span(),
        on.draw(st.sampled_from(ENCLOSING_PAIRS)),
        on.draw_repeat_count(),
    )
    inner = on.text[start:end]
    return on.text[:start] + _repeat_limited(opened, times) + inner + _repeat_limited(closed, times) + on.text[end:]


def _keep_start(on: _MutatedText) -> str:
    return on.text[: on.draw_position()]


def _keep_end(on: _MutatedText) -> str:
    return on.text[on.draw_position() :]


def _replace_everywhere(on: _MutatedText) -> str:
    """Put a piece in the place of a sign that comes often."""
    return on.text.replace(on.draw(st.sampled_from(" \n.\"',e=<>/&:-0")), on.draw_piece()[:8])


def _replace_line_ends(on: _MutatedText) -> str:
    return on.text.replace("\n", on.draw(st.sampled_from(("\r\n", "\r", "\u2028", "\x85", "\x0c", "\n\n", " ", ""))))


def _change_case(on: _MutatedText) -> str:
    start, end = on.draw_span()
    change = on.draw(st.sampled_from((str.upper, str.lower, str.title, str.swapcase)))
    return on.text[:start] + change(on.text[start:end]) + on.text[end:]


_MUTATIONS: tuple[Mutation, ...] = (
    *(
        _insert_piece,
        _insert_piece,
        _replace_span,
        _replace_span,
        _insert_from_other,
        _insert_from_other,
        _move_span,
        _repeat_span,
        _repeat_span,
        _insert_repeated,
        _wrap_span,
    ),
    *(_keep_start, _keep_end, _replace_everywhere, _replace_line_ends, _change_case),
)


def _repeat_limited(piece: str, times: int) -> str:
    return piece * min(times, MAX_CHARACTERS // max(len(piece), 1))


@st.composite
def mutate_texts(draw: st.DrawFn, texts: Sequence[str], words: Sequence[str] = (), steps: int = _MAX_STEPS) -> str:
    """
    Make an odd text of a well-formed one: cut, spliced, repeated, nested, flooded, with odd signs.

    Args:
        draw: Given by Hypothesis.
        texts: The well-formed ones.
        words: Pieces that mean something to the target.
        steps: The most changes.
    """
    on = _MutatedText(draw, draw(st.sampled_from(texts)), texts, words)
    for step in draw(st.lists(st.sampled_from(_MUTATIONS), max_size=steps)):
        on.text = step(on)[:MAX_CHARACTERS]
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
def encode_texts(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> bytes:
    """Encode texts, mostly as UTF-8, and damage some of the bytes."""
    text, codec = draw(texts), draw(st.sampled_from(_CODECS))
    # Halves of pairs become what careless writers make of them.
    data = text.encode(codec, "surrogatepass" if codec.startswith("utf") else "replace")
    for piece in draw(st.lists(st.sampled_from(_BYTES), max_size=3)) if draw(st.integers(0, 3)) == 0 else ():
        at = draw(st.integers(0, len(data)))
        data = data[:at] + piece + data[at + draw(st.integers(0, 2)) :]
    return data[: draw(st.integers(0, len(data)))] if draw(st.integers(0, 9)) == 0 else data


def list_words(texts: Sequence[str], most: int = 400) -> tuple[str, ...]:
    """List the different words of *texts* in the order in which they come."""
    return tuple(islice(dict.fromkeys(word for text in texts for word in text.split()), most))
