"""What tests of the bot share; in all of them, what goes over the wire is held against Discord's description."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.app import LIBRARIES
from bot.config import Config
from bot.scopes.intake import Door
from bot.testserver.rest import Rest
from tests import paths
from tests.bot.admins import publish
from tests.bot.contract import Witness, description
from tests.bot.wire import HandClock
from tests.corpus.hostile import Server, permitted, started


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Give the address of a database that does not exist yet."""
    return f"sqlite:///{tmp_path / 'news.sqlite3'}"


@pytest.fixture
def config(url: str) -> Config:
    """Give settings that name it, and nothing else."""
    return Config(url)


@pytest.fixture
def clock(request: pytest.FixtureRequest) -> HandClock:
    """Give a clock at the hour that the test's module calls NOON."""
    return HandClock(request.module.NOON)


@pytest.fixture
def door(clock: HandClock) -> Door:
    """Let the bot fetch from loopback."""
    return Door(clock, allowed=permitted, pause=0)


@pytest_asyncio.fixture
async def outlet() -> AsyncIterator[Server]:
    """Give an outlet with a feed of one article."""
    server = Server()
    runner = await started(server)
    publish(server, "/feed", "Herald")
    yield server
    await runner.cleanup()


@pytest.fixture(autouse=True)
def contract() -> Iterator[Witness]:
    """Fail the test whose requests or answers break Discord's published description."""
    if not description() and paths.required("shared"):
        pytest.fail("the description ../shared/discord/openapi.json is required here and is missing")
    witness = Witness()
    Rest.witnesses.append(witness)
    yield witness
    Rest.witnesses.remove(witness)
    assert witness.broken == []


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Undo what a command that ran here did to the logs: the next test may wait for a warning."""
    loggers = (logging.root, *map(logging.getLogger, LIBRARIES))
    before = [(logger, logger.level, logger.handlers[:]) for logger in loggers]
    yield
    for logger, level, handlers in before:
        logger.setLevel(level)
        logger.handlers[:] = [handler for handler in logger.handlers if handler in handlers]
