"""Claims about the lines of a text."""

from __future__ import annotations

import pytest

from corpus.segmentation.lines import TextLine, covered_share, split_lines

_WRAPPED = (
    "The two ministers agreed on Tuesday to reopen the\n"
    "harbour after weeks of talks, ending a dispute that\n"
    "had kept hundreds of boats in port, and that nobody\n"
    "believed could be ended before the winter had begun\n"
    "to close the roads to the north of the town at all."
)


def _list_texts(text: str) -> list[str]:
    return [line.text for line in split_lines(text)]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("one\ntwo", [TextLine(0, 3, "one", 0), TextLine(4, 7, "two", 0)], id="two lines"),
        pytest.param(
            "one\n\n \ntwo", [TextLine(0, 3, "one", 0), TextLine(7, 10, "two", 2)], id="blank lines are counted"
        ),
        pytest.param(
            "\n\none\ntwo", [TextLine(2, 5, "one", 2), TextLine(6, 9, "two", 0)], id="blank lines at the head"
        ),
        pytest.param(
            "  one \r\n\ttwo", [TextLine(2, 5, "one", 0), TextLine(9, 12, "two", 0)], id="white space is outside"
        ),
        pytest.param("\ufeffone\u200b", [TextLine(1, 4, "one", 0)], id="what has no width is outside"),
        pytest.param("- one", [TextLine(0, 5, "- one", 0, 2)], id="a bullet"),
        pytest.param("•  one", [TextLine(0, 6, "•  one", 0, 3)], id="a bullet and two blanks"),
        pytest.param("-one", [TextLine(0, 4, "-one", 0)], id="a hyphen is no bullet"),
        pytest.param("a aa", [TextLine(0, 4, "a aa", 0)], id="a letter that returns"),
    ],
)
def test_a_line_knows_its_place(text: str, lines: list[TextLine]) -> None:
    """A line has the offsets of its words, the blank lines before it, and its bullet."""
    assert split_lines(text) == lines


def test_lines_are_counted_from_the_start_that_is_given() -> None:
    """What stands before the start is no line, and offsets are those of the whole text."""
    assert split_lines("head\none", 5) == [TextLine(5, 8, "one", 0)]


def test_the_words_of_a_line_leave_out_its_bullet() -> None:
    """The words begin behind the bullet and its blank."""
    assert [line.words for line in split_lines("- one\ntwo")] == ["one", "two"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param(_WRAPPED, 1, id="a paragraph of five lines"),
        pytest.param(_WRAPPED + "\n\n" + _WRAPPED, 2, id="a blank line parts two paragraphs"),
        pytest.param(_WRAPPED + "\n- a point of the list", 2, id="a bullet begins anew"),
        pytest.param("\n".join(_WRAPPED.split("\n")[:3]), 1, id="two lines that go on below filled ones"),
        pytest.param("\n".join(_WRAPPED.split("\n")[:2]), 2, id="one line that goes on is too few"),
        pytest.param(
            _WRAPPED.replace("boats in port,", "boats,", 1).replace("before the", "then"), 1, id="ragged lines"
        ),
        pytest.param(_WRAPPED.title(), 5, id="lines that begin with capitals"),
        pytest.param("\n".join(line[26:] for line in _WRAPPED.split("\n")), 5, id="short lines"),
        pytest.param("\n".join(line + " and so on" * 6 for line in _WRAPPED.split("\n")), 5, id="long lines"),
        pytest.param(_WRAPPED + "\nA Title" * 4, 5, id="headings below the paragraph"),
        pytest.param(_WRAPPED + "\nA Title" * 9, 10, id="many headings below a paragraph"),
    ],
)
def test_paragraphs_wrapped_at_a_width_are_joined(text: str, count: int) -> None:
    """Lines that go on in small letters below a full line are one paragraph, if they are many or each is filled."""
    assert len(split_lines(text)) == count


@pytest.mark.parametrize(
    ("head", "count"),
    [
        pytest.param("Ministers reopen the harbour\nBy Ada Lund\nJune 4, 2024\n", 4, id="headline, byline, date line"),
        pytest.param("Ministers reopen the harbour for boats and ships\nBy Ada Lund\n", 3, id="a headline as wide"),
        pytest.param(
            "Ministers reopen the harbour for all boats after\nweeks of talks\n\n", 2, id="a wrapped headline"
        ),
    ],
)
def test_lines_above_a_wrapped_paragraph_stay_apart(head: str, count: int) -> None:
    """A headline, a byline and a date line are not joined to each other or to the story."""
    assert len(split_lines(head + _WRAPPED)) == count


@pytest.mark.parametrize(
    ("width", "count"),
    [
        pytest.param(29, 5, id="29 is a list"),
        pytest.param(30, 1, id="30 is a narrow page"),
        pytest.param(100, 1, id="100 is a page"),
        pytest.param(101, 5, id="101 is no wrapping"),
    ],
)
def test_a_page_is_30_to_100_wide(width: int, count: int) -> None:
    """Lines of other lengths were not broken at a fixed width."""
    assert len(split_lines("\n".join(["x" * width] * 5))) == count


def test_a_joined_paragraph_keeps_its_line_breaks() -> None:
    """Its span runs from the first line to the last, and it stands as far below as its first line did."""
    (line,) = split_lines("\n\n- " + _WRAPPED)
    assert (line.start, line.end, line.gap, line.bullet) == (2, 4 + len(_WRAPPED), 2, 2)
    assert line.text == "- " + _WRAPPED


@pytest.mark.parametrize(
    ("spans", "shares"),
    [
        pytest.param([], [0.0, 0.0, 0.0], id="nothing"),
        pytest.param([(0, 4)], [1.0, 0.0, 0.0], id="a whole line"),
        pytest.param([(1, 3)], [0.5, 0.0, 0.0], id="the middle of a line"),
        pytest.param([(2, 7)], [0.5, 0.5, 0.0], id="over a line's end"),
        pytest.param([(5, 6), (8, 9)], [0.0, 0.5, 0.0], id="two spans of one line"),
        pytest.param([(8, 9), (5, 6)], [0.0, 0.5, 0.0], id="spans in disorder"),
        pytest.param([(0, 14)], [1.0, 1.0, 1.0], id="all of it"),
        pytest.param([(0, 4), (0, 4)], [1.0, 0.0, 0.0], id="twice the same"),
        pytest.param([(4, 5), (9, 10)], [0.0, 0.0, 0.0], id="only what is between"),
    ],
)
def test_the_share_of_a_line_that_spans_cover(spans: list[tuple[int, int]], shares: list[float]) -> None:
    """A line's share is that of its code points, at most all of them."""
    assert covered_share(split_lines("aaaa\nbbbb\ncccc"), spans) == shares


@pytest.mark.parametrize(
    ("head", "count"),
    [
        pytest.param("Harbour board wants a second\nferry before the summer\n\nIt said so.", 2, id="a small letter"),
        pytest.param("Harbour board wants a ferry for\nLower Quay this year\n\nIt said so.", 2, id="an open word"),
        pytest.param("Harbour board wants a ferry\nBy Ann Lind\n\nIt said so.", 3, id="a byline"),
        pytest.param("Harbour board wants a ferry.\nand a bridge\n\nIt said so.", 3, id="a sentence above"),
        pytest.param("Harbour board wants a ferry\nLower Quay cheers\n\nIt said so.", 3, id="a line of its own"),
    ],
)
def test_a_headline_broken_in_two_is_one_line(head: str, count: int) -> None:
    """The second line of a headline begins in small letters, or behind a word with which none ends."""
    assert len(split_lines(head)) == count
