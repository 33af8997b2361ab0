"""Rank and select sentences."""

from briefings.ranking.graph import RANKER_NAMES, get_ranker
from briefings.ranking.mmr import SelectionBudget, select_mmr
from briefings.ranking.salience import (
    MAX_BY_VALUE,
    MIN_ASKED_VALUE_SHARE,
    MIN_VALUE_SHARE,
    SALIENCE_MODEL,
    SalienceCandidates,
    SalienceModel,
    SelectionCaps,
    compute_salience,
    select_salient,
)
from briefings.ranking.similarity import Matrix, Vector, build_vectors, compute_cosines
from briefings.ranking.submodular import Candidates, select_submodular
from briefings.ranking.sumy import Ranker

__all__ = [
    "MAX_BY_VALUE",
    "MIN_ASKED_VALUE_SHARE",
    "MIN_VALUE_SHARE",
    "RANKER_NAMES",
    "SALIENCE_MODEL",
    "Candidates",
    "Matrix",
    "Ranker",
    "SalienceCandidates",
    "SalienceModel",
    "SelectionBudget",
    "SelectionCaps",
    "Vector",
    "build_vectors",
    "compute_cosines",
    "compute_salience",
    "get_ranker",
    "select_mmr",
    "select_salient",
    "select_submodular",
]
