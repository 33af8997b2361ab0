"""The database file: opened, migrated, its errors translated; and held by one delivering process at a time."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

from bot.errors import LedgerError
from bot.phrases import phrase
from corpus.store import open_store

_NUMBERED = re.compile(r"(\d{4})_\w+\.sql")
_PATIENCE = 15.0  # longer than articles take to be written, a batch at a time


def path_of(url: str) -> str:
    """
    Give the file that ``sqlite:///PATH`` names, or ``:memory:``.

    Raises:
        LedgerError: If *url* is no such address.
    """
    form, mark, path = url.partition(":///")
    if form != "sqlite" or not mark or not path:
        raise LedgerError("the database's address", "is not of the form sqlite:///PATH")
    return path


def connect(url: str) -> sqlite3.Connection:
    """
    Open the database at *url*, its folders and our tables made where they are missing.

    Raises:
        LedgerError: If it can't be opened or written.
        StoreError: If it is new, and the articles' tables can't be made.
    """
    path = path_of(url)
    with translated(path):
        if path != ":memory:":
            _folder(path)
        connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
        try:
            _prepare(connection, url)
        except BaseException:
            connection.close()
            raise
    return connection


def _prepare(connection: sqlite3.Connection, url: str) -> None:
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    # "Recorded before it is sent" must survive a power cut, too.
    connection.execute("PRAGMA synchronous = FULL")
    if connection.execute("PRAGMA user_version").fetchone()[0] == 0:
        # The store takes a file with tables in it, and none of its own, for another program's. It goes first.
        open_store(url).close()
    _migrate(connection)


def _folder(path: str) -> None:
    try:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LedgerError(path, "its folder can't be made", "Name another file in DATELINE_DATABASE_URL.") from error


def _migrate(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE IF NOT EXISTS bot_migrations (number INTEGER PRIMARY KEY) STRICT")
    if max(_migrations()) == _version(connection):
        return
    connection.execute("BEGIN IMMEDIATE")  # two processes may start at once
    done = _version(connection)
    for number, script in sorted(_migrations().items()):
        if number > done:
            for statement in _statements(script):
                connection.execute(statement)
            connection.execute("INSERT INTO bot_migrations (number) VALUES (?)", (number,))
    connection.execute("COMMIT")


def _version(connection: sqlite3.Connection) -> int:
    (number,) = connection.execute("SELECT coalesce(max(number), 0) FROM bot_migrations").fetchone()
    return int(number)


def _migrations() -> dict[int, str]:
    found = {}
    for entry in files("bot.database").joinpath("migrations").iterdir():
        if match := _NUMBERED.fullmatch(entry.name):
            found[int(match[1])] = entry.read_text(encoding="utf-8")
    return found


def _statements(script: str) -> Iterator[str]:
    # `executescript` would commit the transaction that keeps a migration whole.
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


@contextmanager
def translated(subject: str) -> Iterator[None]:
    """Turn SQLite's errors about *subject* into LedgerError, with the way out."""
    try:
        yield
    except sqlite3.OperationalError as error:
        reason, remedy = _known(str(error))
        raise LedgerError(subject, reason, remedy) from error
    except sqlite3.DatabaseError as error:
        raise LedgerError(
            subject, phrase("the database says “{error}”", error=str(error)), phrase("Is it a file of another program?")
        ) from error


def _known(said: str) -> tuple[str, str]:
    if "locked" in said or "busy" in said:
        return phrase("another process is writing to the database"), phrase("Try again when it has finished.")
    if "readonly" in said:
        return phrase("the database may not be written"), phrase("Check the permissions of the file and its folder.")
    if "full" in said:
        return phrase("the disk is full"), phrase("Make room and try again.")
    if "unable to open" in said:
        return phrase("the database can't be opened"), phrase("Check the path and its permissions.")
    return phrase("the database says “{error}”", error=said), ""


@contextmanager
def transaction(connection: sqlite3.Connection, subject: str) -> Iterator[None]:
    """Make everything inside the ``with`` block one transaction: all of it is kept, or nothing."""
    with translated(subject):
        connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    with translated(subject):
        connection.execute("COMMIT")


def written(moment: datetime) -> str:
    """Write an instant: ISO 8601 in UTC, so that text order is time order."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def instant(text: str) -> datetime:
    """Read what `written` wrote."""
    return datetime.fromisoformat(text)


class Turn:
    """
    The right to deliver digests from one database: one process has it, and loses it when it ends, however it ends.

    It is an exclusive transaction on a small file beside the database, which the operating system releases.
    """

    def __init__(self, url: str) -> None:
        path = path_of(url)
        self._path = path if path == ":memory:" else f"{path}.delivering"
        self._connection: sqlite3.Connection | None = None

    def take(self) -> bool:
        """
        Try to take it; True where this process has it, now or already.

        Raises:
            LedgerError: If the file can't be made.
        """
        if self._connection is not None:
            return True
        with translated(self._path):
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

    def give_back(self) -> None:
        """Let another process deliver."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
