"""Stored articles brought up to date."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus import ingest, rereading
from corpus.registry import Registry
from corpus.store import Arrival, Curation, Store, open_store
from tests.paths import SAMPLE


@pytest.fixture
def store(store: Store, registry: Registry) -> Store:
    """Put a few sample articles into the store."""
    ingest.add(store, ingest.load(SAMPLE).sources[:4], registry)
    return store


def stale(store: Store, key: str) -> None:
    """Make an article look as if an older program had read it, finding nothing."""
    old = store.as_read(key)
    nothing = replace(old.document, mentions=(), quotations=(), dates=(), actors=())
    store.replace(Arrival(nothing, old.name, old.features, old.hints, "dates 0", old.feed))


def test_what_is_up_to_date_is_left_alone(store: Store, registry: Registry) -> None:
    """Nothing changes where the same readers have read, and every article counts as progress."""
    before, ticks = store.sequence(), list[int]()
    assert rereading.reread(store, registry, lambda: ticks.append(1)) == 0
    assert (store.sequence(), len(ticks)) == (before, 4)


def test_what_is_stale_is_read_anew(store: Store, registry: Registry) -> None:
    """Text, key, revision, address and arrival stay; the marks become today's."""
    key = store.keys()[0]
    fresh, arrived = store.document(key), [one.sequence for one in store.listed()]
    stale(store, key)
    assert store.document(key).mentions == ()
    assert rereading.reread(store, registry) == 1
    assert store.document(key) == fresh
    assert [one.sequence for one in store.listed()] == arrived
    assert store.check() == ()


def test_an_interrupted_rereading_goes_on_where_it_stopped(store: Store, registry: Registry) -> None:
    """What was read before the interruption is not read again."""
    for one in store.listed():
        stale(store, one.citation.key)

    class StopError(Exception):
        """The user pressed Ctrl-C."""

    ticks = iter(range(2))

    def stop() -> None:
        if next(ticks, None) is None:
            raise StopError

    with pytest.raises(StopError):
        rereading.reread(store, registry, stop)
    assert rereading.reread(store, registry) == 1
    assert store.unsettled() == ()


def test_what_is_deleted_meanwhile_is_not_read(store: Store, registry: Registry) -> None:
    """Somebody else deletes the last article while the first is read: the others are read all the same."""
    keys = store.keys()
    for key in keys:
        stale(store, key)
    gone = iter(keys[-1:])

    def delete() -> None:
        for key in gone:
            store.delete(key)

    assert rereading.reread(store, registry, delete) == len(keys) - 1
    assert store.keys() == keys[:-1]


def test_a_curators_word_holds_for_its_scope_and_survives(registry: Registry) -> None:
    """A word calls for a new reading of what its scope sees as its own, and stays in force."""
    text = "Bridge closed\n\nThe Norhaven Bridge Board met on Monday. Old Iron Board members spoke.\n"
    with open_store("sqlite:///:memory:") as store:
        for scope in ("", "1"):
            ingest.add(store, [ingest.source(text.encode(), "bridge", f"/{scope}", scope)], registry)
        told = '{"name": "Old Iron Board", "kind": "organisation", "description": "runs the bridge"}'
        word = Curation("add", "old-iron-board", told, "1")
        store.curate(word)
        assert rereading.reread(store, registry) == 1
        assert store.curations("1") == (word,)
        key = next(one.citation.key for one in store.listed("1") if one.scope == "1")
        assert "runs the bridge" in {actor.description for actor in store.document(key, "1").actors}
        assert "runs the bridge" not in {actor.description for actor in store.document("bridge").actors}
        assert rereading.reread(store, registry) == 0
