"""Claims about what only the whole corpus shows of an article: it is stored, and can be removed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.models import DateRange, Query
from corpus.store import CrossDocUpdate, FeatureHashes, FeatureKind, Store
from tests.support.corpus.documents import build_document, build_record
from tests.support.corpus.search import WEDNESDAY, add_documents, search_positions


def test_inferred_facts_are_stored_and_removed(store: Store) -> None:
    """A settled document is what is searched; its own reading is kept apart and comes back."""
    document = build_document("a", published=None, event=None)
    dated = replace(build_document("a"), actors=document.actors)
    add_documents(store, document)
    assert store.list_unreconciled() == (("", "a"),)
    store.apply_updates([CrossDocUpdate("a", "", dated)])
    assert store.list_unreconciled() == ()
    assert store.get_document("a") == dated
    assert store.get_record("a").document == document
    assert search_positions(store, days=(DateRange(WEDNESDAY, WEDNESDAY),)) == [("a", 1)]
    then = store.get_sequence()
    store.apply_updates([CrossDocUpdate("a", "", dated)])
    assert store.get_sequence() == then
    store.apply_updates([CrossDocUpdate("a", "")])
    assert store.get_document("a") == document
    assert search_positions(store, days=(DateRange(WEDNESDAY, WEDNESDAY),)) == []
    assert store.check_integrity() == ()


def test_an_origin_is_put_in(store: Store) -> None:
    """An article is its own origin until it is found to be a copy; the census counts origins."""
    for key in ("a", "b"):
        store.add_article(build_record(build_document(key), {FeatureKind.COPY: (1, 2, 3, 4)}))
    assert [passage.citation.origin for passage in store.search(Query(terms=("harbour",)))] == ["a", "b"]
    then = store.get_sequence()
    while store.update_origins():
        pass
    assert store.search(Query(articles=("b",)))[0].citation.origin == "a"
    assert (store.compute_stats(Query()).origins, store.get_sequence()) == (1, then + 1)


def test_near_lists_what_shares_a_hash(store: Store) -> None:
    """An article is found by the hashes it shares, within its scope, and is forgotten with them."""
    store.add_article(build_record(build_document("a"), {FeatureKind.FULL: (1, 2, 2**32 - 1), FeatureKind.LONE: (2,)}))
    store.add_article(build_record(build_document("b", scope="9"), {FeatureKind.FULL: (2,)}))
    assert store.find_similar(FeatureKind.FULL, (2, 2**32 - 1)) == (("", "a", 2, 3),)
    assert store.find_similar(FeatureKind.FULL, (2,), "9") == (("", "a", 1, 3), ("9", "b", 1, 1))
    assert store.find_similar(FeatureKind.FULL, (1, 2), "9", min_shared=2) == (("", "a", 2, 3),)
    store.delete_article("a")
    assert store.find_similar(FeatureKind.FULL, (1, 2)) == ()


@pytest.mark.parametrize(
    ("told", "teller", "again"),
    [
        pytest.param({FeatureKind.COPY: (1, 2, 3, 4, 5)}, {FeatureKind.COPY: (2, 3, 4, 5)}, False, id="a copy"),
        pytest.param(
            {FeatureKind.UNDATED: tuple(range(8))},
            {FeatureKind.DATED: tuple(range(9))},
            True,
            id="one that may date it",
        ),
        pytest.param(
            {FeatureKind.DATED: tuple(range(8))}, {FeatureKind.DATED: tuple(range(8))}, False, id="dated already"
        ),
        pytest.param({FeatureKind.LONE: (7,)}, {FeatureKind.FULL: (7, 8)}, True, id="one that has the full name"),
    ],
)
def test_articles_that_a_new_one_may_explain_are_reconciled_again(
    store: Store, told: FeatureHashes, teller: FeatureHashes, again: bool
) -> None:
    """An article waits for settling when one that may explain it comes, and when that one goes."""
    store.add_article(build_record(build_document("told"), told))
    store.apply_updates([CrossDocUpdate("told", "")])
    store.add_article(build_record(build_document("teller"), teller))
    store.apply_updates([CrossDocUpdate("teller", "")])
    assert (("", "told") in store.list_unreconciled()) is again
    store.apply_updates([CrossDocUpdate("told", "")])
    store.delete_article("teller")
    assert (("", "told") in store.list_unreconciled()) is again
