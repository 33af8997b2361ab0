"""Sentences of several outlets that tell the same thing."""

from __future__ import annotations

from collections.abc import Sequence

from briefings.selection import SAME
from briefings.similarity import cosines, vectors
from briefings.words import stems
from corpus.model import Citation, Passage


def tellers(passage: Passage, others: Sequence[Passage]) -> tuple[Citation, ...]:
    """
    Find the other articles among *others* that tell what *passage* tells.

    Returns:
        One citation an article, in the order of *others*; near copies of one origin are told apart by ``origin``.
    """
    texts = [stems(passage.sentence.text), *(stems(other.sentence.text) for other in others)]
    row = cosines(vectors(texts)).getrow(0)
    found: dict[str, Citation] = {}
    for column in sorted(row.indices[row.data >= SAME]):
        if column and others[column - 1].citation.key != passage.citation.key:
            citation = others[column - 1].citation
            found.setdefault(citation.key, citation)
    return tuple(found.values())
