"""Claims about sums over values of the calendar, and about how many."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.dates.arithmetic import (
    compute_easter,
    find_nearest_weekday,
    get_granularity,
    is_fine_enough,
    shift_days,
    shift_value,
    to_unit_value,
)
from corpus.dates.rule import format_duration, parse_amount
from corpus.dates.tokenizer import tokenize


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        pytest.param("2024-06-20", "D", id="a day"),
        pytest.param("2024-06-20T15:26", "D", id="a time of a day"),
        pytest.param("2024-W25-4", "D", id="a day of a week"),
        pytest.param("2024-W25-WE", "WE", id="a weekend"),
        pytest.param("2024-W25", "W", id="a week"),
        pytest.param("2024-06", "M", id="a month"),
        pytest.param("2024-Q2", "Q", id="a quarter"),
        pytest.param("2024-SP", "SN", id="a spring"),
        pytest.param("2024-SU", "SN", id="a summer"),
        pytest.param("2024-FA", "SN", id="an autumn"),
        pytest.param("2024-WI", "SN", id="a winter"),
        pytest.param("2024-H1", "H", id="a half"),
        pytest.param("2024", "Y", id="a year"),
        pytest.param("202", "DE", id="a decade"),
        pytest.param("20", "CE", id="a century"),
        pytest.param("P3M", "", id="a duration"),
        pytest.param("2024-06-20/2024-06-21", "", id="an interval"),
        pytest.param("XXXX-06", "", id="an open value"),
    ],
)
def test_a_value_has_the_unit_of_its_form(value: str, unit: str) -> None:
    """The unit is read from the form of the value."""
    assert get_granularity(value) == unit


@pytest.mark.parametrize(
    ("unit", "value", "unknown"),
    [
        pytest.param("D", "2024-06-20", "XXXX-XX-XX", id="day"),
        pytest.param("N", "2024-06-20TNI", "XXXX-XX-XXTNI", id="night"),
        pytest.param("W", "2024-W25", "XXXX-WXX", id="week"),
        pytest.param("F", "2024-W25", "XXXX-WXX", id="fortnight"),
        pytest.param("WE", "2024-W25-WE", "XXXX-WXX-WE", id="weekend"),
        pytest.param("M", "2024-06", "XXXX-XX", id="month"),
        pytest.param("Q", "2024-Q2", "XXXX-QX", id="quarter"),
        pytest.param("Y", "2024", "XXXX", id="year"),
        pytest.param("DE", "202", "XXX", id="decade"),
        pytest.param("CE", "20", "XX", id="century"),
        pytest.param("ML", "2", "X", id="millennium"),
    ],
)
def test_a_day_lies_in_one_of_each_unit(unit: str, value: str, unknown: str) -> None:
    """The unit that holds a day has its value, and an open one where the day is not known."""
    assert to_unit_value(date(2024, 6, 20), unit) == value
    assert to_unit_value(None, unit) == unknown


@pytest.mark.parametrize(
    ("month", "quarter"),
    [pytest.param(month, (month - 1) // 3 + 1, id=f"month {month}") for month in (1, 3, 4, 6, 7, 9, 10, 12)],
)
def test_a_quarter_has_three_months(month: int, quarter: int) -> None:
    """A month lies in the quarter that it belongs to."""
    assert to_unit_value(date(2024, month, 1), "Q") == f"2024-Q{quarter}"


@pytest.mark.parametrize(
    ("value", "unit", "count", "there"),
    [
        pytest.param("2024-06-19", "D", 1, "2024-06-20", id="a day on"),
        pytest.param("2024-06-19", "N", -1, None, id="nights move no value"),
        pytest.param("2024-06-19", "W", 1, "2024-06-26", id="a week on stays a day"),
        pytest.param("2024-06-19", "F", 1, "2024-07-03", id="a fortnight on"),
        pytest.param("2024-06-19", "WE", 1, "2024-06-26", id="a weekend on"),
        pytest.param("2024-05-31", "M", 1, "2024-06-30", id="a month on, at most to its end"),
        pytest.param("2024-12-31", "M", 2, "2025-02-28", id="months over the year's end"),
        pytest.param("2024-01-31", "M", -1, "2023-12-31", id="a month back over the year's end"),
        pytest.param("1989-Q3", "Y", -1, "1988-Q3", id="a quarter of another year"),
        pytest.param("1989-Q3", "Q", 2, "1990-Q1", id="quarters on"),
        pytest.param("2024-SU", "Y", -2, "2022-SU", id="a season of another year"),
        pytest.param("2024-SU", "DE", 1, "2034-SU", id="a season of another decade"),
        pytest.param("2024-06", "SN", 1, "2024-09", id="a season on from a month"),
        pytest.param("2024-06", "H", 1, "2024-12", id="half a year on"),
        pytest.param("2024", "D", 1, "2024-01-02", id="a year moved by a day is told as a day"),
        pytest.param("2024", "DE", -1, "2014", id="a decade back"),
        pytest.param("202", "DE", 1, "203", id="the next decade"),
        pytest.param("19", "CE", 1, "20", id="the next century"),
        pytest.param("2024", "ML", -1, "1024", id="a millennium back"),
        pytest.param("9999", "Y", 1, None, id="no year beyond the last"),
        pytest.param("0001-01-01", "D", -1, None, id="no day before the first"),
        pytest.param("P3M", "D", 1, None, id="a duration is nowhere"),
        pytest.param("2024-06-31", "D", 1, None, id="an impossible day is nowhere"),
        pytest.param("2024-06-19", "S", 1, None, id="seconds move no day"),
    ],
)
def test_a_value_is_moved_by_units(value: str, unit: str, count: int, there: str | None) -> None:
    """A moved value is as fine as the finer of its own unit and the one it is moved by."""
    assert shift_value(value, unit, count) == there


@pytest.mark.parametrize(
    ("value", "unit", "enough"),
    [
        pytest.param("2024-06-20", "D", True, id="a day for days"),
        pytest.param("2024-06-20", "Y", True, id="a day for years"),
        pytest.param("2024-06", "D", False, id="a month for days"),
        pytest.param("2024", "Y", True, id="a year for years"),
        pytest.param("P3M", "Y", False, id="a duration for years"),
        pytest.param("2024", "S", False, id="a unit of the clock"),
    ],
)
def test_a_month_gives_no_day(value: str, unit: str, *, enough: bool) -> None:
    """A value serves for units that are no finer than itself."""
    assert is_fine_enough(value, unit) is enough


@pytest.mark.parametrize(
    ("direction", "weekday", "day"),
    [
        pytest.param(-1, 4, date(2024, 6, 20), id="the same weekday, looking back"),
        pytest.param(1, 4, date(2024, 6, 20), id="the same weekday, looking on"),
        pytest.param(-1, 5, date(2024, 6, 14), id="the next weekday, looking back"),
        pytest.param(1, 5, date(2024, 6, 21), id="the next weekday, looking on"),
        pytest.param(-1, 3, date(2024, 6, 19), id="the weekday before, looking back"),
        pytest.param(1, 3, date(2024, 6, 26), id="the weekday before, looking on"),
    ],
)
def test_the_nearest_weekday_lies_within_a_week(direction: int, weekday: int, day: date) -> None:
    """A weekday on or before a day, or on or after it; 20 June 2024 was a Thursday."""
    assert find_nearest_weekday(date(2024, 6, 20), weekday, direction) == day


@pytest.mark.parametrize(
    ("day", "count", "there"),
    [
        pytest.param(date.min, -1, date.min, id="before the first day"),
        pytest.param(date.max, 1, date.max, id="behind the last day"),
        pytest.param(date.max, -1, date(9999, 12, 30), id="inside"),
    ],
)
def test_the_calendar_has_a_first_and_a_last_day(day: date, count: int, there: date) -> None:
    """What would leave the calendar stays on its edge."""
    assert shift_days(day, count) == there


@pytest.mark.parametrize(
    ("year", "day"),
    [
        pytest.param(1818, date(1818, 3, 22), id="as early as can be"),
        pytest.param(1943, date(1943, 4, 25), id="as late as can be"),
        pytest.param(1954, date(1954, 4, 18), id="where the late rule counts"),
        pytest.param(1961, date(1961, 4, 2), id="1961"),
        pytest.param(1981, date(1981, 4, 19), id="1981"),
        pytest.param(2000, date(2000, 4, 23), id="a leap century"),
        pytest.param(2024, date(2024, 3, 31), id="2024"),
        pytest.param(2038, date(2038, 4, 25), id="2038"),
        pytest.param(2100, date(2100, 3, 28), id="a century without a leap day"),
        pytest.param(1600, date(1600, 4, 2), id="1600"),
        pytest.param(4200, date(4200, 4, 20), id="far ahead"),
    ],
)
def test_easter_is_where_the_tables_have_it(year: int, day: date) -> None:
    """Easter Sunday by the published tables."""
    assert compute_easter(year) == day


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        pytest.param("two", "2", id="a word"),
        pytest.param("2", "2", id="a figure"),
        pytest.param("1,200", "1200", id="a figure with a comma"),
        pytest.param("2.5", "2.5", id="a decimal"),
        pytest.param("2.25", "2.25", id="two decimals"),
        pytest.param("a", "1", id="an article"),
        pytest.param("an", "1", id="an article before a vowel"),
        pytest.param("a couple of", "2", id="a couple"),
        pytest.param("half a", "0.5", id="half"),
        pytest.param("a half", "0.5", id="a half"),
        pytest.param("a and half", "1.5", id="one and a half"),
        pytest.param("2 1/2", "2.5", id="a fraction"),
        pytest.param("1/3", "0.33", id="a third"),
        pytest.param("1/0", "0", id="no fraction"),
        pytest.param("twenty-four", "24", id="tens and ones"),
        pytest.param("a hundred", "100", id="a scale"),
        pytest.param("two hundred", "200", id="a number of scales"),
        pytest.param("two hundred and six", "206", id="behind a scale"),
        pytest.param("two thousand three hundred", "2300", id="two scales"),
        pytest.param("a dozen", "12", id="a dozen"),
        pytest.param("several", "X", id="several"),
        pytest.param("a few", "X", id="a few"),
    ],
)
def test_words_and_figures_say_how_many(text: str, amount: str) -> None:
    """An amount is read as the number that it stands for, or as X."""
    assert parse_amount(tuple(tokenize(text))) == amount


@pytest.mark.parametrize(
    ("amount", "unit", "value"),
    [
        pytest.param("2", "S", "PT2S", id="seconds"),
        pytest.param("2", "TM", "PT2M", id="minutes"),
        pytest.param("2", "H", "PT2H", id="hours"),
        pytest.param("2", "D", "P2D", id="days"),
        pytest.param("2", "N", "P2D", id="nights"),
        pytest.param("2", "W", "P2W", id="weeks"),
        pytest.param("2", "WE", "P2WE", id="weekends"),
        pytest.param("2", "F", "P4W", id="fortnights"),
        pytest.param("2", "M", "P2M", id="months"),
        pytest.param("2", "Q", "P2Q", id="quarters"),
        pytest.param("2", "Y", "P2Y", id="years"),
        pytest.param("2", "DE", "P20Y", id="decades"),
        pytest.param("2", "CE", "P200Y", id="centuries"),
        pytest.param("2", "ML", "P2L", id="millennia"),
        pytest.param("X", "DE", "PXDE", id="decades of an unknown number"),
        pytest.param("X", "F", "PXW", id="fortnights of an unknown number"),
        pytest.param("2.5", "Y", "P2Y6M", id="years and a half"),
        pytest.param("0.5", "Y", "P6M", id="half a year"),
        pytest.param("2.5", "H", "PT2H30M", id="hours and a half"),
        pytest.param("0.5", "H", "PT30M", id="half an hour"),
        pytest.param("1.5", "TM", "PT1M30S", id="a minute and a half"),
        pytest.param("2.5", "D", "P2.5D", id="days and a half"),
        pytest.param("0.5", "DE", "P5Y", id="half a decade"),
        pytest.param("0.25", "DE", "P2.5Y", id="a quarter of a decade"),
        pytest.param("0.5", "F", "P1W", id="half a fortnight"),
    ],
)
def test_a_length_is_spelt_as_timex3_has_it(amount: str, unit: str, value: str) -> None:
    """Halves are spelt in the next finer unit, where years, hours and minutes are halved."""
    assert format_duration(amount, unit) == value
