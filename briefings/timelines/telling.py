"""What is told of a day: the sentences dated to it that together come nearest to what was written of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from briefings.similarity import Matrix, Vector
from briefings.timelines.evidence import Evidence, days_named, lag
from briefings.words import stems
from corpus.model import MentionKind, Passage, TimeKind, Zone

#: A sentence with fewer content words says too little, one with more characters too much.
FEWEST_STEMS, MOST_CHARACTERS = 5, 450
#: A sentence is a stamp, not a telling, where dates fill this share of it.
STAMP = 0.3
#: Cosine of two sentences from which on they say the same.
SAME = 0.6
#: Likeness of what two sentences tell from which on only one is told: of one day, and of two days.
NEAR, TOLD = 0.25, 0.4
#: What is left of a sentence's worth that is nearly as near as that to another of its day.
SPENT = 0.05
#: What a sentence weighs in the picture of a day that was written before it.
BEFOREHAND = 0.3
#: What a sentence is worth that quotes or asks, that holds a time by the clock (as the lines do that say when something
#: was posted), and that names other days as well.
VOICED, CLOCKED, SEVERAL = 0.5, 0.5, 0.8

_VOICE = re.compile(r"[\"“”?]|``|''|\b(?:I|we|our|my|you|your)\b")
_LEAN = re.compile(
    r"\W*(?:"
    r"(?:he|she|it|they|his|her|their|its|this|that|these|those|there|but|and|so|also|however|meanwhile)\b"
    r"|the (?:former|latter|two|pair|move|remarks?|comments?|measures?|announcement|statement|decision|country|official"
    r"|agreement|meeting|visit)\b"
    r"|(?:on|in|by|at|later|earlier|last|next) [^,]{1,25}?,? (?:he|she|it|they)\b"
    r"|(?:earlier|later) in the day\b"
    r"|(?:[a-z]+ )?the (?:day|night|week|month|year) (?:before|after|that followed)\b"
    r"|[^,]{0,25}\bthe same (?:day|night|week)\b)",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"T\d")


def quotable(passage: Passage) -> bool:
    """Tell whether *passage* says enough, and can be understood without the sentence before it."""
    text = passage.sentence.text
    filled = sum(one.end - one.start for one in passage.dates if one.kind in {TimeKind.DATE, TimeKind.TIME})
    return (
        passage.sentence.zone is Zone.BODY
        and len(text) <= MOST_CHARACTERS
        and filled < STAMP * len(text)
        and len(set(stems(text))) >= FEWEST_STEMS
        and not _leans(passage)
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
    if not candidates:
        return ()
    worth = np.array([_standing(evidence.passages[index]) for index in candidates])
    rows, tellings = evidence.rows[candidates], evidence.tellings[candidates]
    stale = np.maximum(
        _nearest(tellings, evidence.tellings[list(told)]) / TOLD, _nearest(rows, evidence.rows[list(told)]) / SAME
    )
    left, fresh = stale < 1, np.ones(len(candidates))
    pull = _Pull(rows, _picture(evidence, day))
    chosen: list[tuple[int, float]] = []
    while len(chosen) < most and left.any():
        value = np.where(left, pull.gains(worth * fresh), -np.inf)
        best = int(value.argmax())  # the first of equals
        chosen.append((candidates[best], float(value[best])))
        pull.take(best)
        near = _nearest(tellings, tellings[[best]]) / NEAR
        fresh = np.minimum(fresh, 1 - (1 - SPENT) * np.minimum(near, 1))
        left &= (near < 1) & (_nearest(rows, rows[[best]]) < SAME)
        left[best] = False
    return tuple(chosen)


class _Pull:
    """How much further each row would turn the sum of all that are taken towards a picture."""

    def __init__(self, rows: Matrix, picture: Vector) -> None:
        self._rows, self._nearness = rows, np.asarray(rows @ picture).ravel()
        self._sum, self._reached, self._now = np.zeros(rows.shape[1]), 0.0, 0.0

    def gains(self, worth: Vector) -> Vector:
        """Multiply what is gained by *worth*; where all would be lost, divide."""
        across = np.asarray(self._rows @ self._sum).ravel()
        lengths = np.sqrt(np.maximum(self._sum @ self._sum + 2 * across + 1, 1e-12))
        gains = (self._reached + self._nearness) / lengths - self._now
        return np.asarray(np.where(gains > 0, gains * worth, gains / worth))

    def take(self, index: int) -> None:
        self._sum += self._rows[[index]].toarray().ravel()
        self._reached += float(self._nearness[index])
        self._now = self._reached / (float(np.linalg.norm(self._sum)) or 1.0)


def _nearest(rows: Matrix, others: Matrix) -> Vector:
    """Give how near each of *rows* is to the nearest of *others*, 0 where there is none."""
    if not others.shape[0]:
        return np.zeros(rows.shape[0])
    return np.asarray((rows @ others.T).max(axis=1).todense()).ravel()


def _picture(evidence: Evidence, day: date) -> Vector:
    """Sum what was written of *day*, of unit length."""
    dated = evidence.dated[day]
    heads = [index for after in (0, 1) for index in evidence.opening.get(day + timedelta(after), ())]
    ahead = [BEFOREHAND if lag(evidence.passages[index], day) < 0 else 1.0 for index in dated]
    weights = np.array([*ahead, *(1.0 for _ in heads)]) * evidence.topicality[[*dated, *heads]]
    picture = np.asarray(evidence.rows[[*dated, *heads]].T @ weights).ravel()
    return np.asarray(picture / (np.linalg.norm(picture) or 1.0))


def _leans(passage: Passage) -> bool:
    unnamed = {MentionKind.PRONOUN, MentionKind.NOMINAL}
    start = passage.sentence.start
    return bool(_LEAN.match(passage.sentence.text)) or any(
        m.start == start and m.kind in unnamed for m in passage.mentions
    )


def _standing(passage: Passage) -> float:
    clocked = any(_CLOCK.search(one.value) for one in passage.dates)
    several = len(days_named(passage)) > 1
    penalties = ((_VOICE.search(passage.sentence.text), VOICED), (clocked, CLOCKED), (several, SEVERAL))
    return float(np.prod([factor for holds, factor in penalties if holds]))
