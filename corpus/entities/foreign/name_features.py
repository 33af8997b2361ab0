"""Tokens and features of the tagger of names in other languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple
from zlib import crc32

from corpus.entities.wordlists import load_cities, load_given_names, load_surnames

#: French small words that are joined to the next by an apostrophe, each of which is a token of its own.
_ELISIONS = r"(?:[dDlLnNsSjJmMtTcC]|[qQ]u|[jJ]usqu|[lL]orsqu|[pP]uisqu)['’](?=\w)"
_WORD = r"\d+(?:[.,:]\d+)*|[^\W\d_]\.(?=[ -]?[^\W\d_])(?<![^\W\d_][^\W\d_]\.)|\w+(?:[-‐‑’'ʼ]\w+)*|\S"
_TOKENS = {"fr": re.compile(f"{_ELISIONS}|{_WORD}")}
_OTHER_TOKENS = re.compile(_WORD)
#: Longest token that is looked at letter by letter; the rest of a longer one is left out.
_MAX_TOKEN_CHARACTERS = 40
_MASK = 0xFFFFFFFF
#: Bits of a hash that tell words apart: one in several hundred unknown words is taken for a known one.
_WORD_MASK = 0xFFFFFF
#: Multipliers that set features of neighbours and pairs of features apart.
_TWO_BEFORE, _BEFORE, _AFTER, _TWO_AFTER = 0x9E3779B1, 0x85EBCA6B, 0xC2B2AE35, 0x27D4EB2F
_PAIRS = (0x165667B1, 0x2545F491, 0x5851F42D, 0x14057B7E, 0x632BE59B, 0x41C64E6D, 0x6C078965, 0x5DEECE66, 0x1B873593)
_OPENING = frozenset("\"“„«»‹›'‘(–—-:•·…")
#: The letters that Russian and Ukrainian write differently, as one, so that a word of one is known in the other.
_SHARED_LETTERS = str.maketrans(
    {"і": "и", "ї": "и", "ы": "и", "є": "е", "э": "е", "ё": "е", "ґ": "г", "ъ": "", "ь": "", "ʼ": "", "’": "", "'": ""}
)
_SHARED_ENDING_LETTERS = _SHARED_LETTERS | {ord("й"): "и"}
_CASE_ENDINGS = re.compile(
    r"(?<=\w{3})(?:иями|ями|ами|иях|ах|ях|ого|его|ому|ему|ови|еви|ими|ою|ею|ой|ей|ий|ий|ии|ия|ию|ие|ам|ям|ов|ев|ом|ем|им|их|ая|яя|ое|ее|ие|ую|юю|а|я|у|ю|о|е|и|й)$"
)


class WordToken(NamedTuple):
    """A token of a text, at ``[start, end)``."""

    start: int
    end: int
    text: str


class _WordFeatures(NamedTuple):
    """The hashes of a word's features: of its own, and the ones that it lends to its neighbours."""

    low: int
    shape: int
    kind: int
    listing: int
    own: tuple[int, ...]
    near: tuple[int, ...]
    is_opening: bool


#: Returns the kind of a lower-cased word ("l": usually in small letters …), or ``""``.
WordKinds = Callable[[str], str]


def split_into_tokens(text: str, language: str) -> list[WordToken]:
    """Return the words, numbers and signs of *text*."""
    pattern = _TOKENS.get(language, _OTHER_TOKENS)
    return [WordToken(match.start(), match.end(), match[0]) for match in pattern.finditer(text)]


def compute_shape(word: str) -> str:
    """Return the shape of a word, each run of alike signs as one: "Xx", "X", "Xx-Xx", "9"."""
    shape = ""
    for sign in word[:_MAX_TOKEN_CHARACTERS]:
        kind = "X" if sign.isupper() else "x" if sign.isalpha() else "9" if sign.isdigit() else sign
        if not shape.endswith(kind):
            shape += kind
    return shape + "1" * (shape == "X" and len(word) == 1)


def reduce_word(word: str) -> str:
    """Return a lower-cased word without its case ending, in the letters that Russian and Ukrainian share."""
    if not "\u0400" <= word[:1] <= "\u04ff":
        return word
    return _CASE_ENDINGS.sub("", word.translate(_SHARED_LETTERS))


class FeatureExtractor:
    """
    Computes the features of the tokens of one article; what a word gives is computed once.

    Args:
        get_kind: Returns the kind of a lower-cased word.
        get_listing: Returns in which lists of names a reduced word is, as a letter, or ``""``.
    """

    def __init__(self, get_kind: WordKinds, get_listing: WordKinds = lambda _: "") -> None:
        self._get_kind, self._get_listing = get_kind, get_listing
        self._known: dict[str, _WordFeatures] = {}
        edge, shape, kind, listing = (crc32(one) for one in (b"edge", b"edge-shape", b"edge-kind", b"edge-list"))
        self._edge = _WordFeatures(edge, shape, kind, listing, (), (edge,), True)

    def extract_rows(self, words: Sequence[str]) -> list[list[int]]:
        """Return the hashes of the features of each word of a sentence."""
        edge = self._edge
        infos = [edge, edge, *(self._known.get(word) or self._add(word) for word in words), edge, edge]
        rows = []
        is_first = True
        for at in range(2, len(infos) - 2):
            rows.append(self._combine(infos[at - 2 : at + 3], is_first=is_first))
            is_first = is_first and infos[at].is_opening
        return rows

    def _combine(self, around: Sequence[_WordFeatures], *, is_first: bool) -> list[int]:
        two_before, before, word, after, two_after = around
        row = [*word.own]
        row += [one * _TWO_BEFORE & _MASK for one in two_before.near[:2]]
        row += [one * _BEFORE & _MASK for one in before.near]
        row += [one * _AFTER & _MASK for one in after.near]
        row += [one * _TWO_AFTER & _MASK for one in two_after.near[:2]]
        row += [
            (before.low * _PAIRS[0] ^ word.low) & _MASK,
            (word.low * _PAIRS[1] ^ after.low) & _MASK,
            (before.shape * _PAIRS[2] ^ word.shape * _PAIRS[3] ^ after.shape) & _MASK,
            (before.low * _PAIRS[4] ^ word.shape) & _MASK,
            (word.shape * _PAIRS[5] ^ after.low) & _MASK,
            (before.kind * _PAIRS[6] ^ word.kind * _PAIRS[7] ^ after.kind) & _MASK,
            (word.kind * _PAIRS[8] ^ is_first) & _MASK,
            (word.shape * _PAIRS[8] ^ is_first) & _MASK,
            (before.kind * _PAIRS[0] ^ word.kind * _PAIRS[3] ^ is_first) & _MASK,
            (before.listing * _PAIRS[1] ^ word.listing * _PAIRS[4] ^ after.listing) & _MASK,
            (word.listing * _PAIRS[6] ^ word.kind) & _MASK,
            (before.low * _PAIRS[2] ^ word.listing) & _MASK,
        ]
        return row

    def _add(self, word: str) -> _WordFeatures:
        found = self._known[word] = self._compute(word)
        return found

    def _compute(self, word: str) -> _WordFeatures:
        low = word[:_MAX_TOKEN_CHARACTERS].lower()
        shape = compute_shape(word)
        stem = reduce_word(low)
        ending = low[-4:].translate(_SHARED_ENDING_LETTERS) if "\u0400" <= low[:1] <= "\u04ff" else low
        kind = f"{shape[:3]}{self._get_kind(low)}"
        listing = f"{shape[:1]}{self._get_listing(stem)}"
        own = [f"w={stem}", f"s={shape}", f"k={kind}", "bias", f"f={low}", f"g={listing}"]
        if low[:1].isalpha():
            own += [f"p{size}={stem[:size]}" for size in (2, 3, 4, 5)]
            own += [f"e{size}={ending[-size:]}" for size in (1, 2, 3, 4)]
            own += [f"es={ending[-3:]}{shape[:2]}"]
            own += [f"part={part}" for part in low.split("-")] if "-" in low else ()
            own += _list_table_features(low)
        near = [
            f"w={stem}",
            f"s={shape}",
            f"e={ending[-3:]}{shape[:1]}",
            f"k={kind}",
            *_list_table_features(low)[:1],
            f"g={listing}",
        ]
        return _WordFeatures(
            _hash(f"w={stem}"),
            _hash(f"s={shape}"),
            _hash(f"k={kind}"),
            _hash(f"g={listing}"),
            tuple(map(_hash, own)),
            tuple(map(_hash, near)),
            word in _OPENING,
        )


def _list_table_features(low: str) -> list[str]:
    if not low[:1].isalpha() or "\u0400" <= low[:1] <= "\u04ff":
        return []
    flags = f"{'g' if low in load_given_names() else ''}{'s' if low in load_surnames() else ''}"
    flags += "c" if low in load_cities() else ""
    return [f"t={flags}"]


def _hash(feature: str) -> int:
    return crc32(feature.encode())


#: Endings of German nouns, and the shortest noun that ends a compound.
_NOUN_ENDINGS = ("", "s", "es", "n", "en", "e", "er", "ern")
_MIN_HEAD_CHARACTERS = 4
#: The kind of a capitalized word that is no name, and that of an unknown form or compound of one.
_NOUN, _RELATED_NOUN = "c", "d"


def find_compound_kind(word: str, get_kind: WordKinds) -> str:
    """Return the kind of a German word in lower case; an unknown form or compound of a noun is related to it."""
    if kind := get_kind(word):
        return kind
    stems = [word.removesuffix(ending) for ending in _NOUN_ENDINGS if word.endswith(ending)]
    for stem in stems:
        for at in (0, *range(3, len(stem) - _MIN_HEAD_CHARACTERS + 1)):
            if len(stem) - at >= _MIN_HEAD_CHARACTERS and get_kind(stem[at:]) == _NOUN:
                return _RELATED_NOUN
    return ""


def hash_word(word: str) -> int:
    """Return the number by which the kind of a word is stored."""
    return crc32(word.encode()) & _WORD_MASK
