"""From end to end: files in, a cited briefing out over the real wire, a digest posted once."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.client.config import Config
from bot.db import open_database
from bot.models.digest import DeliveryState
from bot.rendering.markdown import to_plain_text
from bot.testserver import TestServer
from tests.support.bot.running_bot import REPLY_TIMEOUT, ManualClock, list_quotations, list_texts, run_bot
from tests.support.paths import SAMPLE
from tests.support.sample_store import copy_sample_store

SEOUL = "Asia/Seoul"
EVE = datetime(2024, 6, 25, 7, 59, tzinfo=ZoneInfo(SEOUL))


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """Return settings with a database that holds the sample articles."""
    return Config(copy_sample_store(tmp_path), timezone=SEOUL)


async def test_files_become_a_cited_briefing_and_a_digest_that_is_not_repeated(config: Config) -> None:
    """From files to a channel: every sentence word for word, with its source; the digest once, restart or not."""
    clock = ManualClock(EVE)
    originals = {path.name: to_plain_text(path.read_text(encoding="utf-8")) for path in SAMPLE.glob("*.txt")}
    async with TestServer(clock=clock) as server:
        briefings = server.find_channel("briefings")
        daily = Config(config.database_url, timezone=SEOUL, digest_channel=briefings.id, digest_times=(time(8),))
        async with run_bot(server, daily, clock) as client:
            answer = (
                await server.as_member("Mel")
                .run_slash_command("brief", {"topic": "North Korea", "length": 4}, channel="general")
                .wait_for_answer(REPLY_TIMEOUT)
            )
            quoted = list_quotations(answer)
            assert 1 <= len(quoted) <= 4
            for sentence in quoted:
                assert any(sentence in text for text in originals.values()), sentence
            assert all("Sample" in text for text in list_texts(answer.components) if text.startswith("> "))
            assert not server.list_messages("briefings")
            clock.now += timedelta(minutes=1)
            client.delivery.wake()
            digest = await server.wait_for_message("briefings", timeout=REPLY_TIMEOUT)
            assert list_quotations(digest)
        for _ in range(2):
            clock.now += timedelta(minutes=5)
            async with run_bot(server, daily, clock) as client:
                await client.delivery.tick()
        assert len(server.list_messages("briefings")) == 1
    with closing(open_database(config.database_url)) as database:
        (subscription,) = database.subscriptions.list_active()
        (row,) = database.ledger.list_recent([subscription.id])
        assert (row.state, row.message) == (DeliveryState.SENT, digest.id)
        assert any(row.digest in text for text in list_texts(digest.components))
