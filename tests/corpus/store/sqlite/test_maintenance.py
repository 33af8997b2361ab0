"""A scope is wiped: nothing of it is found, and nothing of it lies in the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.entities import Registry
from corpus.models import Query, Topic
from corpus.pipeline import add_sources
from corpus.sources.files import build_source
from corpus.store import CurationRecord, Feed, Store, open_store

HERE, THERE = "111", "222"
TEXT = "Quagmirish tidings\n\nMarta Zyxwvell spoke of a floccipend on Monday. Nobody voted against the floccipend.\n"
#: As written, and as the index has them.
TRACES = (b"Zyxwvell", b"zyxwvel", b"floccipend", b"Quagmirish", b"quagmirish", b"111")


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Return a store in a file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'news.sqlite3'}"


def _fill(store: Store, scope: str) -> None:
    add_sources(store, [build_source(TEXT.encode(), "tidings", "-", scope)], Registry())
    store.save_feed(Feed(f"https://{scope}.example/feed", "Quagmirish", scope))
    store.save_topic(Topic("floccipend", ("floccipend",), scope=scope))
    store.add_curation(CurationRecord("alias", "marta-zyxwvell", "Floccipenda", scope))


def test_nothing_of_a_forgotten_scope_is_found(url: str) -> None:
    """Neither articles nor actors, feeds, topics and words; another scope keeps its own, and all is well."""
    with open_store(url) as store:
        _fill(store, HERE)
        _fill(store, THERE)
        before = store.get_sequence()
        assert store.list_scopes() == ("", HERE, THERE)
        assert store.delete_scope(HERE) == 1
        assert store.get_sequence() > before
        assert store.list_scopes() == ("", THERE)
        assert store.search(Query(terms=("floccipend",), scope=HERE)) == ()
        kept = (
            store.list_articles(HERE),
            store.list_actors(HERE),
            store.list_feeds(HERE),
            store.list_topics(HERE),
            store.list_curations(HERE),
        )
        assert kept == ((), (), (), (), ())
        assert len(store.search(Query(terms=("floccipend",), scope=THERE))) == 2
        assert len(store.list_feeds(THERE) + store.list_topics(THERE) + store.list_curations(THERE)) == 3
        assert store.check_integrity() == ()


def test_nothing_of_a_forgotten_scope_lies_in_the_file(url: str, tmp_path: Path) -> None:
    """Nor in the log beside it; before, it did."""
    with open_store(url) as store:
        add_sources(store, [build_source(b"Rates rose\n\nRates rose on Monday.\n", "rates", "-")], Registry())
        _fill(store, HERE)
        store.vacuum()
        assert all(trace in _read_files(tmp_path) for trace in TRACES[2:])
        store.delete_scope(HERE)
        store.vacuum()
        assert [trace for trace in TRACES if trace in _read_files(tmp_path)] == []
        assert len(store.list_articles()) == 1


def _read_files(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


def test_everybodys_articles_can_not_be_forgotten(url: str) -> None:
    """That would be the whole corpus; a scope that is not there is forgotten already."""
    with open_store(url) as store:
        with pytest.raises(ValueError, match="everybody"):
            store.delete_scope("")
        assert store.delete_scope(HERE) == 0
