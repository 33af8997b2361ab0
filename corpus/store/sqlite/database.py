"""SQLite databases: opening, migrations, transactions, and errors in the words of the program that uses them."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from corpus.store.sql.connection import SqlParameters

IN_MEMORY = ":memory:"

#: A row of a result, whose values have the names of their columns.
Row = sqlite3.Row


class DatabaseFailure(Enum):
    """Why a database can't be opened, read or written."""

    NO_FOLDER = auto()
    IS_FOLDER = auto()
    CANT_OPEN = auto()
    NOT_A_DATABASE = auto()
    FOREIGN = auto()
    NEWER = auto()
    OUTDATED = auto()
    READ_ONLY = auto()
    LOCKED = auto()
    DAMAGED = auto()
    DISK_FULL = auto()
    DISK_ERROR = auto()
    OTHER = auto()


#: Returns the exception to raise, from a path, a failure, and details: SQLite's own words, or the versions of a file
#: that is newer than this program, as "7, this one knows 6".
ErrorFactory = Callable[[str, DatabaseFailure, str], Exception]

#: Failures by SQLite's primary result code (https://www.sqlite.org/rescode.html).
_FAILURES = {
    sqlite3.SQLITE_BUSY: DatabaseFailure.LOCKED,
    sqlite3.SQLITE_LOCKED: DatabaseFailure.LOCKED,
    sqlite3.SQLITE_READONLY: DatabaseFailure.READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: DatabaseFailure.CANT_OPEN,
    sqlite3.SQLITE_NOTADB: DatabaseFailure.NOT_A_DATABASE,
    sqlite3.SQLITE_CORRUPT: DatabaseFailure.DAMAGED,
    sqlite3.SQLITE_FULL: DatabaseFailure.DISK_FULL,
    sqlite3.SQLITE_IOERR: DatabaseFailure.DISK_ERROR,
}


@dataclass(frozen=True, slots=True)
class DatabaseProfile:
    """
    How a program opens its tables in a database.

    Attributes:
        package: Package whose folder ``migrations`` holds the scripts ``0001_….sql`` and so on.
        build_error: Returns the exception to raise for a failure.
        version_table: Table with a row for each migration; ``""`` if the file's ``user_version`` counts them, which
            means that the file has no tables but this program's.
        application_id: Identifies the program's files (https://www.sqlite.org/pragma.html#pragma_application_id).
        busy_timeout_seconds: How long to wait while another process is writing.
        pragmas: Statements to run on every connection.
        wal: Whether a write-ahead log lets others read while one process writes.
        exclusive: Whether one connection at a time may use the file.
        functions: SQL functions of two arguments that the migrations call, by name.
        create_host_tables: Called with the path if these tables lie in the file of another profile that has none yet.
    """

    package: str
    build_error: ErrorFactory
    version_table: str = ""
    application_id: int = 0
    busy_timeout_seconds: float = 5.0
    pragmas: tuple[str, ...] = ()
    wal: bool = False
    exclusive: bool = False
    functions: tuple[tuple[str, Callable[[Any, Any], Any]], ...] = ()
    create_host_tables: Callable[[str], None] | None = None


class Database:
    """
    A connection that threads may share; a lock serializes its use.

    Its file and folder are created if they are missing, and migrations that the file lacks are applied.

    Args:
        path: Path of the file, or ``:memory:``.
        profile: How to open it.
        read_only: Whether to open a file that may not be written; one that lacks migrations is refused then.

    Raises:
        Exception: As `DatabaseProfile.build_error` returns it, if the file can't be opened or is newer than this
            program; so does every method.
    """

    def __init__(self, path: str, profile: DatabaseProfile, *, read_only: bool = False) -> None:
        self.path, self.profile, self.read_only = path, profile, read_only
        self._lock = threading.RLock()
        self._depth = 0
        if path != IN_MEMORY and not read_only:
            self._create_file(Path(path))
        with self._translate_errors():
            self._connection = self._connect()
            try:
                self._prepare()
            except BaseException:
                self.close()
                raise

    def _create_file(self, path: Path) -> None:
        try:
            is_folder = path.is_dir()
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._build_error(DatabaseFailure.NO_FOLDER, str(error.strerror)) from error
        if is_folder:
            raise self._build_error(DatabaseFailure.IS_FOLDER)
        create_private_file(path)

    def _connect(self) -> sqlite3.Connection:
        timeout = self.profile.busy_timeout_seconds
        if self.read_only:
            return open_for_reading(self.path, timeout)
        return _open_connection(self.path, "rwc", timeout)

    def _prepare(self) -> None:
        for statement in self.profile.pragmas:
            self._connection.execute(statement)
        if self.profile.exclusive:
            # The lock lasts from the first transaction until the connection closes.
            self._connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._connection.execute("BEGIN EXCLUSIVE")
            self._connection.execute("COMMIT")
        self._check_owner()
        self._migrate()
        if self.profile.wal and not self.read_only and self.path != IN_MEMORY:
            # Last, because it writes to the file, which may be another program's.
            self._connection.execute("PRAGMA journal_mode = WAL")

    def _check_owner(self) -> None:
        """Refuse the file of another program."""
        version = self._fetch_number("PRAGMA user_version")
        if self.profile.create_host_tables:
            if version == 0:
                self.profile.create_host_tables(self.path)
            return
        application_id = self._fetch_number("PRAGMA application_id")
        is_new = application_id == 0 and self._fetch_number("SELECT count(*) FROM sqlite_master") == 0
        if not (is_new if version == 0 else application_id == self.profile.application_id):
            raise self._build_error(DatabaseFailure.FOREIGN)

    def _migrate(self) -> None:
        """Apply the migrations that the file lacks."""
        scripts = load_migrations(self.profile.package)
        version = self._fetch_version()
        if version > len(scripts):
            raise self._build_error(DatabaseFailure.NEWER, f"{version}, this one knows {len(scripts)}")
        if version == len(scripts):
            return
        if self.read_only:
            raise self._build_error(DatabaseFailure.OUTDATED)
        for name, function in self.profile.functions:
            self._connection.create_function(name, 2, function, deterministic=True)
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            # Read the version again, as another process may have migrated the database in the meantime.
            for number in range(self._fetch_version() + 1, len(scripts) + 1):
                for statement in _split_statements(scripts[number - 1]):
                    self._connection.execute(statement)
                self._save_version(number)
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def _fetch_version(self) -> int:
        table = self.profile.version_table
        if not table:
            return self._fetch_number("PRAGMA user_version")
        if not self._fetch_number(f"SELECT count(*) FROM sqlite_master WHERE name = '{table}'"):  # noqa: S608
            return 0
        return self._fetch_number(f"SELECT coalesce(max(number), 0) FROM {table}")  # noqa: S608

    def _save_version(self, number: int) -> None:
        if table := self.profile.version_table:
            self._connection.execute(f"CREATE TABLE IF NOT EXISTS {table} (number INTEGER PRIMARY KEY) STRICT")
            self._connection.execute(f"INSERT INTO {table} (number) VALUES (?)", (number,))  # noqa: S608
        else:
            self._connection.execute(f"PRAGMA application_id = {self.profile.application_id}")
            self._connection.execute(f"PRAGMA user_version = {number}")

    def _fetch_number(self, sql: str) -> int:
        return int(self._connection.execute(sql).fetchone()[0])

    def _build_error(self, failure: DatabaseFailure, detail: str = "") -> Exception:
        return self.profile.build_error(self.path, failure, detail)

    def _translate_errors(self) -> _ErrorTranslation:
        return _ErrorTranslation(self._build_error)

    def fetch_all(self, sql: str, values: SqlParameters = ()) -> list[tuple[Any, ...]]:
        """Run a query and return all its rows."""
        with self._lock, self._translate_errors():
            return self._connection.execute(sql, values).fetchall()

    def fetch_rows(self, sql: str, values: SqlParameters = ()) -> list[Row]:
        """Run a query and return all its rows, whose values have the names of their columns."""
        with self._lock, self._translate_errors():
            cursor = self._connection.cursor()
            cursor.row_factory = Row
            return cursor.execute(sql, values).fetchall()

    def fetch_row(self, sql: str, values: SqlParameters = ()) -> Row | None:
        """Run a query and return its first row, or None."""
        return next(iter(self.fetch_rows(sql, values)), None)

    def read_change_counters(self) -> tuple[int, int]:
        """
        Return change counters of this and of other connections; while both stay the same, cached results are valid.

        References:
            https://www.sqlite.org/pragma.html#pragma_data_version, for the changes of other connections.
        """
        return self._connection.total_changes, int(self.fetch_all("PRAGMA data_version")[0][0])

    def execute(self, sql: str, values: SqlParameters = ()) -> int:
        """Run one statement; return the number of rows that it changed."""
        with self._lock, self._translate_errors():
            return self._connection.execute(sql, values).rowcount

    def insert(self, sql: str, values: SqlParameters = ()) -> int:
        """Run one INSERT; return the id of the row."""
        with self._lock, self._translate_errors():
            return self._connection.execute(sql, values).lastrowid or 0

    def execute_many(self, sql: str, rows: Iterable[SqlParameters]) -> None:
        """Run one statement for each row of parameters."""
        with self._lock, self._translate_errors():
            self._connection.executemany(sql, rows)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """
        Commit all changes made in the context, or roll back if it raises; a nested transaction joins the outer one.

        A file that may not be written, or that another process keeps writing to, is refused before any change.
        """
        if self.read_only:
            raise self._build_error(DatabaseFailure.READ_ONLY)
        with self._lock:
            if self._depth == 0:
                # IMMEDIATE waits for other writers now, not after reads that their changes would make stale.
                self.execute("BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield
            except BaseException:
                self._end_transaction("ROLLBACK")
                raise
            self._end_transaction("COMMIT")

    def _end_transaction(self, statement: str) -> None:
        self._depth -= 1
        if self._depth == 0 and self._connection.in_transaction:
            self.execute(statement)

    @property
    def has_pending_changes(self) -> bool:
        """Whether a transaction is open, whose changes may be rolled back."""
        return self._depth > 0

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Read one state of the database throughout the context, whatever others write in the meantime."""
        with self._lock:
            if self._depth or self._connection.in_transaction:
                yield
                return
            self.execute("BEGIN")
            try:
                yield
            finally:
                self.execute("COMMIT")

    def close(self) -> None:
        """Close the connection; the database can't be used afterwards."""
        with self._lock:
            self._connection.close()


class _ErrorTranslation:
    """
    A context in which errors of SQLite are raised as those of the database.

    It is entered for each statement; `contextlib.contextmanager` would take longer than some of these.
    """

    __slots__ = ("_build_error",)

    def __init__(self, build_error: Callable[[DatabaseFailure, str], Exception]) -> None:
        self._build_error = build_error

    def __enter__(self) -> None:
        return None

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if isinstance(error, sqlite3.Error):
            raise self._build_error(classify_error(error), str(error)) from error


@cache
def load_migrations(package: str) -> tuple[str, ...]:
    """Return a package's migration scripts in order; the n-th migrates a database from version n - 1 to version n."""
    folder = files(package) / "migrations"
    scripts = sorted((entry.name, entry) for entry in folder.iterdir() if entry.name.endswith(".sql"))
    return tuple(script.read_text(encoding="utf-8") for _, script in scripts)


def _split_statements(script: str) -> list[str]:
    """Split a script into statements; ``executescript`` would commit the transaction."""
    statements, pending = [], ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            statements.append(pending)
            pending = ""
    return statements


def classify_error(error: sqlite3.Error) -> DatabaseFailure:
    """Return why SQLite raised an error."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)  # errors of the Python module have none
    return _FAILURES.get(code & 0xFF, DatabaseFailure.OTHER)  # the rest of an extended code is the cause


def create_private_file(path: Path) -> None:
    """
    Create an empty file that only its owner may read, unless there is one; SQLite gives the files beside it the same.

    Where it can't be created, nothing happens: whoever opens it says why.
    """
    with suppress(OSError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def open_for_reading(path: str, timeout_seconds: float = 5.0) -> sqlite3.Connection:
    """
    Return a connection to a database that may be in use, or lie where nothing may be written.

    Raises:
        sqlite3.Error: If it can't be read.
    """
    connection = _open_connection(path, "ro", timeout_seconds)
    try:
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.Error as error:
        connection.close()
        # Reading beside a writer needs another file in the folder, which may be read-only as well. Without a -wal
        # file the database is complete and needs no other. https://www.sqlite.org/wal.html#readonly
        is_complete = not Path(f"{path}-wal").exists()
        if is_complete and classify_error(error) in {DatabaseFailure.READ_ONLY, DatabaseFailure.CANT_OPEN}:
            return _open_connection(path, "ro&immutable=1", timeout_seconds)
        raise
    return connection


def _open_connection(path: str, mode: str, timeout_seconds: float) -> sqlite3.Connection:
    is_file = path != IN_MEMORY
    target = f"{Path(path).absolute().as_uri()}?mode={mode}" if is_file else path
    return sqlite3.connect(target, uri=is_file, timeout=timeout_seconds, isolation_level=None, check_same_thread=False)
