"""A server with a clock and a timer that are moved by hand."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import aiohttp
import pytest

from bot.testserver import TestServer, default_world
from tests.bot.testserver.bots import SampleBot, running


class Hands:
    """The hands of a clock and of a timer."""

    def __init__(self) -> None:
        self.now = datetime(2024, 6, 21, 8, 0, tzinfo=ZoneInfo("Asia/Seoul"))
        self.seconds = 0.0

    def move(self, seconds: float) -> None:
        """Move both on."""
        self.now += timedelta(seconds=seconds)
        self.seconds += seconds


@pytest.fixture
def hands() -> Hands:
    """Hold a clock at 8:00 in Seoul on 21 June 2024, and a timer at zero."""
    return Hands()


@asynccontextmanager
async def serving(hands: Hands) -> AsyncIterator[TestServer]:
    """Run a server with the default world and these hands."""

    async def move(by: timedelta) -> None:
        hands.move(by.total_seconds())

    world = default_world(lambda: hands.now, lambda: hands.seconds)
    async with TestServer(clock=lambda: hands.now, state=world, move_clock=move) as started:
        yield started


@pytest.fixture
async def server(hands: Hands) -> AsyncIterator[TestServer]:
    """Run the server with its default world."""
    async with serving(hands) as started:
        yield started


@pytest.fixture
async def bot(server: TestServer) -> AsyncIterator[SampleBot]:
    """Run the sample bot against the server."""
    async with running(server) as started:
        yield started


@pytest.fixture
async def web(server: TestServer) -> AsyncIterator[aiohttp.ClientSession]:
    """Speak to the server as a program does."""
    async with aiohttp.ClientSession(server.url) as session:
        yield session
