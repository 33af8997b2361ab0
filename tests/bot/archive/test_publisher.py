"""Claims about when the site is built: when asked, not twice at once, and again after a failure."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.archive.publisher import SitePublisher
from bot.archive.site import SitePlace
from bot.db import DatabaseThread
from bot.errors import ConfigError
from bot.services.worker_pool import WorkerPool
from tests.support.sample_store import copy_sample_store


async def _run_for(publisher: SitePublisher, seconds: float) -> None:
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(seconds):
            await publisher.run()


class _CountingPublisher(SitePublisher):
    """Counts its builds, of which the first fails."""

    builds = 0

    async def build(self) -> None:
        self.builds += 1
        if self.builds == 1:
            raise ConfigError("folder", "is gone", "Name another.")
        self.request_build()


class _FaultyPublisher(SitePublisher):
    """Fails in every build, as if a page could not be rendered."""

    builds = 0

    async def build(self) -> None:
        self.builds += 1
        raise KeyError("title")


@pytest.fixture
async def database(url: str) -> DatabaseThread:
    """Return a database that nothing is asked of."""
    return DatabaseThread(url)


async def test_it_is_built_at_the_start_and_goes_on_after_a_failure(
    url: str, database: DatabaseThread, caplog: pytest.LogCaptureFixture
) -> None:
    """Which the log names once."""
    workers = WorkerPool.with_thread(url)
    publisher = _CountingPublisher(database, workers, lambda: None, 0.0)
    asyncio.get_running_loop().call_later(0.02, publisher.request_build)
    await _run_for(publisher, 0.2)
    assert publisher.builds > 2
    assert caplog.text.count("I couldn't build the site: folder is gone.") == 1


async def test_many_requests_are_one_build(url: str, database: DatabaseThread) -> None:
    """While one waits for its turn."""
    publisher = _CountingPublisher(database, WorkerPool.with_thread(url), lambda: None, 60.0)
    for _ in range(9):
        publisher.request_build()
    await _run_for(publisher, 0.1)
    assert publisher.builds == 1


async def test_it_builds_from_the_database(tmp_path: Path) -> None:
    """In a worker; without a place it does nothing."""
    url = copy_sample_store(tmp_path)
    database, workers = DatabaseThread(url), WorkerPool.with_thread(url)
    try:
        assert await SitePublisher(database, workers, lambda: None).build() is None
        place = SitePlace(tmp_path / "site")
        change = await SitePublisher(database, workers, lambda: place).build()
        assert change is not None
        assert change.written == 3
        assert "No digests yet." in (tmp_path / "site" / "index.html").read_text("utf-8")
    finally:
        workers.close()
        await database.close()


async def test_any_failure_is_logged_once_and_tried_again(
    url: str, database: DatabaseThread, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of the program does not end the building either; the same failure again is not logged again."""
    monkeypatch.setattr("bot.archive.publisher._RETRY_SECONDS", 0.01)
    publisher = _FaultyPublisher(database, WorkerPool.with_thread(url), lambda: None, 0.0)
    await _run_for(publisher, 0.5)
    assert publisher.builds > 2
    assert caplog.text.count("I couldn't build the site: 'title'") == 1
