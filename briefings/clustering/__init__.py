"""Compare sentences across articles: corroboration, novelty and contradictions."""

from briefings.clustering.alerts import AlertCriteria, find_alert_stories
from briefings.clustering.arrangement import StoryMaterial, arrange_stories, leans_on_context
from briefings.clustering.changes import (
    DEFAULT_CHANGES,
    Change,
    ChangeKind,
    find_developments,
    find_figure_changes,
    find_new_stories,
    find_office_changes,
)
from briefings.clustering.contradictions import DEFAULT_CONTRADICTIONS, find_contradictions
from briefings.clustering.corroboration import SAME_STORY_SIMILARITY, find_corroborating, with_corroboration
from briefings.clustering.headlines import (
    choose_headlines,
    collect_stems,
    find_background,
    find_raised,
    find_superseded,
)
from briefings.clustering.novelty import (
    NoveltyResult,
    classify_novelty,
    collect_details,
    dump_prior_sentence,
    load_prior_sentence,
    to_prior_sentence,
)
from briefings.clustering.overlap import get_actors
from briefings.clustering.quantities import Contradiction, ContradictionKind
from briefings.clustering.series import DEFAULT_SERIES, FigureSeries, SeriesFigure, find_series
from briefings.clustering.similarity import content_terms, feature_matrix, similarity_matrix
from briefings.clustering.stories import StoryGroup, group_stories

__all__ = [
    "DEFAULT_CHANGES",
    "DEFAULT_CONTRADICTIONS",
    "DEFAULT_SERIES",
    "SAME_STORY_SIMILARITY",
    "AlertCriteria",
    "Change",
    "ChangeKind",
    "Contradiction",
    "ContradictionKind",
    "FigureSeries",
    "NoveltyResult",
    "SeriesFigure",
    "StoryGroup",
    "StoryMaterial",
    "arrange_stories",
    "choose_headlines",
    "classify_novelty",
    "collect_details",
    "collect_stems",
    "content_terms",
    "dump_prior_sentence",
    "feature_matrix",
    "find_alert_stories",
    "find_background",
    "find_contradictions",
    "find_corroborating",
    "find_developments",
    "find_figure_changes",
    "find_new_stories",
    "find_office_changes",
    "find_raised",
    "find_series",
    "find_superseded",
    "get_actors",
    "group_stories",
    "leans_on_context",
    "load_prior_sentence",
    "similarity_matrix",
    "to_prior_sentence",
    "with_corroboration",
]
