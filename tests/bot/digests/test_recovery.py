"""Claims about a bot that starts with an old copy of its database: what was posted meanwhile is not posted again."""

from __future__ import annotations

import pytest

from bot.models.digest import DeliveryState
from tests.support.bot.any_database import copy_database
from tests.support.digests.delivery_harness import DUE_AT, ONE_DAY, ONE_HOUR, DeliveryHarness

FOUND_AGAIN = "found in its channel after its record was lost"


async def test_a_restored_backup_repeats_no_digest(harness: DeliveryHarness) -> None:
    """The digest was posted after the backup was made; it is found in the channel, and recorded as sent."""
    restore = copy_database(harness.url)
    await harness.tick()
    restore()
    harness.poster.forgets_nonces = True
    harness.now += ONE_HOUR
    await harness.tick()
    assert len(harness.poster.messages) == 1
    assert [(row.state, row.message, row.late) for row in harness.list_entries()] == [(DeliveryState.SENT, 1, False)]


async def test_what_was_lost_before_is_not_called_missed(harness: DeliveryHarness) -> None:
    """Digests of past days that are in the channel are recorded as sent; one that is not there was missed."""
    restore = copy_database(harness.url)
    for _ in range(2):
        await harness.tick()
        harness.now += ONE_DAY
    restore()
    harness.now += 8 * ONE_HOUR
    await harness.tick()
    first, second, third = harness.list_entries()
    assert [(row.state, row.message, row.reason) for row in (first, second)] == [
        (DeliveryState.SENT, 1, FOUND_AGAIN),
        (DeliveryState.SENT, 2, FOUND_AGAIN),
    ]
    assert third.state is DeliveryState.SKIPPED
    assert "I was offline" in third.reason


async def test_after_a_long_absence_not_every_day_is_looked_for(harness: DeliveryHarness) -> None:
    """Three digests that are not there are enough to know that the bot was away."""
    await harness.tick()
    harness.now += 25 * ONE_DAY + 8 * ONE_HOUR
    harness.poster.searches = 0
    await harness.tick()
    assert harness.poster.searches == 3
    assert len(harness.list_states()) == 26


async def test_a_running_bot_does_not_look_first(harness: DeliveryHarness) -> None:
    """What comes due while it runs was posted by nobody else."""
    harness.now = DUE_AT - ONE_HOUR
    async with harness.open() as (delivery, _):
        await delivery.tick()
        harness.now = DUE_AT
        await delivery.tick()
    assert harness.poster.searches == 0
    assert [state for _, _, state in harness.list_states()] == [DeliveryState.SENT]


@pytest.mark.parametrize("hours", [0, 25])
async def test_a_channel_that_may_not_be_read_gets_its_digest(harness: DeliveryHarness, hours: int) -> None:
    """Nothing was being sent, so that there is little doubt; earlier ones are recorded as missed."""
    harness.poster.hides_history = True
    harness.now += hours * ONE_HOUR
    await harness.tick()
    assert len(harness.poster.messages) == 1
    assert harness.list_states()[-1][2] is DeliveryState.SENT
    assert harness.poster.owner_messages == []
