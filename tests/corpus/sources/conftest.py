"""A server on loopback, and a Fetcher that may speak to it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from corpus.sources.http import Fetcher
from tests.support.corpus.loopback_server import AdjustableClock, LoopbackServer, build_fetcher, start_server


@pytest_asyncio.fixture
async def server() -> AsyncIterator[LoopbackServer]:
    """Yield a running server."""
    server = LoopbackServer()
    runner = await start_server(server)
    yield server
    await runner.cleanup()


@pytest_asyncio.fixture
async def fetcher(clock: AdjustableClock) -> AsyncIterator[Fetcher]:
    """Yield a Fetcher that may speak to 127.0.0.1."""
    async with build_fetcher(clock) as one:
        yield one
