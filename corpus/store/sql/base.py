"""What all parts of a store in tables share: its database, transactions, sequence number and closing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import wraps
from typing import Concatenate, ParamSpec, Self, TypeVar

from corpus.store.sql.connection import StoreDatabase


class SqlBase:
    """
    A part of the store on one database.

    Args:
        url: The URL with which it was opened.
        db: Its database.
    """

    def __init__(self, url: str, db: StoreDatabase) -> None:
        self._url, self._db = url, db

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    @property
    def url(self) -> str:
        return self._url

    def transaction(self) -> AbstractContextManager[None]:
        return self._db.transaction()

    def snapshot(self) -> AbstractContextManager[None]:
        """Return a context manager in which all reads see the same state of the store."""
        return self._db.snapshot()

    def close(self) -> None:
        self._db.close()


P = ParamSpec("P")
T = TypeVar("T")
Part = TypeVar("Part", bound=SqlBase)


def in_transaction(method: Callable[Concatenate[Part, P], T]) -> Callable[Concatenate[Part, P], T]:
    """Let *method* commit all its changes, or none of them if it raises; a transaction around it includes them."""

    @wraps(method)
    def run(self: Part, /, *args: P.args, **kwargs: P.kwargs) -> T:
        with self.transaction():
            return method(self, *args, **kwargs)

    return run


def in_snapshot(method: Callable[Concatenate[Part, P], T]) -> Callable[Concatenate[Part, P], T]:
    """Let *method* read one state of the database throughout, whatever others write in the meantime."""

    @wraps(method)
    def run(self: Part, /, *args: P.args, **kwargs: P.kwargs) -> T:
        with self.snapshot():
            return method(self, *args, **kwargs)

    return run


def fetch_sequence(db: StoreDatabase) -> int:
    """Return the sequence number of the last change."""
    return int(db.fetch_all("SELECT value FROM counters WHERE name = 'sequence'")[0][0])


def increment_sequence(db: StoreDatabase) -> int:
    """Increment the sequence number and return it."""
    db.execute("UPDATE counters SET value = value + 1 WHERE name = 'sequence'")
    return fetch_sequence(db)
