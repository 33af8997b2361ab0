"""
How surely two sentences tell the same: by words and senses, whom they name, whose words they hold, and their days.

A sentence is a bag of features of several kinds, each weighed by its kind and by how rare it is, and two sentences are
as alike as the cosine of their bags. Who told it to whom is no part of what is told: the cue, the source and the titles
before a name are left out of the words, so that two statements of one minister are not alike because they are his.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_matrix

from briefings.similarity import Matrix
from briefings.thesaurus import senses
from briefings.words import stems
from corpus.intervals import days
from corpus.model import MentionKind, Passage, QuotationKind

#: What a feature of each kind weighs beside a word of the sentence.
WORD, SENSE, PAIR, ACTOR, SPEAKER, QUOTED, DAY, NUMBER = 1.0, 0.4, 0.25, 1.0, 0.3, 0.5, 0.3, 0.5
#: What a pronoun tells of whom it stands for, beside a name.
PRONOUN = 0.7
#: What is added to the square length of each bag, beside the usual one: two words in common are little evidence.
SHORT = 0.25

_TITLE = re.compile(
    r"(?:\b[^\W\d_][\w-]*\s+){0,3}\b(?:president|leader|minister|advis[eo]r|secretary|chief|director|spokes\w+|ambassador"
    r"|premier|chancellor|king|queen|general|head|sister|official|envoy|commander|governor|mayor)\s*,?\s*$",
    re.IGNORECASE,
)
_LONGEST_TITLE = 80
#: The setting in which things are said.
_SETTING = re.compile(
    r"\b(?:reporters?|briefings?|press (?:conference|release|briefing)|news conference|statement|interview|spokes\w+"
    r"|official|according|announce[ds]?|express(?:e[ds]|ing)?|comment(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")

#: A feature: its kind and what of that kind.
Feature = tuple[str, str]


def described(passages: Sequence[Passage]) -> Matrix:
    """
    Describe what n passages tell, one row each, so that the product of two rows says how alike they are.

    Returns:
        Shape (n, number of features), rows of at most unit length, shorter for sentences of few
        words; features are weighed by their rarity among *passages*.
    """
    bags = [dict(_features(passage)) for passage in passages]
    frequencies = Counter(feature for bag in bags for feature in bag)
    columns = {feature: column for column, feature in enumerate(frequencies)}
    indices = np.array([columns[feature] for bag in bags for feature in bag], dtype=np.int32)
    worth = np.array([worth for bag in bags for worth in bag.values()])
    rarity = np.log1p(len(bags) / np.array(list(frequencies.values())))
    starts = np.cumsum([0, *map(len, bags)])
    rows = csr_matrix((worth * rarity[indices], indices, starts), shape=(len(bags), max(1, len(columns))))
    lengths = np.asarray(rows.multiply(rows).sum(axis=1)).ravel()
    usual = float(np.median(lengths)) if bags else 0.0
    shrunk = 1 / np.sqrt(np.maximum(lengths + SHORT * usual, 1e-9))
    return csr_matrix(rows.multiply(shrunk[:, None]))


def alike(passages: Sequence[Passage]) -> Matrix:
    """Give how alike n passages are in what they tell: shape (n, n), sparse, values in [0, 1]."""
    rows = described(passages)
    return (rows @ rows.T).tocsr()


def substance(passage: Passage) -> frozenset[str]:
    """Give the stems of what *passage* tells: its words without names, titles, cues and figures."""
    return frozenset(word for word in stems(_told(passage)) if not word.isdigit())


def _features(passage: Passage) -> Iterator[tuple[Feature, float]]:
    """Yield each feature of *passage* with what it weighs; of one that comes twice the last counts."""
    words = [word for word in stems(_told(passage)) if not word.isdigit()]
    for word in words:
        yield ("word", word), WORD
        for sense in senses(word):
            yield ("sense", sense), SENSE
    for first, second in pairwise(words):
        yield ("pair", f"{first} {second}"), PAIR
    yield from _people(passage)
    yield from _figures(passage)


def _people(passage: Passage) -> Iterator[tuple[Feature, float]]:
    by_surety = sorted(passage.mentions, key=lambda mention: mention.kind is not MentionKind.PRONOUN)
    for mention in by_surety:  # a name outweighs a pronoun
        if mention.actor:
            yield ("actor", mention.actor), PRONOUN if mention.kind is MentionKind.PRONOUN else ACTOR
    for quotation in passage.quotations:
        if quotation.kind is not QuotationKind.REPORTED:
            if quotation.speaker:
                yield ("speaker", quotation.speaker), SPEAKER
            for word in stems(quotation.text):
                yield ("quoted", word), QUOTED


def _figures(passage: Passage) -> Iterator[tuple[Feature, float]]:
    """Yield the days and the numbers, save those that are a part of a date."""
    start, text = passage.sentence.start, passage.sentence.text
    for expression in passage.dates:
        if covered := days(expression.value):
            yield ("day", f"{covered[0]}/{covered[1]}"), DAY
    for match in _NUMBER.finditer(text):
        if not any(one.start - start <= match.start() < one.end - start for one in passage.dates):
            yield ("number", match[0].replace(",", "")), NUMBER


def _told(passage: Passage) -> str:
    """Blank the names, which count as actors, and who says it to whom."""
    start, text = passage.sentence.start, passage.sentence.text
    spans = [(m.start - start, m.end - start) for m in passage.mentions if m.actor]
    spans += [
        (span[0] - start, span[1] - start)
        for quotation in passage.quotations
        for span in (quotation.cue, quotation.source)
        if span and start <= span[0] and span[1] <= passage.sentence.end
    ]
    spans += [match.span() for match in _SETTING.finditer(text)]
    spans += _titles(passage, text, start)
    letters = list(text)
    for first, last in spans:
        letters[max(first, 0) : last] = " " * (min(last, len(letters)) - max(first, 0))
    return "".join(letters)


def _titles(passage: Passage, text: str, start: int) -> list[tuple[int, int]]:
    found, before = [], 0
    for mention in sorted(passage.mentions, key=lambda mention: mention.start):
        at = mention.start - start
        if mention.kind is MentionKind.NAME and (match := _TITLE.search(text, max(before, at - _LONGEST_TITLE, 0), at)):
            found.append(match.span())
        before = max(before, mention.end - start)
    return found
