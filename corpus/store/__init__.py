"""Documents in and out, and searches: one protocol, kept in SQLite."""

from corpus.store.features import Feature, Features
from corpus.store.opening import open_store
from corpus.store.protocol import Arrival, Curation, Feed, Held, Listed, Settled, Store

__all__ = ["Arrival", "Curation", "Feature", "Features", "Feed", "Held", "Listed", "Settled", "Store", "open_store"]
