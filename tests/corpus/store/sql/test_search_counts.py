"""Claims about what the store counts, and for whom: each scope has its own view."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.errors import NotStored
from corpus.models import DateRange, Query, Zone
from corpus.store import CurationRecord, Store
from tests.support.corpus.documents import ADA, build_document
from tests.support.corpus.search import WEDNESDAY, add_documents, search_positions


def test_a_scope_sees_its_own_and_everybodys(store: Store) -> None:
    """Nothing that one server added is found, counted or listed for another."""
    add_documents(
        store,
        build_document("all", "T", "Ada Berg sails."),
        build_document("one", "T", "Ada Berg sails on Wednesday.", scope="1"),
    )
    add_documents(store, build_document("two", "T", "Ada Berg sails on Wednesday.", scope="2"))
    for query in ({}, {"terms": ("sails",)}, {"actors": (ADA.id,)}):
        assert sorted(search_positions(store, **query)) == [("all", 1)]
        assert sorted(search_positions(store, scope="1", **query)) == [("all", 1), ("one", 1)]
        assert sorted(search_positions(store, scope="3", **query)) == [("all", 1)]
    census = store.compute_stats(Query(terms=("sails",)))
    assert (census.articles, census.terms["sails"], census.actors[ADA.id], dict(census.days)) == (1, 1, 1, {})
    assert store.compute_stats(Query(scope="2")).actors[ADA.id] == 2
    assert store.list_keys("1") == ("all", "one")
    with pytest.raises(NotStored):
        store.get_document("two", "1")


def test_a_census_counts_sentences(store: Store) -> None:
    """Articles, sentences, words, actors and days are counted over what the query covers."""
    add_documents(
        store,
        build_document("a", "Ada Berg wins", "Ada Berg spoke on Wednesday.", "Ferries run."),
        build_document("b", "T", "Ada Berg rested.", "Ferries run on Wednesday."),
    )
    census = store.compute_stats(Query(terms=("ferry", "whale")))
    assert (census.articles, census.origins, census.sentences) == (2, 2, 4)
    assert census.terms == {"ferry": 2, "whale": 0}
    assert census.actors == {ADA.id: 2}
    assert census.days == {WEDNESDAY: 2}
    assert census.actors_by_id == {ADA.id: ADA}
    assert census.sequence == store.get_sequence()
    assert store.compute_stats(Query(actors=(ADA.id,))).days == {WEDNESDAY: 1}
    assert store.compute_stats(Query(actors=("nobody",))).articles == 0


@pytest.mark.parametrize(
    "query",
    [
        pytest.param(Query(), id="everything"),
        pytest.param(Query(zones=frozenset(Zone)), id="every zone"),
        pytest.param(Query(actors=(ADA.id,)), id="an actor"),
        pytest.param(Query(actors=("nobody",)), id="nobody"),
        pytest.param(Query(days=(DateRange(WEDNESDAY, WEDNESDAY),)), id="a day"),
        pytest.param(Query(after=1), id="what arrived later"),
        pytest.param(Query(after=1, actors=(ADA.id,)), id="an actor, later"),
    ],
)
def test_frequencies_are_those_of_the_census(store: Store, query: Query) -> None:
    """Sentences and words are counted as a census counts them, whatever narrows the query."""
    add_documents(
        store,
        build_document("a", "Ada Berg wins", "Ada Berg spoke on Wednesday.", "Ferries run."),
        build_document("b", "T", "Ada Berg rested.", "Ferries run on Wednesday."),
    )
    asked = replace(query, terms=("ferry", "whale", "rested"))
    census, frequencies = store.compute_stats(asked), store.count_terms(asked)
    assert (frequencies.sentences, frequencies.terms) == (census.sentences, census.terms)
    assert frequencies.sequence == store.get_sequence()


def test_a_scopes_merger_reaches_everybodys_articles_for_it_alone(store: Store) -> None:
    """Whoever was merged away is found, shown and counted as the one who stays, where the word holds."""
    add_documents(store, build_document("a", "T", "Ada Berg spoke on Wednesday."))
    store.add_curation(CurationRecord("merge", ADA.id, "first", "1"))
    store.add_curation(CurationRecord("merge", "first", "last", "1"))
    passages = store.search(Query(actors=("last",), scope="1"))
    assert [{mention.actor for mention in one.mentions} for one in passages] == [{"last"}]
    counted = store.compute_stats(Query(scope="1"))
    assert (counted.actors.get("last"), counted.actors.get(ADA.id)) == (1, None)
    assert counted.actors_by_id["last"].name == ADA.name
    assert ADA.id not in counted.actors_by_id
    assert store.search(Query(actors=(ADA.id,), scope="1")) == passages  # an old button still asks for it
    for other in ("", "2"):
        assert search_positions(store, actors=("last",), scope=other) == []
        assert search_positions(store, actors=(ADA.id,), scope=other) == [("a", 1)]
        assert store.compute_stats(Query(scope=other)).actors_by_id[ADA.id] == ADA
