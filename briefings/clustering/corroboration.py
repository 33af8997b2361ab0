"""Group sentences that report the same fact and find the articles that corroborate a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from briefings.clustering.figures import have_different_figures
from briefings.clustering.modality import are_opposed
from briefings.clustering.similarity import content_terms, feature_matrix, similarity_matrix
from briefings.ranking import Matrix
from briefings.text import find_synonyms
from corpus.dates import day_range
from corpus.models import Citation, MentionKind, Passage
from corpus.publishers import count_origins, list_outlets

#: Similarity from which two sentences count as reports of the same fact.
SAME_STORY_SIMILARITY = 0.18
#: Similarity, and shared words as a share of either sentence's, from which one sentence may replace the other.
MIN_SUBSTITUTE_SIMILARITY, MIN_SUBSTITUTE_OVERLAP = 0.4, 0.75
#: Minimum number of words, apart from names, that two reports of one fact share, and as a share of the shorter.
MIN_SHARED_WORDS, MIN_SHARED_WORD_SHARE = 2, 0.2

#: Dateline at the start of a sentence: "SEOUL, June 19 — ".
_DATELINE = re.compile(r"[A-Z][A-Z .,'-]{2,40}(?:,? [A-Z][a-z]+\.? \d{1,2})?\s*(?:\([A-Za-z ]+\)\s*)?[—–-] ")


@dataclass(frozen=True, slots=True)
class FactGroup:
    """
    Sentences of several articles that report the same fact.

    Attributes:
        passages: The sentences; the first is the centre of the cluster, which the others resemble.
        outlets: Number of outlets among them; unknown ones are not counted.
        origins: Number of independent origins among them: near-copies and articles of one publisher count once.
    """

    passages: tuple[Passage, ...]
    outlets: int
    origins: int


def group_facts(passages: Sequence[Passage], same: float = SAME_STORY_SIMILARITY) -> tuple[FactGroup, ...]:
    """
    Group the passages that report the same fact.

    Each group is a star: a passage, and all passages similar to it that are in no group yet. Passages become centres by
    the sum of their similarities, highest first.

    Args:
        passages: Sentences of any articles, in any order.
        same: Similarity from which two passages report the same fact, in [0, 1].

    Returns:
        The facts that at least two articles report, those with the most origins first; passages that share no fact
        with another article are left out.

    References:
        Aslam, Pelekhov & Rus (2004), The Star Clustering Algorithm for Static and Dynamic Information Organization,
        Journal of Graph Algorithms and Applications 8(1).
    """
    similarity = similarity_matrix(passages).tocoo()
    near = (similarity.data >= same) & (similarity.row != similarity.col)
    rows, columns, values = similarity.row[near], similarity.col[near], similarity.data[near]
    weight = np.bincount(rows, weights=values, minlength=len(passages))
    order = np.lexsort((-values, rows))
    starts = np.searchsorted(rows[order], np.arange(len(passages) + 1))
    free = [True] * len(passages)
    groups = []
    for centre in np.argsort(-weight, kind="stable"):
        neighbours = columns[order[starts[centre] : starts[centre + 1]]]
        members = [int(centre), *(int(one) for one in neighbours if free[one])]
        if free[centre] and len({passages[one].citation.key for one in members}) > 1:
            for one in members:
                free[one] = False
            groups.append(_build_group([passages[one] for one in members]))
    return tuple(sorted(groups, key=lambda group: (-group.origins, -group.outlets)))


def find_corroborating(
    chosen: Sequence[Passage], others: Sequence[Passage], rows: Matrix | None = None
) -> tuple[tuple[Citation, ...], ...]:
    """
    Return, for each of *chosen*, the other articles among *others* that report the same fact.

    Returns:
        For each passage one citation per article, in the order of *others*. Names alone corroborate nothing: some of
        the other content must be shared, too. What would happen does not corroborate what happened, nor the reverse.
    """
    return tuple(also for _, also in with_corroboration(chosen, others, (), rows))


def with_corroboration(
    chosen: Sequence[Passage], others: Sequence[Passage], quotable: Sequence[Passage], rows: Matrix | None = None
) -> tuple[tuple[Passage, tuple[Citation, ...]], ...]:
    """
    Return each of *chosen* in the wording that is best to quote, with the articles that corroborate it.

    A sentence replaces another only if it reports neither more nor less. A sentence that names its subject is preferred
    to one that says "he", then the earlier one, then one without an agency's dateline; among equals, the chosen one.

    Args:
        chosen: The passages.
        others: All passages, in any order.
        quotable: Those of *others* that may replace a chosen one.
        rows: Features of *others* as `feature_matrix` returns them; then each of *chosen* must be one of *others*.

    Returns:
        For each of *chosen* a passage, and the citations that `find_corroborating` returns for it.
    """
    if rows is None:
        both = feature_matrix((*chosen, *others))
        first_rows, rows = both[: len(chosen)], both[len(chosen) :]
    else:
        places = {id(passage): number for number, passage in enumerate(others)}
        first_rows = rows[[places[id(passage)] for passage in chosen]]
    similarity = (first_rows @ rows.T).tocsr()
    free = {id(passage) for passage in quotable} - {id(passage) for passage in chosen}
    best: list[tuple[Passage, tuple[Citation, ...]]] = []
    for number, first in enumerate(chosen):
        passage, row = first, similarity.getrow(number)
        close = [i for i in sorted(row.indices[row.data >= MIN_SUBSTITUTE_SIMILARITY]) if id(others[i]) in free]
        wording = _find_better_wording(passage, others, close)
        if wording is not None:
            free.discard(id(others[wording]))
            passage, row = others[wording], (rows[wording] @ rows.T).tocsr()
        best.append(
            (
                passage,
                _list_corroborating(
                    passage, [others[i] for i in sorted(row.indices[row.data >= SAME_STORY_SIMILARITY])]
                ),
            )
        )
    return tuple(best)


def _find_better_wording(passage: Passage, others: Sequence[Passage], close: Sequence[int]) -> int | None:
    """Return the number of the best of the *close* sentences to quote instead of *passage*; None if none is better."""
    ranked = sorted((_rank_quotability(others[number]), number) for number in close)
    own = _rank_quotability(passage)
    better = (number for rank, number in ranked if rank < own and _is_interchangeable(passage, others[number]))
    return next(better, None)


def _list_corroborating(passage: Passage, near: Sequence[Passage]) -> tuple[Citation, ...]:
    found: dict[str, Citation] = {}
    for other in near:
        key = other.citation.key
        if key != passage.citation.key and key not in found and _has_shared_content(passage, other):
            found[key] = other.citation
    return tuple(found.values())


def _has_shared_content(passage: Passage, other: Passage) -> bool:
    """Return whether two sentences share some of their content apart from names, and not as plan and deed."""
    if are_opposed(passage.sentence.text, other.sentence.text):
        return False
    terms, other_terms = content_terms(passage), content_terms(other)
    shared = min(_count_shared(terms, other_terms), _count_shared(other_terms, terms))
    return shared >= MIN_SHARED_WORDS and shared >= MIN_SHARED_WORD_SHARE * min(len(terms), len(other_terms))


def _is_interchangeable(passage: Passage, other: Passage) -> bool:
    """Return whether two sentences hold nearly all of each other's content and figures, and not as plan and deed."""
    if are_opposed(passage.sentence.text, other.sentence.text) or have_different_figures(passage, other):
        return False
    terms, other_terms = content_terms(passage), content_terms(other)
    return _count_shared(terms, other_terms) >= MIN_SUBSTITUTE_OVERLAP * len(terms) and _count_shared(
        other_terms, terms
    ) >= MIN_SUBSTITUTE_OVERLAP * len(other_terms)


def _count_shared(terms: frozenset[str], other_terms: frozenset[str]) -> int:
    return sum(1 for word in terms if word in other_terms or not other_terms.isdisjoint(find_synonyms(word)))


def _rank_quotability(passage: Passage) -> tuple[bool, str, bool]:
    """Return a sort key: the sentence that is best to quote comes first."""
    sentence = passage.sentence
    opens = any(m.start == sentence.start and m.kind is MentionKind.PRONOUN for m in passage.mentions)
    published = day_range(passage.citation.published)
    return opens, published[0].isoformat() if published else "9", bool(_DATELINE.match(sentence.text))


def _build_group(passages: Sequence[Passage]) -> FactGroup:
    citations = [passage.citation for passage in passages]
    return FactGroup(tuple(passages), len(list_outlets(citations)), count_origins(citations))
