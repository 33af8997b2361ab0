"""Texts as stems of content words, the coin in which all of briefings compares."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

import Stemmer

_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")

#: Words that carry grammar, not content.
FUNCTION_WORDS = frozenset(
    """
    a about above after again against all also although am among an and another any are as at be because been before
    being below between both but by can cannot could did do does doing done down during each either else ever every few
    for from further had has have having he her here hers herself him himself his how however i if in into is it its
    itself just last least less let like made make many may me might more most much must my myself neither no nor not
    now of off on once one only onto or other others our ours out over own per quite rather same shall she should since
    so some still such than that the their theirs them themselves then there these they this those though through thus
    to too toward towards under until up upon us very was we were what when where whether which while who whom whose
    why will with within without would yet you your yours said say says saying told tell tells mr mrs ms
    """.split()
)


_ENGLISH = Stemmer.Stemmer("english")


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Give the Snowball English stem of a lower-case *word*, its dots, apostrophe and possessive dropped."""
    plain = _POSSESSIVE.sub("", word).replace(".", "").replace("’", "").replace("'", "")
    return str(_ENGLISH.stemWord(plain))


@lru_cache(maxsize=4_096)  # one sentence is looked at from many sides
def tokens(text: str) -> tuple[str, ...]:
    """List the words of *text* in lower case, function words included; "U.N." is one word."""
    return tuple(_WORD.findall(text.lower()))


def content(text: str) -> tuple[str, ...]:
    """List the content words of *text* as they stand, in lower case and order, repetitions kept."""
    return tuple(word for word in tokens(text) if word not in FUNCTION_WORDS)


def pairs(text: str) -> tuple[tuple[str, str], ...]:
    """
    List the neighbouring words of *text*, as stems, of which at least one is a content word.

    References:
        Gillick & Favre (2009), A Scalable Global Model for Summarization, ILP-NLP: such pairs are its concepts.
    """
    words = tokens(text)
    return tuple(
        (stem(first), stem(second))
        for first, second in pairwise(words)
        if first not in FUNCTION_WORDS or second not in FUNCTION_WORDS
    )


@lru_cache(maxsize=4_096)
def stems(text: str) -> tuple[str, ...]:
    """List the stems of the content words of *text*, in order, repetitions kept."""
    return tuple(stem(word) for word in content(text) if _POSSESSIVE.sub("", word))
