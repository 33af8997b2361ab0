"""Claims about the numbers that the line model is given; its weights hold for no others."""

from __future__ import annotations

from math import log1p

import numpy as np
import pytest

from corpus.zones import shape, signs
from corpus.zones.lines import split
from corpus.zones.model import bundled

_COLUMNS = (
    "words chars mean capitals small upper digits punctuation commas stops ends colon quote begins_small bullet copies "
    "shared alike since once"
).split()
_SIGNS = len(_COLUMNS)


def _measure(text: str, title: str | None = None, marks: list[int] | None = None) -> shape.Array:
    lines = split(text)
    return shape.measure(text, lines, marks or [0] * len(lines), title)


@pytest.mark.parametrize(
    ("line", "column", "value"),
    [
        pytest.param("The cat, a dog", "words", log1p(4), id="words"),
        pytest.param("The cat, a dog", "chars", log1p(14), id="code points"),
        pytest.param("The cat, a dog", "mean", 14 / 4, id="code points a word"),
        pytest.param("x" * 90, "mean", 20, id="at most 20 a word"),
        pytest.param("The Cat, a dog", "capitals", 2 / 4, id="words with a capital"),
        pytest.param("The cat, a bird", "small", 2 / 4, id="small words have three letters at most, and no capital"),
        pytest.param("the 12 birds", "small", 1 / 3, id="a figure is no small word"),
        pytest.param("NATO met", "upper", 4 / 7, id="capitals among the letters"),
        pytest.param("12 men", "upper", 0, id="no capitals"),
        pytest.param("12 men", "digits", 2 / 6, id="digits among the code points"),
        pytest.param("Oh, no!", "punctuation", 2 / 7, id="punctuation among the code points"),
        pytest.param("a, b; c", "commas", 2 / 3, id="commas and semicolons a word"),
        pytest.param("One. Two! 3?", "stops", log1p(3), id="stops"),
        pytest.param("An end:", "colon", 1, id="a colon at the end"),
        pytest.param("An: end", "colon", 0, id="a colon inside"),
        pytest.param("“An end", "quote", 1, id="a quotation opens"),
        pytest.param("An “end", "quote", 0, id="a quotation inside"),
        pytest.param("an end", "begins_small", 1, id="a small letter opens"),
        pytest.param("An end", "begins_small", 0, id="a capital opens"),
        pytest.param("12 ends", "begins_small", 0, id="a digit opens"),
        pytest.param("- An end", "bullet", 1, id="a bullet"),
        pytest.param("- An end", "words", log1p(2), id="a bullet is no word"),
        pytest.param("- An end", "chars", log1p(6), id="a bullet has no code points"),
        pytest.param("An end", "bullet", 0, id="no bullet"),
        pytest.param("한국 뉴스", "words", log1p(2), id="letters of another script"),
        pytest.param("한국 뉴스", "upper", 0, id="a script without capitals"),
        pytest.param("…", "words", 0, id="no words at all"),
        pytest.param("…", "mean", 1, id="punctuation alone counts as one word"),
    ],
)
def test_a_line_is_measured_by_itself(line: str, column: str, value: float) -> None:
    """Sizes are logarithms, all else are shares and flags."""
    assert _measure(f"First line\n{line}")[1, _COLUMNS.index(column)] == pytest.approx(value, abs=1e-6)


def test_copies_of_a_line_are_counted() -> None:
    """Other lines of the same words count, three at most."""
    copies = _measure("a\nb\na\nc\nc\nc\nc\nc")[:, _COLUMNS.index("copies")]
    assert copies.tolist() == [1, 0, 1, 3, 3, 3, 3, 3]


def test_a_line_s_signs_are_its_last_columns() -> None:
    """Each sign has a column of its own, the end of a sentence another among the measures."""
    marks = [signs.CREDIT | signs.STOP, signs.NAME]
    own = _measure("One.\nTwo", marks=marks)
    assert [[bit for bit in range(signs.COUNT) if row[bit]] for row in own[:, _SIGNS:]] == [[0, 13], [3]]
    assert own[:, _COLUMNS.index("ends")].tolist() == [1, 0]


_TITLE = "Ministers reopen the harbour today"
_HEADED = f"Home\n{_TITLE}\nMinisters reopen\nMinisters reopen the harbour of Portville today again\nNothing\n{_TITLE}"


@pytest.mark.parametrize(
    ("column", "values"),
    [
        pytest.param("shared", [0, 4, 2, 4, 0, 4], id="words of four letters or more that it shares"),
        pytest.param(
            "alike", [0, 1, 0, 5 / 8, 0, 1], id="share of its words, of three or more, that are the headline's"
        ),
        pytest.param("since", [3, 0, 0.1, 0.2, 0.3, 0], id="tens of lines since the headline stood last"),
        pytest.param("once", [3, 0, 0.1, 0.2, 0.3, 0.4], id="tens of lines since it stood first"),
    ],
)
def test_a_line_is_compared_with_the_headline(column: str, values: list[float]) -> None:
    """A line is the headline where four words in five are its own; before it, distance is 30 lines."""
    assert _measure(_HEADED, _TITLE)[:, _COLUMNS.index(column)].tolist() == pytest.approx(values)


@pytest.mark.parametrize(
    ("title", "line", "since"),
    [
        pytest.param("Ministers open the port", "Ministers open the port", 0, id="four words"),
        pytest.param("Ministers open ports", "Ministers open ports", 3, id="three words are too few"),
        pytest.param("Ministers open the port", "Today ministers open the port", 0, id="four words of five"),
        pytest.param("Ministers open the port", "Today the ministers open port seven", 3, id="four words of six"),
        pytest.param("Ministers open the port", "Ministers open the", 3, id="three of its words"),
        pytest.param("Ministers open the port", "x" * 200 + " Ministers open the port", 3, id="far behind in the line"),
    ],
)
def test_a_line_is_the_headline_where_it_shares_its_words(title: str, line: str, since: float) -> None:
    """A headline has four words; a line that shares four, four fifths of its own, is the headline."""
    assert _measure(line, title)[0, _COLUMNS.index("since")] == pytest.approx(since)


@pytest.mark.parametrize("mark", list("\"“”„«»'‘’"))
def test_every_mark_of_quotation_opens(mark: str) -> None:
    """Straight, curly and angled marks open a quotation."""
    assert _measure(f"{mark}An end")[0, _COLUMNS.index("quote")] == 1


def test_a_letter_opens_no_quotation() -> None:
    """What begins with a letter begins with no mark, whatever the letter."""
    assert _measure("X is here\nZ is here")[:, _COLUMNS.index("quote")].tolist() == [0, 0]


def test_without_a_title_the_first_line_is_compared_with() -> None:
    """The first line is no repetition of itself, unless it is the title."""
    text = f"{_TITLE}\nNothing\n{_TITLE}"
    since = _COLUMNS.index("since")
    assert _measure(text)[:, since].tolist() == pytest.approx([3, 3, 0])
    assert _measure(text, _TITLE)[:, since].tolist() == pytest.approx([0, 0.1, 0])


def test_a_button_is_no_headline() -> None:
    """With fewer than four words nothing is compared; the first line counts as 30 below the headline."""
    own = _measure("Home\nHome page\nHome")
    assert own[:, _COLUMNS.index("shared") : _SIGNS].tolist() == [[0, 0, 3, 3]] * 3


def test_a_headline_far_above_counts_as_thirty_lines() -> None:
    """The distance from the headline ends at thirty lines."""
    own = _measure(_TITLE + "\nNothing" * 40, _TITLE)
    assert own[[29, 30, 40], _COLUMNS.index("since")].tolist() == pytest.approx([2.9, 3, 3])


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


def _own(marks: list[int] | None = None) -> shape.Array:
    own = np.zeros((6, _SIGNS + signs.COUNT), dtype=np.float32)
    own[:, 0] = np.log1p(np.array(_WORDS) + 1e-3)  # what is exactly on a bar would be a matter of rounding
    own[2, _COLUMNS.index("ends")] = 1
    for at, mark in enumerate(marks or []):
        own[at, _SIGNS:] = [mark >> bit & 1 for bit in range(signs.COUNT)]
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
    assert shape.place(_own())[:, _PLACES.index(column)].tolist() == pytest.approx(values, abs=1e-3)


@pytest.mark.parametrize(
    ("sign", "column", "values"),
    [
        pytest.param(signs.FURNITURE, "furnitureabove", [0, 0, 1, 1, 2, 2], id="furniture above"),
        pytest.param(signs.FURNITURE, "furniturebelow", [2, 1, 1, 0, 0, 0], id="furniture below"),
        pytest.param(signs.DATE, "dateabove", [0, 0, 1, 1, 2, 2], id="dates above"),
        pytest.param(signs.NAME, "namebelow", [2, 1, 1, 0, 0, 0], id="names below"),
        pytest.param(signs.ASKING, "askingabove", [0, 0, 1, 1, 2, 2], id="appeals above"),
        pytest.param(signs.COMMENT, "commentbelow", [2, 1, 1, 0, 0, 0], id="comments below"),
        pytest.param(signs.LIST_HEAD, "since_list_head", [4, 0, 0.1, 0, 0.1, 0.2], id="lines since the head of a list"),
        pytest.param(signs.RIGHTS, "since_rights", [4, 0, 0.1, 0, 0.1, 0.2], id="lines since a note on rights"),
        pytest.param(signs.BYLINE, "since_byline", [4, 0, 0.1, 0, 0.1, 0.2], id="lines since a byline"),
        pytest.param(signs.DATE, "since_byline", [4, 0, 0.1, 0, 0.1, 0.2], id="a date counts as a byline"),
        pytest.param(signs.BIO, "since_byline", [4, 4, 4, 4, 4, 4], id="a note on the author does not"),
    ],
)
def test_signs_are_counted_around_a_line(sign: int, column: str, values: list[float]) -> None:
    """Some signs are counted in six lines above and below, others by tens of lines since the last, at most four."""
    marks = [0, sign, 0, sign, 0, 0]
    assert shape.place(_own(marks))[:, _PLACES.index(column)].tolist() == pytest.approx(values)


@pytest.mark.parametrize("reach", [pytest.param(reach, id=f"{reach} lines") for reach in (4, 12, 40)])
def test_prose_is_seen_as_far_as_said(reach: int) -> None:
    """A paragraph counts for so many lines above and below it, and for no more."""
    own = np.zeros((120, _SIGNS + signs.COUNT), dtype=np.float32)
    own[60, 0] = log1p(30)
    placed = shape.place(own)
    assert np.flatnonzero(placed[:, _PLACES.index(f"mass{reach}above")]).tolist() == [*range(61, 61 + reach)]
    assert np.flatnonzero(placed[:, _PLACES.index(f"mass{reach}below")]).tolist() == [*range(60 - reach, 60)]


def test_signs_are_seen_six_lines_far() -> None:
    """A date counts for six lines above and below it; since a byline forty lines are told."""
    own = np.zeros((120, _SIGNS + signs.COUNT), dtype=np.float32)
    own[60, _SIGNS + signs.DATE.bit_length() - 1] = 1
    placed = shape.place(own)
    assert np.flatnonzero(placed[:, _PLACES.index("dateabove")]).tolist() == [*range(61, 67)]
    assert np.flatnonzero(placed[:, _PLACES.index("datebelow")]).tolist() == [*range(54, 60)]
    assert placed[[59, 60, 99, 100, 119], _PLACES.index("since_byline")].tolist() == pytest.approx([4, 0, 3.9, 4, 4])


def test_far_from_the_block_of_prose_is_twelve_lines() -> None:
    """The distance from the block ends at twelve lines, on both sides."""
    own = np.zeros((40, _SIGNS + signs.COUNT), dtype=np.float32)
    own[20, 0] = log1p(30)
    placed = shape.place(own)
    assert placed[[0, 8, 9, 39], _PLACES.index("first8")].tolist() == [-12, -12, -11, 12]
    assert placed[[0, 31, 32, 39], _PLACES.index("last8")].tolist() == [12, -11, -12, -12]


def test_the_weights_are_for_these_columns() -> None:
    """The model takes the measures of a line and of its place, and no others."""
    assert len(bundled().mean) == _SIGNS + signs.COUNT + len(_PLACES)


@pytest.mark.parametrize(
    ("weights", "run"),
    [
        pytest.param([1, -2, 3, 1, -1], (2, 3), id="a run inside"),
        pytest.param([3, -1, 3], (0, 2), id="a light line between"),
        pytest.param([3, -3, 3], (0, 0), id="the first of two equals"),
        pytest.param([-1, -2], (0, 0), id="nothing is heavy"),
        pytest.param([0, 0.5], (1, 1), id="nothing before it"),
        pytest.param([], (0, 0), id="no lines"),
    ],
)
def test_the_heaviest_run_is_found(weights: list[float], run: tuple[int, int]) -> None:
    """First and last line of the run with the largest sum."""
    assert shape.heaviest(np.array(weights, dtype=np.float64)) == run
