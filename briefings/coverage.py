"""
Our own way to choose: sentences that together tell what the articles tell.

Three aims are mixed. The summary as a whole should point where the whole points (its terms' cosine with the centroid's,
grown greedily); it should hold the words and pairs of words that several articles share, each counted once; and every
sentence of the whole should be near, in what it tells, to one that is chosen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from briefings.selection import Budget
from briefings.similarity import Matrix, Vector, inverse_frequencies, vectors
from briefings.words import pairs, stems

#: Weight of what several articles share against the centroid, in [0, 1], where sentences are counted; where words are.
SHARED, SHARED_BY_LENGTH = 0.6, 0.3
#: Weight of what comes near to one of the chosen, and of what is near to much (the root of its share of the most).
REPRESENTED, CENTRAL = 0.8, 0.4
#: What a sentence's own nearness to the centroid adds to what it brings.
OWN = 0.3
#: What the first sentence of an article is worth more than a late one; later ones less by the root of their place.
LEAD = 0.5
#: Power of a text's number of words by which it costs, where length is what is limited.
COST = 0.7
#: What every further sentence of one origin loses, so that others are heard.
VOICE = 0.05
#: Power of the part of a sentence that is new beside all of the chosen, by which it is worth more or less.
FRESH = 2.0
#: Cosine of two sentences from which on only one is chosen: where sentences are counted, and where words are.
SAME, SAME_BY_LENGTH = 0.5, 0.7


@dataclass(frozen=True, slots=True)
class Candidates:
    """
    n sentences to choose from, in reading order.

    Attributes:
        texts: Their words.
        terms: Their content words, as they stand: in the centroid, stemming was measured, and lost by it.
        groups: The origin of each: near copies are one.
        positions: Number of each in its article, from zero; shape (n,).
        factors: What else makes each worth more or less, around 1; shape (n,).
        tellings: Rows whose products say how alike two are in what they tell (`briefings.stories.described`), or None
            where only the words are known.
        told: Product from which on two tell the same.
    """

    texts: Sequence[str]
    terms: Sequence[tuple[str, ...]]
    groups: Sequence[str]
    positions: Vector
    factors: Vector
    tellings: Matrix | None = None
    told: float = 1.0


def cover(candidates: Candidates, budget: Budget) -> tuple[int, ...]:
    """
    Choose the sentences that together tell most within *budget*, none of which tells the same as another.

    Returns:
        Indices in the order chosen.

    References:
        Ghalandari (2017), Revisiting the Centroid-based Method, NewSum; Gillick & Favre (2009), A Scalable Global Model
        for Summarization, ILP-NLP; Lin & Bilmes (2010), Budgeted Maximization of Submodular Functions, NAACL; (2011) A
        Class of Submodular Functions for Document Summarization, ACL.
    """
    if not candidates.texts:
        return ()
    breadth = 1 - 1 / len(set(candidates.groups))  # one article alone has no shared words, and no lead to trust
    lead = 1 + LEAD * breadth / np.sqrt(1 + candidates.positions)
    rows = vectors(candidates.terms, _softened(candidates.terms, breadth))
    whole = _Centroid(rows, lead)
    by_length = budget.words is not None or budget.characters is not None
    shared = _Shared(candidates.texts, candidates.groups, _costs(candidates.texts, by_length=by_length))
    sizes, room = budget.room(candidates.texts)
    left, nearest = np.asarray(rows.getnnz(axis=1) > 0), np.zeros(len(candidates.texts))
    groups, voices = np.array(candidates.groups), np.ones(len(candidates.texts))
    heard = _Heard(candidates.tellings, candidates.told, len(candidates.texts))
    represented = _Represented(candidates.tellings, len(candidates.texts))
    chosen: list[int] = []
    shared_weight, same = (SHARED_BY_LENGTH, SAME_BY_LENGTH) if by_length else (SHARED, SAME)
    weight = shared_weight if breadth else 0.0
    while True:
        left &= (nearest < same) & (sizes <= room[:, None]).all(axis=0)
        if not left.any():
            return tuple(chosen)
        value = (1 - weight) * whole.gains() + weight * shared.gains() + represented.gains()
        value *= lead * candidates.factors * voices * heard.fresh() ** FRESH
        best = int(np.where(left, value, -np.inf).argmax())  # the first of equals
        chosen.append(best)
        left[best] = False
        room = room - sizes[:, best]
        nearest = np.maximum(nearest, (rows @ rows.getrow(best).T).toarray().ravel())
        left &= heard.take(best)
        voices[groups == groups[best]] *= 1 - VOICE
        whole.take(best)
        shared.take(best)
        represented.take(best)


class _Represented:
    """How much nearer each sentence would bring all others to one that is chosen, and how much is near to it."""

    def __init__(self, tellings: Matrix | None, count: int) -> None:
        self._likeness = csr_matrix((count, count)) if tellings is None else (tellings @ tellings.T).tocsr()
        self._others = np.repeat(np.arange(count), np.diff(self._likeness.indptr))
        near = np.asarray(self._likeness.sum(axis=1)).ravel()
        self._most = float(near.max(initial=0.0)) or 1.0
        self._central = np.sqrt(near / self._most)
        self._nearest = np.zeros(count)

    def gains(self) -> Vector:
        likeness = self._likeness
        nearer = np.maximum(likeness.data - self._nearest[self._others], 0.0)
        gains = np.bincount(likeness.indices, weights=nearer, minlength=len(self._nearest))
        return np.asarray(REPRESENTED * gains / self._most + CENTRAL * self._central)

    def take(self, index: int) -> None:
        self._nearest = np.maximum(self._nearest, self._likeness.getrow(index).toarray().ravel())


class _Heard:
    """What of each sentence the chosen have told already: beside each of them, and beside all of them together."""

    def __init__(self, tellings: Matrix | None, told: float, count: int) -> None:
        tellings = csr_matrix((count, 1)) if tellings is None else tellings
        self._rows, self._told = tellings, told
        self._whole = np.maximum(np.asarray(tellings.sum(axis=1)).ravel(), 1e-12)
        self._said = np.zeros(tellings.shape[1])

    def fresh(self) -> Vector:
        """Give the part of each that no chosen one tells, by weight; shape (n,), in [0, 1]."""
        return np.asarray(np.maximum(1 - self._rows @ self._said / self._whole, 0.0))  # where all is told: a hair below

    def take(self, index: int) -> NDArray[np.bool_]:
        """Take the sentence at *index* as told; give a mask of those that tell something else, shape (n,)."""
        row = self._rows.getrow(index)
        self._said[row.indices] = 1.0
        return np.asarray((self._rows @ row.T).toarray().ravel() < self._told)


class _Centroid:
    """How much nearer to the centroid each sentence would bring what is chosen."""

    def __init__(self, rows: Matrix, lead: Vector) -> None:
        middle = np.asarray(rows.multiply(lead[:, None]).sum(axis=0)).ravel()
        middle /= np.linalg.norm(middle) or 1.0
        self._rows, self._toward = rows, np.asarray(rows @ middle).ravel()
        self._own = self._toward / (self._toward.max() or 1.0)
        self._lengths = np.asarray(rows.multiply(rows).sum(axis=1)).ravel()
        self._chosen = np.zeros(rows.shape[1])
        self._reached = self._now = 0.0

    def gains(self) -> Vector:
        return self._cosines() - self._now + OWN * self._own

    def take(self, index: int) -> None:
        self._now = float(self._cosines()[index])
        self._chosen += self._rows.getrow(index).toarray().ravel()
        self._reached += float(self._toward[index])

    def _cosines(self) -> Vector:
        """Give the cosine of centroid and chosen, for each sentence were it added."""
        length = self._chosen @ self._chosen + 2 * np.asarray(self._rows @ self._chosen).ravel() + self._lengths
        return np.asarray((self._reached + self._toward) / np.sqrt(np.maximum(length, 1e-12)))


class _Shared:
    """How much each sentence would add of the words and pairs that several groups tell, none counted twice."""

    def __init__(self, texts: Sequence[str], groups: Sequence[str], costs: Vector) -> None:
        bags: list[dict[object, None]] = [dict.fromkeys((*stems(text), *pairs(text))) for text in texts]
        told: dict[str, dict[object, None]] = {}  # dicts keep their order, and with it every sum its last bit
        for bag, group in zip(bags, groups, strict=True):
            told.setdefault(group, {}).update(bag)
        tellers = Counter(concept for concepts in told.values() for concept in concepts)
        shared = {concept: column for column, concept in enumerate(c for c, count in tellers.items() if count > 1)}
        entries = [(row, shared[concept]) for row, bag in enumerate(bags) for concept in bag if concept in shared]
        row_numbers, columns = zip(*entries, strict=True) if entries else ((), ())
        self._holds = csr_matrix((np.ones(len(entries)), (row_numbers, columns)), shape=(len(bags), len(shared)))
        self._weights = np.array([tellers[concept] - 1.0 for concept in shared])
        self._costs = costs
        self._most = float(self._raw().max(initial=0.0)) or 1.0

    def gains(self) -> Vector:
        return self._raw() / self._most

    def take(self, index: int) -> None:
        self._weights[self._holds.getrow(index).indices] = 0.0

    def _raw(self) -> Vector:
        return np.asarray(self._holds @ self._weights).ravel() / self._costs


def _softened(terms: Sequence[tuple[str, ...]], breadth: float) -> dict[str, float]:
    """Weigh terms by inverse frequency, the less so the fewer articles: one article's frequent words are its topic."""
    return {term: weight**breadth for term, weight in inverse_frequencies(terms).items()}


def _costs(texts: Sequence[str], *, by_length: bool) -> Vector:
    """Let a text cost by its length where length is what is limited, and nothing where sentences are."""
    words = np.array([float(max(1, len(text.split()))) for text in texts])
    return np.asarray(words**COST) if by_length else np.ones(len(texts))
