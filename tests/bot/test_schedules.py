"""When a digest is due, through every clock change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import ScheduleError
from bot.schedules import (
    EVERY_DAY,
    Schedule,
    due,
    following,
    read_day,
    read_times,
    read_weekdays,
    read_zone,
    slots,
    zones_like,
)
from bot.schedules.alarms import Alarms, SlotTrigger
from tests.bot.wire import HandClock

#: With and without summer time, half-hour changes, changes at midnight, odd offsets, both hemispheres.
ZONES = (
    *("UTC", "Europe/London", "Europe/Kyiv", "Europe/Chisinau", "Europe/Lisbon", "Atlantic/Azores", "America/New_York"),
    *(
        "America/St_Johns",
        "America/Sao_Paulo",
        "America/Havana",
        "America/Santiago",
        "America/Asuncion",
        "America/Nuuk",
    ),
    *("America/Scoresbysund", "Africa/Cairo", "Africa/Casablanca", "Africa/El_Aaiun", "Asia/Beirut", "Asia/Tehran"),
    *("Asia/Gaza", "Asia/Kathmandu", "Asia/Seoul", "Asia/Pyongyang", "Asia/Jerusalem", "Asia/Amman", "Asia/Damascus"),
    *("Australia/Lord_Howe", "Australia/Adelaide", "Pacific/Auckland", "Pacific/Chatham", "Antarctica/Troll"),
)
#: Those through which the real scheduler is walked.
DOZEN = ZONES[1:13]
QUARTERS = tuple(time(minutes // 60, minutes % 60) for minutes in range(0, 24 * 60, 15))
_MINUTE = timedelta(minutes=1)


def local(instant: datetime, zone: str) -> datetime:
    """Give what the clocks in *zone* show, without a zone."""
    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


@pytest.mark.parametrize(
    ("zone", "day", "at", "expected"),
    [
        pytest.param("Asia/Seoul", date(2024, 6, 21), time(8), "2024-06-20T23:00+00:00", id="an ordinary day"),
        pytest.param("Europe/London", date(2024, 3, 31), time(1, 30), "2024-03-31T01:00+00:00", id="a removed hour"),
        pytest.param("Europe/London", date(2024, 10, 27), time(1, 30), "2024-10-27T00:30+00:00", id="a repeated hour"),
        pytest.param("Africa/Cairo", date(2024, 4, 26), time(0), "2024-04-25T22:00+00:00", id="a removed midnight"),
        pytest.param("Africa/Cairo", date(2024, 4, 26), time(0, 30), "2024-04-25T22:00+00:00", id="half past it"),
        pytest.param(
            "America/Nuuk", date(2024, 3, 30), time(23, 15), "2024-03-31T01:00+00:00", id="a gap over midnight"
        ),
        pytest.param(
            "Australia/Lord_Howe", date(2024, 10, 6), time(2, 15), "2024-10-05T15:30+00:00", id="half an hour"
        ),
    ],
)
def test_a_local_time_is_due_at_one_instant(zone: str, day: date, at: time, expected: str) -> None:
    """The first occurrence of a repeated time; the first instant after a removed one."""
    assert due(day, at, zone) == datetime.fromisoformat(expected)


def test_a_day_that_a_zone_leaves_out_has_no_slot() -> None:
    """Samoa went from 29 to 31 December 2011."""
    assert due(date(2011, 12, 30), time(8), "Pacific/Apia") is None
    assert due(date(2011, 12, 31), time(8), "Pacific/Apia") is not None


@pytest.mark.parametrize("zone", ["Africa/Cairo", "Australia/Lord_Howe"])
def test_every_quarter_hour_of_three_years_is_due_exactly_once(zone: str) -> None:
    """Each date and time has one slot; it shows that time, or is the first instant after a gap that removed it."""
    _check_days(zone, date(2024, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize("zone", ZONES)
def test_every_quarter_hour_around_a_clock_change_is_due_exactly_once(zone: str) -> None:
    """The same for the days around every change of three years, in many zones."""
    for change in changes(zone):
        day = change.astimezone(ZoneInfo(zone)).date()
        _check_days(zone, day - timedelta(days=2), day + timedelta(days=2))


def _check_days(zone: str, first: date, last: date) -> None:
    begin = datetime.combine(first, time(), ZoneInfo(zone)) - _MINUTE
    finish = datetime.combine(last, time(23, 59), ZoneInfo(zone)) + timedelta(hours=2)
    found = [slot for slot in slots(Schedule(QUARTERS, zone), begin, finish) if first <= slot.day <= last]
    assert len({(slot.day, slot.at) for slot in found}) == len(found) == ((last - first).days + 1) * len(QUARTERS)
    for slot in found:
        shown, wanted = local(slot.instant, zone), datetime.combine(slot.day, slot.at)
        if shown != wanted:
            assert local(slot.instant - timedelta(seconds=1), zone) < wanted < shown, "the first instant after the gap"


@pytest.mark.parametrize("zone", ZONES)
def test_of_two_occurrences_the_first_is_due(zone: str) -> None:
    """Walked minute by minute around each clock change, no slot's time was shown before."""
    for change in changes(zone):
        begin = change - timedelta(hours=3)
        minutes = [begin + number * _MINUTE for number in range(6 * 60)]
        first: dict[datetime, datetime] = {}
        for instant in minutes:
            first.setdefault(local(instant, zone), instant)
        for slot in slots(Schedule(QUARTERS, zone), begin, minutes[-1]):
            assert first.get(datetime.combine(slot.day, slot.at), slot.instant) == slot.instant


@cache
def changes(zone: str) -> list[datetime]:
    """List the hours of three years at which the offset of *zone* changes."""
    rules, begin = ZoneInfo(zone), datetime(2024, 1, 1, tzinfo=UTC)
    hours = [begin + timedelta(hours=number) for number in range(3 * 365 * 24)]
    offsets = [hour.astimezone(rules).utcoffset() for hour in hours]
    return [hour for hour, old, new in zip(hours[1:], offsets, offsets[1:], strict=False) if old != new]


TIMES = st.builds(time, st.integers(0, 23), st.integers(0, 59))
INSTANTS = st.integers(0, 4 * 366 * 24 * 60).map(lambda minutes: datetime(2023, 1, 1, tzinfo=UTC) + minutes * _MINUTE)
SCHEDULES = st.builds(
    Schedule,
    st.lists(TIMES, min_size=1, max_size=4, unique=True).map(tuple),
    st.sampled_from(ZONES),
    st.frozensets(st.integers(0, 6), min_size=1),
)


@given(SCHEDULES, INSTANTS)
@settings(max_examples=200, deadline=None)
def test_slots_keep_to_the_weekdays_and_times_asked_for(schedule: Schedule, begin: datetime) -> None:
    """In three weeks: one slot per wanted local date and time, none on other days."""
    zone, finish = ZoneInfo(schedule.zone), begin + timedelta(days=21)
    found = slots(schedule, begin, finish)
    inner = [begin.astimezone(zone).date() + timedelta(days=n) for n in range(1, 21)]
    wanted = {(day, at) for day in inner if day.weekday() in schedule.weekdays for at in schedule.times}
    keys = [(slot.day, slot.at) for slot in found]
    assert len(set(keys)) == len(keys)
    assert wanted <= set(keys)
    assert all(day.weekday() in schedule.weekdays and at in schedule.times for day, at in keys)


@given(SCHEDULES, INSTANTS)
@settings(max_examples=100, deadline=None)
def test_following_one_slot_after_the_other_leaves_none_out(schedule: Schedule, begin: datetime) -> None:
    """Walking from slot to slot meets the same instants as listing them."""
    instants = [slot.instant for slot in slots(schedule, begin, begin + timedelta(days=15))]
    walked, now = [], begin
    while (upcoming := following(schedule, now)).instant <= begin + timedelta(days=15):
        now = upcoming.instant
        walked.append(now)
    assert walked == sorted(set(instants))


@pytest.mark.parametrize("zone", DOZEN)
async def test_the_scheduler_walks_through_the_clock_changes(zone: str) -> None:
    """With a clock moved by hand to each alarm of the real scheduler, no slot is left out and none rings twice."""
    for change in changes(zone)[:2]:
        begin = change - timedelta(days=2)
        clock, rung = HandClock(begin), []
        alarms = Alarms(clock, lambda: None)
        alarms.start()
        schedule = Schedule((time(0), time(0, 30), time(1, 30), time(2, 30), time(23, 45)), zone)
        while clock.now < begin + timedelta(days=4):
            real = datetime.now(UTC)
            alarms.set([schedule])
            (ring,) = alarms.next()
            clock.now += ring - real
            rung.append(clock.now)
        alarms.stop()
        wanted = sorted({slot.instant for slot in slots(schedule, begin, rung[-1])})
        assert len(rung) == len(wanted)
        assert all(abs(heard - due_at) < timedelta(seconds=30) for heard, due_at in zip(rung, wanted, strict=True))


def test_a_schedule_without_a_day_has_no_next_slot() -> None:
    """It is an error, not an endless search."""
    with pytest.raises(ScheduleError, match="no day or no time"):
        following(Schedule((time(8),), "UTC", frozenset()), datetime(2024, 1, 1, tzinfo=UTC))


def test_the_trigger_translates_the_injected_clock_into_real_time() -> None:
    """With a clock that stands in 2024, an alarm rings as far ahead of real time as its slot is ahead of the clock."""
    clock = datetime(2024, 6, 21, 7, 59, tzinfo=ZoneInfo("Asia/Seoul"))
    real = datetime(2030, 1, 1, tzinfo=UTC)
    trigger = SlotTrigger(Schedule((time(8),), "Asia/Seoul"), lambda: clock)
    rings = trigger.get_next_fire_time(None, real)
    assert timedelta(0) < rings - (real + _MINUTE) < timedelta(seconds=1)


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
        ("18:00, 8:00 and 8:00", (time(8), time(18))),
    ],
)
def test_times_are_read_as_people_write_them(text: str, expected: tuple[time, ...]) -> None:
    """Several ways of writing, sorted and each once."""
    assert read_times(text) == expected


@pytest.mark.parametrize("text", ["", "8", "24:00", "8:60", "13pm", "0am", "soon", "8:30:15", "٨:٣٠"])
def test_what_is_no_time_is_refused(text: str) -> None:
    """The error says how to write it."""
    with pytest.raises(ScheduleError) as caught:
        read_times(text)
    assert "8:30" in caught.value.remedy


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Asia/Seoul", "Asia/Seoul"),
        ("asia/seoul", "Asia/Seoul"),
        ("Seoul", "Asia/Seoul"),
        (" new york ", "America/New_York"),
        ("utc", "UTC"),
    ],
)
def test_a_zone_is_found_by_its_name_or_its_city(text: str, expected: str) -> None:
    """Case and spaces don't matter."""
    assert read_zone(text) == expected


@pytest.mark.parametrize(("text", "near"), [("Asia/Soul", "Asia/Seoul"), ("Kiyv", "Europe/Kyiv")])
def test_an_unknown_zone_gives_the_nearest(text: str, near: str) -> None:
    """A slip of the hand is answered with the name that was meant."""
    with pytest.raises(ScheduleError) as caught:
        read_zone(text)
    assert near in caught.value.remedy


@pytest.mark.parametrize("text", ["Europe", "../etc/passwd", "", "x" * 5000])
def test_what_is_no_zone_is_refused(text: str) -> None:
    """Regions, paths and long words are no zones."""
    with pytest.raises(ScheduleError, match="is not known"):
        read_zone(text)


def test_every_day_is_a_week() -> None:
    """Seven days, Monday to Sunday."""
    assert frozenset(range(7)) == EVERY_DAY


@pytest.mark.parametrize(
    ("text", "days"),
    [
        pytest.param("weekdays", {0, 1, 2, 3, 4}, id="weekdays"),
        pytest.param("Daily", set(range(7)), id="daily"),
        pytest.param("weekends", {5, 6}, id="weekends"),
        pytest.param("Mon, Wed", {0, 2}, id="two days"),
        pytest.param("mon wed fri", {0, 2, 4}, id="without commas"),
        pytest.param("Tuesdays and Thursdays", {1, 3}, id="in the plural"),
        pytest.param("Fri to Mon", {4, 5, 6, 0}, id="a span over the weekend"),
        pytest.param("weekdays, Sunday", {0, 1, 2, 3, 4, 6}, id="a group and a day"),
        pytest.param("every Monday", {0}, id="every"),
        pytest.param("월요일", {0}, id="in Korean"),
        pytest.param("Mittwoch", {2}, id="in German"),
    ],
)
def test_weekdays_are_read_as_people_write_them(text: str, days: set[int]) -> None:
    """Monday is 0."""
    assert read_weekdays(text) == days


@pytest.mark.parametrize("text", ["", " , ", "someday", "Mon-", "t"])
def test_what_is_no_weekday_is_refused_with_an_example(text: str) -> None:
    """No day is guessed."""
    with pytest.raises(ScheduleError, match="weekdays, Mon, Wed or daily"):
        read_weekdays(text)


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
    ],
)
def test_the_day_on_which_a_pause_ends_is_read(text: str, day: date) -> None:
    """It is always one to come."""
    assert read_day(text, date(2024, 6, 21)) == day


@pytest.mark.parametrize("text", ["soon", "31 June", "2024-06-21", "2026-01-01", "in 999 weeks"])
def test_a_pause_ends_on_a_day_within_a_year(text: str) -> None:
    """Anything else is refused."""
    with pytest.raises(ScheduleError):
        read_day(text, date(2024, 6, 21))


@pytest.mark.parametrize(
    ("typed", "language", "zone"),
    [
        pytest.param("seo", "en", "Asia/Seoul", id="a city"),
        pytest.param("Seú", "es", "Asia/Seoul", id="a city as it is called there"),
        pytest.param("sao p", "en", "America/Sao_Paulo", id="without its accent"),
        pytest.param("germany", "en", "Europe/Berlin", id="a country"),
        pytest.param("europe/ky", "en", "Europe/Kyiv", id="an IANA name"),
        pytest.param("york", "en", "America/New_York", id="the city's second word"),
    ],
)
def test_zones_are_offered_by_what_people_call_them(typed: str, language: str, zone: str) -> None:
    """The best comes first, with what its clocks show now."""
    now = datetime(2024, 6, 21, tzinfo=UTC)
    label, name = zones_like(typed, now, language)[0]
    assert name == zone
    assert f"{now.astimezone(ZoneInfo(zone)):%H:%M}" in label


def test_zones_that_are_offered_can_be_used() -> None:
    """Every one of them is read again, and none is too long for a choice; nonsense offers none."""
    now = datetime(2024, 6, 21, tzinfo=UTC)
    offered = [pair for letter in "abcdefghijklmnopqrstuvwxyz" for pair in zones_like(letter, now, most=500)]
    assert len({zone for _, zone in offered}) > 400
    assert all(read_zone(zone) == zone and len(label) <= 100 for label, zone in offered)
    assert zones_like("qqqq", now) == ()
    assert len(zones_like("", now)) > 5
