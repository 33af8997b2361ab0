"""When a digest is due, through every clock change."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digests.scheduler import ScheduleTimers, SlotTrigger
from bot.errors import ScheduleError
from bot.models.schedule import Schedule, format_offset, list_slots, load_zone, next_slot
from tests.support.bot.running_bot import ManualClock

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
EIGHT = Schedule((time(8),))
INSTANT = datetime(2024, 6, 20, 23, tzinfo=UTC)  # 21 June, 08:00 in Seoul


def find_due_time(day: date, at: time, zone: str) -> datetime | None:
    """Return the instant of the slot of *day* at *at*, or None if there is none."""
    midnight = datetime.combine(day, time(0), UTC)
    slots = list_slots(Schedule((at,), zone), midnight - timedelta(days=2), midnight + timedelta(days=2))
    return next((slot.instant for slot in slots if slot.day == day), None)


def to_local_time(instant: datetime, zone: str) -> datetime:
    """Return what the clocks in *zone* show, without a zone."""
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
        pytest.param(
            "Africa/Monrovia", date(1972, 1, 7), time(0, 30), "1972-01-07T00:44:30+00:00", id="a gap that ends at :30"
        ),
        pytest.param("Pacific/Apia", date(2011, 12, 29), time(8), "2011-12-29T18:00+00:00", id="before a day left out"),
    ],
)
def test_a_local_time_is_due_at_one_instant(zone: str, day: date, at: time, expected: str) -> None:
    """The first occurrence of a repeated time; the first instant after a removed one."""
    assert find_due_time(day, at, zone) == datetime.fromisoformat(expected)


def test_a_day_that_a_zone_leaves_out_has_no_slot() -> None:
    """Samoa went from 29 to 31 December 2011."""
    assert find_due_time(date(2011, 12, 30), time(8), "Pacific/Apia") is None
    assert find_due_time(date(2011, 12, 31), time(8), "Pacific/Apia") is not None


@pytest.mark.parametrize(
    ("schedule", "after", "until", "due_at"),
    [
        pytest.param(EIGHT, "2024-06-21T08:00", "2024-06-22T08:00", ["2024-06-22T08:00"], id="later, not at"),
        pytest.param(EIGHT, "2024-06-21T07:59", "2024-06-22T07:59", ["2024-06-21T08:00"], id="not later than the end"),
        pytest.param(EIGHT, "2024-06-21T08:00", "2024-06-22T07:59", [], id="nothing between"),
        pytest.param(
            Schedule((time(18), time(8)), weekdays=frozenset({4, 6})),
            *("2024-06-21T00:00", "2024-06-24T00:00"),
            ["2024-06-21T08:00", "2024-06-21T18:00", "2024-06-23T08:00", "2024-06-23T18:00"],
            id="Friday and Sunday, in order though the times are not",
        ),
        pytest.param(
            Schedule((time(2, 45), time(2, 15)), "Europe/Kyiv", frozenset({6})),
            *("2024-03-30T00:00", "2024-04-01T00:00"),
            ["2024-03-31T00:15", "2024-03-31T00:45"],
            id="an hour before the gap",
        ),
        pytest.param(
            Schedule((time(3, 45), time(3, 15)), "Europe/Kyiv", frozenset({6})),
            *("2024-03-30T00:00", "2024-04-01T00:00"),
            ["2024-03-31T01:00", "2024-03-31T01:00"],
            id="in the gap both at its end",
        ),
        pytest.param(
            Schedule((time(0),), "America/St_Johns"),
            *("2010-11-07T02:00", "2010-11-07T02:45"),
            ["2010-11-07T02:30"],
            id="midnight, after which the clocks went back into the day before",
        ),
        pytest.param(
            Schedule((time(20),), "America/Los_Angeles"),
            *("2024-06-21T02:00", "2024-06-21T04:00"),
            ["2024-06-21T03:00"],
            id="an evening that is past midnight in UTC",
        ),
        pytest.param(
            Schedule((time(8),), "Pacific/Apia"),
            *("2011-12-29T00:00", "2011-12-31T00:00"),
            ["2011-12-29T18:00", "2011-12-30T18:00"],
            id="on both sides of a day that was left out",
        ),
    ],
)
def test_slots_lie_between_two_instants_in_order(schedule: Schedule, after: str, until: str, due_at: list[str]) -> None:
    """Later than the one and up to the other, sorted by when they are due and then by what was asked for."""
    found = list_slots(schedule, datetime.fromisoformat(f"{after}+00:00"), datetime.fromisoformat(f"{until}+00:00"))
    assert [f"{slot.instant:%Y-%m-%dT%H:%M}" for slot in found] == due_at
    assert [(slot.day, slot.at) for slot in found] == sorted((slot.day, slot.at) for slot in found)


def test_a_slot_is_named_by_the_time_asked_for() -> None:
    """Its name in the ledger is the local time, with two digits each."""
    (slot,) = list_slots(
        Schedule((time(8, 5),), "Asia/Seoul"), INSTANT - timedelta(hours=1), INSTANT + timedelta(hours=1)
    )
    assert (slot.name, slot.day, slot.at) == ("08:05", date(2024, 6, 21), time(8, 5))
    assert (slot.instant, slot.instant.tzinfo) == (INSTANT + timedelta(minutes=5), UTC)


def test_after_a_day_left_out_the_weekday_of_the_week_after_is_next() -> None:
    """Samoa had no Friday between those of 23 December 2011 and 6 January 2012."""
    schedule = Schedule((time(8),), "Pacific/Apia", frozenset({4}))
    assert next_slot(schedule, datetime(2011, 12, 23, 18, tzinfo=UTC)).day == date(2012, 1, 6)


@pytest.mark.parametrize("zone", ["Africa/Cairo", "Australia/Lord_Howe"])
def test_every_quarter_hour_of_three_years_is_due_exactly_once(zone: str) -> None:
    """Each date and time has one slot; it shows that time, or is the first instant after a gap that removed it."""
    _check_days(zone, date(2024, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize("zone", ZONES)
def test_every_quarter_hour_around_a_clock_change_is_due_exactly_once(zone: str) -> None:
    """The same for the days around every change of three years, in many zones."""
    for change in find_offset_changes(zone):
        day = change.astimezone(ZoneInfo(zone)).date()
        _check_days(zone, day - timedelta(days=2), day + timedelta(days=2))


def _check_days(zone: str, first: date, last: date) -> None:
    begin = datetime.combine(first, time(), ZoneInfo(zone)) - _MINUTE
    finish = datetime.combine(last, time(23, 59), ZoneInfo(zone)) + timedelta(hours=2)
    found = [slot for slot in list_slots(Schedule(QUARTERS, zone), begin, finish) if first <= slot.day <= last]
    assert len({(slot.day, slot.at) for slot in found}) == len(found) == ((last - first).days + 1) * len(QUARTERS)
    for slot in found:
        shown, wanted = to_local_time(slot.instant, zone), datetime.combine(slot.day, slot.at)
        if shown != wanted:
            assert to_local_time(slot.instant - timedelta(seconds=1), zone) < wanted < shown, (
                "the first instant after the gap"
            )


@pytest.mark.parametrize("zone", ZONES)
def test_of_two_occurrences_the_first_is_due(zone: str) -> None:
    """Walked minute by minute around each clock change, no slot's time was shown before."""
    for change in find_offset_changes(zone):
        begin = change - timedelta(hours=3)
        minutes = [begin + number * _MINUTE for number in range(6 * 60)]
        first: dict[datetime, datetime] = {}
        for instant in minutes:
            first.setdefault(to_local_time(instant, zone), instant)
        for slot in list_slots(Schedule(QUARTERS, zone), begin, minutes[-1]):
            assert first.get(datetime.combine(slot.day, slot.at), slot.instant) == slot.instant


@cache
def find_offset_changes(zone: str) -> list[datetime]:
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
    found = list_slots(schedule, begin, finish)
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
    instants = [slot.instant for slot in list_slots(schedule, begin, begin + timedelta(days=15))]
    walked, now = [], begin
    while (upcoming := next_slot(schedule, now)).instant <= begin + timedelta(days=15):
        now = upcoming.instant
        walked.append(now)
    assert walked == sorted(set(instants))


@pytest.mark.parametrize("zone", DOZEN)
async def test_the_scheduler_walks_through_the_clock_changes(zone: str) -> None:
    """With a clock moved by hand to each alarm of the real scheduler, no slot is left out and none rings twice."""
    for change in find_offset_changes(zone)[:2]:
        begin = change - timedelta(days=2)
        clock, rung = ManualClock(begin), []
        alarms = ScheduleTimers(clock, lambda: None)
        alarms.start()
        schedule = Schedule((time(0), time(0, 30), time(1, 30), time(2, 30), time(23, 45)), zone)
        while clock.now < begin + timedelta(days=4):
            real = datetime.now(UTC)
            alarms.set_schedules([schedule])
            (ring,) = alarms.list_fire_times()
            clock.now += ring - real
            rung.append(clock.now)
        alarms.stop()
        wanted = sorted({slot.instant for slot in list_slots(schedule, begin, rung[-1])})
        assert len(rung) == len(wanted)
        assert all(abs(heard - due_at) < timedelta(seconds=30) for heard, due_at in zip(rung, wanted, strict=True))


def test_a_schedule_without_a_day_has_no_next_slot() -> None:
    """It is an error, not an endless search."""
    with pytest.raises(ScheduleError, match="at least one day and one time"):
        next_slot(Schedule((time(8),), "UTC", frozenset()), datetime(2024, 1, 1, tzinfo=UTC))


def test_the_trigger_translates_the_injected_clock_into_real_time() -> None:
    """With a clock that stands in 2024, an alarm rings as far ahead of real time as its slot is ahead of the clock."""
    clock = datetime(2024, 6, 21, 7, 59, tzinfo=ZoneInfo("Asia/Seoul"))
    real = datetime(2030, 1, 1, tzinfo=UTC)
    trigger = SlotTrigger(Schedule((time(8),), "Asia/Seoul"), lambda: clock)
    rings = trigger.get_next_fire_time(None, real)
    assert timedelta(0) < rings - (real + _MINUTE) < timedelta(seconds=1)


async def test_an_alarm_wakes_the_bot_and_then_waits_for_the_next() -> None:
    """Where the clock stands just before a slot the bot is woken."""
    woken = asyncio.Event()
    alarms = ScheduleTimers(ManualClock(INSTANT - timedelta(milliseconds=50)), woken.set)
    alarms.start()
    alarms.set_schedules([Schedule((time(8),), "Asia/Seoul")])
    await asyncio.wait_for(woken.wait(), 20)
    assert len(alarms.list_fire_times()) == 1
    alarms.stop()


async def test_alarms_are_replaced_and_each_schedule_has_one() -> None:
    """What is set takes the place of what was, equal schedules share an alarm, and the next to ring comes first."""
    alarms = ScheduleTimers(ManualClock(INSTANT), lambda: None)
    alarms.start()
    alarms.set_schedules([Schedule((time(9),), "Asia/Seoul")] * 3)
    assert len(alarms.list_fire_times()) == 1
    alarms.set_schedules([Schedule((time(at),), "Asia/Seoul") for at in (12, 10, 11)])
    first, second, third = alarms.list_fire_times()
    assert timedelta(minutes=59) < second - first < timedelta(minutes=61)
    assert timedelta(minutes=59) < third - second < timedelta(minutes=61)
    alarms.set_schedules([])
    assert alarms.list_fire_times() == ()
    alarms.stop()


def test_what_was_never_started_can_be_stopped() -> None:
    """A bot that fails while it starts stops all that it has."""
    ScheduleTimers(ManualClock(INSTANT), lambda: None).stop()


@pytest.mark.parametrize(("zone", "due"), [("UTC+05:30", "02:30"), ("UTC-03:30", "11:30"), ("UTC+00:00", "08:00")])
def test_a_digest_is_due_by_the_clock_of_an_offset(zone: str, due: str) -> None:
    """Summer and winter alike."""
    for month in (1, 7):
        slot = next_slot(Schedule((time(8),), zone), datetime(2024, month, 10, 23, 59, tzinfo=UTC) - timedelta(days=1))
        assert f"{slot.instant:%H:%M}" == due
        assert slot.at == time(8)


def test_an_offset_is_written_as_it_is_read() -> None:
    """With the everyday sign; what is no zone is refused as the time zone data would."""
    for minutes in (-570, -210, 0, 345, 840):
        offset = datetime(2024, 1, 1, tzinfo=load_zone(f"UTC{format_offset(minutes)}")).utcoffset()
        assert offset == timedelta(minutes=minutes)
    with pytest.raises(ZoneInfoNotFoundError):
        load_zone("UTC+9")
