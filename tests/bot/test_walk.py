"""The walk: files in, a cited briefing out over the real wire, a digest posted once."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.books import open_books
from bot.config import Config
from bot.messages.markup import plain
from bot.subscriptions import State
from bot.testserver import TestServer
from corpus.ingest import add, load
from corpus.registry import bundled
from corpus.store import open_store
from tests.bot.wire import PATIENCE, HandClock, quotations, running, texts
from tests.paths import SAMPLE

SEOUL = "Asia/Seoul"
EVE = datetime(2024, 6, 25, 7, 59, tzinfo=ZoneInfo(SEOUL))


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """Give a database that holds the sample articles."""
    url = f"sqlite:///{tmp_path / 'news.sqlite3'}"
    with open_store(url) as store:
        add(store, load(SAMPLE).sources, bundled())
    return Config(url, timezone=SEOUL)


async def test_files_become_a_cited_briefing_and_a_digest_that_is_not_repeated(config: Config) -> None:
    """From files to a channel: every sentence word for word, with its source; the digest once, restart or not."""
    clock = HandClock(EVE)
    originals = {path.name: plain(path.read_text(encoding="utf-8")) for path in SAMPLE.glob("*.txt")}
    async with TestServer(clock=clock) as server:
        briefings = server.channel("briefings")
        daily = Config(config.database_url, timezone=SEOUL, digest_channel=briefings.id, digest_times=(time(8),))
        async with running(server, daily, clock) as client:
            answer = (
                await server.member("Mel")
                .slash("brief", {"topic": "North Korea", "length": 4}, channel="general")
                .answer(PATIENCE)
            )
            quoted = quotations(answer)
            assert 1 <= len(quoted) <= 4
            for sentence in quoted:
                assert any(sentence in text for text in originals.values()), sentence
            assert all("Sample" in text for text in texts(answer.components) if text.startswith("> "))
            assert not server.messages("briefings")
            clock.now += timedelta(minutes=1)
            client.delivery.wake()
            digest = await server.message("briefings", timeout=PATIENCE)
            assert quotations(digest)
        for _ in range(2):
            clock.now += timedelta(minutes=5)
            async with running(server, daily, clock) as client:
                await client.delivery.round()
        assert len(server.messages("briefings")) == 1
    with closing(open_books(config.database_url)) as books:
        (subscription,) = books.roll.standing()
        (row,) = books.ledger.history([subscription.id])
        assert (row.state, row.message) == (State.SENT, digest.id)
        assert any(row.digest in text for text in texts(digest.components))
