"""From Sources to Documents that are kept nowhere."""

from __future__ import annotations

from collections.abc import Sequence

from corpus import reading, reconcile
from corpus.ingest.keys import distinct, slug
from corpus.model import Document, Source
from corpus.registry import Registry
from corpus.store import Arrival, open_store


def read(source: Source, registry: Registry, key: str = "", revision: int = 1) -> Document:
    """
    Read one article by its own evidence alone.

    Args:
        source: What came in.
        registry: The known actors.
        key: The article's key; made from the source's name where empty.
        revision: Number of this text under that key.
    """
    return reading.read(source, registry, key or slug(source.name), revision)


def read_all(sources: Sequence[Source], registry: Registry) -> tuple[Document, ...]:
    """
    Read articles together, keeping nothing: what one tells of another is put in.

    Args:
        sources: What came in; their order does not matter.
        registry: The known actors.

    Returns:
        In the order of *sources*.
    """
    keys = distinct(sources)
    # The one reconciliation there is works on a store: so what is shown here is what would be kept.
    with open_store("sqlite:///:memory:") as store:
        for source, key in zip(sources, keys, strict=True):
            store.add(arrival(read(source, registry, key), source))
        reconcile.reconcile(store)
        return tuple(store.document(key, source.scope) for source, key in zip(sources, keys, strict=True))


def arrival(document: Document, source: Source, versions: str = "", feed: str | None = None) -> Arrival:
    """Make ready for the store what was read of *source*."""
    return Arrival(document, slug(source.name), reconcile.features(document), source.hints, versions, feed)
