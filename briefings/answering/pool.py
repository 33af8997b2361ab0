"""The sentences among which an answer is looked for, with the words that each of them contains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from briefings.answering.questions import Unit
from briefings.text import are_related, find_everyday_synonyms, list_family_stems, stem_passage, stem_words
from corpus.models import MentionKind, Passage

Floats: TypeAlias = NDArray[np.float64]

#: How surely a mention of each kind names the actor that a unit names.
_MENTION_WEIGHTS = {
    MentionKind.NAME: 1.0,
    MentionKind.METONYM: 0.9,
    MentionKind.DEMONYM: 0.8,
    MentionKind.NOMINAL: 0.7,
    MentionKind.PRONOUN: 0.6,
}
#: The same for the speaker of a quotation in the sentence.
SPEAKER_WEIGHT = 1.0
#: Minimum similarity ratio at which a word that no sentence contains is read as one that a sentence does contain.
MIN_SPELLING_SIMILARITY = 0.84
#: Minimum length of a word whose spelling is corrected.
MIN_CORRECTED_LETTERS = 5
#: Sentences on either side that count as neighbours.
NEIGHBOUR_DISTANCE = 2


@dataclass(frozen=True, slots=True)
class StemMatches:
    """
    Which stems of a pool match a word of a question; each of shape (stems + 1,).

    Attributes:
        own: The word's own stem, and those of its word family.
        related: Stems that begin alike, or the one that the word misspells.
        similar: Stems of its synonyms.
    """

    own: NDArray[np.bool_]
    related: NDArray[np.bool_]
    similar: NDArray[np.bool_]


class _Numbering(dict[str, int]):
    """Numbers of stems, from 0 in the order in which they are first looked up."""

    def __missing__(self, root: str) -> int:
        number = self[root] = len(self)
        return number


class Pool:
    """
    Sentences in the order of their articles, indexed by stem.

    Attributes:
        passages: The sentences, sorted by article and position.
        stems: Numbers of the stems of each sentence's content words, in order.
        lengths: Number of content words of each sentence, shape (n,).
    """

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.passages = tuple(sorted(passages, key=lambda one: (one.citation.key, one.citation.revision, one.position)))
        numbers = _Numbering()
        self.stems = tuple(tuple(map(numbers.__getitem__, stem_passage(one))) for one in self.passages)
        self._numbers = dict(numbers)
        self.lengths = np.array([len(row) for row in self.stems], dtype=float)
        self._flat = np.array([number for row in self.stems for number in (*row, len(self._numbers))], dtype=int)
        self._offsets = np.cumsum([0, *(len(row) + 1 for row in self.stems)])[:-1]
        self._titles: dict[str, tuple[str, ...]] = {}
        self._languages = {one.citation.title or "": one.citation.language for one in self.passages}
        places = [(one.citation.key, one.citation.revision, one.position) for one in self.passages]
        self._places = {place: number for number, place in enumerate(places)}
        self._neighbours: dict[int, NDArray[np.int_]] = {}
        self._stems_by_letter: dict[str, list[tuple[str, int]]] = {}
        for root, number in self._numbers.items():
            self._stems_by_letter.setdefault(root[:1], []).append((root, number))

    def __len__(self) -> int:
        return len(self.passages)

    @property
    def vocabulary(self) -> tuple[str, ...]:
        """Its stems in the order of their numbers."""
        return tuple(self._numbers)

    def match_stems(self, unit: Unit) -> StemMatches:
        """Return which of its stems match *unit*, and how."""
        own, related, similar = (np.zeros(len(self._numbers) + 1, dtype=bool) for _ in range(3))
        for roots, flags in ((list_family_stems(unit.stem), own), (find_everyday_synonyms(unit.stem), similar)):
            flags[[self._numbers[root] for root in roots if root in self._numbers]] = True
        if unit.stem in self._numbers:
            own[self._numbers[unit.stem]] = True
        for root, number in self._stems_by_letter.get(unit.stem[:1], ()):
            related[number] = are_related(unit.stem, root)
        if not (own | related | similar).any() and len(unit.stem) >= MIN_CORRECTED_LETTERS:
            for near in get_close_matches(unit.stem, self._list_stems_of_length(unit.stem), 1, MIN_SPELLING_SIMILARITY):
                related[self._numbers[near]] = True
        return StemMatches(own, related, similar)

    def _list_stems_of_length(self, root: str) -> list[str]:
        """Return the stems that are neither too short nor too long to be spelt like *root*."""
        length = len(root)
        return [
            one for one in self._numbers if 2.0 * min(length, len(one)) / (length + len(one)) >= MIN_SPELLING_SIMILARITY
        ]

    def spread(self, matched: NDArray[np.bool_]) -> Floats:
        """Return 1 for each sentence that contains a stem of *matched*, else 0; shape (n,)."""
        return np.asarray(np.maximum.reduceat(matched[self._flat], self._offsets), dtype=float)

    def count(self, matched: NDArray[np.bool_]) -> Floats:
        """Return the number of words of each sentence that are in *matched*; shape (n,)."""
        return np.asarray(np.add.reduceat(matched[self._flat].astype(float), self._offsets))

    def find_actor(self, actor: str) -> Floats:
        """Return how surely each sentence mentions or quotes *actor*, in [0, 1]; shape (n,)."""
        return np.array([_weigh_actor(one, actor) for one in self.passages], dtype=float)

    def match_titles(self, unit: Unit) -> Floats:
        """Return 1 for each sentence whose article has the unit, or a related word, in its title; shape (n,)."""
        titles = {one.citation.title or "" for one in self.passages}
        held = {title: float(any(are_related(unit.stem, root) for root in self._stem_title(title))) for title in titles}
        return np.array([held[one.citation.title or ""] for one in self.passages], dtype=float)

    def _stem_title(self, title: str) -> tuple[str, ...]:
        if title not in self._titles:
            self._titles[title] = stem_words(title, self._languages.get(title, ""))
        return self._titles[title]

    def shift(self, values: Floats, distance: int) -> Floats:
        """
        Return what the sentence at *distance* holds, for each sentence; 0 where there is none in the article.

        Args:
            values: Shape (units, n).
            distance: -1 for the sentence before.
        """
        others = self._find_neighbours(distance)
        return np.asarray(np.where(others >= 0, values[:, others], 0.0))

    def _find_neighbours(self, distance: int) -> NDArray[np.int_]:
        """Return the index of each sentence's neighbour at *distance*, -1 if it is not in the pool."""
        if distance not in self._neighbours:
            found = self._places.get
            self._neighbours[distance] = np.array(
                [
                    found((one.citation.key, one.citation.revision, one.position + distance), -1)
                    for one in self.passages
                ],
                dtype=int,
            )
        return self._neighbours[distance]


def _weigh_actor(passage: Passage, actor: str) -> float:
    weights = [_MENTION_WEIGHTS[one.kind] for one in passage.mentions if one.actor == actor]
    if passage.quotations and actor in [one.speaker for one in passage.quotations]:
        weights.append(SPEAKER_WEIGHT)
    return max(weights) if weights else 0.0
