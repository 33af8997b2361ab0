"""The article store: protocol, records and the SQLite implementation."""

from corpus.store.factory import open_store
from corpus.store.fingerprints import compute_sketch, is_near_copy
from corpus.store.protocol import Store
from corpus.store.records import (
    ArticleRecord,
    ArticleSummary,
    CrossDocUpdate,
    CurationRecord,
    EvidenceRank,
    ExistingArticle,
    FeatureHashes,
    FeatureKind,
    Feed,
    IngestOutcome,
    IngestState,
)
from corpus.store.sql.connection import SqlParameters
from corpus.store.sql.fingerprint_index import EVIDENCE_RULES, rank_evidence
from corpus.store.sql.serialization import dump_annotations, hash_text, load_annotations
from corpus.store.sqlite.database import (
    Database,
    DatabaseFailure,
    DatabaseProfile,
    Row,
    classify_error,
    create_private_file,
    open_for_reading,
)

__all__ = [
    "EVIDENCE_RULES",
    "ArticleRecord",
    "ArticleSummary",
    "CrossDocUpdate",
    "CurationRecord",
    "Database",
    "DatabaseFailure",
    "DatabaseProfile",
    "EvidenceRank",
    "ExistingArticle",
    "FeatureHashes",
    "FeatureKind",
    "Feed",
    "IngestOutcome",
    "IngestState",
    "Row",
    "SqlParameters",
    "Store",
    "classify_error",
    "compute_sketch",
    "create_private_file",
    "dump_annotations",
    "hash_text",
    "is_near_copy",
    "load_annotations",
    "open_for_reading",
    "open_store",
    "rank_evidence",
]
