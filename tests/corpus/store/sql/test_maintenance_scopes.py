"""Which scopes have content of their own."""

from __future__ import annotations

import pytest

from corpus.entities import Registry
from corpus.models import Query, Topic
from corpus.pipeline import add_sources
from corpus.sources.files import build_source
from corpus.store import CurationRecord, Feed, Store

TEXT = "Ferry repaired\nPublished 20 June 2024\n\nMarta Zyxwvell repaired the ferry on Monday morning.\n"


def _add(store: Store, name: str, scope: str = "") -> None:
    add_sources(store, [build_source(TEXT.encode(), name, "-", scope)], Registry())


def test_a_scope_without_content_is_the_shared_one(store: Store) -> None:
    """Feeds and topics alone do not change what is known of the corpus, articles and curations do."""
    _add(store, "shared")
    store.save_feed(Feed("https://a.example/feed", "A", "1"))
    store.save_topic(Topic("ferry", ("ferry",), scope="2"))
    store.add_curation(CurationRecord("alias", "marta-zyxwvell", "Zyx", "3"))
    _add(store, "own", "4")
    assert [store.resolve_scope(scope) for scope in ("", "1", "2", "3", "4", "5")] == ["", "", "", "3", "4", ""]
    assert store.list_own_scopes() == ("2", "3", "4")


@pytest.mark.parametrize("scope", ["1", "unheard of"])
def test_a_scope_without_content_finds_and_counts_what_is_shared(store: Store, scope: str) -> None:
    """Whatever was asked before, and when its last own article is gone, too."""
    _add(store, "shared")
    _add(store, "own", "1")
    query = Query(terms=("ferry",), scope="1")
    assert (len(store.search(query)), store.compute_stats(query).articles) == (2, 2)
    for key in set(store.list_keys("1")) - set(store.list_keys()):
        store.delete_article(key, "1")
    shared = Query(terms=("ferry",))
    assert store.search(Query(terms=("ferry",), scope=scope)) == store.search(shared) != ()
    assert store.compute_stats(Query(terms=("ferry",), scope=scope)) == store.compute_stats(shared)
