"""Arrange the sentences of a briefing as stories, the most important first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from math import exp, log2, sqrt

from briefings.clustering.stories import StoryGroup
from briefings.models import Headline, Point, Story
from briefings.text import depends_on_context, opens_with_pronoun, refers_back, stem_words
from corpus.dates import day_range
from corpus.models import Citation, MentionKind, Passage, Quotation, QuotationKind
from corpus.publishers import count_origins, list_outlets

#: Days after which a story is a factor of e less new, and the share of its weight that no age takes away.
NEWS_DAYS, MIN_NEWNESS = 3.0, 0.5
#: Factor of the title of an article whose opening is quoted.
QUOTED_TITLE_WEIGHT = 3.0
#: Place in its article, title and lines of origin included, up to which a sentence belongs to the opening.
LAST_OPENING_POSITION = 6
#: Factor of a story of which there is only background, and of the title of an article of background.
BACKGROUND_STORY_WEIGHT = 0.4


@dataclass(frozen=True, slots=True)
class StoryMaterial:
    """
    What the stories of a briefing are built from.

    Attributes:
        groups: The articles of each story, those from before included.
        citations: The articles of the briefing, by key.
        headlines: The titles of articles, those from before included, by key.
        stale: Key and start of titles and sentences with a figure that a later report replaces.
        stems: Stems of the content words of each article, by key.
        raised: Key and start of sentences that raise the toll of their topic.
        background: Keys of articles that explain, and report nothing new.
    """

    groups: Sequence[StoryGroup]
    citations: Mapping[str, Citation]
    headlines: Mapping[str, Headline]
    stale: frozenset[tuple[str, int]] = frozenset()
    stems: Mapping[str, frozenset[str]] = field(default_factory=dict)
    raised: frozenset[tuple[str, int]] = frozenset()
    background: frozenset[str] = frozenset()


def arrange_stories(points: Sequence[Point], material: StoryMaterial) -> tuple[tuple[Point, ...], tuple[Story, ...]]:
    """
    Return *points* story by story, and the stories.

    Stories are ordered by their best point, their origins, how new they are and whether they report something; those of
    one topic follow each other.
    Within a story the articles keep their order, save that the opening of the one whose title is shown comes first, and
    the points of an article stand in reading order.

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
        group, own = material.groups[number], [points[index] for index in members[number]]
        headline = _choose_headline(group, own, material)
        own = _order_points(own, headline)
        places = tuple(range(len(arranged), len(arranged) + len(own)))
        stories.append(_build_story(group, headline, own, places, material))
        arranged += own
    ranked = (replace(point, score=1.0 / (rank + 1)) for rank, point in enumerate(arranged))
    return tuple(ranked), tuple(stories)


def leans_on_context(passage: Passage) -> bool:
    """Return whether *passage* needs the sentence before it, or has a word that only the one before explains."""
    text, language = passage.sentence.text, passage.citation.language
    return (
        depends_on_context(text, language)
        or opens_with_pronoun(text, language)
        or refers_back(text, language)
        or _has_unnamed_actor(passage)
    )


def _has_unnamed_actor(passage: Passage) -> bool:
    """Return whether a pronoun outside of quotations stands for an actor that the sentence does not mention besides."""
    named = {mention.actor for mention in passage.mentions if mention.kind is not MentionKind.PRONOUN}
    return any(
        mention.actor and mention.actor not in named
        for mention in passage.mentions
        if mention.kind is MentionKind.PRONOUN
        and not any(quotation.start <= mention.start < quotation.end for quotation in _list_direct(passage))
    )


def _list_direct(passage: Passage) -> list[Quotation]:
    return [quotation for quotation in passage.quotations if quotation.kind is not QuotationKind.REPORTED]


def _order_points(points: Sequence[Point], headline: Headline | None) -> list[Point]:
    """Return *points* by article, each in reading order; first the opening of the article that has the *headline*."""
    articles = list(dict.fromkeys(point.passage.citation.key for point in points))
    ordered = sorted(points, key=lambda p: (articles.index(p.passage.citation.key), p.passage.sentence.start))
    titled = [point for point in ordered if headline and point.passage.citation.key == headline.citation.key]
    if not titled or titled[0].passage.position > LAST_OPENING_POSITION:
        return ordered
    return [*titled, *(point for point in ordered if point not in titled)]


def _weigh_story(rank: int, material: StoryMaterial, number: int, newest: date | None) -> float:
    cited = _list_citations(material.groups[number], material)
    days = [day for day in map(_get_day, cited) if day]
    age = (newest - max(days)).days if newest and days else 0
    kind = BACKGROUND_STORY_WEIGHT if material.background.issuperset(one.key for one in cited) else 1.0
    return kind * log2(2 * count_origins(cited)) * _weigh_age(age) / sqrt(1 + rank)


def _build_story(
    group: StoryGroup,
    headline: Headline | None,
    points: Sequence[Point],
    places: tuple[int, ...],
    material: StoryMaterial,
) -> Story:
    quoted = [point.passage.citation for point in points]
    cited = [*quoted, *_list_citations(group, material)]
    outlets = list_outlets({citation.key: citation for citation in cited}.values())
    before = [key for key in group.articles if key not in material.citations and key in material.headlines]
    follows = max(before, key=lambda key: (material.headlines[key].citation.published or "", key), default=None)
    return Story(
        group.id,
        headline,
        places,
        outlets,
        count_origins(_list_citations(group, material)),
        material.headlines[follows] if follows else None,
    )


def _choose_headline(group: StoryGroup, points: Sequence[Point], material: StoryMaterial) -> Headline | None:
    """
    Return the title that says best what the story is about; one with a replaced figure only if there is no other.

    That is one of a new article whose words most articles of the story have, preferably of one whose opening is quoted:
    it stands under the title then.
    """
    cited = _list_citations(group, material)
    found = [material.headlines[one.key] for one in cited if one.key in material.headlines]
    fresh = [one for one in found if (one.citation.key, one.start) not in material.stale] or found
    newest = max(filter(None, map(_get_day, cited)), default=None)
    keys = {one.passage.citation.key for one in points if one.passage.position <= LAST_OPENING_POSITION}

    def weigh(headline: Headline) -> tuple[float, str]:
        day = _get_day(headline.citation)
        newness = _weigh_age((newest - day).days) if newest and day else MIN_NEWNESS
        quotation = QUOTED_TITLE_WEIGHT if headline.citation.key in keys else 1.0
        kind = BACKGROUND_STORY_WEIGHT if headline.citation.key in material.background else 1.0
        return _measure_support(headline, cited, material) * newness * quotation * kind, headline.citation.key

    return max(fresh, key=weigh, default=None)


def _measure_support(headline: Headline, cited: Sequence[Citation], material: StoryMaterial) -> float:
    """Return the mean share of the title's words that the articles of the story contain."""
    own = frozenset(stem_words(headline.text, headline.citation.language))
    shares = [len(own & material.stems.get(one.key, frozenset())) / max(1, len(own)) for one in cited]
    return sum(shares) / len(shares)


def _weigh_age(days: int) -> float:
    return MIN_NEWNESS + (1 - MIN_NEWNESS) * exp(-days / NEWS_DAYS)


def _list_citations(group: StoryGroup, material: StoryMaterial) -> list[Citation]:
    return [material.citations[key] for key in group.articles if key in material.citations]


def _get_day(citation: Citation) -> date | None:
    covered = day_range(citation.published)
    return covered[0] if covered else None
