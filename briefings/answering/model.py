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
from briefings.answering.pool import Floats
from briefings.answering.questions import AnswerKind, Question, Unit
from briefings.queries import is_speech_verb
from corpus.languages.en.answer_forms import STATEMENT_VERB

#: Weight of a word that only a neighbour of the sentence holds, relative to one in the sentence.
NEIGHBOUR_WEIGHT = 0.7
#: The same for a word that only the title holds.
TITLE_WEIGHT = 0.7
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
        near: Weight of the share of the question that a sentence and its neighbours hold.
        missing: Weight of the largest share of one word that they lack.
        offsets: What is added for each kind of answer.
        min_answer: Value from which the best sentence is an answer.
        min_possible: Value from which it is worth showing as a possible one.
    """

    ranking: tuple[float, ...]
    near: float
    missing: float
    offsets: Mapping[AnswerKind, float]
    min_answer: float
    min_possible: float

    def score(self, measured: Measurement) -> Floats:
        """Return the score of each sentence, shape (n,); comparable within one question only."""
        return np.asarray(measured.features @ np.array(self.ranking))

    def rate(self, measured: Measurement, best: int, question: Question) -> float:
        """
        Return how surely sentence number *best* answers *question*; minus infinity if it holds too little of it.

        The name of a speaker does not count: only the speaker's words are candidates, and the name says nothing of
        what they are about.
        """
        weights = _weigh_subject(measured, question)
        own, near, title = measured.own[:, best], measured.near[:, best], measured.title[:, best]
        share = float(weights @ np.maximum.reduce([own, near, TITLE_WEIGHT * title]))
        held = np.maximum.reduce([own, NEIGHBOUR_WEIGHT * near, TITLE_WEIGHT * title])
        missing = float((weights * (1 - held)).max())
        if share < MIN_SHARE and not (question.speaker or question.speaker_name):
            return float("-inf")
        return self.near * share + self.missing * missing + self._get_offset(question)

    def _get_offset(self, question: Question) -> float:
        """Return the offset of the question's kind; words of nobody in particular ("the treaty says") have none."""
        anonymous = question.kind is AnswerKind.SPEECH and not (question.speaker or question.speaker_name)
        return 0.0 if anonymous else self.offsets.get(question.kind, 0.0)

    def judge(self, value: float, *, complete: bool = True) -> Verdict:
        """Return what a sentence with this value is; one that is not *complete* is at best a possible answer."""
        if value >= self.min_answer and complete:
            return Verdict.ANSWER
        return Verdict.POSSIBLE if value >= self.min_possible else Verdict.NOTHING


def _weigh_subject(measured: Measurement, question: Question) -> Floats:
    """Return the weights of the units without a speaker's name and verb of speech; all if there are no others."""
    if question.kind is not AnswerKind.SPEECH:
        return measured.weights
    others = np.array([not _names_speech(unit, question) for unit in question.units])
    weights = measured.weights * others
    return np.asarray(weights / weights.sum()) if weights.sum() > 0 else measured.weights


def _names_speech(unit: Unit, question: Question) -> bool:
    by_speaker = unit.stem in question.speaker_name or (unit.actor is not None and unit.actor == question.speaker)
    return by_speaker or is_speech_verb(unit.word) or bool(STATEMENT_VERB.fullmatch(unit.word))


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
    gate = values["gate"]
    return AnswerModel(
        tuple(float(values["ranking"][name]) for name in FEATURE_NAMES),
        float(gate["near"]),
        float(gate["missing"]),
        {kind: float(values["kinds"].get(kind.value, 0.0)) for kind in AnswerKind},
        float(gate["answer"]),
        float(gate["possible"]),
    )
