"""Claims about the digest that the settings ask for."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta

from bot.client.config import Config
from bot.db import open_database
from bot.models.digest import DeliveryState
from bot.testserver import TestServer
from bot.testserver.faults import FaultKind
from tests.support.bot.running_bot import REPLY_TIMEOUT, ManualClock, run_bot
from tests.support.bot.scripted_engine import open_scripted_engine


async def test_a_configured_digest_is_followed_and_ended(config: Config, clock: ManualClock) -> None:
    """The settings make it, change it and end it."""

    async def started(**settings: object) -> list[str]:
        changed = Config(config.database_url, **settings)  # type: ignore[arg-type]
        async with TestServer(clock=clock) as server, run_bot(server, changed, clock, open_scripted_engine):
            pass
        with closing(open_database(config.database_url)) as database:
            return [f"{each.options.channel} {each.options.topic}" for each in database.subscriptions.list_active()]

    assert await started(digest_channel=42, digest_topic="rates") == ["42 rates"]
    assert await started(digest_channel=42, digest_topic="rain") == ["42 rain"]
    with closing(open_database(config.database_url)) as database:
        database.subscriptions.suspend(1, "closed")
    assert await started(digest_channel=42, digest_topic="rain") == ["42 rain"]
    with closing(open_database(config.database_url)) as database:
        assert not database.subscriptions.list_active()[0].suspended
    assert await started(digest_channel=43) == ["43 "]
    assert await started() == []


async def test_a_lost_reply_is_looked_for_and_not_sent_again(config: Config, clock: ManualClock) -> None:
    """Discord took the digest, the connection broke: the channel is read back, the ledger ends true."""
    async with TestServer(clock=clock) as server:
        daily = Config(config.database_url, timezone="Asia/Seoul", digest_channel=server.find_channel("briefings").id)
        async with run_bot(server, daily, clock, open_scripted_engine) as client:
            server.faults.add(FaultKind.LOST_REPLY, "POST /channels/.*/messages")
            clock.now += timedelta(hours=20)
            client.delivery.wake()
            await server.wait_for_message("briefings", timeout=REPLY_TIMEOUT)
            client.delivery.wake()
            await client.delivery.tick()
        assert len(server.list_messages("briefings")) == 1
    with closing(open_database(config.database_url)) as database:
        (row,) = database.ledger.list_recent([1])
        assert (row.state, row.message) == (DeliveryState.SENT, server.list_messages("briefings")[0].id)
