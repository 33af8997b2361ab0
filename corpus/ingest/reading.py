"""From one Source to one Document: every reader in its turn."""

from __future__ import annotations

from collections.abc import Sequence

from corpus import actors, dates, provenance, sentences, zones
from corpus.ingest.keys import distinct
from corpus.model import Article, Document, Source
from corpus.registry import Registry


def read(source: Source, registry: Registry, key: str = "", revision: int = 1) -> Document:
    """
    Read one article by its own evidence alone.

    Args:
        source: What came in.
        registry: The known actors.
        key: The article's key; made from the source's name where empty.
        revision: Number of this text under that key.
    """
    key = key or distinct([source])[0]
    spans = zones.label(source.text, source.hints)
    traced = provenance.trace(source.text, spans, source.hints)
    article = Article(
        key, revision, source.text, source.sha256, source.address, spans, traced, source.scope, source.renderer
    )
    split = sentences.split(source.text, spans, key)
    cast = actors.find(source.text, split, registry, traced)
    return Document(
        article=article,
        sentences=split,
        dates=dates.tag(split, traced.published.value),
        mentions=cast.mentions,
        actors=cast.actors,
    )


def read_all(sources: Sequence[Source], registry: Registry) -> tuple[Document, ...]:
    """
    Read articles together, keeping nothing: what one tells of another is put in.

    Args:
        sources: What came in; their order does not matter.
        registry: The known actors.

    Returns:
        In the order of *sources*.
    """
    return tuple(read(source, registry, key) for source, key in zip(sources, distinct(sources), strict=True))
