"""Documents in and out, and searches: one protocol, kept in SQLite."""

from corpus.store.features import Feature, Features
from corpus.store.opening import open_store
from corpus.store.packing import listed_marks, read_marks, text_digest
from corpus.store.protocol import Store
from corpus.store.records import Arrival, Curation, Feed, Held, Listed, Settled

__all__ = [
    "Arrival",
    "Curation",
    "Feature",
    "Features",
    "Feed",
    "Held",
    "Listed",
    "Settled",
    "Store",
    "listed_marks",
    "open_store",
    "read_marks",
    "text_digest",
]
