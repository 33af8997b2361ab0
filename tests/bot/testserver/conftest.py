"""A server with a clock and a timer that are moved by hand."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.testserver import TestServer
from tests.support.testserver.local_server import ManualClockAndTimer, run_test_server
from tests.support.testserver.sample_bot import SampleBot, run_sample_bot


@pytest.fixture
def clock_and_timer() -> ManualClockAndTimer:
    """Hold a clock at 8:00 in Seoul on 21 June 2024, and a timer at zero."""
    return ManualClockAndTimer()


@pytest.fixture
async def server(clock_and_timer: ManualClockAndTimer) -> AsyncIterator[TestServer]:
    """Run the server with its default world."""
    async with run_test_server(clock_and_timer) as started:
        yield started


@pytest.fixture
async def bot(server: TestServer) -> AsyncIterator[SampleBot]:
    """Run the sample bot against the server."""
    async with run_sample_bot(server) as started:
        yield started


@pytest.fixture
async def web(server: TestServer) -> AsyncIterator[aiohttp.ClientSession]:
    """Speak to the server as a program does."""
    async with aiohttp.ClientSession(server.url) as session:
        yield session
