"""Passages + Request → Briefing; the module that knows the order of the steps."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

import numpy as np

from briefings.coverage import Candidates, cover
from briefings.model import Briefing, Point, Request
from briefings.novelty import News, split
from briefings.proof import identify
from briefings.salience import Ranker
from briefings.selection import Budget, diverse
from briefings.similarity import Vector, cosines, vectors
from briefings.stories import NEAR, described, retold
from briefings.words import content, stems
from corpus.model import Passage, Zone

#: A sentence with fewer content words says too little to stand in a briefing, one with more characters too much.
FEWEST_STEMS, MOST_CHARACTERS = 5, 450
#: How far from what was told before a sentence is taken to be at least, in [0, 1].
NEARLY_TOLD = 0.02

Place: TypeAlias = tuple[str, int, int]

_DANGLING = re.compile(
    r"[\"“'‘]?(?:(?:he|she|it|they|his|her|their|its|this|that|these|those|such|the (?:former|latter|move|two|pair"
    r"|remarks?|comments?|statement|decision|official|source|spokes\w+|country|agreement|meeting)|but|and|however|also|"
    r"meanwhile|in (?:response|addition|turn|particular)|hours later|earlier in the day)\b|there(?: is| are)\b)",
    re.IGNORECASE,
)


def brief(
    passages: Sequence[Passage],
    request: Request,
    sequence: int = 0,
    ranker: Ranker | None = None,
    relevance: Callable[[Passage], float] | None = None,
) -> Briefing:
    """
    Compose the briefing that *request* asks for.

    Args:
        passages: Candidates, in any order.
        request: What is wanted; ``request.limit`` sentences at most.
        sequence: The store's sequence number when *passages* were found.
        ranker: Scores the sentences; by default :mod:`briefings.coverage` chooses.
        relevance: How surely a passage belongs to what was asked, in [0, 1]; all equally by default.

    Returns:
        The points, weightiest first, no two of which tell the same, and none that tells what was told before
        (``request.told``); none where no passage can stand alone.
    """
    ordered = sorted(passages, key=_oldest_first)
    news = split([passage for passage in ordered if _quotable(passage)], request.told)
    develops = {_place(one.passage): one.told.text for one in news.developments}
    candidates = sorted((*news.new, *(one.passage for one in news.developments)), key=_oldest_first)
    worth = _worth(candidates, news, relevance)
    chosen = [candidates[index] for index in _choose(candidates, request.limit, ranker, worth)]
    points = tuple(
        Point(passage, score=1.0 / (rank + 1), also=also, develops=develops.get(_place(passage), ""))
        for rank, (passage, also) in enumerate(retold(chosen, ordered, news.new))
    )
    briefing = Briefing("", request, points, sequence, *_sources(ordered))
    return replace(briefing, id=identify(sequence, request, points))


def stands_alone(text: str) -> bool:
    """Tell whether a sentence can be understood without the one before it ("He said", "The latter" can't)."""
    return not _DANGLING.match(text)


def _quotable(passage: Passage) -> bool:
    sentence = passage.sentence
    return (
        sentence.zone is Zone.BODY
        and len(sentence.text) <= MOST_CHARACTERS
        and len(stems(sentence.text)) >= FEWEST_STEMS
        and sentence.text.rstrip()[-1] in ".!?\"”’'…)"
    )


def _choose(
    candidates: Sequence[Passage], limit: int, ranker: Ranker | None, worth: Sequence[float]
) -> tuple[int, ...]:
    if not candidates:
        return ()
    texts = [passage.sentence.text for passage in candidates]
    factors, budget = _factors(candidates, worth), Budget(sentences=limit)
    if ranker is None:
        groups = [passage.citation.origin or passage.citation.key for passage in candidates]
        positions = np.array([float(passage.position) for passage in candidates])
        terms = [content(text) for text in texts]
        return cover(Candidates(texts, terms, groups, positions, factors, described(candidates), NEAR), budget)
    salience = ranker(texts) * factors
    salience = (salience - salience.min()) / (float(np.ptp(salience)) or 1.0)
    return diverse(texts, salience, cosines(vectors([stems(text) for text in texts])), budget)


def _worth(
    candidates: Sequence[Passage], news: News, relevance: Callable[[Passage], float] | None
) -> tuple[float, ...]:
    """Prefer what is unlike anything told before, and what surely belongs to what was asked."""
    far = {_place(p): max(NEARLY_TOLD, distance) ** 2 for p, distance in zip(news.new, news.distances, strict=True)}
    return tuple(far.get(_place(p), 1.0) * (relevance(p) if relevance else 1.0) for p in candidates)


def _factors(candidates: Sequence[Passage], worth: Sequence[float]) -> Vector:
    """Prefer sentences that stand alone and have an actor; each by its *worth*."""
    return np.array(
        [
            (1.0 if stands_alone(passage.sentence.text) else 0.4) * (1.0 if passage.mentions else 0.8) * each
            for passage, each in zip(candidates, worth, strict=True)
        ]
    )


def _oldest_first(passage: Passage) -> tuple[str, str, int]:
    return passage.citation.published or "9", passage.citation.key, passage.sentence.start


def _place(passage: Passage) -> Place:
    return passage.citation.key, passage.citation.revision, passage.sentence.start


def _sources(passages: Sequence[Passage]) -> tuple[int, int]:
    """Count the articles and the independent origins of *passages*."""
    return (
        len({passage.citation.key for passage in passages}),
        len({passage.citation.origin or passage.citation.key for passage in passages}),
    )
