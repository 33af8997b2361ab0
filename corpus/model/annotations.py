"""What is marked on an article's text; every offset counts code points of ``Article.text`` from zero, end exclusive."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.model.zones import Zone


class ActorKind(StrEnum):
    """What sort of actor acts or speaks."""

    PERSON = "person"
    STATE = "state"
    ORGANISATION = "organisation"
    GROUP = "group"
    DOCUMENT = "document"
    ANONYMOUS = "anonymous"


class MentionKind(StrEnum):
    """How the words of a mention name their actor."""

    NAME = "name"
    DEMONYM = "demonym"
    METONYM = "metonym"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"


class TimeKind(StrEnum):
    """TIMEX3's types, and the named periods, which date nothing by themselves."""

    DATE = "date"
    TIME = "time"
    DURATION = "duration"
    SET = "set"
    NAMED = "named"


class QuotationKind(StrEnum):
    """How much of the words is the source's own."""

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
        text: The words between.
        zone: The zone it stands in, wholly.
        paragraph: Number of its paragraph in the article, from zero.
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
    Words that name a time (a timex), and what they mean.

    Attributes:
        start: First code point in the article's text.
        end: One past the last.
        text: The words.
        value: TIMEX3 value: ``2024-06-20``, ``2024-W25``, ``2024-06-20TMO``, ``1950/1953``, ``P3M``, ``PRESENT_REF`` …
        kind: Date, time, duration, set, or a named period.
        how: How the value was found, in words for the reader ("weekday before publication").
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
    One who acts or speaks: a person, a state, an organisation, a group, a document, or an unnamed source.

    Attributes:
        id: Stable slug, unique in its scope ("north-korea", "chang-ho-jin").
        name: The fullest usual name.
        kind: What sort it is.
        aliases: Other names for it, most usual first.
        description: What the text or the registry says of it ("director of the Security Office"); may be empty.
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
    Words that name an actor.

    Attributes:
        start: First code point in the article's text; titles and a possessive 's are outside.
        end: One past the last.
        text: The words.
        actor: Id of the actor, or None where it was left open.
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
    Somebody's words, and whose.

    Attributes:
        start: First code point between the quotation marks (of the clause, where speech is reported).
        end: One past the last.
        text: The words.
        kind: Direct, partial or reported.
        speaker: Id of the actor, or None where no one is shown ("unattributed").
        cue: Span of the word that introduces it ("said"), or None.
        source: Span of the words that name the source, or None.
        confidence: In [0, 1], that *speaker* is right.
    """

    start: int
    end: int
    text: str
    kind: QuotationKind
    speaker: str | None
    cue: tuple[int, int] | None = None
    source: tuple[int, int] | None = None
    confidence: float = 0.0
