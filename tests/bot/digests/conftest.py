"""A bot with three sentences to tell."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from tests.bot.digests.stage import FRIDAY_NOON, SENTENCES, Stage, house, performing
from tests.bot.sheet import Sheet
from tests.bot.wire import HandClock


@pytest_asyncio.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """Give a bot with three sentences to tell."""
    clock = HandClock(FRIDAY_NOON)
    async with house(clock) as server, performing(server, tmp_path, clock, Sheet(list(SENTENCES))) as stage:
        yield stage
