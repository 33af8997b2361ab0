"""What the tests of several rooms of the corpus need: a clock, an empty store, the known actors."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from corpus.registry import Registry, bundled
from corpus.store import Store, open_store
from tests.corpus.hostile import Hands


@pytest.fixture
def clock() -> Hands:
    """Give a clock that is moved by hand."""
    return Hands()


@pytest.fixture
def store() -> Iterator[Store]:
    """Open an empty store in memory."""
    with open_store("sqlite:///:memory:") as opened:
        yield opened


@pytest.fixture(scope="session")
def registry() -> Registry:
    """Load the bundled actors once."""
    return bundled()
