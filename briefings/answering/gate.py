"""Measure how much of a question its best sentence holds, to decide whether it answers at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from briefings.answering.features import FEATURE_NAMES, Measurement
from briefings.answering.pool import Floats, Pool
from briefings.answering.questions import AnswerKind, Question, Unit
from briefings.queries import is_speech_verb
from corpus.languages.en.answer_forms import STATEMENT_VERB

#: Weight of a word that only a neighbour of the sentence holds, relative to one in the sentence.
NEIGHBOUR_WEIGHT = 0.7
#: The same for a word that only the title holds.
TITLE_WEIGHT = 0.7
#: Articles, those of the best sentences, in which the words of the question are counted to weigh them.
MAX_WEIGHING_ARTICLES = 3
#: What the gate takes from the features of the sentence.
FORM_FEATURES = ("number", "number of the thing", "time", "person", "place", "reason")
#: Everything that the gate measures, in the order of `measure_gate`; the last are 1 for a question of their kind.
GATE_FEATURE_NAMES = (
    "share held",
    "largest word missing",
    "share in the sentence",
    "name missing",
    "share of other words",
    "largest other word missing",
    "other words held",
    "other words in the sentence",
    *FORM_FEATURES,
    "words of the speaker missing",
    *(f"asks {kind.value}" for kind in AnswerKind),
)
_FORM_COLUMNS = tuple(FEATURE_NAMES.index(name) for name in FORM_FEATURES)
#: What is measured of other words than names where a question has none: all are held, and none is missing.
_NO_OTHER_WORDS = (1.0, 0.0, 1.0, 1.0)


def measure_gate(
    question: Question, pool: Pool, measured: Measurement, order: Sequence[int], speech: float | None = None
) -> Floats:
    """
    Return how much of *question* the best sentence holds, as columns of `GATE_FEATURE_NAMES`.

    Only the best sentence, its neighbours and its title count, and words are weighed by how rare they are in the
    articles of the best sentences, so that other stories in the store change nothing.

    Args:
        question: The analysed question.
        pool: The sentences.
        measured: The sentences of *pool*, measured for *question*.
        order: Numbers of the sentences, best first; at least one.
        speech: How surely the best one has words of the speaker asked about, in [0, 1]; None if none are asked for.
    """
    best, counted = order[0], _list_subject(question)
    weights = _weigh_locally(question, pool, measured, order)
    own, near, title = measured.own[:, best], measured.near[:, best], measured.title[:, best]
    held = np.maximum.reduce([own, NEIGHBOUR_WEIGHT * near, TITLE_WEIGHT * title])
    names = np.array([unit.is_name for unit in question.units]) & counted
    shares = _normalize(weights * counted)
    return np.array(
        [
            shares @ np.maximum.reduce([own, near, TITLE_WEIGHT * title]),
            (shares * (1 - held)).max(),
            shares @ own,
            max((1 - held)[names], default=0.0),
            *_measure_others(weights, counted & ~names, own, near, held),
            *measured.features[best, list(_FORM_COLUMNS)],
            0.0 if speech is None else 1 - speech,
            *(float(question.kind is kind) for kind in AnswerKind),
        ],
        dtype=float,
    )


def _measure_others(
    weights: Floats, others: NDArray[np.bool_], own: Floats, near: Floats, held: Floats
) -> tuple[float, ...]:
    """Return how much of the words that are no names is held: by weight, and each word alike."""
    if not others.any():
        return _NO_OTHER_WORDS
    shares, equal = _normalize(weights * others), others / others.sum()
    return (
        float(shares @ np.maximum(own, near)),
        float((shares * (1 - held)).max()),
        float(equal @ np.maximum(own, NEIGHBOUR_WEIGHT * near)),
        float(equal @ own),
    )


def _weigh_locally(question: Question, pool: Pool, measured: Measurement, order: Sequence[int]) -> Floats:
    """Return the weight of each unit: the rarer in the articles of the best sentences, the more; a name counts once."""
    keys = [one.citation.key for one in pool.passages]
    articles = list(dict.fromkeys(keys[number] for number in order))[:MAX_WEIGHING_ARTICLES]
    chosen = np.isin(keys, articles)
    total = float(chosen.sum())
    counts = (measured.own[:, chosen] > 0).sum(axis=1)
    names = Counter(unit.actor for unit in question.units if unit.actor)
    return np.array(
        [
            unit.weight * log(1 + (total - count + 0.5) / (count + 0.5)) / (names[unit.actor] if unit.actor else 1)
            for unit, count in zip(question.units, counts, strict=True)
        ]
    )


def _normalize(weights: Floats) -> Floats:
    total = float(weights.sum())
    return np.asarray(weights / total) if total > 0 else np.full(len(weights), 1 / len(weights))


def _list_subject(question: Question) -> NDArray[np.bool_]:
    """
    Return which units count: all but a speaker's name and the verb of speech, unless there are no others.

    Only the speaker's words are candidates, and the name says nothing of what they are about.
    """
    others = np.array([not _names_speech(unit, question) for unit in question.units])
    return others if question.kind is AnswerKind.SPEECH and others.any() else np.ones(len(others), dtype=bool)


def _names_speech(unit: Unit, question: Question) -> bool:
    by_speaker = unit.stem in question.speaker_name or (unit.actor is not None and unit.actor == question.speaker)
    return by_speaker or is_speech_verb(unit.word) or bool(STATEMENT_VERB.fullmatch(unit.word))
