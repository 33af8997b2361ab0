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

from corpus.intervals import Days, spell
from corpus.model import Claim, Confidence
from corpus.provenance import Clues, narrow
from corpus.reconcile.events import Event, likeness

#: Likeness from which two sentences are taken to tell of the same.
_ALIKE = 0.2
#: What the votes for a day must add up to: one close pair, or a few that are less so; and to be more than doubtful.
_ENOUGH, _PLENTY = 0.35, 0.7
#: How far the best day must lead before any a week away: else the story is one that goes on and on. And to be sure.
_LEAD, _WIDE_LEAD = 1.5, 2.0
#: Weight of the days on which the articles most like it were published, against that of the votes.
_COMPANY = 1.0
#: Share of that weight that falls on the days so far from a witness's own.
_NEARNESS = (1.0, 0.7, 0.4, 0.2)
_WEEK = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Witness:
    """
    An article that dates what it tells.

    Attributes:
        key: Its key.
        day: When it was published, where it states one day, else None.
        events: What it dates to a day.
    """

    key: str
    day: date | None
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class _Vote:
    day: date
    weight: float
    key: str


def week_after(clues: Clues) -> Days | None:
    """
    Give the days on which an article was published that tells of "last week" and dates its pictures to that week.

    It is from the week after its latest picture, and no more than six days behind the weekdays it names for what came
    since.
    """
    if not clues.not_before:
        return None
    monday = clues.not_before + timedelta(days=8 - clues.not_before.isoweekday())
    since = [clues.not_before + timedelta(days=(day - clues.not_before.isoweekday()) % 7) for day in clues.named]
    return monday, max(monday, min([monday + _WEEK, *(day + _WEEK for day in since)]))


def infer(
    own: Claim,
    clues: Clues,
    events: Sequence[Event],
    witnesses: Sequence[tuple[Witness, float]],
    week: Days | None = None,
) -> Claim | None:
    """
    Infer a publication date.

    Args:
        own: What the article's own evidence says; what it calls misleading stays so.
        clues: What its words betray of its day.
        events: What it dates to a weekday or a day.
        witnesses: Articles that may tell the same, each with the share of names and figures in common, in [0, 1].
        week: Days that its own words leave, where they leave but a few, see `week_after`.

    Returns:
        A day or an interval with the witnesses named: *inferred*, or *doubtful* where few tell it or another week is
        told of nearly as much; None where nothing is told, or two weeks as loudly.
    """
    open_events = [event for event in events if event.day is None]
    votes = [vote for witness, _ in witnesses for vote in _votes(open_events, witness)]
    found = _best(_scores(votes), _company(witnesses), clues, week)
    if week and not found:
        found = week, Confidence.DOUBTFUL
    if not found:
        return None
    window, confidence = found
    evidence = (*_evidence(votes, window), *own.evidence)
    return Claim(spell(*(narrow(window, clues) or window)), confidence, evidence, own.misleading)


def _votes(open_events: Sequence[Event], witness: Witness) -> Iterable[_Vote]:
    """Give each event's vote by the one most like it that *witness* tells."""
    for event in open_events:
        same = [one for one in witness.events if one.day and one.weekday == event.weekday]
        alike = [(found * one.trust, found, one.day) for one in same if (found := likeness(event, one))]
        weight, found, day = max(alike, default=(0.0, 0.0, None))
        if day and found >= _ALIKE:
            yield _Vote(day, weight, witness.key)


def _scores(votes: Iterable[_Vote]) -> dict[date, float]:
    """Weigh each day of publication by the votes: a weekday is the last one before it, or the day itself."""
    scores: dict[date, float] = defaultdict(float)
    for vote in sorted(votes, key=lambda vote: (vote.day, vote.key, vote.weight)):
        for later in range(7):
            scores[vote.day + timedelta(days=later)] += vote.weight
    return scores


def _company(witnesses: Iterable[tuple[Witness, float]]) -> dict[date, float]:
    """Weigh each day by the articles that were published about then and have much in common; at most 1."""
    weights: dict[date, float] = defaultdict(float)
    for witness, common in sorted(witnesses, key=lambda pair: pair[0].key):
        for away in range(1 - len(_NEARNESS), len(_NEARNESS)):
            if witness.day:
                weights[witness.day + timedelta(days=away)] += common * _NEARNESS[abs(away)]
    most = max(weights.values(), default=1.0)
    return {day: weight / most for day, weight in weights.items()}


def _best(
    votes: Mapping[date, float], company: Mapping[date, float], clues: Clues, week: Days | None
) -> tuple[Days, Confidence] | None:
    """Give the first and last day that fit the votes as well as the best day does, and how sure that is."""
    possible = [day for day in votes if narrow((day, day), clues)] or list(votes)
    possible = [day for day in possible if week and week[0] <= day <= week[1]] or possible
    most = max((votes[day] for day in possible), default=0.0)
    if most < _ENOUGH:
        return None
    scores = {day: votes[day] / most + _COMPANY * company.get(day, 0.0) for day in possible}
    best = max(possible, key=lambda day: (round(scores[day], 9), -day.toordinal()))
    rival = max((score for day, score in scores.items() if abs(day - best) > _WEEK), default=0.0)
    if scores[best] < _LEAD * rival:
        return None
    fitting = [day for day in possible if abs(day - best) <= _WEEK and votes[day] >= votes[best] - 1e-9]
    sure = votes[best] >= _PLENTY and scores[best] >= _WIDE_LEAD * rival
    return (min(fitting), max(fitting)), Confidence.INFERRED if sure else Confidence.DOUBTFUL


def _evidence(votes: Sequence[_Vote], window: Days) -> Iterable[str]:
    """Name the witnesses, the strongest first."""
    told: dict[tuple[str, date], float] = defaultdict(float)
    for vote in votes:
        if window[0] - _WEEK <= vote.day <= window[1]:
            told[vote.key, vote.day] += vote.weight
    for key, day in sorted(told, key=lambda pair: (-round(told[pair], 9), pair))[:3]:
        yield f"{key} dates to {day:%A} {day.day} {day:%B %Y} what it tells of {day:%A}"
