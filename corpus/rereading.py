"""Reading an article by its own evidence, every reader in its turn; and reading the stored ones anew."""

from __future__ import annotations

from corpus import actors, dates, provenance, quotations, sentences, zones
from corpus.model import Article, Document, Source
from corpus.registry import Registry


def read(source: Source, registry: Registry, key: str, revision: int = 1) -> Document:
    """
    Read one article.

    Args:
        source: What came in.
        registry: The known actors.
        key: The article's key.
        revision: Number of this text under that key.
    """
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
        quotations=quotations.attribute(source.text, split, cast.mentions, cast.actors),
        actors=cast.actors,
    )
