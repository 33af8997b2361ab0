"""Claims about opening databases that are new, old, damaged or protected."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.db import open_database
from bot.errors import LedgerError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a database that a bot has used."""
    file = tmp_path / "news.sqlite3"
    open_database(f"sqlite:///{file}").close()
    return file


def test_a_newer_database_is_refused_unchanged(path: Path) -> None:
    """An older program would write rows that the newer one can't read."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO bot_migrations VALUES (9999)")
        connection.commit()
    with pytest.raises(LedgerError, match=r"made by a newer Dateline .version 9999 .* Update Dateline"):
        open_database(f"sqlite:///{path}")
