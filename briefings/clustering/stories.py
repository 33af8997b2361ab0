"""Group articles into stories: reports of the same event."""

from __future__ import annotations

from base64 import b32encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import combinations
from typing import TypeAlias

import numpy as np
from scipy.sparse import csr_matrix

from briefings.ranking import Matrix, Vector
from briefings.text import load_common_stems, stem_passage
from corpus.dates import day_range, exact_day
from corpus.models import MentionKind, Passage

#: Similarity from which articles are on the same event, and from which events belong to one topic.
MIN_STORY_SIMILARITY, MIN_TOPIC_SIMILARITY = 0.14, 0.08
#: Weight of a rare word, of a common one, of an actor, of a number and of a day.
RARE_WORD_WEIGHT, COMMON_WORD_WEIGHT, ACTOR_WEIGHT, NUMBER_WEIGHT, DAY_WEIGHT = 1.0, 0.5, 1.0, 0.5, 0.3
#: Articles without a word that are imagined besides those at hand, so that few articles make no word common.
IMAGINED_ARTICLES = 3
#: Days after which a report is a factor of e less likely to be on the same event; a day apart costs nothing. A report
#: whose day is unknown counts as so many days apart.
EVENT_DAYS, UNDATED_DAYS = 3.0, 2.0
_ID_CHARACTERS = 10

#: A stem, an actor or a day of an article.
Feature: TypeAlias = str


@dataclass(frozen=True, slots=True)
class StoryGroup:
    """
    Articles on the same event.

    Attributes:
        id: Derived from the article that was added first.
        articles: Their keys, in the order of adding.
        topic: Number of the topic that it belongs to; equal for related stories.
    """

    id: str
    articles: tuple[str, ...]
    topic: int = 0


def group_stories(passages: Sequence[Passage]) -> tuple[StoryGroup, ...]:
    """
    Group the articles of *passages* by event, and events by topic.

    Evidence adds up: the words that two articles share (the higher in the articles and the rarer, the more), their
    actors, numbers and days, and how far apart they were published. Near-copies are of one story. Two groups become one
    while their articles are alike on average (average linkage), the most similar first.

    Args:
        passages: Sentences of the articles, in any order.

    Returns:
        The groups by the place of their first article in the order of adding. An article that joins, or two groups that
        become one, leave the id of the older group.

    References:
        Allan, Carbonell, Doddington, Yamron & Yang (1998), Topic Detection and Tracking Pilot Study, DARPA Workshop.
    """
    articles = _collect_articles(passages)
    if not articles:
        return ()
    rows = _build_rows(articles)
    likeness = np.asarray((rows @ rows.T).toarray())
    events = likeness * _compute_day_factors(articles)
    _join_copies(events, articles)
    stories = _link_groups(events, [[number] for number in range(len(articles))], MIN_STORY_SIMILARITY)
    topics = _link_groups(likeness, stories, MIN_TOPIC_SIMILARITY)
    topic_of = {number: place for place, topic in enumerate(topics) for number in topic}
    return tuple(
        StoryGroup(
            build_story_id(articles[story[0]][0].citation.key),
            tuple(articles[number][0].citation.key for number in story),
            topic_of[story[0]],
        )
        for story in stories
    )


def build_story_id(key: str) -> str:
    """Return the id of the story whose first article has the key *key*: ten letters and digits."""
    return b32encode(sha256(f"story {key}".encode()).digest()).decode()[:_ID_CHARACTERS].lower()


def _collect_articles(passages: Sequence[Passage]) -> list[list[Passage]]:
    """Return the passages of each article in reading order, the articles in the order of adding."""
    articles: dict[str, list[Passage]] = {}
    for passage in sorted(passages, key=lambda one: (one.citation.key, one.sentence.start)):
        articles.setdefault(passage.citation.key, []).append(passage)
    return sorted(articles.values(), key=lambda article: (article[0].sequence, article[0].citation.key))


def _list_features(passage: Passage) -> Iterator[Feature]:
    """Yield the features of *passage*, as often as it has them: stems, actors behind an @, and days with hyphens."""
    yield from filter(None, stem_passage(passage))
    for mention in passage.mentions:
        if mention.actor and mention.kind is not MentionKind.PRONOUN:
            yield f"@{mention.actor}"
    for expression in passage.dates:
        if day := exact_day(expression.value):
            yield day.isoformat()


def _weigh_feature(feature: Feature) -> float:
    if feature.startswith("@"):
        return ACTOR_WEIGHT
    if feature[:1].isdigit() and "-" in feature:
        return DAY_WEIGHT
    if feature.isdigit():
        return NUMBER_WEIGHT
    return COMMON_WORD_WEIGHT if feature in load_common_stems() else RARE_WORD_WEIGHT


def _build_rows(articles: Sequence[Sequence[Passage]]) -> Matrix:
    """
    Return one row of unit length for each article, features weighted by their rarity.

    The features of its first sentence count most.
    """
    columns: dict[Feature, int] = {}
    indices, shares, starts = list[int](), list[float](), [0]
    for article in articles:
        for number, passage in enumerate(article, 1):
            found = [columns.setdefault(feature, len(columns)) for feature in _list_features(passage)]
            indices += found
            shares += [1 / number] * len(found)
        starts.append(len(indices))
    rows = csr_matrix((shares, indices, starts), shape=(len(articles), max(1, len(columns))))
    rows.sum_duplicates()
    weights = np.array([*map(_weigh_feature, columns), 0.0])
    rarity = np.log1p((len(articles) + IMAGINED_ARTICLES) / np.maximum(np.bincount(rows.indices, minlength=1), 1))
    rows.data = np.log1p(rows.data * weights[rows.indices]) * rarity[rows.indices]
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return csr_matrix(rows.multiply(1 / np.maximum(lengths, 1e-9)[:, None]))


def _compute_day_factors(articles: Sequence[Sequence[Passage]]) -> Vector:
    """Return for each pair of articles the factor of the days between them; shape (n, n)."""
    covered = [day_range(article[0].citation.published) for article in articles]
    days = np.array([float(both[0].toordinal()) if both else np.nan for both in covered])
    apart = np.nan_to_num(np.abs(days[:, None] - days[None, :]), nan=UNDATED_DAYS)
    return np.asarray(np.exp(-np.maximum(apart - 1, 0.0) / EVENT_DAYS))


def _join_copies(likeness: Vector, articles: Sequence[Sequence[Passage]]) -> None:
    """Set the similarity of near-copies to 1."""
    numbers: dict[str, list[int]] = {}
    for number, article in enumerate(articles):
        numbers.setdefault(article[0].citation.origin_key, []).append(number)
    for copies in numbers.values():
        for one, other in combinations(copies, 2):
            likeness[one, other] = likeness[other, one] = 1.0


def _link_groups(likeness: Vector, groups: Sequence[Sequence[int]], least: float) -> list[list[int]]:
    """Return *groups* linked while their mean similarity is at least *least*; groups and members in ascending order."""
    owner = np.empty(len(likeness), dtype=np.int64)
    for number, group in enumerate(groups):
        owner[list(group)] = number
    belongs = csr_matrix((np.ones(len(owner)), (owner, np.arange(len(owner)))), shape=(len(groups), len(owner)))
    sums = np.asarray(belongs @ (belongs @ likeness).T)  # of the similarities between the members of two groups
    sizes = np.array([float(len(group)) for group in groups])
    near = np.argwhere(np.triu(likeness >= least, 1))
    order = np.lexsort((near[:, 1], near[:, 0], -likeness[near[:, 0], near[:, 1]]))
    for one, other in near[order].tolist():
        first, second = sorted((int(owner[one]), int(owner[other])))
        if first != second and sums[first, second] >= least * sizes[first] * sizes[second]:
            owner[owner == second] = first
            sizes[first] += sizes[second]
            sums[first] += sums[second]
            sums[:, first] += sums[:, second]
    members: dict[int, list[int]] = {}
    for article, number in enumerate(owner.tolist()):
        members.setdefault(number, []).append(article)
    return sorted(members.values())
