"""Claims about how a question's dates are shown, reported and settled, and about the events it counts from."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.dates import event_references, read_question, settle
from corpus.model import Window

_FRIDAY = date(2024, 6, 21)
_COVERED = Window(date(2024, 6, 1), date(2024, 6, 20))


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        pytest.param("what happened on Wednesday?", "Wednesday 19 June 2024", id="a day has its weekday"),
        pytest.param("19-20 June", "19 to 20 June 2024", id="days of one month"),
        pytest.param("30 May to 2 June", "30 May to 2 June 2024", id="days of two months"),
        pytest.param("28 December 2023 to 3 January 2024", "28 December 2023 to 3 January 2024", id="of two years"),
        pytest.param("in May 2024", "May 2024", id="a month"),
        pytest.param("between March and May 2024", "March to May 2024", id="months"),
        pytest.param("between November 2023 and May 2024", "November 2023 to May 2024", id="months of two years"),
        pytest.param("in 2006", "2006", id="a year"),
        pytest.param("2014-2016", "2014 to 2016", id="years"),
        pytest.param("since 28 May", "since 28 May 2024", id="since"),
        pytest.param("before 20 June", "before 20 June 2024", id="before"),
        pytest.param("until 20 June", "until 20 June 2024", id="until"),
        pytest.param("after Wednesday", "after 19 June 2024", id="after"),
    ],
)
def test_a_reading_can_be_shown(text: str, spoken: str) -> None:
    """A reading says in words what was understood."""
    assert [reading.spoken for reading in read_question(text, _FRIDAY)] == [spoken]


@pytest.mark.parametrize(
    ("text", "words", "problem"),
    [
        pytest.param("news of 31 June", "31 June", "June has 30 days", id="a day too many"),
        pytest.param("29 February 2023", "29 February 2023", "February 2023 has 28 days", id="no leap year"),
        pytest.param("on Febtember 3", "Febtember 3", "there is no month Febtember (September?)", id="no such month"),
        pytest.param("of 2024-13-45", "2024-13-45", "there is no such day", id="no such day in figures"),
        pytest.param("on 5/6", "5/6", "it could be 5 June or 6 May", id="day and month either way"),
    ],
)
def test_a_date_that_cannot_be_read_is_reported(text: str, words: str, problem: str) -> None:
    """What is meant for a date and is none is shown with the reason."""
    reading = read_question(text, _FRIDAY)[0]
    assert (reading.text, reading.window, reading.problem) == (words, None, problem)


@pytest.mark.parametrize(
    ("text", "window"),
    [
        pytest.param("on Wednesday", Window(date(2024, 6, 19), date(2024, 6, 19)), id="the last such weekday"),
        pytest.param("on Thursday night", Window(date(2024, 6, 20), date(2024, 6, 20)), id="the last day covered"),
        pytest.param("on 19 June", Window(date(2024, 6, 19), date(2024, 6, 19)), id="a day without a year"),
        pytest.param("19-20 June", Window(date(2024, 6, 19), date(2024, 6, 20)), id="days without a year"),
        pytest.param("since 19 June", Window(date(2024, 6, 19), None), id="an open side stays open"),
        pytest.param("in June", Window(date(2024, 6, 1), date(2024, 6, 30)), id="a month without a year"),
        pytest.param("on 3 July", None, id="what the corpus does not cover"),
        pytest.param("yesterday", None, id="what only the clock knows"),
    ],
)
def test_an_open_reading_is_settled_on_what_is_covered(text: str, window: Window | None) -> None:
    """Where the day of asking is not known, the last fitting days of the corpus are meant."""
    (reading,) = read_question(text, None)
    assert reading.window is None
    assert settle(reading, _COVERED).window == window


@pytest.mark.parametrize(
    ("text", "event", "window"),
    [
        pytest.param("what changed since the pact?", "pact", Window(date(2024, 6, 19), None), id="since"),
        pytest.param("after the Hanoi visit", "Hanoi visit", Window(date(2024, 6, 20), None), id="after"),
        pytest.param("who spoke before the treaty was signed", "treaty", Window(None, date(2024, 6, 18)), id="before"),
        pytest.param(
            "two days before the treaty", "treaty", Window(date(2024, 6, 17), date(2024, 6, 17)), id="counted back"
        ),
        pytest.param("the day after the summit", "summit", Window(date(2024, 6, 20), date(2024, 6, 20)), id="a day on"),
        pytest.param(
            "on the day of the pact", "pact", Window(date(2024, 6, 19), date(2024, 6, 19)), id="the day itself"
        ),
    ],
)
def test_an_event_that_a_question_counts_from_can_be_dated(text: str, event: str, window: Window) -> None:
    """The words of the event are given, and the window once somebody dates it."""
    (reference,) = event_references(text)
    day = date(2024, 6, 19)
    assert (reference.event, reference.window(Window(day, day))) == (event, window)
    assert text[reference.start : reference.end] == reference.text


@pytest.mark.parametrize("text", ["since the end of May", "before the 20th", "after the weekend", "since when?"])
def test_dates_are_no_events(text: str) -> None:
    """What is read as a date is no event to be looked up."""
    assert event_references(text) == ()


def test_an_event_without_a_day_dates_nothing() -> None:
    """An open window can't be counted from."""
    (reference,) = event_references("since the pact")
    with pytest.raises(ValueError, match="pact has no day"):
        reference.window(Window(None, None))


def test_a_date_that_is_counted_from_another_takes_its_words() -> None:
    """The words that count and the date they count from are one phrase of the question."""
    (reading,) = read_question("what happened two days before 20 June?", _FRIDAY)
    assert (reading.text, reading.spoken) == ("two days before 20 June", "Tuesday 18 June 2024")
