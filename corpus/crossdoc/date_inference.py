"""Infer the date of an undated article from dated articles that report the same events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

from corpus.crossdoc.features import MAX_OPEN_DAY_DISTANCE, DatedEvent, compare_events
from corpus.dates import DayPair, format_timex_range
from corpus.extraction.date_clues import DateClues, narrow_date_range
from corpus.models import Claim, Confidence
from corpus.models.text import DayRange, Weekday, _

#: Similarity from which two sentences are taken to report the same event.
_MIN_EVENT_SIMILARITY = 0.2
#: Minimum sum of votes for a day (one close pair, or a few less close ones), and the sum for more than a doubtful date.
_MIN_VOTE_WEIGHT, _CONFIDENT_VOTE_WEIGHT = 0.35, 0.7
#: Minimum ratio of the best day's score to that of any day a week away, below which the story is taken to be a
#: continuing one, and the ratio for more than a doubtful date.
_MIN_LEAD_RATIO, _CONFIDENT_LEAD_RATIO = 1.5, 2.0
#: Weight of the publication days of similar articles, relative to the votes.
_NEIGHBOR_WEIGHT = 1.0
#: Share of that weight on days that are 0, 1, 2 and 3 days away from a witness's publication day.
_NEIGHBOR_DAY_WEIGHTS = (1.0, 0.7, 0.4, 0.2)
_SIX_DAYS = timedelta(days=6)
#: Similarity of the words of two articles, and number of shared words, from which one is evidence for the other's year.
_MIN_WORD_SIMILARITY, _MIN_SHARED_WORDS = 0.15, 3


@dataclass(frozen=True, slots=True)
class DatedEvidence:
    """
    The publication day and dated events of an article that is evidence for others.

    Attributes:
        key: The article's key.
        day: The day on which it states it was published, or None if it states no single day.
        events: The events that it dates to a day.
        words: The stems of its content words.
    """

    key: str
    day: date | None
    events: tuple[DatedEvent, ...]
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _DayVote:
    day: date
    weight: float
    key: str


def infer_week_after(clues: DateClues) -> DayPair | None:
    """
    Return the days on which an article about "last week" may have been published; None if it has no dated picture.

    They are in the week after its latest picture, and at most six days after the weekdays that it names, each taken as
    the first one on or after the day of that picture.
    """
    if not clues.not_before:
        return None
    monday = clues.not_before + timedelta(days=8 - clues.not_before.isoweekday())
    named_days = [clues.not_before + timedelta(days=(day - clues.not_before.isoweekday()) % 7) for day in clues.named]
    return monday, max(monday, min([monday + _SIX_DAYS, *(day + _SIX_DAYS for day in named_days)]))


def place_open_day(
    own: Claim, clues: DateClues, words: frozenset[str], witnesses: Sequence[DatedEvidence]
) -> Claim | None:
    """
    Place the day that an article names as its own without a year ("OSLO, May 6") beside similar dated articles.

    Args:
        own: The claim from the article's own evidence; its misleading values are adopted.
        clues: Clues in the article's text to its publication day.
        words: The stems of its content words.
        witnesses: Articles with a stated day near that day of the year, in any year.

    Returns:
        The day, *inferred* where its weekday fits and *doubtful* where no weekday is named; None if no similar article
        is near, or if two years have about the same support.
    """
    votes: dict[date, float] = defaultdict(float)
    supporters: dict[date, list[str]] = defaultdict(list)
    for witness in sorted(witnesses, key=lambda one: one.key):
        similarity = _compare_words(words, witness.words)
        if witness.day and similarity >= _MIN_WORD_SIMILARITY:
            for day in _list_days_near(clues, witness.day):
                votes[day] += similarity
                supporters[day].append(
                    _("{key} was published on {day}", key=witness.key, day=DayRange.from_day(witness.day))
                )
    best = max(votes, key=lambda day: (round(votes[day], 9), -day.toordinal()), default=None)
    if best is None or any(votes[best] < _MIN_LEAD_RATIO * votes[day] for day in votes if day.year != best.year):
        return None
    confidence = Confidence.INFERRED if clues.weekday else Confidence.DOUBTFUL
    return Claim(best.isoformat(), confidence, (*supporters[best][:3], *own.evidence), own.misleading)


def _list_days_near(clues: DateClues, near: date) -> list[date]:
    """Return the days near *near* on which the article's own day may lie; its weekday, if any, must fit."""
    years = (near.year - 1, near.year, near.year + 1)
    days = {day for own in clues.own_days if not own.year for day in own.list_days(years)}
    return sorted(
        day
        for day in days
        if abs((day - near).days) <= MAX_OPEN_DAY_DISTANCE
        and (clues.weekday is None or (day.isoweekday() - clues.weekday) % 7 <= 1)
    )


def _compare_words(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the cosine of two sets of stems, in [0, 1]; 0 if they share fewer than three."""
    shared = len(one & other)
    return shared / sqrt(len(one) * len(other)) if shared >= _MIN_SHARED_WORDS else 0.0


def infer_date(
    own: Claim,
    clues: DateClues,
    events: Sequence[DatedEvent],
    witnesses: Sequence[tuple[DatedEvidence, float]],
    week: DayPair | None = None,
) -> Claim | None:
    """
    Infer a publication date.

    Args:
        own: The claim from the article's own evidence; its misleading values are adopted.
        clues: Clues in the article's text to its publication day.
        events: Its events, dated to a weekday or a day.
        witnesses: Articles that may report the same events, each with the share of names and figures in common, in
            [0, 1].
        week: The few days that its own words allow, from `infer_week_after`, or None.

    Returns:
        A day or an interval, with the witnesses as evidence: *inferred*, or *doubtful* if the votes are few or another
        week scores nearly as high; None if the votes are too few or two weeks score about the same, unless *week* is
        given.
    """
    open_events = [event for event in events if event.day is None]
    votes = [vote for witness, _ in witnesses for vote in _collect_votes(open_events, witness)]
    found = _select_best_range(_score_days(votes), _weigh_neighbors(witnesses), clues, week)
    if week and not found:
        found = week, Confidence.DOUBTFUL
    if not found:
        return None
    window, confidence = found
    evidence = (*_describe_evidence(votes, window), *own.evidence)
    return Claim(
        format_timex_range(*(narrow_date_range(window, clues) or window)), confidence, evidence, own.misleading
    )


def _collect_votes(open_events: Sequence[DatedEvent], witness: DatedEvidence) -> Iterable[_DayVote]:
    """Yield a vote of *witness* for each event: the day of its most similar event."""
    for event in open_events:
        candidates = [one for one in witness.events if one.day and one.weekday == event.weekday]
        matches = [
            (similarity * one.trust, similarity, one.day)
            for one in candidates
            if (similarity := compare_events(event, one))
        ]
        weight, similarity, day = max(matches, default=(0.0, 0.0, None))
        if day and similarity >= _MIN_EVENT_SIMILARITY:
            yield _DayVote(day, weight, witness.key)


def _score_days(votes: Iterable[_DayVote]) -> dict[date, float]:
    """Return the votes by publication day: an event's weekday is the publication day or in the six days before it."""
    scores: dict[date, float] = defaultdict(float)
    for vote in sorted(votes, key=lambda vote: (vote.day, vote.key, vote.weight)):
        for later in range(7):
            scores[vote.day + timedelta(days=later)] += vote.weight
    return scores


def _weigh_neighbors(witnesses: Iterable[tuple[DatedEvidence, float]]) -> dict[date, float]:
    """Weight each day by the similar articles published around it; the maximum is 1."""
    weights: dict[date, float] = defaultdict(float)
    for witness, common in sorted(witnesses, key=lambda pair: pair[0].key):
        for offset in range(1 - len(_NEIGHBOR_DAY_WEIGHTS), len(_NEIGHBOR_DAY_WEIGHTS)):
            if witness.day:
                weights[witness.day + timedelta(days=offset)] += common * _NEIGHBOR_DAY_WEIGHTS[abs(offset)]
    max_weight = max(weights.values(), default=1.0)
    return {day: weight / max_weight for day, weight in weights.items()}


def _select_best_range(
    votes: Mapping[date, float], neighbor_weights: Mapping[date, float], clues: DateClues, week: DayPair | None
) -> tuple[DayPair, Confidence] | None:
    """Return the first and last day, near the best one, with as many votes, and the confidence; None if undecided."""
    possible = [day for day in votes if narrow_date_range((day, day), clues)] or list(votes)
    possible = [day for day in possible if week and week[0] <= day <= week[1]] or possible
    max_votes = max((votes[day] for day in possible), default=0.0)
    if max_votes < _MIN_VOTE_WEIGHT:
        return None
    scores = {day: votes[day] / max_votes + _NEIGHBOR_WEIGHT * neighbor_weights.get(day, 0.0) for day in possible}
    best = max(possible, key=lambda day: (round(scores[day], 9), -day.toordinal()))
    rival_score = max((score for day, score in scores.items() if abs(day - best) > _SIX_DAYS), default=0.0)
    if scores[best] < _MIN_LEAD_RATIO * rival_score:
        return None
    fitting = [day for day in possible if abs(day - best) <= _SIX_DAYS and votes[day] >= votes[best] - 1e-9]
    is_confident = votes[best] >= _CONFIDENT_VOTE_WEIGHT and scores[best] >= _CONFIDENT_LEAD_RATIO * rival_score
    return (min(fitting), max(fitting)), Confidence.INFERRED if is_confident else Confidence.DOUBTFUL


def _describe_evidence(votes: Sequence[_DayVote], window: DayPair) -> Iterable[str]:
    """Yield a sentence for each of the three strongest witnesses, strongest first."""
    weights: dict[tuple[str, date], float] = defaultdict(float)
    for vote in votes:
        if window[0] - _SIX_DAYS <= vote.day <= window[1]:
            weights[vote.key, vote.day] += vote.weight
    for key, day in sorted(weights, key=lambda pair: (-round(weights[pair], 9), pair))[:3]:
        weekday = Weekday(day.isoweekday())
        yield _("{key} reports the same events and dates its “{weekday}” to {day}", key=key, day=day, weekday=weekday)
