"""Measure each sentence by what makes it an answer: the words that it holds, its place, its form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from briefings.answering.forms import FORM_NAMES, measure_forms
from briefings.answering.pool import NEIGHBOUR_DISTANCE, Floats, Pool, StemMatches
from briefings.answering.questions import Question

#: What is measured of each sentence, in the order of the columns.
FEATURE_NAMES = (
    "own words",
    "related words",
    "words of the sentence before",
    "words of its neighbours",
    "words of the title",
    "every word",
    "weightiest word",
    "bm25 share",
    "bm25",
    "words side by side",
    "length",
    "long",
    "place in the article",
    "question",
    "nothing new",
    *FORM_NAMES,
)
#: Weight of a synonym relative to the word itself.
SYNONYM_WEIGHT = 0.9
#: Parameters of BM25.
_K1, _B = 1.2, 0.75
#: Words between two words of the question that still count as side by side.
MAX_WORDS_BETWEEN = 3
#: Content words above which a sentence is long.
MAX_WORDS = 30
#: Content words besides those of the question that an answer needs.
MIN_NEW_WORDS = 3


@dataclass(frozen=True, slots=True)
class Measurement:
    """
    The sentences of a pool, measured for one question.

    Attributes:
        features: Shape (n, features), columns as in :data:`FEATURE_NAMES`.
        weights: Share of each unit in the question's weight, shape (units,).
        own: How surely each sentence holds each unit, related words included, in [0, 1]; shape (units, n).
        near: The same for its neighbours.
        title: The same for its title.
    """

    features: Floats
    weights: Floats
    own: Floats
    near: Floats
    title: Floats


def measure_candidates(question: Question, pool: Pool, counts: Mapping[str, int], sentences: int) -> Measurement:
    """
    Measure the sentences of *pool* for *question*.

    Args:
        question: The analysed question; it has at least one unit.
        pool: At least one sentence.
        counts: Number of sentences in the corpus that contain each word of the question.
        sentences: Number of sentences in the corpus.

    References:
        Robertson & Zaragoza (2009), The Probabilistic Relevance Framework: BM25 and Beyond.
    """
    matches = [pool.match_stems(unit) for unit in question.units]
    exact = np.array([pool.spread(one.own) for one in matches])
    own = np.array(
        [np.maximum(pool.spread(one.own | one.related), SYNONYM_WEIGHT * pool.spread(one.similar)) for one in matches]
    )
    for number, unit in enumerate(question.units):
        if unit.actor:
            named = pool.find_actor(unit.actor)
            exact[number], own[number] = np.maximum(exact[number], named), np.maximum(own[number], named)
    frequencies = [max(counts.get(unit.word, 0), 0) for unit in question.units]
    frequencies = np.maximum(frequencies, np.minimum(exact.sum(axis=1), sentences))
    weights = _weigh_units(question, frequencies, sentences)
    before = pool.shift(own, -1)
    near = np.maximum.reduce(
        [pool.shift(own, step) for step in range(-NEIGHBOUR_DISTANCE, NEIGHBOUR_DISTANCE + 1) if step]
    )
    title = np.array([pool.match_titles(unit) for unit in question.units])
    columns = [
        *_measure_words(weights, exact, own, before, near, title),
        *_measure_bm25(pool, _drop_speaker(question, matches)),
        _measure_adjacency(pool, [one.own | one.related for one in matches]),
        *_measure_shape(pool, own),
        *measure_forms(question, pool),
    ]
    return Measurement(np.stack(columns, axis=1), weights, own, near, title)


def _drop_speaker(question: Question, matches: Sequence[StemMatches]) -> list[NDArray[np.bool_]]:
    """
    Return the stems that match each unit, without the units that name the speaker asked about if there are others.

    The speaker's name stands beside the words and not in them: "Roe said".
    """
    pairs = list(zip(question.units, matches, strict=True))
    others = [(unit, one) for unit, one in pairs if unit.actor is None or unit.actor != question.speaker]
    return [one.own | one.related for _, one in others or pairs]


def _weigh_units(question: Question, frequencies: Floats, sentences: int) -> Floats:
    """Return the share of each unit in the weight of the question: the rarer, the more; a name counts once."""
    total = max(1, sentences)
    weights = np.array([log(1 + (max(total - n, 0) + 0.5) / (n + 0.5)) for n in frequencies])
    weights *= np.array([unit.weight for unit in question.units])
    names = Counter(unit.actor for unit in question.units if unit.actor)
    weights /= np.array([names[unit.actor] if unit.actor else 1 for unit in question.units])
    return np.asarray(weights / weights.sum())


def _measure_words(
    weights: Floats, exact: Floats, own: Floats, before: Floats, near: Floats, title: Floats
) -> list[Floats]:
    only_before = np.maximum(before - own, 0)
    return [
        weights @ exact,
        weights @ np.maximum(own - exact, 0),
        weights @ only_before,
        weights @ np.maximum(np.maximum(near - own, 0) - only_before, 0),
        weights @ np.maximum(title - np.maximum(own, near), 0),
        (own.min(axis=0) > 0).astype(float),
        own[int(np.argmax(weights))],
    ]


def _measure_bm25(pool: Pool, matches: list[NDArray[np.bool_]]) -> list[Floats]:
    """Return the BM25 score of each sentence as share of the best, and as it is."""
    score = np.zeros(len(pool))
    length = pool.lengths / max(pool.lengths.mean(), 1.0)
    for matched in matches:
        count = pool.count(matched)
        holding = float((count > 0).sum())
        weight = log(1 + (len(pool) - holding + 0.5) / (holding + 0.5))
        score += weight * count * (_K1 + 1) / (count + _K1 * (1 - _B + _B * length))
    return [score / max(float(score.max()), 1e-9), score / 10]


def _measure_adjacency(pool: Pool, matches: list[NDArray[np.bool_]]) -> Floats:
    """Return the share of the question's neighbouring words that stand side by side in each sentence, too."""
    pairs = len(matches) - 1
    values = np.zeros(len(pool))
    held = np.sum([pool.spread(matched) for matched in matches], axis=0)
    for number in np.flatnonzero(held >= 2):
        places = [[at for at, one in enumerate(pool.stems[number]) if matched[one]] for matched in matches]
        close = sum(
            any(0 < abs(one - other) <= MAX_WORDS_BETWEEN for one in places[at] for other in places[at + 1])
            for at in range(pairs)
        )
        values[number] = close / pairs
    return values


def _measure_shape(pool: Pool, own: Floats) -> list[Floats]:
    words = pool.lengths
    return [
        np.log1p(words) / 3,
        np.maximum(0.0, words - MAX_WORDS) / 20,
        np.array([1 / (1 + one.position) for one in pool.passages]),
        np.array([float(one.sentence.text.rstrip().endswith("?")) for one in pool.passages]),
        (words - (own > 0).sum(axis=0) < MIN_NEW_WORDS).astype(float),
    ]
