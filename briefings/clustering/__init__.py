"""Compare sentences across articles: corroboration, novelty and contradictions."""

from briefings.clustering.contradictions import DEFAULT_CONTRADICTIONS, find_contradictions
from briefings.clustering.corroboration import SAME_STORY_SIMILARITY, find_corroborating, with_corroboration
from briefings.clustering.novelty import (
    NoveltyResult,
    classify_novelty,
    dump_prior_sentence,
    load_prior_sentence,
    to_prior_sentence,
)
from briefings.clustering.overlap import get_actors
from briefings.clustering.quantities import Contradiction, ContradictionKind
from briefings.clustering.similarity import content_terms, feature_matrix, similarity_matrix

__all__ = [
    "DEFAULT_CONTRADICTIONS",
    "SAME_STORY_SIMILARITY",
    "Contradiction",
    "ContradictionKind",
    "NoveltyResult",
    "classify_novelty",
    "content_terms",
    "dump_prior_sentence",
    "feature_matrix",
    "find_contradictions",
    "find_corroborating",
    "get_actors",
    "load_prior_sentence",
    "similarity_matrix",
    "to_prior_sentence",
    "with_corroboration",
]
