"""What the repositories need of a database, how they read its rows, and the lock for delivery."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any, Protocol, TypeVar

from corpus.store import SqlParameters

_LOG = logging.getLogger(__name__)


class Row(Protocol):
    """A row of a result, whose values have the names of their columns."""

    def __getitem__(self, column: str, /) -> Any:  # noqa: ANN401  # as the column has it
        """Return the value of *column*."""

    def keys(self) -> Iterable[str]:
        """Return the names of the columns."""


class BotDatabase(Protocol):
    """
    A database with the bot's tables; threads may share it. Every method raises LedgerError if the database fails.

    Statements are written for SQLite and PostgreSQL alike; `corpus.store.postgres.dialect` lists what differs.
    """

    def fetch_all(self, sql: str, values: SqlParameters = ()) -> list[tuple[Any, ...]]:
        """Run a query and return all its rows."""

    def fetch_rows(self, sql: str, values: SqlParameters = ()) -> Sequence[Row]:
        """Run a query and return all its rows."""

    def fetch_row(self, sql: str, values: SqlParameters = ()) -> Row | None:
        """Run a query and return its first row, or None."""

    def execute(self, sql: str, values: SqlParameters = ()) -> int:
        """Run one statement; return the number of rows that it changed."""

    def insert(self, sql: str, values: SqlParameters = ()) -> int:
        """Run one INSERT into a table with the column ``id``; return the id of the row."""

    def execute_many(self, sql: str, rows: Iterable[SqlParameters]) -> None:
        """Run one statement for each row of parameters."""

    def transaction(self) -> AbstractContextManager[None]:
        """Commit all changes made in the context, or none of them if it raises; one process writes at a time."""

    def snapshot(self) -> AbstractContextManager[None]:
        """Read one state of the database throughout the context, whatever others write in the meantime."""

    def list_columns(self, table: str) -> Mapping[str, type]:
        """Return the type of each column of *table* that a row is written with: int, str or bytes."""

    def continue_ids(self, table: str) -> None:
        """Let the database choose ids for new rows of *table* beyond those that rows were written with."""

    def overwrite_deleted_data(self) -> None:
        """Have what is deleted from now on overwritten, where the database would leave it in its file."""

    def discard_deleted_data(self) -> None:
        """Remove what was deleted from the database's log, or let its space be used again."""

    def close(self) -> None:
        """Close the connection; the database can't be used afterwards."""


class DeliveryLock(Protocol):
    """
    Lock that lets one process at a time deliver digests from a database; it ends with the process in any case.

    Attributes:
        needs_renewal: Whether it is lost unless `take_notification` is called every few seconds.
    """

    needs_renewal: bool

    def acquire(self) -> bool:
        """
        Try to acquire the lock; return whether this process has it, now or already.

        A process that lost it learns so by the next call.

        Raises:
            LedgerError: If the database fails.
        """

    def notify_holder(self) -> None:
        """
        Notify the process that has the lock that there may be something to deliver.

        Raises:
            LedgerError: If the database fails.
        """

    def take_notification(self) -> bool:
        """Return whether another process has called `notify_holder` since the last call; only the holder learns it."""

    def release(self) -> None:
        """Release the lock, so that another process can deliver."""


#: The oldest version of PostgreSQL that is supported.
MIN_SERVER_VERSION = 15


@dataclass(frozen=True, slots=True)
class DatabaseServer:
    """
    What a server says of itself and of the database.

    Attributes:
        version: Its version, such as 15.
        now: The time by its clock.
        size: Size of the database in bytes.
        is_read_only: Whether it takes no changes now, as a standby does.
        may_create: Whether the user may create what is missing.
        protected: Tables that the user may not read and change.
    """

    version: int
    now: datetime
    size: int
    is_read_only: bool
    may_create: bool
    protected: tuple[str, ...]


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
