"""Open the bot's tables at a URL."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType
from typing import Any

from bot.db.backends.address import is_server_url, parse_database_path
from bot.db.backends.sqlite.database import FileLock, fetch_from_existing_tables, open_sqlite_tables
from bot.db.connection import BotDatabase, DatabaseServer, DeliveryLock
from bot.errors import LedgerError


def check_database_url(url: str) -> None:
    """
    Check that the bot's tables can lie at *url*, without opening it.

    Raises:
        LedgerError: If it has another form, or psycopg is missing.
    """
    if is_server_url(url):
        load_server_backend()
    else:
        parse_database_path(url)


def load_server_backend() -> ModuleType:
    """
    Return the module of PostgreSQL, which few need: psycopg takes a quarter of a second to load.

    Raises:
        LedgerError: If psycopg is missing.
    """
    try:
        from bot.db.backends.postgres import database  # noqa: PLC0415
    except ImportError as error:
        reason = "it needs the package psycopg"
        raise LedgerError("PostgreSQL", reason, "Install it with pip install 'dateline-bot[postgres]'.") from error
    return database


def open_tables(url: str, *, writable: bool) -> tuple[BotDatabase, DeliveryLock]:
    """
    Open the bot's tables at *url*, creating those that are missing; return them and the lock for delivery.

    Args:
        url: ``sqlite:///PATH``, or ``postgresql://USER:PASSWORD@HOST:PORT/DATABASE``.
        writable: Whether a file that may not be written is refused; it can be read.

    Raises:
        LedgerError: If that fails.
    """
    if is_server_url(url):
        backend = load_server_backend()
        return backend.PostgresBotDatabase(url), backend.AdvisoryLock(url)
    path = parse_database_path(url)
    return open_sqlite_tables(path, writable=writable), FileLock(path)


def fetch_existing(url: str, statements: Mapping[str, str], values: Mapping[str, object]) -> list[tuple[Any, ...]]:
    """
    Return the rows of the statements whose tables exist at *url*; nothing is created.

    Args:
        url: As in `open_tables`.
        statements: Queries by the table that they need.
        values: Their parameters.

    Raises:
        LedgerError: If the database can't be read.
    """
    if is_server_url(url):
        rows: list[tuple[Any, ...]] = load_server_backend().fetch_from_existing_tables(url, statements, values)
        return rows
    return fetch_from_existing_tables(parse_database_path(url), statements, values)


def inspect_server(url: str) -> DatabaseServer:
    """
    Return the state of the PostgreSQL server at *url*; nothing is created.

    Raises:
        LedgerError: If psycopg is missing, or the server can't be reached or refuses the login.
    """
    state: DatabaseServer = load_server_backend().inspect_server(url)
    return state
