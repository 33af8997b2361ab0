"""
Sentences as a graph: LexRank and TextRank by sparse matrices.

Left as they are, they give the scores of sumy 0.13, and so its order, weaknesses included; `Graph` mends these. Up to
`EXACT` sentences the scores are sumy's bit for bit; beyond, sums are taken in another order and differ by rounding.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from scipy.sparse import csr_matrix, diags_array, vstack

from briefings.similarity import Matrix, Vector, document_frequencies
from briefings.words import FUNCTION_WORDS, tokens

#: Sentences up to which a full matrix is multiplied, as sumy does: 8 MB of it.
EXACT = 1_024
#: Rows that are compared with all others at a time: what bounds the memory.
_BLOCK = 256
_MOST_STEPS = 1_000


@dataclass(frozen=True, slots=True)
class Graph:
    """
    What is mended of sumy's graphs.

    Attributes:
        tolerance: Change of the scores' vector below which they count as settled; None for sumy's own, which is 0.1 in
            LexRank: two or three steps, after which chance has much to say.
        letterless: Whether a sentence without a letter may score; sumy lets a table's figures in.
        once: Whether of sentences of the same words only the first votes; in sumy a repeated line lifts itself.
    """

    tolerance: float | None = None
    letterless: bool = True
    once: bool = False


#: As sumy does it, and with all that mended.
AS_SUMY, MENDED = Graph(), Graph(tolerance=1e-6, letterless=False, once=True)

#: Cosine above which LexRank joins two sentences; sumy's tolerances; TextRank's damping and its guard against zero.
_JOINED, _LEXRANK_TOLERANCE, _TEXTRANK_TOLERANCE, _DAMPING, _GUARD = 0.1, 0.1, 1e-4, 0.85, 1e-7


def lexrank(texts: Sequence[str], graph: Graph = AS_SUMY) -> Vector:
    """
    Score *texts* by LexRank: steps of a walk over sentences whose idf-modified cosine exceeds 0.1.

    References:
        Erkan & Radev (2004), LexRank: Graph-based Lexical Centrality as Salience in Text Summarization, JAIR 22.
    """
    return _ranked(texts, graph, _lexrank)


def textrank(texts: Sequence[str], graph: Graph = AS_SUMY) -> Vector:
    """
    Score *texts* by TextRank: PageRank over words in common, weighed down by the sentences' lengths.

    References:
        Mihalcea & Tarau (2004), TextRank: Bringing Order into Texts, EMNLP.
    """
    return _ranked(texts, graph, _textrank)


def _ranked(texts: Sequence[str], graph: Graph, rank: Callable[[list[Counter[str]], Graph], Vector]) -> Vector:
    """Rank those of *texts* that may vote; the others score zero."""
    bags = [Counter(word for word in tokens(text) if word not in FUNCTION_WORDS) for text in texts]
    voting = np.array([graph.letterless or any(map(str.isalpha, text)) for text in texts], dtype=bool)
    if graph.once:
        seen: set[frozenset[str]] = set()
        for number, bag in enumerate(bags):
            voting[number] &= (words := frozenset(bag)) not in seen
            seen.add(words)
    scores = np.zeros(len(texts))
    if voting.any():
        scores[voting] = rank([bag for bag, votes in zip(bags, voting, strict=True) if votes], graph)
    return scores


def _lexrank(bags: list[Counter[str]], graph: Graph) -> Vector:
    frequencies = document_frequencies([tuple(bag) for bag in bags])
    weights = {
        word: log(len(bags) / (1 + count)) for word, count in frequencies.items()
    }  # may be below zero, as sumy's
    rows = _rows([{word: count / max(bag.values()) * weights[word] for word, count in bag.items()} for bag in bags])
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    unit = csr_matrix(diags_array(np.divide(1, lengths, out=np.zeros(len(bags)), where=lengths > 0)) @ rows)
    joined = _compared(unit, lambda block, _start: _above(block, _JOINED))
    degrees = np.maximum(np.diff(joined.indptr), 1)
    walk = csr_matrix(diags_array(1 / degrees) @ joined)
    steps = (walk.toarray() if len(bags) <= EXACT else walk).T

    def step(scores: Vector) -> Vector:
        moved = np.asarray(steps @ scores)
        return moved / (np.linalg.norm(moved) or 1.0)

    return _settled(len(bags), step, graph.tolerance, _LEXRANK_TOLERANCE)


def _textrank(bags: list[Counter[str]], graph: Graph) -> Vector:
    counts = _rows([dict(bag) for bag in bags])
    lengths = np.log(np.maximum(np.asarray(counts.sum(axis=1)).ravel(), 1))

    def weigh(block: Matrix, start: int) -> Matrix:
        entries = block.tocoo()
        norms = lengths[entries.row + start] + lengths[entries.col]
        entries.data = np.where(norms > 0, entries.data / np.where(norms > 0, norms, 1), entries.data)
        return entries.tocsr()

    edges, jump = _compared(counts, weigh), (1 - _DAMPING) / len(bags)
    if len(bags) <= EXACT:
        full = edges.toarray()
        full /= full.sum(axis=1)[:, None] + _GUARD
        steps = (jump + _DAMPING * full).T
        return _settled(len(bags), lambda scores: np.asarray(steps @ scores), graph.tolerance, _TEXTRANK_TOLERANCE)
    totals = np.asarray(edges.sum(axis=1)).ravel() + _GUARD
    walk = csr_matrix(diags_array(_DAMPING / totals) @ edges).T.tocsr()

    def step(scores: Vector) -> Vector:
        return np.asarray(jump * scores.sum() + walk @ scores)

    return _settled(len(bags), step, graph.tolerance, _TEXTRANK_TOLERANCE)


def _settled(count: int, step: Callable[[Vector], Vector], tolerance: float | None, usual: float) -> Vector:
    """Repeat *step* from equal scores until it changes less than *tolerance*, or *usual* where that is None."""
    scores = np.array([1 / count] * count)
    for _ in range(_MOST_STEPS):
        moved = step(scores)
        change = float(np.linalg.norm(moved - scores))
        scores = moved
        if change <= (usual if tolerance is None else tolerance):
            break
    return scores if tolerance is None else np.round(scores, 9)  # rounding decides nothing: ties go by reading order


def _rows(bags: Sequence[dict[str, float]]) -> Matrix:
    """Turn n bags of weighted words into a matrix of n rows."""
    columns: dict[str, int] = {}
    indices = [columns.setdefault(word, len(columns)) for bag in bags for word in bag]
    starts = np.cumsum([0, *map(len, bags)])
    data = [value for bag in bags for value in bag.values()]
    return csr_matrix((data, indices, starts), shape=(len(bags), max(1, len(columns))), dtype=np.float64)


def _compared(rows: Matrix, keep: Callable[[Matrix, int], Matrix]) -> Matrix:
    """Multiply *rows* with one another, some at a time, and *keep* of each block of products what is needed."""
    columns = rows.T.tocsr()
    starts = range(0, rows.shape[0], _BLOCK)
    return csr_matrix(vstack([keep((rows[start : start + _BLOCK] @ columns).tocsr(), start) for start in starts]))


def _above(block: Matrix, least: float) -> Matrix:
    """Give one for every product above *least*."""
    entries = block.tocoo()
    near = entries.data > least
    ones = np.ones(int(near.sum()))
    return csr_matrix((ones, (entries.row[near], entries.col[near])), shape=block.shape)
