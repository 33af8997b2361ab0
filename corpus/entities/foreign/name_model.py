"""The tagger of names in other languages: one linear model a language, learned by benchmarks/train_foreign_names.py."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.entities.foreign.extra_words import EXTRA_WORDS, RowExtractor
from corpus.entities.foreign.name_features import (
    FeatureExtractor,
    WordToken,
    find_compound_kind,
    hash_word,
    split_into_tokens,
)
from corpus.entities.models import EntityLabel

#: The tags, in the order of the columns of the weights: outside, then the beginning and the inside of a name.
TAGS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
_LABELS = {"PER": EntityLabel.PERSON, "ORG": EntityLabel.ORGANISATION, "LOC": EntityLabel.PLACE}
#: Languages with weights.
MODEL_LANGUAGES = ("de", "es", "fr", "ru", "uk")
#: Languages that write compounds of nouns as one word, with a capital.
_COMPOUNDING_LANGUAGES = frozenset({"de"})
#: Languages whose organizations are joined with the name that follows, which their model often splits off.
_JOINING_LANGUAGES = frozenset({"uk"})
_GERMAN_ARTICLES = frozenset({"der", "die", "das", "den", "dem", "des"})
#: Stands before a word that is in a list of names.
LISTED = "@"
#: What is added to a step that no sequence may hold.
_FORBIDDEN = -1e6


class FoundName(NamedTuple):
    """A name in a sentence, at ``[start, end)`` of its text."""

    start: int
    end: int
    label: EntityLabel


class WordKindTable:
    """
    The kinds of words, and the lists of names that words are in.

    Args:
        keys: The hashes of the words, in ascending order; that of a word in a list is of the word behind a sign.
        letters: A letter for each.
    """

    def __init__(self, keys: NDArray[np.uint32], letters: str) -> None:
        self.keys, self.letters = keys, letters
        self._kinds: dict[int, str] = dict(zip(keys.tolist(), letters, strict=True))

    def get_kind(self, word: str) -> str:
        """Return the kind of a lower-cased word, or ``""``."""
        return self._kinds.get(hash_word(word), "")

    def get_listing(self, word: str) -> str:
        """Return in which lists of names a reduced word is, as a letter, or ``""``."""
        return self._kinds.get(hash_word(LISTED + word), "")


def build_kind_table(kinds: Mapping[str, str]) -> WordKindTable:
    """Return the table of the kinds of words; of two words with one hash the first counts."""
    by_hash: dict[int, str] = {}
    for word, kind in kinds.items():
        by_hash.setdefault(hash_word(word), kind)
    keys = sorted(by_hash)
    return WordKindTable(np.array(keys, np.uint32), "".join(by_hash[key] for key in keys))


def split_text(text: str, language: str) -> list[WordToken]:
    """Return the words and signs of a text as the model of *language* knows them."""
    extra = EXTRA_WORDS.get(language)
    return extra.split(text) if extra else split_into_tokens(text, language)


def make_extractor(kinds: WordKindTable, language: str) -> RowExtractor:
    """Return an extractor of features that knows the kinds of words, in German also those of compounds."""
    if extra := EXTRA_WORDS.get(language):
        return extra.make_extractor()
    if language in _COMPOUNDING_LANGUAGES:
        return FeatureExtractor(lambda word: find_compound_kind(word, kinds.get_kind), kinds.get_listing)
    return FeatureExtractor(kinds.get_kind, kinds.get_listing)


class NameModel:
    """
    A linear model over hashed features, with weights for pairs of tags.

    Args:
        keys: The hashes of the known features, in ascending order.
        weights: A row of weights for each feature, a column for each tag.
        steps: Weights of each tag (column) after another (row).
        kinds: The kinds of known words.
        language: ISO 639-1 code.
    """

    def __init__(
        self,
        keys: NDArray[np.uint32],
        weights: NDArray[np.int8],
        steps: NDArray[np.float32],
        kinds: WordKindTable,
        language: str,
    ) -> None:
        self._keys, self._weights, self._steps, self._language = keys, weights, steps, language
        self._kinds = kinds

    def start_article(self) -> RowExtractor:
        """Return the extractor of an article's features."""
        return make_extractor(self._kinds, self._language)

    def is_usual_name(self, word: str) -> bool:
        """Return whether *word* usually was a name in what the model learned from."""
        return self._kinds.get_kind(word.lower()) == "n"

    def is_noun(self, word: str, before: str) -> bool:
        """Return whether a capitalized *word* is a noun; one that may be a name is a noun behind an article."""
        kind = self._kinds.get_kind(word.lower()) if self._language in _COMPOUNDING_LANGUAGES else ""
        return kind == "c" or (kind == "b" and before.strip().lower() in _GERMAN_ARTICLES)

    def find_names(self, text: str, extractor: RowExtractor) -> list[FoundName]:
        """Return the names in the sentence *text*, in order."""
        if self._language not in EXTRA_WORDS and text == text.lower():
            return []
        tokens = split_text(text, self._language)
        if not tokens:
            return []
        tags = self._tag([token.text for token in tokens], extractor)
        names = list(_join_names(tokens, tags))
        return _join_organizations(text, names) if self._language in _JOINING_LANGUAGES else names

    def _tag(self, words: Sequence[str], extractor: RowExtractor) -> list[int]:
        rows = extractor.extract_rows(words)
        sizes = np.fromiter(map(len, rows), np.int64, len(rows))
        features = np.fromiter((feature for row in rows for feature in row), np.uint32, int(sizes.sum()))
        at = np.searchsorted(self._keys, features)
        at[at == len(self._keys)] = 0
        known = np.where((self._keys[at] == features)[:, None], self._weights[at], 0).astype(np.float32)
        return find_best_tags(np.add.reduceat(known, np.cumsum(sizes) - sizes), self._steps)


def find_best_tags(scores: NDArray[np.float32], steps: NDArray[np.float32]) -> list[int]:
    """Return the best sequence of tags, by the scores of each token and those of pairs of tags (Viterbi)."""
    best = scores[0] + steps[0]
    back = np.empty((len(scores), len(TAGS)), np.int64)
    for at in range(1, len(scores)):
        paths = best[:, None] + steps
        back[at] = paths.argmax(0)
        best = paths.max(0) + scores[at]
    tags = [int(best.argmax())]
    for at in range(len(scores) - 1, 0, -1):
        tags.append(int(back[at, tags[-1]]))
    return tags[::-1]


def forbid_steps(steps: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return *steps* where the inside of a name follows only its beginning or inside."""
    allowed = steps.copy()
    for inside in (2, 4, 6):
        for before in range(len(TAGS)):
            if before not in {inside, inside - 1}:
                allowed[before, inside] = _FORBIDDEN
    return allowed


def _join_names(tokens: Sequence[WordToken], tags: Sequence[int]) -> Iterator[FoundName]:
    start = None
    for at, tag in enumerate(tags):
        if tag % 2:
            start = at
        if start is not None and tag and (at + 1 == len(tags) or tags[at + 1] != tag + tag % 2):
            yield FoundName(tokens[start].start, tokens[at].end, _LABELS[TAGS[tag][2:]])
            start = None


def _join_organizations(text: str, names: Sequence[FoundName]) -> list[FoundName]:
    """Return *names* where an organization holds the one just behind it: "Суд | Одеської області"."""
    joined = list[FoundName]()
    for name in names:
        last = joined[-1] if joined else None
        is_part = last and last.label is EntityLabel.ORGANISATION and name.label is not EntityLabel.PERSON
        if last and is_part and text[last.end : name.start] == " ":
            joined[-1] = last._replace(end=name.end)
        else:
            joined.append(name)
    return joined


def pack_model(
    keys: NDArray[np.uint32], weights: NDArray[np.int8], steps: NDArray[np.float32], kinds: WordKindTable
) -> bytes:
    """Return a model as the bytes that `unpack_model` reads."""
    parts = (
        np.array([len(keys), len(kinds.keys)], "<u4").tobytes(),
        _write_sorted(keys),
        weights.T.tobytes(),
        steps.astype("<f4").tobytes(),
        _write_sorted(kinds.keys),
        kinds.letters.encode("ascii"),
    )
    return gzip.compress(b"".join(parts), 9, mtime=0)


def _write_sorted(numbers: NDArray[np.uint32]) -> bytes:
    """Return ascending numbers as their differences, byte by byte, which compresses better."""
    return np.diff(numbers, prepend=np.uint32(0)).astype("<u4").reshape(-1, 1).view(np.uint8).T.tobytes()


@cache
def load_name_model(language: str) -> NameModel | None:
    """Return the model of *language*, read when its first article is; None if there is none, or not its extra."""
    extra = EXTRA_WORDS.get(language)
    if language not in MODEL_LANGUAGES and (extra is None or extra.load() is None):
        return None
    packed = (files("corpus.entities") / "tables" / f"names_{language}.bin.gz").read_bytes()
    return unpack_model(packed, language)


def unpack_model(packed: bytes, language: str) -> NameModel:
    """Return the model that `pack_model` packed."""
    data = gzip.decompress(packed)
    size, words = np.frombuffer(data, "<u4", 2).tolist()
    at = 8
    keys = _read_sorted(data, at, size)
    at += 4 * size
    weights = np.ascontiguousarray(np.frombuffer(data, np.int8, size * len(TAGS), at).reshape(len(TAGS), size).T)
    at += size * len(TAGS)
    steps = np.frombuffer(data, "<f4", len(TAGS) ** 2, at).reshape(len(TAGS), len(TAGS))
    at += 4 * len(TAGS) ** 2
    kinds = WordKindTable(_read_sorted(data, at, words), data[at + 4 * words :].decode("ascii"))
    return NameModel(keys, weights, steps, kinds, language)


def _read_sorted(data: bytes, at: int, size: int) -> NDArray[np.uint32]:
    """Return *size* ascending numbers, which are stored as their differences, byte by byte."""
    columns = np.frombuffer(data, np.uint8, 4 * size, at).reshape(4, size)
    return np.cumsum(np.ascontiguousarray(columns.T).view("<u4").ravel(), dtype=np.uint32)
