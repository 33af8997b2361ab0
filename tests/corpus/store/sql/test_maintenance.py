"""A scope is wiped: nothing of it is found."""

from __future__ import annotations

import pytest

from corpus.entities import Registry
from corpus.models import Query, Topic
from corpus.pipeline import add_sources
from corpus.sources.files import build_source
from corpus.store import CurationRecord, Feed, Store, open_store

HERE, THERE = "111", "222"
TEXT = "Quagmirish tidings\n\nMarta Zyxwvell spoke of a floccipend on Monday. Nobody voted against the floccipend.\n"


def fill_scope(store: Store, scope: str) -> None:
    """Add an article, a feed, a topic and a curation."""
    add_sources(store, [build_source(TEXT.encode(), "tidings", "-", scope)], Registry())
    store.save_feed(Feed(f"https://{scope}.example/feed", "Quagmirish", scope))
    store.save_topic(Topic("floccipend", ("floccipend",), scope=scope))
    store.add_curation(CurationRecord("alias", "marta-zyxwvell", "Floccipenda", scope))


def test_nothing_of_a_forgotten_scope_is_found(store_url: str) -> None:
    """Neither articles nor actors, feeds, topics and words; another scope keeps its own, and all is well."""
    with open_store(store_url) as store:
        fill_scope(store, HERE)
        fill_scope(store, THERE)
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


def test_everybodys_articles_can_not_be_forgotten(store_url: str) -> None:
    """That would be the whole corpus; a scope that is not there is forgotten already."""
    with open_store(store_url) as store:
        with pytest.raises(ValueError, match="everybody"):
            store.delete_scope("")
        assert store.delete_scope(HERE) == 0
