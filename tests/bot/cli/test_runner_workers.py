"""Claims about workers, which poll feeds in any number: real processes, a real store of either kind."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from multiprocessing.process import BaseProcess

import pytest
from aiohttp import web

from corpus.store import Feed, open_store
from tests.bot.cli.test_ingest_commands_feeds import server as server  # noqa: PLC0414  # the fixture
from tests.support.bot.polling_process import run_and_exit, run_polling_process
from tests.support.corpus.loopback_server import LoopbackServer

NOW = datetime(2024, 6, 24, 9, tzinfo=UTC)
_WAIT_SECONDS = 60.0


def serve_feed(server: LoopbackServer, path: str) -> str:
    """Serve a feed with one article, which other feeds have, too."""
    item = "<item><title>Wall</title><link>/wall</link><pubDate>Mon, 24 Jun 2024 08:00:00 GMT</pubDate></item>"
    feed = f"<rss version='2.0'><channel><title>Harbour Herald</title>{item}</channel></rss>"
    return server.serve(path, feed, ETag='"1"')


def start_worker(url: str, now: datetime) -> BaseProcess:
    """Start a process that polls what is due."""
    process = multiprocessing.get_context("spawn").Process(target=run_and_exit, args=(url, now))
    process.start()
    return process


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait for what another process does."""
    end = time.monotonic() + _WAIT_SECONDS
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_two_workers_poll_each_feed_once(server: LoopbackServer, any_url: str) -> None:
    """And an article that two feeds list is stored once."""
    server.serve_article("/wall", day="2024-06-24")
    with open_store(any_url) as store:
        for number in range(2):
            store.save_feed(Feed(serve_feed(server, f"/feed{number}")))
    workers = [start_worker(any_url, NOW) for _ in range(2)]
    for worker in workers:
        worker.join(_WAIT_SECONDS)
        assert worker.exitcode == 0
    assert [server.count(f"/feed{number}") for number in range(2)] == [1, 1]
    with open_store(any_url) as store:
        assert len(store.list_articles()) == 1
        assert all(feed.title == "Harbour Herald" and not feed.error for feed in store.list_feeds(None))


def test_what_a_killed_worker_had_claimed_is_polled_by_another(server: LoopbackServer, any_url: str) -> None:
    """When the claim has ended, and its articles are stored once."""
    released = threading.Event()

    async def hang(_: web.Request) -> web.StreamResponse:
        await asyncio.to_thread(released.wait)
        return web.Response()

    server.routes["/wall"] = hang
    with open_store(any_url) as store:
        store.save_feed(Feed(serve_feed(server, "/feed")))
    killed = start_worker(any_url, NOW)
    wait_until(lambda: server.count("/wall") == 1)
    killed.kill()
    killed.join()
    released.set()
    server.serve_article("/wall", day="2024-06-24")
    run_polling_process(any_url, NOW + timedelta(minutes=14))
    assert server.count("/feed") == 1
    run_polling_process(any_url, NOW + timedelta(minutes=16))
    run_polling_process(any_url, NOW + timedelta(minutes=17))
    assert server.count("/feed") == 2
    with open_store(any_url) as store:
        assert len(store.list_articles()) == 1


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
def test_a_worker_polls_until_it_is_stopped(any_url: str) -> None:
    """It logs what it does, and ends in order."""
    with open_store(any_url) as store:
        store.save_feed(Feed("http://127.0.0.1:9/feed"))
    command = [sys.executable, "-m", "bot", "worker"]
    settings = {**os.environ, "DATELINE_DATABASE_URL": any_url}
    with subprocess.Popen(command, env=settings, stderr=subprocess.PIPE, text=True) as worker:
        assert worker.stderr is not None
        for line in worker.stderr:
            if "its host isn't a public address" in line:
                break
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(_WAIT_SECONDS) == 0
    with open_store(any_url) as store:
        assert "public" in store.list_feeds(None)[0].error
