"""The values that travel through Dateline: frozen, comparable, and free of services."""

from corpus.model.annotations import (
    Actor,
    ActorKind,
    Mention,
    MentionKind,
    Quotation,
    QuotationKind,
    Sentence,
    TimeExpression,
    TimeKind,
)
from corpus.model.articles import Article, Claim, Confidence, Document, Hints, Provenance, Source, Zone, ZoneSpan
from corpus.model.queries import Census, Citation, Passage, Query, Window
from corpus.model.topics import Topic

__all__ = [
    "Actor",
    "ActorKind",
    "Article",
    "Census",
    "Citation",
    "Claim",
    "Confidence",
    "Document",
    "Hints",
    "Mention",
    "MentionKind",
    "Passage",
    "Provenance",
    "Query",
    "Quotation",
    "QuotationKind",
    "Sentence",
    "Source",
    "TimeExpression",
    "TimeKind",
    "Topic",
    "Window",
    "Zone",
    "ZoneSpan",
]
