"""Sentences of several outlets that tell the same thing."""

from __future__ import annotations

from collections.abc import Sequence

from briefings.similarity import vectors
from briefings.words import stems
from corpus.model import Citation, Passage

#: Cosine of two sentences from which on they are taken to tell the same.
SAME = 0.5


def tellers(chosen: Sequence[Passage], others: Sequence[Passage]) -> tuple[tuple[Citation, ...], ...]:
    """
    Find, for each of *chosen*, the other articles among *others* that tell what it tells.

    Returns:
        For each passage one citation an article, in the order of *others*.
    """
    texts = [stems(passage.sentence.text) for passage in (*chosen, *others)]
    rows = vectors(texts)
    likeness = (rows[: len(chosen)] @ rows[len(chosen) :].T).tocsr()
    found: list[tuple[Citation, ...]] = []
    for number, passage in enumerate(chosen):
        row = likeness.getrow(number)
        same = [others[column].citation for column in sorted(row.indices[row.data >= SAME])]
        found.append(tuple({c.key: c for c in same if c.key != passage.citation.key}.values()))
    return tuple(found)
