"""Texts as a sparse matrix of weighted terms, and how alike they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log, sqrt
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

Vector: TypeAlias = NDArray[np.float64]
Matrix: TypeAlias = csr_matrix


def document_frequencies(texts: Sequence[Sequence[str]]) -> Counter[str]:
    """Count in how many of *texts*, each a sequence of terms, every term stands."""
    return Counter(term for text in texts for term in set(text))


def inverse_frequencies(texts: Sequence[Sequence[str]]) -> dict[str, float]:
    """Weigh each term of *texts* by ``log(1 + n / df)``: above zero even for a term of every text."""
    return {term: log(1 + len(texts) / count) for term, count in document_frequencies(texts).items()}


def vectors(texts: Sequence[Sequence[str]], weights: Mapping[str, float] | None = None) -> Matrix:
    """
    Turn texts into rows of unit length.

    Args:
        texts: n texts as sequences of terms.
        weights: Weight of each term; terms without one are left out. By default their inverse frequency in *texts*.

    Returns:
        Shape (n, number of terms); a text without a weighted term is a row of zeros.
    """
    weights = inverse_frequencies(texts) if weights is None else weights
    columns: dict[str, int] = {}
    data: list[float] = []
    indices: list[int] = []
    starts = [0]
    for text in texts:
        row = {term: (1 + log(count)) * weights[term] for term, count in Counter(text).items() if term in weights}
        length = sqrt(sum(value * value for value in row.values())) or 1.0
        for term, value in row.items():
            indices.append(columns.setdefault(term, len(columns)))
            data.append(value / length)
        starts.append(len(indices))
    return csr_matrix((data, indices, starts), shape=(len(texts), max(1, len(columns))), dtype=np.float64)


def cosines(rows: Matrix) -> Matrix:
    """Give the cosine of every pair of unit *rows*: shape (n, n), sparse, values in [0, 1]."""
    return (rows @ rows.T).tocsr()
