"""Claims about the bot's tables on a PostgreSQL server: opening, losing the connection, and the lock for delivery."""

from __future__ import annotations

import logging
import sqlite3
import time as timer
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from threading import Thread

import pytest

from bot.db import ReplyRecord, Repositories, find_proof, inspect_server, open_database
from bot.errors import LedgerError
from bot.models.digest import DigestKey, DigestOptions
from bot.models.query import QueryRequest
from bot.models.schedule import Schedule
from corpus.store import open_store
from tests.support.postgres import PostgresServer

pytestmark = pytest.mark.postgres
NOW = datetime(2024, 6, 21, tzinfo=UTC)
OPTIONS = DigestOptions("7", 42, Schedule((time(8),), "Asia/Seoul"))
SECRET = "hunter2"


def _run(url: str, statement: str) -> list[tuple[object, ...]]:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(statement.encode())
        return cursor.fetchall() if cursor.description else []


def _end_sessions(url: str) -> None:
    """End every connection of Dateline to the database, as a restart of the server does."""
    _run(
        url,
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
        " WHERE datname = current_database() AND application_name = 'dateline'",
    )


@pytest.fixture
def url(postgres: PostgresServer, prepared_server_url: str) -> str:
    """Return the address of a database with all tables."""
    return postgres.copy_database(prepared_server_url)


@pytest.fixture
def database(url: str) -> Iterator[Repositories]:
    """Yield the repositories of a database with one digest."""
    with closing(open_database(url)) as opened:
        opened.subscriptions.add(OPTIONS, NOW)
        yield opened


def test_the_tables_lie_beside_the_articles_and_others(postgres: PostgresServer) -> None:
    """All in a schema of their own, whoever opens the database first."""
    url = postgres.create_database()
    _run(url, "CREATE TABLE subscriptions (id integer)")
    with closing(open_database(url)) as database, closing(open_store(url)) as store:
        database.subscriptions.add(OPTIONS, NOW)
        assert store.get_sequence() == 0
    with closing(open_database(url)) as database:
        assert [one.options for one in database.subscriptions.list_active()] == [OPTIONS]
    assert _run(url, "SELECT count(*) FROM public.subscriptions") == [(0,)]


def test_programs_that_start_at_once_create_the_tables_once(postgres: PostgresServer) -> None:
    """Bot and command line, each with its own tables."""
    url, failures = postgres.create_database(), []

    def open_and_close(number: int) -> None:
        try:
            (open_store(url) if number % 2 else open_database(url)).close()
        except Exception as error:  # noqa: BLE001  # it is raised below
            failures.append(error)

    threads = [Thread(target=open_and_close, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_both_databases_have_the_same_columns_and_indexes(tmp_path: Path, url: str) -> None:
    """A migration of one that the other lacks is found here."""
    path = tmp_path / "news.sqlite3"
    open_store(f"sqlite:///{path}").close()
    with closing(sqlite3.connect(path)) as connection:
        of_store = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    open_database(f"sqlite:///{path}").close()
    with closing(sqlite3.connect(path)) as connection:
        statement = "SELECT name, type FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
        mine = [entry for entry in connection.execute(statement) if entry[0] not in of_store]
        tables = {name for name, kind in mine if kind == "table"}
        columns = {
            (table, row[1], bool(row[3] or row[5]), row[4] and row[4].strip("'"))
            for table in tables
            for row in connection.execute(f"PRAGMA table_info({table})")
        }
    listed = _run(
        url,
        "SELECT table_name, column_name, is_nullable = 'NO', substring(column_default from '''?([^'']*)''?(::|$)')"
        " FROM information_schema.columns WHERE table_schema = 'dateline' AND column_name <> 'rowid'",
    )
    assert {row for row in listed if row[0] in tables} == columns
    indexes = {name for (name,) in _run(url, "SELECT indexname FROM pg_indexes WHERE schemaname = 'dateline'")}
    assert {name for name, kind in mine if kind == "index"} <= indexes


def test_a_database_of_a_newer_program_is_refused(url: str) -> None:
    """An older program would write rows that the newer one can't read."""
    _run(url, "INSERT INTO dateline.bot_migrations VALUES (9999)")
    with pytest.raises(LedgerError, match=r"a newer Dateline created it \(version 9999, .* Update Dateline"):
        open_database(url)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("postgresql://ada:hunter2@127.0.0.1:1/news", "I can't reach its server"),
        ("postgresql://ada:hunter2@h:x/news", "must have the form"),
        ("postgresql://ada:hunter2@127.0.0.1:1/news?colour=red", "must have the form"),
        ("postgresql://127.0.0.1:1/news?password=hunter2", "I can't reach its server"),
    ],
)
def test_a_server_that_can_not_be_used_is_explained(address: str, reason: str) -> None:
    """With what to do, and without the password."""
    with pytest.raises(LedgerError, match=reason) as caught:
        open_database(address)
    assert SECRET not in str(caught.value)
    assert caught.value.remedy


def test_a_refused_login_is_explained(postgres: PostgresServer, url: str) -> None:
    """The password is not shown."""
    name = url.partition("?")[0].rpartition("/")[2]
    with pytest.raises(LedgerError, match=r"refuses the login .*Check user and password"):
        open_database(postgres.build_url(name, "locked", SECRET))


def test_a_database_that_may_not_be_written_can_be_read(url: str) -> None:
    """As on a standby; what is written is refused, and the ledger is read."""
    with closing(open_database(url)) as database:
        subscription = database.subscriptions.add(OPTIONS, NOW)
        database.ledger.plan(subscription, DigestKey(1, date(2024, 6, 21), "08:00"), NOW, NOW, late=False)
    name = url.partition("?")[0].rpartition("/")[2]
    _run(url, f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    with closing(open_database(url, writable=False)) as database:
        assert len(database.ledger.list_recent([1])) == 1
        with pytest.raises(LedgerError, match="it is read-only"):
            database.subscriptions.add(OPTIONS, NOW)


def test_a_connection_that_was_lost_is_made_anew(url: str, database: Repositories) -> None:
    """Between two statements nobody notices; what a transaction had begun is undone, and said."""
    _end_sessions(url)
    assert len(database.subscriptions.list_active()) == 1

    def add_two() -> None:
        with database.transaction():
            database.subscriptions.add(replace(OPTIONS, channel=43), NOW)
            _end_sessions(url)
            database.subscriptions.add(replace(OPTIONS, channel=44), NOW)

    with pytest.raises(LedgerError, match="I lost the connection to its server"):
        add_two()
    assert [one.options.channel for one in database.subscriptions.list_active()] == [42]


def test_one_process_delivers_until_its_connection_ends(
    url: str, database: Repositories, caplog: pytest.LogCaptureFixture
) -> None:
    """Then another takes over, and the first one learns so before it sends anything."""
    with closing(open_database(url)) as second:
        assert database.delivery_lock.acquire()
        assert database.delivery_lock.acquire()
        assert not second.delivery_lock.acquire()
        _end_sessions(url)
        assert second.delivery_lock.acquire()
        with caplog.at_level(logging.WARNING):
            assert not database.delivery_lock.acquire()
        assert "I lost the lock for posting digests" in caplog.text
    assert database.delivery_lock.acquire()


def test_a_lock_that_nobody_took_meanwhile_is_had_again(url: str, database: Repositories) -> None:
    """As after a restart of the server."""
    assert database.delivery_lock.acquire()
    _end_sessions(url)
    assert database.delivery_lock.acquire()


def test_the_process_that_delivers_is_notified_by_others(url: str, database: Repositories) -> None:
    """Once, whichever statement the notification comes with; who doesn't deliver, or lost the lock, learns nothing."""
    with closing(open_database(url)) as second:
        second.delivery_lock.notify_holder()
        assert database.delivery_lock.acquire()
        assert not database.delivery_lock.take_notification()
        second.delivery_lock.notify_holder()
        assert database.delivery_lock.acquire()  # asks the server something
        assert database.delivery_lock.take_notification()
        assert not database.delivery_lock.take_notification()
        assert not second.delivery_lock.take_notification()
        _end_sessions(url)
        assert not database.delivery_lock.take_notification()
        assert second.delivery_lock.acquire()
        database.delivery_lock.notify_holder()
        assert second.delivery_lock.take_notification()


def test_a_process_that_is_suspended_loses_the_lock(url: str, database: Repositories) -> None:
    """Though its connection stays: the server has not heard of it for too long. It learns so when it goes on."""
    with closing(open_database(url)) as second:
        assert database.delivery_lock.acquire()
        assert not database.delivery_lock.take_notification()  # from now on it is asked for again and again
        connection = database.delivery_lock._connection  # type: ignore[attr-defined]
        assert connection.execute("SHOW idle_session_timeout").fetchall() == [("20s",)]
        connection.execute("SET idle_session_timeout = '100ms'")
        end = timer.monotonic() + 60
        while not second.delivery_lock.acquire():
            assert timer.monotonic() < end
            timer.sleep(0.05)
        assert not database.delivery_lock.take_notification()
        assert not database.delivery_lock.acquire()
    assert database.delivery_lock.acquire()


def test_a_process_that_is_suspended_while_it_writes_keeps_nobody_waiting(url: str, database: Repositories) -> None:
    """The server ends its transaction, of which nothing remains."""

    def write_slowly(suspended: Repositories) -> None:
        with suspended.transaction():
            suspended.subscriptions.add(OPTIONS, NOW)
            with database.transaction():  # waits for the other
                database.subscriptions.add(replace(OPTIONS, channel=44), NOW)
            suspended.subscriptions.list_active()

    with closing(open_database(url)) as suspended:
        suspended.privacy._db.execute("SET idle_in_transaction_session_timeout = '100ms'")
        with pytest.raises(LedgerError, match="I lost the connection"):
            write_slowly(suspended)
        suspended.subscriptions.add(replace(OPTIONS, channel=45), NOW)
    assert [one.options.channel for one in database.subscriptions.list_active()] == [42, 44, 45]


def test_a_record_survives_a_power_cut(url: str, database: Repositories) -> None:
    """Even where the server was told not to wait for the disk."""
    assert database.privacy._db.fetch_all("SHOW synchronous_commit") == [("on",)]
    assert _run(url, "SHOW synchronous_commit") == [("off",)]


def test_a_text_with_nul_is_stored_without(database: Repositories) -> None:
    """PostgreSQL has none in its texts."""
    added = database.subscriptions.add(replace(OPTIONS, topic="a\0b"), NOW)
    assert database.subscriptions.get(added.id).options.topic == "a\ufffdb"


def test_what_is_deleted_is_gone(url: str, database: Repositories) -> None:
    """Of a member, and of a server; the rows of others stay, and the space is used again."""
    for member, guild in ((9, "7"), (10, "7"), (9, "8")):
        request = QueryRequest("ask", {"question": "harbour"}, guild, date(2024, 6, 21))
        database.replies.save(ReplyRecord(request, guild, 42, member, False, "{}", NOW))
    assert database.privacy.delete_member(9) == 2
    assert [row["member"] for row in database.privacy.list_guild_rows("7")["shown"]] == [10]
    assert "rowid" not in database.privacy.list_guild_rows("7")["shown"][0]
    assert database.privacy.delete_guild("7") == 2
    assert _run(url, "SELECT count(*) FROM dateline.shown") == [(0,)]


def test_looking_for_a_proof_creates_nothing(postgres: PostgresServer) -> None:
    """A database that no bot has used has none."""
    url = postgres.create_database()
    assert find_proof(url, "aaaaaaaaaa") is None
    assert _run(url, "SELECT to_regnamespace('dateline')") == [(None,)]


def test_a_server_says_what_it_is(url: str, database: Repositories) -> None:
    """Version, size and rights; of the tables, those that the user may not change."""
    state = inspect_server(url)
    assert (state.version >= 15, state.is_read_only, state.may_create, state.protected) == (True, False, True, ())
    assert state.size > 1_000_000
    name = url.partition("?")[0].rpartition("/")[2]
    _run(url, f"CREATE ROLE reader_{name} LOGIN")
    _run(url, f"GRANT USAGE ON SCHEMA dateline TO reader_{name}")
    _run(url, f"GRANT ALL ON ALL TABLES IN SCHEMA dateline TO reader_{name}")
    _run(url, f"REVOKE DELETE ON dateline.shown FROM reader_{name}")
    seen = inspect_server(url.replace("dateline@", f"reader_{name}@"))
    assert (seen.may_create, seen.protected) == (False, ("shown",))
    assert database
