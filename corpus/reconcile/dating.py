"""
When an undated article was published, told by others that date what it tells.

An undated report says "on Thursday"; another, dated one tells the same of Thursday 20 June. Each such pair of sentences
is a vote for a week. The days of publication that most votes fit are a window, which the article's own words (the
weekday it reports on, "next month's summit in July") narrow further.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.intervals import spell
from corpus.model import Claim, Confidence
from corpus.provenance import Clues, narrow
from corpus.reconcile.events import Event, likeness

#: Likeness from which two sentences are taken to tell of the same.
_ALIKE = 0.25
#: What the votes for a week must add up to: one close pair, or a few that are less so.
_ENOUGH = 0.5
#: How far the best week must lead before any other that does not overlap it.
_LEAD = 1.5
_WEEK = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Witness:
    """
    An article that dates what it tells.

    Attributes:
        key: Its key.
        events: What it dates to a day.
    """

    key: str
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class _Vote:
    weekday: int
    day: date
    weight: float
    key: str


def infer(own: Claim, clues: Clues, events: Sequence[Event], witnesses: Iterable[Witness]) -> Claim | None:
    """
    Infer a publication date.

    Args:
        own: What the article's own evidence says; what it calls misleading stays so.
        clues: What its words betray of its day.
        events: What it dates to a weekday or a day.
        witnesses: Articles that may tell the same, in any order.

    Returns:
        A day or an interval, *inferred*, with the witnesses named; None where nothing is told, or two weeks as loudly.
    """
    open_events = [event for event in events if event.day is None]
    votes = [vote for witness in witnesses for vote in _votes(open_events, witness)]
    window = _window(votes)
    if window is None:
        return None
    fitting = narrow(window, clues) or window
    return Claim(
        spell(*fitting),
        Confidence.INFERRED,
        (*_evidence(votes, window), *own.evidence),
        own.misleading,
    )


def _votes(open_events: Sequence[Event], witness: Witness) -> Iterable[_Vote]:
    """Give each event's vote by the one most like it that *witness* tells."""
    for event in open_events:
        same = [one for one in witness.events if one.day and one.weekday == event.weekday]
        alike = [(likeness(event, one), one.day) for one in same]
        weight, day = max(alike, key=lambda pair: (pair[0], pair[1]), default=(0.0, None))
        if day and weight >= _ALIKE:
            yield _Vote(event.weekday, day, weight, witness.key)


def _window(votes: Sequence[_Vote]) -> tuple[date, date] | None:
    """Give the first and last day of publication that the votes fit best."""
    scores: Mapping[date, float] = _scores(votes)
    if not scores:
        return None
    best = max(scores.values())
    fitting = [day for day, score in scores.items() if score >= best - 1e-9]
    first, last = min(fitting), max(fitting)
    rival = max((score for day, score in scores.items() if not first - _WEEK <= day <= last + _WEEK), default=0.0)
    if best < _ENOUGH or last - first > _WEEK or best < _LEAD * rival:
        return None
    return first, last


def _scores(votes: Sequence[_Vote]) -> dict[date, float]:
    """Weigh each day of publication: a weekday is the last one before it, or the day itself."""
    scores: dict[date, float] = defaultdict(float)
    for vote in sorted(votes, key=lambda vote: (vote.day, vote.key, vote.weight)):
        for later in range(7):
            scores[vote.day + timedelta(days=later)] += vote.weight
    return scores


def _evidence(votes: Sequence[_Vote], window: tuple[date, date]) -> Iterable[str]:
    """Name the witnesses, the strongest first."""
    told: dict[tuple[str, date], float] = defaultdict(float)
    for vote in votes:
        if vote.day <= window[1] and vote.day >= window[0] - _WEEK:
            told[vote.key, vote.day] += vote.weight
    for key, day in sorted(told, key=lambda pair: (-round(told[pair], 9), pair))[:3]:
        yield f"{key} dates to {day:%A} {day.day} {day:%B %Y} what it tells of {day:%A}"
