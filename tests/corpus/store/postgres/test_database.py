"""How a PostgreSQL database is opened, shared and lost, and what is said when it can't be used."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from threading import Thread

import pytest

from corpus.errors import StoreError, StoreLocked, StoreReadOnly
from corpus.models import Query
from corpus.store import Feed, Store, open_store
from tests.support.corpus.documents import build_document, build_record
from tests.support.corpus.search import add_documents, search_positions
from tests.support.postgres import PostgresServer

pytestmark = pytest.mark.postgres
SECRET = "hunter2"


def _run(url: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)


def test_a_store_is_there_when_it_is_opened_again(postgres: PostgresServer) -> None:
    """Its tables are made once, in a schema of their own, beside those of other programs."""
    url = postgres.create_database()
    _run(url, "CREATE TABLE articles (id integer)")
    for number in range(2):
        with open_store(url) as store:
            assert store.url == url
            add_documents(store, build_document(f"a{number}"))
    with open_store(url) as store:
        assert store.list_keys() == ("a0", "a1")


def test_a_database_of_a_newer_program_is_refused(postgres: PostgresServer) -> None:
    """Its tables may mean something else."""
    url = postgres.create_database()
    open_store(url).close()
    _run(url, "INSERT INTO dateline.store_migrations VALUES (99)")
    with pytest.raises(StoreError, match=r"a newer Dateline created it \(version 99"):
        open_store(url)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        pytest.param("postgresql://ada:hunter2@127.0.0.1:1/news", "I can't reach the server", id="no server"),
        pytest.param("postgresql://ada:hunter2@/news?host=/nowhere", "I can't reach the server", id="no socket"),
        pytest.param("postgresql://ada:hunter2@h:x/news", "must have the form", id="no port"),
        pytest.param("postgresql://ada:hunter2@h/news?colour=red", "must have the form", id="unknown parameter"),
        pytest.param("postgresql://ada:hunter2@[::1/news", "must have the form", id="no address"),
        pytest.param("postgresql://ada:hunter2@x@h/news", "must have the form", id="at sign in the password"),
        pytest.param("postgresql://ada:x@hunter2@h/news", "must have the form", id="password ends behind an at sign"),
        pytest.param("postgresql://ada:hunter2/x@h/news", "must have the form", id="slash in the password"),
        pytest.param("postgresql://ada:hunter2", "must have the form", id="password without host"),
        pytest.param("postgresql://ada:hunter2?x@127.0.0.1:1/news", "can't reach", id="question mark in the password"),
        pytest.param("postgresql://ada:x?hunter2@127.0.0.1:1/news", "can't reach", id="password ends behind one"),
        pytest.param("postgresql://127.0.0.1:1/news?password=hunter2", "can't reach", id="password as a parameter"),
    ],
)
def test_a_server_that_does_not_answer_is_explained(postgres: PostgresServer, url: str, reason: str) -> None:
    """In one sentence, without the password."""
    assert postgres
    with pytest.raises(StoreError, match=reason) as raised:
        open_store(url)
    assert SECRET not in str(raised.value)
    assert raised.value.__cause__ is None or SECRET not in str(raised.value.__cause__)


def test_a_refused_login_is_explained(postgres: PostgresServer) -> None:
    """A wrong password, a database that is not there, one of another encoding: each has its sentence."""
    url = postgres.create_database()
    _run(url, "CREATE ROLE locked LOGIN PASSWORD 'right'")
    name = url.partition("?")[0].rpartition("/")[2]
    with pytest.raises(StoreError, match=r"refuses the login .*check user and password") as raised:
        open_store(postgres.build_url(name, "locked", SECRET))
    assert SECRET not in str(raised.value)
    with pytest.raises(StoreError, match=r'database "nowhere" does not exist; create it'):
        open_store(postgres.build_url("nowhere"))
    with pytest.raises(StoreError, match="its encoding isn't UTF8"):
        open_store(postgres.create_database("SQL_ASCII"))


def test_a_user_who_may_only_read_is_told_so(postgres: PostgresServer) -> None:
    """Reading works; a change is refused as that of a read-only file is."""
    url = postgres.create_database()
    with open_store(url) as store:
        add_documents(store, build_document("a"))
    _run(
        url,
        "CREATE ROLE reader LOGIN; GRANT USAGE ON SCHEMA dateline TO reader;"
        " GRANT SELECT ON ALL TABLES IN SCHEMA dateline TO reader",
    )
    name = url.partition("?")[0].rpartition("/")[2]
    with open_store(postgres.build_url(name, "reader")) as store:
        assert store.list_keys() == ("a",)
        assert len(store.search(Query(terms=("ferries",)))) == 1
        with pytest.raises(StoreReadOnly, match="I may not write to it"):
            store.save_feed(Feed("https://a.example/feed"))


def test_without_psycopg_its_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The address is not repeated, as it may hold a password."""
    for module in [name for name in sys.modules if name.startswith("corpus.store.postgres")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match=r"pip install 'dateline-bot\[postgres\]'") as raised:
        open_store(f"postgresql://ada:{SECRET}@host/news")
    assert SECRET not in str(raised.value)


def test_a_lost_connection_is_made_anew(postgres: PostgresServer) -> None:
    """What was being changed is lost and refused; the next call works."""
    url = postgres.create_database()
    end_all = (
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    with open_store(url) as store:
        add_documents(store, build_document("a"))
        _run(url, end_all)
        with pytest.raises(StoreError, match="lost the connection"):
            _add_while_the_connection_is_lost(store, url, end_all)
        assert store.list_keys() == ("a",)
        _run(url, end_all)
        add_documents(store, build_document("d"))
        assert store.list_keys() == ("a", "d")
        assert store.check_integrity() == ()


def _add_while_the_connection_is_lost(store: Store, url: str, end_all: str) -> None:
    with store.transaction():
        add_documents(store, build_document("b"))
        _run(url, end_all)
        add_documents(store, build_document("c"))


def test_one_writes_at_a_time(postgres: PostgresServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waits too long is told so; sequence numbers have no gaps and no doubles whoever writes."""
    from corpus.store.postgres import store as store_module

    url = postgres.create_database()
    monkeypatch.setattr(store_module, "STORE_PROFILE", replace(store_module.STORE_PROFILE, lock_timeout_seconds=1))
    with open_store(url) as one, open_store(url) as other:
        with one.transaction():
            one.save_feed(Feed("https://a.example/feed"))
            with pytest.raises(StoreLocked, match="another process is writing to it"):
                other.save_feed(Feed("https://b.example/feed"))
        other.save_feed(Feed("https://b.example/feed"))
        assert len(one.list_feeds()) == 2


def test_whoever_waited_sees_what_the_other_wrote(postgres: PostgresServer) -> None:
    """Also on a server whose transactions usually see the state at their beginning."""
    url = postgres.create_database()
    name = url.partition("?")[0].rpartition("/")[2]
    _run(url, f"ALTER DATABASE {name} SET default_transaction_isolation = 'serializable'")
    failures = list[Exception]()

    def write(store: Store) -> None:
        try:
            add_documents(store, build_document("b"))
        except StoreError as error:
            failures.append(error)

    with open_store(url) as one, open_store(url) as other:
        writer = Thread(target=write, args=(other,))
        with one.transaction():
            add_documents(one, build_document("a"))
            writer.start()
            time.sleep(0.3)
        writer.join()
        assert not failures
        assert one.list_keys() == ("a", "b")


class _Interruption(int):
    """A number during whose use somebody presses Ctrl+C."""

    def __format__(self, form: str) -> str:
        raise KeyboardInterrupt


def test_an_interrupted_change_leaves_no_transaction_open(postgres: PostgresServer) -> None:
    """Nor a lock for which others would wait."""
    from corpus.store.postgres.store import STORE_PROFILE
    from corpus.store.postgres.word_index import PostgresStoreDatabase

    database = PostgresStoreDatabase(postgres.create_database(), STORE_PROFILE)
    database.profile = replace(STORE_PROFILE, lock_timeout_seconds=_Interruption())
    with pytest.raises(KeyboardInterrupt), database.transaction():
        pass
    # The beginning of the transaction: of that which is open, else of each statement.
    times = {database.fetch_all("SELECT now()")[0][0] for _ in range(2)}
    database.close()
    assert len(times) == 2


def test_the_server_of_the_tests_is_not_another(postgres: PostgresServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A port that is set for other servers is not taken for its."""
    monkeypatch.setenv("PGPORT", "1")
    open_store(postgres.create_database()).close()


def test_sequence_numbers_follow_the_order_of_writing(postgres: PostgresServer) -> None:
    """Several writers leave no gap, and a reader never sees a number whose article is not there."""
    url = postgres.create_database()
    open_store(url).close()

    def write(name: str) -> None:
        with open_store(url) as store:
            for number in range(10):
                store.add_article(build_record(build_document(f"{name}{number}", "T", "Ferries run.")))

    writers = [Thread(target=write, args=(name,)) for name in "abc"]
    for writer in writers:
        writer.start()
    with open_store(url) as store:
        while any(writer.is_alive() for writer in writers):
            then = store.get_sequence()
            assert len(search_positions(store, limit=100)) >= then
        for writer in writers:
            writer.join()
        assert store.get_sequence() == 30
        assert sorted(one.sequence for one in store.list_articles()) == list(range(1, 31))
        assert store.check_integrity() == ()
