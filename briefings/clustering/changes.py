"""Find what has changed since some articles: figures that grew, offices that have another holder, new stories."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from briefings.clustering.quantities import Span
from briefings.clustering.series import FigureSeries, SeriesFigure, find_series
from briefings.clustering.stories import StoryGroup, group_stories
from briefings.models import Headline, Point
from briefings.profiles import Introduction, list_introductions
from briefings.text import stem, tokenize
from corpus.languages.en.answer_forms import FORMER_OFFICE
from corpus.languages.en.people import OFFICE_STATUS, SHARED_OFFICES, SOLE_OFFICES
from corpus.languages.en.vocabulary import FUNCTION_WORDS
from corpus.models import Citation, Mention, MentionKind, Passage, Zone
from corpus.publishers import count_origins

#: Default number of changes of each kind.
DEFAULT_CHANGES = 10
#: Series that are looked through for figures that changed.
_MAX_SERIES = 100


class ChangeKind(StrEnum):
    """What has changed; "another figure", "another holder of an office", "a story that is new"."""

    FIGURE = "figure"
    OFFICE = "office"
    STORY = "story"


@dataclass(frozen=True, slots=True)
class Change:
    """
    A development: what is told now, and what was told before.

    Attributes:
        kind: What has changed.
        about: What is counted or which office it is, in an article's words; ``""`` for a story.
        after: The sentence that tells of it now.
        before: The sentence that told of it before; None for a story.
        after_span: The figure or the holder in *after*, in the article's text; None for a story.
        before_span: The same in *before*.
        headline: The title of a story, or None.
        articles: Number of articles of a story, else 0.
        origins: Number of independent origins of these.
    """

    kind: ChangeKind
    about: str
    after: Point
    before: Point | None = None
    after_span: Span | None = None
    before_span: Span | None = None
    headline: Headline | None = None
    articles: int = 0
    origins: int = 0

    @property
    def points(self) -> tuple[Point, ...]:
        """Its sentences in display order: what was told before, then what is told now."""
        return (self.before, self.after) if self.before else (self.after,)


def find_developments(
    matches: Collection[Passage], passages: Sequence[Passage], known: Collection[str], limit: int = DEFAULT_CHANGES
) -> tuple[Change, ...]:
    """
    Return the figures that have grown and the offices that have another holder since the articles *known*, by key.

    Args:
        matches: The sentences that may tell of a change.
        passages: These and others of the same articles, in any order.
        known: Keys of the articles that were there before.
        limit: Maximum number of changes of each kind.
    """
    wanted = {passage.sentence for passage in matches}
    found = (*find_figure_changes(passages, known, limit), *find_office_changes(passages, known, limit))
    return tuple(change for change in found if change.after.passage.sentence in wanted)


def find_figure_changes(
    passages: Sequence[Passage], known: Collection[str], limit: int = DEFAULT_CHANGES
) -> tuple[Change, ...]:
    """
    Return the counts that have grown since the articles *known*, by key, those with most figures first.

    Args:
        passages: Sentences of these articles and of later ones, in any order.
        known: Keys of the articles that were there before.
        limit: Maximum number of changes.
    """
    found = (_compare_figures(series, known) for series in find_series(passages, _MAX_SERIES))
    return tuple(change for change in found if change)[:limit]


def _compare_figures(series: FigureSeries, known: Collection[str]) -> Change | None:
    line = [one for one in series.figures if not one.outlier]
    before = [one for one in line if _is_known(one, known)]
    after = [one for one in line if not _is_known(one, known)]
    if not before or not after or after[-1].least <= before[-1].least:
        return None
    new, old = after[-1], before[-1]
    return Change(ChangeKind.FIGURE, series.about, new.point, old.point, new.span, old.span)


def _is_known(figure: SeriesFigure, known: Collection[str]) -> bool:
    return any(one.key in known for one in (figure.point.passage.citation, *figure.point.also))


@dataclass(frozen=True, slots=True)
class _Holding:
    """A sentence that introduces somebody by an office: the words for it, and the name."""

    passage: Passage
    office: Introduction
    name: Mention

    @property
    def surname(self) -> str:
        return tokenize(self.name.text)[-1]


_OfficeKey = tuple[frozenset[str], frozenset[str]]


def find_office_changes(
    passages: Sequence[Passage], known: Collection[str], limit: int = DEFAULT_CHANGES
) -> tuple[Change, ...]:
    """
    Return the offices of which later articles name another holder than the articles *known*, by key.

    An office counts if one person holds it at a time ("president of", not "senator of"), articles say whose it is, and
    the known ones name one holder, whom the later ones no longer introduce by it.

    Args:
        passages: Sentences of these articles and of later ones, in any order.
        known: Keys of the articles that were there before.
        limit: Maximum number of changes.
    """
    by_office: dict[_OfficeKey, list[_Holding]] = {}
    for passage in sorted(passages, key=lambda one: (one.citation.published or "9", one.citation.key, one.position)):
        for key, holding in _list_holdings(passage):
            by_office.setdefault(key, []).append(holding)
    found = (_compare_holders(holdings, known) for holdings in by_office.values())
    return tuple(change for change in found if change)[:limit]


def _compare_holders(holdings: Sequence[_Holding], known: Collection[str]) -> Change | None:
    before = [one for one in holdings if one.passage.citation.key in known]
    after = [one for one in holdings if one.passage.citation.key not in known]
    old, new = ({one.surname for one in group} for group in (before, after))
    if len(old) != 1 or len(new) != 1 or old == new:
        return None
    last, first = before[-1], after[0]
    return Change(
        ChangeKind.OFFICE,
        first.office.text,
        Point(first.passage, also=_list_others(first, after)),
        Point(last.passage, also=_list_others(last, before)),
        (first.name.start, first.name.end),
        (last.name.start, last.name.end),
    )


def _list_others(shown: _Holding, holdings: Sequence[_Holding]) -> tuple[Citation, ...]:
    citations = {one.passage.citation.key: one.passage.citation for one in holdings}
    return tuple(one for key, one in citations.items() if key != shown.passage.citation.key)


def _list_holdings(passage: Passage) -> Iterator[tuple[_OfficeKey, _Holding]]:
    if passage.sentence.zone is not Zone.BODY:
        return
    for mention in passage.mentions:
        if mention.actor is None or mention.kind is not MentionKind.NAME:
            continue
        for office in list_introductions(passage, mention):
            if key := _read_office(office, passage):
                yield key, _Holding(passage, office, mention)


def _read_office(office: Introduction, passage: Passage) -> _OfficeKey | None:
    """Return the stems of the words for an office, and whose it is: actors, else stems; None if it is no sole one."""
    offset = passage.sentence.start
    owners = [
        one
        for one in passage.mentions
        if one.actor and office.start <= one.start and one.end <= office.end and one.kind is not MentionKind.PRONOUN
    ]
    text = passage.sentence.text[office.start - offset : office.end - offset]
    before = passage.sentence.text[: office.start - offset]
    if FORMER_OFFICE.search(f"{before[-40:]}{text.split(maxsplit=1)[0]} ") or FORMER_OFFICE.search(f"{text} "):
        return None
    words = [word for word in tokenize(text) if word not in FUNCTION_WORDS and word not in OFFICE_STATUS]
    owned = {word for one in owners for word in tokenize(one.text)}
    rest = [word for word in words if word not in owned]
    heads = [word for word in rest if word in SOLE_OFFICES]
    if not heads or any(word in SHARED_OFFICES for word in rest):
        return None
    if owners:
        return frozenset(map(stem, rest)), frozenset(str(one.actor) for one in owners)
    others = [word for word in rest if word not in SOLE_OFFICES]
    return (frozenset(map(stem, heads)), frozenset(map(stem, others))) if others else None


def find_new_stories(
    passages: Sequence[Passage], known: Collection[str], limit: int = DEFAULT_CHANGES
) -> tuple[StoryGroup, ...]:
    """
    Return the stories without an article of *known*, those with most origins first.

    Args:
        passages: Sentences of these articles and of later ones, in any order.
        known: Keys of the articles that were there before.
        limit: Maximum number of stories.
    """
    citations = {passage.citation.key: passage.citation for passage in passages}
    new = [group for group in group_stories(passages) if not any(key in known for key in group.articles)]
    new.sort(key=lambda group: (-count_origins(citations[key] for key in group.articles), -len(group.articles)))
    return tuple(new[:limit])
