"""Serve the bot's health and metrics over HTTP to the operator's programs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import Self

from aiohttp import web

from bot.client.client import Dateline
from bot.client.config import METRICS_SETTING, ListenAddress
from bot.client.metrics import BotMetrics, BotStatus
from bot.db import Repositories, inspect_server, is_server_url, parse_database_path
from bot.errors import ConfigError, DatelineError, LedgerError
from bot.models.digest import DeliveryState
from corpus.errors import CorpusError
from corpus.store import open_store

#: Seconds without a check for due digests, of which there is one every minute, until the bot is not ready, and until
#: it should be restarted.
_READY_SECONDS, _HEALTHY_SECONDS = 180.0, 900.0
#: Seconds for which the number of feeds is not counted again: all of their records have to be read.
_FEEDS_MAX_AGE_SECONDS = 60.0
#: Numbers of settled digests by state and lateness, number of those due, and for how many seconds.
_DigestCounts = tuple[tuple[tuple[DeliveryState, bool, int], ...], int, float]
_CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class StatusServer:
    """
    Answers ``/healthz``, ``/readyz`` and ``/metrics``, from before the bot is connected until it has closed.

    Args:
        address: Where to listen; port 0 for any free port.
        get_client: Returns the client, or None while there is none.
        database_url: URL of the store and the bot's tables.

    Attributes:
        address: Where it listens.
    """

    def __init__(self, address: ListenAddress, get_client: Callable[[], Dateline | None], database_url: str) -> None:
        self.address, self._get_client, self._url = address, get_client, database_url
        self._feeds, self._feeds_read_at = (0, 0), -_FEEDS_MAX_AGE_SECONDS
        self._size = 0
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        """
        Start listening.

        Raises:
            ConfigError: If that is not possible at this address.
        """
        application = web.Application()
        application.router.add_get("/healthz", self._answer_health)
        application.router.add_get("/readyz", self._answer_readiness)
        application.router.add_get("/metrics", self._answer_metrics)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self.address.host, self.address.port).start()
        except OSError as error:
            await self._runner.cleanup()
            reason = f"names {self.address}, where I can't listen ({error.strerror or error})"
            raise ConfigError(METRICS_SETTING, reason, "Choose another port.") from error
        self.address = ListenAddress(self.address.host, self._runner.addresses[0][1])
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop listening."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _answer_health(self, _request: web.Request) -> web.Response:
        return _build_answer(check_health(self._get_client()))

    async def _answer_readiness(self, _request: web.Request) -> web.Response:
        return _build_answer(check_readiness(self._get_client()))

    async def _answer_metrics(self, _request: web.Request) -> web.Response:
        client = self._get_client()
        metrics = client.metrics if client else BotMetrics()
        status = await self._collect_status(client)
        return web.Response(body=metrics.render(status), headers={"Content-Type": _CONTENT_TYPE})

    async def _collect_status(self, client: Dateline | None) -> BotStatus:
        """Return the state of the bot; what can't be read is left at its default."""
        loop = asyncio.get_running_loop()
        if loop.time() - self._feeds_read_at >= _FEEDS_MAX_AGE_SECONDS:
            with suppress(CorpusError):
                self._feeds = await asyncio.to_thread(count_feeds, self._url)
                self._feeds_read_at = loop.time()
        feeds, failing = self._feeds
        with suppress(LedgerError):
            self._size = await asyncio.to_thread(measure_database, self._url)
        if client is None:
            return BotStatus(feeds=feeds, failing_feeds=failing, database_bytes=self._size)
        digests: _DigestCounts = ((), 0, 0.0)
        if not client.is_draining:  # its database may be closed then
            with suppress(DatelineError):
                digests = await _read_digests(client)
        settled, count, overdue = digests
        connected = client.is_ready() and not client.is_draining
        return BotStatus(
            connected=connected,
            latency_seconds=client.latency if connected else None,
            guilds=len(client.guilds),
            settled=settled,
            open_digests=count,
            overdue_seconds=overdue,
            workers=(("questions", client.workers.load), ("background", client.background_workers.load)),
            feeds=feeds,
            failing_feeds=failing,
            database_bytes=self._size,
        )


async def _read_digests(client: Dateline) -> _DigestCounts:
    now = client.clock()

    def read(repositories: Repositories) -> _DigestCounts:
        count, overdue = repositories.ledger.measure_open(now)
        settled = tuple((state, late, number) for (state, late), number in repositories.ledger.settled.items())
        return settled, count, overdue.total_seconds()

    return await client.database.run(read)


def count_feeds(url: str) -> tuple[int, int]:
    """Return how many feeds are followed, and how many of them failed when they were last polled."""
    with open_store(url) as store:
        feeds = store.list_feeds(None)
    return len(feeds), sum(1 for feed in feeds if feed.failures)


def measure_database(url: str) -> int:
    """
    Return the size in bytes of the database and its write-ahead log; 0 for one in memory.

    Raises:
        LedgerError: If its server can't be reached.
    """
    if is_server_url(url):
        return inspect_server(url).size
    path, size = parse_database_path(url), 0
    for suffix in ("", "-wal"):
        with suppress(OSError):  # there is none
            size += Path(f"{path}{suffix}").stat().st_size
    return size


def check_health(client: Dateline | None) -> Mapping[str, str]:
    """
    Return what is wrong with the process, by subject, that a restart may fix; empty if nothing is.

    A bot that waits for the network is healthy, and so is one whose connection broke: it connects again by itself.
    """
    if client is None:
        return {}
    if client.failure is not None:
        return {"digests": "delivering them failed, and the bot stops"}
    checked_at = client.delivery.checked_at
    if checked_at is not None and asyncio.get_running_loop().time() - checked_at > _HEALTHY_SECONDS:
        return {"digests": "not checked for 15 minutes; see the log"}
    return {}


def check_readiness(client: Dateline | None) -> Mapping[str, str]:
    """Return what keeps the bot from answering and delivering, by subject; empty if nothing does."""
    if client is None or not client.is_ready():
        return {"discord": "not connected"}
    problems = dict(check_health(client))
    if client.is_draining:
        problems["bot"] = "closing"
    checked_at = client.delivery.checked_at
    if checked_at is None or asyncio.get_running_loop().time() - checked_at > _READY_SECONDS:
        problems.setdefault("digests", "not checked for 3 minutes; see the log")
    return problems


def _build_answer(problems: Mapping[str, str]) -> web.Response:
    status = HTTPStatus.SERVICE_UNAVAILABLE if problems else HTTPStatus.OK
    return web.json_response({"ok": not problems, "problems": dict(problems)}, status=status)
