"""PostgreSQL databases: opening, migrations, transactions, and errors in the words of the program that uses them."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from corpus.store.postgres.dialect import translate_statement
from corpus.store.sql.connection import SqlParameters
from corpus.store.sqlite.database import load_migrations

#: The schema in which all tables lie, so that the database may have others.
SCHEMA = "dateline"
#: Held by whoever writes: changes are committed in the order of their sequence numbers. It spells "dateline".
_WRITE_LOCK = 0x646174656C696E65
_CONNECT_TIMEOUT_SECONDS = 10
#: A connection whose other end is gone is noticed after 25 seconds on both sides, unless the URL says otherwise.
_KEEPALIVES: Mapping[str, Any] = {
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 25_000,
}
_SESSION_SETTINGS = (
    f"SET search_path TO {SCHEMA}",
    "SET default_transaction_isolation = 'read committed'",  # whatever the server's default
    "SET jit = off",  # compiling a query takes longer than most of them
    "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3",
)
#: Statements of `PostgresDatabase.execute_many` that are sent at once.
_STATEMENTS_PER_MESSAGE = 500


class PostgresFailure(Enum):
    """Why a database can't be opened, read or written."""

    MALFORMED_URL = auto()
    UNREACHABLE = auto()
    REFUSED = auto()
    MISSING = auto()
    WRONG_ENCODING = auto()
    NEWER = auto()
    OUTDATED = auto()
    READ_ONLY = auto()
    LOCKED = auto()
    DISCONNECTED = auto()
    DAMAGED = auto()
    DISK_FULL = auto()
    OTHER = auto()


#: Returns the exception to raise, from a URL without its password, a failure, and the server's words or versions.
PostgresErrorFactory = Callable[[str, PostgresFailure, str], Exception]

#: Failures by the class or the whole of the server's code (https://www.postgresql.org/docs/current/errcodes-appendix.html).
_FAILURES = {
    "08": PostgresFailure.DISCONNECTED,
    "57P": PostgresFailure.DISCONNECTED,
    "25P03": PostgresFailure.DISCONNECTED,  # it asked nothing within a transaction for too long
    "28": PostgresFailure.REFUSED,
    "3D": PostgresFailure.MISSING,
    "25006": PostgresFailure.READ_ONLY,
    "42501": PostgresFailure.READ_ONLY,
    "55P03": PostgresFailure.LOCKED,
    "53100": PostgresFailure.DISK_FULL,
    "53300": PostgresFailure.UNREACHABLE,
    "58": PostgresFailure.DAMAGED,
    "XX001": PostgresFailure.DAMAGED,
    "XX002": PostgresFailure.DAMAGED,
}


@dataclass(frozen=True, slots=True)
class PostgresProfile:
    """
    How a program opens its tables in a database.

    Attributes:
        package: Package whose folder ``migrations`` holds the scripts ``0001_….sql`` and so on.
        build_error: Returns the exception to raise for a failure.
        version_table: Table with a row for each migration.
        lock_timeout_seconds: How long to wait while another process is writing.
        write_lock: Key of the advisory lock that a transaction holds.
        settings: Statements to run on every connection.
    """

    package: str
    build_error: PostgresErrorFactory
    version_table: str
    lock_timeout_seconds: int = 5
    write_lock: int = _WRITE_LOCK
    settings: tuple[str, ...] = ()


#: Host, port and database of an address without a login.
_PLACE = re.compile(r"(?:\[[^\]@]*\]|[^:@/]*)(?::\d*)?(?:/[^@]*)?")


def hide_password(url: str) -> str:
    """Return *url* without the password and parameters, also where the password holds signs that it should not."""
    scheme, mark, rest = url.partition("://")
    address, _, parameters = rest.partition("?")
    login, at, place = address.rpartition("@")
    if "@" in parameters or not (at or _PLACE.fullmatch(address)):  # what looks like the host may be of the password
        return f"{scheme}{mark}{re.split('[:@]', address)[0]}"
    return f"{scheme}{mark}{login.partition(':')[0]}{at}{place}"


def connect(url: str, profile: PostgresProfile) -> psycopg.Connection[tuple[Any, ...]]:
    """
    Return a new connection, outside of a transaction.

    Raises:
        Exception: As `PostgresProfile.build_error` returns it, if the URL is malformed or the server refuses.
        psycopg.Error: If a setting of the session can't be made.
    """
    try:
        parts = conninfo_to_dict(url)
        if not _has_sound_host(parts):
            raise profile.build_error(hide_password(url), PostgresFailure.MALFORMED_URL, "")
        connection = psycopg.connect(
            url,
            autocommit=True,
            cursor_factory=psycopg.ClientCursor,
            connect_timeout=_CONNECT_TIMEOUT_SECONDS,
            client_encoding="utf8",
            application_name="dateline",
            **{name: value for name, value in _KEEPALIVES.items() if name not in parts},
        )
    except psycopg.ProgrammingError:  # its words may hold parts of the URL, with the password
        raise profile.build_error(hide_password(url), PostgresFailure.MALFORMED_URL, "") from None
    except psycopg.OperationalError as error:
        raise profile.build_error(hide_password(url), *_classify_refusal(error)) from None
    try:
        connection.execute("; ".join((*_SESSION_SETTINGS, *profile.settings)))
    except BaseException:
        connection.close()
        raise
    return connection


class PostgresDatabase:
    """
    A connection that threads may share; a lock serializes its use. One that was lost is made anew.

    Its schema is created if it is missing, and migrations that it lacks are applied.

    Args:
        url: ``postgresql://USER:PASSWORD@HOST:PORT/DATABASE``, or any URI that libpq reads.
        profile: How to open it.
        migrates: Whether to apply migrations; without them, tables may be missing.

    Raises:
        Exception: As `PostgresProfile.build_error` returns it, if the database can't be opened or is newer than this
            program; so does every method.
    """

    def __init__(self, url: str, profile: PostgresProfile, *, migrates: bool = True) -> None:
        self._url, self.profile = url, profile
        self._lock = threading.RLock()
        self._depth = 0
        self._is_reading = False
        self._changes = 0
        with self._translate_errors():
            self._connection = self._connect()
            try:
                if migrates:
                    self._migrate()
            except BaseException:
                self._connection.close()
                raise

    def _connect(self) -> psycopg.Connection[tuple[Any, ...]]:
        return connect(self._url, self.profile)

    def _migrate(self) -> None:
        """Apply the migrations that the database lacks."""
        if self._fetch_text("SHOW server_encoding") != "UTF8":
            raise self._build_error(PostgresFailure.WRONG_ENCODING)
        scripts = load_migrations(self.profile.package)
        version = self._fetch_version()
        if version > len(scripts):
            raise self._build_error(PostgresFailure.NEWER, f"{version}, this one knows {len(scripts)}")
        if version == len(scripts):
            return
        if self._fetch_text("SHOW transaction_read_only") == "on":
            raise self._build_error(PostgresFailure.OUTDATED)
        with self.transaction():
            self._connection.execute(f"SELECT pg_advisory_xact_lock({_WRITE_LOCK})")  # all profiles share the schema
            self._connection.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
            table = self.profile.version_table
            self._connection.execute(f"CREATE TABLE IF NOT EXISTS {table} (number integer PRIMARY KEY)")
            # Read the version again, as another process may have migrated the database in the meantime.
            for number in range(self._fetch_version() + 1, len(scripts) + 1):
                self._connection.execute(scripts[number - 1])
                self._connection.execute(f"INSERT INTO {table} VALUES (%s)", (number,))  # noqa: S608

    def _fetch_version(self) -> int:
        table = self.profile.version_table
        if self._connection.execute("SELECT to_regclass(%s)", (f"{SCHEMA}.{table}",)).fetchall()[0][0] is None:
            return 0
        rows = self._connection.execute(f"SELECT coalesce(max(number), 0) FROM {table}").fetchall()  # noqa: S608
        return int(rows[0][0])

    def _fetch_text(self, sql: str) -> str:
        return str(self._connection.execute(sql).fetchall()[0][0])

    def _build_error(self, failure: PostgresFailure, detail: str = "") -> Exception:
        return self.profile.build_error(hide_password(self._url), failure, detail)

    @contextmanager
    def _translate_errors(self) -> Iterator[None]:
        try:
            yield
        except psycopg.Error as error:
            raise self._build_error(classify_error(error), describe_error(error)) from error

    def _execute(self, sql: str, values: SqlParameters = ()) -> psycopg.Cursor[tuple[Any, ...]]:
        try:
            return self._connection.execute(translate_statement(sql), values)
        except psycopg.OperationalError:
            if self._depth or self._is_reading or not self._connection.closed:
                raise
        self._connection = self._connect()
        return self._connection.execute(translate_statement(sql), values)

    def fetch_all(self, sql: str, values: SqlParameters = ()) -> list[tuple[Any, ...]]:
        """Run a query and return all its rows."""
        with self._lock, self._translate_errors():
            return self._execute(sql, _replace_nul(values)).fetchall()

    def execute(self, sql: str, values: SqlParameters = ()) -> int:
        """Run one statement; return the number of rows that it changed."""
        with self._lock, self._translate_errors():
            self._changes += 1
            return self._execute(sql, values).rowcount

    def insert(self, sql: str, values: SqlParameters = ()) -> int:
        """Run one INSERT; return the id of the row."""
        with self._lock, self._translate_errors():
            self._changes += 1
            return int(self._execute(f"{sql} RETURNING id", values).fetchall()[0][0])

    def execute_many(self, sql: str, rows: Iterable[SqlParameters]) -> None:
        """Run one statement for each row of parameters."""
        with self._lock, self._translate_errors():
            self._changes += 1
            cursor = psycopg.ClientCursor(self._connection)
            statement = translate_statement(sql)
            for some in _split_into_batches(rows):
                cursor.execute("; ".join(cursor.mogrify(statement, values) for values in some).replace("%", "%%"), ())

    def copy_rows(self, statement: str, rows: Iterable[Iterable[object]]) -> None:
        """Run a COPY of *rows*."""
        with self._lock, self._translate_errors():
            self._changes += 1
            with self._connection.cursor().copy(statement) as copy:
                for row in rows:
                    copy.write_row(tuple(row))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """
        Commit all changes made in the context, or roll back if it raises; a nested transaction joins the outer one.

        One process writes at a time, and waits for the others before it reads what it changes.
        """
        with self._lock:
            if self._depth == 0:
                self._begin()
            self._depth += 1
            try:
                yield
            except BaseException:
                self._end_transaction("ROLLBACK")
                raise
            self._end_transaction("COMMIT")

    def _begin(self) -> None:
        with self._translate_errors():
            # Whatever the server's default: each statement sees what others committed before this one got the lock.
            self._execute("BEGIN ISOLATION LEVEL READ COMMITTED")
            try:
                self._connection.execute(f"SET LOCAL lock_timeout = '{self.profile.lock_timeout_seconds}s'")
                self._connection.execute(f"SELECT pg_advisory_xact_lock({self.profile.write_lock})")
            except BaseException:  # also an interrupt while it waits
                with suppress(psycopg.Error):
                    self._connection.execute("ROLLBACK")
                raise

    def _end_transaction(self, statement: str) -> None:
        self._depth -= 1
        if self._depth:
            return
        self._changes += 1
        if statement == "ROLLBACK":
            with suppress(psycopg.Error):  # a lost connection has rolled back; the cause is being raised
                self._connection.execute(statement)
            return
        with self._translate_errors():
            self._connection.execute(statement)

    @property
    def has_pending_changes(self) -> bool:
        """Whether a transaction is open, whose changes may be rolled back."""
        return self._depth > 0

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Read one state of the database throughout the context, whatever others write in the meantime."""
        with self._lock:
            if self._depth or self._is_reading:
                yield
                return
            with self._translate_errors():
                self._execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            self._is_reading = True
            try:
                yield
            finally:
                self._is_reading = False
                with suppress(psycopg.Error):  # there is nothing to lose
                    self._connection.execute("COMMIT")

    def close(self) -> None:
        """Close the connection; the database can't be used afterwards."""
        with self._lock:
            self._connection.close()


def _replace_nul(values: SqlParameters) -> SqlParameters:
    """Return the parameters of a query with U+FFFD in place of NUL, which no stored text can have."""
    if isinstance(values, Mapping):
        return {
            name: value.replace("\0", "\ufffd") if isinstance(value, str) else value for name, value in values.items()
        }
    return tuple(value.replace("\0", "\ufffd") if isinstance(value, str) else value for value in values)


def _has_sound_host(parts: Mapping[str, object]) -> bool:
    """Return whether host and port can be such, and are no parts of a password with an unescaped @ or slash."""
    host, port = str(parts.get("host") or ""), str(parts.get("port") or "")
    return "@" not in host[1:] and re.fullmatch(r"[\d,]*", port) is not None  # a socket's name may begin with @


def _split_into_batches(rows: Iterable[SqlParameters]) -> Iterator[list[SqlParameters]]:
    batch: list[SqlParameters] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _STATEMENTS_PER_MESSAGE:
            yield batch
            batch = []
    if batch:
        yield batch


def classify_error(error: psycopg.Error) -> PostgresFailure:
    """Return why the server or the connection failed."""
    code = error.sqlstate or ""
    for size in (5, 3, 2):
        if found := _FAILURES.get(code[:size]):
            return found
    is_lost = not code and isinstance(error, psycopg.OperationalError)
    return PostgresFailure.DISCONNECTED if is_lost else PostgresFailure.OTHER


def _classify_refusal(error: psycopg.OperationalError) -> tuple[PostgresFailure, str]:
    """Return why a connection was not made, and the server's words; libpq gives no code then."""
    detail = describe_error(error)
    if "authentication failed" in detail or "no password supplied" in detail or "pg_hba.conf" in detail:
        return PostgresFailure.REFUSED, detail
    if "does not exist" in detail:
        return PostgresFailure.MISSING, detail
    return PostgresFailure.UNREACHABLE, detail


def describe_error(error: psycopg.Error) -> str:
    """Return the last line of the server's or libpq's words, without what stands before its reason."""
    if error.diag.message_primary:
        return error.diag.message_primary
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    detail = next((line for line in lines if "FATAL:" in line), lines[0] if lines else "")
    return detail.partition("FATAL:")[2].strip() or detail.rpartition("failed: ")[2]
