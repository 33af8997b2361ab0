"""Cross-document analysis: near-duplicates, inferred publication dates and linked surnames."""

from corpus.crossdoc.features import extract_features
from corpus.crossdoc.reconcile import reconcile_articles

__all__ = [
    "extract_features",
    "reconcile_articles",
]
