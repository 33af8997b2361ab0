"""Annotate, ingest, re-annotate, export and import articles."""

from corpus.pipeline.backup import export_store, import_lines
from corpus.pipeline.ingest import add_sources, annotate_sources, delete_feed
from corpus.pipeline.reannotate import effective_registry

__all__ = [
    "add_sources",
    "annotate_sources",
    "delete_feed",
    "effective_registry",
    "export_store",
    "import_lines",
]
