"""An article's text cut wherever a mark begins or ends, for showing all marks at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from corpus.model import Document, Mention, Quotation, QuotationKind, TimeExpression, Zone, ZoneSpan


@dataclass(frozen=True, slots=True)
class Segment:
    """
    A stretch of text in which the marks do not change.

    Attributes:
        text: The words; all segments joined are the article.
        zone: The zone it lies in, or None for the white space between zones.
        mention: The innermost mention of an actor over it.
        date: The time expression over it.
        quotation: The quotation over it.
    """

    text: str
    zone: Zone | None = None
    mention: Mention | None = None
    date: TimeExpression | None = None
    quotation: Quotation | None = None


def segments(document: Document) -> Iterator[Segment]:
    """Cut the text of *document* at every boundary of its zones and marks."""
    text, zones = document.article.text, document.article.zones
    quotations = [q for q in document.quotations if q.kind is not QuotationKind.REPORTED]
    mentions = sorted(document.mentions, key=lambda mention: mention.end - mention.start)  # the innermost first
    spans: list[ZoneSpan | Mention | TimeExpression | Quotation] = [*zones, *document.dates, *mentions, *quotations]
    cuts = sorted({0, len(text), *(span.start for span in spans), *(span.end for span in spans)})
    for start, end in pairwise(cuts):
        zone = next((span.zone for span in zones if span.start <= start < span.end), None)
        yield Segment(
            text[start:end],
            zone,
            next((span for span in mentions if span.start <= start < span.end), None),
            next((span for span in document.dates if span.start <= start < span.end), None),
            next((span for span in quotations if span.start <= start < span.end), None),
        )
