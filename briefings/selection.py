"""Scores → chosen sentences within a budget, no two of which tell the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from briefings.similarity import Matrix, Vector

Concept = str | tuple[str, str]

#: Cosine of two sentences from which on they are taken to tell the same.
SAME = 0.5


@dataclass(frozen=True, slots=True)
class Budget:
    """
    How much may be chosen; a side that is None does not limit.

    Attributes:
        sentences: Most sentences.
        words: Most words in all.
        characters: Most code points in all.
    """

    sentences: int | None = None
    words: int | None = None
    characters: int | None = None

    def allows(self, texts: Sequence[str]) -> bool:
        """Tell whether *texts* together stay within it."""
        return (
            (self.sentences is None or len(texts) <= self.sentences)
            and (self.words is None or sum(len(text.split()) for text in texts) <= self.words)
            and (self.characters is None or sum(map(len, texts)) <= self.characters)
        )


def diverse(
    texts: Sequence[str], salience: Vector, similarity: Matrix, budget: Budget, trade_off: float = 0.7
) -> tuple[int, ...]:
    """
    Choose salient texts that do not repeat each other (maximal marginal relevance).

    Args:
        texts: The n candidates, in reading order.
        salience: Shape (n,), each in [0, 1].
        similarity: Shape (n, n), cosine in [0, 1].
        budget: What the chosen may hold together.
        trade_off: Weight of salience against redundancy, in [0, 1].

    Returns:
        Indices in the order chosen; empty when nothing fits *budget*.

    Raises:
        ValueError: If the shapes disagree.

    References:
        Carbonell & Goldstein (1998), The Use of MMR, Diversity-Based Reranking, SIGIR.
    """
    _check(texts, salience, similarity)
    return _greedy(
        texts, similarity, budget, lambda i, nearest: trade_off * float(salience[i]) - (1 - trade_off) * nearest[i]
    )


def covering(
    texts: Sequence[str],
    concepts: Sequence[Mapping[Concept, float]],
    bonus: Vector,
    similarity: Matrix,
    budget: Budget,
    scaling: float = 0.5,
) -> tuple[int, ...]:
    """
    Choose texts that together cover the weightiest concepts, each counted once (budgeted submodular greedy).

    Args:
        texts: The n candidates, in reading order.
        concepts: For each candidate its concepts (stems, pairs of stems) with their weights.
        bonus: Shape (n,): factor for what a candidate's place, dates and corroboration are worth, around 1.
        similarity: Shape (n, n), cosine in [0, 1]; candidates above :data:`SAME` exclude each other.
        budget: What the chosen may hold together.
        scaling: Exponent of a text's length that its gain is divided by: 0 prefers long texts, 1 dense ones.

    Returns:
        Indices in the order chosen.

    Raises:
        ValueError: If the shapes disagree.

    References:
        Lin & Bilmes (2010), Multi-document summarization via budgeted maximization of submodular functions, NAACL;
        Gillick & Favre (2009), A scalable global model for summarization, ILP-NLP.
    """
    _check(texts, bonus, similarity)
    covered: Counter[Concept] = Counter()
    cost = [max(1, len(text.split())) ** scaling for text in texts]

    def gain(index: int, _nearest: Sequence[float]) -> float:
        fresh = sum(weight for concept, weight in concepts[index].items() if not covered[concept])
        return fresh * float(bonus[index]) / cost[index]

    return _greedy(texts, similarity, budget, gain, on_choice=lambda index: covered.update(concepts[index].keys()))


def weigh(terms: Sequence[Sequence[str]], groups: Sequence[str]) -> list[dict[Concept, float]]:
    """
    Weigh the stems and neighbouring pairs of each text by how many of the *groups* (articles) tell them.

    Args:
        terms: Stems of n texts.
        groups: The article (or other independent source) of each text.

    Returns:
        n mappings; a concept of one group alone weighs little, a pair weighs more than a stem.
    """
    from briefings.words import pairs  # noqa: PLC0415

    tellers: dict[Concept, set[str]] = {}
    bags: list[set[Concept]] = []
    for words, group in zip(terms, groups, strict=True):
        bag: set[Concept] = {*words, *pairs(tuple(words))}
        bags.append(bag)
        for concept in bag:
            tellers.setdefault(concept, set()).add(group)
    return [{concept: _weight(concept, len(tellers[concept])) for concept in bag} for bag in bags]


def _weight(concept: Concept, count: int) -> float:
    return log(1 + count) * (1.0 if isinstance(concept, str) else 1.5) if count > 1 else 0.1


def _greedy(
    texts: Sequence[str],
    similarity: Matrix,
    budget: Budget,
    value: Callable[[int, Sequence[float]], float],
    on_choice: Callable[[int], None] = lambda _index: None,
) -> tuple[int, ...]:
    chosen: list[int] = []
    nearest = [0.0] * len(texts)
    left = set(range(len(texts)))
    while left:
        fitting = [i for i in left if nearest[i] < SAME and budget.allows([texts[j] for j in (*chosen, i)])]
        if not fitting:
            break
        best = max(fitting, key=lambda i: (value(i, nearest), -i))
        chosen.append(best)
        on_choice(best)
        left = set(fitting) - {best}
        row = similarity.getrow(best)
        for column, cosine in zip(row.indices, row.data, strict=True):
            nearest[column] = max(nearest[column], float(cosine))
    return tuple(chosen)


def _check(texts: Sequence[str], scores: Vector, similarity: Matrix) -> None:
    if scores.shape != (len(texts),) or similarity.shape != (len(texts), len(texts)):
        raise ValueError(f"{len(texts)} texts, {scores.shape} scores and {similarity.shape} similarities disagree")
