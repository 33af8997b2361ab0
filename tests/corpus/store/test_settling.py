"""Claims about what only the whole corpus can tell of an article: it is put in, and can be taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.model import Query, Window
from corpus.store import Feature, Features, Settled, Store
from tests.corpus.store.finding import WEDNESDAY, found, keep
from tests.corpus.stories import arrival, story


def test_what_the_corpus_tells_is_put_in_and_taken_back(store: Store) -> None:
    """A settled document is what is searched; its own reading is kept apart and comes back."""
    document = story("a", published=None, event=None)
    dated = replace(story("a"), actors=document.actors)
    keep(store, document)
    assert store.unsettled() == (("", "a"),)
    store.settle([Settled("a", "", dated)])
    assert store.unsettled() == ()
    assert store.document("a") == dated
    assert store.as_read("a").document == document
    assert found(store, days=(Window(WEDNESDAY, WEDNESDAY),)) == [("a", 1)]
    then = store.sequence()
    store.settle([Settled("a", "", dated)])
    assert store.sequence() == then
    store.settle([Settled("a", "")])
    assert store.document("a") == document
    assert found(store, days=(Window(WEDNESDAY, WEDNESDAY),)) == []
    assert store.check() == ()


def test_an_origin_is_put_in(store: Store) -> None:
    """An article is its own origin until it is found to be a copy; the census counts origins."""
    keep(store, story("a"), story("b"))
    assert [passage.citation.origin for passage in store.search(Query(terms=("harbour",)))] == ["a", "b"]
    then = store.sequence()
    store.regroup([(("", "a"), "a"), (("", "b"), "a")])
    assert store.search(Query(articles=("b",)))[0].citation.origin == "a"
    assert (store.census(Query()).origins, store.sequence()) == (1, then + 1)


def test_near_lists_what_shares_a_hash(store: Store) -> None:
    """An article is found by the hashes it shares, within its scope, and is forgotten with them."""
    store.add(arrival(story("a"), {Feature.COPY: (1, 2, 2**32 - 1), Feature.LONE: (2,)}))
    store.add(arrival(story("b", scope="9"), {Feature.COPY: (2,)}))
    assert store.near(Feature.COPY, (2, 2**32 - 1)) == (("", "a", 2, 3),)
    assert store.near(Feature.COPY, (2,), "9") == (("", "a", 1, 3), ("9", "b", 1, 1))
    assert store.near(Feature.COPY, (1, 2), "9", least=2) == (("", "a", 2, 3),)
    store.delete("a")
    assert store.near(Feature.COPY, (1, 2)) == ()


@pytest.mark.parametrize(
    ("told", "teller", "again"),
    [
        pytest.param({Feature.COPY: (1, 2, 3, 4, 5)}, {Feature.COPY: (2, 3, 4, 5)}, True, id="a copy"),
        pytest.param({Feature.COPY: (1, 2, 3, 4, 5)}, {Feature.COPY: (5, 6, 7, 8)}, False, id="no copy"),
        pytest.param(
            {Feature.UNDATED: tuple(range(8))}, {Feature.DATED: tuple(range(9))}, True, id="one that may date it"
        ),
        pytest.param({Feature.DATED: tuple(range(8))}, {Feature.DATED: tuple(range(8))}, False, id="dated already"),
        pytest.param({Feature.LONE: (7,)}, {Feature.FULL: (7, 8)}, True, id="one that has the full name"),
    ],
)
def test_what_a_newcomer_may_tell_something_of_is_settled_anew(
    store: Store, told: Features, teller: Features, again: bool
) -> None:
    """An article waits for settling when one that may tell something of it comes, and when that one goes."""
    store.add(arrival(story("told"), told))
    store.settle([Settled("told", "")])
    store.add(arrival(story("teller"), teller))
    store.settle([Settled("teller", "")])
    assert (("", "told") in store.unsettled()) is again
    store.settle([Settled("told", "")])
    store.delete("teller")
    assert (("", "told") in store.unsettled()) is again
