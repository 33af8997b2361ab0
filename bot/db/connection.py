"""Open and migrate the SQLite database, translate its errors, and lock it for delivery."""

from __future__ import annotations

import logging
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from bot.errors import LedgerError
from bot.locales.messages import _
from corpus.store import create_private_file, open_store

_LOG = logging.getLogger(__name__)

_MIGRATION_FILE_NAME = re.compile(r"(\d{4})_\w+\.sql")
_BUSY_TIMEOUT_SECONDS = 15.0  # longer than the store takes to write one batch of articles


def parse_database_path(url: str) -> str:
    """
    Return the file that ``sqlite:///PATH`` names, or ``:memory:``.

    Raises:
        LedgerError: If *url* has another form.
    """
    form, mark, path = url.partition(":///")
    if form != "sqlite" or not mark or not path:
        raise LedgerError("the database's address", "is not of the form sqlite:///PATH")
    return path


def connect(url: str) -> sqlite3.Connection:
    """
    Open the database at *url*, creating its folder and the bot's tables if they are missing.

    Raises:
        LedgerError: If it can't be opened or written.
        StoreError: If it is new, and the articles' tables can't be created.
    """
    path = parse_database_path(url)
    with translate_sqlite_errors(path):
        if path != ":memory:":
            _create_parent_folder(path)
            create_private_file(Path(path))
        connection = sqlite3.connect(path, timeout=_BUSY_TIMEOUT_SECONDS, isolation_level=None)
        try:
            _prepare_connection(connection, url)
        except BaseException:
            connection.close()
            raise
    return connection


def _prepare_connection(connection: sqlite3.Connection, url: str) -> None:
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    # A delivery is recorded before it is sent; the record must survive a power cut.
    connection.execute("PRAGMA synchronous = FULL")
    if connection.execute("PRAGMA user_version").fetchone()[0] == 0:
        # The store refuses a file with other tables as another program's, so that it must create its own first.
        open_store(url).close()
    _migrate(connection, parse_database_path(url))


def _create_parent_folder(path: str) -> None:
    try:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LedgerError(path, "its folder can't be made", "Name another file in DATELINE_DATABASE_URL.") from error


def _migrate(connection: sqlite3.Connection, path: str) -> None:
    connection.execute("CREATE TABLE IF NOT EXISTS bot_migrations (number INTEGER PRIMARY KEY) STRICT")
    newest, version = max(_load_migrations()), _get_schema_version(connection)
    _refuse_newer(version, newest, path)
    if version == newest:
        return
    connection.execute("BEGIN IMMEDIATE")  # two processes may start at once
    version = _get_schema_version(connection)
    for number, script in sorted(_load_migrations().items()):
        if number > version:
            for statement in _split_statements(script):
                connection.execute(statement)
            connection.execute("INSERT INTO bot_migrations (number) VALUES (?)", (number,))
    connection.execute("COMMIT")


def _get_schema_version(connection: sqlite3.Connection) -> int:
    (number,) = connection.execute("SELECT coalesce(max(number), 0) FROM bot_migrations").fetchone()
    return int(number)


def _load_migrations() -> dict[int, str]:
    found = {}
    for entry in files("bot.db").joinpath("migrations").iterdir():
        if match := _MIGRATION_FILE_NAME.fullmatch(entry.name):
            found[int(match[1])] = entry.read_text(encoding="utf-8")
    return found


def _split_statements(script: str) -> Iterator[str]:
    # `executescript` would commit the transaction that makes a migration atomic.
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def open_for_reading(path: str) -> sqlite3.Connection:
    """Open a database that may be in use, or lie where nothing may be written."""
    address = Path(path).absolute().as_uri()
    connection = sqlite3.connect(f"{address}?mode=ro", uri=True, isolation_level=None)
    try:
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        connection.close()
        if Path(f"{path}-wal").exists():  # holds a part of the database
            raise
        # Reading in WAL mode needs other files in the folder, except from a database that nobody changes.
        return sqlite3.connect(f"{address}?mode=ro&immutable=1", uri=True, isolation_level=None)
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def connect_read_only(url: str) -> sqlite3.Connection:
    """
    Open a database that may not be written, as `connect` does.

    Raises:
        LedgerError: If it can't be opened, is no bot's, or lacks migrations.
    """
    path = parse_database_path(url)
    with translate_sqlite_errors(path):
        connection = open_for_reading(path)
        connection.row_factory = sqlite3.Row
        try:
            version = _get_schema_version(connection)
        except BaseException:
            connection.close()
            raise
    newest = max(_load_migrations())
    if version != newest:
        connection.close()
        _refuse_newer(version, newest, path)
        raise LedgerError(
            path, "the database has to be brought up to date first", "Open it once where it may be written."
        )
    return connection


def _refuse_newer(version: int, newest: int, path: str) -> None:
    if version > newest:
        versions = f"version {version} of the bot's tables, this one knows {newest}"
        reason = f"the database was made by a newer Dateline ({versions})"
        raise LedgerError(path, reason, "Update Dateline.")


T = TypeVar("T")


def load_rows(rows: Iterable[sqlite3.Row], load: Callable[[sqlite3.Row], T], table: str) -> tuple[T, ...]:
    """Load *rows* of *table*; a damaged one is logged once and left out, so that the others can be used."""
    loaded: list[T] = []
    for row in rows:
        try:
            loaded.append(load(row))
        except (ValueError, KeyError, TypeError) as error:
            _report_damaged_row(table, row["id"], str(error))
    return tuple(loaded)


@cache
def _report_damaged_row(table: str, number: int, reason: str) -> None:
    _LOG.error(
        "Row %d of the table “%s” is damaged and left out (%s); restore a backup with “dateline restore”.",
        number,
        table,
        reason,
    )


@contextmanager
def translate_sqlite_errors(subject: str) -> Iterator[None]:
    """Convert SQLite's errors about *subject* to LedgerError, with a remedy."""
    try:
        yield
    except sqlite3.OperationalError as error:
        reason, remedy = _explain_sqlite_error(str(error))
        raise LedgerError(subject, reason, remedy) from error
    except sqlite3.DatabaseError as error:
        if "malformed" in str(error):
            raise LedgerError(
                subject, _("the database is damaged"), _("Restore a backup with “dateline restore”.")
            ) from error
        raise LedgerError(
            subject, _("the database says “{error}”", error=str(error)), _("Is it a file of another program?")
        ) from error


def _explain_sqlite_error(message: str) -> tuple[str, str]:
    if "locked" in message or "busy" in message:
        return _("another process is writing to the database"), _("Try again when it has finished.")
    if "readonly" in message:
        return _("the database may not be written"), _("Check the permissions of the file and its folder.")
    if "full" in message:
        return _("the disk is full"), _("Make room and try again.")
    if "unable to open" in message:
        return _("the database can't be opened"), _("Check the path and its permissions.")
    return _("the database says “{error}”", error=message), ""


@contextmanager
def begin_transaction(connection: sqlite3.Connection, subject: str) -> Iterator[None]:
    """Run the ``with`` block as one transaction: commit it, or roll it back if the block raises."""
    with translate_sqlite_errors(subject):
        connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    with translate_sqlite_errors(subject):
        connection.execute("COMMIT")


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
