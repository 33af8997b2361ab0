"""The article store: protocol, records and the SQLite implementation."""

from corpus.store.factory import open_store
from corpus.store.fingerprints import MIN_SHARED_HASHES, compute_sketch, is_near_copy
from corpus.store.protocol import Store
from corpus.store.records import (
    ArticleRecord,
    CrossDocUpdate,
    CurationRecord,
    ExistingArticle,
    FeatureHashes,
    FeatureKind,
    Feed,
    IngestOutcome,
    IngestState,
)
from corpus.store.sqlite.fingerprint_index import EVIDENCE_RULES
from corpus.store.sqlite.serialization import dump_annotations, hash_text, load_annotations

__all__ = [
    "EVIDENCE_RULES",
    "MIN_SHARED_HASHES",
    "ArticleRecord",
    "CrossDocUpdate",
    "CurationRecord",
    "ExistingArticle",
    "FeatureHashes",
    "FeatureKind",
    "Feed",
    "IngestOutcome",
    "IngestState",
    "Store",
    "compute_sketch",
    "dump_annotations",
    "hash_text",
    "is_near_copy",
    "load_annotations",
    "open_store",
]
