"""Claims about opening databases that are new, old, damaged or protected."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.db import open_database
from bot.db.connection import _report_damaged_row
from bot.errors import LedgerError
from bot.models.digest import DigestKey, DigestOptions
from bot.models.schedule import Schedule
from bot.services.worker_pool import Closeable
from corpus.store import open_store


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
    with pytest.raises(LedgerError, match=r"a newer Dateline created it .version 9999, .* Update Dateline"):
        open_database(f"sqlite:///{path}")


NOW = datetime(2024, 6, 21, tzinfo=UTC)


def damage(path: Path, *statements: str) -> None:
    """Change rows as no program does."""
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ("UPDATE subscriptions SET zone = 'Asia/Seoul', times = '25:99' WHERE id = 1", "subscriptions"),
        ("UPDATE subscriptions SET change = '{', change_since = '2024-06-21' WHERE id = 1", "subscriptions"),
        ("UPDATE subscriptions SET since = 'yesterday' WHERE id = 1", "subscriptions"),
        ("UPDATE subscriptions SET place = 'moon' WHERE id = 1", "subscriptions"),
        ("UPDATE ledger SET day = 'Friday' WHERE id = 1", "ledger"),
        ("UPDATE ledger SET due = '' WHERE id = 1", "ledger"),
    ],
)
def test_a_damaged_row_is_one_line_and_the_others_are_used(
    path: Path, caplog: pytest.LogCaptureFixture, statement: str, table: str
) -> None:
    """It is named once, however often it is read."""
    with closing(open_database(f"sqlite:///{path}")) as database:
        for channel in (41, 42):
            each = database.subscriptions.add(DigestOptions("7", channel, Schedule((time(8),))), NOW)
            database.ledger.plan(each, DigestKey(each.id, NOW.date(), "08:00"), NOW, NOW, late=False)
    damage(path, statement)
    _report_damaged_row.cache_clear()
    with closing(open_database(f"sqlite:///{path}")) as database:
        for _ in range(3):
            whole = [each.id for each in database.subscriptions.list_active()]
            entries = [each.id for each in database.ledger.list_unfinished()]
    assert (whole if table == "subscriptions" else entries) == [2]
    (line,) = [record.getMessage() for record in caplog.records]
    assert line.startswith(f"Row 1 of the table “{table}” is damaged and left out (")
    assert line.endswith("restore a backup with “dateline restore”.")


def test_a_damaged_file_is_not_called_another_program_s(path: Path) -> None:
    """The way out is a backup."""
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(LedgerError, match=r"it is damaged\. Restore a backup"):
        open_database(f"sqlite:///{path}")


_READ_AS_NOBODY = """
import os, sys
from bot.cli.main import main
main(["--database", sys.argv[1], "ledger"])  # all that has to be imported is: nobody may not look into every Python
if os.getuid() == 0:
    os.setuid(65534)  # root may write everywhere
sys.exit(main(["--database", sys.argv[1], "ledger"]))
"""


@pytest.mark.skipif(not hasattr(os, "setuid"), reason="permissions of files are another thing on this system")
@pytest.mark.parametrize("folder", [0o755, 0o555], ids=["in a folder", "in a folder that may not be written"])
def test_a_ledger_that_may_not_be_written_can_be_read(folder: int) -> None:
    """As on a disk that the system made read-only after a fault."""
    with TemporaryDirectory() as home:  # others may not look into the folders that pytest makes
        path = Path(home, "news.sqlite3")
        with closing(open_database(f"sqlite:///{path}")) as database:
            each = database.subscriptions.add(DigestOptions("7", 41, Schedule((time(8),))), NOW)
            database.ledger.plan(each, DigestKey(each.id, NOW.date(), "08:00"), NOW, NOW, late=False)
        path.chmod(0o444)
        Path(home).chmod(folder)
        command = [sys.executable, "-c", _READ_AS_NOBODY, f"sqlite:///{path}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        Path(home).chmod(0o755)
    assert (done.stderr, done.returncode) == ("", 0)
    assert done.stdout.count("planned") == 2


@pytest.mark.skipif(sys.platform == "win32", reason="files have other permissions on Windows")
@pytest.mark.parametrize("first", [open_database, open_store], ids=["by the bot", "by the store"])
def test_a_new_database_is_private(tmp_path: Path, first: Callable[[str], Closeable]) -> None:
    """Nobody else on the machine reads what members asked; the files beside the database are private, too."""
    url = f"sqlite:///{tmp_path / 'new' / 'news.sqlite3'}"
    before = os.umask(0o022)
    try:
        with closing(first(url)), closing(open_database(url)) as database:
            database.subscriptions.add(DigestOptions("7", 41, Schedule((time(8),))), NOW)
            assert database.delivery_lock.acquire()
            modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in (tmp_path / "new").iterdir()}
    finally:
        os.umask(before)
    assert set(modes) >= {f"news.sqlite3{suffix}" for suffix in ("", "-wal", "-shm", ".delivering")}
    assert set(modes.values()) == {0o600}
