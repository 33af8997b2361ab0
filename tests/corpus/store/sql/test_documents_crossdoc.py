"""Claims about what only the whole corpus shows of an article: it is stored, and can be removed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.crossdoc import extract_features
from corpus.models import Actor, ActorKind, DateRange, Query
from corpus.store import ArticleRecord, CrossDocUpdate, FeatureHashes, FeatureKind, Store
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
    store.add_article(
        build_record(build_document("a"), {FeatureKind.DATED: (1, 2, 2**32 - 1), FeatureKind.UNDATED: (2,)})
    )
    store.add_article(build_record(build_document("b", scope="9"), {FeatureKind.DATED: (2,)}))
    assert store.find_similar(FeatureKind.DATED, (2, 2**32 - 1)) == (("", "a", 2, 3),)
    assert store.find_similar(FeatureKind.DATED, (2,), "9") == (("", "a", 1, 3), ("9", "b", 1, 1))
    assert store.find_similar(FeatureKind.DATED, (1, 2), "9", min_shared=2) == (("", "a", 2, 3),)
    store.delete_article("a")
    assert store.find_similar(FeatureKind.DATED, (1, 2)) == ()


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


def build_naming(key: str, *names: str, scope: str = "") -> ArticleRecord:
    """Make an article that names people."""
    actors = tuple(Actor(name.lower().replace(" ", "-"), name, ActorKind.PERSON) for name in names)
    document = replace(build_document(key, scope=scope), actors=actors)
    return build_record(document, extract_features(document))


@pytest.mark.parametrize(
    ("known", "new", "again"),
    [
        pytest.param([], ["Ada Berg"], True, id="the first full name"),
        pytest.param(["Ada Berg"], ["Ada Berg"], False, id="a full name that is known"),
        pytest.param(["Ada Berg"], ["Eva Berg"], True, id="a namesake"),
        pytest.param(["Ada Berg"], ["Ada M. Berg"], True, id="a fuller name"),
        pytest.param(["Ada Berg", "Eva Berg"], ["Ida Berg"], False, id="another namesake"),
        pytest.param([], ["Ada Holm"], False, id="another name"),
    ],
)
def test_a_surname_waits_only_for_a_name_that_changes_what_it_means(
    store: Store, known: list[str], new: list[str], again: bool
) -> None:
    """What is known of a surname is not looked at again for each article that has the same full name."""
    store.add_article(build_naming("known", *known))
    store.add_article(build_naming("told", "Berg"))
    store.apply_updates([CrossDocUpdate("known", ""), CrossDocUpdate("told", "")])
    store.add_article(build_naming("new", *new))
    assert (("", "told") in store.list_unreconciled()) is again
    store.apply_updates([CrossDocUpdate("told", ""), CrossDocUpdate("new", "")])
    store.delete_article("new")
    assert (("", "told") in store.list_unreconciled()) is again


@pytest.mark.parametrize(
    ("horizon", "again"),
    [
        pytest.param((-8, "m", ""), True, id="less like it than the new one"),
        pytest.param((-9, "z", ""), True, id="as like it, with a later key"),
        pytest.param((-9, "a", ""), False, id="as like it, with an earlier key"),
        pytest.param((-10, "m", ""), False, id="more like it"),
    ],
)
def test_an_article_waits_only_for_evidence_within_its_horizon(
    store: Store, horizon: tuple[int, str, str], again: bool
) -> None:
    """Only the articles that share most are regarded, so one behind these changes nothing."""
    store.add_article(build_record(build_document("told"), {FeatureKind.UNDATED: tuple(range(12))}))
    settled = CrossDocUpdate("told", "", None, {FeatureKind.DATED: horizon})
    store.apply_updates([settled])
    store.add_article(build_record(build_document("new"), {FeatureKind.DATED: tuple(range(9))}))
    assert (("", "told") in store.list_unreconciled()) is again
    store.apply_updates([settled])
    store.delete_article("new")
    assert (("", "told") in store.list_unreconciled()) is again


def test_a_servers_full_name_explains_no_shared_article(store: Store) -> None:
    """A server's own names are evidence for its articles, not for everybody's."""
    store.add_article(build_naming("told", "Berg"))
    store.add_article(build_naming("own", "Berg", scope="1"))
    store.apply_updates([CrossDocUpdate("told", ""), CrossDocUpdate("own", "1")])
    store.add_article(build_naming("new", "Ada Berg", scope="1"))
    assert store.list_unreconciled() == (("1", "new"), ("1", "own"))
    assert store.find_full_names(("berg",)) == {}
    assert store.find_full_names(("berg",), "1") == {"berg": frozenset({"ada-berg"})}
