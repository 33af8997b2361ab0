"""What is asked of the store, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from corpus.model.annotations import Actor, Mention, Quotation, Sentence, TimeExpression
from corpus.model.articles import Confidence
from corpus.model.zones import Zone

#: No search yields more passages than this; ranking is bounded by it.
MOST_PASSAGES = 2_000


@dataclass(frozen=True, slots=True)
class Window:
    """
    Days from *first* to *last*, both included; None where a side is open.

    Raises:
        ValueError: If it ends before it starts.
    """

    first: date | None = None
    last: date | None = None

    def __post_init__(self) -> None:
        if self.first and self.last and self.last < self.first:
            raise ValueError(f"{self.last} is before {self.first}")

    def holds(self, day: date) -> bool:
        """Tell whether *day* lies inside."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Query:
    """
    What to look for; every part narrows, an empty part does not.

    Attributes:
        terms: Words, any of which a passage must hold (stemmed by the index).
        actors: Actor ids, all of which a passage must mention, or speak through a quotation.
        days: Windows of event dates, any of which a time expression of the passage must touch.
        published: Window of publication days.
        zones: Zones to look in.
        scope: Whose articles besides everybody's: a server's id, or ``""``.
        after: Only what arrived after this store sequence number.
        articles: Only these article keys, where given.
        limit: Most passages to return, best first.
    """

    terms: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    days: tuple[Window, ...] = ()
    published: Window = Window()
    zones: frozenset[Zone] = frozenset({Zone.BODY})
    scope: str = ""
    after: int = 0
    articles: tuple[str, ...] = ()
    limit: int = MOST_PASSAGES


@dataclass(frozen=True, slots=True)
class Citation:
    """
    What a reader needs to find an article again.

    Attributes:
        key: The article's key.
        revision: Which text of it.
        title: Headline, or None.
        outlet: Original outlet, or None.
        published: ISO value, or None.
        confidence: How *published* is known.
        address: File path, URL, or ``-``.
        origin: Id of the group of near copies it belongs to; the key of its first member.
    """

    key: str
    revision: int
    title: str | None
    outlet: str | None
    published: str | None
    confidence: Confidence
    address: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """
    A stored sentence with all that choosing needs.

    Attributes:
        sentence: The words and where they stand.
        citation: The article they stand in.
        dates: Time expressions inside the sentence.
        mentions: Mentions inside the sentence, nominals and pronouns included.
        quotations: Quotations that overlap the sentence.
        position: Number of the sentence among its article's, from zero.
        sequence: Store sequence number of its arrival.
        context: The sentence before it in its paragraph or the one before, or ``""``.
    """

    sentence: Sentence
    citation: Citation
    dates: tuple[TimeExpression, ...] = ()
    mentions: tuple[Mention, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    position: int = 0
    sequence: int = 0
    context: str = ""


@dataclass(frozen=True, slots=True)
class Census:
    """
    Counts over what a query covers, its ``terms`` and ``limit`` aside.

    Attributes:
        articles: Number of articles.
        origins: Number of independent origins among them.
        sentences: Number of sentences in the query's zones.
        terms: Word → number of sentences that hold it, for the query's terms.
        actors: Actor id → number of sentences that mention it.
        days: Event day → number of sentences dated to it, or to a week or span of days that holds it; whole months and
            years are not spread over their days.
        cast: The actors counted, by id.
        sequence: The store's sequence number when counted.
    """

    articles: int = 0
    origins: int = 0
    sentences: int = 0
    terms: Mapping[str, int] = field(default_factory=dict)
    actors: Mapping[str, int] = field(default_factory=dict)
    days: Mapping[date, int] = field(default_factory=dict)
    cast: Mapping[str, Actor] = field(default_factory=dict)
    sequence: int = 0
