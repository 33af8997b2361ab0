"""Select sentences within a budget by maximal marginal relevance (MMR)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from briefings.ranking.similarity import Matrix, Vector

#: Cosine from which two sentences count as duplicates.
DUPLICATE_COSINE = 0.5


@dataclass(frozen=True, slots=True)
class SelectionBudget:
    """
    Limits of a selection; None means no limit.

    Attributes:
        sentences: Maximum number of sentences.
        words: Maximum number of words in total, separated by white space.
        characters: Maximum number of code points in total.
    """

    sentences: int | None = None
    words: int | None = None
    characters: int | None = None

    def measure(self, texts: Sequence[str]) -> tuple[Vector, Vector]:
        """
        Return the sizes of n *texts* and the limits of the budget.

        Returns:
            The size of each text, shape (3, n): sentences, words, characters; and the limit of each, shape (3,),
            infinite if there is none.
        """
        sizes = [[1.0] * len(texts), [float(len(text.split())) for text in texts], [float(len(text)) for text in texts]]
        limits = (self.sentences, self.words, self.characters)
        return np.array(sizes), np.array([np.inf if limit is None else float(limit) for limit in limits])


def select_mmr(
    texts: Sequence[str], salience: Vector, similarity: Matrix, budget: SelectionBudget, trade_off: float = 0.7
) -> tuple[int, ...]:
    """
    Choose salient texts that do not repeat each other (maximal marginal relevance).

    Args:
        texts: The n candidates, in reading order.
        salience: Shape (n,), each in [0, 1].
        similarity: Shape (n, n), cosine in [0, 1]; no text is chosen if its cosine with a chosen one is at least
            :data:`DUPLICATE_COSINE`.
        budget: Limits of the chosen texts together.
        trade_off: Weight of salience against redundancy, in [0, 1].

    Returns:
        Indices in the order chosen; empty when nothing fits *budget*.

    Raises:
        ValueError: If the shapes disagree.

    References:
        Carbonell & Goldstein (1998), The Use of MMR, Diversity-Based Reranking, SIGIR.
    """
    if salience.shape != (len(texts),) or similarity.shape != (len(texts), len(texts)):
        raise ValueError(f"{len(texts)} texts, {salience.shape} scores and {similarity.shape} similarities disagree")
    sizes, remaining = budget.measure(texts)
    nearest, available = np.zeros(len(texts)), np.ones(len(texts), dtype=bool)
    chosen: list[int] = []
    while True:
        available &= (nearest < DUPLICATE_COSINE) & (sizes <= remaining[:, None]).all(axis=0)
        if not available.any():
            return tuple(chosen)
        value = np.where(available, trade_off * salience - (1 - trade_off) * nearest, -np.inf)
        best = int(value.argmax())  # the first of equal values
        chosen.append(best)
        available[best] = False
        remaining = remaining - sizes[:, best]
        nearest = np.maximum(nearest, similarity.getrow(best).toarray().ravel())
