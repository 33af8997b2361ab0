"""The learned weights: which sentence answers best, and whether it answers at all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files

import numpy as np

from briefings.answering.features import FEATURE_NAMES, Measurement
from briefings.answering.gate import GATE_FEATURE_NAMES
from briefings.answering.pool import Floats
from briefings.answering.questions import Question

#: Minimum share of the question that a sentence, its neighbours and title must hold to be shown at all.
MIN_SHARE = 0.1
#: Features that are negative where a sentence lacks what an answer must have: the number for "how many", the time for
#: "when".
REQUIRED_FORMS = tuple(FEATURE_NAMES.index(name) for name in ("number", "time"))


class Verdict(Enum):
    """How surely the best sentence answers the question."""

    ANSWER = "answer"
    POSSIBLE = "possible"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class AnswerModel:
    """
    Weights of the ranking and of the gate.

    Attributes:
        ranking: Weight of each feature, in the order of `FEATURE_NAMES`.
        gate: Weight of each feature of the gate, in the order of `GATE_FEATURE_NAMES`.
        constant: What is added to the weighted features of the gate.
        min_answer: Value from which the best sentence is an answer.
        min_possible: Value from which it is worth showing as a possible one.
    """

    ranking: tuple[float, ...]
    gate: tuple[float, ...]
    constant: float
    min_answer: float
    min_possible: float

    def score(self, measured: Measurement) -> Floats:
        """Return the score of each sentence, shape (n,); comparable within one question only."""
        return np.asarray(measured.features @ np.array(self.ranking))

    def rate(self, features: Floats, question: Question) -> float:
        """
        Return how surely the best sentence answers *question*: the logarithm of the odds.

        It is minus infinity if the sentence holds too little of the question; words of the speaker asked about may.

        Args:
            features: What `measure_gate` returns of the sentence.
            question: The analysed question.
        """
        if holds_too_little(features, question):
            return float("-inf")
        return float(features @ np.array(self.gate)) + self.constant

    def judge(self, value: float, *, complete: bool = True) -> Verdict:
        """Return what a sentence with this value is; one that is not *complete* is at best a possible answer."""
        if value >= self.min_answer and complete:
            return Verdict.ANSWER
        return Verdict.POSSIBLE if value >= self.min_possible else Verdict.NOTHING


def holds_too_little(features: Floats, question: Question) -> bool:
    """Return whether a sentence with *features* holds too little of *question* to be shown; a speaker's may."""
    return bool(features[0] < MIN_SHARE) and not (question.speaker or question.speaker_name)


def has_required_form(measured: Measurement, number: int) -> bool:
    """Return whether sentence *number* has the number or the time that is asked for."""
    return all(measured.features[number, column] >= 0 for column in REQUIRED_FORMS)


@cache
def load_model() -> AnswerModel:
    """Return the bundled model; ``weights.json`` says what it was learned from."""
    return parse_model(json.loads((files("briefings.answering") / "weights.json").read_text(encoding="utf-8")))


def parse_model(values: Mapping[str, Mapping[str, float]]) -> AnswerModel:
    """
    Return the model in the form of ``weights.json``.

    Raises:
        KeyError: If a feature or a weight is missing.
    """
    gate, verdicts = values["gate"], values["verdicts"]
    return AnswerModel(
        tuple(float(values["ranking"][name]) for name in FEATURE_NAMES),
        tuple(float(gate[name]) for name in GATE_FEATURE_NAMES),
        float(verdicts["constant"]),
        float(verdicts["answer"]),
        float(verdicts["possible"]),
    )
