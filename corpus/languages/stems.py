"""Stem the content words of a text in a language that has a pack; without spaces, take pairs of characters."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise

import Stemmer

from corpus.languages.pack import LanguagePack, fold_digits, load_pack

_HAN_OR_KATAKANA = re.compile(r"[\u4e00-\u9fff\u3400-\u4dbf々]+|[\u30a1-\u30fe]+|[a-z0-9]+(?:[.,][0-9]+)*")
_WORD = re.compile(r"[^\W_]+(?:[.,][0-9]+)*")
_ELISION = re.compile(r"(?<!\w)(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’](?=\w)")
_HANGUL = re.compile(r"[\uac00-\ud7a3]+")
#: Shortest stem that is left when endings are cut off: of Korean syllables, and of letters.
_MIN_SYLLABLES, _MIN_LETTERS = 1, 3
#: How often an ending is cut off a Korean word: "시의회에서는".
_MAX_ENDINGS = 2
#: A participle or infinitive with a prefix that stands apart in other forms: "abgelehnt", "abzulehnen", "lehnte … ab".
_GERMAN_PARTICIPLE = re.compile(
    "(?:ab|an|auf|aus|bei|ein|fest|frei|her|hin|los|mit|nach|statt|teil|um|vor|weg|weiter|wieder|zu|zurück|zusammen)"
    "(?:ge|zu)(?P<verb>[a-zäöüß]{4,20})"
)
#: Chinese particles and adverbs of one character, which part the words around them.
_CHINESE_PARTICLES = str.maketrans(dict.fromkeys("的了着过吗呢吧啊已", " "))
#: Combining marks of Arabic vowels.
_ARABIC_VOWELS = re.compile(r"[\u064b-\u0652\u0640]")


@lru_cache(maxsize=8_192)
def list_stems(text: str, language: str) -> tuple[str, ...]:
    """
    Return the stems of the content words of *text*, in order, with repetitions; empty for a language without a pack.

    Args:
        text: A sentence, a question or a word of one.
        language: ISO 639-1 code of its language.
    """
    pack = load_pack(language)
    if pack is None:
        return ()
    folded = _ARABIC_VOWELS.sub("", fold_digits(text).lower().replace("ё", "е"))
    if not pack.is_spaced:
        return tuple(_list_pairs(_mask_question_words(folded, pack)))
    if language == "fr":
        folded = _ELISION.sub("", folded)
    words = (word for word in _WORD.findall(folded.replace("’", "").replace("'", "").replace("ʼ", "")))
    return tuple(_stem(word, pack) for word in words if not is_function_word(word, pack))


def _mask_question_words(folded: str, pack: LanguagePack) -> str:
    folded = folded.translate(_CHINESE_PARTICLES) if pack.code == "zh" else folded
    for words in pack.question_words.values():
        for word in words:
            if len(word) > 1 or not "\u3041" <= word <= "\u3096":
                folded = folded.replace(word, " ")
    return folded


def _list_pairs(folded: str) -> list[str]:
    """Return the pairs of neighbouring Chinese characters, and whole words in other letters."""
    found: list[str] = []
    for run in _HAN_OR_KATAKANA.findall(folded):
        is_han = "\u3400" <= run[0] <= "\u9fff"
        found += [a + b for a, b in pairwise(run)] if is_han and len(run) > 1 else [run]
    return found


def is_function_word(word: str, pack: LanguagePack) -> bool:
    """Return whether a lower-case word has no content: a stop word or a question word."""
    plain = _load_plain_words(pack)
    return word in plain


@cache
def _load_plain_words(pack: LanguagePack) -> frozenset[str]:
    words = pack.stop_words.union(*pack.question_words.values())
    return frozenset(word.replace("’", "").replace("'", "").replace("ё", "е") for word in words)


@cache
def _load_stemmer(name: str) -> Stemmer.Stemmer | None:
    """Return the stemmer of a language, or None where this version of PyStemmer has none: older ones lack Polish."""
    return Stemmer.Stemmer(name) if name in Stemmer.algorithms() else None


@lru_cache(maxsize=65_536)
def _stem(word: str, pack: LanguagePack) -> str:
    if word[:1].isdigit():
        return word
    if _HANGUL.fullmatch(word):
        return _cut_endings(word, pack, _MIN_SYLLABLES, _MAX_ENDINGS)
    stemmer = _load_stemmer(pack.stemmer) if pack.stemmer else None
    if stemmer is not None:
        participle = _GERMAN_PARTICIPLE.fullmatch(word) if pack.code == "de" else None
        return str(stemmer.stemWord(participle["verb"] if participle else word))
    return _cut_endings(word, pack, _MIN_LETTERS, 1)


def _cut_endings(word: str, pack: LanguagePack, shortest: int, times: int) -> str:
    for _ in range(times):
        ending = next((one for one in pack.endings if word.endswith(one) and len(word) - len(one) >= shortest), None)
        if ending is None:
            break
        word = word[: -len(ending)]
    return word
