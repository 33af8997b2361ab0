"""What tests of several packages of the corpus share: a clock, an empty store, the known actors."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from corpus.entities import Registry, load_bundled_registry
from corpus.store import Store, open_store
from tests.support.corpus.loopback_server import AdjustableClock


@pytest.fixture
def clock() -> AdjustableClock:
    """Return a clock that is moved by hand."""
    return AdjustableClock()


@pytest.fixture
def store() -> Iterator[Store]:
    """Open an empty store in memory."""
    with open_store("sqlite:///:memory:") as opened:
        yield opened


@pytest.fixture(scope="session")
def registry() -> Registry:
    """Load the bundled actors once."""
    return load_bundled_registry()
