"""Words of Japanese sentences, by SudachiPy of the extra ``ja``, and their features for the tagger of names."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol
from zlib import crc32

from corpus.entities.foreign.name_features import WordToken

#: Between a word and its part of speech in the text of a token.
_SEPARATOR = "\t"
#: Longest text that is given to Sudachi at once, which takes 49,149 bytes.
_MAX_CHARACTERS = 8_000
#: Nouns around a word that are looked at as one compound with it.
_MAX_RUN = 8
_EDGE = f"{_SEPARATOR}edge"
_NOUNS = ("名詞", "接頭辞", "接尾辞/名詞的")
#: Sudachi's tokenizers are not shared by threads at the same time.
_LOCK = threading.Lock()


class Morpheme(Protocol):
    """A word, as Sudachi returns it."""

    def begin(self) -> int:
        """Return where it begins in the text."""
        ...

    def end(self) -> int:
        """Return where it ends."""
        ...

    def surface(self) -> str:
        """Return it as it is written."""
        ...

    def part_of_speech(self) -> Sequence[str]:
        """Return its part of speech in six steps; a missing one is an asterisk."""
        ...


class JapaneseTokenizer(Protocol):
    """What splits a text into words."""

    def tokenize(self, text: str) -> Iterable[Morpheme]:
        """Return the words of *text*."""
        ...


@cache
def load_tokenizer() -> JapaneseTokenizer | None:
    """Return Sudachi's tokenizer with its small dictionary; None without the extra ``ja``."""
    if find_spec("sudachipy") is None or find_spec("sudachidict_small") is None:
        return None
    tokenizer: JapaneseTokenizer = import_module("sudachipy").Dictionary(dict="small").tokenizer()
    return tokenizer


def split_into_morphemes(text: str, load: Callable[[], JapaneseTokenizer | None] = load_tokenizer) -> list[WordToken]:
    """Return the words of a Japanese text, each with its part of speech behind a tab; none without the extra."""
    tokenizer = load()
    if tokenizer is None:
        return []
    tokens = []
    for start in range(0, len(text), _MAX_CHARACTERS):
        with _LOCK:
            for one in tokenizer.tokenize(text[start : start + _MAX_CHARACTERS]):
                part = "/".join(step for step in one.part_of_speech()[:4] if step != "*")
                written = f"{one.surface()}{_SEPARATOR}{part}"
                tokens.append(WordToken(start + one.begin(), start + one.end(), written))
    return [token for token in tokens if not token.text[0].isspace()]


class MorphemeFeatureExtractor:
    """Computes the features of Japanese words: their letters, parts of speech and compounds, and those around them."""

    def extract_rows(self, words: Sequence[str]) -> list[list[int]]:
        """Return the hashes of the features of each word of a sentence."""
        split = [tuple(one.split(_SEPARATOR, 1)) for one in (_EDGE, _EDGE, *words, _EDGE, _EDGE)]
        runs = [("", ""), ("", ""), *_find_compounds(split[2:-2])]
        return [
            [crc32(feature.encode()) for feature in _list_features(split[at - 2 : at + 3], *runs[at])]
            for at in range(2, len(split) - 2)
        ]


def _find_compounds(words: Sequence[tuple[str, ...]]) -> list[tuple[str, str]]:
    """Return for each word what of its compound of nouns stands before it, and the last noun of the compound."""
    compounds = []
    for at, (_, part) in enumerate(words):
        if not part.startswith(_NOUNS):
            compounds.append(("", ""))
            continue
        first = last = at
        while first > max(0, at - _MAX_RUN) and words[first - 1][1].startswith(_NOUNS):
            first -= 1
        while last < min(len(words) - 1, at + _MAX_RUN) and words[last + 1][1].startswith(_NOUNS):
            last += 1
        compounds.append((words[first][1] if first < at else "^", words[last][0] if last > at else "$"))
    return compounds


def _list_features(around: Sequence[tuple[str, ...]], head: str, end: str) -> Iterator[str]:
    """Yield the features of the word in the middle of five."""
    (_, part_2), (word_1, part_1), (word, part), (word1, part1), (_, part2) = around
    script, script_1, script1 = map(find_script, (word, word_1, word1))
    yield from ("bias", f"w={word}", f"p={part}", f"s={script}", f"a={word[:1]}", f"z={word[-1:]}", f"y={word[-2:]}")
    yield from (f"-w={word_1}", f"-p={part_1}", f"-s={script_1}", f"+w={word1}", f"+p={part1}", f"+s={script1}")
    yield from (f"--p={part_2}", f"++p={part2}", f"-z={word_1[-1:]}", f"+a={word1[:1]}", f"+z={word1[-1:]}")
    yield from (f"-pp={part_1}|{part}", f"pp+={part}|{part1}", f"-pp+={part_1}|{part}|{part1}")
    yield from (f"-ww={word_1}|{word}", f"ww+={word}|{word1}", f"wp+={word}|{part1}", f"-pw={part_1}|{word}")
    yield from (f"-wp={word_1}|{part}", f"pw+={part}|{word1}", f"ss={script_1}|{script}|{script1}")
    yield from (f"h={head}|{part}", f"e={end}", f"pe={part}|{end}", f"ez={end[-1:]}|{part}", f"he={head}|{end}")


def find_script(word: str) -> str:
    """Return the scripts of a word, each run of alike letters as one: "漢", "カ", "あ", "A", "9"."""
    found = ""
    for sign in word[:12]:
        kind = (
            "カ" if "\u30a0" <= sign <= "\u30ff"
            else "あ" if "\u3040" <= sign <= "\u309f"
            else "漢" if "\u3400" <= sign <= "\u9fff" or sign == "々"
            else "9" if sign.isdigit()
            else "A" if sign.isalpha()
            else sign
        )  # fmt: skip
        if not found.endswith(kind):
            found += kind
    return found
