"""Distinguish ordinary English words from names."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from corpus.languages.en.vocabulary import COMMON_WORDS, ORDINARY_WORD_ENDINGS


@lru_cache(maxsize=1)
def load_vocabulary() -> frozenset[str]:
    """Return the words that occur in lower case in running English text, in lower case."""
    return (
        frozenset((files("corpus.languages.en") / "common_words.txt").read_text(encoding="utf-8").splitlines()[1:])
        | COMMON_WORDS
    )


def is_ordinary_word(word: str) -> bool:
    """Return whether *word*, in lower case, is an ordinary word rather than a name."""
    return word in load_vocabulary() or ORDINARY_WORD_ENDINGS.match(word) is not None
