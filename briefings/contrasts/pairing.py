"""Passages → contrasts: the pairs worth comparing, in what they differ, the likest of those that differ alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from briefings.contrasts.figures import by_date, by_figure
from briefings.contrasts.model import Contrast, Difference, Span
from briefings.contrasts.wordings import by_quotation
from briefings.model import Point
from briefings.stories import alike
from corpus.intervals import days
from corpus.model import Citation, Passage, Zone

#: Contrasts where nobody said how many.
USUAL_CONTRASTS = 10
#: Likeness from which on two sentences are compared: by their figures, by their dates, and by what they quote.
TOLD, DATED, QUOTED = 0.15, 0.25, 0.08
#: No sentence longer than this is shown, in code points.
MOST_CHARACTERS = 650

_Found: TypeAlias = tuple[float, Passage, Passage, Difference]


def contrasts(passages: Sequence[Passage], limit: int = USUAL_CONTRASTS) -> tuple[Contrast, ...]:
    """
    Find where outlets differ on the same statement: a figure, a wording, a speaker or a date.

    Args:
        passages: Sentences of any articles, in any order.
        limit: Most contrasts.

    Returns:
        Weightiest first, each difference once; both sides are of different origins. That the earlier article stands on
        the left is no verdict.
    """
    candidates = [p for p in passages if p.sentence.zone is Zone.BODY and len(p.sentence.text) <= MOST_CHARACTERS]
    candidates.sort(key=_age)
    found: dict[tuple[str, ...], list[_Found]] = {}
    for likeness, left, right in _pairs(candidates):
        for difference in _differences(likeness, left, right):
            key = (difference.kind.value, difference.about, *sorted(difference.values))
            found.setdefault(key, []).append((likeness, left, right, difference))
    told = [_contrast(group) for group in found.values()]
    told.sort(key=lambda one: (-one.weight, _age(one.left.passage), _age(one.right.passage)))
    return tuple(_once(told))[:limit]


def _once(told: Sequence[Contrast]) -> Iterator[Contrast]:
    """Leave out what a weightier contrast of the same kind shows already: one of its sentences, with the same words."""
    seen: set[tuple[str, Passage, tuple[Span, ...]]] = set()
    for one in told:
        sides = {(one.kind, one.left.passage, one.left_spans), (one.kind, one.right.passage, one.right_spans)}
        if seen.isdisjoint(sides):
            yield one
        seen |= sides


def _age(passage: Passage) -> tuple[str, str, int]:
    covered = days(passage.citation.published)
    return covered[0].isoformat() if covered else "9", passage.citation.key, passage.sentence.start


def _pairs(candidates: Sequence[Passage]) -> Iterator[tuple[float, Passage, Passage]]:
    """Yield the pairs of different origins that may tell the same, each once, the earlier first."""
    likeness = alike(candidates).tocoo()
    near = (likeness.data >= QUOTED) & (likeness.row < likeness.col)
    for row, column, value in zip(likeness.row[near], likeness.col[near], likeness.data[near], strict=True):
        left, right = candidates[row], candidates[column]
        if _origin(left.citation) != _origin(right.citation):
            yield float(value), left, right


def _origin(citation: Citation) -> str:
    return citation.origin or citation.key


def _differences(likeness: float, left: Passage, right: Passage) -> Iterator[Difference]:
    yield from by_quotation(left, right)
    if likeness >= TOLD:
        yield from by_figure(left, right)
    if likeness >= DATED:
        yield from by_date(left, right)


def _contrast(group: Sequence[_Found]) -> Contrast:
    """Make one contrast of all pairs that differ in the same: the likest pair, and who else says so."""
    likeness, left, right, difference = max(group, key=lambda one: one[0])
    first = difference.values[0]
    sides: tuple[dict[str, Citation], dict[str, Citation]] = ({}, {})
    for _, one, other, again in group:
        pair = (one, other) if again.values[0] == first else (other, one)
        for side, passage in zip(sides, pair, strict=True):
            side.setdefault(passage.citation.key, passage.citation)
    points = [
        Point(passage, likeness, tuple(c for key, c in side.items() if key != passage.citation.key))
        for passage, side in zip((left, right), sides, strict=True)
    ]
    origins = {_origin(citation) for side in sides for citation in side.values()}
    weight = likeness * len(origins) / 2
    return Contrast(
        difference.kind,
        difference.about,
        points[0],
        points[1],
        difference.left_spans,
        difference.right_spans,
        weight,
    )
