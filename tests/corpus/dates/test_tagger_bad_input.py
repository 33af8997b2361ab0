"""Claims about text that no tagger was made for."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.dates import find_event_references, parse_query_dates
from corpus.dates.tagger import tag
from corpus.models import Sentence

_WORDS = (
    "the a an of in on at to and or since until by between early late mid end beginning last next this past two twelve "
    "hundred half 1 2 12 24 31 59 99 0 00 000 2024 1999 9999 19th 1st second 3:30 25:61 1/2 0/0 31/12 2024-06-20 "
    "2024-13-45 1950-53 1990s '90s May march June Sept. Thursday sat Mondays morning night noon yesterday today week "
    "weeks year years-old quarter quarters century decade ago earlier later before after now recently soon daily every "
    "Chrıſtmas ſept. İ several few couple fiscal Easter Christmas Q3 W25 "
    ", . - – / ( 's is was will said 二〇二四年 ٢٠٢٤ ２０２４ ½ ²"
).split()
_PUBLISHED = ["2024-06-20", "2024-06-20T15:26", "0001-01-01", "9999-12-31", "2024", "1999-W52", "2024-06/2024-07", None]
_TEXTS = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(_WORDS), max_size=14).map(" ".join))


@given(text=_TEXTS, published=st.sampled_from(_PUBLISHED))
@settings(max_examples=200, deadline=None)
def test_any_text_is_tagged_in_order_and_word_for_word(text: str, published: str | None) -> None:
    """Spans are in order, do not overlap and hold their words; values are ASCII."""
    reached = 7
    for found in tag([Sentence("a", 7, 7 + len(text), text)], published):
        assert reached <= found.start < found.end
        assert text[found.start - 7 : found.end - 7] == found.text
        assert found.value.isascii()
        assert found.value
        reached = found.end


@given(text=_TEXTS, today=st.sampled_from([None, date.min, date(2024, 6, 21), date.max]))
@settings(max_examples=200, deadline=None)
def test_any_question_is_read(text: str, today: date | None) -> None:
    """Whatever is typed gives readings whose spans hold their words, each with a window, a value or a reason."""
    for reading in parse_query_dates(text, today):
        assert text[reading.start : reading.end] == reading.text
        assert reading.window or reading.value or reading.problem
    assert all(text[one.start : one.end] == one.text for one in find_event_references(text))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param("They met on 31 June.", ["2024-06"], id="a day too many leaves the month"),
        pytest.param("In the year 9999 it ends.", [], id="a year beyond all calendars of news"),
        pytest.param("It was built in 1066 and in 1492.", ["1066", "1492"], id="other centuries"),
        pytest.param("On 15 Nisan 5784 and 5 Muharram 1446.", [], id="other calendars"),
        pytest.param("999999999999 years ago there was nothing.", [], id="huge numbers"),
        pytest.param("二〇二四年六月二十日，首尔。", [], id="Chinese"),
        pytest.param("في ٢٠ يونيو ٢٠٢٤", [], id="Arabic figures"),
        pytest.param("Встреча прошла 20 июня.", [], id="Cyrillic"),
    ],
)
def test_strange_dates_are_left_alone(text: str, values: list[str]) -> None:
    """What is no date of the Gregorian calendar in English has no value."""
    assert [found.value for found in tag([Sentence("a", 0, len(text), text)], "2024-06-20")] == values


def test_a_count_of_thousands_of_digits_is_an_unknown_amount() -> None:
    """Python refuses to convert more than 4,300 digits, so that such a run is no number."""
    text = "9" * 5_000 + " years passed, then " + "1" * 5_000 + ".5 days."
    assert [found.value for found in tag([Sentence("a", 0, len(text), text)], "2024-06-20")] == ["PXY", "PXD"]
    assert parse_query_dates("in " + "2" * 5_000 + " days", date(2024, 6, 21)) == ()


def test_a_paragraph_of_50_000_characters_is_tagged_throughout() -> None:
    """A very long paragraph is read to its end."""
    text = "They met on Wednesday and spoke for two hours. " * 1_100
    assert len(tag([Sentence("a", 0, len(text), text)], "2024-06-20")) == 2_200


def test_no_sentences_hold_no_times() -> None:
    """An article without sentences has no time expressions."""
    assert tag([], "2024-06-20") == ()
