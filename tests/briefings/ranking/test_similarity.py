"""Claims about texts as vectors."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from briefings.ranking import build_vectors, compute_cosines

TEXTS = st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=8), min_size=1, max_size=12)


@given(TEXTS)
def test_cosines_are_a_similarity(texts: list[list[str]]) -> None:
    """Cosines are symmetric, within [0, 1], and 1 for a text with itself where it has terms."""
    matrix = compute_cosines(build_vectors(texts)).toarray()
    assert matrix.shape == (len(texts), len(texts))
    assert np.allclose(matrix, matrix.T)
    assert (matrix >= 0).all()
    assert (matrix <= 1 + 1e-9).all()
    assert all(abs(matrix[i, i] - (1.0 if text else 0.0)) < 1e-9 for i, text in enumerate(texts))


def test_rare_terms_weigh_more() -> None:
    """Sharing a rare term makes two texts more alike than sharing a common one."""
    texts = [["rare", "common"], ["rare", "x"], ["common", "y"], ["common", "z"]]
    matrix = compute_cosines(build_vectors(texts)).toarray()
    assert matrix[0, 1] > matrix[0, 2]
