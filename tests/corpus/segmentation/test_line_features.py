"""Claims about the numbers that the line model is given; its weights hold for no others."""

from __future__ import annotations

from math import log1p

import numpy as np
import pytest

from corpus.segmentation.line_features import Float32Array, max_sum_range, measure_lines
from corpus.segmentation.line_patterns import CREDIT, FLAG_COUNT, NAME, STOP
from corpus.segmentation.lines import split_lines

_COLUMNS = (
    "words chars mean capitals small upper digits punctuation commas stops ends colon quote begins_small bullet copies "
    "shared alike since once"
).split()
_SIGNS = len(_COLUMNS)


def _measure(text: str, title: str | None = None, marks: list[int] | None = None) -> Float32Array:
    lines = split_lines(text)
    return measure_lines(text, lines, marks or [0] * len(lines), title)


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
    marks = [CREDIT | STOP, NAME]
    own = _measure("One.\nTwo", marks=marks)
    assert [[bit for bit in range(FLAG_COUNT) if row[bit]] for row in own[:, _SIGNS:]] == [[0, 13], [3]]
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


@pytest.mark.parametrize(
    ("line", "alike"),
    [
        pytest.param("Ministers reopen", 0, id="two words"),
        pytest.param("Ministers reopen the", 1, id="three words"),
        pytest.param("Ministers reopen the shop", 3 / 4, id="three words of four"),
        pytest.param("ministers, REOPEN: the", 1, id="in other letters"),
    ],
)
def test_a_line_is_like_the_headline_from_three_words_on(line: str, alike: float) -> None:
    """The share of words that a line has of the headline counts from three words on."""
    assert _measure(line, _TITLE)[0, _COLUMNS.index("alike")] == pytest.approx(alike)


def test_without_a_title_the_first_line_is_compared_with() -> None:
    """The first line is no repetition of itself, unless it is the title."""
    text = f"{_TITLE}\nNothing\n{_TITLE}"
    since = _COLUMNS.index("since")
    assert _measure(text)[:, since].tolist() == pytest.approx([3, 3, 0])
    assert _measure(text, _TITLE)[:, since].tolist() == pytest.approx([0, 0.1, 0])


def test_a_headline_that_opens_the_text_stood_first_there() -> None:
    """What repeats a headline below does not become the first."""
    once = _measure(f"{_TITLE}\nNothing\n{_TITLE}", _TITLE)[:, _COLUMNS.index("once")]
    assert once.tolist() == pytest.approx([0, 0.1, 0.2])


def test_a_button_is_no_headline() -> None:
    """With fewer than four words nothing is compared; the first line counts as 30 below the headline."""
    own = _measure("Home\nHome page\nHome")
    assert own[:, _COLUMNS.index("shared") : _SIGNS].tolist() == [[0, 0, 3, 3]] * 3


def test_a_headline_far_above_counts_as_thirty_lines() -> None:
    """The distance from the headline ends at thirty lines."""
    own = _measure(_TITLE + "\nNothing" * 40, _TITLE)
    assert own[[29, 30, 40], _COLUMNS.index("since")].tolist() == pytest.approx([2.9, 3, 3])


@pytest.mark.parametrize(
    ("weights", "run"),
    [
        pytest.param([1, -2, 3, 1, -1], (2, 3), id="a run inside"),
        pytest.param([3, -1, 3], (0, 2), id="a light line between"),
        pytest.param([3, -3, 3], (0, 0), id="the first of two equals"),
        pytest.param([-1, -2], (0, 0), id="nothing is heavy"),
        pytest.param([0, 0.5], (1, 1), id="nothing before it"),
        pytest.param([0.5, 0.4], (0, 1), id="light lines"),
        pytest.param([], (0, 0), id="no lines"),
    ],
)
def test_the_heaviest_run_is_found(weights: list[float], run: tuple[int, int]) -> None:
    """First and last line of the run with the largest sum."""
    assert max_sum_range(np.array(weights, dtype=np.float64)) == run
