"""Convert query results to the stable JSON objects documented in docs/cli.md."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TypeAlias

from briefings.clustering import Contradiction
from briefings.digest import DayOverview
from briefings.models import Answer, Briefing, Point
from briefings.profiles import Profile
from briefings.timelines import TimelineEntry
from corpus.models import Actor, Document, MentionKind, Quotation, QuotationKind

Json: TypeAlias = dict[str, object]


def dump_documents(read: Sequence[Document]) -> Json:
    """Return annotated articles as ``{"documents": […], "actors": {…}}``."""
    actors = {actor.id: actor for document in read for actor in document.actors}
    return {
        "documents": [_dump_document(document, actors.keys()) for document in read],
        "actors": {key: _dump_actor(actors[key]) for key in sorted(actors)},
    }


def dump_briefing(told: Briefing) -> Json:
    """Return a briefing as ``{"id", "sentences": […], "sequence", "articles", "origins"}``."""
    return {
        "id": told.id,
        "sentences": [_dump_point(point) for point in told.points],
        "sequence": told.sequence,
        "articles": told.articles,
        "origins": told.origins,
    }


def dump_answer(given: Answer) -> Json:
    """Return an answer as ``{"found", "sentences": […], "read_as": […], "nearest": […]}``."""
    return {
        "found": given.found,
        "sentences": [_dump_point(point) for point in given.points],
        "read_as": list(given.request.read_as),
        "nearest": list(given.nearest),
    }


def dump_day(told: DayOverview) -> Json:
    """Return a day as an answer with ``"published": {"articles", "origins", "sentences": […]}``."""
    return {
        **dump_answer(told.happened),
        "found": told.found,
        "published": {
            "articles": told.articles,
            "origins": told.origins,
            "sentences": [_dump_point(point) for point in told.published],
        },
    }


def dump_profile(told: Profile) -> Json:
    """Return a profile: introductions, names, dates, statements by and about the actor, and actors seen with it."""
    return {
        "introductions": [
            {"doc": one.citation.key, "start": one.start, "end": one.end, "text": one.text, "origins": one.origins}
            for one in told.introductions
        ],
        "names": dict(told.names),
        "first": told.first.published if told.first else None,
        "last": told.last.published if told.last else None,
        "said": [_dump_point(Point(passage)) for passage in told.statements],
        "said_about": [_dump_point(Point(passage)) for passage in told.statements_by_others],
        "seen_with": dict(told.seen_with),
        "busiest": {day.isoformat(): count for day, count in told.busiest},
    }


def dump_timeline_entry(told: TimelineEntry) -> Json:
    """Return a day of a timeline as ``{"day", "articles", "origins", "sentences": […]}``."""
    return {
        "day": told.day.isoformat(),
        "articles": told.articles,
        "origins": told.origins,
        "sentences": [_dump_point(point) for point in told.points],
    }


def dump_contradiction(found: Contradiction) -> Json:
    """Return a contradiction as ``{"kind", "about", "left": SIDE, "right": SIDE}``; SIDE is a sentence with spans."""
    return {
        "kind": found.kind,
        "about": found.about,
        "left": {**_dump_point(found.left), "differs": [list(span) for span in found.left_spans]},
        "right": {**_dump_point(found.right), "differs": [list(span) for span in found.right_spans]},
    }


def _dump_point(point: Point) -> Json:
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


def _dump_document(document: Document, known: Collection[str]) -> Json:
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
        "quotes": [_dump_quotation(q) for q in document.quotations if q.kind is not QuotationKind.REPORTED],
    }


def _dump_quotation(quotation: Quotation) -> Json:
    return {
        "start": quotation.start,
        "end": quotation.end,
        "speaker": quotation.speaker,
        "kind": quotation.kind,
        "confidence": round(quotation.confidence, 3),
    }


def _dump_actor(actor: Actor) -> Json:
    return {"name": actor.name, "kind": actor.kind, "aliases": list(actor.aliases), "description": actor.description}
