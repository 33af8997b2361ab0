"""Open the store at a URL."""

from __future__ import annotations

from corpus.errors import StoreError
from corpus.models import has_no_surrogates
from corpus.store.protocol import Store
from corpus.store.sqlite.store import open_sqlite_store

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
        raise StoreError(url, "its address must have the form sqlite:///PATH")
    if "\0" in path or not has_no_surrogates(path):
        raise StoreError(url, "no file can have this name")
    return open_sqlite_store(url, path)
