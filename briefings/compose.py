"""Passages + Request → Briefing; the module that knows the order of the steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

import numpy as np

from briefings.coverage import Candidates, cover
from briefings.leaning import leans
from briefings.model import Briefing, Point, Request
from briefings.novelty import News, split
from briefings.proof import identify
from briefings.salience import Ranker
from briefings.selection import Budget, diverse
from briefings.similarity import Matrix, Vector, cosines, vectors
from briefings.stories import alike, described, retold, substance, tellers
from briefings.words import content, stem, stems
from corpus.model import Citation, Passage, Zone

#: A sentence with fewer content words says too little to stand in a briefing, one with more characters too much.
FEWEST_STEMS, MOST_CHARACTERS = 5, 450
#: A sentence of fewer actors and stems of what is told, without a figure, a day or a quotation, tells next to nothing.
FEWEST_TOLD = 4
#: What a sentence is worth that leans on the one before it, that tells next to nothing, and that names nobody.
LEANING, EMPTY, ACTORLESS = 0.4, 0.2, 0.8
#: Likeness to a chosen sentence from which on another is left out: a repetition costs more than a gap.
TOLD = 0.08
#: How far from what was told before a sentence is taken to be at least, in [0, 1].
NEARLY_TOLD = 0.02

#: Verbs that tell that something was said, and not what.
_ANSWERING = frozenset(map(stem, "answer comment react reply respond speak spoke spoken talk".split()))

Place: TypeAlias = tuple[str, int, int]
Told: TypeAlias = tuple[Passage, tuple[Citation, ...]]


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
        (``request.told``). A sentence that leans on the one before it is chosen where there is little else, and
        stands right after that one, if that is among *passages*, untold, and there is room for both.
    """
    ordered = sorted(passages, key=_oldest_first)
    news = split([passage for passage in ordered if _quotable(passage)], request.told)
    develops = {_place(one.passage): one.told.text for one in news.developments}
    candidates = sorted((*news.new, *(one.passage for one in news.developments)), key=_oldest_first)
    rows, places = described(ordered), {id(passage): number for number, passage in enumerate(ordered)}
    worth, tellings = _worth(candidates, news, relevance), rows[[places[id(one)] for one in candidates]]
    chosen = [candidates[index] for index in _choose(candidates, request.limit, ranker, worth, tellings)]
    told = retold(chosen, ordered, news.new, rows)
    points = tuple(
        Point(passage, score=1.0 / (rank + 1), also=also, develops=develops.get(_place(passage), ""))
        for rank, (passage, also) in enumerate(_led_in(told, candidates, ordered, rows, request.limit))
    )
    briefing = Briefing("", request, points, sequence, *_sources(ordered))
    return replace(briefing, id=identify(sequence, request, points))


def stands_alone(text: str) -> bool:
    """Tell whether a sentence can be understood without the one before it ("He said", "The latter" can't)."""
    return not leans(text)


def _quotable(passage: Passage) -> bool:
    sentence = passage.sentence
    return (
        sentence.zone is Zone.BODY
        and len(sentence.text) <= MOST_CHARACTERS
        and len(stems(sentence.text)) >= FEWEST_STEMS
        and sentence.text.rstrip()[-1] in ".!?\"”’'…)"
    )


def _choose(
    candidates: Sequence[Passage], limit: int, ranker: Ranker | None, worth: Sequence[float], tellings: Matrix
) -> tuple[int, ...]:
    if not candidates:
        return ()
    texts = [passage.sentence.text for passage in candidates]
    factors, budget = _factors(candidates, worth), Budget(sentences=limit)
    if ranker is None:
        groups = [passage.citation.origin or passage.citation.key for passage in candidates]
        positions = np.array([float(passage.position) for passage in candidates])
        terms = [content(text) for text in texts]
        return cover(Candidates(texts, terms, groups, positions, factors, tellings, TOLD), budget)
    salience = ranker(texts) * factors
    salience = (salience - salience.min()) / (float(np.ptp(salience)) or 1.0)
    return diverse(texts, salience, cosines(vectors([stems(text) for text in texts])), budget)


def _led_in(
    told: Sequence[Told], candidates: Sequence[Passage], ordered: Sequence[Passage], rows: Matrix, limit: int
) -> tuple[Told, ...]:
    """Put the sentence that leads in before each of *told* that leans, while there is room for both."""
    before = {(p.citation.key, p.citation.revision, p.sentence.text): p for p in candidates}
    known = {_place(passage): (passage, also) for passage, also in told}
    shown: dict[Place, Told] = {}
    for passage, also in told:
        lead = before.get((passage.citation.key, passage.citation.revision, passage.context))
        if lead and leans(passage.sentence.text) and _leads(lead, passage):
            if _place(lead) in known:
                shown.setdefault(_place(lead), known[_place(lead)])
            elif len(shown) + 2 <= limit and not _repeats(lead, [p for p, _ in told if p is not passage]):
                shown[_place(lead)] = (lead, tellers((lead,), ordered, rows)[0])
        shown.setdefault(_place(passage), (passage, also))
    return tuple(shown.values())[:limit]


def _leads(lead: Passage, passage: Passage) -> bool:
    return stands_alone(lead.sentence.text) and lead.sentence.end <= passage.sentence.start


def _repeats(passage: Passage, told: Sequence[Passage]) -> bool:
    return bool(told) and float(alike((passage, *told)).getrow(0).toarray()[0, 1:].max()) >= TOLD


def _worth(
    candidates: Sequence[Passage], news: News, relevance: Callable[[Passage], float] | None
) -> tuple[float, ...]:
    """Prefer what is unlike anything told before, and what surely belongs to what was asked."""
    far = {_place(p): max(NEARLY_TOLD, distance) ** 2 for p, distance in zip(news.new, news.distances, strict=True)}
    return tuple(far.get(_place(p), 1.0) * (relevance(p) if relevance else 1.0) for p in candidates)


def _factors(candidates: Sequence[Passage], worth: Sequence[float]) -> Vector:
    """Prefer sentences that stand alone, tell something and have an actor; each by its *worth*."""
    held = [
        (LEANING if leans(passage.sentence.text) else 1.0)
        * (EMPTY if _empty(passage) else 1.0)
        * (1.0 if passage.mentions else ACTORLESS)
        for passage in candidates
    ]
    return np.asarray(np.array(held) * np.array(worth))


def _empty(passage: Passage) -> bool:
    """Tell whether a sentence tells next to nothing ("The president answered from Hanoi.")."""
    told = len(substance(passage) - _ANSWERING) + len({mention.actor for mention in passage.mentions if mention.actor})
    figures = any(letter.isdigit() for letter in passage.sentence.text)
    return told < FEWEST_TOLD and not (figures or passage.dates or passage.quotations)


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
