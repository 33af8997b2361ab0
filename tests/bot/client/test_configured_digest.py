"""Claims about the digest that the settings ask for."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta

from bot.books import open_books
from bot.config import Config
from bot.subscriptions import State
from bot.testserver import FaultKind, TestServer
from tests.bot.client.script import open_script
from tests.bot.wire import PATIENCE, HandClock, running


async def test_a_configured_digest_is_followed_and_ended(config: Config, clock: HandClock) -> None:
    """The settings make it, change it and end it."""

    async def started(**settings: object) -> list[str]:
        changed = Config(config.database_url, **settings)  # type: ignore[arg-type]
        async with TestServer(clock=clock) as server, running(server, changed, clock, open_script):
            pass
        with closing(open_books(config.database_url)) as books:
            return [f"{each.wish.channel} {each.wish.topic}" for each in books.roll.standing()]

    assert await started(digest_channel=42, digest_topic="rates") == ["42 rates"]
    assert await started(digest_channel=42, digest_topic="rain") == ["42 rain"]
    with closing(open_books(config.database_url)) as books:
        books.roll.suspend(1, "closed")
    assert await started(digest_channel=42, digest_topic="rain") == ["42 rain"]
    with closing(open_books(config.database_url)) as books:
        assert not books.roll.standing()[0].suspended
    assert await started(digest_channel=43) == ["43 "]
    assert await started() == []


async def test_a_lost_reply_is_looked_for_and_not_sent_again(config: Config, clock: HandClock) -> None:
    """Discord took the digest, the connection broke: the channel is read back, the ledger ends true."""
    async with TestServer(clock=clock) as server:
        daily = Config(config.database_url, timezone="Asia/Seoul", digest_channel=server.channel("briefings").id)
        async with running(server, daily, clock, open_script) as client:
            server.faults.add(FaultKind.LOST_REPLY, "POST /channels/.*/messages")
            clock.now += timedelta(hours=20)
            client.delivery.wake()
            await server.message("briefings", timeout=PATIENCE)
            client.delivery.wake()
            await client.delivery.round()
        assert len(server.messages("briefings")) == 1
    with closing(open_books(config.database_url)) as books:
        (row,) = books.ledger.history([1])
        assert (row.state, row.message) == (State.SENT, server.messages("briefings")[0].id)
