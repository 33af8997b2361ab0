"""A bot in Seoul, at noon."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.client.config import Config
from tests.support.bot.running_bot import ManualClock


@pytest.fixture
def config(url: str) -> Config:
    """Return a bot in Seoul, with a database that does not exist yet."""
    return Config(url, timezone="Asia/Seoul")


@pytest.fixture
def clock() -> ManualClock:
    """Return a clock at noon there."""
    return ManualClock(datetime(2024, 6, 21, 12, 0, tzinfo=ZoneInfo("Asia/Seoul")))
