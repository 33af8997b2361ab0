"""Claims about digests on a machine whose clock leaps."""

from __future__ import annotations

import asyncio
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.db import DatabaseThread, open_database
from bot.digests import DeliveryScheduler, scheduler
from bot.digests.policy import DeliveryStep, next_step
from bot.models.clock import SteadyClock
from bot.models.digest import DeliveryState, PendingChange
from corpus.errors import StoreLocked
from tests.support.bot.scripted_pool import ScriptedPool
from tests.support.digests.delivery_harness import DUE_AT, ONE_DAY, ONE_HOUR, DeliveryHarness

LEAP = timedelta(days=20)


async def test_a_leap_for_one_round_records_nothing(harness: DeliveryHarness) -> None:
    """The clock is 20 days ahead for a minute; every digest is posted on its day all the same."""
    elapsed = timedelta(0)
    start, ahead = DUE_AT - ONE_HOUR, timedelta(0)
    clock = SteadyClock(lambda: start + elapsed + ahead, lambda: elapsed / timedelta(seconds=1))
    database, workers = DatabaseThread(harness.url), ScriptedPool.with_thread(harness.url, harness._open_engine)
    delivery = DeliveryScheduler(database, workers, harness.poster, clock)
    try:
        for day in range(3):
            for ahead in (LEAP, timedelta(0)):  # noqa: B007  # read by the clock
                await delivery.tick()
                elapsed += timedelta(minutes=1)
            elapsed = day * ONE_DAY + ONE_HOUR
            await delivery.tick()
    finally:
        await database.close()
        workers.close()
    assert [(day, state) for day, _, state in harness.list_states()] == [
        ("2024-06-21", DeliveryState.SENT),
        ("2024-06-22", DeliveryState.SENT),
        ("2024-06-23", DeliveryState.SENT),
    ]


async def test_what_was_recorded_for_the_future_is_planned_anew(harness: DeliveryHarness) -> None:
    """A bot that starts with a wrong clock skips 20 days; when the clock is right again, they are posted."""
    harness.poster.send_error = None
    await harness.tick()
    harness.now += LEAP + ONE_HOUR * 7
    await harness.tick()
    assert len(harness.list_states()) == 21
    harness.now = DUE_AT + ONE_HOUR
    for _ in range(3):
        await harness.tick()
        harness.now += ONE_DAY
    assert [(day, state) for day, _, state in harness.list_states()] == [
        ("2024-06-21", DeliveryState.SENT),
        ("2024-06-22", DeliveryState.SENT),
        ("2024-06-23", DeliveryState.SENT),
    ]


async def test_a_running_bot_looks_for_the_future_when_the_clock_is_set_back(harness: DeliveryHarness) -> None:
    """It does not wait for its next start, nor for the hour of its next full check."""
    harness.now += LEAP
    async with harness.open() as (delivery, _):
        await delivery.tick()
        harness.now = DUE_AT
        await delivery.tick()
    assert harness.list_states()[0] == ("2024-06-21", "08:00", DeliveryState.SENT)
    assert [day for day, _, state in harness.list_states() if state is DeliveryState.SKIPPED] == []


async def test_what_a_wrong_clock_gave_up_is_posted(harness: DeliveryHarness) -> None:
    """It was planned in time; a bot whose clock is ahead calls it too late to be posted."""
    harness.engine.failure = StoreLocked("news.sqlite3", "another process holds it")
    await harness.tick()
    harness.now += LEAP + 7 * ONE_HOUR
    await harness.tick()
    assert harness.list_states()[0][2] is DeliveryState.SKIPPED
    harness.engine.failure = None
    harness.now = DUE_AT + ONE_HOUR
    await harness.tick()
    assert [(day, state) for day, _, state in harness.list_states()] == [("2024-06-21", DeliveryState.SENT)]


async def test_digests_that_were_set_up_by_a_wrong_clock_begin(harness: DeliveryHarness) -> None:
    """Also a change that would take effect in the future."""
    with closing(open_database(harness.url)) as database:
        (subscription,) = database.subscriptions.list_active()
        changed = replace(subscription.options, topic="rates")
        database.subscriptions.edit(subscription, subscription.options, DUE_AT + LEAP)
        database.subscriptions.schedule_change(subscription, PendingChange(changed, DUE_AT + LEAP))
    await harness.tick()
    with closing(open_database(harness.url)) as database:
        (subscription,) = database.subscriptions.list_active()
    assert (subscription.options.topic, subscription.change) == ("rates", None)
    harness.now += ONE_DAY
    await harness.tick()
    assert [state for _, _, state in harness.list_states()] == [DeliveryState.SENT]


async def test_what_was_composed_for_the_future_waits(harness: DeliveryHarness) -> None:
    """It was approved, perhaps; it is sent when it is due."""
    await harness.tick()
    (entry,) = harness.list_entries()
    planned = replace(entry, state=DeliveryState.PLANNED)
    assert next_step(planned, DUE_AT - ONE_DAY) is DeliveryStep.WAIT
    assert next_step(planned, DUE_AT) is DeliveryStep.SEND


async def test_digests_are_looked_for_without_any_timer(
    harness: DeliveryHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The event loop counts the time between two checks, which no clock can stop."""
    monkeypatch.setattr(scheduler, "_SWEEP_SECONDS", 0.02)
    harness.now = DUE_AT - ONE_HOUR
    async with harness.open() as (delivery, _):
        running = asyncio.create_task(delivery.run())
        await asyncio.sleep(0.1)
        harness.now = DUE_AT
        await asyncio.wait_for(harness.poster.posted.wait(), 20)
        delivery.stop()
        await running
