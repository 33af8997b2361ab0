"""Claims about values and the days they cover."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dates import day_range, exact_day, format_timex_range, list_month_days


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        pytest.param("2024-06-20", date(2024, 6, 20), date(2024, 6, 20), id="a day is itself"),
        pytest.param("2024-06-20TMO", date(2024, 6, 20), date(2024, 6, 20), id="a part of a day lies on its day"),
        pytest.param("2024-06-20T15:26", date(2024, 6, 20), date(2024, 6, 20), id="a time of day lies on its day"),
        pytest.param("2024-W25", date(2024, 6, 17), date(2024, 6, 23), id="a week runs from Monday to Sunday"),
        pytest.param("2024-W25-WE", date(2024, 6, 22), date(2024, 6, 23), id="a weekend is Saturday and Sunday"),
        pytest.param("2024-02", date(2024, 2, 1), date(2024, 2, 29), id="a leap February has 29 days"),
        pytest.param("2024-Q2", date(2024, 4, 1), date(2024, 6, 30), id="a quarter has three months"),
        pytest.param("2024-H2", date(2024, 7, 1), date(2024, 12, 31), id="a half has six months"),
        pytest.param("2024-W25-3", date(2024, 6, 19), date(2024, 6, 19), id="a day of a week"),
        pytest.param("2024-H1", date(2024, 1, 1), date(2024, 6, 30), id="the first half"),
        pytest.param("2024-SP", date(2024, 3, 1), date(2024, 5, 31), id="a spring begins in March"),
        pytest.param("2024-SU", date(2024, 6, 1), date(2024, 8, 31), id="a summer begins in June"),
        pytest.param("2024-FA", date(2024, 9, 1), date(2024, 11, 30), id="an autumn begins in September"),
        pytest.param("2024-WI", date(2024, 12, 1), date(2025, 2, 28), id="a winter ends in the next year"),
        pytest.param("2024", date(2024, 1, 1), date(2024, 12, 31), id="a year"),
        pytest.param("195", date(1950, 1, 1), date(1959, 12, 31), id="a decade has three digits"),
        pytest.param("18", date(1800, 1, 1), date(1899, 12, 31), id="a century has two digits"),
        pytest.param("00", date(1, 1, 1), date(99, 12, 31), id="no year comes before the first"),
        pytest.param("1950/1953", date(1950, 1, 1), date(1953, 12, 31), id="an interval covers both its ends"),
        pytest.param("2024-06-20/2024-06-20", date(2024, 6, 20), date(2024, 6, 20), id="an interval of one day"),
        pytest.param("2024/2024-06", date(2024, 1, 1), date(2024, 6, 30), id="an interval that ends in its first part"),
    ],
)
def test_a_value_covers_its_days(value: str, first: date, last: date) -> None:
    """A calendar value covers the days from its first to its last."""
    assert day_range(value) == (first, last)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("", id="nothing"),
        pytest.param(None, id="no value"),
        pytest.param("P3M", id="a duration"),
        pytest.param("PAST_REF", id="a reference"),
        pytest.param("2024-06-31", id="a day too many"),
        pytest.param("2024-13", id="a month too many"),
        pytest.param("2024-W54", id="a week too many"),
        pytest.param("2024-Q5", id="a quarter too many"),
        pytest.param("XXXX-12-25", id="an open year"),
        pytest.param("2025/2024", id="an interval that ends before it starts"),
        pytest.param("2024/P3M", id="an interval without an end"),
        pytest.param("P3M/2024", id="an interval without a start"),
    ],
)
def test_what_is_no_place_on_the_calendar_covers_nothing(value: str | None) -> None:
    """Durations, references and impossible days have no interval."""
    assert day_range(value) is None


@pytest.mark.parametrize(
    ("first", "last", "value"),
    [
        pytest.param(date(2024, 6, 19), date(2024, 6, 19), "2024-06-19", id="one day"),
        pytest.param(date(2024, 6, 1), date(2024, 6, 30), "2024-06", id="a whole month"),
        pytest.param(date(2024, 1, 1), date(2024, 12, 31), "2024", id="a whole year"),
        pytest.param(date(2024, 6, 17), date(2024, 6, 23), "2024-W25", id="a whole week"),
        pytest.param(date(2024, 12, 30), date(2025, 1, 5), "2025-W01", id="a week is of the year of its Thursday"),
        pytest.param(date(2024, 6, 18), date(2024, 6, 24), "2024-06-18/2024-06-24", id="seven days from a Tuesday"),
        pytest.param(date(2024, 6, 17), date(2024, 6, 24), "2024-06-17/2024-06-24", id="eight days from a Monday"),
        pytest.param(date(2024, 6, 2), date(2024, 6, 30), "2024-06-02/2024-06-30", id="a month without its first day"),
        pytest.param(date(2024, 2, 1), date(2024, 12, 31), "2024-02-01/2024-12-31", id="a year without its January"),
        pytest.param(date(987, 6, 1), date(987, 6, 30), "0987-06", id="a month of an early year"),
        pytest.param(date(987, 1, 1), date(987, 12, 31), "0987", id="an early year is no decade"),
        pytest.param(date(2, 1, 7), date(2, 1, 13), "0002-W02", id="a week of an early year"),
    ],
)
def test_an_interval_is_spelt_as_shortly_as_can_be(first: date, last: date, value: str) -> None:
    """Whole months, years and weeks have values of their own; all else is written from day to day."""
    assert format_timex_range(first, last) == value


@given(st.dates(max_value=date(9990, 1, 1)), st.integers(0, 800))
def test_spelling_keeps_the_days(first: date, length: int) -> None:
    """Reading what was spelt gives the same days again."""
    last = first + timedelta(days=length)
    assert day_range(format_timex_range(first, last)) == (first, last)


@pytest.mark.parametrize(
    ("value", "days"),
    [
        pytest.param("XXXX-04-28", ("04-28",), id="a day"),
        pytest.param("XXXX-04-28TMO", ("04-28",), id="a part of a day"),
        pytest.param("XXXX-04", ("04",), id="a month"),
        pytest.param("XXXX-04-29/XXXX-05-02", ("04-29", "04-30", "05-01", "05-02"), id="from day to day"),
        pytest.param("XXXX-12-31/XXXX-01-01", ("12-31", "01-01"), id="over the turn of the year"),
        pytest.param("XXXX-01-01/XXXX-04-01", (), id="a quarter of a year"),
        pytest.param("XXXX-04/XXXX-05", (), id="from month to month"),
        pytest.param("XXXX-04-28/2019-04-30", (), id="one end is known"),
        pytest.param("2019-04-28", (), id="a day of a known year"),
        pytest.param("XXXX-WXX-5", (), id="a weekday"),
        pytest.param("P3D", (), id="a length"),
        pytest.param("", (), id="no value"),
    ],
)
def test_an_open_value_names_days_of_any_year(value: str, days: tuple[str, ...]) -> None:
    """A day whose year is not known is listed by month and day."""
    assert list_month_days(value) == days


@pytest.mark.parametrize(
    ("value", "day"),
    [
        pytest.param("2024-06-20", date(2024, 6, 20), id="a day"),
        pytest.param("2024-06-20T15:26", date(2024, 6, 20), id="a time of a day"),
        pytest.param("2024-06-20/2024-06-20", date(2024, 6, 20), id="an interval of one day"),
        pytest.param("2024-06", None, id="a month"),
        pytest.param("PT2H", None, id="a duration"),
        pytest.param(None, None, id="nothing"),
    ],
)
def test_only_a_single_day_is_exact(value: str | None, day: date | None) -> None:
    """A week or a month holds days, and is none of them."""
    assert exact_day(value) == day
