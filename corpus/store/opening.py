"""From an address to a store."""

from __future__ import annotations

from pathlib import Path

from corpus.characters import is_whole
from corpus.errors import StoreError
from corpus.store.connection import Database
from corpus.store.protocol import Store
from corpus.store.sqlite import SqliteStore

_SCHEME = "sqlite:///"


def open_store(url: str) -> Store:
    """
    Open the store at *url*, made and brought up to date where needed; a file that may not be written, for reading.

    Args:
        url: ``sqlite:///PATH`` (an absolute path gives four slashes), or ``sqlite:///:memory:``.

    Raises:
        StoreError: If the address is of another form, or the database can't be opened or is newer than this program.
    """
    path = url.removeprefix(_SCHEME)
    if path == url or not path:
        raise StoreError(url, "the address of a database has the form sqlite:///PATH")
    if "\0" in path or not is_whole(path):
        raise StoreError(url, "no file can be called so")
    if path != ":memory:":
        _make_folder(Path(path))
    return SqliteStore(url, Database(path))


def _make_folder(path: Path) -> None:
    try:
        is_folder = path.is_dir()
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(str(path), f"its folder can't be made ({error.strerror})") from error
    if is_folder:
        raise StoreError(str(path), "this is a folder; name a file in it")
