"""A real store in memory."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from corpus.store import Store, open_store


@pytest.fixture
def store() -> Iterator[Store]:
    """Open a store in memory."""
    with open_store("sqlite:///:memory:") as opened:
        yield opened
