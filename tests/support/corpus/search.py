"""Documents into a store, and what a search finds of them."""

from __future__ import annotations

from datetime import date

from corpus.models import Document, Query
from corpus.store import Store
from tests.support.corpus.documents import build_record

WEDNESDAY = date(2024, 6, 19)


def add_documents(store: Store, *documents: Document) -> None:
    """Put documents into *store*."""
    for document in documents:
        store.add_article(build_record(document))


def search_positions(store: Store, **query: object) -> list[tuple[str, int]]:
    """Search, and give key and position of each passage."""
    return [(passage.citation.key, passage.position) for passage in store.search(Query(**query))]
