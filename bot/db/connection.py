"""How the bot opens its database, explains its errors, reads its rows, and locks it for delivery."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TypeVar

from bot.errors import LedgerError
from bot.locales.messages import _
from corpus.store import DatabaseFailure, DatabaseProfile, Row, classify_error, create_private_file, open_store

_LOG = logging.getLogger(__name__)


def parse_database_path(url: str) -> str:
    """
    Return the file that ``sqlite:///PATH`` names, or ``:memory:``.

    Raises:
        LedgerError: If *url* has another form.
    """
    if url.startswith(("postgresql://", "postgres://")):  # not quoted: it may hold a password
        raise LedgerError(
            "the PostgreSQL database",
            "it can hold articles, but not the bot's own data yet",
            "Use sqlite:///PATH for the bot; commands such as “dateline ask” take both.",
        )
    form, mark, path = url.partition(":///")
    if form != "sqlite" or not mark or not path:
        raise LedgerError(f"the database “{url}”", "its address must have the form sqlite:///PATH")
    return path


def _create_store_tables(path: str) -> None:
    # The store refuses a file with other tables as another program's, so that it must create its own first.
    open_store(f"sqlite:///{path}").close()


_CANT_OPEN = (_("I can't open it"), _("Check the path and its permissions."))
#: Reason and remedy of the failures about which SQLite's own words need not be shown.
_EXPLANATIONS: Mapping[DatabaseFailure, tuple[str, str]] = {
    DatabaseFailure.NO_FOLDER: ("I can't create its folder", "Name another file in DATELINE_DATABASE_URL."),
    DatabaseFailure.IS_FOLDER: _CANT_OPEN,
    DatabaseFailure.CANT_OPEN: _CANT_OPEN,
    DatabaseFailure.OUTDATED: (
        "it has to be upgraded first",
        "Open it once with write access.",
    ),
    DatabaseFailure.LOCKED: (
        _("another process is writing to it"),
        _("Try again when it has finished."),
    ),
    DatabaseFailure.READ_ONLY: (
        _("it is read-only"),
        _("Check the permissions of the file and its folder."),
    ),
    DatabaseFailure.DISK_FULL: (_("the disk is full"), _("Free some space and try again.")),
    DatabaseFailure.DAMAGED: (_("it is damaged"), _("Restore a backup with “dateline restore”.")),
}


def _build_error(path: str, failure: DatabaseFailure, detail: str) -> LedgerError:
    if failure in _EXPLANATIONS:
        return LedgerError(path, *_EXPLANATIONS[failure])
    if failure is DatabaseFailure.NEWER:
        reason = f"a newer Dateline created it (version {detail})"
        return LedgerError(path, reason, "Update Dateline.")
    is_foreign = failure is DatabaseFailure.NOT_A_DATABASE
    remedy = _("Does the file belong to another program?") if is_foreign else ""
    return LedgerError(path, _("SQLite says “{error}”", error=detail), remedy)


#: How the bot opens its own tables, which lie in the store's file.
BOT_PROFILE = DatabaseProfile(
    package="bot.db",
    build_error=_build_error,
    version_table="bot_migrations",
    busy_timeout_seconds=15.0,  # longer than the store takes to write one batch of articles
    pragmas=(
        "PRAGMA foreign_keys = ON",
        # A delivery is recorded before it is sent; the record must survive a power cut.
        "PRAGMA synchronous = FULL",
    ),
    create_host_tables=_create_store_tables,
)


@contextmanager
def translate_sqlite_errors(subject: str) -> Iterator[None]:
    """Convert SQLite's errors about *subject* to LedgerError, with a remedy."""
    try:
        yield
    except sqlite3.Error as error:
        raise _build_error(subject, classify_error(error), str(error)) from error


T = TypeVar("T")


def load_rows(rows: Iterable[Row], load: Callable[[Row], T], table: str, key: str = "id") -> tuple[T, ...]:
    """
    Load *rows* of *table*; a damaged one is logged once and left out, so that the others can be used.

    The column *key* names a row in the log.
    """
    loaded: list[T] = []
    for row in rows:
        try:
            loaded.append(load(row))
        except (ValueError, KeyError, TypeError) as error:
            _report_damaged_row(table, row[key], str(error))
    return tuple(loaded)


@cache
def _report_damaged_row(table: str, number: int | str, reason: str) -> None:
    _LOG.error(
        "Row %s of the table “%s” is damaged and left out (%s); restore a backup with “dateline restore”.",
        number,
        table,
        reason,
    )


def dump_datetime(moment: datetime) -> str:
    """Return an instant as ISO 8601 in UTC, so that text order is time order."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def load_datetime(text: str) -> datetime:
    """Parse what `dump_datetime` returned."""
    return datetime.fromisoformat(text)


class DeliveryLock:
    """
    Lock that lets one process at a time deliver digests from a database; it ends with the process, however that ends.

    It is an exclusive transaction on a small file beside the database, which the operating system releases.
    """

    def __init__(self, url: str) -> None:
        path = parse_database_path(url)
        self._path = path if path == ":memory:" else f"{path}.delivering"
        self._connection: sqlite3.Connection | None = None

    def acquire(self) -> bool:
        """
        Try to acquire the lock; return whether this process has it, now or already.

        Raises:
            LedgerError: If the file can't be created.
        """
        if self._connection is not None:
            return True
        if self._path != ":memory:":
            create_private_file(Path(self._path))
        with translate_sqlite_errors(self._path):
            connection = sqlite3.connect(self._path, timeout=0, isolation_level=None)
            try:
                connection.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError as error:
                connection.close()
                if "locked" in str(error):
                    return False
                raise
        self._connection = connection
        return True

    def release(self) -> None:
        """Release the lock, so that another process can deliver."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
