"""Claims about deleting what is stored of a member or a server: it is gone from the files."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.db import ReplyRecord, Repositories, open_database
from bot.models.query import QueryRequest
from corpus.store import open_store

NOW = datetime(2024, 6, 21, tzinfo=UTC)
SECRET = "the harbour at night"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return the path of a database that does not exist yet."""
    return tmp_path / "news.sqlite3"


@pytest.fixture
def database(path: Path) -> Iterator[Repositories]:
    """Return a database with a reply to member 9 in server 7."""
    with closing(open_database(f"sqlite:///{path}")) as opened:
        request = QueryRequest("ask", {"question": SECRET}, "7", date(2024, 6, 21))
        opened.replies.save(ReplyRecord(request, "7", 42, 9, False, "{}", NOW))
        yield opened


def read_files(path: Path) -> bytes:
    """Return the bytes of all files of the database."""
    return b"".join(each.read_bytes() for each in path.parent.iterdir())


@pytest.mark.parametrize("whose", ["member", "server"])
def test_what_is_deleted_is_in_no_file(path: Path, database: Repositories, whose: str) -> None:
    """Though other programs have the database open."""
    assert SECRET.encode() in read_files(path)
    with open_store(f"sqlite:///{path}"):
        deleted = database.privacy.delete_member(9) if whose == "member" else database.privacy.delete_guild("7")
        assert deleted == 1
        assert SECRET.encode() not in read_files(path)


def test_a_log_that_can_not_be_emptied_is_named(
    path: Path, database: Repositories, caplog: pytest.LogCaptureFixture
) -> None:
    """Somebody reads an old state for long; the deletion holds, and the log says what remains."""
    database.privacy._db.execute("PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM shown").fetchone()
        with caplog.at_level(logging.WARNING):
            assert database.privacy.delete_member(9) == 1
    assert "news.sqlite3-wal: it holds deleted data" in caplog.text
