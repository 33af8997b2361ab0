"""Claims about values and the days they cover."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.intervals import days, spell


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
        pytest.param("2024-WI", date(2024, 12, 1), date(2025, 2, 28), id="a winter ends in the next year"),
        pytest.param("2024", date(2024, 1, 1), date(2024, 12, 31), id="a year"),
        pytest.param("195", date(1950, 1, 1), date(1959, 12, 31), id="a decade has three digits"),
        pytest.param("1950/1953", date(1950, 1, 1), date(1953, 12, 31), id="an interval covers both its ends"),
    ],
)
def test_a_value_covers_its_days(value: str, first: date, last: date) -> None:
    """A calendar value covers the days from its first to its last."""
    assert days(value) == (first, last)


@pytest.mark.parametrize("value", ["", "P3M", "PAST_REF", "2024-06-31", "2024-13", "XXXX-12-25", "2025/2024", None])
def test_what_is_no_place_on_the_calendar_covers_nothing(value: str | None) -> None:
    """Durations, references and impossible days have no interval."""
    assert days(value) is None


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)), st.integers(0, 800))
def test_spelling_keeps_the_days(first: date, length: int) -> None:
    """Reading what was spelt gives the same days again."""
    last = first + timedelta(days=length)
    assert days(spell(first, last)) == (first, last)
