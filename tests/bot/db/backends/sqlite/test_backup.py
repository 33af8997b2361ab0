"""Claims about backups: whole, private, and restored as a whole or not at all."""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from bot.db import back_up_database, open_database, restore_database
from bot.db.backends.sqlite.database import FileLock
from bot.errors import LedgerError
from bot.models.digest import DigestOptions
from bot.models.schedule import Schedule
from corpus.entities import load_bundled_registry
from corpus.errors import StoreError
from corpus.pipeline import add_sources
from corpus.sources.files import load_sources
from corpus.store import open_store
from tests.support.paths import SAMPLE

NOW = datetime(2024, 6, 21, tzinfo=UTC)


def ignore_progress(stage: str, done: int, total: int) -> None:
    """Report nothing."""
    del stage, done, total


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a database with an article and a digest."""
    file = tmp_path / "data" / "news.sqlite3"
    with open_store(f"sqlite:///{file}") as store:
        add_sources(store, load_sources(SAMPLE).sources[:1], load_bundled_registry())
    add_digest(file, 1)
    return file


def add_digest(path: Path, channel: int) -> None:
    """Add a digest for *channel*."""
    with closing(open_database(f"sqlite:///{path}")) as database:
        database.subscriptions.add(DigestOptions("7", channel, Schedule((time(8),))), NOW)


def list_channels(path: Path) -> list[int]:
    """Return the channels that have digests."""
    with closing(open_database(f"sqlite:///{path}")) as database:
        return [each.options.channel for each in database.subscriptions.list_active()]


def back_up(path: Path, target: Path) -> int:
    """Back up without a report."""
    return back_up_database(f"sqlite:///{path}", target, ignore_progress)


def restore(path: Path, source: Path) -> Path | None:
    """Restore without a report."""
    return restore_database(f"sqlite:///{path}", source, ignore_progress)


def test_a_restored_backup_has_articles_and_digests_of_its_time(path: Path, tmp_path: Path) -> None:
    """What came later is in the file that is kept beside the database."""
    backup = tmp_path / "backup"
    assert back_up(path, backup) == backup.stat().st_size > 0
    add_digest(path, 2)
    previous = restore(path, backup)
    assert list_channels(path) == [1]
    with open_store(f"sqlite:///{path}") as store:
        assert len(store.list_articles(None)) == 1
        assert store.check_integrity() == ()
    assert previous is not None
    assert list_channels(previous) == [1, 2]
    assert sorted(one.name for one in path.parent.iterdir() if ".partial" in one.name) == []


def test_what_is_still_in_the_log_is_backed_up(path: Path, tmp_path: Path) -> None:
    """While the bot has the database open, its last changes are in another file."""
    with closing(open_database(f"sqlite:///{path}")) as database:
        database.subscriptions.add(DigestOptions("7", 2, Schedule((time(8),))), NOW)
        assert Path(f"{path}-wal").stat().st_size
        back_up(path, tmp_path / "backup")
    assert restore(tmp_path / "new" / "news.sqlite3", tmp_path / "backup") is None
    assert list_channels(tmp_path / "new" / "news.sqlite3") == [1, 2]


def test_a_backup_is_of_one_moment_though_others_write(path: Path, tmp_path: Path) -> None:
    """It neither fails nor begins anew without end."""
    stop, written = threading.Event(), []

    def write() -> None:
        while not stop.is_set():
            add_digest(path, 100 + len(written))
            written.append(1)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            back_up(path, tmp_path / f"backup{number}")
    finally:
        stop.set()
        writer.join()
    for number in range(3):
        restore(tmp_path / "other.sqlite3", tmp_path / f"backup{number}")
        channels = list_channels(tmp_path / "other.sqlite3")
        assert channels == [1, *range(100, 99 + len(channels))]


@pytest.mark.skipif(sys.platform == "win32", reason="files have other permissions on Windows")
def test_backups_and_restored_databases_are_private(path: Path, tmp_path: Path) -> None:
    """They hold what members asked."""
    back_up(path, tmp_path / "backup")
    restore(path, tmp_path / "backup")
    assert [stat.S_IMODE(one.stat().st_mode) for one in (tmp_path / "backup", path)] == [0o600, 0o600]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_the_owner_of_the_database_stays_its_owner(path: Path, tmp_path: Path) -> None:
    """Root restores it; the bot's own account can read it afterwards."""
    back_up(path, tmp_path / "backup")
    os.chown(path, 12345, 12345)
    restore(path, tmp_path / "backup")
    assert (path.stat().st_uid, path.stat().st_gid) == (12345, 12345)


def cut_short(file: Path) -> None:
    """Leave half of a file."""
    data = file.read_bytes()
    file.write_bytes(data[: len(data) // 2])


def flip_bytes(file: Path) -> None:
    """Overwrite a part of a file's middle."""
    data = bytearray(file.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 9000] = b"\xff" * 9000
    file.write_bytes(data)


def make_newer(file: Path) -> None:
    """Let the bot's tables be those of a newer program."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("INSERT INTO bot_migrations VALUES (9999)")
        connection.commit()


def make_other(file: Path) -> None:
    """Write another program's database."""
    file.unlink()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE things (name TEXT)")
        connection.commit()


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (cut_short, "damaged|malformed"),
        (flip_bytes, "damaged|malformed"),
        (make_newer, "newer Dateline"),
        (make_other, "isn't a Dateline backup"),
        (lambda file: file.write_text("Hello."), "not a database"),
        (lambda file: file.write_bytes(b""), "isn't a Dateline backup"),
        (lambda file: file.unlink(), "doesn't exist"),
    ],
    ids=["half of it", "damaged", "of a newer program", "of another program", "a text", "empty", "missing"],
)
def test_what_is_no_whole_backup_is_refused(
    path: Path, tmp_path: Path, damage: Callable[[Path], object], message: str
) -> None:
    """With one reason, and the database stays as it was."""
    backup = tmp_path / "backup"
    back_up(path, backup)
    damage(backup)
    add_digest(path, 2)
    with pytest.raises((LedgerError, StoreError), match=message):
        restore(path, backup)
    assert list_channels(path) == [1, 2]
    assert [one.name for one in path.parent.iterdir() if one.name.startswith(".")] == []


def test_a_running_bot_is_not_pulled_away_from_under(path: Path, tmp_path: Path) -> None:
    """Neither one that delivers nor any program that has the database open."""
    back_up(path, tmp_path / "backup")
    add_digest(path, 2)
    lock = FileLock(str(path))
    assert lock.acquire()
    with pytest.raises(LedgerError, match="a bot is using it"):
        restore(path, tmp_path / "backup")
    lock.release()
    with open_store(f"sqlite:///{path}"), pytest.raises(LedgerError, match="another program is using it"):
        restore(path, tmp_path / "backup")
    assert list_channels(path) == [1, 2]
    restore(path, tmp_path / "backup")
    assert list_channels(path) == [1]


def test_a_damaged_database_can_be_replaced(path: Path, tmp_path: Path) -> None:
    """That is what backups are for; a log that belongs to it is not applied to the backup."""
    back_up(path, tmp_path / "backup")
    path.write_bytes(b"no database" * 5_000)
    Path(f"{path}-wal").write_bytes(b"no log" * 1_000)
    previous = restore(path, tmp_path / "backup")
    assert list_channels(path) == [1]
    assert previous is not None
    assert Path(f"{previous}-wal").exists()


def test_a_damaged_database_leaves_the_last_backup_alone(path: Path, tmp_path: Path) -> None:
    """A backup that can't be read would be worse than an old one."""
    backup = tmp_path / "backup"
    back_up(path, backup)
    before = backup.read_bytes()
    cut_short(path)
    with pytest.raises(LedgerError, match=r"damaged|malformed"):
        back_up(path, backup)
    assert backup.read_bytes() == before


@pytest.mark.parametrize("name", ["data/news.sqlite3", "notes.txt", "data", "nowhere/backup"])
def test_a_backup_overwrites_nothing_else(path: Path, tmp_path: Path, name: str) -> None:
    """Neither the database, another file nor a folder; and it makes no folder."""
    (tmp_path / "notes.txt").write_text("Keep me.")
    with pytest.raises(LedgerError, match=r"itself|isn't a Dateline backup|its folder doesn't exist"):
        back_up(path, tmp_path / name)
    assert (tmp_path / "notes.txt").read_text() == "Keep me."
    assert list_channels(path) == [1]


def test_a_database_is_not_restored_from_itself(path: Path) -> None:
    """It would be replaced by its own copy, for nothing."""
    with pytest.raises(LedgerError, match="the database itself"):
        restore(path, path)


def test_without_a_database_there_is_no_backup(tmp_path: Path) -> None:
    """None is created by asking for a backup, as of a misspelled name."""
    with pytest.raises(LedgerError, match="it doesn't exist yet"):
        back_up(tmp_path / "typo.sqlite3", tmp_path / "backup")
    assert list(tmp_path.iterdir()) == []


def test_a_newer_backup_is_named_by_its_own_file(path: Path, tmp_path: Path) -> None:
    """The operator knows nothing of the temporary copy that was looked at."""
    backup = tmp_path / "backup"
    back_up(path, backup)
    make_newer(backup)
    with pytest.raises(LedgerError, match=r"a newer Dateline created it") as refusal:
        restore(path, backup)
    assert f" {backup}: " in str(refusal.value)
    assert ".partial" not in str(refusal.value)


@pytest.mark.parametrize("suffix", ["-wal", "-shm"])
def test_what_a_damaged_database_left_is_applied_to_no_other(path: Path, tmp_path: Path, suffix: str) -> None:
    """Neither to the restored database nor to the one that the next restoration keeps."""
    back_up(path, tmp_path / "backup")
    path.write_bytes(b"no database" * 5_000)
    Path(f"{path}{suffix}").write_bytes(b"no changes" * 1_000)
    previous = restore(path, tmp_path / "backup")
    assert Path(f"{previous}{suffix}").exists()
    assert not Path(f"{path}{suffix}").exists()
    assert restore(path, tmp_path / "backup") == previous
    assert not Path(f"{previous}{suffix}").exists()
    assert list_channels(path) == [1]
