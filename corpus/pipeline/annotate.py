"""Annotate one article: zones, provenance, sentences, dates, actors and quotations."""

from __future__ import annotations

from corpus.dates import tagger
from corpus.entities import Registry, tag_entities
from corpus.entities.models import ArticleEntities
from corpus.extraction.provenance import infer_provenance
from corpus.models import ActorKind, Article, Document, Mention, Source
from corpus.quotes import extract_quotations
from corpus.segmentation import label_zones, split_sentences

#: Increment an annotator's version when its output changes; `corpus.pipeline.reannotate` then updates stored articles.
ANNOTATOR_VERSIONS = {
    "zones": 5,
    "provenance": 2,
    "sentences": 2,
    "dates": 4,
    "actors": 5,
    "quotations": 5,
    "reconcile": 3,
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
        quotations=extract_quotations(source.text, sentences, _select_speaking(entities), entities.actors),
        actors=entities.actors,
    )


def _select_speaking(entities: ArticleEntities) -> tuple[Mention, ...]:
    """Return the mentions of actors that can speak: not of places and events."""
    mute = {actor.id for actor in entities.actors if actor.kind in {ActorKind.PLACE, ActorKind.EVENT}}
    return tuple(mention for mention in entities.mentions if mention.actor not in mute)
