"""The bot's tables in the SQLite file of the articles: opening, errors, and the lock for delivery."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from bot.errors import LedgerError
from bot.locales.messages import _
from corpus.errors import StoreReadOnly
from corpus.store import (
    Database,
    DatabaseFailure,
    DatabaseProfile,
    classify_error,
    create_private_file,
    open_for_reading,
    open_store,
)

_LOG = logging.getLogger(__name__)


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
    package="bot.db.backends.sqlite",
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


_COLUMN_TYPES: Mapping[str, type] = {"INTEGER": int, "TEXT": str, "BLOB": bytes}


class SqliteBotDatabase(Database):
    """`bot.db.connection.BotDatabase` on SQLite; the protocol describes the methods."""

    def list_columns(self, table: str) -> dict[str, type]:
        rows = self.fetch_rows("SELECT name, type FROM pragma_table_info(?)", (table,))
        return {row["name"]: _COLUMN_TYPES[row["type"]] for row in rows}

    def continue_ids(self, table: str) -> None:
        pass  # SQLite looks at the rows

    def overwrite_deleted_data(self) -> None:
        # Otherwise it stays in the file until its space is reused (https://sqlite.org/pragma.html).
        self.execute("PRAGMA secure_delete = ON")

    def discard_deleted_data(self) -> None:
        # The write-ahead log still holds the pages as they were before the deletion.
        busy, *_ = self.fetch_all("PRAGMA wal_checkpoint(TRUNCATE)")[0]
        if busy:
            _LOG.warning("I couldn't empty %s-wal: it holds deleted data until SQLite reuses it", self.path)


def open_sqlite_tables(path: str, *, writable: bool) -> SqliteBotDatabase:
    """
    Open the bot's tables in the file *path*, creating those that are missing.

    Args:
        path: The file, or ``:memory:``.
        writable: Whether one that may not be written is refused; it can be read.

    Raises:
        LedgerError: If that fails.
    """
    try:
        return SqliteBotDatabase(path, BOT_PROFILE)
    except (LedgerError, StoreReadOnly):
        if writable or not Path(path).is_file():
            raise
        return SqliteBotDatabase(path, BOT_PROFILE, read_only=True)


def fetch_from_existing_tables(
    path: str, statements: Mapping[str, str], values: Mapping[str, object]
) -> list[tuple[Any, ...]]:
    """
    Return the rows of the statements whose tables exist in the file *path*, which is only read.

    Args:
        path: The file; one that does not exist has no rows.
        statements: Queries by the table that they need.
        values: Their parameters.

    Raises:
        LedgerError: If the file can't be read.
    """
    if path == ":memory:" or not Path(path).is_file():
        return []
    with translate_sqlite_errors(path), closing(open_for_reading(path)) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        return [
            row
            for table, statement in statements.items()
            if table in tables
            for row in connection.execute(statement, values)
        ]


@contextmanager
def translate_sqlite_errors(subject: str) -> Iterator[None]:
    """Convert SQLite's errors about *subject* to LedgerError, with a remedy."""
    try:
        yield
    except sqlite3.Error as error:
        raise _build_error(subject, classify_error(error), str(error)) from error


class FileLock:
    """
    `bot.db.connection.DeliveryLock` on a SQLite database.

    It is an exclusive transaction on a small file beside the database, which the operating system releases.
    """

    needs_renewal = False

    def __init__(self, path: str) -> None:
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

    def notify_holder(self) -> None:
        """Do nothing: one process serves all guilds of a file."""

    def take_notification(self) -> bool:
        """Return that there is none."""
        return False

    def release(self) -> None:
        """Release the lock, so that another process can deliver."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
