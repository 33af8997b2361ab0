"""The machine face: documents, briefings and answers as JSON, documented in docs/cli.md and stable."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TypeAlias

from briefings.chronicle import Day
from briefings.contrasts import Contrast
from briefings.model import Answer, Briefing, Point
from briefings.profiles import Profile
from briefings.timelines import Moment
from corpus.model import Actor, Document, MentionKind, Quotation, QuotationKind

Json: TypeAlias = dict[str, object]


def documents(read: Sequence[Document]) -> Json:
    """Show what the reader saw: ``{"documents": […], "actors": {…}}``."""
    actors = {actor.id: actor for document in read for actor in document.actors}
    return {
        "documents": [_document(document, actors.keys()) for document in read],
        "actors": {key: _actor(actors[key]) for key in sorted(actors)},
    }


def briefing(told: Briefing) -> Json:
    """Show a briefing: ``{"id", "sentences": […], "sequence", "articles", "origins"}``."""
    return {
        "id": told.id,
        "sentences": [_point(point) for point in told.points],
        "sequence": told.sequence,
        "articles": told.articles,
        "origins": told.origins,
    }


def answer(given: Answer) -> Json:
    """Show an answer: ``{"found", "sentences": […], "read_as": […], "nearest": […]}``."""
    return {
        "found": given.found,
        "sentences": [_point(point) for point in given.points],
        "read_as": list(given.request.read_as),
        "nearest": list(given.nearest),
    }


def day(told: Day) -> Json:
    """Show a day: as an answer, with ``"published": {"articles", "origins", "sentences": […]}``."""
    return {
        **answer(told.happened),
        "found": told.found,
        "published": {
            "articles": told.articles,
            "origins": told.origins,
            "sentences": [_point(point) for point in told.published],
        },
    }


def profile(told: Profile) -> Json:
    """Show a profile: introductions and names, when it was seen, what it said, what was said of it, with whom."""
    return {
        "introductions": [
            {"doc": one.citation.key, "start": one.start, "end": one.end, "text": one.text, "origins": one.origins}
            for one in told.introductions
        ],
        "names": dict(told.names),
        "first": told.first.published if told.first else None,
        "last": told.last.published if told.last else None,
        "said": [_point(Point(passage)) for passage in told.said],
        "said_about": [_point(Point(passage)) for passage in told.said_about],
        "seen_with": dict(told.seen_with),
        "busiest": {day.isoformat(): count for day, count in told.busiest},
    }


def moment(told: Moment) -> Json:
    """Show a day of a timeline: ``{"day", "articles", "origins", "sentences": […]}``."""
    return {
        "day": told.day.isoformat(),
        "articles": told.articles,
        "origins": told.origins,
        "sentences": [_point(point) for point in told.points],
    }


def contrast(found: Contrast) -> Json:
    """Show a contrast: ``{"kind", "about", "left": SIDE, "right": SIDE}``, a side being a sentence and its words."""
    return {
        "kind": found.kind,
        "about": found.about,
        "left": {**_point(found.left), "differs": [list(span) for span in found.left_spans]},
        "right": {**_point(found.right), "differs": [list(span) for span in found.right_spans]},
    }


def _point(point: Point) -> Json:
    sentence, citation = point.passage.sentence, point.passage.citation
    developed = {"develops": point.develops} if point.develops else {}
    return {
        "doc": citation.key,
        "revision": citation.revision,
        "start": sentence.start,
        "end": sentence.end,
        "text": sentence.text,
        "outlet": citation.outlet,
        "title": citation.title,
        "published": citation.published,
        "published_confidence": citation.confidence,
        "address": citation.address,
        "also": [{"doc": other.key, "outlet": other.outlet} for other in point.also],
        "outlets": len(point.outlets),
        "origins": point.origins,
        **developed,
    }


def _document(document: Document, known: Collection[str]) -> Json:
    article, provenance = document.article, document.article.provenance
    published = provenance.published
    return {
        "id": article.key,
        "title": provenance.title.value,
        "outlet": provenance.outlet.value,
        "via": provenance.via.value,
        "byline": provenance.byline.value,
        "place": provenance.place.value,
        "published": {
            "value": published.value,
            "confidence": published.confidence,
            "evidence": list(published.evidence),
            "misleading": list(published.misleading),
        },
        "zones": [[span.start, span.end, span.zone] for span in article.zones],
        "sentences": [[sentence.start, sentence.end] for sentence in document.sentences],
        "mentions": [
            {"start": m.start, "end": m.end, "actor": m.actor, "kind": m.kind}
            for m in document.mentions
            if m.actor is not None and m.actor in known and m.kind is not MentionKind.PRONOUN
        ],
        "dates": [
            {"start": d.start, "end": d.end, "value": d.value, "kind": d.kind, "how": d.how} for d in document.dates
        ],
        "quotes": [_quote(q) for q in document.quotations if q.kind is not QuotationKind.REPORTED],
    }


def _quote(quotation: Quotation) -> Json:
    return {
        "start": quotation.start,
        "end": quotation.end,
        "speaker": quotation.speaker,
        "kind": quotation.kind,
        "confidence": round(quotation.confidence, 3),
    }


def _actor(actor: Actor) -> Json:
    return {"name": actor.name, "kind": actor.kind, "aliases": list(actor.aliases), "description": actor.description}
