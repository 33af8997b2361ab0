"""Implementation of the store protocol on PostgreSQL."""

from __future__ import annotations

from corpus.errors import StoreError, StoreLocked, StoreReadOnly
from corpus.store.postgres.database import PostgresFailure, PostgresProfile
from corpus.store.postgres.word_index import PostgresStoreDatabase
from corpus.store.sql.store import TableStore

_ERRORS = {
    PostgresFailure.MALFORMED_URL: (
        StoreError,
        "its address must have the form postgresql://USER:PASSWORD@HOST:PORT/DATABASE",
    ),
    PostgresFailure.UNREACHABLE: (
        StoreError,
        "I can't reach the server ({detail}); check host and port, and that it is running",
    ),
    PostgresFailure.REFUSED: (StoreError, "the server refuses the login ({detail}); check user and password"),
    PostgresFailure.MISSING: (StoreError, "{detail}; create it, or check the address"),
    PostgresFailure.WRONG_ENCODING: (StoreError, "its encoding isn't UTF8; create it with ENCODING 'UTF8'"),
    PostgresFailure.NEWER: (StoreError, "a newer Dateline created it (version {detail}); update Dateline"),
    PostgresFailure.OUTDATED: (StoreError, "it has to be upgraded first; open it once with write access"),
    PostgresFailure.READ_ONLY: (StoreReadOnly, "I may not write to it ({detail}); grant this user write access"),
    PostgresFailure.LOCKED: (StoreLocked, "another process is writing to it; try again in a moment"),
    PostgresFailure.DISCONNECTED: (StoreError, "I lost the connection to the server; try again in a moment"),
    PostgresFailure.DAMAGED: (StoreError, "it is damaged ({detail}); restore a backup of the server"),
    PostgresFailure.DISK_FULL: (StoreError, "the server's disk is full; nothing was changed"),
    PostgresFailure.OTHER: (StoreError, "{detail}"),
}


def _build_error(url: str, failure: PostgresFailure, detail: str) -> StoreError:
    kind, reason = _ERRORS[failure]
    return kind(url, reason.format(detail=detail))


#: How the store opens its database.
STORE_PROFILE = PostgresProfile(
    package="corpus.store.postgres",
    build_error=_build_error,
    version_table="store_migrations",
    settings=(
        # PostgreSQL takes a list of facets for common, and then goes through all sentences although few have one.
        "SET enable_seqscan = off",
        # Starting other processes takes longer than most queries.
        "SET max_parallel_workers_per_gather = 0",
        # Else a process that is suspended within a transaction would keep all others from writing.
        "SET idle_in_transaction_session_timeout = '2min'",
    ),
)


class PostgresStore(TableStore):
    """`corpus.store.protocol.Store` on one PostgreSQL database; threads may share it."""


def open_postgres_store(url: str) -> PostgresStore:
    """
    Return the store in the database at *url*.

    Raises:
        StoreError: If it can't be opened.
    """
    return PostgresStore(url, PostgresStoreDatabase(url, STORE_PROFILE))
