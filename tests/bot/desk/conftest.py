"""A desk with two articles for all."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.desk.desk import Desk
from tests.bot.desk.articles import ARTICLES, take


@pytest.fixture
def desk() -> Iterator[Desk]:
    """Give a desk with two articles for all."""
    with Desk.open("sqlite:///:memory:") as opened:
        for name, text in ARTICLES.items():
            take(opened, name, text)
        yield opened
