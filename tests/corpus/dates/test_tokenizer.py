"""Claims about the classes of tokens and the patterns over them."""

from __future__ import annotations

import pytest

from corpus.dates.tokenizer import compile_pattern, find_required_codes, get_class_code, tokenize


def _list_required(pattern: str) -> list[set[str]]:
    names = ("THE", "WEEKDAY", "ORDINAL", "SECOND", "LAST", "NEXT", "MONTH")
    classes = {get_class_code(name): name for name in names}
    return [{classes[code] for code in codes} for codes in find_required_codes(pattern)]


@pytest.mark.parametrize(
    ("pattern", "required"),
    [
        pytest.param("THE? day=WEEKDAY", [{"WEEKDAY"}], id="a class that may be missing"),
        pytest.param("order=ORD", [{"ORDINAL", "SECOND"}], id="a set of classes"),
        pytest.param("(?P<way>LAST|NEXT) WEEKDAY", [{"LAST", "NEXT"}, {"WEEKDAY"}], id="a group of alternatives"),
        pytest.param("(?P<way>LAST|NEXT)? WEEKDAY", [{"WEEKDAY"}], id="a group that may be missing"),
        pytest.param("(?:LAST WEEKDAY)? MONTH", [{"MONTH"}], id="a group of several classes"),
        pytest.param("LAST(?=WEEKDAY)(?!MONTH)", [{"LAST"}], id="what stands beside"),
        pytest.param("LAST|NEXT", [], id="alternatives"),
    ],
)
def test_a_pattern_requires_its_outer_classes(pattern: str, required: list[set[str]]) -> None:
    """A text that lacks a required class cannot match, and is skipped."""
    assert _list_required(pattern) == required


def test_a_skipped_text_does_not_match() -> None:
    """What is required is held by every text that matches."""
    pattern = "THE? (?P<way>LAST|NEXT) WEEKDAY"
    codes = "".join(token.code for token in tokenize("They met the last Friday."))
    match = compile_pattern(pattern).search(codes)
    assert match
    assert all(not one.isdisjoint(match[0]) for one in find_required_codes(pattern))
