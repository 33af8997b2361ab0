"""What tests of the bot share; in all of them, what goes over the wire is held against Discord's description."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.cli.runner import NOISY_LOGGERS
from bot.client.config import Config
from bot.db import open_database
from bot.services.feeds import FetchSettings
from bot.testserver.rest.app import RestApi
from corpus.store import open_store
from tests.support.bot.admin import publish_feed
from tests.support.bot.running_bot import ManualClock
from tests.support.corpus.loopback_server import LoopbackServer, is_permitted, start_server
from tests.support.digests.digest_session import (
    FRIDAY_NOON,
    SENTENCES,
    DigestSession,
    run_digest_server,
    run_digest_session,
)
from tests.support.digests.sentence_engine import SentenceEngine
from tests.support.paths import is_required
from tests.support.postgres import PostgresServer
from tests.support.testserver.api_contract import ContractRecorder, load_api_description


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Return the address of a database that does not exist yet."""
    return f"sqlite:///{tmp_path / 'news.sqlite3'}"


@pytest.fixture(scope="session")
def prepared_server_url(postgres: PostgresServer) -> str:
    """Return the address of a database with all tables, and no row, to be copied."""
    url = postgres.create_database()
    open_store(url).close()
    open_database(url).close()
    return url


@pytest.fixture(scope="session")
def reused_server_url(postgres: PostgresServer, prepared_server_url: str) -> str:
    """Return the address of a database that is emptied for each test."""
    return postgres.copy_database(prepared_server_url)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def any_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of a database without rows, of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'news.sqlite3'}"
    server: PostgresServer = request.getfixturevalue("postgres")
    address: str = request.getfixturevalue("reused_server_url")
    server.empty_database(address)
    return address


@pytest.fixture
def config(url: str) -> Config:
    """Return settings that name it, and nothing else."""
    return Config(url)


@pytest.fixture
def clock(request: pytest.FixtureRequest) -> ManualClock:
    """Return a clock at the hour that the test's module calls NOON."""
    return ManualClock(request.module.NOON)


@pytest.fixture
def fetch_settings(clock: ManualClock) -> FetchSettings:
    """Let the bot fetch from loopback."""
    return FetchSettings(clock, is_address_allowed=is_permitted, pause=0)


@pytest_asyncio.fixture
async def outlet() -> AsyncIterator[LoopbackServer]:
    """Yield an outlet with a feed of one article."""
    server = LoopbackServer()
    runner = await start_server(server)
    publish_feed(server, "/feed", "Herald")
    yield server
    await runner.cleanup()


@pytest.fixture(autouse=True)
def contract_recorder() -> Iterator[ContractRecorder]:
    """Fail the test whose requests or answers break Discord's published description."""
    if not load_api_description() and is_required("shared"):
        pytest.fail("the description ../shared/discord/openapi.json is required here and is missing")
    witness = ContractRecorder()
    RestApi.default_recorders.append(witness)
    yield witness
    RestApi.default_recorders.remove(witness)
    assert witness.errors == []


@pytest.fixture(autouse=True)
def restore_loggers() -> Iterator[None]:
    """Undo what a command that ran here did to the logs: the next test may wait for a warning."""
    loggers = (logging.root, *map(logging.getLogger, NOISY_LOGGERS))
    before = [(logger, logger.level, logger.handlers[:]) for logger in loggers]
    yield
    for logger, level, handlers in before:
        logger.setLevel(level)
        logger.handlers[:] = [handler for handler in logger.handlers if handler in handlers]


@pytest_asyncio.fixture
async def digest_session(tmp_path: Path) -> AsyncIterator[DigestSession]:
    """Yield a bot with three sentences to quote."""
    clock = ManualClock(FRIDAY_NOON)
    async with (
        run_digest_server(clock) as server,
        run_digest_session(server, tmp_path, clock, SentenceEngine(list(SENTENCES))) as digest_session,
    ):
        yield digest_session
