"""Scores → chosen sentences within a budget, no two of which tell the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from briefings.similarity import Matrix, Vector

#: Cosine of two sentences from which on they are taken to tell the same.
SAME = 0.5


@dataclass(frozen=True, slots=True)
class Budget:
    """
    How much may be chosen; a side that is None does not limit.

    Attributes:
        sentences: Most sentences.
        words: Most words in all, as blanks divide them.
        characters: Most code points in all.
    """

    sentences: int | None = None
    words: int | None = None
    characters: int | None = None

    def room(self, texts: Sequence[str]) -> tuple[Vector, Vector]:
        """
        Set the sizes of n *texts* against the budget.

        Returns:
            What each text takes, shape (3, n): sentences, words, characters; and what there is of each, shape (3,).
        """
        sizes = [[1.0] * len(texts), [float(len(text.split())) for text in texts], [float(len(text)) for text in texts]]
        limits = (self.sentences, self.words, self.characters)
        return np.array(sizes), np.array([np.inf if limit is None else float(limit) for limit in limits])


def diverse(
    texts: Sequence[str], salience: Vector, similarity: Matrix, budget: Budget, trade_off: float = 0.7
) -> tuple[int, ...]:
    """
    Choose salient texts that do not repeat each other (maximal marginal relevance).

    Args:
        texts: The n candidates, in reading order.
        salience: Shape (n,), each in [0, 1].
        similarity: Shape (n, n), cosine in [0, 1]; no text is chosen within :data:`SAME` of a chosen one.
        budget: What the chosen may hold together.
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
    sizes, room = budget.room(texts)
    nearest, left = np.zeros(len(texts)), np.ones(len(texts), dtype=bool)
    chosen: list[int] = []
    while True:
        left &= (nearest < SAME) & (sizes <= room[:, None]).all(axis=0)
        if not left.any():
            return tuple(chosen)
        value = np.where(left, trade_off * salience - (1 - trade_off) * nearest, -np.inf)
        best = int(value.argmax())  # the first of equals
        chosen.append(best)
        left[best] = False
        room = room - sizes[:, best]
        nearest = np.maximum(nearest, similarity.getrow(best).toarray().ravel())
