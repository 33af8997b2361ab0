"""Queries and their results, as exchanged between the bot and its worker processes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from briefings.clustering import Change, Contradiction
from briefings.export import Chart
from briefings.models import Answer, Briefing, Point, Request
from briefings.timelines import TimelineEntry
from briefings.verification import CitationCheck
from corpus.models import Actor, Citation, Provenance

#: Value of a command option.
ArgumentValue: TypeAlias = str | int | bool


@dataclass(frozen=True, slots=True)
class QueryRequest:
    """
    A query command, which can be repeated for another page, also after a restart.

    Attributes:
        command: Name of the command.
        arguments: Its options by name; omitted options are missing.
        scope: Guild id whose articles are searched in addition to the shared ones, or ``""``.
        today: The member's local date.
    """

    command: str
    arguments: Mapping[str, ArgumentValue]
    scope: str
    today: date

    def get_text(self, name: str) -> str:
        """Return the option *name* as text, or ``""`` if it was omitted."""
        return str(self.arguments.get(name, ""))

    def get_number(self, name: str, default: int) -> int:
        """Return the option *name* as a number, or *default* if it was omitted."""
        return int(self.arguments.get(name, default))


@dataclass(frozen=True, slots=True)
class DayResult:
    """
    Events on some days, and the articles published on them.

    Attributes:
        answer: Sentences about the days.
        published: Some of the articles published on them, newest first.
        report_count: Number of articles published on them.
        origins: Number of independent origins of those.
    """

    answer: Answer
    published: tuple[Citation, ...] = ()
    report_count: int = 0
    origins: int = 0


@dataclass(frozen=True, slots=True)
class QuoteList:
    """
    Quotations of one actor.

    Attributes:
        answer: The sentences that contain them, and how the question was interpreted.
        speakers: The speakers that count as the actor, by id: the actor itself and the actors that are part of it.
    """

    answer: Answer
    speakers: Mapping[str, Actor]


@dataclass(frozen=True, slots=True)
class TimelineResult:
    """
    A timeline.

    Attributes:
        request: How the text was interpreted.
        entries: Its days, in order.
    """

    request: Request
    entries: tuple[TimelineEntry, ...]


@dataclass(frozen=True, slots=True)
class OutletStats:
    """
    Counts of an outlet's stored articles.

    Attributes:
        name: Its name, or None for the articles without a known outlet.
        report_count: Number of articles.
        origins: Number of independent origins of these.
        first: First publication day, or None if none is dated.
        last: Last publication day, or None if none is dated.
    """

    name: str | None
    report_count: int
    origins: int
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class SourceList:
    """
    The outlets and feeds of a scope.

    Attributes:
        outlets: Outlets, those with most articles first.
        feeds: Title or address of each followed feed, of the guild or shared.
        origins: Number of independent origins of all articles together.
        languages: Code of each language other than English that articles are in, the most frequent first.
    """

    outlets: tuple[OutletStats, ...]
    feeds: tuple[str, ...]
    origins: int
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleDetails:
    """
    Details of one article.

    Attributes:
        citation: Its citation.
        provenance: Its source and date, with the evidence for them.
        actors: The actors mentioned, most mentioned first.
        points: Its most salient sentences, in reading order.
        copies: The other articles of its origin.
        from_feed: Whether its text is the one that its feed holds, because its page could not be had.
    """

    citation: Citation
    provenance: Provenance
    actors: tuple[Actor, ...]
    points: tuple[Point, ...]
    copies: tuple[Citation, ...]
    from_feed: bool = False


@dataclass(frozen=True, slots=True)
class ContradictionList:
    """
    Contradictions between outlets.

    Attributes:
        request: How the text was interpreted.
        contradictions: Pairs of sentences that report the same thing differently, most important first.
    """

    request: Request
    contradictions: tuple[Contradiction, ...]


@dataclass(frozen=True, slots=True)
class ChangeList:
    """
    What has changed since a day.

    Attributes:
        request: How the text was interpreted.
        since: The last day of publication of what is compared with.
        changes: Figures that changed, then offices, then new stories.
        articles: Number of articles published since, on the subject.
        origins: Number of independent origins of these.
    """

    request: Request
    since: date
    changes: tuple[Change, ...]
    articles: int = 0
    origins: int = 0


#: Reply to any query command.
Reply: TypeAlias = (
    Briefing
    | Answer
    | DayResult
    | QuoteList
    | TimelineResult
    | SourceList
    | ArticleDetails
    | ContradictionList
    | ChangeList
    | Chart
)


@dataclass(frozen=True, slots=True)
class QueryResult:
    """
    A reply with the data that verifies it.

    Attributes:
        reply: The reply.
        text_hashes: SHA-256 of each article's text, in hex, by key and revision, for the articles that it may quote.
        sequence: The store's sequence number.
        remaining: Number of sentences found beyond those in the reply.
        as_of: The last day of publication of what was searched, None for everything.
    """

    reply: Reply
    text_hashes: Mapping[tuple[str, int], str] = field(default_factory=dict)
    sequence: int = 0
    remaining: int = 0
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class SentenceCheck:
    """
    A quoted sentence compared with the stored text.

    Attributes:
        check: The quoted sentence, and whether it still matches.
        before: The text before it in its paragraph.
        after: The text after it in its paragraph.
        text_hash: SHA-256 of the stored text, in hex; ``""`` if it is not stored any more.
    """

    check: CitationCheck
    before: str = ""
    after: str = ""
    text_hash: str = ""


@dataclass(frozen=True, slots=True)
class QuoteLookup:
    """
    A quotation looked up in the articles.

    Attributes:
        text: The text between the quotation marks.
        points: The sentences that contain it or come close, one per article.
        exact: Whether they contain it word for word, but for case, punctuation and what its writer marks as left out.
    """

    text: str
    points: tuple[Point, ...]
    exact: bool

    @property
    def state(self) -> str:
        """``holds``, ``nearest`` if only a similar sentence was found, or ``not found``."""
        if not self.points:
            return "not found"
        return "holds" if self.exact else "nearest"
