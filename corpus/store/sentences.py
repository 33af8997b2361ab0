"""A document's sentences as rows, and rows as the parts of a Passage."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from corpus.intervals import days
from corpus.model import (
    Document,
    Mention,
    MentionKind,
    Quotation,
    QuotationKind,
    Sentence,
    TimeExpression,
    TimeKind,
    Zone,
)
from corpus.store.facets import EVERYBODY, ZONES, event_days, in_time, suffix
from corpus.store.packing import Packed, span, written

_TIMES = tuple(TimeKind)
_NAMINGS = tuple(MentionKind)
_QUOTINGS = tuple(QuotationKind)


@dataclass(frozen=True, slots=True)
class Row:
    """
    A sentence as the database keeps it.

    Attributes:
        position: Number among its article's sentences.
        start: First code point in the article's text.
        zone: Its zone's number.
        paragraph: Number of its paragraph.
        body: Its words, or None outside the body.
        aside: Its words, or None in the body.
        facets: See `corpus.store.facets`.
        marks: JSON of what is marked on it, offsets counted from its start.
    """

    position: int
    start: int
    zone: int
    paragraph: int
    body: str | None
    aside: str | None
    facets: str
    marks: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence with what is marked on it; a quotation belongs to every sentence that it overlaps."""

    sentence: Sentence
    dates: tuple[TimeExpression, ...]
    mentions: tuple[Mention, ...]
    quotations: tuple[Quotation, ...]


def marked(document: Document) -> Iterator[Marked]:
    """Give each sentence of *document* with its marks, in order."""
    for sentence in document.sentences:
        start, end = sentence.start, sentence.end
        yield Marked(
            sentence,
            tuple(one for one in document.dates if start <= one.start < end),
            tuple(one for one in document.mentions if start <= one.start < end),
            tuple(one for one in document.quotations if one.start < end and start < one.end),
        )


def rows(document: Document, article: int, scope: int, number_of: Callable[[str], int]) -> Iterator[Row]:
    """
    Give the rows of *document*.

    Args:
        document: What is to be searched.
        article: The article's number in the database.
        scope: Its scope's number.
        number_of: Gives the number of an actor's id.
    """
    published = document.article.provenance.published.value
    shared = [f"r{article}", *_published(published)]
    for position, one in enumerate(marked(document)):
        sentence = one.sentence
        in_body = sentence.zone is Zone.BODY
        yield Row(
            position=position,
            start=sentence.start,
            zone=ZONES[sentence.zone],
            paragraph=sentence.paragraph,
            body=sentence.text if in_body else None,
            aside=None if in_body else sentence.text,
            facets=_facets(one, shared, scope, number_of),
            marks=_marks(one),
        )


def _published(value: str | None) -> Iterable[str]:
    return in_time("p", *found) if (found := days(value)) else ()


def _facets(one: Marked, shared: list[str], scope: int, number_of: Callable[[str], int]) -> str:
    named = {mention.actor for mention in one.mentions} | {quotation.speaker for quotation in one.quotations}
    found = {f"a{number_of(actor)}" for actor in named if actor is not None}
    for first, last in event_days(one.dates):
        found.update(in_time("t", first, last))
    end = suffix(one.sentence.zone, scope)
    alone = [] if one.sentence.zone is Zone.BODY else [end]
    alone += [] if scope == EVERYBODY else ["s0", f"s{scope}"]
    return " ".join([f"{facet}{end}" for facet in (*shared, *sorted(found))] + alone)


def _marks(one: Marked) -> str:
    at, end = one.sentence.start, one.sentence.end
    return written([
        [[d.start - at, d.end - at, d.value, _TIMES.index(d.kind), d.how] for d in one.dates],
        [[m.start - at, m.end - at, m.actor, _NAMINGS.index(m.kind)] for m in one.mentions],
        [
            [q.start - at, q.end - at, _QUOTINGS.index(q.kind), q.speaker, q.cue, q.source, q.confidence]
            # The words of a quotation that reaches into other sentences can't be cut from this one.
            + ([] if at <= q.start and q.end <= end else [q.text])
            for q in one.quotations
        ],
    ])  # fmt: skip


def read_marks(marks: str, sentence: Sentence) -> Marked:
    """Give a sentence with the marks that were packed with it."""
    dates, mentions, quotations = json.loads(marks)
    at, words = sentence.start, sentence.text
    return Marked(
        sentence,
        tuple(TimeExpression(s + at, e + at, words[s:e], value, _TIMES[kind], how) for s, e, value, kind, how in dates),
        tuple(Mention(s + at, e + at, words[s:e], actor, _NAMINGS[kind]) for s, e, actor, kind in mentions),
        tuple(_quotation(one, at, words) for one in quotations),
    )


def _quotation(packed: Packed, at: int, words: str) -> Quotation:
    start, end, kind, speaker, cue, source, confidence, *text = packed
    return Quotation(
        start + at,
        end + at,
        text[0] if text else words[start:end],
        _QUOTINGS[kind],
        speaker,
        span(cue),
        span(source),
        confidence,
    )
