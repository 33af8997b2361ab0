"""Passages as evidence: the days each tells of, what came out on a day, how near an article is to the whole."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from scipy.sparse import csr_matrix, diags_array

from briefings.similarity import Matrix, Vector, vectors
from briefings.stories import described
from briefings.words import content
from corpus.intervals import days
from corpus.model import Passage, Sentence, TimeExpression, TimeKind, Window

#: Sentences at the head of an article that tell of the day it came out, even where they name no day.
OPENING = 5

_SAYING = re.compile(
    r"\b(?:said|says|told|tells|announced|added|reported|according to|in an? (?:statement|interview|speech))\b"
    r"[^,;.]{0,40}$"
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """
    n passages, in order of publication and place.

    Attributes:
        passages: The passages.
        rows: Their content words, shape (n, number of terms), rows of unit length.
        tellings: Rows whose products say how alike two are in what they tell (`briefings.stories.described`).
        topicality: How near the article of each is to all articles together, shape (n,), 1 for the nearest.
        dated: Day → the passages that name exactly it, ascending; a week or a month is no day.
        opening: Day → the passages that name no day and stand at the head of an article published on it.
    """

    passages: tuple[Passage, ...]
    rows: Matrix
    tellings: Matrix
    topicality: Vector
    dated: Mapping[date, tuple[int, ...]]
    opening: Mapping[date, tuple[int, ...]]


def gather(passages: Iterable[Passage], window: Window) -> Evidence:
    """Set out *passages*, given in any order, as evidence for the days of *window*."""
    ordered = tuple(sorted(passages, key=lambda p: (p.citation.published or "9", p.citation.key, p.sentence.start)))
    rows = vectors([content(passage.sentence.text) for passage in ordered])
    dated: defaultdict[date, list[int]] = defaultdict(list)
    opening: defaultdict[date, list[int]] = defaultdict(list)
    for index, passage in enumerate(ordered):
        named = days_named(passage)
        for day in named:
            if window.holds(day):
                dated[day].append(index)
        published = days(passage.citation.published)
        if not named and published and published[0] == published[1] and passage.position < OPENING:
            opening[published[0]].append(index)
    topicality = _topicality(ordered, rows)
    return Evidence(ordered, rows, described(ordered), topicality, _settled(dated), _settled(opening))


def days_named(passage: Passage) -> tuple[date, ...]:
    """
    List the days that *passage* is dated to exactly, in order, each once.

    Where it names several, the day of the saying is none of them: "the troops left on Monday, the mayor said on Friday"
    tells of Monday.
    """
    found = {one: day for one in passage.dates if (day := _day(one))}
    if len(set(found.values())) > 1:
        told = {one: day for one, day in found.items() if not _of_saying(passage.sentence, one)}
        found = told or found
    return tuple(sorted(set(found.values())))


def _day(expression: TimeExpression) -> date | None:
    covered = days(expression.value) if expression.kind in {TimeKind.DATE, TimeKind.TIME} else None
    return covered[0] if covered and covered[0] == covered[1] else None


def _of_saying(sentence: Sentence, expression: TimeExpression) -> bool:
    return bool(_SAYING.search(sentence.text, 0, expression.start - sentence.start))


def lag(passage: Passage, day: date) -> int:
    """Count the days from *day* to the publication of *passage*: below 0 for a day to come, 0 where it is not known."""
    published = days(passage.citation.published)
    if published is None:
        return 0
    return max(0, (published[0] - day).days) or min(0, (published[1] - day).days)


def _settled(found: Mapping[date, list[int]]) -> dict[date, tuple[int, ...]]:
    return {day: tuple(indices) for day, indices in found.items()}


def _topicality(passages: tuple[Passage, ...], rows: Matrix) -> Vector:
    """Give the cosine of each passage's article with the sum of all articles, each of unit length, over the highest."""
    numbers = {key: number for number, key in enumerate(dict.fromkeys(p.citation.key for p in passages))}
    articles = np.array([numbers[passage.citation.key] for passage in passages], dtype=np.int32)
    places = (articles, np.arange(len(passages)))
    sums = csr_matrix((np.ones(len(passages)), places), shape=(len(numbers), len(passages))) @ rows
    lengths = np.sqrt(np.asarray(sums.multiply(sums).sum(axis=1)).ravel())
    units = diags_array(1 / np.where(lengths, lengths, 1.0)) @ sums
    near = np.asarray(units @ np.asarray(units.sum(axis=0)).ravel()).ravel()
    return np.asarray(near / (near.max(initial=0.0) or 1.0))[articles]
