"""Annotate one article: zones, provenance, sentences, dates, actors and quotations."""

from __future__ import annotations

from corpus.dates import tagger
from corpus.entities import Registry, tag_entities
from corpus.extraction.provenance import infer_provenance
from corpus.models import Article, Document, Source
from corpus.quotes import extract_quotations
from corpus.segmentation import label_zones, split_sentences

#: Increment an annotator's version when its output changes; `corpus.pipeline.reannotate` then updates stored articles.
ANNOTATOR_VERSIONS = {
    "zones": 3,
    "provenance": 1,
    "sentences": 1,
    "dates": 4,
    "actors": 3,
    "quotations": 4,
    "reconcile": 1,
}


def annotate(source: Source, registry: Registry, key: str, revision: int = 1) -> Document:
    """
    Annotate one article.

    Args:
        source: The article's text and metadata.
        registry: The known actors.
        key: The article's key.
        revision: Number of this text under the key.
    """
    spans = label_zones(source.text, source.hints)
    provenance = infer_provenance(source.text, spans, source.hints)
    article = Article(
        key, revision, source.text, source.sha256, source.address, spans, provenance, source.scope, source.renderer
    )
    sentences = split_sentences(source.text, spans, key)
    entities = tag_entities(source.text, sentences, registry, provenance)
    return Document(
        article=article,
        sentences=sentences,
        dates=tagger.tag(sentences, provenance.published.value),
        mentions=entities.mentions,
        quotations=extract_quotations(source.text, sentences, entities.mentions, entities.actors),
        actors=entities.actors,
    )
