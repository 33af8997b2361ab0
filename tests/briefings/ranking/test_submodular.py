"""Claims about choosing sentences that together say most."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from briefings.ranking import Candidates, Matrix, SelectionBudget, build_vectors, compute_cosines, select_submodular
from briefings.text import content_words

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
    SelectionBudget, st.none() | st.integers(0, 5), st.none() | st.integers(0, 30), st.none() | st.integers(0, 120)
)


def build_candidates(
    sentences: list[tuple[str, str, int]], tellings: Matrix | None = None, told: float = 1.0
) -> Candidates:
    """Make candidates of text, origin and place."""
    texts = [text for text, _, _ in sentences]
    places = np.array([float(place) for _, _, place in sentences])
    origins = [origin for _, origin, _ in sentences]
    factors = np.linspace(1, 1.5, len(texts))[np.argsort(np.argsort(texts))]  # no two are worth the same by accident
    return Candidates(texts, [content_words(text) for text in texts], origins, places, factors, tellings, told)


@given(SENTENCES, BUDGETS)
def test_no_budget_is_overdrawn_and_nothing_is_chosen_twice(
    sentences: list[tuple[str, str, int]], budget: SelectionBudget
) -> None:
    """Whatever the texts, the chosen fit the budget on every side, and none comes twice."""
    picked = [sentences[index][0] for index in select_submodular(build_candidates(sentences), budget)]
    assert len(picked) == len(set(picked))
    assert len(picked) <= (len(sentences) if budget.sentences is None else budget.sentences)
    assert budget.words is None or sum(len(text.split()) for text in picked) <= budget.words
    assert budget.characters is None or sum(map(len, picked)) <= budget.characters


@given(SENTENCES, BUDGETS, st.floats(0.2, 0.9))
def test_no_two_chosen_say_the_same(
    sentences: list[tuple[str, str, int]], budget: SelectionBudget, told: float
) -> None:
    """No two of the chosen are as alike in what they say as the caller takes for the same."""
    tellings = build_vectors([content_words(text) for text, _, _ in sentences])
    chosen = select_submodular(build_candidates(sentences, tellings, told), budget)
    likeness = compute_cosines(tellings)
    assert all(likeness[a, b] < told for a in chosen for b in chosen if a != b)


def test_near_wordings_are_not_both_chosen() -> None:
    """Where only the words are known, of two sentences in nearly the same words one is chosen."""
    told = [
        ("The central bank raised its main rate to five per cent.", "a", 0),
        ("The central bank has raised its main rate to five per cent.", "b", 0),
        ("A storm sank two ferries off the northern coast.", "c", 0),
    ]
    assert len(select_submodular(build_candidates(told), SelectionBudget(sentences=3))) == 2


def test_what_the_chosen_already_cover_is_worth_little() -> None:
    """A sentence whose every part stands in one of the chosen gives way to one that says something else."""
    told = [
        ("Storm flood coast.", "a", 0),
        ("Court judge verdict.", "b", 0),
        ("Flood coast court judge.", "c", 0),
        ("Goal match cup.", "d", 0),
    ]
    tellings = build_vectors([content_words(text) for text, _, _ in told])
    assert 3 in select_submodular(build_candidates(told, tellings), SelectionBudget(sentences=3))


def test_what_stands_for_most_is_chosen() -> None:
    """Of sentences that no other words favour, the one that is near to the others in what it says goes first."""
    told = [("Storm.", "a", 0), ("Court.", "b", 0), ("Goal.", "c", 0), ("Wheat.", "d", 0)]
    tellings = csr_matrix(np.array([[1, 0, 0, 0], [0.6, 0.8, 0, 0], [0, 0.8, 0.6, 0], [0, 0, 0, 1]], dtype=float))
    even = replace(build_candidates(told, tellings), factors=np.ones(4))
    assert select_submodular(even, SelectionBudget(sentences=1)) == (1,)


def test_a_second_sentence_stands_for_others_than_the_first() -> None:
    """Of two that say something else than the first, one whose neighbours are near to the first too gives way."""
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
    assert select_submodular(replace(build_candidates(told, rows), factors=factors), SelectionBudget(sentences=2)) == (
        0,
        4,
    )


def test_what_several_origins_report_goes_first() -> None:
    """A sentence whose words stand in other origins too is chosen before one that nobody else says."""
    told = [
        ("A minister collects rare stamps and old coins.", "a", 0),
        ("Flood water broke the dam above the town.", "b", 1),
        ("The dam above the town broke at night.", "c", 1),
    ]
    assert select_submodular(build_candidates(told), SelectionBudget(sentences=1))[0] in {1, 2}


@pytest.mark.parametrize(
    "texts",
    [pytest.param([], id="no sentence"), pytest.param(["of the and"], id="grammar alone")],
)
def test_from_nothing_nothing_is_chosen(texts: list[str]) -> None:
    """Without a content word there is nothing to choose, and no error."""
    assert select_submodular(build_candidates([(text, "a", 0) for text in texts]), SelectionBudget(sentences=2)) == ()


def select_texts(
    told: list[tuple[str, str, int]],
    budget: SelectionBudget,
    factors: tuple[float, ...] = (),
    tellings: list[list[float]] | None = None,
    same: float = 1.0,
) -> tuple[int, ...]:
    """Choose among sentences of equal worth, but for *factors*, which tell what the rows of *tellings* say."""
    rows = None if tellings is None else csr_matrix(np.array(tellings, dtype=float))
    worth = np.array(factors) if factors else np.ones(len(told))
    return select_submodular(replace(build_candidates(told, rows, same), factors=worth), budget)


TWO_OF_ONE = [("Storm flood.", "a", 0), ("Court judge.", "a", 0), ("Goal match.", "b", 0)]
LATE_FIRST = [("Storm flood.", "a", 3), ("Court judge.", "b", 0)]
SHARING = [("Dam broke town.", "a", 0), ("Dam broke night water.", "b", 0), ("Vote court judge.", "a", 0)]
SHARING_TOO = [*SHARING, ("Vote bank gold silver.", "b", 0)]
LONG_AND_SHORT = [("Dam broke above northern town today.", "a", 0), ("Dam broke above.", "b", 0), ("Vote.", "c", 0)]
ALONE = ("Goal.", "Goal court.", "Court.", "Court vote wheat.", "Court storm.", "Flood goal.")
ONE_ARTICLE = [(text, "a", 0) for text in ALONE]
MIDDLE = [("Storm.", "a", 0), ("Storm flood court.", "a", 0), ("Court.", "a", 0), ("Wheat.", "a", 0)]


@pytest.mark.parametrize(
    ("told", "budget", "order"),
    [
        pytest.param(
            TWO_OF_ONE, SelectionBudget(sentences=3), (0, 2, 1), id="another origin is heard before the same one again"
        ),
        pytest.param(
            LATE_FIRST, SelectionBudget(sentences=2), (1, 0), id="what opens an article goes before what stands late"
        ),
        pytest.param(
            [(*one[:1], "a", one[2]) for one in LATE_FIRST], SelectionBudget(sentences=2), (0, 1), id="not in one alone"
        ),
        pytest.param(SHARING_TOO, SelectionBudget(sentences=4), (1, 2, 0, 3), id="what is shared counts once"),
        pytest.param(
            LONG_AND_SHORT, SelectionBudget(sentences=3), (0, 2), id="where sentences are counted, the fullest"
        ),
        pytest.param(
            LONG_AND_SHORT, SelectionBudget(words=20), (1, 0, 2), id="where words are, the shortest, and nearer ones"
        ),
        pytest.param(LONG_AND_SHORT, SelectionBudget(characters=200), (1, 0, 2), id="where characters are, too"),
        pytest.param(LONG_AND_SHORT, SelectionBudget(words=4), (1, 2), id="what still fits"),
        pytest.param(MIDDLE, SelectionBudget(sentences=4), (1, 3), id="the middle of all, then what is far from it"),
        pytest.param(
            ONE_ARTICLE,
            SelectionBudget(sentences=3),
            (1, 4, 5),
            id="the middle, then whatever moves the sum towards it",
        ),
        pytest.param(
            [("Of the and.", "a", 0), ("Storm.", "b", 0)], SelectionBudget(), (1,), id="grammar alone tells nothing"
        ),
        pytest.param(TWO_OF_ONE, SelectionBudget(sentences=0), (), id="no room"),
    ],
)
def test_the_chosen_cover_most_together(
    told: list[tuple[str, str, int]], budget: SelectionBudget, order: tuple[int, ...]
) -> None:
    """Of small sets whose best choice can be seen by eye, each claim of the module's head decides one."""
    assert select_texts(told, budget) == order


@pytest.mark.parametrize(
    ("factors", "order"),
    [
        pytest.param((1, 1, 2), (2, 0, 1), id="twice the worth"),
        pytest.param((2, 1.04, 1), (0, 2, 1), id="a little more, of an origin that was heard"),
        pytest.param((2, 1.07, 1), (0, 1, 2), id="still more, though it was heard"),
    ],
)
def test_what_else_makes_a_sentence_worth_more_counts(factors: tuple[float, ...], order: tuple[int, ...]) -> None:
    """A factor multiplies all that a sentence would bring."""
    assert select_texts(TWO_OF_ONE, SelectionBudget(sentences=3), factors) == order


HALF = 0.5**0.5
ROWS = [[HALF, HALF, 0, 0, 0], [0, HALF, HALF, 0, 0], [0, 0, 0, HALF, HALF]]
REPEATED = [("Storm flood.", "a", 0), ("Flood court.", "b", 0), ("Goal match.", "c", 0)]


@pytest.mark.parametrize(
    ("worth", "same", "order"),
    [
        pytest.param(0.3, 1.0, (0, 2, 1), id="half of it told, against three tenths of the worth"),
        pytest.param(0.2, 1.0, (0, 1, 2), id="half of it told, against two tenths"),
        pytest.param(0.3, 0.5 + 1e-9, (0, 2, 1), id="as near as may be"),
        pytest.param(0.3, 0.5 - 1e-9, (0, 2), id="nearer, which tells the same"),
    ],
)
def test_what_is_half_covered_is_worth_a_quarter(worth: float, same: float, order: tuple[int, ...]) -> None:
    """The part that no chosen sentence says counts by its square, and from a likeness on nothing of it."""
    assert select_texts(REPEATED, SelectionBudget(sentences=3), (2, 1, worth), ROWS, same) == order
