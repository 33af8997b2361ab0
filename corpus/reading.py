"""One article, read by its own evidence: every reader in its turn. Pure."""

from __future__ import annotations

from corpus import actors, dates, provenance, quotations, sentences, zones
from corpus.model import Article, Document, Source
from corpus.registry import Registry

#: Raise a reader's number when it reads otherwise than before: `corpus.rereading` brings stored articles up to date.
VERSIONS = {"zones": 3, "provenance": 1, "sentences": 1, "dates": 3, "actors": 3, "quotations": 4, "reconcile": 1}


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
