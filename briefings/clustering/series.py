"""Find counts that grow from report to report: a toll that rises day by day, with the outliers among its figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from briefings.clustering.contradictions import MAX_SENTENCE_CHARACTERS, MIN_FIGURE_SIMILARITY
from briefings.clustering.figures import Figure, extract_figures, find_count_day, is_same_statement
from briefings.clustering.quantities import Span
from briefings.clustering.similarity import similarity_matrix
from briefings.models import Point
from briefings.text import find_synonyms
from corpus.dates import day_range
from corpus.languages.en.numbers import FATE_WORDS
from corpus.models import Passage, Zone

#: Default number of series.
DEFAULT_SERIES = 10
#: Sentences with a figure of one thing that are compared with each other, the latest of them.
MAX_COMPARED = 150
#: Different figures that the main line of a series has at least.
MIN_STEPS = 2


@dataclass(frozen=True, slots=True)
class SeriesFigure:
    """
    A figure in a series.

    Attributes:
        point: The sentence that gives it; its ``also`` lists other articles that give it for the same day.
        span: Its words, in the article's text.
        day: The day that it is of.
        outlier: Whether it lies off the line of the others: above a later figure, or below an earlier one.
        least: The least number that it stands for.
    """

    point: Point
    span: Span
    day: date
    outlier: bool = False
    least: float = 0.0

    @property
    def text(self) -> str:
        """The words of the figure."""
        start = self.point.passage.sentence.start
        return self.point.passage.sentence.text[self.span[0] - start : self.span[1] - start]


@dataclass(frozen=True, slots=True)
class FigureSeries:
    """
    A count that grew over several days.

    Attributes:
        about: What is counted, in the words of the first report, or what became of those counted: "dead".
        figures: In the order of their days.
    """

    about: str
    figures: tuple[SeriesFigure, ...]


@dataclass(frozen=True, slots=True)
class _Count:
    """A figure that may be part of a series, and the first and last day that it may be of."""

    passage: Passage
    figure: Figure
    days: tuple[date, date]

    @property
    def origin(self) -> str:
        return self.passage.citation.origin_key

    @property
    def sort_key(self) -> tuple[date, float, str, int]:
        return self.days[0], self.figure.quantity.least, self.passage.citation.key, self.figure.span[0]


def find_series(passages: Sequence[Passage], limit: int = DEFAULT_SERIES) -> tuple[FigureSeries, ...]:
    """
    Find the counts of which articles give growing figures for later days.

    Args:
        passages: Sentences of any articles, in any order.
        limit: Maximum number of series.

    Returns:
        Those with most figures first. Each has at least `MIN_STEPS` different figures that grow from day to day; a
        figure that does not fit in is marked as an outlier.
    """
    by_thing: dict[str, list[_Count]] = {}
    for count in sorted(_list_counts(passages), key=lambda one: one.sort_key):
        by_thing.setdefault(_name_thing(count.figure.thing), []).append(count)
    found = [series for counts in by_thing.values() for group in _group(counts) if (series := _build_series(group))]
    found.sort(key=lambda one: (-len(one.figures), one.figures[0].day, one.about))
    return tuple(found[:limit])


def _name_thing(thing: str) -> str:
    """Return the first of a thing and its synonyms in alphabetical order, equal for things that mean the same."""
    return min((thing, *find_synonyms(thing)))


def _list_counts(passages: Sequence[Passage]) -> Iterator[_Count]:
    for passage in passages:
        if passage.sentence.zone is not Zone.BODY or len(passage.sentence.text) > MAX_SENTENCE_CHARACTERS:
            continue
        for figure in extract_figures(passage):
            days = find_count_day(passage, figure) or day_range(passage.citation.published)
            if figure.grows and days and not figure.result:
                yield _Count(passage, figure, days)


def _group(counts: Sequence[_Count]) -> Iterator[list[_Count]]:
    """Yield the figures of one thing in one story together: those linked by sentences that state the same."""
    counts = counts[-MAX_COMPARED:]
    similarity = similarity_matrix([one.passage for one in counts]).toarray() if len(counts) > 1 else None
    group = list(range(len(counts)))
    for (at, one), (number, other) in combinations(enumerate(counts), 2):
        if similarity is None or group[at] == group[number] or similarity[at, number] < MIN_FIGURE_SIMILARITY:
            continue
        if one.passage.citation.key != other.passage.citation.key and is_same_statement(
            one.passage, one.figure, other.passage, other.figure
        ):
            old, new = group[number], group[at]
            group = [new if value == old else value for value in group]
    for value in dict.fromkeys(group):
        yield [counts[at] for at, mine in enumerate(group) if mine == value]


def _build_series(counts: Sequence[_Count]) -> FigureSeries | None:
    merged = _merge_equal(counts)
    line = _find_growing_line(merged)
    steps = [merged[at][0] for at in line]
    values = {one.figure.quantity.least for one in steps}
    if len(values) < MIN_STEPS or steps[0].days[1] >= steps[-1].days[0]:
        return None
    figures = tuple(
        SeriesFigure(
            Point(group[0].passage, also=tuple(one.passage.citation for one in group[1:])),
            group[0].figure.span,
            group[0].days[0],
            outlier=at not in line,
            least=group[0].figure.quantity.least,
        )
        for at, group in enumerate(merged)
    )
    thing, about = steps[0].figure.thing, steps[0].figure.about
    return FigureSeries(thing if thing in FATE_WORDS.values() else about, figures)


def _merge_equal(counts: Sequence[_Count]) -> list[list[_Count]]:
    """Return the counts, those of several articles that give one figure for one day together; an article once."""
    merged: dict[tuple[date, float, float], dict[str, _Count]] = {}
    for one in counts:
        quantity = one.figure.quantity
        articles = merged.setdefault((one.days[0], quantity.least, quantity.most), {})
        articles.setdefault(one.passage.citation.key, one)
    return [list(articles.values()) for articles in merged.values()]


def _find_growing_line(merged: Sequence[Sequence[_Count]]) -> frozenset[int]:
    """
    Return the numbers of those that lie on the line that never falls and that most independent reports give.

    Of equal lines, the one that ends lowest is taken: an outlier is rather too high than too low.
    """
    best: list[tuple[int, float, tuple[int, ...]]] = []
    for at, group in enumerate(merged):
        quantity, weight = group[0].figure.quantity, len({one.origin for one in group})
        before = [
            one
            for number, one in enumerate(best)
            if merged[number][0].figure.quantity.least <= quantity.most
            and (merged[number][0].days[0] < group[0].days[0] or merged[number][0].days == group[0].days)
        ]
        reached = max(before, key=lambda one: (one[0], -one[1]), default=(0, 0.0, ()))
        best.append((reached[0] + weight, quantity.least, (*reached[2], at)))
    return frozenset(max(best, key=lambda one: (one[0], -one[1]))[2])
