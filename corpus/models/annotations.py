"""Zones, sentences, time expressions, mentions and quotations: spans of an article's text, in code points."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Zone(StrEnum):
    """Role of a line in an article's text."""

    HEADLINE = "headline"
    HEADLINE_REPEAT = "headline_repeat"
    STANDFIRST = "standfirst"
    SUBHEADING = "subheading"
    BODY = "body"
    CAPTION = "caption"
    BYLINE = "byline"
    AUTHOR_BIO = "author_bio"
    RELATED_LINK = "related_link"
    BOILERPLATE = "boilerplate"


#: Zones whose words are the article's own; only these are searched for mentions, dates and quotations.
CONTENT_ZONES = frozenset({Zone.HEADLINE, Zone.STANDFIRST, Zone.SUBHEADING, Zone.BODY, Zone.CAPTION})


@dataclass(frozen=True, slots=True)
class ZoneSpan:
    """
    A contiguous span of text in one zone.

    Attributes:
        start: First code point in the article's text; no white space at either end.
        end: One past the last.
        zone: Its zone.
    """

    start: int
    end: int
    zone: Zone


class ActorKind(StrEnum):
    """Kind of an actor."""

    PERSON = "person"
    STATE = "state"
    ORGANISATION = "organisation"
    GROUP = "group"
    DOCUMENT = "document"
    ANONYMOUS = "anonymous"
    PLACE = "place"
    EVENT = "event"


class MentionKind(StrEnum):
    """How the words of a mention name their actor."""

    NAME = "name"
    DEMONYM = "demonym"
    METONYM = "metonym"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"


class TimeKind(StrEnum):
    """Types of TIMEX3, and named periods, which don't date anything by themselves."""

    DATE = "date"
    TIME = "time"
    DURATION = "duration"
    SET = "set"
    NAMED = "named"


class QuotationKind(StrEnum):
    """How much of a quotation is in the source's own words."""

    DIRECT = "direct"
    PARTIAL = "partial"
    REPORTED = "reported"


@dataclass(frozen=True, slots=True)
class Sentence:
    """
    The extractive unit: a span of an article, quoted verbatim or not at all.

    Attributes:
        article: Key of its article.
        start: First code point in ``Article.text``, zero-based.
        end: One past the last, so ``text == article.text[start:end]``.
        text: The words of the span.
        zone: The zone that contains it.
        paragraph: Index of its paragraph in the article, from zero.
    """

    article: str
    start: int
    end: int
    text: str
    zone: Zone = Zone.BODY
    paragraph: int = 0

    def __post_init__(self) -> None:
        if self.end - self.start != len(self.text):
            raise ValueError(f"span [{self.start}, {self.end}) does not fit {self.text!r}")


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """
    A time expression (timex) and its normalized value.

    Attributes:
        start: First code point in the article's text.
        end: One past the last.
        text: The words.
        value: TIMEX3 value: ``2024-06-20``, ``2024-W25``, ``2024-06-20TMO``, ``1950/1953``, ``P3M``, ``PRESENT_REF`` …
        kind: Date, time, duration, set, or a named period.
        how: How the value was found, for human readers ("weekday before publication").
    """

    start: int
    end: int
    text: str
    value: str
    kind: TimeKind
    how: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """
    An actor of the news: a person, a state, an organisation, a group, a document, or an unnamed source.

    Attributes:
        id: Stable slug, unique in its scope ("north-korea", "chang-ho-jin").
        name: Its fullest common name.
        kind: Its kind.
        aliases: Other names, most common first.
        description: Description from the text or the registry ("director of the Security Office"); may be empty.
        part_of: Id of the actor that it belongs to or speaks for, or None.
    """

    id: str
    name: str
    kind: ActorKind
    aliases: tuple[str, ...] = ()
    description: str = ""
    part_of: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """
    A span that refers to an actor.

    Attributes:
        start: First code point in the article's text; titles and a possessive 's are excluded.
        end: One past the last.
        text: The words.
        actor: Id of the actor, or None if it is ambiguous.
        kind: How the words name it.
    """

    start: int
    end: int
    text: str
    actor: str | None
    kind: MentionKind


@dataclass(frozen=True, slots=True)
class Quotation:
    """
    A quotation and its speaker.

    Attributes:
        start: First code point between the quotation marks (of the clause, if the speech is reported).
        end: One past the last.
        text: The words.
        kind: Direct, partial or reported.
        speaker: Id of the actor, or None if it is unattributed or the attribution is too uncertain.
        cue: Span of the cue ("said"), or None.
        source: Span of the words that name the source, or None.
        confidence: Confidence in [0, 1] that *speaker* is right.
    """

    start: int
    end: int
    text: str
    kind: QuotationKind
    speaker: str | None
    cue: tuple[int, int] | None = None
    source: tuple[int, int] | None = None
    confidence: float = 0.0
