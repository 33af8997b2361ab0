"""Claims about what the store counts, and for whom: each scope has its own view."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.errors import NotStored
from corpus.model import Query, Window, Zone
from corpus.store import Curation, Store
from tests.corpus.store.finding import WEDNESDAY, found, keep
from tests.corpus.stories import ADA, story


def test_a_scope_sees_its_own_and_everybodys(store: Store) -> None:
    """Nothing that one server added is found, counted or listed for another."""
    keep(store, story("all", "T", "Ada Berg sails."), story("one", "T", "Ada Berg sails on Wednesday.", scope="1"))
    keep(store, story("two", "T", "Ada Berg sails on Wednesday.", scope="2"))
    for query in ({}, {"terms": ("sails",)}, {"actors": (ADA.id,)}):
        assert sorted(found(store, **query)) == [("all", 1)]
        assert sorted(found(store, scope="1", **query)) == [("all", 1), ("one", 1)]
        assert sorted(found(store, scope="3", **query)) == [("all", 1)]
    census = store.census(Query(terms=("sails",)))
    assert (census.articles, census.terms["sails"], census.actors[ADA.id], dict(census.days)) == (1, 1, 1, {})
    assert store.census(Query(scope="2")).actors[ADA.id] == 2
    assert store.keys("1") == ("all", "one")
    with pytest.raises(NotStored):
        store.document("two", "1")


def test_a_census_counts_sentences(store: Store) -> None:
    """Articles, sentences, words, actors and days are counted over what the query covers."""
    keep(
        store,
        story("a", "Ada Berg wins", "Ada Berg spoke on Wednesday.", "Ferries run."),
        story("b", "T", "Ada Berg rested.", "Ferries run on Wednesday."),
    )
    census = store.census(Query(terms=("ferry", "whale")))
    assert (census.articles, census.origins, census.sentences) == (2, 2, 4)
    assert census.terms == {"ferry": 2, "whale": 0}
    assert census.actors == {ADA.id: 2}
    assert census.days == {WEDNESDAY: 2}
    assert census.cast == {ADA.id: ADA}
    assert census.sequence == store.sequence()
    assert store.census(Query(actors=(ADA.id,))).days == {WEDNESDAY: 1}
    assert store.census(Query(actors=("nobody",))).articles == 0


@pytest.mark.parametrize(
    "query",
    [
        pytest.param(Query(), id="everything"),
        pytest.param(Query(zones=frozenset(Zone)), id="every zone"),
        pytest.param(Query(actors=(ADA.id,)), id="an actor"),
        pytest.param(Query(actors=("nobody",)), id="nobody"),
        pytest.param(Query(days=(Window(WEDNESDAY, WEDNESDAY),)), id="a day"),
        pytest.param(Query(after=1), id="what arrived later"),
        pytest.param(Query(after=1, actors=(ADA.id,)), id="an actor, later"),
    ],
)
def test_frequencies_are_those_of_the_census(store: Store, query: Query) -> None:
    """Sentences and words are counted as a census counts them, whatever narrows the query."""
    keep(
        store,
        story("a", "Ada Berg wins", "Ada Berg spoke on Wednesday.", "Ferries run."),
        story("b", "T", "Ada Berg rested.", "Ferries run on Wednesday."),
    )
    asked = replace(query, terms=("ferry", "whale", "rested"))
    census, frequencies = store.census(asked), store.frequencies(asked)
    assert (frequencies.sentences, frequencies.terms) == (census.sentences, census.terms)
    assert frequencies.sequence == store.sequence()


def test_a_scopes_merger_reaches_everybodys_articles_for_it_alone(store: Store) -> None:
    """Whoever was merged away is found, shown and counted as the one who stays, where the word holds."""
    keep(store, story("a", "T", "Ada Berg spoke on Wednesday."))
    store.curate(Curation("merge", ADA.id, "first", "1"))
    store.curate(Curation("merge", "first", "last", "1"))
    passages = store.search(Query(actors=("last",), scope="1"))
    assert [{mention.actor for mention in one.mentions} for one in passages] == [{"last"}]
    counted = store.census(Query(scope="1"))
    assert (counted.actors.get("last"), counted.actors.get(ADA.id)) == (1, None)
    assert counted.cast["last"].name == ADA.name
    assert ADA.id not in counted.cast
    assert store.search(Query(actors=(ADA.id,), scope="1")) == passages  # an old button still asks for it
    for other in ("", "2"):
        assert found(store, actors=("last",), scope=other) == []
        assert found(store, actors=(ADA.id,), scope=other) == [("a", 1)]
        assert store.census(Query(scope=other)).cast[ADA.id] == ADA
