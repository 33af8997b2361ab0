"""Annotate one article: language, zones, provenance, sentences, dates, actors and quotations."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.dates import tagger
from corpus.dates.pack_tagger import tag_with_pack
from corpus.entities import Registry, tag_entities
from corpus.entities.foreign.pack_tagger import tag_pack_entities
from corpus.entities.models import ArticleEntities
from corpus.extraction.provenance import infer_provenance
from corpus.languages.identification import identify_language
from corpus.languages.pack import ENGLISH, LanguagePack, load_pack
from corpus.models import ActorKind, Article, Document, Mention, Quotation, Sentence, Source, TimeExpression
from corpus.quotes import extract_quotations
from corpus.quotes.pack_reader import extract_pack_quotations
from corpus.segmentation import label_zones, parse_front_matter, split_sentences
from corpus.segmentation.pack_stops import make_stop_rule
from corpus.segmentation.sentences import is_sentence_end

#: Increment an annotator's version when its output changes; `corpus.pipeline.reannotate` then updates stored articles.
ANNOTATOR_VERSIONS = {
    "language": 1,
    "zones": 7,
    "provenance": 4,
    "sentences": 3,
    "dates": 6,
    "actors": 7,
    "quotations": 6,
    "reconcile": 4,
}


def annotate(source: Source, registry: Registry, key: str, revision: int = 1) -> Document:
    """
    Annotate one article.

    An article whose language is not identified is read as English. In another language that has a pack, what the pack
    can't do is left out; without a pack, only registered names are found.

    Args:
        source: The article's text and metadata.
        registry: The known actors.
        key: The article's key.
        revision: Number of this text under the key.
    """
    header = parse_front_matter(source.text)
    language = identify_language(source.text[header.end :] if header else source.text, source.hints.language)
    pack = load_pack(language)
    spans = label_zones(source.text, source.hints, pack=pack)
    provenance = infer_provenance(source.text, spans, source.hints, pack)
    article = Article(
        key, revision, source.text, source.sha256, source.address, spans, provenance, source.scope, source.renderer,
        language,
    )  # fmt: skip
    sentences = split_sentences(source.text, spans, key, make_stop_rule(pack) if pack else is_sentence_end)
    if language in {"", ENGLISH}:
        return _annotate_english(article, sentences, registry)
    return _annotate_with_pack(article, sentences, registry, pack)


def _annotate_english(article: Article, sentences: tuple[Sentence, ...], registry: Registry) -> Document:
    entities = tag_entities(article.text, sentences, registry, article.provenance)
    return _build_document(
        article,
        sentences,
        tagger.tag(sentences, article.provenance.published.value),
        entities,
        extract_quotations(article.text, sentences, _select_speaking(entities), entities.actors),
    )


def _annotate_with_pack(
    article: Article, sentences: tuple[Sentence, ...], registry: Registry, pack: LanguagePack | None
) -> Document:
    entities = tag_pack_entities(sentences, registry, article.language, pack)
    published = article.provenance.published.value
    return _build_document(
        article,
        sentences,
        tag_with_pack(sentences, published, pack) if pack else (),
        entities,
        extract_pack_quotations(article.text, sentences, _select_speaking(entities), pack),
    )


def _build_document(
    article: Article,
    sentences: tuple[Sentence, ...],
    dates: Sequence[TimeExpression],
    entities: ArticleEntities,
    quotations: Sequence[Quotation],
) -> Document:
    return Document(article, sentences, tuple(dates), entities.mentions, tuple(quotations), entities.actors)


def _select_speaking(entities: ArticleEntities) -> tuple[Mention, ...]:
    """Return the mentions of actors that can speak: not of places and events."""
    mute = {actor.id for actor in entities.actors if actor.kind in {ActorKind.PLACE, ActorKind.EVENT}}
    return tuple(mention for mention in entities.mentions if mention.actor not in mute)
