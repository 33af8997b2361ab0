"""What is told of a day: the sentences dated to it that together come nearest to what was written of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from briefings.similarity import Matrix, Vector
from briefings.timelines.evidence import Evidence, days_named, lag
from briefings.words import stems
from corpus.model import MentionKind, Passage, TimeKind, Zone

#: A sentence with fewer content words says too little, one with more characters too much.
FEWEST_STEMS, MOST_CHARACTERS = 4, 450
#: A sentence is a stamp, not a telling, where dates fill this share of it.
STAMP = 0.3
#: Cosine of two sentences from which on they tell the same.
SAME = 0.6
#: What a sentence weighs in the picture of a day that was written before it.
BEFOREHAND = 0.3
#: What a sentence is worth that quotes or asks, that leans on the one before it, that holds a time by the clock (as
#: the lines do that say when something was posted), and that names other days as well.
VOICED, LEANING, CLOCKED, SEVERAL = 0.7, 0.7, 0.5, 0.8

_VOICE = re.compile(r"[\"“”?]|``|''|\b(?:I|we|our|my|you|your)\b")
_LEAN = re.compile(
    r"\W*(?:he|she|it|they|his|her|their|its|this|that|these|those|there|but|and|so|also|however|meanwhile)\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"T\d")


def quotable(passage: Passage) -> bool:
    """Tell whether *passage* may stand on a timeline."""
    text = passage.sentence.text
    filled = sum(one.end - one.start for one in passage.dates if one.kind in {TimeKind.DATE, TimeKind.TIME})
    return (
        passage.sentence.zone is Zone.BODY
        and len(text) <= MOST_CHARACTERS
        and filled < STAMP * len(text)
        and len(set(stems(text))) >= FEWEST_STEMS
    )


def tell(evidence: Evidence, day: date, most: int, told: Sequence[int]) -> tuple[tuple[int, float], ...]:
    """
    Choose sentences for *day*.

    What was written of the day is drawn from all that is dated to it and from the heads of the articles that came out
    on it or the day after, each weighed by its article's nearness to the topic; told are sentences dated to it alone.

    Args:
        evidence: The passages.
        day: The day.
        most: Most sentences.
        told: Numbers of the passages that other days tell; what tells the same is left out.

    Returns:
        Numbers of passages, best first, each with what it was chosen by; empty where nothing may be told.

    References:
        Ghalandari (2017), Revisiting the Centroid-based Method, NewSum; Ghalandari & Ifrim (2020), ACL.
    """
    candidates = [index for index in evidence.dated[day] if quotable(evidence.passages[index])]
    rows = evidence.rows[candidates]
    free = np.ones(len(candidates), dtype=bool)
    if told:
        free &= np.asarray((rows @ evidence.rows[list(told)].T).max(axis=1).todense()).ravel() < SAME
    worth = np.array([_standing(evidence.passages[index]) for index in candidates])
    chosen = _toward(_picture(evidence, day), rows, worth, free, most)
    return tuple((candidates[place], value) for place, value in chosen)


def _picture(evidence: Evidence, day: date) -> Vector:
    """Sum what was written of *day*, of unit length."""
    dated = evidence.dated[day]
    heads = [index for after in (0, 1) for index in evidence.opening.get(day + timedelta(after), ())]
    ahead = [BEFOREHAND if lag(evidence.passages[index], day) < 0 else 1.0 for index in dated]
    weights = np.array([*ahead, *(1.0 for _ in heads)]) * evidence.topicality[[*dated, *heads]]
    picture = np.asarray(evidence.rows[[*dated, *heads]].T @ weights).ravel()
    return np.asarray(picture / (np.linalg.norm(picture) or 1.0))


def _toward(
    picture: Vector, rows: Matrix, worth: Vector, free: NDArray[np.bool_], most: int
) -> list[tuple[int, float]]:
    """Grow a choice of *rows* greedily: the next is the one that turns the sum of all furthest towards *picture*."""
    nearness = np.asarray(rows @ picture).ravel()
    total, reached, now = np.zeros(rows.shape[1]), 0.0, 0.0
    chosen: list[tuple[int, float]] = []
    left = free.copy()
    while len(chosen) < most and left.any():
        across = np.asarray(rows @ total).ravel()
        gains = (reached + nearness) / np.sqrt(np.maximum(total @ total + 2 * across + 1, 1e-12)) - now
        value = np.where(left, np.where(gains > 0, gains * worth, gains / worth), -np.inf)
        best = int(value.argmax())  # the first of equals
        chosen.append((best, float(value[best])))
        row = rows[[best]]
        total += row.toarray().ravel()
        reached += float(nearness[best])
        now = reached / (float(np.linalg.norm(total)) or 1.0)
        left &= np.asarray((rows @ row.T).todense()).ravel() < SAME
        left[best] = False
    return chosen


def _standing(passage: Passage) -> float:
    unnamed = {MentionKind.PRONOUN, MentionKind.NOMINAL}
    text, start = passage.sentence.text, passage.sentence.start
    leans = bool(_LEAN.match(text)) or any(m.start == start and m.kind in unnamed for m in passage.mentions)
    clocked = any(_CLOCK.search(one.value) for one in passage.dates)
    several = len(days_named(passage)) > 1
    penalties = ((_VOICE.search(text), VOICED), (leans, LEANING), (clocked, CLOCKED), (several, SEVERAL))
    return float(np.prod([factor for holds, factor in penalties if holds]))
