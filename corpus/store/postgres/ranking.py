"""Rank sentences as FTS5's bm25() does, from the words of each and exact counts of the whole index."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import log

from corpus.store.postgres.expression import FACET_LETTER, Disjunction, Exclusion, Expression, Phrase

#: The constants of FTS5 (https://sqlite.org/fts5.html#the_bm25_function).
_K1, _B, _MIN_IDF = 1.2, 0.75, 1e-6


class IndexedSentence:
    """
    The words of a sentence as in the index.

    They stay in one text, in which words are found faster than in lists: each has a space on both sides.

    Args:
        column: Letter of the column of its text.
        words: The words of its text, in order, separated by spaces.
        facets: Its facets, separated by spaces.
        size: Number of its words and facets.
    """

    __slots__ = ("_facets", "_text", "column", "size", "words")

    def __init__(self, column: str, words: str, facets: str, size: int) -> None:
        self.column, self.words, self._facets, self.size = column, words, facets, size
        self._text = f" {words.replace(' ', '  ')} "

    @property
    def facets(self) -> frozenset[str]:
        """Its facets."""
        return frozenset(self._facets.split())

    def has_facet(self, facet: str) -> bool:
        """Return whether it has *facet*."""
        return f" {facet} " in f" {self._facets} "

    def count(self, phrase: Phrase) -> int:
        """Return how often its text has the words of *phrase*."""
        found = self._text.count(f" {'  '.join(phrase.words)}{'' if phrase.is_prefix else ' '}")
        if found and len(phrase.words) > 1:  # occurrences may overlap
            return _count_phrase(self.words.split(), phrase)
        return found


@dataclass(frozen=True, slots=True)
class IndexTotals:
    """Number of sentences in the index, and of their words and facets."""

    sentences: int
    words: int


#: Returns what each phrase adds to the weighted occurrences of a sentence, in pairs; None if it doesn't match.
_Matcher = Callable[[IndexedSentence], "list[tuple[Phrase, float]] | None"]


def compute_score(
    sentence: IndexedSentence, matcher: _Matcher, idf: Mapping[Phrase, float], totals: IndexTotals
) -> float:
    """
    Return the score of a sentence: negative, and the less the better, as FTS5's.

    A phrase that an expression has several times counts so often.
    """
    length = _K1 * (1 - _B + _B * sentence.size * totals.sentences / totals.words)
    return -sum(idf[phrase] * count * (_K1 + 1) / (count + length) for phrase, count in matcher(sentence) or ())


def compute_idf(phrase_sentences: int, totals: IndexTotals) -> float:
    """Return the weight of a phrase that so many sentences have."""
    weight = log((totals.sentences - phrase_sentences + 0.5) / (phrase_sentences + 0.5))
    return weight if weight > 0 else _MIN_IDF


def build_matcher(expression: Expression, facet_weight: float) -> _Matcher:
    """Return a function that finds the phrases of *expression* in a sentence; parts that don't match have none."""
    if isinstance(expression, Phrase):
        return (
            _match_facet(expression, facet_weight) if expression.columns == FACET_LETTER else _match_words(expression)
        )
    if isinstance(expression, Exclusion):
        return _match_exclusion(build_matcher(expression.wanted, facet_weight), build_matcher(expression.excluded, 0))
    if isinstance(expression, Disjunction):
        if not facet_weight and (facets := _list_facets(expression)):
            return lambda sentence: None if facets.isdisjoint(sentence.facets) else []
        return _match_any([build_matcher(one, facet_weight) for one in expression.parts])
    return _match_all([build_matcher(one, facet_weight) for one in expression.parts])


def _list_facets(expression: Disjunction) -> frozenset[str]:
    """Return the facets of which *expression* asks for one, or none if it asks for anything else."""
    facets = [
        one.words[0]
        for one in expression.parts
        if isinstance(one, Phrase) and one.columns == FACET_LETTER and one.is_one_word
    ]
    return frozenset(facets) if len(facets) == len(expression.parts) else frozenset()


def _match_facet(phrase: Phrase, weight: float) -> _Matcher:
    facet = phrase.words[0] if phrase.is_one_word else ""
    return lambda sentence: ([(phrase, weight)] if weight else []) if sentence.has_facet(facet) else None


def _match_words(phrase: Phrase) -> _Matcher:
    def match(sentence: IndexedSentence) -> list[tuple[Phrase, float]] | None:
        if sentence.column not in phrase.columns or not phrase.words:
            return None
        count = sentence.count(phrase)
        return [(phrase, count)] if count else None

    return match


def _count_phrase(words: list[str], phrase: Phrase) -> int:
    wanted = phrase.words
    *whole, last = wanted
    found = 0
    for start in range(len(words) - len(wanted) + 1):
        *first, end = words[start : start + len(wanted)]
        found += first == whole and (end.startswith(last) if phrase.is_prefix else end == last)
    return found


def _match_exclusion(wanted: _Matcher, excluded: _Matcher) -> _Matcher:
    return lambda sentence: None if excluded(sentence) is not None else wanted(sentence)


def _match_any(matchers: list[_Matcher]) -> _Matcher:
    def match(sentence: IndexedSentence) -> list[tuple[Phrase, float]] | None:
        found = [one for matcher in matchers if (one := matcher(sentence)) is not None]
        return [pair for one in found for pair in one] if found else None

    return match


def _match_all(matchers: list[_Matcher]) -> _Matcher:
    def match(sentence: IndexedSentence) -> list[tuple[Phrase, float]] | None:
        found: list[tuple[Phrase, float]] = []
        for matcher in matchers:
            if (one := matcher(sentence)) is None:
                return None
            found += one
        return found

    return match
