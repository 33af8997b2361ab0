"""Similarity of sentences by shared words, synonyms, actors, quotes, dates and numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType

import numpy as np
from scipy.sparse import csr_matrix

from briefings.ranking import Matrix
from briefings.text import find_senses, stem_words
from corpus.dates import day_range
from corpus.languages.en.cue_verbs import REPORTING_WORDS
from corpus.languages.en.people import TITLE_PATTERN
from corpus.models import MentionKind, Passage, QuotationKind

#: Weight of a feature of each kind, relative to a word of the sentence.
(
    WORD_WEIGHT,
    SENSE_WEIGHT,
    BIGRAM_WEIGHT,
    ACTOR_WEIGHT,
    SPEAKER_WEIGHT,
    QUOTED_WORD_WEIGHT,
    DAY_WEIGHT,
    NUMBER_WEIGHT,
) = 1.0, 0.4, 0.25, 1.0, 0.3, 0.5, 0.3, 0.5
#: Weight of an actor mentioned by a pronoun, relative to one mentioned by name.
PRONOUN_WEIGHT = 0.7
#: Share of the median squared length that is added to each row's, because two shared words are little evidence.
LENGTH_SMOOTHING = 0.25
_MAX_TITLE_CHARACTERS = 80
_NUMBER_PATTERN = re.compile(r"\d+(?:[.,]\d+)*")

#: Kind and value of a feature.
Feature = tuple[str, str]


def feature_matrix(passages: Sequence[Passage]) -> Matrix:
    """
    Return the weighted features of n passages, one row each; the product of two rows is their similarity.

    Returns:
        Shape (n, number of features), rows of at most unit length, shorter for sentences of few words; features are
        weighted by their rarity among *passages*.
    """
    bags = [_list_features(passage) for passage in passages]
    frequencies = Counter(feature for bag in bags for feature in bag)
    columns = {feature: column for column, feature in enumerate(frequencies)}
    indices = np.array([columns[feature] for bag in bags for feature in bag], dtype=np.int32)
    weights = np.array([worth for bag in bags for worth in bag.values()])
    rarity = np.log1p(len(bags) / np.array(list(frequencies.values())))
    starts = np.cumsum([0, *map(len, bags)])
    rows = csr_matrix((weights * rarity[indices], indices, starts), shape=(len(bags), max(1, len(columns))))
    lengths = np.asarray(rows.multiply(rows).sum(axis=1)).ravel()
    median_length = float(np.median(lengths)) if bags else 0.0
    scale = 1 / np.sqrt(np.maximum(lengths + LENGTH_SMOOTHING * median_length, 1e-9))
    return csr_matrix(rows.multiply(scale[:, None]))


def similarity_matrix(passages: Sequence[Passage]) -> Matrix:
    """Return the similarity of n passages in content: shape (n, n), sparse, values in [0, 1]."""
    rows = feature_matrix(passages)
    return (rows @ rows.T).tocsr()


@lru_cache(maxsize=4_096)  # each sentence is compared with many
def content_terms(passage: Passage) -> frozenset[str]:
    """Return the stems of the content of *passage*: its words without names, titles, cues and figures."""
    return frozenset(
        word for word in stem_words(_mask_attribution(passage), passage.citation.language) if not word.isdigit()
    )


@lru_cache(maxsize=4_096)  # a change of the corpus alters few of its newest sentences
def _list_features(passage: Passage) -> Mapping[Feature, float]:
    return MappingProxyType(dict(_extract_features(passage)))


def _extract_features(passage: Passage) -> Iterator[tuple[Feature, float]]:
    """Yield each feature of *passage* with its weight; the last weight of a repeated feature counts."""
    words = [word for word in stem_words(_mask_attribution(passage), passage.citation.language) if not word.isdigit()]
    for word in words:
        yield ("word", word), WORD_WEIGHT
        for sense in find_senses(word):
            yield ("sense", sense), SENSE_WEIGHT
    for first, second in pairwise(words):
        yield ("pair", f"{first} {second}"), BIGRAM_WEIGHT
    yield from _extract_actor_features(passage)
    yield from _extract_number_features(passage)


def _extract_actor_features(passage: Passage) -> Iterator[tuple[Feature, float]]:
    pronouns_first = sorted(passage.mentions, key=lambda mention: mention.kind is not MentionKind.PRONOUN)
    for mention in pronouns_first:  # names last: their weight replaces a pronoun's
        if mention.actor:
            yield ("actor", mention.actor), PRONOUN_WEIGHT if mention.kind is MentionKind.PRONOUN else ACTOR_WEIGHT
    for quotation in passage.quotations:
        if quotation.kind is not QuotationKind.REPORTED:
            if quotation.speaker:
                yield ("speaker", quotation.speaker), SPEAKER_WEIGHT
            for word in stem_words(quotation.text, passage.citation.language):
                yield ("quoted", word), QUOTED_WORD_WEIGHT


def _extract_number_features(passage: Passage) -> Iterator[tuple[Feature, float]]:
    """Yield the days and the numbers, except numbers that are part of a date."""
    start, text = passage.sentence.start, passage.sentence.text
    for expression in passage.dates:
        if covered := day_range(expression.value):
            yield ("day", f"{covered[0]}/{covered[1]}"), DAY_WEIGHT
    for match in _NUMBER_PATTERN.finditer(text):
        if not any(one.start - start <= match.start() < one.end - start for one in passage.dates):
            yield ("number", match[0].replace(",", "")), NUMBER_WEIGHT


def _mask_attribution(passage: Passage) -> str:
    """Return the text with spaces for names (which count as actors), titles, cues and sources of quotations."""
    start, text = passage.sentence.start, passage.sentence.text
    spans = [(m.start - start, m.end - start) for m in passage.mentions if m.actor]
    spans += [
        (span[0] - start, span[1] - start)
        for quotation in passage.quotations
        for span in (quotation.cue, quotation.source)
        if span and start <= span[0] and span[1] <= passage.sentence.end
    ]
    spans += [match.span() for match in REPORTING_WORDS.finditer(text)]
    spans += _find_titles(passage, text, start)
    letters = list(text)
    for first, last in spans:
        letters[max(first, 0) : last] = " " * (min(last, len(letters)) - max(first, 0))
    return "".join(letters)


def _find_titles(passage: Passage, text: str, start: int) -> list[tuple[int, int]]:
    found, before = [], 0
    for mention in sorted(passage.mentions, key=lambda mention: mention.start):
        at = mention.start - start
        if mention.kind is MentionKind.NAME and (
            match := TITLE_PATTERN.search(text, max(before, at - _MAX_TITLE_CHARACTERS, 0), at)
        ):
            found.append(match.span())
        before = max(before, mention.end - start)
    return found
