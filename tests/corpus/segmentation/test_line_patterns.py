"""Claims about what single lines say by their own words; each line beside its flags in tests/data/line_flags.txt."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.segmentation import line_patterns
from corpus.segmentation.line_patterns import BIO, BYLINE, DATE, FURNITURE, line_flags

_NAMES = (
    "CREDIT BYLINE DATE NAME BIO TEASER READER_REQUEST RIGHTS FURNITURE LIST_HEAD TAG_HEAD COMMENT APPEAL STOP"
).split()
_FILE = Path(__file__).parents[2] / "data" / "line_flags.txt"


def _read_rows() -> list[tuple[str, str]]:
    rows = [row for row in _FILE.read_text("utf-8").splitlines() if row and not row.startswith("#")]
    return [(line.strip(), flags.strip()) for flags, line in (row.split("|", 1) for row in rows)]


def _list_flags(line: str) -> str:
    found = line_flags(line)
    return " ".join(name for name in _NAMES if found & getattr(line_patterns, name))


@pytest.mark.parametrize(("line", "flags"), [pytest.param(*row, id=row[0]) for row in _read_rows()])
def test_a_line_has_its_flags(line: str, flags: str) -> None:
    """A line has the flags beside it, and no others."""
    assert _list_flags(line) == flags


@pytest.mark.parametrize(
    ("line", "flags"),
    [
        pytest.param("Read\xa0more: Why fish is dear", "TEASER", id="a blank that does not break"),
        pytest.param("Boats leave at dawn. (Ann\nLind for AFP)", "CREDIT", id="a wrapped line"),
        pytest.param("All  rights\treserved, by law", "RIGHTS", id="several blanks"),
    ],
)
def test_any_white_space_is_a_blank(line: str, flags: str) -> None:
    """Between the words of a phrase any white space may stand."""
    assert _list_flags(line) == flags


@pytest.mark.parametrize(
    ("sign", "line", "filling", "length"),
    [
        pytest.param(BYLINE, "By Ann Lind of Portville", "x", 119, id="a byline"),
        pytest.param(FURNITURE, "* ", "* ", 160, id="a rule"),
        pytest.param(DATE, "4 June 2024 10", "4", 140, id="a date"),
        pytest.param(BIO, "Ann Lind is an editor.", ".", 700, id="a note on the author"),
    ],
)
def test_what_is_short_is_looked_for_in_short_lines(sign: int, line: str, filling: str, length: int) -> None:
    """Up to a length a line can be furniture, a date, a byline or a note; a longer one is prose, however it opens."""
    long = line + filling * length
    assert line_flags(long[:length]) & sign
    assert not line_flags(long[: length + 1]) & sign


def test_a_word_without_end_is_read_at_once() -> None:
    """Behind the mark of a copyright too, no line takes time that grows with the square of its length."""
    assert _list_flags("Boats © " + "x" * 200_000) == ""
