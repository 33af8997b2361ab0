"""What only a store in a file has: query plans of SQLite, and traces in the file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from corpus.entities import Registry
from corpus.models import Query
from corpus.pipeline import add_sources
from corpus.sources.files import build_source
from corpus.store import open_store
from corpus.store.sql.connection import SqlParameters
from corpus.store.sqlite.database import Database
from tests.corpus.store.sql.test_maintenance import HERE, fill_scope
from tests.support.corpus.documents import build_document
from tests.support.corpus.search import add_documents

#: As written, and as the index has them.
TRACES = (b"Zyxwvell", b"zyxwvel", b"floccipend", b"Quagmirish", b"quagmirish", b"111")


def test_nothing_of_a_forgotten_scope_lies_in_the_file(tmp_path: Path) -> None:
    """Nor in the log beside it; before, it did."""
    with open_store(f"sqlite:///{tmp_path / 'news.sqlite3'}") as store:
        add_sources(store, [build_source(b"Rates rose\n\nRates rose on Monday.\n", "rates", "-")], Registry())
        fill_scope(store, HERE)
        store.vacuum()
        assert all(trace in _read_files(tmp_path) for trace in TRACES[2:])
        store.delete_scope(HERE)
        store.vacuum()
        assert [trace for trace in TRACES if trace in _read_files(tmp_path)] == []
        assert len(store.list_articles()) == 1


def _read_files(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


def test_neighbours_are_read_without_reading_the_other_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    """No statement that loads neighbours goes through the whole table of sentences."""
    store = open_store("sqlite:///:memory:")
    add_documents(store, build_document("a", "T", "One came.", "Two came."), build_document("b", "T", "Three came."))
    found = store.search(Query(terms=("two",)))
    plans: list[str] = []
    fetch_all = Database.fetch_all

    def record_plan(db: Database, sql: str, values: SqlParameters = ()) -> list[tuple[Any, ...]]:
        if sql.startswith("SELECT"):
            plans.extend(row[3] for row in fetch_all(db, f"EXPLAIN QUERY PLAN {sql}", values))
        return fetch_all(db, sql, values)

    monkeypatch.setattr(Database, "fetch_all", record_plan)
    store.load_neighbours(found, 2)
    assert any(one.startswith("SEARCH s ") for one in plans)
    assert not any(one.startswith("SCAN s") and not one.startswith("SCAN scopes") for one in plans)
