"""Queries to the store and their results: passages, citations, corpus statistics and topics."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from corpus.models.annotations import Actor, Mention, Quotation, Sentence, TimeExpression, Zone
from corpus.models.article import Confidence

#: Maximum number of passages that a search returns; it bounds the cost of ranking.
MAX_PASSAGES = 2_000


@dataclass(frozen=True, slots=True)
class DateRange:
    """
    The days from *first* to *last*, both included; None leaves that side open.

    Raises:
        ValueError: If *last* is before *first*.
    """

    first: date | None = None
    last: date | None = None

    def __post_init__(self) -> None:
        if self.first and self.last and self.last < self.first:
            raise ValueError(f"{self.last} is before {self.first}")

    def contains(self, day: date) -> bool:
        """Return whether *day* is in the range."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Query:
    """
    Search criteria; each non-empty one narrows the result.

    Attributes:
        terms: Words, any of which a passage must contain (stemmed by the index); one that ends in an asterisk stands
            for all words that begin so, and forms of one word may be joined: ``election|elect*``.
        actors: Actor ids, all of which a passage must mention or quote.
        days: Ranges of event dates, any of which a time expression of the passage must overlap.
        month_days: Days ("04-28") and months ("04") that were asked about without a year, or in a year of which the
            articles tell: besides *days*, passages are found that name one of them in an article of unknown year.
        published: Range of publication days.
        zones: Zones to search.
        scope: The server whose articles are searched besides the shared ones, or ``""`` for these alone.
        after: Store sequence number; only articles that were added later are searched.
        articles: Keys of the articles to search; all if empty.
        limit: Maximum number of passages to return, best first.
        language: ISO 639-1 code of the language of *terms* if it is not English; their stems are searched for, too.
        languages: Languages of the articles to search; all if empty.
    """

    terms: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    days: tuple[DateRange, ...] = ()
    month_days: tuple[str, ...] = ()
    published: DateRange = DateRange()
    zones: frozenset[Zone] = frozenset({Zone.BODY})
    scope: str = ""
    after: int = 0
    articles: tuple[str, ...] = ()
    limit: int = MAX_PASSAGES
    language: str = ""
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """
    The data that identify and locate a cited article.

    Attributes:
        key: The article's key.
        revision: Number of the cited text.
        title: Headline, or None.
        outlet: Original outlet, or None.
        published: ISO value, or None.
        confidence: How certain *published* is.
        address: File path, URL, or ``-``.
        origin: Id of its group of near-duplicates: the key of the group's first member.
        language: ISO 639-1 code of its language, or ``""`` if it is not known.
        picture: The https address of the picture that its page names, or ``""``.
    """

    key: str
    revision: int
    title: str | None
    outlet: str | None
    published: str | None
    confidence: Confidence
    address: str
    origin: str = ""
    language: str = ""
    picture: str = ""

    @property
    def origin_key(self) -> str:
        """Its origin, or its own key if it is in no group: equal for copies of one text."""
        return self.origin or self.key


@dataclass(frozen=True, slots=True)
class Passage:
    """
    A stored sentence with its annotations and citation.

    Attributes:
        sentence: The sentence.
        citation: Its article.
        dates: Time expressions inside the sentence.
        mentions: Mentions inside the sentence, nominals and pronouns included.
        quotations: Quotations that overlap the sentence.
        position: Index of the sentence among its article's sentences, from zero.
        sequence: Store sequence number at which its article was added.
        context: The preceding sentence, if it is in the same zone and the same or the previous paragraph, else ``""``.
    """

    sentence: Sentence
    citation: Citation
    dates: tuple[TimeExpression, ...] = ()
    mentions: tuple[Mention, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    position: int = 0
    sequence: int = 0
    context: str = ""

    def __hash__(self) -> int:
        # Of its place alone: passages are looked up by the thousand, and equality still compares every field.
        return hash((self.citation.key, self.sentence.start))


@dataclass(frozen=True, slots=True)
class CorpusStats:
    """
    Counts over the articles that a query covers, its ``terms`` and ``limit`` ignored.

    Attributes:
        articles: Number of articles.
        origins: Number of independent origins among them.
        sentences: Number of sentences in the query's zones.
        terms: Number of sentences that contain each of the query's terms.
        actors: Number of sentences that mention each actor, by id.
        days: Number of sentences dated to each day, or to a week or span of days that contains it; whole months and
            years are not spread over their days.
        actors_by_id: The counted actors, by id.
        sequence: The store's sequence number at the time of counting.
    """

    articles: int = 0
    origins: int = 0
    sentences: int = 0
    terms: Mapping[str, int] = field(default_factory=dict)
    actors: Mapping[str, int] = field(default_factory=dict)
    days: Mapping[date, int] = field(default_factory=dict)
    actors_by_id: Mapping[str, Actor] = field(default_factory=dict)
    sequence: int = 0


#: Maximum length of a topic's name, in code points.
MAX_TOPIC_NAME_CHARACTERS = 80


@dataclass(frozen=True, slots=True)
class Topic:
    """
    A subject for briefings, questions and digests.

    Attributes:
        name: Its name; names that differ only in case or white space are the same.
        terms: Words and phrases that its articles contain ("interest rate").
        actors: Actors that it is about, by name or id.
        sources: Outlets or hosts of its articles; all if empty.
        languages: ISO 639-1 codes of the languages of its articles; all if empty.
        scope: Its owner: a server's id, or ``""`` if it is shared.

    Raises:
        ValueError: If the name is empty or too long, or there is neither a term nor an actor.
    """

    name: str
    terms: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    scope: str = ""

    def __post_init__(self) -> None:
        if not self.folded or len(self.name) > MAX_TOPIC_NAME_CHARACTERS:
            raise ValueError(f"a topic's name has 1 to {MAX_TOPIC_NAME_CHARACTERS} characters")
        if not self.terms and not self.actors:
            raise ValueError("a topic needs a term or an actor to be found by")

    @property
    def folded(self) -> str:
        """Its normalized name, by which topics are compared."""
        return normalize_topic_name(self.name)


def normalize_topic_name(name: str) -> str:
    """Return a topic's name with case folded and white space collapsed, for comparison."""
    return " ".join(name.casefold().split())
