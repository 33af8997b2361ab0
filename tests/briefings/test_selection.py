"""Claims about choosing within a budget."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.selection import SAME, Budget, diverse
from briefings.similarity import cosines, vectors
from briefings.words import stems

WORDS = st.lists(
    st.sampled_from("rates bank war peace treaty vote court storm flood goal".split()), min_size=1, max_size=9
)
TEXTS = st.lists(WORDS.map(" ".join), min_size=1, max_size=15)


@given(TEXTS, st.integers(0, 6), st.integers(0, 30), st.integers(0, 120))
def test_no_budget_is_overdrawn_and_nothing_is_told_twice(
    texts: list[str], sentences: int, words: int, size: int
) -> None:
    """Whatever the texts, the chosen fit the budget on every side, and no two of them tell the same."""
    similarity = cosines(vectors([stems(text) for text in texts]))
    chosen = diverse(texts, np.ones(len(texts)), similarity, Budget(sentences, words, size))
    picked = [texts[i] for i in chosen]
    assert len(picked) <= sentences
    assert sum(len(text.split()) for text in picked) <= words
    assert sum(map(len, picked)) <= size
    assert all(similarity[a, b] < SAME for a in chosen for b in chosen if a != b)


def test_shapes_that_disagree_are_refused() -> None:
    """Scores for other texts than those given raise ValueError."""
    with pytest.raises(ValueError, match="disagree"):
        diverse(["a b"], np.ones(2), cosines(vectors([["a"]])), Budget(1))
