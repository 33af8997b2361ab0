"""The languages whose words the library of an extra tells apart, each with its splitter and its features."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from corpus.entities.foreign.chinese_features import ChineseFeatureExtractor, load_chinese_tokenizer, split_chinese
from corpus.entities.foreign.korean_features import KoreanFeatureExtractor, load_korean_tokenizer, split_korean
from corpus.entities.foreign.morpheme_features import MorphemeFeatureExtractor, load_tokenizer, split_into_morphemes
from corpus.entities.foreign.name_features import WordToken


class RowExtractor(Protocol):
    """What computes the features of words."""

    def extract_rows(self, words: Sequence[str]) -> list[list[int]]:
        """Return the hashes of the features of each word of a sentence."""
        ...


@dataclass(frozen=True, slots=True)
class ExtraWords:
    """
    What a model of names needs in a language whose words an extra tells apart.

    Attributes:
        load: Returns the library's tokenizer, or None where the extra is not installed.
        split: Returns the words of a text; none without the extra.
        make_extractor: Returns what computes the features of these words.
    """

    load: Callable[[], object | None]
    split: Callable[[str], list[WordToken]]
    make_extractor: Callable[[], RowExtractor]


#: By language, which is the name of the extra, too.
EXTRA_WORDS = {
    "ja": ExtraWords(load_tokenizer, split_into_morphemes, MorphemeFeatureExtractor),
    "ko": ExtraWords(load_korean_tokenizer, split_korean, KoreanFeatureExtractor),
    "zh": ExtraWords(load_chinese_tokenizer, split_chinese, ChineseFeatureExtractor),
}
