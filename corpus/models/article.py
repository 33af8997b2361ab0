"""Sources, articles, their provenance, and the fully annotated document."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from corpus.models.annotations import Actor, Mention, Quotation, Sentence, TimeExpression, ZoneSpan

#: Start of `Source.renderer` if the text is the one that the feed holds, because the page could not be had.
FEED_TEXT_RENDERER = "feed text"


def is_feed_text(renderer: str) -> bool:
    """Return whether a text with this renderer is the one that a feed holds."""
    return renderer.startswith(FEED_TEXT_RENDERER)


class Confidence(StrEnum):
    """How certain a fact about an article is."""

    STATED = "stated"
    INFERRED = "inferred"
    DOUBTFUL = "doubtful"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Hints:
    """
    Metadata that a page or a feed states about an article; evidence, not taken as fact.

    Attributes:
        title: Headline in the metadata, or None.
        outlet: Site name in the metadata, or None.
        byline: Author in the metadata, or None.
        published: ISO date, or date and time, in the metadata, or None.
        published_by: Where *published* was found ("JSON-LD datePublished").
        body: Spans of the text that a content extractor classified as body; empty if none was used.
        outlet_by: Where *outlet* was found if that is not the page ("the feed's title names"), or ``""``.
        language: The language that the page states, as a BCP 47 tag ("de-AT"), or ``""``.
        picture: The https address of the article's picture, or ``""``.
    """

    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: str | None = None
    published_by: str = ""
    body: tuple[tuple[int, int], ...] = ()
    outlet_by: str = ""
    language: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """
    An input text before it is annotated.

    Attributes:
        text: The original text, which is never altered.
        name: The name from which its key is derived (a file's stem).
        address: Its location: a file's path, a URL, or ``-`` for standard input.
        sha256: Hex digest of the original bytes.
        scope: Who may see it: a server's id, or ``""`` for everyone (added by the operator).
        hints: Metadata from its page or feed.
        renderer: Name and version of the renderer that made *text* from a page; ``""`` for plain text.
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
    One fact about an article, with its confidence and evidence.

    Attributes:
        value: The title, name, ISO date or interval; None if unknown.
        confidence: Stated, inferred, doubtful or unknown.
        evidence: Short sentences for people, strongest first.
        misleading: Values that were found and rejected.
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
        via: The site that republished it, if it isn't the outlet.
        byline: Its author.
        place: The place in its dateline ("Seoul").
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
    One revision of an article: its immutable text, its zones and its provenance.

    Attributes:
        key: Its key, unique in its scope: the file's stem, with a suffix if that is taken.
        revision: Number of this text under this key, from 1.
        text: The original text.
        sha256: Hex digest of the original bytes.
        address: File path, URL, or ``-``.
        zones: Labelled spans, in order, not overlapping; text outside them is white space.
        provenance: Title, outlet, byline, place and publication date.
        scope: A server's id, or ``""`` for everyone.
        renderer: Name and version of the renderer that made the text from a page, or ``""``.
        language: ISO 639-1 code of its language, or ``""`` if it could not be identified; it is then read as English.
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
    language: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """
    An article with all its annotations.

    Attributes:
        article: The article.
        sentences: Sentences of its content zones and its byline, in order.
        dates: Time expressions in the sentences, in order.
        mentions: Mentions of actors, in order; they may nest.
        quotations: Quotations with their speakers, in order.
        actors: The actors that *mentions* and *quotations* refer to.
    """

    article: Article
    sentences: tuple[Sentence, ...] = ()
    dates: tuple[TimeExpression, ...] = ()
    mentions: tuple[Mention, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    actors: tuple[Actor, ...] = ()
