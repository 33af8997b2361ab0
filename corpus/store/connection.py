"""One SQLite database: opened, brought up to date, locked, and its errors put into words."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from corpus.errors import StoreError, StoreLocked, StoreReadOnly
from corpus.store.schema import bring_up_to_date

#: Seconds to wait for another process that is writing.
PATIENCE = 5.0

Values = Sequence[object] | Mapping[str, object]

_PROTECTED = "it may not be written; give yourself write permission or name another file"
_REASONS = (
    ("locked", StoreLocked, "another process is writing to it; try again in a moment"),
    ("readonly", StoreReadOnly, _PROTECTED),
    ("unable to open", StoreError, "it can't be opened; check that its folder exists and may be written"),
    ("not a database", StoreError, "this file is no Dateline database; name another file"),
    ("malformed", StoreError, "it is damaged; restore a copy, or import an export into a new file"),
    ("full", StoreError, "the disk is full; nothing was changed"),
    ("disk i/o", StoreError, "the disk could not be read or written; nothing was changed"),
)


class Database:
    """
    A connection that several threads may share, one at a time.

    Args:
        path: The file, or ``:memory:``.

    Attributes:
        read_only: Whether it may only be read: a file that may not be written is opened for that.

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
            self._open_protected()

    def _open(self, mode: str) -> None:
        with self._translated():
            self._connection = _connect(self.path, mode)
        try:
            with self._translated():
                self._prepare()
        except StoreError:
            self.close()
            raise

    def _open_protected(self) -> None:
        """Read a file that may not be written: what is asked of it can be answered all the same."""
        self.read_only = True
        try:
            self._open("ro")
        except StoreReadOnly:
            # Reading beside a writer needs a file of its own in the folder, which may not be written either. Where no
            # writer left anything behind, the database is whole without. https://www.sqlite.org/wal.html#readonly
            if Path(f"{self.path}-wal").exists():
                raise
            self._open("ro&immutable=1")

    def _prepare(self) -> None:
        # NORMAL: a killed process loses nothing; a power cut may lose the last articles, never half of one.
        self._connection.executescript(
            "PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;"
            "PRAGMA cache_size = -32000"  # kB
        )
        bring_up_to_date(self._connection, self.path, read_only=self.read_only)
        if not self.read_only and self.path != ":memory:":
            self._connection.execute("PRAGMA journal_mode = WAL")  # last: it writes into the file, which may be foreign

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            message = str(error).lower()
            for words, kind, reason in _REASONS:
                if words in message:
                    raise kind(self.path, reason) from error
            raise StoreError(self.path, str(error)) from error

    def rows(self, sql: str, values: Values = ()) -> list[tuple[Any, ...]]:
        """Run a query and fetch all its rows."""
        with self._lock, self._translated():
            return self._connection.execute(sql, values).fetchall()

    def state(self) -> tuple[int, int]:
        """
        Give two numbers that stay the same while nobody writes: what was told before still holds.

        References:
            https://www.sqlite.org/pragma.html#pragma_data_version, of other connections' writing; ours is counted.
        """
        return self._connection.total_changes, int(self.rows("PRAGMA data_version")[0][0])

    def run(self, sql: str, values: Values = ()) -> int:
        """Run one statement; give the id of the row it inserted."""
        with self._lock, self._translated():
            return self._connection.execute(sql, values).lastrowid or 0

    def run_many(self, sql: str, rows: Iterable[Values]) -> None:
        """Run one statement for each row of values."""
        with self._lock, self._translated():
            self._connection.executemany(sql, rows)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """
        Do all or nothing; may be nested, the outermost decides.

        Raises:
            StoreReadOnly: If the file may not be written.
            StoreLocked: If another process keeps writing for longer than `PATIENCE`.
        """
        if self.read_only:
            raise StoreReadOnly(self.path, _PROTECTED)
        with self._lock:
            if self._depth == 0:
                # IMMEDIATE: a writer that waits at the start never finds, halfway, that it read what has changed since.
                self.run("BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield
            except BaseException:
                self._end("ROLLBACK")
                raise
            self._end("COMMIT")

    def _end(self, how: str) -> None:
        self._depth -= 1
        if self._depth == 0 and self._connection.in_transaction:
            self.run(how)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """See one state of the database throughout, whatever others write meanwhile."""
        with self._lock:
            if self._depth or self._connection.in_transaction:
                yield
                return
            self.run("BEGIN")
            try:
                yield
            finally:
                self.run("COMMIT")

    def close(self) -> None:
        """Close the connection; the database is of no use afterwards."""
        with self._lock:
            self._connection.close()


def _connect(path: str, mode: str) -> sqlite3.Connection:
    if path == ":memory:":
        target, uri = path, False
    else:
        target, uri = f"{Path(path).absolute().as_uri()}?mode={mode}", True
    return sqlite3.connect(target, uri=uri, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
