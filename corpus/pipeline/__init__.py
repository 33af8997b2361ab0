"""Annotate, ingest, re-annotate, export and import articles, and copy those of the past."""

from corpus.pipeline.backup import export_store, import_lines
from corpus.pipeline.ingest import add_sources, annotate_sources, delete_feed
from corpus.pipeline.past import MAX_PAST_ARTICLES, copy_published_by, find_first_day, list_published_keys
from corpus.pipeline.reannotate import effective_registry

__all__ = [
    "MAX_PAST_ARTICLES",
    "add_sources",
    "annotate_sources",
    "copy_published_by",
    "delete_feed",
    "effective_registry",
    "export_store",
    "find_first_day",
    "import_lines",
    "list_published_keys",
]
