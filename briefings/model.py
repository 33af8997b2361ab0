"""What is asked for and what is said: Request in, Briefing or Answer out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.model import Actor, Citation, Passage, Query, Topic

#: Sentences of a briefing where nobody said how many.
USUAL_LENGTH = 6


class Intent(StrEnum):
    """What sort of reply a question wants."""

    BRIEF = "brief"
    WHO = "who"
    WHEN = "when"
    SAID = "said"
    WHERE = "where"
    HOW_MANY = "how many"
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class Told:
    """
    A sentence that was told before, with as much of what is marked on it as recognising it in other words takes.

    Every offset is one of the article's text, as in :class:`corpus.model.Sentence`. `briefings.novelty.as_record` makes
    it plain values for JSON.

    Attributes:
        key: Key of its article.
        revision: Which text of it.
        start: First code point.
        end: One past the last.
        text: The words.
        outlet: Original outlet, or None.
        published: Publication date, an ISO value, or None.
        origin: Group of near copies that the article belongs to.
        dates: Start, end and TIMEX3 value of each time expression.
        mentions: Start, end, actor id and kind of each mention of a known actor.
        quotations: Start, end, kind and speaker of each quotation.
    """

    key: str
    revision: int
    start: int
    end: int
    text: str
    outlet: str | None = None
    published: str | None = None
    origin: str = ""
    dates: tuple[tuple[int, int, str], ...] = ()
    mentions: tuple[tuple[int, int, str, str], ...] = ()
    quotations: tuple[tuple[int, int, str, str | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """
    What somebody wants to know, as the bot understood it.

    Attributes:
        query: What the store is asked.
        text: The words as typed; ``""`` where none were.
        intent: What sort of reply is wanted.
        read_as: How the words were read, in words to show ("Wednesday 19 June 2024", "North Korea").
        limit: Most sentences to give.
        actors: The actors that the words name.
        terms: The content words that are left, lower case, in order.
        unknown: Capitalised names in the words that no known actor bears.
        unreadable: Phrases that look like dates and are none, with the reason ("31 June: June has 30 days").
        told: What was told before, and is not to be told again.
        topic: The topic that it is for, or None.
    """

    query: Query
    text: str = ""
    intent: Intent = Intent.BRIEF
    read_as: tuple[str, ...] = ()
    limit: int = USUAL_LENGTH
    actors: tuple[Actor, ...] = ()
    terms: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()
    topic: Topic | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """
    One chosen sentence.

    Attributes:
        passage: The sentence and where it stands.
        score: What it was chosen by; higher is better, only comparable within one reply.
        also: Other articles that tell the same thing.
        develops: Where it tells what has changed in a story told before: the sentence told then.
    """

    passage: Passage
    score: float = 0.0
    also: tuple[Citation, ...] = ()
    develops: str = ""

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets that tell it, its own first; an article of no known outlet stands by its key."""
        return tuple(dict.fromkeys(one.outlet or one.key for one in (self.passage.citation, *self.also)))

    @property
    def origins(self) -> int:
        """Number of independent origins that tell it: copies of one text are one, and so are articles of one outlet."""
        voices: list[set[str]] = []
        for one in (self.passage.citation, *self.also):
            names = {f"origin {one.origin or one.key}", f"outlet {one.outlet}" if one.outlet else f"origin {one.key}"}
            near = [voice for voice in voices if not voice.isdisjoint(names)]
            voices = [voice for voice in voices if voice.isdisjoint(names)] + [names.union(*near)]
        return len(voices)


@dataclass(frozen=True, slots=True)
class Story:
    """
    Sentences of several articles that tell the same thing.

    Attributes:
        passages: The sentences; the first is the one that most of the others resemble.
        outlets: Number of outlets among them; an article of no known outlet counts as one.
        origins: Number of independent origins among them.
    """

    passages: tuple[Passage, ...]
    outlets: int
    origins: int


@dataclass(frozen=True, slots=True)
class Briefing:
    """
    What a channel is told.

    Attributes:
        id: Made from the sequence number, the request and the points: the same for the same.
        request: What was asked.
        points: Sentences in reading order; empty where the corpus holds nothing.
        sequence: The store's sequence number when it was composed.
        articles: Number of articles that were considered.
        origins: Number of independent origins among them.
    """

    id: str
    request: Request
    points: tuple[Point, ...]
    sequence: int = 0
    articles: int = 0
    origins: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """
    The reply to a question: evidence, or "nothing found".

    Attributes:
        request: How the question was read.
        points: Sentences, best first; empty where the corpus has no evidence.
        heading: Whom or what the reply is about ("Kim Jong-un", "Wednesday 19 June 2024").
        facts: Lines of label and value to stand above the sentences ("Also called", "Supreme Leader Kim …").
        nearest: What the corpus does know, where nothing was found: actor names or days, best first.
    """

    request: Request
    points: tuple[Point, ...] = ()
    heading: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    nearest: tuple[str, ...] = ()

    @property
    def found(self) -> bool:
        """Whether there is any evidence."""
        return bool(self.points)
