"""Claims about digests that are posted: once, with what is new, on time, late or on demand."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.db import DatabaseThread
from bot.digests import DeliveryScheduler
from bot.errors import ChannelClosed, LedgerError
from bot.models.digest import DeliveryState, DigestOptions, LedgerEntry
from bot.models.message import Message
from tests.support.bot.scripted_pool import ScriptedPool
from tests.support.digests.delivery_harness import (
    DUE_AT,
    ONE_DAY,
    ONE_HOUR,
    DeliveryHarness,
    ListPoster,
    build_subscription,
)


async def test_a_due_digest_is_posted_once(harness: DeliveryHarness) -> None:
    """However often the bot is started and looks."""
    for _ in range(3):
        await harness.tick()
    assert len(harness.poster.messages) == 1
    assert harness.list_states() == [("2024-06-21", "08:00", DeliveryState.SENT)]


async def test_the_message_is_recorded_before_it_is_sent(harness: DeliveryHarness) -> None:
    """The ledger holds the payload, its hash and the store's sequence number while Discord is asked."""
    seen: list[LedgerEntry] = []

    class Watched(ListPoster):
        async def send(self, wish: DigestOptions, message: Message, nonce: str) -> int:
            seen.extend(harness.list_entries())
            return await super().send(wish, message, nonce)

    harness.poster = Watched()
    await harness.tick()
    (row,) = seen
    assert row.state is DeliveryState.SENDING
    assert row.sequence == 2
    assert row.payload is not None
    assert "Rates rose." in row.payload
    assert row.digest in row.payload


async def test_the_next_digest_quotes_only_what_is_new(harness: DeliveryHarness) -> None:
    """What arrived in the store since the last posted one; then that nothing did."""
    await harness.tick()
    harness.engine.sentences.append("Snow came.")
    for _ in range(2):
        harness.now += ONE_DAY
        await harness.tick()
    texts = [message.text for _, message in harness.poster.messages]
    assert ["Rates rose." in text for text in texts] == [True, False, False]
    assert ["Snow came." in text for text in texts] == [False, True, False]
    assert "Nothing new since the last digest." in texts[2]


async def test_three_days_of_sleep_give_one_digest_and_two_skips(harness: DeliveryHarness) -> None:
    """The last one is caught up and marked late."""
    harness.now += 2 * ONE_DAY + ONE_HOUR
    await harness.tick()
    assert [state for _, _, state in harness.list_states()] == [
        DeliveryState.SKIPPED,
        DeliveryState.SKIPPED,
        DeliveryState.SENT,
    ]
    assert "Posted late" in harness.poster.messages[0][1].text
    assert harness.list_entries()[2].late


async def test_two_processes_on_one_database_post_one_digest(harness: DeliveryHarness) -> None:
    """One posts; the other says why it does not, and takes over when the first ends."""
    async with harness.open() as (first, _), harness.open() as (second, _):
        assert await first.tick()
        assert not await second.tick()
        with pytest.raises(LedgerError, match="another process is already posting digests"):
            await second.post_now(build_subscription())
    assert len(harness.poster.messages) == 1
    harness.now += ONE_DAY
    async with harness.open() as (second, _):
        assert await second.tick()


async def test_a_digest_on_demand_is_beside_the_scheduled_one(harness: DeliveryHarness) -> None:
    """It is entered outside the day's slot, and tomorrow's quotes only what is newer."""
    async with harness.open() as (delivery, database):
        (wanted,) = await database.run(lambda opened: opened.subscriptions.list_active())
        harness.now -= timedelta(minutes=30)
        entry = await delivery.post_now(wanted)
        assert entry.state is DeliveryState.SENT
        harness.now += timedelta(minutes=30)
        await delivery.tick()
    assert [state for _, _, state in harness.list_states()] == [DeliveryState.SENT, DeliveryState.SENT]
    assert "Nothing new" in harness.poster.messages[1][1].text


async def test_a_digest_on_demand_that_arrives_lifts_the_suspension(harness: DeliveryHarness) -> None:
    """Whoever granted the permission tries it out, and tomorrow's comes again."""
    harness.poster.send_error = ChannelClosed("channel 42", "the bot may not see it")
    async with harness.open() as (delivery, database):
        await delivery.tick()
        (wanted,) = await database.run(lambda opened: opened.subscriptions.list_active())
        assert (await delivery.post_now(wanted)).state is DeliveryState.SKIPPED
        harness.poster.send_error = None
        assert (await delivery.post_now(wanted)).state is DeliveryState.SENT
        (wanted,) = await database.run(lambda opened: opened.subscriptions.list_active())
        assert not wanted.suspended
        harness.now += ONE_DAY
        await delivery.tick()
    assert harness.list_states()[-1] == ("2024-06-22", "08:00", DeliveryState.SENT)


async def test_a_preview_posts_nothing(harness: DeliveryHarness) -> None:
    """It says that it is one, and two of them are the same."""
    async with harness.open() as (delivery, database):
        (wanted,) = await database.run(lambda opened: opened.subscriptions.list_active())
        first, second = await delivery.preview(wanted), await delivery.preview(wanted)
    assert first == second
    assert "preview" in first.text
    assert harness.poster.messages == []
    assert harness.list_states() == []


async def test_the_running_delivery_posts_when_its_alarm_rings(harness: DeliveryHarness) -> None:
    """APScheduler wakes it at the slot by the injected clock."""
    before = asyncio.get_running_loop().time()
    office_now = DUE_AT - timedelta(milliseconds=300)
    clock = lambda: office_now + timedelta(seconds=asyncio.get_running_loop().time() - before)  # noqa: E731
    database, workers = DatabaseThread(harness.url), ScriptedPool.with_thread(harness.url, harness._open_engine)
    delivery = DeliveryScheduler(database, workers, harness.poster, clock)
    running = asyncio.create_task(delivery.run())
    try:
        async with asyncio.timeout(20):
            await harness.poster.posted.wait()
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await database.close()
        workers.close()
    assert len(harness.poster.messages) == 1
