"""Claims about digests that are posted: once, with what is new, on time, late or on demand."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.books import Bookkeeper
from bot.delivery import (
    Delivery,
)
from bot.errors import ChannelClosed, LedgerError
from bot.messages import Message
from bot.subscriptions import Entry, State, Wish
from bot.workers import Workers
from tests.bot.delivery.office import DAY, HOUR, MORNING, Channel, Office, subscription


async def test_a_due_digest_is_posted_once(office: Office) -> None:
    """However often the bot is started and looks."""
    for _ in range(3):
        await office.round()
    assert len(office.channel.messages) == 1
    assert office.history() == [("2024-06-21", "08:00", State.SENT)]


async def test_the_message_is_recorded_before_it_is_sent(office: Office) -> None:
    """The ledger holds the payload, its hash and the store's sequence number while Discord is asked."""
    seen: list[Entry] = []

    class Watched(Channel):
        async def send(self, wish: Wish, message: Message, nonce: str) -> int:
            seen.extend(office.rows())
            return await super().send(wish, message, nonce)

    office.channel = Watched()
    await office.round()
    (row,) = seen
    assert row.state is State.SENDING
    assert row.sequence == 2
    assert row.payload is not None
    assert "Rates rose." in row.payload
    assert row.digest in row.payload


async def test_the_next_digest_tells_only_what_is_new(office: Office) -> None:
    """What arrived in the store since the last posted one; then that nothing did."""
    await office.round()
    office.sheet.sentences.append("Snow came.")
    for _ in range(2):
        office.now += DAY
        await office.round()
    texts = [message.text for _, message in office.channel.messages]
    assert ["Rates rose." in text for text in texts] == [True, False, False]
    assert ["Snow came." in text for text in texts] == [False, True, False]
    assert "Nothing new since the last digest." in texts[2]


async def test_three_days_of_sleep_give_one_digest_and_two_skips(office: Office) -> None:
    """The last one is caught up and marked late."""
    office.now += 2 * DAY + HOUR
    await office.round()
    assert [state for _, _, state in office.history()] == [State.SKIPPED, State.SKIPPED, State.SENT]
    assert "Posted late" in office.channel.messages[0][1].text
    assert office.rows()[2].late


async def test_two_processes_on_one_database_post_one_digest(office: Office) -> None:
    """One posts; the other says why it does not, and takes over when the first ends."""
    async with office.open() as (first, _), office.open() as (second, _):
        assert await first.round()
        assert not await second.round()
        with pytest.raises(LedgerError, match="another process posts digests"):
            await second.post_now(subscription())
    assert len(office.channel.messages) == 1
    office.now += DAY
    async with office.open() as (second, _):
        assert await second.round()


async def test_a_digest_on_demand_is_beside_the_scheduled_one(office: Office) -> None:
    """It is entered outside the day's slot, and tomorrow's tells only what is newer."""
    async with office.open() as (delivery, books):
        (wanted,) = await books.do(lambda opened: opened.roll.standing())
        office.now -= timedelta(minutes=30)
        entry = await delivery.post_now(wanted)
        assert entry.state is State.SENT
        office.now += timedelta(minutes=30)
        await delivery.round()
    assert [state for _, _, state in office.history()] == [State.SENT, State.SENT]
    assert "Nothing new" in office.channel.messages[1][1].text


async def test_a_digest_on_demand_that_arrives_lifts_the_suspension(office: Office) -> None:
    """Whoever granted the permission tries it out, and tomorrow's comes again."""
    office.channel.refuses = ChannelClosed("channel 42", "the bot may not see it")
    async with office.open() as (delivery, books):
        await delivery.round()
        (wanted,) = await books.do(lambda opened: opened.roll.standing())
        assert (await delivery.post_now(wanted)).state is State.SKIPPED
        office.channel.refuses = None
        assert (await delivery.post_now(wanted)).state is State.SENT
        (wanted,) = await books.do(lambda opened: opened.roll.standing())
        assert not wanted.suspended
        office.now += DAY
        await delivery.round()
    assert office.history()[-1] == ("2024-06-22", "08:00", State.SENT)


async def test_a_preview_posts_nothing(office: Office) -> None:
    """It names the store's sequence number, and two of them are the same."""
    async with office.open() as (delivery, books):
        (wanted,) = await books.do(lambda opened: opened.roll.standing())
        first, second = await delivery.preview(wanted), await delivery.preview(wanted)
    assert first == second
    assert "preview of store sequence 2" in first.text
    assert office.channel.messages == []
    assert office.history() == []


async def test_the_running_delivery_posts_when_its_alarm_rings(office: Office) -> None:
    """APScheduler wakes it at the slot by the injected clock."""
    before = asyncio.get_running_loop().time()
    office_now = MORNING - timedelta(milliseconds=300)
    clock = lambda: office_now + timedelta(seconds=asyncio.get_running_loop().time() - before)  # noqa: E731
    books, workers = Bookkeeper(office.url), Workers.thread(office.url, office._desk)
    delivery = Delivery(books, workers, office.channel, clock)
    running = asyncio.create_task(delivery.run())
    try:
        async with asyncio.timeout(20):
            await office.channel.posted.wait()
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await books.close()
        workers.close()
    assert len(office.channel.messages) == 1
