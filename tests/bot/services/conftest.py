"""A query engine with two articles that every server sees."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.services.engine import QueryEngine
from tests.support.bot.sample_articles import ARTICLES, add_article


@pytest.fixture
def engine() -> Iterator[QueryEngine]:
    """Yield a query engine with two articles that every guild can see."""
    with QueryEngine.open("sqlite:///:memory:") as opened:
        for name, text in ARTICLES.items():
            add_article(opened, name, text)
        yield opened
