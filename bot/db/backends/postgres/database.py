"""The bot's tables in a PostgreSQL database: opening, errors, the lock for delivery, and the state of the server."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from enum import Enum
from typing import Any

import psycopg

from bot.db.connection import DatabaseServer
from bot.errors import LedgerError
from bot.locales.messages import _
from corpus.store import SqlParameters
from corpus.store.postgres.database import (
    SCHEMA,
    PostgresDatabase,
    PostgresFailure,
    PostgresProfile,
    classify_error,
    connect,
    describe_error,
    hide_password,
)

_LOG = logging.getLogger(__name__)

#: Keys of the advisory locks that writers and the deliverer hold. They spell "bot data" and "delivery".
_WRITE_LOCK, _DELIVERY_LOCK = 0x626F742064617461, 0x64656C6976657279
#: Seconds after which a holder of the lock for delivery loses it from whom the server has heard nothing.
_LEASE_SECONDS = 20
#: On which the holder of the lock for delivery is told that there is something to deliver.
_DELIVERY_CHANNEL = "dateline_delivery"
#: Tables of which rows are deleted for a guild or a member.
_TABLES_TO_VACUUM = (
    "ledger, alert_articles, subscriptions, settings, setups, archive_channels, class_answers, class_quizzes, classes,"
    " shown, servers"
)

_LOST = _("I lost the connection to its server")
_SOON = _("Try again in a minute.")
#: Reason and remedy of a failure; the reason may quote the server's words as *error*.
_EXPLANATIONS: Mapping[PostgresFailure, tuple[str, str]] = {
    PostgresFailure.MALFORMED_URL: (
        "its address must have the form postgresql://USER:PASSWORD@HOST:PORT/DATABASE",
        "Check DATELINE_DATABASE_URL.",
    ),
    PostgresFailure.MISSING: ("{error}", "Create it, or check DATELINE_DATABASE_URL."),
    PostgresFailure.REFUSED: ("the server refuses the login ({error})", "Check user and password."),
    PostgresFailure.WRONG_ENCODING: ("its encoding isn't UTF8", "Create it with ENCODING 'UTF8'."),
    PostgresFailure.NEWER: ("a newer Dateline created it (version {error})", "Update Dateline."),
    PostgresFailure.OUTDATED: ("it has to be upgraded first", "Open it once with write access."),
    PostgresFailure.DISCONNECTED: (_LOST, _SOON),
    PostgresFailure.LOCKED: (_("another process is writing to it"), _("Try again when it has finished.")),
    PostgresFailure.READ_ONLY: (_("it is read-only"), _("Check the rights of the user as whom I log in.")),
    PostgresFailure.DISK_FULL: (_("the disk is full"), _("Free some space and try again.")),
    PostgresFailure.DAMAGED: (_("it is damaged"), _("Restore a backup of its server.")),
}


def _build_error(url: str, failure: PostgresFailure, detail: str) -> LedgerError:
    if failure is PostgresFailure.UNREACHABLE:
        return LedgerError(url, _("I can't reach its server ({error})", error=detail), _SOON)
    if failure in _EXPLANATIONS:
        reason, remedy = _EXPLANATIONS[failure]
        return LedgerError(url, reason.format(error=detail) if "{error}" in reason else reason, remedy)
    return LedgerError(url, _("PostgreSQL says “{error}”", error=detail))


#: How the bot opens its own tables, which lie in the store's schema.
BOT_PROFILE = PostgresProfile(
    package="bot.db.backends.postgres",
    build_error=_build_error,
    version_table="bot_migrations",
    lock_timeout_seconds=15,
    write_lock=_WRITE_LOCK,
    settings=(
        # A delivery is recorded before it is sent; the record must survive a power cut.
        "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'",
        # Else a process that is suspended within a transaction would keep all others from writing.
        f"SET idle_in_transaction_session_timeout = '{_LEASE_SECONDS}s'",
    ),
)


_COLUMN_TYPES: Mapping[str, type] = {"bigint": int, "integer": int, "text": str, "bytea": bytes}
#: Columns that are written; the server alone writes a rowid.
_COLUMNS_QUERY = """
    SELECT column_name::text, data_type::text FROM information_schema.columns
        WHERE table_schema = ? AND table_name = ? AND identity_generation IS DISTINCT FROM 'ALWAYS'
        ORDER BY ordinal_position
"""


class PostgresBotDatabase(PostgresDatabase):
    """
    `bot.db.connection.BotDatabase` on PostgreSQL; the protocol describes the methods.

    Args:
        url: ``postgresql://USER:PASSWORD@HOST:PORT/DATABASE``, or any URI that libpq reads.
        migrates: Whether to create tables that are missing.

    Raises:
        LedgerError: If the database can't be opened.
    """

    def __init__(self, url: str, *, migrates: bool = True) -> None:
        super().__init__(url, BOT_PROFILE, migrates=migrates)

    def _execute(self, sql: str, values: SqlParameters = ()) -> psycopg.Cursor[tuple[Any, ...]]:
        return super()._execute(sql, _convert_values(values))

    def execute_many(self, sql: str, rows: Iterable[SqlParameters]) -> None:
        super().execute_many(sql, (_convert_values(values) for values in rows))

    def fetch_rows(self, sql: str, values: SqlParameters = ()) -> list[dict[str, Any]]:
        with self._lock, self._translate_errors():
            cursor = self._execute(sql, values)
            names = [column.name for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def fetch_row(self, sql: str, values: SqlParameters = ()) -> dict[str, Any] | None:
        return next(iter(self.fetch_rows(sql, values)), None)

    def list_columns(self, table: str) -> dict[str, type]:
        rows = self.fetch_all(_COLUMNS_QUERY, (SCHEMA, table))
        return {name: _COLUMN_TYPES[kind] for name, kind in rows}

    def continue_ids(self, table: str) -> None:
        sequence = f"pg_get_serial_sequence('{SCHEMA}.{table}', 'id')"
        self.fetch_all(f"SELECT setval({sequence}, max(id)) FROM {table} HAVING max(id) > 0")  # noqa: S608

    def overwrite_deleted_data(self) -> None:
        pass  # the server decides when it overwrites the space

    def discard_deleted_data(self) -> None:
        if not self.has_pending_changes:
            # Only then is the space used again. A table that is being vacuumed anyway need not be waited for.
            self.execute(f"VACUUM (SKIP_LOCKED) {_TABLES_TO_VACUUM}")


def _convert_values(values: SqlParameters) -> SqlParameters:
    """Return parameters as the columns take them: numbers for truth values, text without NUL."""
    if isinstance(values, Mapping):
        return {name: _convert_value(value) for name, value in values.items()}
    return tuple(map(_convert_value, values))


def _convert_value(value: object) -> object:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, Enum):
        return value.value
    return value.replace("\0", "\ufffd") if isinstance(value, str) else value


def fetch_from_existing_tables(
    url: str, statements: Mapping[str, str], values: Mapping[str, object]
) -> list[tuple[Any, ...]]:
    """
    Return the rows of the statements whose tables exist at *url*, where nothing is created.

    Args:
        url: URL of the database.
        statements: Queries by the table that they need.
        values: Their parameters.

    Raises:
        LedgerError: If the database can't be read.
    """
    with closing(PostgresBotDatabase(url, migrates=False)) as db:
        return [
            row
            for table, statement in statements.items()
            if db.fetch_all("SELECT 1 WHERE to_regclass(?) IS NOT NULL", (f"{SCHEMA}.{table}",))
            for row in db.fetch_all(statement, values)
        ]


class AdvisoryLock:
    """
    `bot.db.connection.DeliveryLock` on a PostgreSQL database.

    It is an advisory lock of a connection of its own. From the first call of `take_notification` on, the server ends
    that connection, and with it the lock, when the holder has asked nothing for `_LEASE_SECONDS`: its machine is gone,
    or it is suspended and does not know it. A pooler that gives each transaction another connection would lose the
    lock.

    Args:
        url: URL of the database.
    """

    needs_renewal = True

    def __init__(self, url: str) -> None:
        self._url = url
        self._connection: psycopg.Connection[tuple[Any, ...]] | None = None
        self._is_notified = self._has_lease = False

    def acquire(self) -> bool:
        if self._connection is not None:
            if self._holds_lock(self._connection):
                return True
            _LOG.warning(
                "I lost the lock for posting digests, with the connection to the database; I'll ask for it again"
            )
            self.release()
        with self._translate_errors():
            connection = connect(self._url, BOT_PROFILE)
            try:
                connection.execute("SET idle_session_timeout = 0")
                is_acquired = connection.execute(f"SELECT pg_try_advisory_lock({_DELIVERY_LOCK})").fetchall()[0][0]
                if is_acquired:
                    connection.add_notify_handler(self._note)
                    connection.execute(f"LISTEN {_DELIVERY_CHANNEL}")
            except BaseException:
                connection.close()
                raise
        if is_acquired:
            self._connection = connection
        else:
            connection.close()
        return bool(is_acquired)

    def _note(self, _notify: psycopg.Notify) -> None:
        self._is_notified = True

    @contextmanager
    def _translate_errors(self) -> Iterator[None]:
        try:
            yield
        except psycopg.Error as error:
            raise _build_error(hide_password(self._url), classify_error(error), describe_error(error)) from error

    def notify_holder(self) -> None:
        with self._translate_errors(), connect(self._url, BOT_PROFILE) as connection:
            connection.execute(f"NOTIFY {_DELIVERY_CHANNEL}")

    def take_notification(self) -> bool:
        if self._connection is not None:
            with suppress(psycopg.Error):  # `acquire` notices that it was lost
                # Notifications come with the answer.
                self._connection.execute(
                    "SELECT 1" if self._has_lease else f"SET idle_session_timeout = '{_LEASE_SECONDS}s'"
                )
                self._has_lease = True
        is_notified, self._is_notified = self._is_notified, False
        return is_notified

    def _holds_lock(self, connection: psycopg.Connection[tuple[Any, ...]]) -> bool:
        """Return whether this session of the server has the lock; behind a pooler it may be another than before."""
        try:
            found = connection.execute(
                "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted AND pid = pg_backend_pid()"
                " AND classid = %s AND objid = %s AND objsubid = 1",
                (_DELIVERY_LOCK >> 32, _DELIVERY_LOCK & 0xFFFFFFFF),
            ).fetchall()
        except psycopg.Error:
            return False
        return bool(found)

    def release(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection, self._has_lease = None, False


_STATE_QUERY = f"""
    SELECT current_setting('server_version_num')::int / 10000, clock_timestamp(),
        pg_database_size(current_database()), current_setting('transaction_read_only') = 'on',
        CASE WHEN to_regnamespace('{SCHEMA}') IS NULL THEN has_database_privilege(current_database(), 'CREATE')
            ELSE has_schema_privilege('{SCHEMA}', 'CREATE') END,
        ARRAY(SELECT relname::text FROM pg_class WHERE relnamespace = to_regnamespace('{SCHEMA}') AND relkind = 'r'
            AND NOT (has_table_privilege(oid, 'SELECT') AND has_table_privilege(oid, 'INSERT')
                AND has_table_privilege(oid, 'UPDATE') AND has_table_privilege(oid, 'DELETE')) ORDER BY relname)
"""  # noqa: S608  # a constant


def inspect_server(url: str) -> DatabaseServer:
    """
    Return the state of the server at *url*; nothing is created.

    Raises:
        LedgerError: If it can't be reached or refuses the login.
    """
    with closing(PostgresBotDatabase(url, migrates=False)) as db:
        version, now, size, is_read_only, may_create, protected = db.fetch_all(_STATE_QUERY)[0]
    return DatabaseServer(version, now, size, is_read_only, may_create, tuple(protected))
