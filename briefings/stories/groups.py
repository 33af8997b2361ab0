"""Likeness → stories, and who else tells what was chosen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from briefings.model import Story
from briefings.stories.likeness import alike, described
from corpus.model import Citation, Passage

#: Likeness of two sentences from which on they are taken to tell the same.
SAME = 0.18
#: Likeness from which on a briefing does not give both.
NEAR = 0.12


def group(passages: Sequence[Passage], same: float = SAME) -> tuple[Story, ...]:
    """
    Group the passages that tell the same thing.

    Each group is a star: a passage, and all that are like it and in no group yet. The one that is like most goes first.

    Args:
        passages: Sentences of any articles, in any order.
        same: Likeness from which on two tell the same, in [0, 1].

    Returns:
        The stories that at least two articles tell, those of most origins first; passages that tell nothing in common
        are in none.

    References:
        Aslam, Pelekhov & Rus (2004), The Star Clustering Algorithm for Static and Dynamic Information Organization,
        Journal of Graph Algorithms and Applications 8(1).
    """
    likeness = alike(passages).tocoo()
    near = (likeness.data >= same) & (likeness.row != likeness.col)
    rows, columns, values = likeness.row[near], likeness.col[near], likeness.data[near]
    weight = np.bincount(rows, weights=values, minlength=len(passages))
    order = np.lexsort((-values, rows))
    starts = np.searchsorted(rows[order], np.arange(len(passages) + 1))
    free = [True] * len(passages)
    stories = []
    for centre in np.argsort(-weight, kind="stable"):
        neighbours = columns[order[starts[centre] : starts[centre + 1]]]
        members = [int(centre), *(int(one) for one in neighbours if free[one])]
        if free[centre] and len({passages[one].citation.key for one in members}) > 1:
            for one in members:
                free[one] = False
            stories.append(_story([passages[one] for one in members]))
    return tuple(sorted(stories, key=lambda story: (-story.origins, -story.outlets)))


def tellers(chosen: Sequence[Passage], others: Sequence[Passage]) -> tuple[tuple[Citation, ...], ...]:
    """
    Find, for each of *chosen*, the other articles among *others* that tell what it tells.

    Returns:
        For each passage one citation an article, in the order of *others*.
    """
    rows = described((*chosen, *others))
    likeness = (rows[: len(chosen)] @ rows[len(chosen) :].T).tocsr()
    found: list[tuple[Citation, ...]] = []
    for number, passage in enumerate(chosen):
        row = likeness.getrow(number)
        same = [others[column].citation for column in sorted(row.indices[row.data >= SAME])]
        found.append(tuple({c.key: c for c in same if c.key != passage.citation.key}.values()))
    return tuple(found)


def _story(passages: Sequence[Passage]) -> Story:
    outlets = {passage.citation.outlet or passage.citation.key for passage in passages}
    origins = {passage.citation.origin or passage.citation.key for passage in passages}
    return Story(tuple(passages), len(outlets), len(origins))
