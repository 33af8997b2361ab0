"""What all tests of the bot share: whatever goes over the wire is held against Discord's description."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from bot.app import LIBRARIES
from bot.testserver.rest import Rest
from tests import paths
from tests.bot.contract import Witness, description


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
