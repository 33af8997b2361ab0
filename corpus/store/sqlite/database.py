"""SQLite connection: opening, migrations, transactions and error translation."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from corpus.errors import StoreError, StoreLocked, StoreReadOnly
from corpus.publishers import hash_publisher


@cache
def load_migrations() -> tuple[str, ...]:
    """Return the migration scripts in order; the n-th migrates a database from version n - 1 to version n."""
    folder = files("corpus.store.sqlite") / "migrations"
    scripts = sorted((entry.name, entry) for entry in folder.iterdir() if entry.name.endswith(".sql"))
    return tuple(script.read_text(encoding="utf-8") for _, script in scripts)


def apply_migrations(connection: sqlite3.Connection, path: str, *, read_only: bool) -> None:
    """
    Apply the migrations that the database lacks.

    Raises:
        StoreError: If the database is newer than this program, belongs to another program, or is older and read-only.
    """
    newest = len(load_migrations())
    version = _read_version(connection)
    if version == newest:
        return
    if version > newest:
        raise StoreError(
            path, f"made by a newer Dateline (version {version}, this one knows {newest}); update Dateline"
        )
    if version == 0 and connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise StoreError(path, "this is another program's database; name another file")
    if read_only:
        raise StoreError(path, "it has to be brought up to date first; open it once for writing")
    _run_migrations(connection)


def _read_version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _run_migrations(connection: sqlite3.Connection) -> None:
    connection.create_function("hash_publisher", 2, hash_publisher, deterministic=True)
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Read the version again, as another process may have migrated the database in the meantime.
        for number in range(_read_version(connection) + 1, len(load_migrations()) + 1):
            for statement in _split_statements(load_migrations()[number - 1]):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _split_statements(script: str) -> list[str]:
    """Split a script into statements; ``executescript`` would commit the transaction."""
    statements, pending = [], ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            statements.append(pending)
            pending = ""
    return statements


#: Seconds to wait while another process is writing.
BUSY_TIMEOUT = 5.0

SqlParameters = Sequence[object] | Mapping[str, object]

_READ_ONLY_REASON = "it may not be written; give yourself write permission or name another file"
_ERROR_REASONS = (
    ("locked", StoreLocked, "another process is writing to it; try again in a moment"),
    ("readonly", StoreReadOnly, _READ_ONLY_REASON),
    ("unable to open", StoreError, "it can't be opened; check that its folder exists and may be written"),
    ("not a database", StoreError, "this file is no Dateline database; name another file"),
    ("malformed", StoreError, "it is damaged; restore a copy, or import an export into a new file"),
    ("full", StoreError, "the disk is full; nothing was changed"),
    ("disk i/o", StoreError, "the disk could not be read or written; nothing was changed"),
)


class Database:
    """
    A connection that threads may share; a lock serializes its use.

    Args:
        path: Path of the file, or ``:memory:``.

    Attributes:
        read_only: Whether the file was opened read-only because it may not be written.

    Raises:
        StoreError: If it can't be opened, or is newer than this program.
    """

    def __init__(self, path: str) -> None:
        self.path, self.read_only = path, False
        self._lock = threading.RLock()
        self._depth = 0
        try:
            self._open("rwc")
        except StoreReadOnly:
            if path == ":memory:":
                raise
            self._open_read_only()

    def _open(self, mode: str) -> None:
        with self._translate_errors():
            self._connection = _connect(self.path, mode)
        try:
            with self._translate_errors():
                self._prepare()
        except StoreError:
            self.close()
            raise

    def _open_read_only(self) -> None:
        """Open a file that may not be written; it can still be searched."""
        self.read_only = True
        try:
            self._open("ro")
        except StoreReadOnly:
            # Reading beside a writer needs another file in the folder, which may be read-only as well. Without a -wal
            # file the database is complete and needs no other. https://www.sqlite.org/wal.html#readonly
            if Path(f"{self.path}-wal").exists():
                raise
            self._open("ro&immutable=1")

    def _prepare(self) -> None:
        # NORMAL: a killed process loses nothing; a power failure may lose the last articles, but never half of one.
        self._connection.executescript(
            "PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;"
            "PRAGMA cache_size = -32000"  # kB
        )
        apply_migrations(self._connection, self.path, read_only=self.read_only)
        if not self.read_only and self.path != ":memory:":
            # Last, because it writes to the file, which may be another program's.
            self._connection.execute("PRAGMA journal_mode = WAL")

    @contextmanager
    def _translate_errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            message = str(error).lower()
            for words, kind, reason in _ERROR_REASONS:
                if words in message:
                    raise kind(self.path, reason) from error
            raise StoreError(self.path, str(error)) from error

    def fetch_all(self, sql: str, values: SqlParameters = ()) -> list[tuple[Any, ...]]:
        """Run a query and return all its rows."""
        with self._lock, self._translate_errors():
            return self._connection.execute(sql, values).fetchall()

    def read_change_counters(self) -> tuple[int, int]:
        """
        Return change counters of this and of other connections; while both stay the same, cached results are valid.

        References:
            https://www.sqlite.org/pragma.html#pragma_data_version, for the changes of other connections.
        """
        return self._connection.total_changes, int(self.fetch_all("PRAGMA data_version")[0][0])

    def execute(self, sql: str, values: SqlParameters = ()) -> int:
        """Run one statement; return the id of the inserted row, or 0."""
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

        Raises:
            StoreReadOnly: If the file may not be written.
            StoreLocked: If another process keeps writing for longer than `BUSY_TIMEOUT`.
        """
        if self.read_only:
            raise StoreReadOnly(self.path, _READ_ONLY_REASON)
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


def _connect(path: str, mode: str) -> sqlite3.Connection:
    if path == ":memory:":
        target, uri = path, False
    else:
        target, uri = f"{Path(path).absolute().as_uri()}?mode={mode}", True
    return sqlite3.connect(target, uri=uri, timeout=BUSY_TIMEOUT, isolation_level=None, check_same_thread=False)
