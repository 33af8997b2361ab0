"""Names that look like one that nobody bears."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher

import numpy as np
from numpy.typing import NDArray

from corpus.actors.people import parts
from corpus.actors.spelling import allowed, near
from corpus.model import Actor
from corpus.registry import key

#: A name is offered for another where at least this share of their letters agrees, in order …
_ALIKE = 0.6
#: … or a whole word of theirs does, which counts for this much, and a tenth of that share.
_WORD = 0.7
#: Forms whose letters are compared in order: those that have most letters in common.
_COMPARED = 40
#: Letters are counted by their code, modulo this: a bound from above on how many two names share, in any script.
_BUCKETS = 64


class Neighbours:
    """The names of *actors* in all their forms, indexed by words and letters: thousands are looked through at once."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        held = {(one.name, form) for one in actors for form in (one.name, *one.aliases)}
        self._forms = sorted((name, key(form), form) for name, form in held)
        self._counts = np.array([_counted(folded) for _, folded, _ in self._forms]).reshape(-1, _BUCKETS)
        self._bearing: dict[str, list[int]] = defaultdict(list)
        self._beginning: dict[tuple[str, int], set[str]] = defaultdict(set)
        for number, (_, _, form) in enumerate(self._forms):
            for part in set(parts(form)):
                self._bearing[part].append(number)
                self._beginning[part[:1], len(part)].add(part)

    def nearest(self, name: str, limit: int) -> tuple[str, ...]:
        """Give the actors' names that look most like *name*, best first; those that are not alike are left out."""
        sharing = {number for part in parts(name) for number in self._sharing(part)}
        wanted, matcher = key(name), SequenceMatcher(autojunk=False, b=key(name))
        scores: dict[str, float] = {}
        for number in sharing | set(self._lettered(wanted)):
            bearer, folded, _ = self._forms[number]
            matcher.set_seq1(folded)
            whole = matcher.ratio()
            score = max(whole, _WORD + 0.1 * whole if number in sharing else 0.0)
            scores[bearer] = max(score, scores.get(bearer, 0.0))
        ranked = sorted((-score, bearer) for bearer, score in scores.items() if score >= _ALIKE)
        return tuple(bearer for _, bearer in ranked[:limit])

    def _sharing(self, part: str) -> list[int]:
        """List the forms that hold the word *part*, or one that it may be a misspelling of."""
        lengths = range(len(part) - allowed(part), len(part) + allowed(part) + 1)
        alike = (word for length in lengths for word in self._beginning.get((part[:1], length), ()))
        words = {part, *(word for _, word in near(part, alike))}
        return [number for word in words for number in self._bearing.get(word, ())]

    def _lettered(self, wanted: str) -> list[int]:
        """List the forms that have enough letters in common with *wanted* to be alike, the most alike ones."""
        common = np.minimum(self._counts, _counted(wanted)).sum(axis=1)
        shares = 2 * common / np.maximum(self._counts.sum(axis=1) + len(wanted), 1)
        best = np.argsort(-shares, kind="stable")[:_COMPARED]
        return [int(number) for number in best if shares[number] >= _ALIKE]


def _counted(folded: str) -> NDArray[np.int16]:
    return np.bincount([ord(letter) % _BUCKETS for letter in folded], minlength=_BUCKETS).astype(np.int16)
