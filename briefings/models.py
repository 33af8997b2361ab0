"""The values that briefings are made from: Request, Point, Headline, Story, Briefing and Answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from corpus.models import Actor, Citation, Passage, Query, Topic
from corpus.publishers import count_origins, list_outlets

#: Default number of sentences in a briefing.
DEFAULT_BRIEFING_SENTENCES = 6


class QuestionIntent(StrEnum):
    """Kind of answer that a question asks for."""

    BRIEF = "brief"
    WHO = "who"
    WHEN = "when"
    SAID = "said"
    WHERE = "where"
    HOW_MANY = "how many"
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class PriorSentence:
    """
    A sentence that was reported before, with the annotations needed to recognize it in other words.

    All offsets are code points of the article's text, as in :class:`corpus.models.annotations.Sentence`.
    `briefings.clustering.novelty.dump_prior_sentence` converts it to plain values for JSON.

    Attributes:
        key: Key of the article.
        revision: Revision of the article.
        start: Offset of the first code point.
        end: Offset one past the last code point.
        text: Text of the sentence.
        outlet: Original outlet, or None.
        published: Publication date as an ISO value, or None.
        origin: Origin (group of near-copies) of the article.
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
    A request for sentences, as the bot interpreted it.

    Attributes:
        query: Query for the store.
        text: The text as typed; ``""`` if there was none.
        intent: Kind of answer that is wanted.
        read_as: Interpretation of each part of the text, for display ("Wednesday 19 June 2024", "North Korea").
        limit: Maximum number of sentences.
        actors: Actors that the text names.
        named: Actor id and words as typed of each name of an actor in the text, in order.
        terms: The remaining content words, lower case, in order.
        unknown: Capitalized names in the text that match no known actor.
        unreadable: A sentence for each phrase that looks like a date but isn't one, with the reason.
        prior_sentences: Sentences reported before, which must not be repeated.
        topic: Topic of the request, or None.
        as_of: The last day of publication of what is searched, None for everything.
    """

    query: Query
    text: str = ""
    intent: QuestionIntent = QuestionIntent.BRIEF
    read_as: tuple[str, ...] = ()
    limit: int = DEFAULT_BRIEFING_SENTENCES
    actors: tuple[Actor, ...] = ()
    named: tuple[tuple[str, str], ...] = ()
    terms: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()
    prior_sentences: tuple[PriorSentence, ...] = ()
    topic: Topic | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """
    A sentence chosen for a briefing or an answer.

    Attributes:
        passage: The sentence with its citation and annotations.
        score: Score by which it was chosen; higher is better, comparable only within one reply.
        also: Citations of other articles that report the same fact.
        develops: If it reports a change in a story reported before, the text of the earlier sentence; else ``""``.
    """

    passage: Passage
    score: float = 0.0
    also: tuple[Citation, ...] = ()
    develops: str = ""

    @property
    def outlets(self) -> tuple[str, ...]:
        """Outlets that report it, its own first; editions of one publisher are one, and unknown ones are left out."""
        return list_outlets((self.passage.citation, *self.also))

    @property
    def origins(self) -> int:
        """Number of independent origins that report it; near-copies count once, and so do articles of one publisher."""
        return count_origins((self.passage.citation, *self.also))


@dataclass(frozen=True, slots=True)
class Headline:
    """
    The title of an article, as it stands in its text.

    Attributes:
        citation: Its article.
        start: Offset of the first code point.
        end: Offset one past the last code point.
        text: The words between.
    """

    citation: Citation
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Story:
    """
    Articles on the same event, and what a briefing quotes of them.

    Attributes:
        id: Derived from the article of the story that was added first; a story keeps it as articles join.
        headline: The title of its best article; None if no article has one, and then the first sentence stands for it.
        sentences: Indices of its sentences among the briefing's points, in the order shown.
        outlets: Names of its outlets, those quoted first; unknown ones are left out.
        origins: Number of independent origins: near-copies and articles of one publisher count once.
        follows: The title of an article of the story from before the time that the briefing covers, or None.
    """

    id: str
    headline: Headline | None
    sentences: tuple[int, ...]
    outlets: tuple[str, ...]
    origins: int
    follows: Headline | None = None


@dataclass(frozen=True, slots=True)
class Briefing:
    """
    A briefing: the sentences chosen for a request.

    Attributes:
        id: Hash of the sequence number, the request, the points and the stories; equal for equal values.
        request: The request.
        points: Sentences in reading order, story by story; empty if the corpus has none.
        sequence: The store's sequence number when the briefing was composed.
        articles: Number of articles that were considered.
        origins: Number of independent origins among them.
        stories: The stories, most important first; together they hold every sentence once.
        near: Titles of articles that come near the request, where nothing was found.
    """

    id: str
    request: Request
    points: tuple[Point, ...]
    sequence: int = 0
    articles: int = 0
    origins: int = 0
    stories: tuple[Story, ...] = ()
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """
    The answer to a question: evidence, sentences that may be some, or what the corpus contains instead.

    Attributes:
        request: The parsed question.
        points: Sentences, best first; empty if the corpus has no evidence.
        heading: Whom or what the answer is about ("Kim Jong-un", "Wednesday 19 June 2024").
        facts: Label and value of each line to show above the sentences ("Also called", "Supreme Leader Kim …").
        nearest: What the corpus does contain if nothing was found: actor names or days, best first.
        possible: Sentences that may answer, best first; empty if there are points.
        is_near: Whether *nearest* resembles what was asked for; else it is what the corpus has most of, or its days.
    """

    request: Request
    points: tuple[Point, ...] = ()
    heading: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    nearest: tuple[str, ...] = ()
    possible: tuple[Point, ...] = ()
    is_near: bool = True

    @property
    def found(self) -> bool:
        """Whether there is any evidence."""
        return bool(self.points)
