"""A scope is wiped: nothing of it is found, and nothing of it lies in the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import ingest
from corpus.model import Query, Topic
from corpus.registry import Registry
from corpus.store import Curation, Feed, Store, open_store

HERE, THERE = "111", "222"
TEXT = "Quagmirish tidings\n\nMarta Zyxwvell spoke of a floccipend on Monday. Nobody voted against the floccipend.\n"
#: As written, and as the index has them.
TRACES = (b"Zyxwvell", b"zyxwvel", b"floccipend", b"Quagmirish", b"quagmirish", b"111")


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Give a store in a file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'news.sqlite3'}"


def _fill(store: Store, scope: str) -> None:
    ingest.add(store, [ingest.source(TEXT.encode(), "tidings", "-", scope)], Registry())
    store.keep_feed(Feed(f"https://{scope}.example/feed", "Quagmirish", scope))
    store.keep_topic(Topic("floccipend", ("floccipend",), scope=scope))
    store.curate(Curation("alias", "marta-zyxwvell", "Floccipenda", scope))


def test_nothing_of_a_forgotten_scope_is_found(url: str) -> None:
    """Neither articles nor actors, feeds, topics and words; another scope keeps its own, and all is well."""
    with open_store(url) as store:
        _fill(store, HERE)
        _fill(store, THERE)
        before = store.sequence()
        assert store.scopes() == ("", HERE, THERE)
        assert store.forget(HERE) == 1
        assert store.sequence() > before
        assert store.scopes() == ("", THERE)
        assert store.search(Query(terms=("floccipend",), scope=HERE)) == ()
        kept = (store.listed(HERE), store.actors(HERE), store.feeds(HERE), store.topics(HERE), store.curations(HERE))
        assert kept == ((), (), (), (), ())
        assert len(store.search(Query(terms=("floccipend",), scope=THERE))) == 2
        assert len(store.feeds(THERE) + store.topics(THERE) + store.curations(THERE)) == 3
        assert store.check() == ()


def test_nothing_of_a_forgotten_scope_lies_in_the_file(url: str, tmp_path: Path) -> None:
    """Nor in the log beside it; before, it did."""
    with open_store(url) as store:
        ingest.add(store, [ingest.source(b"Rates rose\n\nRates rose on Monday.\n", "rates", "-")], Registry())
        _fill(store, HERE)
        store.clean()
        assert all(trace in _bytes(tmp_path) for trace in TRACES[2:])
        store.forget(HERE)
        store.clean()
        assert [trace for trace in TRACES if trace in _bytes(tmp_path)] == []
        assert len(store.listed()) == 1


def _bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


def test_everybodys_articles_can_not_be_forgotten(url: str) -> None:
    """That would be the whole corpus; a scope that is not there is forgotten already."""
    with open_store(url) as store:
        with pytest.raises(ValueError, match="everybody"):
            store.forget("")
        assert store.forget(HERE) == 0
