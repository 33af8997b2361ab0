"""One day: what happened on it, by the dates in the text, apart from what was published on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefings import compose
from briefings.model import Answer, Intent, Point, Request
from briefings.novelty import remember
from corpus.model import Passage, Query

#: Sentences of what was published, where nobody said how many.
USUAL_PUBLISHED = 3


@dataclass(frozen=True, slots=True)
class Day:
    """
    A day, or a few in a row.

    Attributes:
        happened: Sentences dated to it, whenever they were published; how the day was read.
        published: Sentences of articles published on it that tell of something else, weightiest first.
        articles: Number of articles published on it.
        origins: Number of independent origins among them.
    """

    happened: Answer
    published: tuple[Point, ...] = ()
    articles: int = 0
    origins: int = 0

    @property
    def found(self) -> bool:
        """Whether anything happened, or was published, on it."""
        return self.happened.found or bool(self.published)


def published_on(request: Request) -> Query:
    """Ask for what was published on the first of the days that *request* is about."""
    return replace(request.query, days=(), published=request.query.days[0])


def day(happened: Answer, passages: Sequence[Passage], limit: int = USUAL_PUBLISHED) -> Day:
    """
    Tell of a day.

    Args:
        happened: What is dated to it.
        passages: Passages of articles published on it, in any order.
        limit: Most sentences of what was published.

    Returns:
        What happened as given, and of what was published what that does not tell already, in whatever words.
    """
    told = tuple(remember(point.passage) for point in happened.points)
    request = Request(published_on(happened.request), intent=Intent.BRIEF, limit=limit, told=told)
    new = compose.brief(passages, request)
    return Day(happened, new.points, new.articles, new.origins)
