"""Claims about what the line model knows of a line's place among the others; its weights hold for nothing else."""

from __future__ import annotations

from math import log1p

import numpy as np
import pytest

from corpus.segmentation.line_classifier import load_bundled
from corpus.segmentation.line_features import Float32Array, measure_positions
from corpus.segmentation.line_patterns import (
    BIO,
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

#: Columns that measure a line by itself before those of its signs, and the one that says whether a sentence ends in it.
_SIGNS, _ENDS = 20, 10
_WORDS = [2, 30, 6, 6, 1, 20]  # of these the third ends a sentence: prose are 30, 6 and 20
_PLACES = (
    "index count total share before behind first8 last8 inside8 first2 last2 inside2".split()
    + [f"{name}{reach}{side}" for reach in (4, 12, 40) for side in ("above", "below") for name in ("share", "mass")]
    + [
        f"{name}{side}"
        for name in ("furniture", "date", "name", "asking", "list_head", "comment")
        for side in ("above", "below")
    ]
    + ["since_list_head", "since_rights", "since_byline"]
    + [
        f"{name}{side}{step}"
        for step in (1, 2, 3)
        for side in ("above", "below")
        for name in ("words", "capitals", "small", "ends")
    ]
)


def _measure_line(marks: list[int] | None = None) -> Float32Array:
    own = np.zeros((6, _SIGNS + FLAG_COUNT), dtype=np.float32)
    own[:, 0] = np.log1p(np.array(_WORDS) + 1e-3)  # what is exactly on a bar would be a matter of rounding
    own[2, _ENDS] = 1
    for at, mark in enumerate(marks or []):
        own[at, _SIGNS:] = [mark >> bit & 1 for bit in range(FLAG_COUNT)]
    return own


@pytest.mark.parametrize(
    ("column", "values"),
    [
        pytest.param("index", [0, 1 / 6, 2 / 6, 3 / 6, 4 / 6, 5 / 6], id="how far down"),
        pytest.param("count", [log1p(6)] * 6, id="how many lines"),
        pytest.param("total", [log1p(56)] * 6, id="how much prose"),
        pytest.param("share", [56 / 65] * 6, id="how much of it all is prose"),
        pytest.param("before", [0, 0, 30 / 56, 36 / 56, 36 / 56, 36 / 56], id="prose above"),
        pytest.param("behind", [1, 26 / 56, 20 / 56, 20 / 56, 20 / 56, 0], id="prose below"),
        pytest.param("first8", [-1, 0, 1, 2, 3, 4], id="from the first line of the dense block"),
        pytest.param("last8", [1, 0, -1, -2, -3, -4], id="from the last line of the dense block"),
        pytest.param("inside8", [0, 1, 0, 0, 0, 0], id="inside of the dense block"),
        pytest.param("first2", [-1, 0, 1, 2, 3, 4], id="from the first line of the loose block"),
        pytest.param("last2", [5, 4, 3, 2, 1, 0], id="from the last line of the loose block"),
        pytest.param("inside2", [0, 1, 1, 1, 1, 1], id="inside of the loose block"),
        pytest.param("share4above", [0, 0, 30 / 32, 36 / 38, 36 / 44, 36 / 43], id="prose in four lines above"),
        pytest.param("mass4above", [0, 0, log1p(30), log1p(36), log1p(36), log1p(36)], id="its size"),
        pytest.param("share4below", [36 / 43, 26 / 33, 20 / 27, 20 / 21, 1, 0], id="prose in four lines below"),
        pytest.param("mass12below", [log1p(56), log1p(26), log1p(20), log1p(20), log1p(20), 0], id="in twelve below"),
        pytest.param("share40above", [0, 0, 30 / 32, 36 / 38, 36 / 44, 36 / 45], id="in forty above"),
        pytest.param("wordsabove1", [-1, *(log1p(n) for n in _WORDS[:5])], id="the line above"),
        pytest.param("wordsbelow1", [*(log1p(n) for n in _WORDS[1:]), -1], id="the line below"),
        pytest.param("wordsabove3", [-1, -1, -1, *(log1p(n) for n in _WORDS[:3])], id="three lines above"),
        pytest.param("endsbelow2", [1, 0, 0, 0, -1, -1], id="two lines below"),
    ],
)
def test_a_line_is_measured_by_its_place(column: str, values: list[float]) -> None:
    """Prose is what has 18 words, or six and ends a sentence; outside of the text all is -1."""
    assert measure_positions(_measure_line())[:, _PLACES.index(column)].tolist() == pytest.approx(values, abs=1e-3)


@pytest.mark.parametrize(
    ("sign", "column", "values"),
    [
        pytest.param(FURNITURE, "furnitureabove", [0, 0, 1, 1, 2, 2], id="furniture above"),
        pytest.param(FURNITURE, "furniturebelow", [2, 1, 1, 0, 0, 0], id="furniture below"),
        pytest.param(DATE, "dateabove", [0, 0, 1, 1, 2, 2], id="dates above"),
        pytest.param(NAME, "namebelow", [2, 1, 1, 0, 0, 0], id="names below"),
        pytest.param(READER_REQUEST, "askingabove", [0, 0, 1, 1, 2, 2], id="appeals above"),
        pytest.param(COMMENT, "commentbelow", [2, 1, 1, 0, 0, 0], id="comments below"),
        pytest.param(LIST_HEAD, "since_list_head", [4, 0, 0.1, 0, 0.1, 0.2], id="lines since the head of a list"),
        pytest.param(RIGHTS, "since_rights", [4, 0, 0.1, 0, 0.1, 0.2], id="lines since a note on rights"),
        pytest.param(BYLINE, "since_byline", [4, 0, 0.1, 0, 0.1, 0.2], id="lines since a byline"),
        pytest.param(DATE, "since_byline", [4, 0, 0.1, 0, 0.1, 0.2], id="a date counts as a byline"),
        pytest.param(BIO, "since_byline", [4, 4, 4, 4, 4, 4], id="a note on the author does not"),
    ],
)
def test_signs_are_counted_around_a_line(sign: int, column: str, values: list[float]) -> None:
    """Some signs are counted in six lines above and below, others by tens of lines since the last, at most four."""
    marks = [0, sign, 0, sign, 0, 0]
    assert measure_positions(_measure_line(marks))[:, _PLACES.index(column)].tolist() == pytest.approx(values)


@pytest.mark.parametrize("reach", [pytest.param(reach, id=f"{reach} lines") for reach in (4, 12, 40)])
def test_prose_is_seen_as_far_as_said(reach: int) -> None:
    """A paragraph counts for so many lines above and below it, and for no more."""
    own = np.zeros((120, _SIGNS + FLAG_COUNT), dtype=np.float32)
    own[60, 0] = log1p(30)
    placed = measure_positions(own)
    assert np.flatnonzero(placed[:, _PLACES.index(f"mass{reach}above")]).tolist() == [*range(61, 61 + reach)]
    assert np.flatnonzero(placed[:, _PLACES.index(f"mass{reach}below")]).tolist() == [*range(60 - reach, 60)]


def test_signs_are_seen_six_lines_far() -> None:
    """A date counts for six lines above and below it; the distance from a byline counts for forty lines."""
    own = np.zeros((120, _SIGNS + FLAG_COUNT), dtype=np.float32)
    own[60, _SIGNS + DATE.bit_length() - 1] = 1
    placed = measure_positions(own)
    assert np.flatnonzero(placed[:, _PLACES.index("dateabove")]).tolist() == [*range(61, 67)]
    assert np.flatnonzero(placed[:, _PLACES.index("datebelow")]).tolist() == [*range(54, 60)]
    assert placed[[59, 60, 99, 100, 119], _PLACES.index("since_byline")].tolist() == pytest.approx([4, 0, 3.9, 4, 4])


def test_far_from_the_block_of_prose_is_twelve_lines() -> None:
    """The distance from the block ends at twelve lines, on both sides."""
    own = np.zeros((40, _SIGNS + FLAG_COUNT), dtype=np.float32)
    own[20, 0] = log1p(30)
    placed = measure_positions(own)
    assert placed[[0, 8, 9, 39], _PLACES.index("first8")].tolist() == [-12, -12, -11, 12]
    assert placed[[0, 31, 32, 39], _PLACES.index("last8")].tolist() == [12, -11, -12, -12]


def test_the_weights_are_for_these_columns() -> None:
    """The model takes the measures of a line and of its place, and no others."""
    assert len(load_bundled().mean) == _SIGNS + FLAG_COUNT + len(_PLACES)
