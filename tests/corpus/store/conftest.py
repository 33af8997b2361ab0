"""The databases on which the claims about stores hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from corpus.store import Store, open_store


@pytest.fixture(scope="session", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def create_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], str]:
    """Return a function that returns the URL of a new database, of each kind in turn."""
    if request.param == "postgres":
        return request.getfixturevalue("postgres").create_database
    return lambda: f"sqlite:///{tmp_path_factory.mktemp('store') / 'news.sqlite3'}"


@pytest.fixture
def store_url(create_url: Callable[[], str]) -> str:
    """Return the URL of a new database."""
    return create_url()


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """Open an empty store."""
    with open_store(store_url) as opened:
        yield opened
