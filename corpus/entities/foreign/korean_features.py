"""Morphemes of Korean sentences, by Kiwi of the extra ``ko``, and their features for the tagger of names."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import NamedTuple, Protocol
from zlib import crc32

from corpus.entities.foreign.name_features import WordToken

#: Between a morpheme and its part of speech in the text of a token, and before one that opens a word.
_SEPARATOR, _SPACE = "\t", "_"
#: Longest text that is given to Kiwi at once; its time grows faster than the text.
_MAX_CHARACTERS = 4_000
#: Morphemes around one that are looked at as one compound with it.
_MAX_RUN = 8
#: Kiwi's tags of what names are made of: nouns, roots, affixes of nouns, foreign letters, numbers.
_NOUN_TAGS = ("NN", "XR", "XPN", "XSN", "SL", "SH", "SN", "NR")
_LOCK = threading.Lock()


class KiwiToken(Protocol):
    """A morpheme, as Kiwi returns it."""

    form: str
    tag: str
    start: int
    len: int


class KoreanTokenizer(Protocol):
    """What splits a text into morphemes."""

    def tokenize(self, text: str) -> Sequence[KiwiToken]:
        """Return the morphemes of *text*."""
        ...


@cache
def load_korean_tokenizer() -> KoreanTokenizer | None:
    """Return Kiwi's tokenizer; None without the extra ``ko``."""
    if find_spec("kiwipiepy") is None or find_spec("kiwipiepy_model") is None:
        return None
    tokenizer: KoreanTokenizer = import_module("kiwipiepy").Kiwi(num_workers=1)
    return tokenizer


def split_korean(text: str, load: Callable[[], KoreanTokenizer | None] = load_korean_tokenizer) -> list[WordToken]:
    """
    Return the morphemes of a Korean text, each with its part of speech behind a tab; none without the extra.

    Of morphemes that share a syllable ("했" is 하 and 었) the first stands for all.
    """
    tokenizer = load()
    if tokenizer is None:
        return []
    tokens, last = [], -1
    for first in range(0, len(text), _MAX_CHARACTERS):
        with _LOCK:
            found = tokenizer.tokenize(text[first : first + _MAX_CHARACTERS])
        for one in found:
            start, end = first + one.start, first + one.start + one.len
            if one.len and start >= last:
                mark = _SPACE if start > last else ""
                tokens.append(WordToken(start, end, f"{mark}{one.form}{_SEPARATOR}{one.tag}"))
                last = end
    return tokens


class _Morpheme(NamedTuple):
    """A morpheme of a sentence."""

    form: str
    tag: str
    opens: bool


_EDGE = _Morpheme("", "edge", True)


class KoreanFeatureExtractor:
    """Computes the features of Korean morphemes: syllables, parts of speech, compounds, and those around them."""

    def extract_rows(self, words: Sequence[str]) -> list[list[int]]:
        """Return the hashes of the features of each morpheme of a sentence."""
        split = [_EDGE, _EDGE, *map(_read_token, words), _EDGE, _EDGE]
        return [[crc32(feature.encode()) for feature in _list_features(split, at)] for at in range(2, len(split) - 2)]


def _read_token(token: str) -> _Morpheme:
    written, _, tag = token.rpartition(_SEPARATOR)
    return _Morpheme(written.removeprefix(_SPACE) or written, tag, written.startswith(_SPACE))


def _find_run(split: Sequence[_Morpheme], at: int) -> tuple[int, int]:
    """Return the first and last morpheme of the nouns that are written together with the one at *at*."""
    first = last = at
    if split[at].tag.startswith(_NOUN_TAGS):
        while first > max(2, at - _MAX_RUN) and not split[first].opens and _is_noun(split[first - 1]):
            first -= 1
        end = min(len(split) - 3, at + _MAX_RUN)
        while last < end and not split[last + 1].opens and _is_noun(split[last + 1]):
            last += 1
    return first, last


def _is_noun(one: _Morpheme) -> bool:
    return one.tag.startswith(_NOUN_TAGS)


def _list_features(split: Sequence[_Morpheme], at: int) -> Iterator[str]:
    """Yield the features of a morpheme."""
    before_2, before, one, after, after_2 = split[at - 2 : at + 3]
    word, tag = one.form, one.tag
    gap, gap1 = "_" * one.opens, "_" * after.opens
    first, last = _find_run(split, at)
    run = split[first : last + 1]
    behind = split[last + 1]
    beyond = split[min(last + 2, len(split) - 1)]
    size = min(len(word), 5)
    yield from ("bias", f"w={word}", f"p={tag}", f"wp={word}|{tag}", f"l={tag}{size}{gap}{gap1}")
    yield from (
        f"a={word[:1]}",
        f"a2={word[:2]}",
        f"z={word[-1:]}|{tag}",
        f"z2={word[-2:]}",
        f"a1={word[:1]}|{tag}{size}",
    )
    yield from (f"-w={gap}{before.form}", f"-p={gap}{before.tag}", f"+w={gap1}{after.form}", f"+p={gap1}{after.tag}")
    yield from (f"--w={before_2.form}", f"--p={before_2.tag}", f"++w={after_2.form}", f"++p={after_2.tag}")
    yield from (f"-z={gap}{before.form[-1:]}", f"+a={gap1}{after.form[:1]}", f"+z={gap1}{after.form[-1:]}")
    yield from (
        f"-pp={before.tag}{gap}{tag}",
        f"pp+={tag}{gap1}{after.tag}",
        f"ppp={before.tag}{gap}{tag}{gap1}{after.tag}",
    )
    yield from (f"-ww={before.form}{gap}|{word}", f"ww+={word}{gap1}|{after.form}", f"pw+={tag}{gap1}|{after.form}")
    yield from (f"-wp={before.form}|{gap}{tag}", f"wp+={word}|{gap1}{after.tag}")
    whole = "".join(part.form for part in run)
    place = f"{'B' if at == first else 'I'}{'E' if at == last else 'I'}{min(len(run), 4)}"
    yield from (f"r={whole}", f"rp={place}", f"rl={place}{min(len(whole), 8)}", f"rz={run[-1].form}|{place}")
    yield from (
        f"ra={run[0].form}|{place}",
        f"rt={'.'.join(part.tag for part in run)}|{at - first}",
        f"rs={whole[-1:]}|{place}",
    )
    yield from (f"rs2={whole[-2:]}|{place}", f"b={place}|{behind.form}|{behind.tag}", f"bp={tag}|{behind.tag}")
    yield from (f"bb={behind.form}|{beyond.form}|{tag}", f"bw={word}|{behind.form}")
