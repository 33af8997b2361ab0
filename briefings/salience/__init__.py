"""
Sentences → how much each says of what the whole says.

Every ranker has one shape: n texts in reading order in, a vector of n scores out, higher is better. sumy's rankers are
reached by name; LexRank and TextRank are reckoned here with sparse matrices, in sumy's order and hundreds of times
faster, and can be mended by `Graph`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from briefings.salience.graphs import AS_SUMY, MENDED, Graph, lexrank, textrank
from briefings.salience.sumys import SUMY, Ranker, by_sumy
from briefings.similarity import Vector, vectors
from briefings.words import stems

__all__ = ["AS_SUMY", "MENDED", "NAMES", "Graph", "Ranker", "by_sumy", "centroid", "lexrank", "ranker", "textrank"]


def centroid(texts: Sequence[str]) -> Vector:
    """
    Score each text by its cosine with the sum of all.

    References:
        Radev, Jing, Styś & Tam (2004), Centroid-based summarization of multiple documents, IPM 40(6).
    """
    rows = vectors([stems(text) for text in texts])
    middle = np.asarray(rows.sum(axis=0)).ravel()
    length = float(np.linalg.norm(middle)) or 1.0
    return np.asarray(rows @ (middle / length)).ravel()


_OURS: dict[str, Ranker] = {"centroid": centroid, "lexrank": lexrank, "textrank": textrank}

#: Every ranker there is.
NAMES = ("centroid", *SUMY)


def ranker(name: str) -> Ranker:
    """
    Give the ranker called *name*, one of `NAMES`.

    Raises:
        KeyError: If there is none of that name.
    """
    return _OURS.get(name) or by_sumy(name)
