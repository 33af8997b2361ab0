"""TF-IDF vectors and their cosine similarity."""

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


def count_document_frequencies(texts: Sequence[Sequence[str]]) -> Counter[str]:
    """Count, for each term, how many of *texts* (sequences of terms) contain it."""
    return Counter(term for text in texts for term in set(text))


def compute_inverse_frequencies(texts: Sequence[Sequence[str]]) -> dict[str, float]:
    """Return the weight ``log(1 + n / df)`` of each term of *texts*: positive even for a term in every text."""
    return {term: log(1 + len(texts) / count) for term, count in count_document_frequencies(texts).items()}


def build_vectors(texts: Sequence[Sequence[str]], weights: Mapping[str, float] | None = None) -> Matrix:
    """
    Convert texts to TF-IDF vectors of unit length.

    Args:
        texts: n texts as sequences of terms.
        weights: Weight of each term; terms without one are left out. By default their inverse frequencies in *texts*.

    Returns:
        Shape (n, number of terms); a text without a weighted term is a row of zeros.
    """
    weights = compute_inverse_frequencies(texts) if weights is None else weights
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


def compute_cosines(rows: Matrix) -> Matrix:
    """Return the cosine of every pair of unit *rows*: shape (n, n), sparse, values in [0, 1]."""
    return (rows @ rows.T).tocsr()
