"""Serialize documents to compressed JSON and back, without loss."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Sequence
from dataclasses import fields
from hashlib import sha256
from typing import Any

from corpus.models import (
    Actor,
    ActorKind,
    Article,
    Claim,
    Confidence,
    Document,
    Hints,
    Mention,
    MentionKind,
    Provenance,
    Quotation,
    QuotationKind,
    Sentence,
    TimeExpression,
    TimeKind,
    Zone,
    ZoneSpan,
)
from corpus.models.text import dump_text, load_text

#: A JSON list whose items are identified by position.
JsonList = list[Any]

#: Looked up for each annotation; calling the class would take many times as long.
_ZONES, _MENTION_KINDS = {one.value: one for one in Zone}, {one.value: one for one in MentionKind}
_TIME_KINDS, _QUOTATION_KINDS = {one.value: one for one in TimeKind}, {one.value: one for one in QuotationKind}
_ACTOR_KINDS = {one.value: one for one in ActorKind}
_PROVENANCE_FIELDS = tuple(part.name for part in fields(Provenance))


def compress_json(value: object) -> bytes:
    """Return *value* as zlib-compressed JSON."""
    return zlib.compress(dump_json(value).encode(), 9)


def decompress_json(blob: bytes) -> Any:  # noqa: ANN401
    """Return the value of a blob from `compress_json`."""
    return json.loads(zlib.decompress(blob))


def dump_json(value: object) -> str:
    """Return *value* as compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def compress_text(text: str) -> bytes:
    """Return an article's text compressed with zlib; lone surrogates, which UTF-8 can't encode, are preserved."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 9)


def hash_text(text: str) -> bytes:
    """Return the SHA-256 of a text in UTF-8, by which duplicates are recognized."""
    return sha256(text.encode("utf-8", "surrogatepass")).digest()


def decompress_text(blob: bytes) -> str:
    """Return the text of a blob from `compress_text`."""
    return zlib.decompress(blob).decode("utf-8", "surrogatepass")


def dump_document(document: Document) -> bytes:
    """Serialize *document* without the fields that are columns of the article's tables."""
    return compress_json(dump_annotations(document, dump_text))


def dump_annotations(document: Document, dump_evidence: Callable[[str], str] = str) -> JsonList:
    """
    Return zones, provenance, sentences, dates, mentions, quotations and actors as lists in field order.

    Args:
        document: The document.
        dump_evidence: Converts each evidence of the provenance; by default to English.
    """
    article = document.article
    return [
        [[span.start, span.end, span.zone.value] for span in article.zones],
        [_dump_claim(getattr(article.provenance, name), dump_evidence) for name in _PROVENANCE_FIELDS],
        [[one.start, one.end, one.zone.value, one.paragraph] for one in document.sentences],
        [[one.start, one.end, one.value, one.kind.value, one.how] for one in document.dates],
        [[one.start, one.end, one.actor, one.kind.value] for one in document.mentions],
        [_dump_quotation(one) for one in document.quotations],
        [_dump_actor(one) for one in document.actors],
        *([article.language] if article.language else []),
    ]


def load_document(blob: bytes, article: Article) -> Document:
    """Return the document of a blob from `dump_document`; see `load_annotations`."""
    return load_annotations(decompress_json(blob), article)


def load_actors(blob: bytes) -> tuple[Actor, ...]:
    """Return the actors of the document of a blob from `dump_document`."""
    return tuple(_load_actor(one) for one in decompress_json(blob)[6])


def load_annotations(lists: JsonList, article: Article) -> Document:
    """
    Return the document with the annotations given.

    Args:
        lists: The result of `dump_annotations`.
        article: Its article with the fields that are columns; zones and provenance are filled in.
    """
    zones, claims, sentences, dates, mentions, quotations, actors, *language = lists  # older stores have no language
    text = article.text
    complete_article = Article(
        key=article.key,
        revision=article.revision,
        text=text,
        sha256=article.sha256,
        address=article.address,
        zones=tuple(ZoneSpan(start, end, _ZONES[zone]) for start, end, zone in zones),
        provenance=Provenance(*(_load_claim(claim) for claim in claims)),
        scope=article.scope,
        renderer=article.renderer,
        language=language[0] if language else "",
    )
    return Document(
        article=complete_article,
        sentences=tuple(
            Sentence(article.key, s, e, text[s:e], _ZONES[zone], number) for s, e, zone, number in sentences
        ),
        dates=tuple(TimeExpression(s, e, text[s:e], value, _TIME_KINDS[kind], how) for s, e, value, kind, how in dates),
        mentions=tuple(Mention(s, e, text[s:e], actor, _MENTION_KINDS[kind]) for s, e, actor, kind in mentions),
        quotations=tuple(_load_quotation(one, text) for one in quotations),
        actors=tuple(_load_actor(one) for one in actors),
    )


def dump_hints(hints: Hints) -> str:
    """Return hints as JSON, or ``""`` if there are none."""
    if hints == Hints():
        return ""
    packed = [hints.title, hints.outlet, hints.byline, hints.published, hints.published_by, list(hints.body)]
    further = [hints.outlet_by, hints.language, hints.picture]
    while further and not further[-1]:
        further.pop()
    return dump_json([*packed, *further])


def load_hints(text: str) -> Hints:
    """Return the hints of a text from `dump_hints`."""
    if not text:
        return Hints()
    title, outlet, byline, published, published_by, body, *further = json.loads(text)
    spans = tuple((start, end) for start, end in body)
    return Hints(title, outlet, byline, published, published_by, spans, *further)


def _dump_claim(claim: Claim, dump_evidence: Callable[[str], str]) -> JsonList:
    return [claim.value, claim.confidence.value, [dump_evidence(one) for one in claim.evidence], claim.misleading]


def _load_claim(packed: JsonList) -> Claim:
    value, confidence, evidence, misleading = packed
    return Claim(value, Confidence(confidence), tuple(map(load_text, evidence)), tuple(misleading))


def _dump_quotation(one: Quotation) -> JsonList:
    return [one.start, one.end, one.kind.value, one.speaker, one.cue, one.source, one.confidence]


def _load_quotation(packed: JsonList, text: str) -> Quotation:
    start, end, kind, speaker, cue, source, confidence = packed
    words = text[start:end]
    return Quotation(start, end, words, _QUOTATION_KINDS[kind], speaker, to_span(cue), to_span(source), confidence)


def to_span(values: Sequence[int] | None) -> tuple[int, int] | None:
    """Convert a JSON pair to a tuple; None stays None."""
    return None if values is None else (values[0], values[1])


def _dump_actor(actor: Actor) -> JsonList:
    return [actor.id, actor.name, actor.kind.value, actor.aliases, actor.description, actor.part_of]


def _load_actor(packed: JsonList) -> Actor:
    slug, name, kind, aliases, description, part_of = packed
    return Actor(slug, name, _ACTOR_KINDS[kind], tuple(aliases), description, part_of)
