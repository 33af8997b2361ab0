"""Claims about choosing within a budget."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from briefings.ranking import Matrix, SelectionBudget, Vector, build_vectors, compute_cosines, select_mmr
from briefings.ranking.mmr import DUPLICATE_COSINE
from briefings.text import stem_words

WORDS = st.lists(
    st.sampled_from("rates bank war peace treaty vote court storm flood goal".split()), min_size=1, max_size=9
)
TEXTS = st.lists(WORDS.map(" ".join), min_size=1, max_size=15)


@given(TEXTS, st.integers(0, 6), st.integers(0, 30), st.integers(0, 120))
def test_no_budget_is_exceeded_and_nothing_is_chosen_twice(
    texts: list[str], sentences: int, words: int, size: int
) -> None:
    """Whatever the texts, the chosen fit the budget on every side, and no two of them say the same."""
    similarity = compute_cosines(build_vectors([stem_words(text) for text in texts]))
    chosen = select_mmr(texts, np.ones(len(texts)), similarity, SelectionBudget(sentences, words, size))
    picked = [texts[i] for i in chosen]
    assert len(picked) <= sentences
    assert sum(len(text.split()) for text in picked) <= words
    assert sum(map(len, picked)) <= size
    assert all(similarity[a, b] < DUPLICATE_COSINE for a in chosen for b in chosen if a != b)


def build_similarity(count: int, pair: tuple[int, int] = (0, 0), cosine: float = 1.0) -> Matrix:
    """Return the cosines of *count* texts: one of each with itself, *cosine* of the *pair*, and else none."""
    table = np.eye(count)
    table[pair] = table[pair[::-1]] = cosine
    return csr_matrix(table)


@pytest.mark.parametrize(
    ("budget", "chosen"),
    [
        pytest.param(SelectionBudget(), (2, 0, 1), id="without limits all, the most salient first"),
        pytest.param(SelectionBudget(sentences=2), (2, 0), id="two sentences"),
        pytest.param(SelectionBudget(sentences=0), (), id="no sentence"),
        pytest.param(SelectionBudget(words=5), (2, 0), id="as many words as the first two have"),
        pytest.param(SelectionBudget(words=4), (2, 1), id="a word less, which the shortest still fits into"),
        pytest.param(SelectionBudget(words=2), (0,), id="less than the most salient has"),
        pytest.param(SelectionBudget(characters=15), (2, 0), id="as many characters as the first two have"),
        pytest.param(SelectionBudget(characters=14), (2, 1), id="a character less"),
        pytest.param(SelectionBudget(characters=2), (), id="less than any"),
        pytest.param(SelectionBudget(sentences=2, words=4), (2, 1), id="each side limits"),
        pytest.param(SelectionBudget(words=5, characters=3), (1,), id="the narrower side limits"),
    ],
)
def test_the_most_salient_that_fit_are_chosen(budget: SelectionBudget, chosen: tuple[int, ...]) -> None:
    """Texts of 2, 1 and 3 words are taken by their salience while the budget holds them; a side of None is free."""
    assert select_mmr(["ab cd", "efg", "hi jk lmno"], np.array([0.5, 0.1, 0.9]), build_similarity(3), budget) == chosen


@pytest.mark.parametrize(
    ("salience", "similar", "trade_off", "chosen"),
    [
        pytest.param([0.5, 0.5, 0.5], build_similarity(3), 0.7, (0, 1, 2), id="the first of equals"),
        pytest.param(
            [0.9, 0.8, 0.7], build_similarity(3, (0, 1), 0.5), 0.7, (0, 2), id="at the threshold it tells the same"
        ),
        pytest.param([0.9, 0.8, 0.1], build_similarity(3, (0, 1), 0.499), 0.7, (0, 1, 2), id="below it, it does not"),
        pytest.param(
            [1.0, 0.8, 0.7], build_similarity(3, (0, 1), 0.45), 0.7, (0, 2, 1), id="what repeats little goes first"
        ),
        pytest.param(
            [1.0, 0.8, 0.5], build_similarity(3, (0, 1), 0.45), 0.7, (0, 1, 2), id="unless it is much less salient"
        ),
        pytest.param(
            [1.0, 0.8, 0.7], build_similarity(3, (0, 1), 0.45), 1.0, (0, 1, 2), id="redundancy weighs nothing"
        ),
        pytest.param([1.0, 0.8, 0.1], build_similarity(3, (0, 1), 0.45), 0.0, (0, 2, 1), id="redundancy alone weighs"),
        pytest.param(
            [0.9, 0.8, 0.7, 0.6],
            build_similarity(4, (0, 3), 0.8),
            0.7,
            (0, 1, 2),
            id="what the first of several tells is not told again",
        ),
    ],
)
def test_salience_is_weighed_against_what_the_chosen_say(
    salience: list[float], similar: Matrix, trade_off: float, chosen: tuple[int, ...]
) -> None:
    """A text loses by its cosine with the nearest chosen one, and is left out from the threshold on."""
    texts = ["same words"] * len(salience)
    assert select_mmr(texts, np.array(salience), similar, SelectionBudget(), trade_off) == chosen


def test_salience_weighs_seven_tenths_by_default() -> None:
    """Without a trade-off a text that repeats a little gives way to one that is a little less salient."""
    near = build_similarity(3, (0, 1), 0.45)
    assert select_mmr(["a", "b", "c"], np.array([1.0, 0.8, 0.61]), near, SelectionBudget()) == (0, 2, 1)
    assert select_mmr(["a", "b", "c"], np.array([1.0, 0.8, 0.60]), near, SelectionBudget()) == (0, 1, 2)


@pytest.mark.parametrize(
    ("scores", "size"),
    [
        pytest.param(np.ones(2), 1, id="a score too many"),
        pytest.param(np.ones((1, 1)), 1, id="scores in a table"),
        pytest.param(np.ones(1), 2, id="cosines of more texts"),
    ],
)
def test_shapes_that_disagree_are_refused(scores: Vector, size: int) -> None:
    """Scores or cosines for other texts than those given raise ValueError."""
    with pytest.raises(ValueError, match="disagree"):
        select_mmr(["a b"], scores, build_similarity(size), SelectionBudget(1))


def test_without_texts_nothing_is_chosen() -> None:
    """No candidate, no choice, and no error."""
    assert select_mmr([], np.ones(0), csr_matrix((0, 0)), SelectionBudget()) == ()


def test_a_text_that_is_like_nothing_is_chosen_once() -> None:
    """Even where it has no word to be compared by, so that it is not like itself."""
    assert select_mmr(["—", "b"], np.array([0.9, 0.1]), build_similarity(2, (0, 0), 0.0), SelectionBudget()) == (0, 1)
