"""Claims about the polling of feeds beside the running bot: a real process, a real store."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.cli.runner import FeedPollingProcess
from bot.models.clock import get_utc_now
from corpus.store import Feed, open_store

ADDRESS = "http://127.0.0.1:9/feed"


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Return the address of an empty store."""
    address = f"sqlite:///{tmp_path / 'store.sqlite3'}"
    with open_store(address):
        return address


async def test_what_is_due_is_polled_and_what_came_of_it_is_logged(url: str, caplog: pytest.LogCaptureFixture) -> None:
    """The store has the error and the next time; another look starts nothing."""
    with open_store(url) as store:
        store.save_feed(Feed(ADDRESS))
    polling = FeedPollingProcess(url, get_utc_now)
    with caplog.at_level(logging.INFO, "bot.cli.runner"):
        await polling.poll_if_due()
        lines = len(caplog.records)
        await polling.poll_if_due()
    with open_store(url) as store:
        (feed,) = store.list_feeds(None)
    assert "public" in feed.error
    assert datetime.fromisoformat(feed.due) > datetime.now(UTC) + timedelta(minutes=59)
    assert f"{ADDRESS}  its host isn't a public address" in caplog.text
    assert len(caplog.records) == lines > 0


async def test_feeds_are_polled_by_the_clock_of_the_bot(url: str) -> None:
    """While the system's clock is years ahead, a feed is not put off for years."""
    now = datetime(2024, 6, 21, 8, tzinfo=UTC)
    with open_store(url) as store:
        store.save_feed(Feed(ADDRESS))
    await FeedPollingProcess(url, lambda: now).poll_if_due()
    with open_store(url) as store:
        (feed,) = store.list_feeds(None)
    assert feed.error
    assert timedelta(hours=1) <= datetime.fromisoformat(feed.due) - now < timedelta(hours=2)


async def test_the_address_of_the_database_is_in_no_list_of_processes(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may hold a password; the environment of a process can be read by its owner alone."""
    with open_store(url) as store:
        store.save_feed(Feed(ADDRESS))
    started: list[tuple[object, ...]] = []

    async def start(*command: object, env: dict[str, str], **_: object) -> None:
        started.append((url in command, env["DATELINE_DATABASE_URL"] == url, "PATH" in env))
        raise ZeroDivisionError

    monkeypatch.setattr(asyncio, "create_subprocess_exec", start)
    with pytest.raises(ZeroDivisionError):
        await FeedPollingProcess(url, get_utc_now).poll_if_due()
    assert started == [(False, True, True)]


async def test_a_poll_that_hangs_is_ended(url: str, caplog: pytest.LogCaptureFixture) -> None:
    """It is logged, and the process is gone."""
    with open_store(url) as store:
        store.save_feed(Feed(ADDRESS))
    polling = FeedPollingProcess(url, get_utc_now, poll_timeout=timedelta(milliseconds=1))
    await polling.poll_if_due()
    assert "was ended" in caplog.text
    assert polling._process is not None
    assert polling._process.returncode is not None


async def test_a_store_that_cannot_be_opened_does_not_end_the_bot(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """It is logged, and looked at again later."""
    (tmp_path / "broken").write_bytes(b"no database" * 1_000)
    await FeedPollingProcess(f"sqlite:///{tmp_path / 'broken'}", get_utc_now).poll_if_due()
    assert "I can't check the feeds" in caplog.text


async def test_stopping_leaves_nothing_running(url: str) -> None:
    """Whether it was started or not, and whether a poll is under way or not."""
    await FeedPollingProcess(url, get_utc_now).stop()
    for due in (False, True):
        if due:
            with open_store(url) as store:
                store.save_feed(Feed(ADDRESS))
        polling = FeedPollingProcess(url, get_utc_now)
        polling.start()
        while due and polling._process is None:  # noqa: ASYNC110  # the process tells nobody that it began
            await asyncio.sleep(0.01)
        await polling.stop()
        assert asyncio.all_tasks() == {asyncio.current_task()}
        assert polling._process is None or polling._process.returncode is not None


async def test_a_digest_waits_for_a_poll_but_not_for_long(url: str) -> None:
    """It goes on when the poll is over, and after a while all the same."""
    polling = FeedPollingProcess(url, get_utc_now, digest_wait=timedelta(milliseconds=20))
    await polling.wait_for_feeds()
    over = asyncio.Event()
    polling._poll_task = asyncio.create_task(over.wait())  # type: ignore[arg-type]
    await polling.wait_for_feeds()
    assert not polling._poll_task.done()
    over.set()
    await polling.wait_for_feeds()
    assert polling._poll_task.done()


_PARENT = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", sys.argv[1]], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
child.stdout.readline()
print(child.pid, flush=True)
time.sleep(60)
"""
_CHILD = """
import time
from bot.cli.ingest_commands import end_with_parent
end_with_parent()
print("ready", flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_poll_ends_with_a_bot_that_is_killed() -> None:
    """Otherwise it would go on fetching, for up to three quarters of an hour, beside the poll of the next bot."""
    with subprocess.Popen([sys.executable, "-c", _PARENT, _CHILD], stdout=subprocess.PIPE) as parent:
        assert parent.stdout
        child = int(parent.stdout.readline())
        os.kill(child, 0)
        parent.kill()
    for _ in range(200):
        state = Path(f"/proc/{child}/stat")
        if not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z":
            return
        time.sleep(0.05)
    os.kill(child, signal.SIGKILL)
    pytest.fail("the child lives on")


@pytest.mark.skipif(not hasattr(os, "nice"), reason="priorities are set otherwise here")
def test_the_process_that_polls_goes_last() -> None:
    """It has a lower priority than what started it, as far as there is a lower one."""
    program = "import os; from bot.cli.ingest_commands import lower_priority as last; last(); print(os.nice(0))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert int(done.stdout) == min(os.nice(0) + 10, 19)
