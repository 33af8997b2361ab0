"""An office with one subscription."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from bot.books import open_books
from bot.subscriptions import Wish
from tests.bot.delivery.office import CHANNEL, EIGHT, HOUR, MORNING, Channel, Office
from tests.bot.sheet import Sheet


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Give an office with one subscription, made an hour before its first digest is due."""
    url = f"sqlite:///{tmp_path / 'news.sqlite3'}"
    with closing(open_books(url)) as books:
        books.roll.add(Wish("7", CHANNEL, EIGHT), MORNING - HOUR)
    return Office(url, Channel(), Sheet(["Rates rose.", "Rain fell."]), MORNING)
