"""An article on its way in: Source → Article → Document."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from corpus.model.annotations import Actor, Mention, Quotation, Sentence, TimeExpression
from corpus.model.zones import Zone, ZoneSpan

__all__ = ["Article", "Claim", "Confidence", "Document", "Hints", "Provenance", "Source", "Zone", "ZoneSpan"]


class Confidence(StrEnum):
    """How a thing about an article is known."""

    STATED = "stated"
    INFERRED = "inferred"
    DOUBTFUL = "doubtful"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Hints:
    """
    What a page or a feed says of an article: evidence, never truth.

    Attributes:
        title: Headline by the page's metadata, or None.
        outlet: Site name by the page's metadata, or None.
        byline: Author by the page's metadata, or None.
        published: ISO date or date and time by the page's metadata, or None.
        published_by: Where *published* was found ("JSON-LD datePublished").
        body: Spans of the text that a content extractor takes for the body; empty where none was asked.
    """

    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: str | None = None
    published_by: str = ""
    body: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """
    What came in at the door, before anything was read.

    Attributes:
        text: The original text; never altered afterwards.
        name: What its key is made from (a file's stem).
        address: Where it can be found again: a file's path, a URL, or ``-`` for standard input.
        sha256: Hex digest of the bytes as they came.
        scope: Who may see it: a server's id, or ``""`` for all (the operator's).
        hints: What a page or feed says of it.
        renderer: Name and version of what made *text* from a page; ``""`` for text that came as text.
    """

    text: str
    name: str
    address: str
    sha256: str
    scope: str = ""
    hints: Hints = field(default_factory=Hints)
    renderer: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """
    One thing said about an article, and how it is known.

    Attributes:
        value: The title, name, ISO date or interval; None where unknown.
        confidence: Stated, inferred, doubtful or unknown.
        evidence: Short sentences for a human, strongest first.
        misleading: Values that were seen and not believed.
    """

    value: str | None = None
    confidence: Confidence = Confidence.UNKNOWN
    evidence: tuple[str, ...] = ()
    misleading: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Provenance:
    """
    Where and when an article was published.

    Attributes:
        title: Its headline.
        outlet: The original outlet.
        via: The site that copied it, where that is another than the outlet.
        byline: Who wrote it.
        place: The place of its dateline ("Seoul").
        published: Publication date: an ISO day, week, month, year or an interval ``start/end`` of these.
    """

    title: Claim = Claim()
    outlet: Claim = Claim()
    via: Claim = Claim()
    byline: Claim = Claim()
    place: Claim = Claim()
    published: Claim = Claim()


@dataclass(frozen=True, slots=True)
class Article:
    """
    One revision of one article: its immutable text, what each part of it is, and where it is from.

    Attributes:
        key: Unique in its scope; the file's stem, made unique where taken.
        revision: Number of this text under this key, from 1.
        text: The original text.
        sha256: Hex digest of the bytes as they came.
        address: File path, URL, or ``-``.
        zones: Labelled spans, in order, not overlapping; text in none is white space.
        provenance: Outlet, title, dates.
        scope: A server's id, or ``""`` for all.
        renderer: What made the text from a page, or ``""``.
    """

    key: str
    revision: int
    text: str
    sha256: str
    address: str
    zones: tuple[ZoneSpan, ...]
    provenance: Provenance
    scope: str = ""
    renderer: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """
    An article as read: all that is marked on it.

    Attributes:
        article: The article.
        sentences: Spans of every zone that is told and of the byline, in order.
        dates: Time expressions in them, in order.
        mentions: Mentions of actors, in order; they may nest.
        quotations: Whose words, in order.
        actors: The actors that *mentions* and *quotations* name.
    """

    article: Article
    sentences: tuple[Sentence, ...] = ()
    dates: tuple[TimeExpression, ...] = ()
    mentions: tuple[Mention, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    actors: tuple[Actor, ...] = ()
