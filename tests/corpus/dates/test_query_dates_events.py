"""Claims about how a question's dates are shown, reported and settled, and about the events it counts from."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.dates import (
    find_event_references,
    list_days_of_unknown_year,
    move_to_covered_year,
    parse_query_dates,
    resolve_query_date,
)
from corpus.models import DateRange

_FRIDAY = date(2024, 6, 21)
_COVERED = DateRange(date(2024, 6, 1), date(2024, 6, 20))


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
    assert [reading.description for reading in parse_query_dates(text, _FRIDAY)] == [spoken]


@pytest.mark.parametrize(
    ("text", "words", "problem"),
    [
        pytest.param("news of 31 June", "31 June", "June has 30 days", id="a day too many"),
        pytest.param("29 February 2023", "29 February 2023", "February 2023 has 28 days", id="no leap year"),
        pytest.param("30 February", "30 February", "February has 29 days", id="no year, so it may be a leap year"),
        pytest.param("30 February 2024", "30 February 2024", "February 2024 has 29 days", id="a leap year"),
        pytest.param("0 May", "0 May", "May has 31 days", id="no first day"),
        pytest.param(
            "3rd of Jume", "3rd of Jume", "there is no month “Jume”; did you mean June?", id="a month misspelt"
        ),
        pytest.param("on 13/13", "13/13", "the calendar has no such day", id="no such day in two figures"),
        pytest.param("on 31.4.2024", "31.4.2024", "the calendar has no such day", id="no such day with points"),
        pytest.param("on 5/6/24", "5/6/24", "it could be 5 June or 6 May", id="either way, with a year"),
        pytest.param(
            "on Febtember 3",
            "Febtember 3",
            "there is no month “Febtember”; did you mean September?",
            id="no such month",
        ),
        pytest.param("of 2024-13-45", "2024-13-45", "the calendar has no such day", id="no such day in figures"),
        pytest.param("on 5/6", "5/6", "it could be 5 June or 6 May", id="day and month either way"),
    ],
)
def test_a_date_that_cannot_be_read_is_reported(text: str, words: str, problem: str) -> None:
    """What is meant for a date and is none is shown with the reason."""
    reading = parse_query_dates(text, _FRIDAY)[0]
    assert (reading.text, reading.window, reading.problem) == (words, None, problem)


@pytest.mark.parametrize(
    ("text", "window"),
    [
        pytest.param("on Wednesday", DateRange(date(2024, 6, 19), date(2024, 6, 19)), id="the last such weekday"),
        pytest.param("on Thursday night", DateRange(date(2024, 6, 20), date(2024, 6, 20)), id="the last day covered"),
        pytest.param("on 19 June", DateRange(date(2024, 6, 19), date(2024, 6, 19)), id="a day without a year"),
        pytest.param("19-20 June", DateRange(date(2024, 6, 19), date(2024, 6, 20)), id="days without a year"),
        pytest.param("since 19 June", DateRange(date(2024, 6, 19), None), id="an open side stays open"),
        pytest.param("in June", DateRange(date(2024, 6, 1), date(2024, 6, 30)), id="a month without a year"),
        pytest.param("after 19 June", DateRange(date(2024, 6, 20), None), id="after"),
        pytest.param("before 19 June", DateRange(None, date(2024, 6, 18)), id="before"),
        pytest.param("until 19 June", DateRange(None, date(2024, 6, 19)), id="until"),
        pytest.param("by 19 June", DateRange(None, date(2024, 6, 19)), id="by"),
        pytest.param("on 1 June", DateRange(date(2024, 6, 1), date(2024, 6, 1)), id="the first day covered"),
        pytest.param("on 31 May", None, id="the day before the first covered"),
        pytest.param("in May", None, id="a month before the first covered"),
        pytest.param("since 31 May", None, id="since a day that is not covered"),
        pytest.param("on 25 June", None, id="a day to come, and long ago in the year before"),
        pytest.param("the last two weeks", None, id="what ends with the day of asking"),
        pytest.param("overnight", None, id="the night before the day of asking"),
        pytest.param("the 19th", None, id="a day without a month"),
        pytest.param("on 3 July", None, id="what the corpus does not cover"),
        pytest.param("yesterday", None, id="what only the clock knows"),
    ],
)
def test_an_open_reading_is_settled_on_what_is_covered(text: str, window: DateRange | None) -> None:
    """Where the day of asking is not known, the last fitting days of the corpus are meant."""
    (reading,) = parse_query_dates(text, None)
    assert reading.window is None
    assert resolve_query_date(reading, _COVERED).window == window


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        pytest.param("on 19 June", DateRange(None, None), id="nothing is covered"),
        pytest.param("on 31 June", _COVERED, id="a date that can't be read"),
        pytest.param("on 19 June 2023", _COVERED, id="a date that was not left open"),
    ],
)
def test_what_can_not_be_settled_stays_as_it_is(text: str, covered: DateRange) -> None:
    """Where nothing is open, can be read or is covered, the reading is given back."""
    (reading,) = parse_query_dates(text, None)
    assert resolve_query_date(reading, covered) is reading


def test_days_without_a_first_are_covered_from_ever() -> None:
    """A corpus whose first day is not known may hold any day before its last."""
    (reading,) = parse_query_dates("on 25 June", None)
    day = date(2023, 6, 25)
    assert resolve_query_date(reading, DateRange(None, date(2024, 6, 20))).window == DateRange(day, day)


@pytest.mark.parametrize(
    ("text", "event", "window"),
    [
        pytest.param("what changed since the pact?", "pact", DateRange(date(2024, 6, 19), None), id="since"),
        pytest.param("after the Hanoi visit", "Hanoi visit", DateRange(date(2024, 6, 20), None), id="after"),
        pytest.param(
            "who spoke before the treaty was signed", "treaty", DateRange(None, date(2024, 6, 18)), id="before"
        ),
        pytest.param(
            "two days before the treaty", "treaty", DateRange(date(2024, 6, 17), date(2024, 6, 17)), id="counted back"
        ),
        pytest.param("until the pact", "pact", DateRange(None, date(2024, 6, 18)), id="until"),
        pytest.param("till the pact", "pact", DateRange(None, date(2024, 6, 18)), id="till"),
        pytest.param("prior to the pact", "pact", DateRange(None, date(2024, 6, 18)), id="prior to"),
        pytest.param("Ahead  of the pact", "pact", DateRange(None, date(2024, 6, 18)), id="ahead of"),
        pytest.param("following their pact", "pact", DateRange(date(2024, 6, 20), None), id="following"),
        pytest.param(
            "ten days after his visit to Hanoi",
            "visit",
            DateRange(date(2024, 6, 29), date(2024, 6, 29)),
            id="counted on",
        ),
        pytest.param(
            "12 weeks before this long hard winter summit",
            "long hard winter summit",
            DateRange(date(2024, 3, 27), date(2024, 3, 27)),
            id="counted in figures",
        ),
        pytest.param("a month before the pact", "pact", DateRange(date(2024, 5, 19), date(2024, 5, 19)), id="a month"),
        pytest.param("the year after that pact", "pact", DateRange(date(2025, 6, 19), date(2025, 6, 19)), id="a year"),
        pytest.param("the week after the pact", "pact", DateRange(date(2024, 6, 26), date(2024, 6, 26)), id="a week"),
        pytest.param("two days since the pact", "pact", DateRange(date(2024, 6, 19), None), id="since counts nothing"),
        pytest.param(
            "the day after the summit", "summit", DateRange(date(2024, 6, 20), date(2024, 6, 20)), id="a day on"
        ),
        pytest.param(
            "on the day of the pact", "pact", DateRange(date(2024, 6, 19), date(2024, 6, 19)), id="the day itself"
        ),
    ],
)
def test_an_event_that_a_question_counts_from_can_be_dated(text: str, event: str, window: DateRange) -> None:
    """The words of the event are given, and the window once somebody dates it."""
    (reference,) = find_event_references(text)
    day = date(2024, 6, 19)
    assert (reference.event, reference.resolve_window(DateRange(day, day))) == (event, window)
    assert text[reference.start : reference.end] == reference.text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("since the end of April", id="a part of a month"),
        pytest.param("before the 20th", id="a day of a month"),
        pytest.param("after the weekend", id="a weekend"),
        pytest.param("since when?", id="no event"),
        pytest.param("after the days of rain", id="units of time"),
        pytest.param("before the which", id="a word that ends names"),
        pytest.param("unbefore the pact", id="a part of another word"),
    ],
)
def test_dates_are_no_events(text: str) -> None:
    """What is read as a date is no event to be looked up."""
    assert find_event_references(text) == ()


@pytest.mark.parametrize(
    ("amount", "count"),
    [
        *((word, number) for number, word in enumerate("one two three four five six seven eight nine ten".split(), 1)),
        ("a", 1),
        ("the", 1),
        ("28", 28),
        ("365", 365),
    ],
)
def test_days_from_an_event_are_counted(amount: str, count: int) -> None:
    """Number words up to ten, and figures, count days before and after an event."""
    for relation, sign in (("before", -1), ("after", 1)):
        (reference,) = find_event_references(f"what was said {amount} days {relation} the treaty")
        assert (reference.relation, reference.unit, reference.count) == (relation, "D", sign * count)


def test_an_event_that_took_days_has_two_ends() -> None:
    """What is before it ends before its first day, what is after it begins behind its last."""
    first, last = date(2024, 6, 18), date(2024, 6, 20)
    windows = {
        "before the talks": DateRange(None, date(2024, 6, 17)),
        "after the talks": DateRange(date(2024, 6, 21), None),
        "since the talks": DateRange(first, None),
        "on the day of the talks": DateRange(first, last),
        "the day before the talks": DateRange(date(2024, 6, 17), date(2024, 6, 19)),
    }
    for text, window in windows.items():
        (reference,) = find_event_references(text)
        assert reference.resolve_window(DateRange(first, last)) == window, text


def test_an_event_without_a_day_dates_nothing() -> None:
    """An open window can't be counted from."""
    (reference,) = find_event_references("since the pact")
    for days in (DateRange(None, None), DateRange(date(2024, 6, 19), None), DateRange(None, date(2024, 6, 19))):
        with pytest.raises(ValueError, match="pact has no day"):
            reference.resolve_window(days)


def test_a_date_that_is_counted_from_another_takes_its_words() -> None:
    """The words that count and the date they count from are one phrase of the question."""
    (reading,) = parse_query_dates("what happened two days before 20 June?", _FRIDAY)
    assert (reading.text, reading.description) == ("two days before 20 June", "Tuesday 18 June 2024")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("what happened on 11 August?", "XXXX-08-11", id="a day without a year"),
        pytest.param("in April", "XXXX-04", id="a month without a year"),
        pytest.param("at Christmas", "XXXX-12-25", id="a feast without a year"),
        pytest.param("on 11 August 2020", "", id="a day of a year"),
        pytest.param("since 11 August", "", id="all days since"),
        pytest.param("yesterday", "", id="a day counted from today"),
    ],
)
def test_a_reading_keeps_that_no_year_was_asked_for(text: str, value: str) -> None:
    """Words without a year keep their open value, by which articles of an unknown year are found."""
    assert [reading.open_value for reading in parse_query_dates(text, _FRIDAY)] == [value]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        pytest.param("on 11 August", ("08-11",), id="a day without a year"),
        pytest.param("on 11 August 2020", ("08-11",), id="a day of a year of which articles tell"),
        pytest.param("August 13th, 2020", ("08-13",), id="a day beside one of which articles tell"),
        pytest.param("10 to 12 August 2020", ("08-10", "08-11", "08-12"), id="some days"),
        pytest.param("on 11 August 1999", (), id="a day of a year of which no article tells"),
        pytest.param("on 11 November 2020", (), id="a day far from those of which articles tell"),
        pytest.param("since 11 August 2020", (), id="all days since"),
        pytest.param("in 2020", (), id="a whole year"),
        pytest.param("yesterday", (), id="a day counted from today"),
    ],
)
def test_days_of_a_year_that_articles_mention_may_be_days_of_an_unknown_year(text: str, days: tuple[str, ...]) -> None:
    """An article of an unknown year may mention a day of a certain year if other articles mention days near it."""
    (reading,) = parse_query_dates(text, _FRIDAY)
    assert list_days_of_unknown_year(reading, {date(2020, 8, 9): 2, _FRIDAY: 1}) == days


_TOLD = {date(2015, 3, day): 3 for day in range(4, 12)} | {date(1971, 3, 30): 1}


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        pytest.param("what happened on 6 March?", "Friday 6 March 2015", id="a day that is told of"),
        pytest.param("March 6-8", "6 to 8 March 2015", id="several days"),
        pytest.param("since 6 March", "since 6 March 2015", id="all days since"),
        pytest.param("9 March onwards", "since 9 March 2015", id="all days from one on"),
        pytest.param("between 5 and 7 March", "5 to 7 March 2015", id="days between two"),
        pytest.param("in March", "March 2015", id="a month"),
        pytest.param("on 2 April", "Thursday 2 April 2015", id="the nearest to what is told of"),
        pytest.param("on 24 February", "Tuesday 24 February 2015", id="the nearest, before what is told of"),
        pytest.param("on 6 March 2024", "Wednesday 6 March 2024", id="a day of a year"),
        pytest.param("last March", "March 2024", id="a month counted from today"),
        pytest.param("yesterday", "Thursday 20 June 2024", id="a day counted from today"),
    ],
)
def test_a_day_without_a_year_is_one_of_the_articles_own(text: str, spoken: str) -> None:
    """Asked years later, a day without a year is still the one that the articles mention, or the nearest to it."""
    (reading,) = parse_query_dates(text, _FRIDAY)
    assert move_to_covered_year(reading, _TOLD).description == spoken


def test_a_day_of_now_is_kept_where_articles_of_now_are_stored() -> None:
    """A day that no article mentions yet stays in the year of asking if articles mention days near it."""
    (reading,) = parse_query_dates("what is due on 5 July?", _FRIDAY)
    assert move_to_covered_year(reading, {date(2024, 6, 20): 1, date(2023, 7, 5): 9}) == reading
    assert move_to_covered_year(reading, {}) == reading
