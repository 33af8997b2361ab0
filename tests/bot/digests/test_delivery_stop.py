"""Claims about digests while the bot is being stopped."""

from __future__ import annotations

import asyncio

from bot.models.digest import DeliveryState, DigestOptions
from bot.models.message import Message
from tests.support.digests.delivery_harness import DeliveryHarness, ListPoster


class HeldPoster(ListPoster):
    """A channel that accepts a message only when it is released."""

    def __init__(self) -> None:
        super().__init__()
        self.sending, self.released = asyncio.Event(), asyncio.Event()

    async def send(self, options: DigestOptions, message: Message, nonce: str) -> int:
        """Wait, and append it."""
        self.sending.set()
        await self.released.wait()
        return await super().send(options, message, nonce)


async def test_a_digest_that_is_being_sent_is_recorded_before_the_bot_stops(harness: DeliveryHarness) -> None:
    """Otherwise the next start would have to look for it in the channel."""
    harness.poster = poster = HeldPoster()
    async with harness.open() as (delivery, _):
        round_ = asyncio.create_task(delivery.tick())
        await poster.sending.wait()
        finishing = asyncio.create_task(delivery.finish_sending())
        await asyncio.sleep(0.05)
        assert not finishing.done()
        poster.released.set()
        await finishing
        assert [state for _, _, state in harness.list_states()] == [DeliveryState.SENT]
        await round_
    assert len(poster.messages) == 1


async def test_no_digest_begins_to_be_sent_while_the_bot_stops(harness: DeliveryHarness) -> None:
    """It stays planned, with its content, and the next start sends it."""
    async with harness.open() as (delivery, _):
        await delivery.finish_sending()
        await delivery.tick()
    assert harness.poster.messages == []
    (entry,) = harness.list_entries()
    assert (entry.state, bool(entry.payload)) == (DeliveryState.PLANNED, True)
    await harness.tick()
    assert len(harness.poster.messages) == 1
