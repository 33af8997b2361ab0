"""Find the stories that an alert posts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from briefings.clustering.stories import StoryGroup, group_stories
from corpus.dates import day_range
from corpus.models import Citation, Passage
from corpus.publishers import count_origins


@dataclass(frozen=True, slots=True)
class AlertCriteria:
    """
    Which stories an alert posts.

    Attributes:
        fresh: Keys of the articles that are new; a story without one of them is not looked at.
        origins: Minimum number of independent origins of the story.
        watched: Keys of the articles that have what is watched for; None if nothing is.
        known: The story of each article, by key, that needs no alert any more.
        since: A new article published before that day does not count; None if its day does not matter. An article of
            unknown day is as new as its arrival.
    """

    fresh: frozenset[str]
    origins: int = 1
    watched: frozenset[str] | None = None
    known: Mapping[str, str] = field(default_factory=dict)
    since: date | None = None


def find_alert_stories(
    passages: Sequence[Passage], criteria: AlertCriteria
) -> tuple[tuple[StoryGroup, ...], Mapping[str, str]]:
    """
    Return the stories that meet *criteria*, and the articles that belong to known stories.

    A story with a known article is known, also where two stories have become one or one has been split, so that
    none is posted twice.

    Args:
        passages: Sentences of the new articles and of those that their stories may have from before.
        criteria: Which stories are wanted.

    Returns:
        The stories, those with most origins first; and the known story of each article of a known story, by key.
    """
    citations = {passage.citation.key: passage.citation for passage in passages}
    found: list[tuple[int, StoryGroup]] = []
    joined: dict[str, str] = {}
    for group in group_stories(passages):
        if criteria.fresh.isdisjoint(group.articles):
            continue
        known = next((criteria.known[key] for key in group.articles if key in criteria.known), None)
        if known is not None:
            joined |= dict.fromkeys(group.articles, known)
            continue
        origins = count_origins([citations[key] for key in group.articles])
        if origins >= criteria.origins and _is_wanted(group, citations, criteria):
            found.append((origins, group))
    found.sort(key=lambda pair: -pair[0])
    return tuple(group for _, group in found), joined


def _is_wanted(group: StoryGroup, citations: Mapping[str, Citation], criteria: AlertCriteria) -> bool:
    if criteria.watched is not None and criteria.watched.isdisjoint(group.articles):
        return False
    return any(key in criteria.fresh and _is_recent(citations[key], criteria.since) for key in group.articles)


def _is_recent(citation: Citation, since: date | None) -> bool:
    published = day_range(citation.published)
    return since is None or published is None or published[1] >= since
