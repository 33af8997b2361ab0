"""Claims about the classes of tokens and the patterns over them."""

from __future__ import annotations

from random import Random

import pytest

from corpus.dates.tagger import tag
from corpus.dates.tokenizer import compile_pattern, find_required_codes, get_class_code, may_hold_time, tokenize
from corpus.languages.en.calendar import FUNCTION_WORD_CLASSES
from corpus.languages.en.numbers import CARDINALS, ORDINALS, SCALES, VAGUE_NUMBERS
from corpus.models import Sentence


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


@pytest.mark.parametrize(
    "text",
    ["Some of them left.", "The first of the five boats, which two men rowed, came in before the others.", "A pecan."],
)
def test_a_sentence_without_a_word_for_a_time_holds_none(text: str) -> None:
    """Numbers, prepositions and articles alone make no time, so that such a sentence is skipped."""
    assert not may_hold_time(text)


@pytest.mark.parametrize(
    "text",
    [
        "They met on Sunday.", "THEY MET ON SUNDAY.", "Sundays are quiet.", "It was on Sept. the first.", "Now it is.",
        "a mid-summer fair", "by Christmas", "during World War Two", "in nineteen eighty-four", "at 5", "the last few",
        "It opened at five o’clock.", "“Yesterday all was well.”",
    ],
)  # fmt: skip
def test_a_sentence_with_a_word_for_a_time_is_read(text: str) -> None:
    """Any word that a rule needs, in any case and beside any sign, has the sentence read."""
    assert may_hold_time(text)


def test_no_rule_matches_the_words_that_are_skipped() -> None:
    """Of thousands of words that hold no time by themselves, in any order, no rule makes one."""
    vocabulary = (*CARDINALS, *ORDINALS, *SCALES, *VAGUE_NUMBERS, *FUNCTION_WORD_CLASSES)
    words = [word for word in vocabulary if not may_hold_time(word)] + ["Velmora", "left", ",", "-", "."]
    random = Random(1)
    for _ in range(100):
        text = " ".join((*random.choices(words, k=60), "Velmora : 2019"))
        assert [found.text for found in tag([Sentence("key", 0, len(text), text)], None)] == ["2019"]
