"""Likeness → stories, and who else tells what was chosen."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from briefings.model import Story
from briefings.similarity import Matrix
from briefings.stories.likeness import alike, described, substance
from briefings.thesaurus import related
from corpus.intervals import days
from corpus.model import Citation, MentionKind, Passage

#: Likeness of two sentences from which on they are taken to tell the same.
SAME = 0.18
#: Likeness from which on one of two sentences may stand for the other, and the share of either's words for it.
CLOSE, WHOLE = 0.4, 0.75
#: Words apart from names that two tellings share at least, and as a share of the shorter.
FEWEST_SHARED, LEAST_SHARED = 2, 0.2

#: "SEOUL, June 19 — "
_PLACE_LINE = re.compile(r"[A-Z][A-Z .,'-]{2,40}(?:,? [A-Z][a-z]+\.? \d{1,2})?\s*(?:\([A-Za-z ]+\)\s*)?[—–-] ")


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


def tellers(
    chosen: Sequence[Passage], others: Sequence[Passage], rows: Matrix | None = None
) -> tuple[tuple[Citation, ...], ...]:
    """
    Find, for each of *chosen*, the other articles among *others* that tell what it tells.

    Returns:
        For each passage one citation an article, in the order of *others*. Names alone corroborate nothing: of what is
        told apart from them, some has to be told by both.
    """
    return tuple(also for _, also in retold(chosen, others, (), rows))


def retold(
    chosen: Sequence[Passage], others: Sequence[Passage], quotable: Sequence[Passage], rows: Matrix | None = None
) -> tuple[tuple[Passage, tuple[Citation, ...]], ...]:
    """
    Give each of *chosen* in the wording that is best to quote, with its tellers.

    Only a sentence that tells nothing more and nothing less stands for another: the one that names whom it tells of for
    the one that says "he", the earlier for the later, the one without an agency's place line; of equals, the chosen.

    Args:
        chosen: The passages.
        others: All passages, in any order.
        quotable: Those of *others* that may stand for a chosen one.
        rows: What *others* tell, as `described` gives it; then each of *chosen* must be one of them.

    Returns:
        For each of *chosen* a passage, and the citations that `tellers` gives for it.
    """
    if rows is None:
        both = described((*chosen, *others))
        first_rows, rows = both[: len(chosen)], both[len(chosen) :]
    else:
        places = {id(passage): number for number, passage in enumerate(others)}
        first_rows = rows[[places[id(passage)] for passage in chosen]]
    likeness = (first_rows @ rows.T).tocsr()
    free = {id(passage) for passage in quotable} - {id(passage) for passage in chosen}
    best: list[tuple[Passage, tuple[Citation, ...]]] = []
    for number, first in enumerate(chosen):
        passage, row = first, likeness.getrow(number)
        close = [i for i in sorted(row.indices[row.data >= CLOSE]) if id(others[i]) in free]
        close = [i for i in close if _interchangeable(passage, others[i])]
        wording = min(close, key=lambda i: _unquotable(others[i]), default=-1)
        if wording >= 0 and _unquotable(others[wording]) < _unquotable(passage):
            free.discard(id(others[wording]))
            passage, row = others[wording], (rows[wording] @ rows.T).tocsr()
        best.append((passage, _also(passage, [others[i] for i in sorted(row.indices[row.data >= SAME])])))
    return tuple(best)


def _also(passage: Passage, near: Sequence[Passage]) -> tuple[Citation, ...]:
    same = [other.citation for other in near if _shares(passage, other)]
    return tuple({c.key: c for c in same if c.key != passage.citation.key}.values())


def _shares(passage: Passage, other: Passage) -> bool:
    """Tell whether two sentences share some of what they tell apart from names."""
    ours, theirs = substance(passage), substance(other)
    held = min(_held(ours, theirs), _held(theirs, ours))
    return held >= FEWEST_SHARED and held >= LEAST_SHARED * min(len(ours), len(theirs))


def _interchangeable(passage: Passage, other: Passage) -> bool:
    """Tell whether each of two sentences tells nearly all that the other tells."""
    ours, theirs = substance(passage), substance(other)
    return _held(ours, theirs) >= WHOLE * len(ours) and _held(theirs, ours) >= WHOLE * len(theirs)


def _held(ours: frozenset[str], theirs: frozenset[str]) -> int:
    return sum(1 for word in ours if word in theirs or not theirs.isdisjoint(related(word)))


def _unquotable(passage: Passage) -> tuple[bool, str, bool]:
    """Sort key: what is best to quote comes first."""
    sentence = passage.sentence
    opens = any(m.start == sentence.start and m.kind is MentionKind.PRONOUN for m in passage.mentions)
    published = days(passage.citation.published)
    return opens, published[0].isoformat() if published else "9", bool(_PLACE_LINE.match(sentence.text))


def _story(passages: Sequence[Passage]) -> Story:
    outlets = {passage.citation.outlet or passage.citation.key for passage in passages}
    origins = {passage.citation.origin or passage.citation.key for passage in passages}
    return Story(tuple(passages), len(outlets), len(origins))
