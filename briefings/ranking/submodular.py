"""Select sentences by submodular maximization of coverage, centrality and representativeness."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from briefings.ranking.mmr import SelectionBudget
from briefings.ranking.similarity import Matrix, Vector, build_vectors, compute_inverse_frequencies
from briefings.text import bigrams, stem_words

#: Weight of shared concepts against the centroid, in [0, 1]: if the budget counts sentences; if it limits the length.
SHARED_CONCEPTS_WEIGHT, SHARED_CONCEPTS_WEIGHT_BY_LENGTH = 0.6, 0.3
#: Weight of representativeness (gain in similarity to the nearest chosen sentence), and of centrality (square root of
#: the summed similarity, as a share of the maximum).
REPRESENTATIVENESS_WEIGHT, CENTRALITY_WEIGHT = 0.8, 0.4
#: Weight of a sentence's own similarity to the centroid, added to its gain.
CENTROID_WEIGHT = 0.3
#: Bonus of the first sentence of an article; it decreases with the square root of the position.
LEAD_BONUS = 0.5
#: Exponent of the number of words in the cost of a text, if the budget limits the length.
COST_EXPONENT = 0.7
#: Share of its value that a sentence loses for every chosen sentence of its origin, to favour other origins.
SAME_ORIGIN_PENALTY = 0.05
#: Exponent of the share of a sentence that is new compared with all chosen sentences, in its value.
NOVELTY_EXPONENT = 2.0
#: Cosine from which two sentences count as duplicates: if the budget counts sentences; if it limits the length.
DUPLICATE_COSINE, DUPLICATE_COSINE_BY_LENGTH = 0.5, 0.7


@dataclass(frozen=True, slots=True)
class Candidates:
    """
    The n candidate sentences, in reading order.

    Attributes:
        texts: Their texts.
        terms: Their content words, unstemmed: measurements showed that stemming makes the centroid worse.
        groups: The origin of each, which near-copies share.
        positions: Number of each in its article, from zero; shape (n,).
        factors: Other factors of the value of each, around 1; shape (n,).
        features: Rows whose products are the similarity of two sentences
            (`briefings.clustering.similarity.feature_matrix`), or None if only the words are known.
        duplicate_similarity: Product from which two sentences count as duplicates.
    """

    texts: Sequence[str]
    terms: Sequence[tuple[str, ...]]
    groups: Sequence[str]
    positions: Vector
    factors: Vector
    features: Matrix | None = None
    duplicate_similarity: float = 1.0


def select_submodular(candidates: Candidates, budget: SelectionBudget) -> tuple[int, ...]:
    """
    Choose the sentences that together cover most within *budget*, without duplicates.

    Returns:
        Indices in the order chosen.

    References:
        Ghalandari (2017), Revisiting the Centroid-based Method, NewSum; Gillick & Favre (2009), A Scalable Global Model
        for Summarization, ILP-NLP; Lin & Bilmes (2010), Budgeted Maximization of Submodular Functions, NAACL; (2011) A
        Class of Submodular Functions for Document Summarization, ACL.
    """
    if not candidates.texts:
        return ()
    breadth = 1 - 1 / len(set(candidates.groups))  # 0 for one origin: no shared words, no reliable lead
    lead = 1 + LEAD_BONUS * breadth / np.sqrt(1 + candidates.positions)
    rows = build_vectors(candidates.terms, _compute_term_weights(candidates.terms, breadth))
    centroid = _CentroidSimilarity(rows, lead)
    by_length = budget.words is not None or budget.characters is not None
    shared = _SharedConcepts(candidates.texts, candidates.groups, _compute_costs(candidates.texts, by_length=by_length))
    sizes, remaining = budget.measure(candidates.texts)
    available, nearest = np.asarray(rows.getnnz(axis=1) > 0), np.zeros(len(candidates.texts))
    groups, origin_factors = np.array(candidates.groups), np.ones(len(candidates.texts))
    redundancy = _Redundancy(candidates.features, candidates.duplicate_similarity, len(candidates.texts))
    representativeness = _Representativeness(candidates.features, len(candidates.texts))
    chosen: list[int] = []
    shared_weight, duplicate_cosine = (
        (SHARED_CONCEPTS_WEIGHT_BY_LENGTH, DUPLICATE_COSINE_BY_LENGTH)
        if by_length
        else (SHARED_CONCEPTS_WEIGHT, DUPLICATE_COSINE)
    )
    weight = shared_weight if breadth else 0.0
    while True:
        available &= (nearest < duplicate_cosine) & (sizes <= remaining[:, None]).all(axis=0)
        if not available.any():
            return tuple(chosen)
        value = (
            (1 - weight) * centroid.compute_gains()
            + weight * shared.compute_gains()
            + representativeness.compute_gains()
        )
        value *= lead * candidates.factors * origin_factors * redundancy.compute_novelty() ** NOVELTY_EXPONENT
        best = int(np.where(available, value, -np.inf).argmax())  # the first of equal values
        chosen.append(best)
        available[best] = False
        remaining = remaining - sizes[:, best]
        nearest = np.maximum(nearest, (rows @ rows.getrow(best).T).toarray().ravel())
        available &= redundancy.add(best)
        origin_factors[groups == groups[best]] *= 1 - SAME_ORIGIN_PENALTY
        centroid.add(best)
        shared.add(best)
        representativeness.add(best)


class _Representativeness:
    """Gain in similarity of all sentences to their nearest chosen one, plus centrality, for each sentence."""

    def __init__(self, features: Matrix | None, count: int) -> None:
        self._similarity = csr_matrix((count, count)) if features is None else (features @ features.T).tocsr()
        self._others = np.repeat(np.arange(count), np.diff(self._similarity.indptr))
        totals = np.asarray(self._similarity.sum(axis=1)).ravel()
        self._max_total = float(totals.max(initial=0.0)) or 1.0
        self._central = np.sqrt(totals / self._max_total)
        self._nearest = np.zeros(count)

    def compute_gains(self) -> Vector:
        likeness = self._similarity
        nearer = np.maximum(likeness.data - self._nearest[self._others], 0.0)
        gains = np.bincount(likeness.indices, weights=nearer, minlength=len(self._nearest))
        return np.asarray(REPRESENTATIVENESS_WEIGHT * gains / self._max_total + CENTRALITY_WEIGHT * self._central)

    def add(self, index: int) -> None:
        self._nearest = np.maximum(self._nearest, self._similarity.getrow(index).toarray().ravel())


class _Redundancy:
    """Overlap of each sentence with the chosen ones, with each of them and with all of them together."""

    def __init__(self, features: Matrix | None, duplicate_similarity: float, count: int) -> None:
        features = csr_matrix((count, 1)) if features is None else features
        self._rows, self._duplicate_similarity = features, duplicate_similarity
        self._totals = np.maximum(np.asarray(features.sum(axis=1)).ravel(), 1e-12)
        self._covered = np.zeros(features.shape[1])

    def compute_novelty(self) -> Vector:
        """Return the share of each sentence, by weight, that no chosen one contains; shape (n,), in [0, 1]."""
        return np.asarray(
            np.maximum(1 - self._rows @ self._covered / self._totals, 0.0)
        )  # rounding may yield less than 0

    def add(self, index: int) -> NDArray[np.bool_]:
        """Record the sentence at *index* as chosen; return a mask of those that do not repeat it, shape (n,)."""
        row = self._rows.getrow(index)
        self._covered[row.indices] = 1.0
        return np.asarray((self._rows @ row.T).toarray().ravel() < self._duplicate_similarity)


class _CentroidSimilarity:
    """Gain in cosine of the chosen sentences with the centroid, for each sentence."""

    def __init__(self, rows: Matrix, lead: Vector) -> None:
        centroid = np.asarray(rows.multiply(lead[:, None]).sum(axis=0)).ravel()
        centroid /= np.linalg.norm(centroid) or 1.0
        self._rows, self._similarities = rows, np.asarray(rows @ centroid).ravel()
        self._own = self._similarities / (self._similarities.max() or 1.0)
        self._lengths = np.asarray(rows.multiply(rows).sum(axis=1)).ravel()
        self._chosen = np.zeros(rows.shape[1])
        self._reached = self._current = 0.0

    def compute_gains(self) -> Vector:
        return self._compute_cosines() - self._current + CENTROID_WEIGHT * self._own

    def add(self, index: int) -> None:
        self._current = float(self._compute_cosines()[index])
        self._chosen += self._rows.getrow(index).toarray().ravel()
        self._reached += float(self._similarities[index])

    def _compute_cosines(self) -> Vector:
        """Return the cosine of the centroid with the chosen sentences and each sentence added to them."""
        length = self._chosen @ self._chosen + 2 * np.asarray(self._rows @ self._chosen).ravel() + self._lengths
        return np.asarray((self._reached + self._similarities) / np.sqrt(np.maximum(length, 1e-12)))


class _SharedConcepts:
    """Gain in stems and bigrams that several origins share, for each sentence; none counts twice."""

    def __init__(self, texts: Sequence[str], groups: Sequence[str], costs: Vector) -> None:
        bags: list[dict[object, None]] = [dict.fromkeys((*stem_words(text), *bigrams(text))) for text in texts]
        concepts_by_origin: dict[str, dict[object, None]] = {}  # dicts, not sets: a fixed order makes sums reproducible
        for bag, group in zip(bags, groups, strict=True):
            concepts_by_origin.setdefault(group, {}).update(bag)
        origin_counts = Counter(concept for concepts in concepts_by_origin.values() for concept in concepts)
        shared = {
            concept: column for column, concept in enumerate(c for c, count in origin_counts.items() if count > 1)
        }
        entries = [(row, shared[concept]) for row, bag in enumerate(bags) for concept in bag if concept in shared]
        row_numbers, columns = zip(*entries, strict=True) if entries else ((), ())
        self._incidence = csr_matrix((np.ones(len(entries)), (row_numbers, columns)), shape=(len(bags), len(shared)))
        self._weights = np.array([origin_counts[concept] - 1.0 for concept in shared])
        self._costs = costs
        self._max_gain = float(self._compute_raw_gains().max(initial=0.0)) or 1.0

    def compute_gains(self) -> Vector:
        return self._compute_raw_gains() / self._max_gain

    def add(self, index: int) -> None:
        self._weights[self._incidence.getrow(index).indices] = 0.0

    def _compute_raw_gains(self) -> Vector:
        return np.asarray(self._incidence @ self._weights).ravel() / self._costs


def _compute_term_weights(terms: Sequence[tuple[str, ...]], breadth: float) -> dict[str, float]:
    """Weight terms by inverse frequency, less for fewer origins: the frequent words of one article are its topic."""
    return {term: weight**breadth for term, weight in compute_inverse_frequencies(terms).items()}


def _compute_costs(texts: Sequence[str], *, by_length: bool) -> Vector:
    """Return the cost of each text: by its number of words if the budget limits the length, else 1."""
    words = np.array([float(max(1, len(text.split()))) for text in texts])
    return np.asarray(words**COST_EXPONENT) if by_length else np.ones(len(texts))
