"""Documents as bytes and back, without loss: lists in the order of the fields, as JSON, deflated."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import fields
from hashlib import sha256
from typing import Any

from corpus.model import (
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

#: A JSON list; what it holds is known from its place alone.
Packed = list[Any]

_CLAIMS = tuple(part.name for part in fields(Provenance))


def deflated(value: object) -> bytes:
    """Give *value* as deflated JSON."""
    return zlib.compress(written(value).encode(), 9)


def inflated(blob: bytes) -> Any:  # noqa: ANN401 - JSON
    """Read what `deflated` gave."""
    return json.loads(zlib.decompress(blob))


def written(value: object) -> str:
    """Give *value* as the shortest JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def packed_text(text: str) -> bytes:
    """Deflate an article's text; lone surrogates, which UTF-8 lacks, survive."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 9)


def text_digest(text: str) -> bytes:
    """Give the SHA-256 of a text in UTF-8, by which the same text is known again."""
    return sha256(text.encode("utf-8", "surrogatepass")).digest()


def unpacked_text(blob: bytes) -> str:
    """Give the text that `packed_text` took."""
    return zlib.decompress(blob).decode("utf-8", "surrogatepass")


def packed(document: Document) -> bytes:
    """Pack all of *document* but what its article's own columns hold."""
    return deflated(listed_marks(document))


def listed_marks(document: Document) -> Packed:
    """List zones, provenance, sentences, dates, mentions, quotations and actors, each in the order of its fields."""
    article = document.article
    return [
        [[span.start, span.end, span.zone.value] for span in article.zones],
        [_claim(getattr(article.provenance, name)) for name in _CLAIMS],
        [[one.start, one.end, one.zone.value, one.paragraph] for one in document.sentences],
        [[one.start, one.end, one.value, one.kind.value, one.how] for one in document.dates],
        [[one.start, one.end, one.actor, one.kind.value] for one in document.mentions],
        [_quotation(one) for one in document.quotations],
        [_actor(one) for one in document.actors],
    ]


def unpacked(blob: bytes, article: Article) -> Document:
    """Give the document that was packed; see `read_marks`."""
    return read_marks(inflated(blob), article)


def read_marks(listed: Packed, article: Article) -> Document:
    """
    Give the document whose marks were listed.

    Args:
        listed: What `listed_marks` gave.
        article: Its article with key, text and the rest of the columns; zones and provenance are put in.
    """
    zones, claims, sentences, dates, mentions, quotations, actors = listed
    text = article.text
    whole = Article(
        key=article.key,
        revision=article.revision,
        text=text,
        sha256=article.sha256,
        address=article.address,
        zones=tuple(ZoneSpan(start, end, Zone(zone)) for start, end, zone in zones),
        provenance=Provenance(*(_read_claim(claim) for claim in claims)),
        scope=article.scope,
        renderer=article.renderer,
    )
    return Document(
        article=whole,
        sentences=tuple(Sentence(article.key, s, e, text[s:e], Zone(zone), number) for s, e, zone, number in sentences),
        dates=tuple(TimeExpression(s, e, text[s:e], value, TimeKind(kind), how) for s, e, value, kind, how in dates),
        mentions=tuple(Mention(s, e, text[s:e], actor, MentionKind(kind)) for s, e, actor, kind in mentions),
        quotations=tuple(_read_quotation(one, text) for one in quotations),
        actors=tuple(_read_actor(one) for one in actors),
    )


def packed_hints(hints: Hints) -> str:
    """Give hints as JSON; ``""`` where there are none."""
    if hints == Hints():
        return ""
    return written([hints.title, hints.outlet, hints.byline, hints.published, hints.published_by, list(hints.body)])


def unpacked_hints(text: str) -> Hints:
    """Give the hints that `packed_hints` took."""
    if not text:
        return Hints()
    title, outlet, byline, published, published_by, body = json.loads(text)
    return Hints(title, outlet, byline, published, published_by, tuple((start, end) for start, end in body))


def _claim(claim: Claim) -> Packed:
    return [claim.value, claim.confidence.value, claim.evidence, claim.misleading]


def _read_claim(packed: Packed) -> Claim:
    value, confidence, evidence, misleading = packed
    return Claim(value, Confidence(confidence), tuple(evidence), tuple(misleading))


def _quotation(one: Quotation) -> Packed:
    return [one.start, one.end, one.kind.value, one.speaker, one.cue, one.source, one.confidence]


def _read_quotation(packed: Packed, text: str) -> Quotation:
    start, end, kind, speaker, cue, source, confidence = packed
    words = text[start:end]
    return Quotation(start, end, words, QuotationKind(kind), speaker, span(cue), span(source), confidence)


def span(pair: Sequence[int] | None) -> tuple[int, int] | None:
    """Give a JSON pair as a tuple."""
    return None if pair is None else (pair[0], pair[1])


def _actor(actor: Actor) -> Packed:
    return [actor.id, actor.name, actor.kind.value, actor.aliases, actor.description, actor.part_of]


def _read_actor(packed: Packed) -> Actor:
    slug, name, kind, aliases, description, part_of = packed
    return Actor(slug, name, ActorKind(kind), tuple(aliases), description, part_of)
