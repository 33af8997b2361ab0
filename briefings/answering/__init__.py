"""Measure and score how well sentences answer a question."""

from briefings.answering.features import FEATURE_NAMES, Measurement, measure_candidates
from briefings.answering.gate import GATE_FEATURE_NAMES, measure_gate
from briefings.answering.model import AnswerModel, Verdict, load_model
from briefings.answering.pool import NEIGHBOUR_DISTANCE, Pool
from briefings.answering.questions import AnswerKind, Question, Unit, analyze_question, list_search_terms

__all__ = [
    "FEATURE_NAMES",
    "GATE_FEATURE_NAMES",
    "NEIGHBOUR_DISTANCE",
    "AnswerKind",
    "AnswerModel",
    "Measurement",
    "Pool",
    "Question",
    "Unit",
    "Verdict",
    "analyze_question",
    "list_search_terms",
    "load_model",
    "measure_candidates",
    "measure_gate",
]
