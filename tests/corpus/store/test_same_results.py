"""Both stores find and count the same: on the bundled articles, by whatever is asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from itertools import islice, pairwise
from pathlib import Path

import pytest

from corpus.entities import load_bundled_registry
from corpus.models import DateRange, Query, Zone
from corpus.pipeline import add_sources
from corpus.pipeline.backup import export_store, import_lines
from corpus.sources.files import load_sources
from corpus.store import Store, open_store
from tests.support.paths import HURRICANE, SAMPLE
from tests.support.postgres import PostgresServer

pytestmark = pytest.mark.postgres

Stores = tuple[Store, Store]


@pytest.fixture(scope="module", params=[SAMPLE, HURRICANE], ids=lambda folder: folder.name)
def stores(request: pytest.FixtureRequest, postgres: PostgresServer) -> Iterator[Stores]:
    """Return a store of each kind with the same articles."""
    folder: Path = request.param
    with ExitStack() as stack:
        read = stack.enter_context(open_store("sqlite:///:memory:"))
        add_sources(read, load_sources(folder).sources, load_bundled_registry())
        lines = list(export_store(read))
        both = tuple(stack.enter_context(open_store(url)) for url in ("sqlite:///:memory:", postgres.create_database()))
        for store in both:
            import_lines(store, lines)
        yield both


def _list_terms(store: Store) -> list[str]:
    """Return some words of the articles."""
    words = {
        word.strip('.,;:“”’"()').lower()
        for one in store.search(Query(limit=2_000))
        for word in one.sentence.text.split()
    }
    return sorted(word for word in words if len(word) > 2)[::30]


def _list_queries(store: Store, *, foreign: bool = True) -> Iterator[Query]:
    terms = _list_terms(store)
    stats = store.compute_stats(Query())
    days = [DateRange(day, day + timedelta(days=2)) for day in list(stats.days)[::5]]
    actors = list(stats.actors)[:12]
    every = frozenset(Zone)
    yield from (Query(), Query(zones=every), Query(limit=7), Query(after=store.get_sequence() // 2))
    yield from (Query(terms=(term,)) for term in terms)
    yield from (Query(terms=some, zones=every) for some in zip(terms, terms[1:], terms[2:], strict=False))
    yield from (Query(terms=("said", "the", term)) for term in terms[::2])
    yield from (Query(terms=(f"{term[:3]}*", f"{term} of")) for term in terms[::2])
    yield from (Query(days=(window,), limit=20) for window in days)
    yield from (Query(terms=(terms[0], "said"), days=(window,)) for window in days)
    yield from (Query(actors=(actor,)) for actor in actors)
    yield from (Query(actors=pair) for pair in pairwise(actors))
    yield from (Query(terms=("said",), actors=(actor,), published=DateRange(date(2018, 1, 1))) for actor in actors)
    if foreign:
        yield from (Query(terms=(term, "said"), language="de", languages=("en",)) for term in terms[::3])
    yield from (Query(terms=("said", term), after=store.get_sequence() // 2, zones=every) for term in terms[::3])
    yield Query(articles=store.list_keys()[:3], terms=("said", "officials"))


@pytest.mark.parametrize("most_ranked", [3_000, 15])
def test_every_search_finds_the_same_in_the_same_order(
    stores: Stores, most_ranked: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where only some of the matches are ranked."""
    monkeypatch.setattr("corpus.store.sql.search.MAX_RANKED_MATCHES", most_ranked)
    one, other = stores
    # FTS5 leaves out words of some sentences when it ranks a phrase OR a word, in two parts of a query, beside facets
    # that count. Only questions in another language that match thousands of sentences are asked so.
    queries = list(_list_queries(one, foreign=most_ranked > 1_000))
    for query in queries if most_ranked > 1_000 else queries[::3]:
        assert one.search(query) == other.search(query), query


def test_every_count_is_the_same(stores: Stores) -> None:
    """Articles, origins, sentences, actors, days and terms."""
    one, other = stores
    for query in islice(_list_queries(one), 0, None, 3):
        assert one.compute_stats(query) == other.compute_stats(query), query
        assert one.count_terms(query) == other.count_terms(query), query


def test_everything_else_is_the_same(stores: Stores) -> None:
    """Documents, lists, actors, neighbours, features; and nothing is damaged."""
    one, other = stores
    assert list(one.stream_documents()) == list(other.stream_documents())
    assert one.list_articles(None) == other.list_articles(None)
    assert one.list_actors() == other.list_actors()
    assert list(export_store(one)) == list(export_store(other))
    found = one.search(Query(limit=10))
    assert one.load_neighbours(found, 2) == other.load_neighbours(found, 2)
    for key in one.list_keys():
        features = one.get_features(key)
        assert other.get_features(key) == features
        for kind, hashes in features.items():
            assert one.find_similar(kind, hashes) == other.find_similar(kind, hashes)
    assert one.check_integrity() == other.check_integrity() == ()
    one_count = one.compute_stats(Query()).articles
    assert one_count > 5
