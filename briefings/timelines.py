"""Passages → dated points: the days that most origins tell of, each with the sentences that tell it best."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from briefings.model import Point
from briefings.selection import Budget, diverse
from briefings.similarity import cosines, vectors
from briefings.words import stems
from corpus.intervals import days
from corpus.model import MentionKind, Passage, Window, Zone

#: Days of a timeline, and sentences of a day, where nobody said how many.
USUAL_DAYS, USUAL_SENTENCES = 10, 2
#: A sentence with fewer content words says too little, one with more characters too much.
FEWEST_STEMS, MOST_CHARACTERS = 4, 450
#: What a sentence is worth that begins with words for somebody named before it.
DANGLING = 0.5


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
    length: int = USUAL_DAYS,
    sentences: int = USUAL_SENTENCES,
) -> tuple[Moment, ...]:
    """
    Choose days and tell of each.

    Args:
        passages: Candidates, in any order.
        window: Days to look at; all where there is none.
        length: Most days.
        sentences: Most sentences a day.

    Returns:
        In the order of the days; those are chosen that most origins tell of, among equals those that more sentences
        tell of, then the later ones. Empty where no sentence is dated to a day of *window*.
    """
    told = {day: group for day, group in _by_day(passages, window or Window()).items() if any(map(_quotable, group))}
    ranked = sorted(told, key=lambda day: (_origins(told[day]), len(told[day]), day), reverse=True)
    return tuple(_moment(day, told[day], sentences) for day in sorted(ranked[:length]))


def _by_day(passages: Sequence[Passage], window: Window) -> Mapping[date, list[Passage]]:
    """Group passages by the days that they are dated to exactly; a week or a month is no day of a timeline."""
    found: dict[date, list[Passage]] = {}
    for passage in sorted(passages, key=lambda p: (p.citation.published or "9", p.citation.key, p.sentence.start)):
        covered = {days(expression.value) for expression in passage.dates}
        for day in sorted({both[0] for both in covered if both and both[0] == both[1]}):
            if window.holds(day):
                found.setdefault(day, []).append(passage)
    return found


def _moment(day: date, group: Sequence[Passage], sentences: int) -> Moment:
    candidates = [passage for passage in group if _quotable(passage)]
    texts = [passage.sentence.text for passage in candidates]
    similarity = cosines(vectors([stems(text) for text in texts]))
    # What tells the day is what the others of the day tell, too.
    salience = np.asarray(similarity.sum(axis=1)).ravel() * np.array([_standing(passage) for passage in candidates])
    salience = salience / (float(salience.max()) or 1.0)
    chosen = diverse(texts, salience, similarity, Budget(sentences=sentences))
    points = tuple(Point(candidates[index], float(salience[index])) for index in chosen)
    return Moment(day, points, len({passage.citation.key for passage in group}), _origins(group))


def _origins(group: Sequence[Passage]) -> int:
    return len({passage.citation.origin or passage.citation.key for passage in group})


def _quotable(passage: Passage) -> bool:
    sentence = passage.sentence
    return (
        sentence.zone is Zone.BODY
        and len(sentence.text) <= MOST_CHARACTERS
        and len(set(stems(sentence.text))) >= FEWEST_STEMS
    )


def _standing(passage: Passage) -> float:
    unnamed = {MentionKind.PRONOUN, MentionKind.NOMINAL}
    opens = any(m.start == passage.sentence.start and m.kind in unnamed for m in passage.mentions)
    return DANGLING if opens else 1.0
