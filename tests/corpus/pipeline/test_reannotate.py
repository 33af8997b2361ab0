"""Claims about annotating stored articles again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.entities import Registry
from corpus.pipeline import add_sources, reannotate
from corpus.sources.files import build_source, load_sources
from corpus.store import ArticleRecord, CurationRecord, Store, open_store
from tests.support.paths import SAMPLE


@pytest.fixture
def store(store: Store, registry: Registry) -> Store:
    """Put a few sample articles into the store."""
    add_sources(store, load_sources(SAMPLE).sources[:4], registry)
    return store


def make_stale(store: Store, key: str) -> None:
    """Make an article look as if an older program had read it, finding nothing."""
    old = store.get_record(key)
    nothing = replace(old.document, mentions=(), quotations=(), dates=(), actors=())
    store.replace_annotations(ArticleRecord(nothing, old.name, old.features, old.hints, "dates 0", old.feed))


def test_what_is_up_to_date_is_left_alone(store: Store, registry: Registry) -> None:
    """Nothing changes where the same readers have read, and every article counts as progress."""
    before, ticks = store.get_sequence(), list[int]()
    assert reannotate.reannotate(store, registry, lambda: ticks.append(1)) == 0
    assert (store.get_sequence(), len(ticks)) == (before, 4)


def test_what_is_stale_is_read_anew(store: Store, registry: Registry) -> None:
    """Text, key, revision, address and arrival stay; the marks become today's."""
    key = store.list_keys()[0]
    fresh, arrived = store.get_document(key), [one.sequence for one in store.list_articles()]
    make_stale(store, key)
    assert store.get_document(key).mentions == ()
    assert reannotate.reannotate(store, registry) == 1
    assert store.get_document(key) == fresh
    assert [one.sequence for one in store.list_articles()] == arrived
    assert store.check_integrity() == ()


def test_an_interrupted_rereading_goes_on_where_it_stopped(store: Store, registry: Registry) -> None:
    """What was read before the interruption is not read again."""
    for one in store.list_articles():
        make_stale(store, one.citation.key)

    class StopError(Exception):
        """The user pressed Ctrl-C."""

    ticks = iter(range(2))

    def stop() -> None:
        if next(ticks, None) is None:
            raise StopError

    with pytest.raises(StopError):
        reannotate.reannotate(store, registry, stop)
    assert reannotate.reannotate(store, registry) == 1
    assert store.list_unreconciled() == ()


def test_what_is_deleted_meanwhile_is_not_read(store: Store, registry: Registry) -> None:
    """Somebody else deletes the last article while the first is read: the others are read all the same."""
    keys = store.list_keys()
    for key in keys:
        make_stale(store, key)
    gone = iter(keys[-1:])

    def delete() -> None:
        for key in gone:
            store.delete_article(key)

    assert reannotate.reannotate(store, registry, delete) == len(keys) - 1
    assert store.list_keys() == keys[:-1]


def test_a_curators_word_holds_for_its_scope_and_survives(registry: Registry) -> None:
    """A word calls for a new reading of what its scope sees as its own, and stays in force."""
    text = "Bridge closed\n\nThe Norhaven Bridge Board met on Monday. Old Iron Board members spoke.\n"
    with open_store("sqlite:///:memory:") as store:
        for scope in ("", "1"):
            add_sources(store, [build_source(text.encode(), "bridge", f"/{scope}", scope)], registry)
        told = '{"name": "Old Iron Board", "kind": "organisation", "description": "runs the bridge"}'
        word = CurationRecord("add", "old-iron-board", told, "1")
        store.add_curation(word)
        assert reannotate.reannotate(store, registry) == 1
        assert store.list_curations("1") == (word,)
        key = next(one.citation.key for one in store.list_articles("1") if one.scope == "1")
        assert "runs the bridge" in {actor.description for actor in store.get_document(key, "1").actors}
        assert "runs the bridge" not in {actor.description for actor in store.get_document("bridge").actors}
        assert reannotate.reannotate(store, registry) == 0
