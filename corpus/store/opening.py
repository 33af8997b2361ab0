"""From an address to a store."""

from __future__ import annotations

from pathlib import Path

from corpus.errors import StoreError
from corpus.store.connection import Database
from corpus.store.protocol import Store
from corpus.store.sqlite import SqliteStore

_SCHEME = "sqlite:///"


def open_store(url: str, *, read_only: bool = False) -> Store:
    """
    Open the store at *url*, made and brought up to date where needed.

    Args:
        url: ``sqlite:///PATH`` (an absolute path gives four slashes), or ``sqlite:///:memory:``.
        read_only: Whether it may only be read; then it must exist.

    Raises:
        StoreError: If the address is of another form, or the database can't be opened or is newer than this program.
    """
    path = url.removeprefix(_SCHEME)
    if path == url or not path:
        raise StoreError(url, "the address of a database has the form sqlite:///PATH")
    if path != ":memory:":
        _check_folder(Path(path), read_only=read_only)
    return SqliteStore(url, Database(path, read_only=read_only))


def _check_folder(path: Path, *, read_only: bool) -> None:
    if path.is_dir():
        raise StoreError(str(path), "this is a folder; name a file in it")
    if read_only and not path.exists():
        raise StoreError(str(path), "there is no such file; add articles first")
    if not read_only:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(str(path), f"its folder can't be made ({error.strerror})") from error
