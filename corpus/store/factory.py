"""Open the store at a URL."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from corpus.errors import StoreError
from corpus.models import has_no_surrogates
from corpus.store.protocol import Store
from corpus.store.sqlite.database import Database
from corpus.store.sqlite.store import SqliteStore

_URL_PREFIX = "sqlite:///"


def open_store(url: str) -> Store:
    """
    Open the store at *url*; create or migrate its database if needed, and open a write-protected file read-only.

    Args:
        url: ``sqlite:///PATH`` (four slashes if the path is absolute), or ``sqlite:///:memory:``.

    Raises:
        StoreError: If the URL has another form, or the database can't be opened or is newer than this program.
    """
    path = url.removeprefix(_URL_PREFIX)
    if path == url or not path:
        raise StoreError(url, "the address of a database has the form sqlite:///PATH")
    if "\0" in path or not has_no_surrogates(path):
        raise StoreError(url, "no file can be called so")
    if path != ":memory:":
        _make_folder(Path(path))
        create_private_file(Path(path))
    return SqliteStore(url, Database(path))


def create_private_file(path: Path) -> None:
    """
    Create an empty file that only its owner may read, unless there is one; SQLite gives the files beside it the same.

    Where it can't be created, nothing happens: whoever opens it says why.
    """
    with suppress(OSError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _make_folder(path: Path) -> None:
    try:
        is_folder = path.is_dir()
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(str(path), f"its folder can't be made ({error.strerror})") from error
    if is_folder:
        raise StoreError(str(path), "this is a folder; name a file in it")
