"""Summarize the passages that match a request as a Briefing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

import numpy as np

from briefings.clustering import (
    NoveltyResult,
    classify_novelty,
    content_terms,
    feature_matrix,
    find_corroborating,
    get_actors,
    similarity_matrix,
    with_corroboration,
)
from briefings.models import Briefing, Point, Request
from briefings.ranking import (
    SALIENCE_MODEL,
    Candidates,
    Matrix,
    Ranker,
    SalienceCandidates,
    SalienceModel,
    SelectionBudget,
    Vector,
    build_vectors,
    compute_cosines,
    select_mmr,
    select_salient,
    select_submodular,
)
from briefings.text import content_words, depends_on_context, is_half_quoted, stem, stem_words
from briefings.verification import briefing_id
from corpus.models import Citation, Passage, Zone
from corpus.publishers import count_original_publishers

#: Minimum number of content words, and maximum number of characters, of a sentence in a briefing.
MIN_SENTENCE_STEMS, MAX_SENTENCE_CHARACTERS = 5, 450
#: Minimum number of actors and content stems of an informative sentence without a figure, a date or a quotation.
MIN_CONTENT_ITEMS = 4
#: Factors of a sentence that depends on the one before it, that is uninformative, and that mentions no actor.
CONTEXT_DEPENDENT_WEIGHT, UNINFORMATIVE_WEIGHT, NO_ACTOR_WEIGHT = 0.4, 0.2, 0.8
#: Factor of a dependent sentence where salience decides, which is lower for many of them anyway.
SALIENT_CONTEXT_DEPENDENT_WEIGHT = 0.8
#: Similarity to a chosen sentence from which another is left out: a repetition costs more than a gap.
DUPLICATE_SIMILARITY = 0.08
#: Minimum distance that a sentence is assumed to have from prior sentences, in [0, 1].
MIN_NOVELTY = 0.02

#: Stems of verbs which report that something was said, and not what.
_REPLY_VERB_STEMS = frozenset(map(stem, "answer comment react reply respond speak spoke spoken talk".split()))

PassageKey: TypeAlias = tuple[str, int, int]
CorroboratedPassage: TypeAlias = tuple[Passage, tuple[Citation, ...]]


def summarize(
    passages: Sequence[Passage],
    request: Request,
    sequence: int = 0,
    ranker: Ranker | None = None,
    relevance: Callable[[Passage], float] | None = None,
    model: SalienceModel = SALIENCE_MODEL,
) -> Briefing:
    """
    Compose the briefing for *request*.

    Args:
        passages: Candidates, in any order.
        request: The request; at most ``request.limit`` sentences are chosen.
        sequence: The store's sequence number when *passages* were found.
        ranker: Scores the sentences; by default :mod:`briefings.ranking.salience` chooses among several origins, and
            :mod:`briefings.ranking.submodular` within one.
        relevance: Returns how relevant a passage is to the request, in [0, 1]; all equally by default.
        model: Weights of :mod:`briefings.ranking.salience`.

    Returns:
        A briefing whose points are in order of weight, highest first, without duplicates of one another or of
        ``request.prior_sentences``. A sentence that depends on the one before it is chosen only if there is little
        else; it directly follows that one if that is among *passages*, was not reported before, and both fit in the
        limit.
    """
    ordered = sorted(passages, key=_sort_key)
    novelty = classify_novelty(list_quotable_passages(ordered), request.prior_sentences)
    develops = {_get_passage_key(one.passage): one.prior.text for one in novelty.developments}
    candidates = sorted((*novelty.new, *(one.passage for one in novelty.developments)), key=_sort_key)
    rows = feature_matrix(ordered)
    weights = _weigh_for_request(candidates, novelty, relevance)
    # Some more than wanted, because a sentence that leans on one that can't be shown is left out.
    selected = _select_candidates(candidates, 2 * request.limit, weights, ranker, model)
    chosen = [candidates[index] for index in selected]
    corroborated = with_corroboration(chosen, ordered, novelty.new, rows)
    points = tuple(
        Point(passage, score=1.0 / (rank + 1), also=also, develops=develops.get(_get_passage_key(passage), ""))
        for rank, (passage, also) in enumerate(
            _insert_antecedents(corroborated, candidates, ordered, rows, request.limit)
        )
    )
    briefing = Briefing("", request, points, sequence, *_count_sources(ordered))
    return replace(briefing, id=briefing_id(sequence, request, points))


def list_quotable_passages(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Return those of *passages* that can be quoted in a briefing, by day of publication, article and place."""
    return tuple(sorted(filter(_is_quotable, passages), key=_sort_key))


def is_self_contained(text: str) -> bool:
    """Return whether a sentence can be understood without the one before it ("He said", "The latter" can't)."""
    return not depends_on_context(text)


def _is_quotable(passage: Passage) -> bool:
    sentence = passage.sentence
    return (
        sentence.zone is Zone.BODY
        and len(sentence.text) <= MAX_SENTENCE_CHARACTERS
        and len(stem_words(sentence.text)) >= MIN_SENTENCE_STEMS
        and sentence.text.rstrip()[-1] in ".!?\"”’'…)"
        and not is_half_quoted(sentence.text)
    )


def _select_candidates(
    candidates: Sequence[Passage],
    limit: int,
    weights: Sequence[float],
    ranker: Ranker | None,
    model: SalienceModel,
) -> tuple[int, ...]:
    if not candidates:
        return ()
    texts = [passage.sentence.text for passage in candidates]
    origins = [passage.citation.origin or passage.citation.key for passage in candidates]
    if ranker is None and len(set(origins)) > 1:
        return select_salient(build_salience_candidates(candidates, weights), limit, model)
    factors, budget = _compute_factors(candidates, weights), SelectionBudget(sentences=limit)
    if ranker is None:  # one report alone: measured on single articles, coverage serves it better
        positions = np.array([float(passage.position) for passage in candidates])
        terms, features = [content_words(text) for text in texts], feature_matrix(candidates)
        return select_submodular(
            Candidates(texts, terms, origins, positions, factors, features, DUPLICATE_SIMILARITY), budget
        )
    salience = ranker(texts) * factors
    salience = (salience - salience.min()) / (float(np.ptp(salience)) or 1.0)
    return select_mmr(texts, salience, compute_cosines(build_vectors([stem_words(text) for text in texts])), budget)


def build_salience_candidates(
    candidates: Sequence[Passage], weights: Sequence[float] | None = None
) -> SalienceCandidates:
    """
    Return what `briefings.ranking.select_salient` chooses from.

    Args:
        candidates: Passages in reading order.
        weights: Another factor for each, 1 by default.
    """
    factors = [
        weight * _weigh_wording(passage, SALIENT_CONTEXT_DEPENDENT_WEIGHT)
        for passage, weight in zip(candidates, weights or [1.0] * len(candidates), strict=True)
    ]
    return SalienceCandidates(
        [passage.sentence.text for passage in candidates],
        [passage.citation.key for passage in candidates],
        [passage.citation.origin or passage.citation.key for passage in candidates],
        np.array([float(passage.position) for passage in candidates]),
        [passage.citation.outlet or passage.citation.origin or passage.citation.key for passage in candidates],
        np.array([not any(mention.actor for mention in passage.mentions) for passage in candidates]),
        feature_matrix(candidates),
        np.array(factors),
    )


def _insert_antecedents(
    chosen: Sequence[CorroboratedPassage],
    candidates: Sequence[Passage],
    ordered: Sequence[Passage],
    rows: Matrix,
    limit: int,
) -> tuple[CorroboratedPassage, ...]:
    """
    Return the first *limit* of *chosen*, each that depends on the sentence before it directly after that one.

    Those whose antecedent can't be shown come last, if there is little else.
    """
    before = {(p.citation.key, p.citation.revision, p.sentence.text): p for p in candidates}
    also_by_key = {_get_passage_key(passage): also for passage, also in chosen}
    shown: list[Passage] = []
    left: list[Passage] = []
    for passage, _ in chosen:
        if len(shown) >= limit:
            break
        if passage in shown:
            continue
        if not depends_on_context(passage.sentence.text):
            shown.append(passage)
            continue
        antecedent = before.get((passage.citation.key, passage.citation.revision, passage.context))
        if antecedent is None or not _is_antecedent(antecedent, passage):
            left.append(passage)
        elif antecedent in shown:
            shown.insert(shown.index(antecedent) + 1, passage)
        elif len(shown) + 2 <= limit and not _is_repetition(antecedent, shown):
            shown += [antecedent, passage]
    shown += left[: limit - len(shown)]
    for passage in shown:
        if _get_passage_key(passage) not in also_by_key:
            (also_by_key[_get_passage_key(passage)],) = find_corroborating((passage,), ordered, rows)
    return tuple((passage, also_by_key[_get_passage_key(passage)]) for passage in shown)


def _is_antecedent(candidate: Passage, passage: Passage) -> bool:
    return is_self_contained(candidate.sentence.text) and candidate.sentence.end <= passage.sentence.start


def _is_repetition(passage: Passage, others: Sequence[Passage]) -> bool:
    return (
        bool(others)
        and float(similarity_matrix((passage, *others)).getrow(0).toarray()[0, 1:].max()) >= DUPLICATE_SIMILARITY
    )


def _weigh_for_request(
    candidates: Sequence[Passage], novelty: NoveltyResult, relevance: Callable[[Passage], float] | None
) -> tuple[float, ...]:
    """Return weights that favour what is unlike any prior sentence, and what is relevant to the request."""
    weights = {
        _get_passage_key(p): max(MIN_NOVELTY, distance) ** 2
        for p, distance in zip(novelty.new, novelty.distances, strict=True)
    }
    return tuple(weights.get(_get_passage_key(p), 1.0) * (relevance(p) if relevance else 1.0) for p in candidates)


def _compute_factors(candidates: Sequence[Passage], weights: Sequence[float]) -> Vector:
    """Return factors that favour self-contained, informative sentences with an actor, multiplied by *weights*."""
    factors = [
        _weigh_wording(passage, CONTEXT_DEPENDENT_WEIGHT) * (1.0 if passage.mentions else NO_ACTOR_WEIGHT)
        for passage in candidates
    ]
    return np.asarray(np.array(factors) * np.array(weights))


def _weigh_wording(passage: Passage, context_dependent_weight: float) -> float:
    """Return the factor of a sentence for what it says by itself: 1 if it is self-contained and informative."""
    dependence = context_dependent_weight if depends_on_context(passage.sentence.text) else 1.0
    return dependence * (UNINFORMATIVE_WEIGHT if _is_uninformative(passage) else 1.0)


def _is_uninformative(passage: Passage) -> bool:
    """Return whether a sentence says next to nothing ("The president answered from Hanoi.")."""
    if passage.dates or passage.quotations or any(letter.isdigit() for letter in passage.sentence.text):
        return False
    return len(content_terms(passage) - _REPLY_VERB_STEMS) + len(get_actors(passage)) < MIN_CONTENT_ITEMS


def _sort_key(passage: Passage) -> tuple[str, str, int]:
    return passage.citation.published or "9", passage.citation.key, passage.sentence.start


def _get_passage_key(passage: Passage) -> PassageKey:
    return passage.citation.key, passage.citation.revision, passage.sentence.start


def _count_sources(passages: Sequence[Passage]) -> tuple[int, int]:
    """Return the numbers of articles and of independent origins of *passages*."""
    return (
        len({passage.citation.key for passage in passages}),
        count_original_publishers({passage.citation.key: passage.citation for passage in passages}.values()),
    )
