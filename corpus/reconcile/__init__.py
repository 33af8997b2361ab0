"""What only the whole corpus can tell: whose copy an article is, when an undated one is from, who a surname is."""

from corpus.reconcile.features import features
from corpus.reconcile.settling import reconcile

__all__ = ["features", "reconcile"]
