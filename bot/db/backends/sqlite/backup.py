"""Back up the database into one file, and restore such a file: checked, and as a whole or not at all."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import mkstemp
from typing import Protocol

from bot.db.backends.address import is_server_url, parse_database_path
from bot.db.backends.sqlite.database import BOT_PROFILE, FileLock, translate_sqlite_errors
from bot.errors import LedgerError
from corpus.errors import StoreError
from corpus.store import Database, open_for_reading, open_store

#: Pages of 4 KiB that are copied between two reports of progress.
_PAGES_PER_STEP = 2_048
#: Virtual machine instructions of SQLite between two reports of progress while a copy is checked.
_INSTRUCTIONS_PER_STEP = 1_000_000
#: Suffixes of the files of a database's write-ahead log.
_LOG_SUFFIXES = ("-wal", "-shm")
#: Suffix of the database as it was before it was restored.
_PREVIOUS_SUFFIX = ".before-restore"
#: A table that every database of Dateline has.
_ARTICLES_TABLE = "articles"


class ProgressReport(Protocol):
    """Receives the progress of a backup or a restoration."""

    def __call__(self, stage: str, done: int, total: int, /) -> None:
        """Report that *done* of *total* pages have passed *stage*; a *total* of 0 means that it is not known."""


def back_up_database(url: str, target: Path, report: ProgressReport) -> int:
    """
    Copy the database at *url* into the file *target*, which only its owner may read; others may use it meanwhile.

    The file appears when the copy is complete and found to be whole, and replaces an older backup of this name.

    Returns:
        The size of the backup in bytes.

    Raises:
        LedgerError: If the database can't be read or is damaged, or *target* can't be written or is another file.
    """
    path = _require_file(url)
    _check_target(target, path)
    with _create_temporary_copy(path, target, report) as copy:
        _replace(copy, target)
    return target.stat().st_size


def restore_database(url: str, source: Path, report: ProgressReport) -> Path | None:
    """
    Replace the database at *url* by the backup *source*, brought up to date, unless anybody is using the database.

    Returns:
        The file in which the database as it was is kept; None if there was none.

    Raises:
        LedgerError: If *source* is no whole backup or made by a newer Dateline, or the database is in use.
    """
    path = Path(_parse_file_path(url)).absolute()
    if path.exists() and source.exists() and path.samefile(source):
        raise LedgerError(str(source), "this is the database itself", "Choose a file that “dateline backup” wrote.")
    with _translate_file_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(str(path))
    if not lock.acquire():
        raise LedgerError(str(path), "a bot is using it", "Stop the bot, restore, and start it again.")
    try:
        with _create_temporary_copy(source, path, report) as copy:
            _require_articles(copy, source)
            _bring_up_to_date(copy, source)
            with _lock_out_others(path):
                previous = _keep_previous(path, copy)
                _replace(copy, path)
    finally:
        lock.release()
    return previous


def _parse_file_path(url: str) -> str:
    if is_server_url(url):
        raise LedgerError(
            "the PostgreSQL database",
            "its backups are made on the server",
            "Use pg_dump and pg_restore; docs/operator.md has the commands.",
        )
    path = parse_database_path(url)
    if path == ":memory:":
        raise LedgerError("the database", "it is in memory, not in a file", "Choose a file with --database.")
    return path


def _require_file(url: str) -> Path:
    path = Path(_parse_file_path(url)).absolute()
    if not path.is_file():
        raise LedgerError(str(path), "it doesn't exist yet", "Check --database or DATELINE_DATABASE_URL.")
    return path


def _check_target(target: Path, path: Path) -> None:
    """Refuse to overwrite what is no backup."""
    if not target.absolute().parent.is_dir():
        raise LedgerError(str(target), "its folder doesn't exist", "Create it, or choose another file.")
    if not target.exists():
        return
    if target.samefile(path):
        raise LedgerError(str(target), "this is the database itself", "Choose another file for the backup.")
    if not target.is_file() or not (target.stat().st_size == 0 or _has_articles(target)):
        raise LedgerError(str(target), "it exists and isn't a Dateline backup", "Choose another file.")


def _has_articles(path: Path) -> bool:
    try:
        with closing(open_for_reading(str(path))) as connection:
            return bool(connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (_ARTICLES_TABLE,)).fetchone())
    except sqlite3.DatabaseError:
        return False


def _require_articles(copy: Path, source: Path) -> None:
    if not _has_articles(copy):
        raise LedgerError(str(source), "it isn't a Dateline backup", "Choose a file that “dateline backup” wrote.")


@contextmanager
def _create_temporary_copy(source: Path, target: Path, report: ProgressReport) -> Iterator[Path]:
    """Copy a database to a temporary file beside *target*, check it, and delete it afterwards if it is still there."""
    if not source.is_file():
        raise LedgerError(str(source), "it doesn't exist", "Check the name.")
    with _translate_file_errors(target):
        # Only the owner may read what mkstemp creates.
        handle, name = mkstemp(prefix=f".{target.name}.", suffix=".partial", dir=target.absolute().parent)
        os.close(handle)
    copy = Path(name)
    try:
        with translate_sqlite_errors(str(source)), closing(sqlite3.connect(copy, isolation_level=None)) as connection:
            _copy_pages(source, connection, report)
            # One file holds all; a copy of a database with a write-ahead log expects one, too.
            connection.execute("PRAGMA journal_mode = DELETE")
            _check_integrity(connection, source, report)
        yield copy
    finally:
        for suffix in ("", "-journal", *_LOG_SUFFIXES):
            Path(f"{copy}{suffix}").unlink(missing_ok=True)


def _copy_pages(source: Path, target: sqlite3.Connection, report: ProgressReport) -> None:
    with closing(open_for_reading(str(source))) as connection:
        # Within one transaction the copy is of one moment, and need not begin anew when others write.
        connection.execute("BEGIN")
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
        connection.backup(
            target,
            pages=_PAGES_PER_STEP,
            progress=lambda _, remaining, total: report("Copying", total - remaining, total),
        )


def _check_integrity(connection: sqlite3.Connection, source: Path, report: ProgressReport) -> None:
    connection.set_progress_handler(_build_handler(report), _INSTRUCTIONS_PER_STEP)
    found = [row[0] for row in connection.execute("PRAGMA integrity_check(1)") if row[0] != "ok"]
    found += [f"table {row[0]}: a row refers to nothing" for row in connection.execute("PRAGMA foreign_key_check")][:1]
    if found:
        raise LedgerError(
            str(source), f"it is damaged ({found[0]})", "Restore an older backup, or “dateline export” it."
        )


def _build_handler(report: ProgressReport) -> Callable[[], int]:
    def handle() -> int:
        report("Checking", 0, 0)
        return 0  # go on

    return handle


def _bring_up_to_date(copy: Path, source: Path) -> None:
    """Apply the migrations that the copy of *source* lacks; one that is newer than this program is refused."""
    url = f"sqlite:///{copy}"
    try:
        open_store(url).close()
        with closing(Database(str(copy), BOT_PROFILE)) as db:
            db.execute("PRAGMA journal_mode = DELETE")
    except (LedgerError, StoreError) as error:
        error.subject = str(source)  # the operator does not know the copy
        raise


@contextmanager
def _lock_out_others(path: Path) -> Iterator[None]:
    """Write what the database's log holds into it, and let nobody else open the database meanwhile."""
    if not path.exists():
        yield
        return
    with translate_sqlite_errors(str(path)), closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as held:
        try:
            held.execute("PRAGMA journal_mode = DELETE")  # fails while anybody else has it open
            held.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise LedgerError(
                    str(path), "another program is using it", "Stop the bot and every other “dateline”, and try again."
                ) from error
            raise
        except sqlite3.DatabaseError:
            pass  # it is damaged, which may be why it is restored
        if os.name == "nt":  # where an open file can't be replaced
            held.close()
        yield


def _keep_previous(path: Path, copy: Path) -> Path | None:
    """Keep the database as it was under another name, and give the copy the same owner."""
    if not path.exists():
        return None
    previous = Path(f"{path}{_PREVIOUS_SUFFIX}")
    with _translate_file_errors(path):
        for suffix in ("", *_LOG_SUFFIXES):  # of an earlier restoration
            Path(f"{previous}{suffix}").unlink(missing_ok=True)
        os.link(path, previous)
        for suffix in _LOG_SUFFIXES:  # of a damaged database; they must not be applied to the other one
            if (part := Path(f"{path}{suffix}")).exists():
                part.replace(f"{previous}{suffix}")
        status = path.stat()
        if hasattr(os, "chown"):
            with suppress(PermissionError):  # only root can; everybody else is the owner already
                os.chown(copy, status.st_uid, status.st_gid)
    return previous


def _replace(copy: Path, target: Path) -> None:
    """Let the copy take the place of *target*, so that a power failure leaves one of the two."""
    with _translate_file_errors(target):
        _flush(copy, os.O_RDWR)
        copy.replace(target)
        if os.name != "nt":  # which can't open folders
            _flush(target.absolute().parent, os.O_RDONLY)


def _flush(path: Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _translate_file_errors(path: Path) -> Iterator[None]:
    """Convert errors of the file system about *path* to LedgerError."""
    try:
        yield
    except OSError as error:
        reason = f"I can't write to it ({error.strerror})"
        raise LedgerError(
            str(path), reason, "Check the folder's permissions and the free space on the disk."
        ) from error
