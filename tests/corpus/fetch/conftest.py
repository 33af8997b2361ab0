"""A server on loopback, and a Fetcher that may speak to it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from corpus.fetch import Fetcher
from tests.corpus.hostile import Hands, Server, fetcher, started


@pytest_asyncio.fixture
async def server() -> AsyncIterator[Server]:
    """Give a running server."""
    told = Server()
    runner = await started(told)
    yield told
    await runner.cleanup()


@pytest_asyncio.fixture
async def door(clock: Hands) -> AsyncIterator[Fetcher]:
    """Give a Fetcher that may speak to 127.0.0.1."""
    async with fetcher(clock) as one:
        yield one
