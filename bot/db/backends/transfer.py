"""Write the rows of the bot's own tables as lines of JSON, and read them into a database that has none."""

from __future__ import annotations

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType
from typing import Any

from bot.db.backends.factory import fetch_existing, open_tables
from bot.db.connection import BotDatabase
from bot.errors import LedgerError
from bot.locales.messages import _
from corpus.errors import SourceError
from corpus.models import has_no_surrogates

#: The bot's tables, each before those that refer to it, with the columns that order its rows and identify each.
TABLES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "subscriptions": ("id",),
        "ledger": ("id",),
        "ledger_files": ("sha256",),
        "alert_articles": ("subscription", "article"),
        "command_trees": ("application", "guild"),
        "settings": ("guild", "channel"),
        "setups": ("message",),
        "servers": ("application", "guild"),
        "shown": ("rowid",),
        "archive_channels": ("channel",),
        "classes": ("id",),
        "class_quizzes": ("id",),
        "class_answers": ("quiz", "member", "question"),
    }
)
#: Rows that are read at once.
_ROWS_PER_QUERY = 500
_ROW_KIND = "row"
#: How a line of a row begins; other programs may write it with other spaces.
_ROW_LINE = re.compile(rf'\s*\{{\s*"kind"\s*:\s*"{_ROW_KIND}"')
_INT64_LIMIT = 2**63


@dataclass(frozen=True, slots=True)
class TableRow:
    """
    A row of one of the bot's tables.

    Attributes:
        table: Its table.
        values: Its values by column.
    """

    table: str
    values: Mapping[str, int | str | bytes | None]


def export_tables(url: str) -> Iterator[str]:
    """
    Yield one JSON object per row of the bot's tables in the database at *url*, without the line break.

    All are of one moment; the bot may run meanwhile.

    Raises:
        LedgerError: If the database can't be read.
    """
    if not fetch_existing(url, {"bot_migrations": "SELECT number FROM bot_migrations"}, {}):
        return  # only articles have been stored there, and nothing is created
    db, _lock = open_tables(url, writable=False)
    with closing(db), db.snapshot():
        for table in TABLES:
            for values in _fetch_rows(db, table):
                written = {name: _dump_value(value) for name, value in values.items()}
                yield json.dumps({"kind": _ROW_KIND, "table": table, "values": written})


def _fetch_rows(db: BotDatabase, table: str) -> Iterator[dict[str, Any]]:
    columns, keys = tuple(db.list_columns(table)), TABLES[table]
    order = ", ".join(keys)
    query = f"SELECT {', '.join(columns)}, {order} FROM {table}"  # noqa: S608  # names of our own
    begin, go_on = "", f" WHERE ({order}) > ({', '.join('?' * len(keys))})"
    last: tuple[Any, ...] = ()
    while rows := db.fetch_all(f"{query}{go_on if last else begin} ORDER BY {order} LIMIT {_ROWS_PER_QUERY}", last):
        for row in rows:
            yield dict(zip(columns, row, strict=False))
        last = rows[-1][len(columns) :]


def _dump_value(value: int | str | bytes | None) -> object:
    return {"base64": b64encode(value).decode()} if isinstance(value, bytes) else value


def is_row_line(line: str) -> bool:
    """Return whether a line of an export holds a row, and not an article or the like."""
    return _ROW_LINE.match(line) is not None


def parse_row(number: int, line: str) -> TableRow:
    """
    Return the row in the line with this number.

    Raises:
        SourceError: If it isn't one that `export_tables` writes.
    """
    try:
        record = json.loads(line)
        values = {str(name): _load_value(value) for name, value in record["values"].items()}
        if set(record) != {"kind", "table", "values"} or record["table"] not in TABLES or not values:
            raise ValueError(line)  # noqa: TRY301
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise SourceError(f"line {number}", "it isn't a line of a Dateline export") from error
    return TableRow(record["table"], values)


def _load_value(value: Any) -> int | str | bytes | None:  # noqa: ANN401
    if isinstance(value, dict):
        (encoded,) = value.values()
        if set(value) != {"base64"}:
            raise ValueError(value)
        return b64decode(encoded, validate=True)
    is_text = isinstance(value, str) and has_no_surrogates(value)
    is_number = isinstance(value, int) and not isinstance(value, bool) and -_INT64_LIMIT <= value < _INT64_LIMIT
    if not (value is None or is_text or is_number):
        raise ValueError(value)
    return value  # type: ignore[no-any-return]


class _RehearsalEndError(Exception):
    """Undoes what was written to see whether it can be."""


class TableImport:
    """
    Writes rows of an export into the bot's tables, which have none.

    Args:
        db: The database.
    """

    def __init__(self, db: BotDatabase) -> None:
        self._db = db
        self._types = {table: db.list_columns(table) for table in TABLES}

    def check_empty(self) -> None:
        """
        Check that no table has rows.

        Raises:
            LedgerError: If one has.
        """
        counts = {table: self._db.fetch_all(f"SELECT count(*) FROM {table}")[0][0] for table in TABLES}  # noqa: S608
        if full := ", ".join(f"{table} {count}" for table, count in counts.items() if count):
            raise LedgerError(
                _("the database"),
                f"a bot already has data there (rows: {full})",
                "Import into a new database; “dateline doctor” shows which one is used.",
            )

    def rehearse(self, rows: Iterable[TableRow]) -> None:
        """
        Check that *rows* can be written, and write nothing.

        Raises:
            LedgerError: If one has columns or values that its table doesn't take.
        """
        with suppress(_RehearsalEndError), self._db.transaction():
            self._write(rows, lambda: None)
            raise _RehearsalEndError

    def write(self, rows: Iterable[TableRow], on_progress: Callable[[], object]) -> int:
        """
        Write all *rows*, or none if one can't be written; return their number.

        Raises:
            LedgerError: If that fails.
        """
        with self._db.transaction():
            self.check_empty()
            return self._write(rows, on_progress)

    def _write(self, rows: Iterable[TableRow], on_progress: Callable[[], object]) -> int:
        count = 0

        def pass_on(some: Iterable[TableRow]) -> Iterator[tuple[int | str | bytes | None, ...]]:
            nonlocal count
            for row in some:
                self._check_types(row)
                count += 1
                on_progress()
                yield tuple(row.values.values())

        for (table, columns), some in groupby(rows, key=lambda row: (row.table, tuple(row.values))):
            if unknown := set(columns) - set(self._types[table]):
                raise LedgerError(
                    f"{table}.{min(unknown)}", "this Dateline doesn't know it", "Update Dateline, and import again."
                )
            names, places = ", ".join(columns), ", ".join("?" * len(columns))
            self._db.execute_many(f"INSERT INTO {table} ({names}) VALUES ({places})", pass_on(some))  # noqa: S608
        for table, keys in TABLES.items():
            if keys == ("id",):
                self._db.continue_ids(table)
        return count

    def _check_types(self, row: TableRow) -> None:
        for name, value in row.values.items():
            if value is not None and not isinstance(value, self._types[row.table][name]):
                raise LedgerError(f"{row.table}.{name}", f"it can't hold {value!r:.40}", "Export it again.")


@contextmanager
def open_import(url: str) -> Iterator[TableImport]:
    """
    Open the bot's tables in the database at *url* for an import; meanwhile no bot can deliver from it.

    Raises:
        LedgerError: If a bot is running, the tables have rows, or the database can't be used.
    """
    db, lock = open_tables(url, writable=True)
    try:
        if not lock.acquire():
            raise LedgerError(_("the database"), "a bot is using it", "Stop every bot, import, and start them again.")
        tables = TableImport(db)
        tables.check_empty()
        yield tables
    finally:
        lock.release()
        db.close()
