"""Passages → dated points: the days that matter most, each with the sentences that tell it best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from briefings.model import Point
from briefings.timelines.days import enough, ranked, salience
from briefings.timelines.evidence import Evidence, gather
from briefings.timelines.telling import tell
from corpus.model import Passage, Window

__all__ = ["USUAL_DAYS", "USUAL_SENTENCES", "Moment", "timeline"]

#: Days of a timeline, and sentences of a day, where nobody said how many.
USUAL_DAYS, USUAL_SENTENCES = 10, 2


@dataclass(frozen=True, slots=True)
class Moment:
    """
    One day of a timeline.

    Attributes:
        day: The day that the sentences tell of.
        points: Sentences dated to it, best first.
        articles: Number of articles that tell of it.
        origins: Number of independent origins among them.
    """

    day: date
    points: tuple[Point, ...]
    articles: int
    origins: int


def timeline(
    passages: Sequence[Passage],
    window: Window | None = None,
    length: int | None = USUAL_DAYS,
    sentences: int = USUAL_SENTENCES,
) -> tuple[Moment, ...]:
    """
    Choose days and tell of each.

    Args:
        passages: Candidates, in any order; those that name no day help to choose among those that do.
        window: Days to look at; all where there is none.
        length: Most days; None for as many as stand out.
        sentences: Most sentences a day.

    Returns:
        In the order of the days. What tells the same stands once, on the day that matters more; a day of which nothing
        else is told is passed over. Empty where no sentence is dated to a day of *window*.
    """
    evidence = gather(passages, window or Window())
    rated = salience(evidence)
    most = enough(rated) if length is None else length
    moments: list[Moment] = []
    told: list[int] = []
    for day in ranked(rated):
        if len(moments) >= most:
            break
        if chosen := tell(evidence, day, sentences, told):
            told += [index for index, _ in chosen]
            points = tuple(Point(evidence.passages[index], value) for index, value in chosen)
            moments.append(_moment(evidence, day, points))
    return tuple(sorted(moments, key=lambda moment: moment.day))


def _moment(evidence: Evidence, day: date, points: tuple[Point, ...]) -> Moment:
    citations = [evidence.passages[index].citation for index in evidence.dated[day]]
    origins = {citation.origin or citation.key for citation in citations}
    return Moment(day, points, len({citation.key for citation in citations}), len(origins))
