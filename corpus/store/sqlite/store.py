"""Implementation of the store protocol on one SQLite file."""

from __future__ import annotations

import os
from pathlib import Path

from corpus.errors import StoreError, StoreLocked, StoreReadOnly
from corpus.publishers import hash_publisher
from corpus.store.sql.full_names import dump_full_names
from corpus.store.sql.store import TableStore
from corpus.store.sqlite.database import IN_MEMORY, DatabaseFailure, DatabaseProfile
from corpus.store.sqlite.word_index import SqliteStoreDatabase

_ERRORS = {
    DatabaseFailure.NO_FOLDER: (StoreError, "I can't create its folder ({detail})"),
    DatabaseFailure.IS_FOLDER: (StoreError, "it is a folder; choose a file in it"),
    DatabaseFailure.CANT_OPEN: (StoreError, "I can't open it; check that its folder exists and is writable"),
    DatabaseFailure.NOT_A_DATABASE: (StoreError, "it isn't a Dateline database; choose another file"),
    DatabaseFailure.FOREIGN: (StoreError, "it belongs to another program; choose another file"),
    DatabaseFailure.NEWER: (StoreError, "a newer Dateline created it (version {detail}); update Dateline"),
    DatabaseFailure.OUTDATED: (StoreError, "it has to be upgraded first; open it once with write access"),
    DatabaseFailure.READ_ONLY: (
        StoreReadOnly,
        "it is read-only; give yourself write permission or choose another file",
    ),
    DatabaseFailure.LOCKED: (StoreLocked, "another process is writing to it; try again in a moment"),
    DatabaseFailure.DAMAGED: (StoreError, "it is damaged; restore a copy, or import an export into a new file"),
    DatabaseFailure.DISK_FULL: (StoreError, "the disk is full; nothing was changed"),
    DatabaseFailure.DISK_ERROR: (StoreError, "I couldn't read or write the disk; nothing was changed"),
    DatabaseFailure.OTHER: (StoreError, "{detail}"),
}


def _build_error(path: str, failure: DatabaseFailure, detail: str) -> StoreError:
    kind, reason = _ERRORS[failure]
    return kind(path, reason.format(detail=detail))


#: How the store opens its database.
STORE_PROFILE = DatabaseProfile(
    package="corpus.store.sqlite",
    build_error=_build_error,
    pragmas=(
        # A killed process loses nothing; a power failure may lose the last articles, but never half of one.
        "PRAGMA synchronous = NORMAL",
        "PRAGMA foreign_keys = ON",
        "PRAGMA temp_store = MEMORY",
        "PRAGMA cache_size = -32000",  # kB
    ),
    wal=True,
    functions=(("hash_publisher", hash_publisher), ("list_full_names", dump_full_names)),
)


class SqliteStore(TableStore):
    """`corpus.store.protocol.Store` on one SQLite file; threads may share it."""


def open_sqlite_store(url: str, path: str) -> SqliteStore:
    """
    Return the store in the file *path*, for reading only if it may not be written.

    Raises:
        StoreError: If it can't be opened.
    """
    try:
        db = SqliteStoreDatabase(path, STORE_PROFILE)
    except StoreError as error:
        if path == IN_MEMORY or not (isinstance(error, StoreReadOnly) or _lies_in_read_only_folder(path)):
            raise
        db = SqliteStoreDatabase(path, STORE_PROFILE, read_only=True)
    return SqliteStore(url, db)


def _lies_in_read_only_folder(path: str) -> bool:
    """
    Return whether there is a file whose folder may not be written.

    On a read-only file system SQLite can't create the file that users of a write-ahead log share, and only says that
    it can't open something.
    """
    try:
        return Path(path).is_file() and not os.access(Path(path).absolute().parent, os.W_OK)
    except OSError:  # a name that no file can have
        return False
