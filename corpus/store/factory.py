"""Open the store at a URL."""

from __future__ import annotations

from corpus.errors import StoreError
from corpus.models import has_no_surrogates
from corpus.store.protocol import Store
from corpus.store.sqlite.store import open_sqlite_store

_URL_PREFIX = "sqlite:///"
_POSTGRES_PREFIXES = ("postgresql://", "postgres://")


def open_store(url: str) -> Store:
    """
    Open the store at *url*; create or migrate its database if needed, and open a write-protected file read-only.

    Args:
        url: ``sqlite:///PATH`` (four slashes if the path is absolute), ``sqlite:///:memory:``, or
            ``postgresql://USER:PASSWORD@HOST:PORT/DATABASE``, which needs the extra ``postgres``.

    Raises:
        StoreError: If the URL has another form, or the database can't be opened or is newer than this program.
    """
    if "\0" in url or not has_no_surrogates(url):
        raise StoreError(url, "no file can have this name")
    if url.startswith(_POSTGRES_PREFIXES):
        return _open_postgres_store(url)
    path = url.removeprefix(_URL_PREFIX)
    if path == url or not path:
        raise StoreError(url, "its address must have the form sqlite:///PATH or postgresql://HOST/DATABASE")
    return open_sqlite_store(url, path)


def _open_postgres_store(url: str) -> Store:
    try:
        # psycopg takes a quarter of a second to load, and few have it.
        from corpus.store.postgres.store import open_postgres_store  # noqa: PLC0415
    except ImportError as error:
        # The address is left out: it may hold a password.
        raise StoreError(
            "PostgreSQL", "it needs the package psycopg; install it with pip install 'dateline-bot[postgres]'"
        ) from error
    return open_postgres_store(url)
