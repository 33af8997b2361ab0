"""Rank sentences by LexRank, TextRank or centroid similarity, and get any ranker by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from scipy.sparse import csr_matrix, diags_array, vstack

from briefings.ranking.similarity import Matrix, Vector, build_vectors, count_document_frequencies
from briefings.ranking.sumy import SUMY_RANKERS, Ranker, get_sumy_ranker
from briefings.text import stem_words, tokenize
from corpus.languages.en.vocabulary import FUNCTION_WORDS

#: Maximum number of sentences for which the full matrix is multiplied, as in sumy; it takes 8 MB.
MAX_DENSE_SENTENCES = 1_024
#: Number of rows compared with all others at a time, to bound the memory.
_BLOCK_ROWS = 256
_MAX_ITERATIONS = 1_000


@dataclass(frozen=True, slots=True)
class GraphOptions:
    """
    Corrections to sumy's graph rankers.

    Attributes:
        tolerance: Change of the score vector at which the iteration stops; None for sumy's own tolerance, which is 0.1
            in LexRank: two or three steps, after which chance has much influence.
        letterless: Whether sentences without a letter are scored; sumy also scores the figures of tables.
        once: Whether only the first of several sentences with the same words votes; in sumy a repeated line raises its
            own score.
    """

    tolerance: float | None = None
    letterless: bool = True
    once: bool = False


#: The behaviour of sumy, and all corrections to it.
SUMY_OPTIONS, CORRECTED_OPTIONS = GraphOptions(), GraphOptions(tolerance=1e-6, letterless=False, once=True)

#: Cosine above which LexRank links two sentences; sumy's tolerances in LexRank and TextRank; TextRank's damping and its
#: epsilon against division by zero.
_LEXRANK_THRESHOLD, _LEXRANK_TOLERANCE, _TEXTRANK_TOLERANCE, _DAMPING, _EPSILON = 0.1, 0.1, 1e-4, 0.85, 1e-7


def lexrank(texts: Sequence[str], graph: GraphOptions = SUMY_OPTIONS) -> Vector:
    """
    Score *texts* by LexRank: a random walk over sentences whose idf-modified cosine exceeds 0.1.

    References:
        Erkan & Radev (2004), LexRank: Graph-based Lexical Centrality as Salience in Text Summarization, JAIR 22.
    """
    return _rank_voting(texts, graph, _compute_lexrank)


def textrank(texts: Sequence[str], graph: GraphOptions = SUMY_OPTIONS) -> Vector:
    """
    Score *texts* by TextRank: PageRank over shared words, normalized by the lengths of the sentences.

    References:
        Mihalcea & Tarau (2004), TextRank: Bringing Order into Texts, EMNLP.
    """
    return _rank_voting(texts, graph, _compute_textrank)


def _rank_voting(
    texts: Sequence[str], graph: GraphOptions, rank: Callable[[list[Counter[str]], GraphOptions], Vector]
) -> Vector:
    """Rank the *texts* that may vote; the others score zero."""
    bags = [Counter(word for word in tokenize(text) if word not in FUNCTION_WORDS) for text in texts]
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


def _compute_lexrank(bags: list[Counter[str]], graph: GraphOptions) -> Vector:
    frequencies = count_document_frequencies([tuple(bag) for bag in bags])
    weights = {word: log(len(bags) / (1 + count)) for word, count in frequencies.items()}  # may be negative, as in sumy
    rows = _build_rows(
        [{word: count / max(bag.values()) * weights[word] for word, count in bag.items()} for bag in bags]
    )
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    unit = csr_matrix(diags_array(np.divide(1, lengths, out=np.zeros(len(bags)), where=lengths > 0)) @ rows)
    links = _compute_products(unit, lambda block, _start: _filter_above(block, _LEXRANK_THRESHOLD))
    degrees = np.maximum(np.diff(links.indptr), 1)
    transitions = csr_matrix(diags_array(1 / degrees) @ links)
    steps = (transitions.toarray() if len(bags) <= MAX_DENSE_SENTENCES else transitions).T

    def step(scores: Vector) -> Vector:
        moved = np.asarray(steps @ scores)
        return moved / (np.linalg.norm(moved) or 1.0)

    return _run_power_iteration(len(bags), step, graph.tolerance, _LEXRANK_TOLERANCE)


def _compute_textrank(bags: list[Counter[str]], graph: GraphOptions) -> Vector:
    counts = _build_rows([dict(bag) for bag in bags])
    lengths = np.log(np.maximum(np.asarray(counts.sum(axis=1)).ravel(), 1))

    def weigh(block: Matrix, start: int) -> Matrix:
        entries = block.tocoo()
        norms = lengths[entries.row + start] + lengths[entries.col]
        entries.data = np.where(norms > 0, entries.data / np.where(norms > 0, norms, 1), entries.data)
        return entries.tocsr()

    edges, jump = _compute_products(counts, weigh), (1 - _DAMPING) / len(bags)
    if len(bags) <= MAX_DENSE_SENTENCES:
        full = edges.toarray()
        full /= full.sum(axis=1)[:, None] + _EPSILON
        steps = (jump + _DAMPING * full).T
        return _run_power_iteration(
            len(bags), lambda scores: np.asarray(steps @ scores), graph.tolerance, _TEXTRANK_TOLERANCE
        )
    totals = np.asarray(edges.sum(axis=1)).ravel() + _EPSILON
    walk = csr_matrix(diags_array(_DAMPING / totals) @ edges).T.tocsr()

    def step(scores: Vector) -> Vector:
        return np.asarray(jump * scores.sum() + walk @ scores)

    return _run_power_iteration(len(bags), step, graph.tolerance, _TEXTRANK_TOLERANCE)


def _run_power_iteration(count: int, step: Callable[[Vector], Vector], tolerance: float | None, usual: float) -> Vector:
    """Repeat *step* from equal scores until the change is at most *tolerance*, or *usual* if that is None."""
    scores = np.array([1 / count] * count)
    for _ in range(_MAX_ITERATIONS):
        moved = step(scores)
        change = float(np.linalg.norm(moved - scores))
        scores = moved
        if change <= (usual if tolerance is None else tolerance):
            break
    return scores if tolerance is None else np.round(scores, 9)  # rounding noise must not break ties


def _build_rows(bags: Sequence[dict[str, float]]) -> Matrix:
    """Convert n bags of weighted words to a matrix of n rows."""
    columns: dict[str, int] = {}
    indices = [columns.setdefault(word, len(columns)) for bag in bags for word in bag]
    starts = np.cumsum([0, *map(len, bags)])
    data = [value for bag in bags for value in bag.values()]
    return csr_matrix((data, indices, starts), shape=(len(bags), max(1, len(columns))), dtype=np.float64)


def _compute_products(rows: Matrix, keep: Callable[[Matrix, int], Matrix]) -> Matrix:
    """Multiply *rows* with one another in blocks, and apply *keep* to each block of products."""
    columns = rows.T.tocsr()
    starts = range(0, rows.shape[0], _BLOCK_ROWS)
    return csr_matrix(vstack([keep((rows[start : start + _BLOCK_ROWS] @ columns).tocsr(), start) for start in starts]))


def _filter_above(block: Matrix, least: float) -> Matrix:
    """Return a matrix with a one for every product above *least*."""
    entries = block.tocoo()
    near = entries.data > least
    ones = np.ones(int(near.sum()))
    return csr_matrix((ones, (entries.row[near], entries.col[near])), shape=block.shape)


def score_centroid(texts: Sequence[str]) -> Vector:
    """
    Score each text by its cosine with the sum of all texts.

    References:
        Radev, Jing, Styś & Tam (2004), Centroid-based summarization of multiple documents, IPM 40(6).
    """
    rows = build_vectors([stem_words(text) for text in texts])
    centroid = np.asarray(rows.sum(axis=0)).ravel()
    length = float(np.linalg.norm(centroid)) or 1.0
    return np.asarray(rows @ (centroid / length)).ravel()


_BUILT_IN_RANKERS: dict[str, Ranker] = {"centroid": score_centroid, "lexrank": lexrank, "textrank": textrank}

#: Names of all rankers.
RANKER_NAMES = ("centroid", *SUMY_RANKERS)


def get_ranker(name: str) -> Ranker:
    """
    Return the ranker called *name*, one of `RANKER_NAMES`.

    Raises:
        KeyError: If there is no ranker of that name.
    """
    return _BUILT_IN_RANKERS.get(name) or get_sumy_ranker(name)
