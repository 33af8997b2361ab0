"""Which days a timeline tells: those that many independent articles name, and go on naming afterwards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from math import log1p

from briefings.timelines.evidence import Evidence, lag

#: What an article counts that names a day before it has come.
BEFOREHAND = 0.5
#: A day is worth telling that has this share of the first day's salience; and no more days than these.
SHARE, MOST_DAYS = 0.5, 30


def salience(evidence: Evidence) -> dict[date, float]:
    """
    Rate every day that a passage names.

    Each independent origin counts once, by how near it is to the topic, and half where the day had yet to come. A day's
    salience is the logarithm of all that is counted plus the logarithm of what came out after the day: a day that is
    still named later mattered, a day that was only ahead or only reported at once less so.

    References:
        Ghalandari & Ifrim (2020), Examining the State-of-the-Art in News Timeline Summarization, ACL, whose features of
        a day these are; unlike theirs they are not weighed by training.
    """
    return {day: _rate(evidence, day) for day in evidence.dated}


def ranked(rated: Mapping[date, float]) -> list[date]:
    """List days by salience; of equals the later first."""
    return sorted(rated, key=lambda day: (-rated[day], -day.toordinal()))


def enough(rated: Mapping[date, float]) -> int:
    """Count the days that stand out."""
    highest = max(rated.values(), default=0.0)
    return min(MOST_DAYS, sum(value >= SHARE * highest for value in rated.values()))


def _rate(evidence: Evidence, day: date) -> float:
    whole: defaultdict[str, float] = defaultdict(float)
    later: defaultdict[str, float] = defaultdict(float)
    for index in evidence.dated[day]:
        passage = evidence.passages[index]
        origin = passage.citation.origin or passage.citation.key
        after = lag(passage, day)
        worth = float(evidence.topicality[index]) * (BEFOREHAND if after < 0 else 1.0)
        whole[origin] = max(whole[origin], worth)
        if after > 0:
            later[origin] = max(later[origin], worth)
    return log1p(sum(whole.values())) + log1p(sum(later.values()))
