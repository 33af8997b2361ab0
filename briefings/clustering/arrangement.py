"""Arrange the sentences of a briefing as stories, the most important first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import exp, log2, sqrt

from briefings.clustering.stories import StoryGroup
from briefings.models import Headline, Point, Story
from briefings.text import depends_on_context, opens_with_pronoun
from corpus.dates import day_range
from corpus.models import Citation, Passage
from corpus.publishers import count_origins, list_outlets

#: Days after which a story is a factor of e less new, and the share of its weight that no age takes away.
NEWS_DAYS, MIN_NEWNESS = 3.0, 0.5


@dataclass(frozen=True, slots=True)
class StoryMaterial:
    """
    What the stories of a briefing are built from.

    Attributes:
        groups: The articles of each story, those from before included.
        citations: The articles of the briefing, by key.
        headlines: The titles of articles, those from before included, by key.
        stale: Key and start of titles and sentences with a figure that a later report replaces.
    """

    groups: Sequence[StoryGroup]
    citations: Mapping[str, Citation]
    headlines: Mapping[str, Headline]
    stale: frozenset[tuple[str, int]] = frozenset()


def arrange_stories(points: Sequence[Point], material: StoryMaterial) -> tuple[tuple[Point, ...], tuple[Story, ...]]:
    """
    Return *points* story by story, and the stories.

    Stories are ordered by their best point, their origins and how new they are; those of one topic follow each other.
    Within a story the points keep their order.

    Args:
        points: The chosen sentences, best first.
        material: The articles they are from.
    """
    story_of = {key: number for number, group in enumerate(material.groups) for key in group.articles}
    members: dict[int, list[int]] = {}
    for index, point in enumerate(points):
        members.setdefault(story_of[point.passage.citation.key], []).append(index)
    newest = max(filter(None, map(_get_day, material.citations.values())), default=None)
    weights = {number: _weigh_story(members[number][0], material, number, newest) for number in members}
    topics: dict[int, float] = {}
    for number, weight in weights.items():
        topic = material.groups[number].topic
        topics[topic] = max(topics.get(topic, 0.0), weight)
    order = sorted(
        members,
        key=lambda number: (-topics[material.groups[number].topic], material.groups[number].topic, -weights[number]),
    )
    arranged: list[Point] = []
    stories = []
    for number in order:
        own = [points[index] for index in members[number]]
        places = tuple(range(len(arranged), len(arranged) + len(own)))
        stories.append(_build_story(material.groups[number], own, places, material))
        arranged += own
    ranked = (replace(point, score=1.0 / (rank + 1)) for rank, point in enumerate(arranged))
    return tuple(ranked), tuple(stories)


def leans_on_context(passage: Passage) -> bool:
    """Return whether *passage* needs the sentence before it, or begins with a word that only that one explains."""
    text = passage.sentence.text
    return depends_on_context(text) or opens_with_pronoun(text)


def _weigh_story(rank: int, material: StoryMaterial, number: int, newest: date | None) -> float:
    cited = _list_citations(material.groups[number], material)
    days = [day for day in map(_get_day, cited) if day]
    age = (newest - max(days)).days if newest and days else 0
    newness = MIN_NEWNESS + (1 - MIN_NEWNESS) * exp(-age / NEWS_DAYS)
    return (1 + log2(max(1, count_origins(cited)))) * newness / sqrt(1 + rank)


def _build_story(group: StoryGroup, points: Sequence[Point], places: tuple[int, ...], material: StoryMaterial) -> Story:
    quoted = [point.passage.citation for point in points]
    cited = [*quoted, *_list_citations(group, material)]
    outlets = list_outlets({citation.key: citation for citation in cited}.values())
    before = [key for key in group.articles if key not in material.citations and key in material.headlines]
    follows = max(before, key=lambda key: (material.headlines[key].citation.published or "", key), default=None)
    return Story(
        group.id,
        _choose_headline(group, quoted, material),
        places,
        outlets,
        count_origins(_list_citations(group, material)),
        material.headlines[follows] if follows else None,
    )


def _choose_headline(group: StoryGroup, quoted: Sequence[Citation], material: StoryMaterial) -> Headline | None:
    """Return the title of the article quoted first that has one, else of the newest article; stale ones come last."""
    rest = sorted(_list_citations(group, material), key=lambda one: (one.published or "", one.key), reverse=True)
    found = [material.headlines[one.key] for one in (*quoted, *rest) if one.key in material.headlines]
    fresh = [one for one in found if (one.citation.key, one.start) not in material.stale]
    return next(iter(fresh or found), None)


def _list_citations(group: StoryGroup, material: StoryMaterial) -> list[Citation]:
    return [material.citations[key] for key in group.articles if key in material.citations]


def _get_day(citation: Citation) -> date | None:
    covered = day_range(citation.published)
    return covered[0] if covered else None
