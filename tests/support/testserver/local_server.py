"""A test server whose clock and timer are moved by hand."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.testserver import TestServer
from bot.testserver.state.state import create_default_state


class ManualClockAndTimer:
    """The hands of a clock and of a timer."""

    def __init__(self) -> None:
        self.now = datetime(2024, 6, 21, 8, 0, tzinfo=ZoneInfo("Asia/Seoul"))
        self.seconds = 0.0

    def move(self, seconds: float) -> None:
        """Move both on."""
        self.now += timedelta(seconds=seconds)
        self.seconds += seconds


@asynccontextmanager
async def run_test_server(moved: ManualClockAndTimer) -> AsyncIterator[TestServer]:
    """Run a server with the default world and this clock and timer."""

    async def move(by: timedelta) -> None:
        moved.move(by.total_seconds())

    world = create_default_state(lambda: moved.now, lambda: moved.seconds)
    async with TestServer(clock=lambda: moved.now, state=world, move_clock=move) as started:
        yield started
