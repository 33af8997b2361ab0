"""Small documents with every kind of mark, for the tests of what keeps them."""

from __future__ import annotations

from hashlib import sha256

from corpus.models import (
    Actor,
    ActorKind,
    Article,
    Claim,
    Confidence,
    Document,
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
from corpus.store import ArticleRecord, FeatureHashes

ADA = Actor("ada-berg", "Ada Berg", ActorKind.PERSON, ("Berg",), "mayor of Norhaven", "norhaven")
TOWN = Actor("norhaven", "Norhaven", ActorKind.ORGANISATION)


def build_document(
    key: str = "harbour",
    *lines: str,
    published: str | None = "2024-06-20",
    event: str | None = "2024-06-19",
    scope: str = "",
    revision: int = 1,
) -> Document:
    """
    Make a document: the first line is the headline, each other a paragraph of one sentence.

    Where a line names Ada Berg she is mentioned; ``Wednesday`` is dated to *event*; words between quotation marks are
    hers.
    """
    title, *paragraphs = lines or (
        "Harbour opens",
        "Ada Berg said “the harbour is open” on Wednesday.",
        "Ferries run again.",
    )
    text = "\n\n".join([title, *paragraphs])
    zones, sentences, at = [], [], 0
    for number, line in enumerate([title, *paragraphs]):
        zone = Zone.BODY if number else Zone.HEADLINE
        zones.append(ZoneSpan(at, at + len(line), zone))
        sentences.append(Sentence(key, at, at + len(line), line, zone, number))
        at += len(line) + 2
    sha = sha256(text.encode()).hexdigest()
    provenance = _build_provenance(title, published)
    article = Article(key, revision, text, sha, f"/news/{key}.txt", tuple(zones), provenance, scope)
    mentions = tuple(Mention(s, e, "Ada Berg", ADA.id, MentionKind.NAME) for s, e in _find_spans(text, "Ada Berg"))
    dates = tuple(
        TimeExpression(s, e, "Wednesday", event, TimeKind.DATE, "weekday before publication")
        for s, e in _find_spans(text, "Wednesday")
        if event
    )
    actors = (ADA, TOWN) if mentions else ()
    return Document(article, tuple(sentences), dates, mentions, tuple(_build_quotations(text)), actors)


def build_record(document: Document, features: FeatureHashes | None = None) -> ArticleRecord:
    """Make *document* ready for a store."""
    return ArticleRecord(document, document.article.key, features or {})


def _build_provenance(title: str, published: str | None) -> Provenance:
    known = Confidence.STATED if published else Confidence.UNKNOWN
    return Provenance(
        title=Claim(title, Confidence.STATED, ("first line",)),
        outlet=Claim("Norhaven Post", Confidence.INFERRED, ("named twice",), ("Copy Site",)),
        published=Claim(published, known, ("its dateline",), ("2025-01-01",)),
    )


def _find_spans(text: str, words: str) -> list[tuple[int, int]]:
    starts = [at for at in range(len(text)) if text.startswith(words, at)]
    return [(at, at + len(words)) for at in starts]


def _build_quotations(text: str) -> list[Quotation]:
    quotations = []
    for opening in (at for at, sign in enumerate(text) if sign == "“"):
        end = text.index("”", opening)
        quotations.append(
            Quotation(
                opening + 1,
                end,
                text[opening + 1 : end],
                QuotationKind.DIRECT,
                ADA.id,
                (opening - 5, opening - 1),
                (0, 8),
                0.9,
            )
        )
    return quotations
