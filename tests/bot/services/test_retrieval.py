"""Names are found by how they begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services.engine import QueryEngine
from bot.services.retrieval import NamedActorIndex, rank_actors, search_evidence
from briefings.models import QuestionIntent
from corpus.models import Actor, ActorKind, Passage, Query
from corpus.store import Store

NAMES = ("Kim Jong-un", "Kremlin", "Vladimir Putin", "Kim Yo-jong", "Straße & Söhne", "kimchi makers", "Kim Jong-un")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        pytest.param("", ("Kim Jong-un", "Kremlin", "Vladimir Putin"), id="nothing typed: the best"),
        pytest.param("kim", ("Kim Jong-un", "Kim Yo-jong", "kimchi makers"), id="a first word, each name once"),
        pytest.param(" PUT", ("Vladimir Putin",), id="a later word, in capitals"),
        pytest.param("kim y", ("Kim Yo-jong",), id="more than a word"),
        pytest.param("strasse", ("Straße & Söhne",), id="another spelling of a letter"),
        pytest.param("im", (), id="the middle of a word"),
    ],
)
def test_names_are_found_by_how_they_begin(typed: str, found: tuple[str, ...]) -> None:
    """As a whole or in any of their words, the most mentioned first."""
    actors = _build_actors(NAMES)
    assert _find(NamedActorIndex(actors), actors, typed, 3) == found


@given(st.lists(st.text("abä -", min_size=1, max_size=6), max_size=12), st.text("abä ", max_size=3), st.integers(1, 5))
def test_none_is_overlooked(names: list[str], typed: str, limit: int) -> None:
    """What is found is what looking at every name in turn finds."""
    wanted = typed.casefold().strip()
    fitting = [
        name
        for name in dict.fromkeys(names)
        if any(part.startswith(wanted) for part in (name.casefold(), *name.casefold().split()))
    ]
    actors = _build_actors(names)
    assert _find(NamedActorIndex(actors), actors, typed, limit) == tuple(fitting[:limit])


@given(
    st.lists(st.lists(st.text("ab ", min_size=1, max_size=4), max_size=8), min_size=1, max_size=9),
    st.text("ab", max_size=2),
)
def test_an_index_that_is_updated_equals_a_new_one(states: list[list[str]], typed: str) -> None:
    """Whatever actors come, go and get other names, and also where several changes are joined."""
    actors = _build_actors(())
    index = NamedActorIndex(actors)
    for names in states:
        before, actors = actors, _build_actors(names)
        actors = {key: before[key] if before.get(key) == one else one for key, one in actors.items()}
        index = index.update(actors)
        assert _find(index, actors, typed, 3) == _find(NamedActorIndex(actors), actors, typed, 3)
        for key in ("0", "1"):
            assert index.list_members(key) == NamedActorIndex(actors).list_members(key)


def test_an_actor_is_found_by_a_word_of_its_name() -> None:
    """A whole word, and not one that only begins with it."""
    assert NamedActorIndex(_build_actors(NAMES)).find_by_word("KIM") == {"0", "3", "6"}


class RecordingStore:
    """A store that keeps what was searched for."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.searched: list[Query] = []

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)

    def search(self, query: Query) -> tuple[Passage, ...]:
        """Keep *query*, and search for it."""
        self.searched.append(query)
        return self._store.search(query)


@pytest.mark.parametrize(
    ("name", "is_by_words"),
    [
        pytest.param("Vladimir Putin", False, id="a known actor"),
        pytest.param("Jane Quenby", True, id="a name that no article has"),
        pytest.param("What did Vladimir Putin sign?", True, id="more than a name"),
    ],
)
def test_who_somebody_known_is_is_looked_for_where_they_are_mentioned(
    engine: QueryEngine, name: str, is_by_words: bool
) -> None:
    """No other sentence can say it, so words alone are not searched for."""
    request = engine.parse_question(name, "")
    store = RecordingStore(engine.store)
    found = search_evidence(
        cast(Store, store), replace(request, intent=QuestionIntent.WHO) if len(name) < 20 else request
    )
    assert any(query.terms and not query.actors for query in store.searched) is is_by_words
    assert found


def _build_actors(names: Sequence[str]) -> dict[str, Actor]:
    """Return actors of these names, each the next part of the one before."""
    return {
        str(number): Actor(str(number), name, ActorKind.PERSON, part_of=str(number // 2) if number else None)
        for number, name in enumerate(names)
    }


def _find(index: NamedActorIndex, actors: dict[str, Actor], typed: str, limit: int) -> tuple[str, ...]:
    counts = {key: -int(key) for key in actors}
    return tuple(one.name for one in rank_actors(index.find_by_prefix(typed), counts, actors, limit))
