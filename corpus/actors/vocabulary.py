"""Words that are usually no names, learned from text with a free licence (see docs/actors.md)."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from corpus.actors.words import COMMON

#: Endings of words of the language that few names have.
_ENDINGS = re.compile(
    r"\w{2,}(?:ing|ings|edly|ness|ment|ments|tion|tions|sion|sions|ity|ities|able|ible|ously|ally|ized|ised|less|ful|fully)$"
)


@lru_cache(maxsize=1)
def vocabulary() -> frozenset[str]:
    """Give the words that stand in small letters in running English, in small letters."""
    return frozenset((files("corpus.actors") / "vocabulary.txt").read_text(encoding="utf-8").splitlines()[1:]) | COMMON


def ordinary(word: str) -> bool:
    """Tell whether *word*, in small letters, is one of the language rather than a name."""
    return word in vocabulary() or _ENDINGS.match(word) is not None
