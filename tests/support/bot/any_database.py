"""What tests do to a bot's database past its repositories, of either kind."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

from bot.db.backends.address import is_server_url
from bot.db.backends.factory import open_tables


def run_statement(url: str, statement: str, values: tuple[object, ...] = ()) -> None:
    """Change rows as no program does."""
    database, _ = open_tables(url, writable=True)
    with closing(database):
        database.execute(statement, values)


def copy_database(url: str) -> Callable[[], None]:
    """Copy a database that no living program has open; return a function that puts the copy in its place."""
    return _copy_server_database(url) if is_server_url(url) else _copy_file(Path(url.removeprefix("sqlite:///")))


def _copy_file(path: Path) -> Callable[[], None]:
    copy = path.with_suffix(".copy")
    with closing(sqlite3.connect(path)) as connection, closing(sqlite3.connect(copy)) as target:
        connection.backup(target)

    def restore() -> None:
        Path(f"{path}-wal").unlink(missing_ok=True)
        Path(f"{path}-shm").unlink(missing_ok=True)
        shutil.copy(copy, path)

    return restore


def _copy_server_database(url: str) -> Callable[[], None]:
    name = urlsplit(url).path.removeprefix("/")
    _run_on_server(
        url,
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'",  # noqa: S608  # our own
        f"CREATE DATABASE {name}_copy TEMPLATE {name} STRATEGY FILE_COPY",
    )
    return lambda: _run_on_server(
        url, f"DROP DATABASE {name} WITH (FORCE)", f"ALTER DATABASE {name}_copy RENAME TO {name}"
    )


def _run_on_server(url: str, *statements: str) -> None:
    import psycopg

    with psycopg.connect(urlsplit(url)._replace(path="/postgres").geturl(), autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())
