"""Convert query results to the stable JSON objects documented in docs/cli.md."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TypeAlias

from bot.models.query import ChangeList, QuoteLookup
from briefings.clustering import Change, Contradiction, FigureSeries
from briefings.digest import DayOverview
from briefings.models import Answer, Briefing, Headline, Point, Request, Story
from briefings.profiles import Profile
from briefings.timelines import TimelineEntry
from corpus.models import Actor, Document, MentionKind, Quotation, QuotationKind
from corpus.sources.feed_models import ParsedFeed

Json: TypeAlias = dict[str, object]


def dump_documents(documents: Sequence[Document]) -> Json:
    """Return annotated articles as ``{"documents": […], "actors": {…}}``."""
    actors = {actor.id: actor for document in documents for actor in document.actors}
    return {
        "documents": [_dump_document(document, actors.keys()) for document in documents],
        "actors": {key: _dump_actor(actors[key]) for key in sorted(actors)},
    }


def dump_briefing(briefing: Briefing) -> Json:
    """Return a briefing as ``{"id", "sentences": […], "sequence", "articles", "origins", "stories": […]}``."""
    return {
        "id": briefing.id,
        "sentences": [_dump_point(point) for point in briefing.points],
        "sequence": briefing.sequence,
        "articles": briefing.articles,
        "origins": briefing.origins,
        "stories": [_dump_story(story) for story in briefing.stories],
        **_dump_as_of(briefing.request),
    }


def _dump_as_of(request: Request) -> Json:
    return {"as_of": request.as_of.isoformat()} if request.as_of else {}


def _dump_story(story: Story) -> Json:
    return {
        "id": story.id,
        "headline": _dump_headline(story.headline) if story.headline else None,
        "sentences": list(story.sentences),
        "outlets": list(story.outlets),
        "origins": story.origins,
    }


def _dump_headline(headline: Headline) -> Json:
    return {"doc": headline.citation.key, "start": headline.start, "end": headline.end, "text": headline.text}


def dump_answer(answer: Answer) -> Json:
    """Return an answer as ``{"found", "sentences": […], "possible": […], "read_as": […], "nearest": […]}``."""
    return {
        "found": answer.found,
        "sentences": [_dump_point(point) for point in answer.points],
        "possible": [_dump_point(point) for point in answer.possible],
        "read_as": list(answer.request.read_as),
        "nearest": list(answer.nearest),
        **_dump_as_of(answer.request),
    }


def dump_day(overview: DayOverview) -> Json:
    """Return a day as an answer with ``"published": {"articles", "origins", "sentences": […]}``."""
    return {
        **dump_answer(overview.happened),
        "found": overview.found,
        "published": {
            "articles": overview.articles,
            "origins": overview.origins,
            "sentences": [_dump_point(point) for point in overview.published],
        },
    }


def dump_profile(profile: Profile) -> Json:
    """Return a profile: introductions, names, dates, statements by and about the actor, and actors seen with it."""
    return {
        "introductions": [
            {"doc": one.citation.key, "start": one.start, "end": one.end, "text": one.text, "origins": one.origins}
            for one in profile.introductions
        ],
        "names": dict(profile.names),
        "first": profile.first.published if profile.first else None,
        "last": profile.last.published if profile.last else None,
        "said": [_dump_point(Point(passage)) for passage in profile.statements],
        "said_about": [_dump_point(Point(passage)) for passage in profile.statements_by_others],
        "seen_with": dict(profile.seen_with),
        "busiest": {day.isoformat(): count for day, count in profile.busiest},
    }


def dump_timeline(request: Request, entries: Sequence[TimelineEntry]) -> Json:
    """Return a timeline as ``{"read_as": […], "days": […]}``."""
    days = [_dump_timeline_entry(moment) for moment in entries]
    return {"read_as": list(request.read_as), "days": days, **_dump_as_of(request)}


def _dump_timeline_entry(entry: TimelineEntry) -> Json:
    """Return a day of a timeline as ``{"day", "articles", "origins", "sentences": […]}``."""
    return {
        "day": entry.day.isoformat(),
        "articles": entry.articles,
        "origins": entry.origins,
        "sentences": [_dump_point(point) for point in entry.points],
    }


def dump_contradiction(contradiction: Contradiction) -> Json:
    """Return a contradiction as ``{"kind", "about", "left": SIDE, "right": SIDE}``; SIDE is a sentence with spans."""
    return {
        "kind": contradiction.kind,
        "about": contradiction.about,
        "left": {**_dump_point(contradiction.left), "differs": [list(span) for span in contradiction.left_spans]},
        "right": {**_dump_point(contradiction.right), "differs": [list(span) for span in contradiction.right_spans]},
    }


def dump_series(series: FigureSeries) -> Json:
    """Return a series as ``{"about", "figures": [SENTENCE with "day", "figure", "differs" and "outlier", …]}``."""
    return {
        "about": series.about,
        "figures": [
            {
                **_dump_point(one.point),
                "day": one.day.isoformat(),
                "figure": one.text,
                "differs": [list(one.span)],
                "outlier": one.outlier,
            }
            for one in series.figures
        ],
    }


def dump_changes(found: ChangeList) -> Json:
    """Return what has changed as ``{"since", "read_as": […], "articles", "origins", "changes": […]}``."""
    return {
        "since": found.since.isoformat(),
        "read_as": list(found.request.read_as),
        "articles": found.articles,
        "origins": found.origins,
        "changes": [_dump_change(one) for one in found.changes],
        **_dump_as_of(found.request),
    }


def _dump_change(change: Change) -> Json:
    """Return ``{"kind", "about", "before": SIDE | null, "after": SIDE}``, of a story also what its articles are."""
    sides = ((change.before, change.before_span), (change.after, change.after_span))
    before, after = (
        {**_dump_point(point), "differs": [list(span)] if span else []} if point else None for point, span in sides
    )
    headline = _dump_headline(change.headline) if change.headline else None
    story = {"headline": headline, "articles": change.articles, "origins": change.origins} if not before else {}
    return {"kind": change.kind, "about": change.about, "before": before, "after": after, **story}


def dump_feed(feed: ParsedFeed) -> Json:
    """Return a feed as ``{"title", "entries": […], "left_out": […]}``."""
    return {
        "title": feed.title,
        "entries": [
            {
                "address": entry.url,
                "title": entry.title,
                "published": entry.format_published(),
                "source": entry.outlet or None,
                "text_in_feed": bool(entry.content),
            }
            for entry in feed.entries
        ],
        "left_out": [
            {"title": each.title or None, "address": each.url or None, "reason": each.reason} for each in feed.left_out
        ],
    }


def dump_quote_lookup(lookup: QuoteLookup) -> Json:
    """Return a quotation as ``{"text", "state", "nearest": SENTENCE | null, "found": […]}``."""
    near = lookup.points[0] if lookup.state == "nearest" else None
    return {
        "text": lookup.text,
        "state": lookup.state,
        "nearest": _dump_point(near) if near else None,
        "found": [_dump_point(point) for point in lookup.points] if lookup.exact else [],
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
        "language": citation.language or None,
        "also": [{"doc": other.key, "outlet": other.outlet} for other in point.also],
        "outlets": len(point.outlets),
        "origins": point.origins,
        **developed,
    }


def _dump_document(document: Document, actor_ids: Collection[str]) -> Json:
    article, provenance = document.article, document.article.provenance
    published = provenance.published
    return {
        "id": article.key,
        "title": provenance.title.value,
        "outlet": provenance.outlet.value,
        "via": provenance.via.value,
        "byline": provenance.byline.value,
        "place": provenance.place.value,
        "language": article.language or None,
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
            if m.actor is not None and m.actor in actor_ids and m.kind is not MentionKind.PRONOUN
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
