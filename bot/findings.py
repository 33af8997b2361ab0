"""What members ask and what is found for them: values that travel between the bot and its workers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from briefings.charts import Chart
from briefings.contrasts import Contrast
from briefings.model import Answer, Briefing, Point, Request
from briefings.proof import Check
from briefings.timelines import Moment
from corpus.model import Actor, Citation, Provenance

#: What an option of a command holds.
Argument: TypeAlias = str | int | bool


@dataclass(frozen=True, slots=True)
class Asked:
    """
    What somebody asked, so that it can be asked again: for the next page, after a restart.

    Attributes:
        command: Name of the command.
        arguments: Its options by name; those left out are missing.
        scope: Whose articles are looked in besides everybody's: a server's id, or ``""``.
        today: The asker's day.
    """

    command: str
    arguments: Mapping[str, Argument]
    scope: str
    today: date

    def text(self, name: str) -> str:
        """Give the option *name* as text; ``""`` where it was left out."""
        return str(self.arguments.get(name, ""))

    def number(self, name: str, usual: int) -> int:
        """Give the option *name* as a number, *usual* where it was left out."""
        return int(self.arguments.get(name, usual))


@dataclass(frozen=True, slots=True)
class Day:
    """
    What happened on some days, and what was published on them.

    Attributes:
        answer: Sentences that tell of the days.
        published: Some of the articles that came out on them, newest first.
        reports: How many came out.
        origins: Number of independent origins among those.
    """

    answer: Answer
    published: tuple[Citation, ...] = ()
    reports: int = 0
    origins: int = 0


@dataclass(frozen=True, slots=True)
class Sayings:
    """
    Quotations of one actor.

    Attributes:
        answer: The sentences that hold them, and how the question was read.
        speakers: Who speaks in them for the actor, by id: the actor, and those that belong to it.
    """

    answer: Answer
    speakers: Mapping[str, Actor]


@dataclass(frozen=True, slots=True)
class Chronicle:
    """
    A timeline.

    Attributes:
        request: How the words were read.
        moments: Its days, in order.
    """

    request: Request
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class Outlet:
    """
    An outlet and what is kept of it.

    Attributes:
        name: Its name, or None for the articles of no known outlet.
        reports: Number of articles.
        origins: Number of independent origins among them.
        first: First day that one of them was published, or None where none is dated.
        last: Last such day.
    """

    name: str | None
    reports: int
    origins: int
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Sources:
    """
    Where the articles are from.

    Attributes:
        outlets: Those of most articles first.
        feeds: Title or address of each feed that is followed here.
        origins: Number of independent origins of all articles together.
    """

    outlets: tuple[Outlet, ...]
    feeds: tuple[str, ...]
    origins: int


@dataclass(frozen=True, slots=True)
class Dossier:
    """
    One article.

    Attributes:
        citation: Where it is found again.
        provenance: What is known of its source and its date, and how.
        actors: Whom it names, most named first.
        points: What it tells, weightiest first.
        copies: The other articles of its origin.
    """

    citation: Citation
    provenance: Provenance
    actors: tuple[Actor, ...]
    points: tuple[Point, ...]
    copies: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Contrasts:
    """
    Where outlets differ.

    Attributes:
        request: How the words were read.
        contrasts: Pairs of sentences that tell the same and differ in it, weightiest first.
    """

    request: Request
    contrasts: tuple[Contrast, ...]


#: Whatever a command is answered with.
Reply: TypeAlias = Briefing | Answer | Day | Sayings | Chronicle | Sources | Dossier | Contrasts | Chart


@dataclass(frozen=True, slots=True)
class Finding:
    """
    A reply, and what proves it.

    Attributes:
        reply: The reply.
        digests: Key and revision of each article that it may quote → SHA-256 of its text, in hex.
        sequence: The store's sequence number.
        left: How many more sentences were found than the reply holds.
    """

    reply: Reply
    digests: Mapping[tuple[str, int], str] = field(default_factory=dict)
    sequence: int = 0
    left: int = 0


@dataclass(frozen=True, slots=True)
class Examined:
    """
    One quoted sentence, held against the stored text.

    Attributes:
        check: What was shown, and whether it holds.
        before: The words before it in its paragraph.
        after: The words after it.
        digest: SHA-256 of the stored text, in hex; ``""`` where it is not stored any more.
    """

    check: Check
    before: str = ""
    after: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Sought:
    """
    Words in quotation marks, looked up in the articles.

    Attributes:
        words: The words.
        found: The sentences that hold them, or come near, one an article.
        exact: Whether they stand there word for word, but for white space and the form of the quotation marks.
    """

    words: str
    found: tuple[Point, ...]
    exact: bool
