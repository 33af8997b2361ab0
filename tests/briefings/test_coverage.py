"""Claims about choosing sentences that together tell most."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from briefings.coverage import Candidates, cover
from briefings.selection import Budget
from briefings.similarity import Matrix, cosines, vectors
from briefings.words import content

WORDS = st.lists(
    st.sampled_from("rates bank war peace treaty vote court storm flood goal of the a".split()), min_size=1, max_size=9
)
SENTENCES = st.lists(
    st.tuples(WORDS.map(" ".join), st.sampled_from("abc"), st.integers(0, 4)),
    min_size=1,
    max_size=12,
    unique_by=lambda one: one[0],
)
BUDGETS = st.builds(
    Budget, st.none() | st.integers(0, 5), st.none() | st.integers(0, 30), st.none() | st.integers(0, 120)
)


def candidates(sentences: list[tuple[str, str, int]], tellings: Matrix | None = None, told: float = 1.0) -> Candidates:
    """Make candidates of text, origin and place."""
    texts = [text for text, _, _ in sentences]
    places = np.array([float(place) for _, _, place in sentences])
    origins = [origin for _, origin, _ in sentences]
    factors = np.linspace(1, 1.5, len(texts))[np.argsort(np.argsort(texts))]  # no two are worth the same by accident
    return Candidates(texts, [content(text) for text in texts], origins, places, factors, tellings, told)


@given(SENTENCES, BUDGETS)
def test_no_budget_is_overdrawn_and_nothing_is_chosen_twice(
    sentences: list[tuple[str, str, int]], budget: Budget
) -> None:
    """Whatever the texts, the chosen fit the budget on every side, and none comes twice."""
    picked = [sentences[index][0] for index in cover(candidates(sentences), budget)]
    assert len(picked) == len(set(picked))
    assert len(picked) <= (len(sentences) if budget.sentences is None else budget.sentences)
    assert budget.words is None or sum(len(text.split()) for text in picked) <= budget.words
    assert budget.characters is None or sum(map(len, picked)) <= budget.characters


@given(SENTENCES, BUDGETS, st.floats(0.2, 0.9))
def test_no_two_chosen_tell_the_same(sentences: list[tuple[str, str, int]], budget: Budget, told: float) -> None:
    """No two of the chosen are as alike in what they tell as the caller takes for the same."""
    tellings = vectors([content(text) for text, _, _ in sentences])
    chosen = cover(candidates(sentences, tellings, told), budget)
    likeness = cosines(tellings)
    assert all(likeness[a, b] < told for a in chosen for b in chosen if a != b)


def test_near_wordings_are_not_both_chosen() -> None:
    """Where only the words are known, of two sentences in nearly the same words one is chosen."""
    told = [
        ("The central bank raised its main rate to five per cent.", "a", 0),
        ("The central bank has raised its main rate to five per cent.", "b", 0),
        ("A storm sank two ferries off the northern coast.", "c", 0),
    ]
    assert len(cover(candidates(told), Budget(sentences=3))) == 2


def test_what_the_chosen_told_together_is_worth_little() -> None:
    """A sentence whose every part stands in one of the chosen gives way to one that tells something else."""
    told = [
        ("Storm flood coast.", "a", 0),
        ("Court judge verdict.", "b", 0),
        ("Flood coast court judge.", "c", 0),
        ("Goal match cup.", "d", 0),
    ]
    tellings = vectors([content(text) for text, _, _ in told])
    assert 3 in cover(candidates(told, tellings), Budget(sentences=3))


def test_what_stands_for_most_is_chosen() -> None:
    """Of sentences that no other words favour, the one that is near to the others in what it tells goes first."""
    told = [("Storm.", "a", 0), ("Court.", "b", 0), ("Goal.", "c", 0), ("Wheat.", "d", 0)]
    tellings = csr_matrix(np.array([[1, 0, 0, 0], [0.6, 0.8, 0, 0], [0, 0.8, 0.6, 0], [0, 0, 0, 1]], dtype=float))
    even = replace(candidates(told, tellings), factors=np.ones(4))
    assert cover(even, Budget(sentences=1)) == (1,)


def test_a_second_sentence_stands_for_others_than_the_first() -> None:
    """Of two that tell something else than the first, one whose neighbours are near to the first too gives way."""
    told = [(f"{word}.", word, 0) for word in "Storm Flood Coast Court Judge Verdict Goal".split()]
    half = 0.5**0.5
    first, near_both, second, other, near_other = (
        [1, 0, 0, 0],
        [half, half, 0, 0],
        [0, 1, 0, 0],
        [0, 0, 1, 0],
        [0, 0, half, half],
    )
    rows = csr_matrix(np.array([first, near_both, near_both, second, other, near_other, near_other], dtype=float))
    factors = np.array([1.6, 0.5, 0.5, 1.01, 1, 0.5, 0.5])
    assert cover(replace(candidates(told, rows), factors=factors), Budget(sentences=2)) == (0, 4)


def test_what_several_origins_tell_goes_first() -> None:
    """A sentence whose words stand in other origins too is chosen before one that nobody else tells."""
    told = [
        ("A minister collects rare stamps and old coins.", "a", 0),
        ("Flood water broke the dam above the town.", "b", 1),
        ("The dam above the town broke at night.", "c", 1),
    ]
    assert cover(candidates(told), Budget(sentences=1))[0] in {1, 2}


@pytest.mark.parametrize(
    "texts",
    [pytest.param([], id="no sentence"), pytest.param(["of the and"], id="grammar alone")],
)
def test_where_nothing_is_told_nothing_is_chosen(texts: list[str]) -> None:
    """Without a content word there is nothing to choose, and no error."""
    assert cover(candidates([(text, "a", 0) for text in texts]), Budget(sentences=2)) == ()
