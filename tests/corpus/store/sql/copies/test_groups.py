"""Claims about origins: what near-duplicates and standing text do, in a real store, in any order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.store import FeatureKind, Store, open_store
from corpus.store.fingerprints import CopyLink, Sketch, compare_sketches, group_copies
from tests.support.corpus.documents import build_document, build_record
from tests.support.postgres import PostgresServer

#: Key, scope, publisher and hashes of an article.
Made = tuple[str, str, str, tuple[int, ...]]


def put(store: Store, article: Made) -> None:
    """Add an article."""
    key, scope, publisher, hashes = article
    document = build_document(key, scope=scope)
    document = replace(document, article=replace(document.article, address=f"https://{publisher}.example/{key}"))
    store.add_article(build_record(document, {FeatureKind.COPY: hashes}))


def settle(store: Store) -> None:
    """Set all origins."""
    while store.update_origins():
        pass


def list_origins(store: Store) -> dict[tuple[str, str], str]:
    """Return the origin of each article by scope and key."""
    return {(one.scope, one.citation.key): one.citation.origin for one in store.list_articles(None)}


def group_at_once(articles: list[Made], most: int) -> dict[str, str]:
    """Group shared articles by the definition, each compared with each."""
    holders: dict[tuple[int, str], int] = {}
    for _, _, publisher, hashes in articles:
        for one in hashes:
            holders[one, publisher] = holders.get((one, publisher), 0) + 1
    standing = frozenset(one for (one, _), count in holders.items() if count > most)
    sketches = {(0, key): Sketch(frozenset(h) - standing, frozenset(h) & standing) for key, _, _, h in articles}
    links = []
    for pair in combinations(sketches, 2):
        part, whole = sorted(pair, key=lambda one: len(sketches[one].own))
        if found := compare_sketches(sketches[part], sketches[whole]):
            links.append(CopyLink(part, whole, *found))
    return {key: first for (_, key), (_, first) in group_copies(sketches, links).items()}


#: Blocks of hashes, so that articles often share enough; few publishers and few blocks, so that text often stands.
BLOCKS = [tuple(range(at, at + size)) for at, size in ((0, 5), (5, 4), (9, 6), (15, 3), (18, 12), (30, 4), (34, 9))]
ARTICLES = st.lists(
    st.tuples(
        st.sampled_from("abcdefghij"),
        st.sampled_from(["", "", "1", "2"]),
        st.sampled_from(["x", "x", "y"]),
        st.sets(st.sampled_from(BLOCKS), max_size=4).map(lambda blocks: tuple(sorted(sum(blocks, ())))),
    ),
    max_size=14,
    unique_by=lambda one: one[:2],
)


@settings(max_examples=150, deadline=None)
@given(ARTICLES, st.data())
def test_origins_do_not_depend_on_the_order_of_adding_and_deleting(articles: list[Made], data: st.DataObject) -> None:
    """Whatever came, went, and was settled in between, origins are those of the articles that are left."""
    check_origins(articles, data, lambda: "sqlite:///:memory:")


@pytest.mark.postgres
@settings(max_examples=15, deadline=None)
@given(ARTICLES, st.data())
def test_origins_do_not_depend_on_the_order_in_postgresql(
    postgres: PostgresServer, articles: list[Made], data: st.DataObject
) -> None:
    """The same, with fewer examples, as each needs two databases."""
    check_origins(articles, data, postgres.create_database)


def check_origins(articles: list[Made], data: st.DataObject, create_url: Callable[[], str]) -> None:
    """Add and delete *articles* in some order, and compare the origins with those of what is left."""
    left = data.draw(st.lists(st.sampled_from(articles), unique=True)) if articles else []
    order = data.draw(st.permutations(articles))
    pauses = data.draw(st.sets(st.integers(0, 30)))
    with (
        patch("corpus.store.sql.copies.links.MAX_HOLDERS", 2),
        open_store(create_url()) as store,
        open_store(create_url()) as fresh,
    ):
        changes = [(put, one) for one in order]
        changes += [(delete, one) for one in order if one not in left]
        for number, (change, article) in enumerate(changes):
            change(store, article)
            if number in pauses:
                settle(store)
        settle(store)
        for article in sorted(left):
            put(fresh, article)
        settle(fresh)
        assert list_origins(store) == list_origins(fresh)
        shared = [one for one in left if not one[1]]
        expected = group_at_once(shared, 2)
        assert {key: origin for (scope, key), origin in list_origins(store).items() if not scope} == expected


def delete(store: Store, article: Made) -> None:
    """Delete an article."""
    store.delete_article(article[0], article[1])


FindOrigins = Callable[..., dict[str, str]]


@pytest.fixture
def find_origins(create_url: Callable[[], str]) -> FindOrigins:
    """Return a function that returns the origins of shared articles by key."""

    def find(*articles: Made) -> dict[str, str]:
        with open_store(create_url()) as store:
            for article in articles:
                put(store, article)
            settle(store)
            return {key: origin for (_, key), origin in list_origins(store).items()}

    return find


def number_hashes(number: int, count: int) -> tuple[int, ...]:
    """Return hashes that no article with another number has."""
    return tuple(range(1000 * number + 1000, 1000 * number + 1000 + count))


def test_a_standing_paragraph_of_one_outlet_connects_nothing(find_origins: FindOrigins) -> None:
    """Short articles that have more of the paragraph than of their own stay apart, also from a reprint elsewhere."""
    articles = [(f"a{n}", "", "x", (*range(21), *number_hashes(n, 12))) for n in range(12)]
    reprint = ("z", "", "y", (*range(21), *number_hashes(3, 12)))
    origins = find_origins(*articles, reprint)
    assert origins == {key: key for key, *_ in articles} | {"z": "a3"}


def test_what_many_outlets_reprint_is_one_origin(find_origins: FindOrigins) -> None:
    """A report with some edits stays one, however many have it, and so does one that a single outlet has often."""
    edited = [tuple(one for one in range(100) if (one * 7 + n) % 5) for n in range(30)]
    for publishers in ([f"p{n}" for n in range(30)], ["x"] * 30):
        articles = [(f"a{n:02}", "", publishers[n], (*edited[n], *number_hashes(n, 20))) for n in range(30)]
        assert set(find_origins(*articles).values()) == {"a00"}


def test_a_brief_in_two_reports_joins_one(find_origins: FindOrigins) -> None:
    """Two long reports that hold the same brief are two origins; the brief has that of the one with more of it."""
    brief = ("b", "", "x", tuple(range(15)))
    reports = [
        (key, "", key, (*range(size), *number_hashes(n, 80))) for n, (key, size) in enumerate([("c", 13), ("d", 15)])
    ]
    assert find_origins(brief, *reports) == {"b": "b", "c": "c", "d": "b"}
    assert find_origins(*reports, brief) == {"b": "b", "c": "c", "d": "b"}
