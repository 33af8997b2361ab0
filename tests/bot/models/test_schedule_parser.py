"""Times, zones, weekdays and days as people write them."""

from __future__ import annotations

from datetime import date, time

import pytest

from bot.errors import ScheduleError
from bot.models.schedule import EVERY_DAY
from bot.models.schedule_parser import parse_day, parse_times, parse_weekdays


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8:30", (time(8, 30),)),
        ("08.30", (time(8, 30),)),
        ("9pm", (time(21),)),
        ("9 P.M.", (time(21),)),
        ("12am", (time(0),)),
        ("12:15 pm", (time(12, 15),)),
        ("noon", (time(12),)),
        ("Midday", (time(12),)),
        ("MIDNIGHT", (time(0),)),
        ("11:59PM", (time(23, 59),)),
        ("12pm", (time(12),)),
        ("1 p.m.", (time(13),)),
        ("09.15 a m", (time(9, 15),)),
        ("0:00", (time(0),)),
        ("19:59", (time(19, 59),)),
        ("23.00", (time(23),)),
        ("1am; 2:00", (time(1), time(2))),
        ("8:00, ", (time(8),)),
        ("18:00, 8:00 and 8:00", (time(8), time(18))),
    ],
)
def test_times_are_read_as_people_write_them(text: str, expected: tuple[time, ...]) -> None:
    """Several ways of writing, sorted and each once."""
    assert parse_times(text) == expected


@pytest.mark.parametrize(
    "text", ["", "8", "24:00", "8:60", "13pm", "0am", "soon", "8:30:15", "٨:٣٠", "9:60pm", "009:00", "8:00am x"]
)
def test_what_is_no_time_is_refused(text: str) -> None:
    """The error names what can't be read, and says how to write it."""
    with pytest.raises(ScheduleError) as caught:
        parse_times(f"noon, {text}" if text else text)
    assert text in caught.value.subject
    assert "8:30" in caught.value.remedy


def test_every_day_is_a_week() -> None:
    """Seven days, Monday to Sunday."""
    assert frozenset(range(7)) == EVERY_DAY


WEEK, WORKING = set(range(7)), {0, 1, 2, 3, 4}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        pytest.param("weekends", {5, 6}, id="weekends"),
        pytest.param("Mon, Wed", {0, 2}, id="two days"),
        pytest.param("mon wed fri", {0, 2, 4}, id="without commas"),
        pytest.param("Tuesdays and Thursdays", {1, 3}, id="in the plural"),
        pytest.param("Fri to Mon", {4, 5, 6, 0}, id="a span over the weekend"),
        pytest.param("Mon-Mon", {0}, id="a span of one day"),
        pytest.param("weekdays, Sunday", {0, 1, 2, 3, 4, 6}, id="a group and a day"),
        pytest.param("every day and Monday", WEEK, id="every day, and one of them"),
        pytest.param("weekend & each  Friday", {4, 5, 6}, id="each"),
        pytest.param("every Monday", {0}, id="every"),
        pytest.param("on Sundays", {6}, id="on"),
        pytest.param("Montag und Freitag", {0, 4}, id="and in German"),
        pytest.param("lunes, miércoles y viernes", {0, 2, 4}, id="and in Spanish"),
        pytest.param("вівторок і субота", {1, 5}, id="and in Ukrainian"),
        pytest.param("Mo.-Fr.", WORKING, id="abbreviated with points"),
        pytest.param("tues", {1}, id="the beginning of a name"),
        pytest.param("월요일", {0}, id="in Korean"),
        pytest.param("понеділок", {0}, id="in Ukrainian"),
        pytest.param("понед, сер.", {0, 2}, id="the beginnings of Ukrainian names"),
        pytest.param("Mittwoch", {2}, id="in German"),
        pytest.param("Mi", {2}, id="in German, short, though short in Spanish too"),
        pytest.param("lunes", {0}, id="in Spanish"),
        pytest.param("金曜日", {4}, id="in Japanese"),
        pytest.param("月、水", {0, 2}, id="in Japanese, short"),
        *(
            pytest.param(text, days, id=text)
            for days, texts in (
                (WEEK, ("Daily", "every day", "everyday", "all", "all days")),
                (WORKING, ("weekdays", "weekday", "workdays", "working days", "business days")),
                ({5, 6}, ("weekends", "weekend")),
            )
            for text in texts
        ),
        *(pytest.param(f"Mon{mark}Wed", {0, 2}, id=f"parted by {mark}") for mark in (", ", ";", "/", "&", " + ", "、")),
        *(pytest.param(f"Tue{mark}Thu", {1, 2, 3}, id=f"a span with {mark}") for mark in ("-", "–", "—", "~")),
        *(pytest.param(f"Tue {word} Thu", {1, 2, 3}, id=f"a span with {word}") for word in ("to", "through", "until")),
    ],
)
def test_weekdays_are_read_as_people_write_them(text: str, days: set[int]) -> None:
    """Monday is 0."""
    assert parse_weekdays(text) == days


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        pytest.param("", "days", id="nothing"),
        pytest.param(" , ", "days", id="marks alone"),
        pytest.param("someday", "someday", id="no day"),
        pytest.param("Mon, every mund", "mund", id="a day and none"),
        pytest.param("Mon someday", "mon someday", id="a day beside none"),
        pytest.param("Mon-", "mon-", id="half a span"),
        pytest.param("Wed to weekdays", "weekdays", id="a span to a group"),
        pytest.param("Mon-Tue-Wed", "mon-tue-wed", id="a span of three"),
        pytest.param("tu.es", "tu.es", id="a point inside"),
        pytest.param("t", "t", id="one letter, of two days"),
    ],
)
def test_what_is_no_weekday_is_refused_with_an_example(text: str, subject: str) -> None:
    """No day is guessed, and the error says which word is none."""
    with pytest.raises(ScheduleError, match="“weekdays”, “Mon, Wed” or “daily”") as caught:
        parse_weekdays(text)
    assert caught.value.subject == subject


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("1 July", date(2024, 7, 1), id="day and month"),
        pytest.param("July 1st, 2024", date(2024, 7, 1), id="month first"),
        pytest.param("2024-07-01", date(2024, 7, 1), id="ISO"),
        pytest.param("Monday", date(2024, 6, 24), id="a weekday to come"),
        pytest.param("next Friday", date(2024, 6, 28), id="today's weekday is a week away"),
        pytest.param("tomorrow", date(2024, 6, 22), id="tomorrow"),
        pytest.param("in two weeks", date(2024, 7, 5), id="a span"),
        pytest.param("3 March", date(2025, 3, 3), id="a day that is over this year"),
        pytest.param("21 June", date(2025, 6, 21), id="today's date, which is over"),
        pytest.param("22 June", date(2024, 6, 22), id="tomorrow's date"),
        pytest.param("22 June 2025", date(2025, 6, 22), id="the last day within a year"),
        pytest.param("2025-06-22", date(2025, 6, 22), id="the same in ISO"),
        pytest.param("366 days", date(2025, 6, 22), id="the same in days"),
        pytest.param(" TOMORROW ", date(2024, 6, 22), id="in capitals and blanks"),
        pytest.param("Saturday", date(2024, 6, 22), id="tomorrow's weekday"),
        pytest.param("on Thursday", date(2024, 6, 27), id="yesterday's weekday"),
        pytest.param("for a week", date(2024, 6, 28), id="a week"),
        pytest.param("one month", date(2024, 7, 21), id="a month of thirty days"),
        pytest.param("three days", date(2024, 6, 24), id="three"),
        pytest.param("in four weeks", date(2024, 7, 19), id="four"),
        pytest.param("10 days", date(2024, 7, 1), id="a number"),
        pytest.param("1st of July", date(2024, 7, 1), id="an ordinal and of"),
        pytest.param("22nd June", date(2024, 6, 22), id="the second"),
        pytest.param("23rd June, 2024", date(2024, 6, 23), id="the third, with its year"),
        pytest.param("24th Jun.", date(2024, 6, 24), id="the fourth, abbreviated"),
        pytest.param("Jul. 2nd", date(2024, 7, 2), id="month first, abbreviated"),
        pytest.param("jul 3rd 2024", date(2024, 7, 3), id="month first, without a comma"),
        pytest.param("1. Juli", date(2024, 7, 1), id="in German"),
        pytest.param("1 липня", date(2024, 7, 1), id="in Ukrainian, as it is said with a day"),
        pytest.param("1 липень", date(2024, 7, 1), id="in Ukrainian, as it stands alone"),
        pytest.param("1 julio", date(2024, 7, 1), id="in Spanish"),
    ],
)
def test_the_day_on_which_a_pause_ends_is_read(text: str, day: date) -> None:
    """It is always one to come."""
    assert parse_day(text, date(2024, 6, 21)) == day


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("soon", "can't read the day"),
        ("31 June", "can't read the day"),
        ("99 July 2024", "can't read the day"),
        ("1 Foo", "can't read the day"),
        ("in an hour", "can't read the day"),
        ("2024-06-21", "isn't within the coming year"),
        ("21 June 2024", "isn't within the coming year"),
        ("3 March 2023", "isn't within the coming year"),
        ("29 February", "isn't within the coming year"),
        ("2025-06-23", "isn't within the coming year"),
        ("0 days", "isn't within the coming year"),
        ("in 999 weeks", "isn't within the coming year"),
    ],
)
def test_a_pause_ends_on_a_day_within_a_year(text: str, reason: str) -> None:
    """Anything else is refused, and the error distinguishes what is no day from what is too near or too far."""
    with pytest.raises(ScheduleError) as caught:
        parse_day(f" {text} ", date(2024, 6, 21))
    assert (caught.value.subject, reason in caught.value.reason) == (text, True)


def test_a_leap_day_is_the_next_one() -> None:
    """Where this year has none, that of the next is meant."""
    assert parse_day("29 February", date(2027, 6, 1)) == date(2028, 2, 29)
