"""
Near copies: articles that were cut, edited and padded from one story, told apart from other reports of its event.

An article's sketch is a sample of the 4-grams of its words. Of two sketches the containment is the share of the
smaller one that the other holds too; near copies have a high one, reports that quote the same statement a low one.

References:
    Broder (1997), On the Resemblance and Containment of Documents, SEQUENCES.
    Manku, Jain & Das Sarma (2007), Detecting Near-Duplicates for Web Crawling, WWW (what a copy on the web looks like).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from zlib import crc32

#: Words in a gram: three are shared by chance, five rarely survive an editor.
GRAM = 4
#: One hash in so many is kept.
SAMPLING = 4
#: Containment from which two articles are of one origin: a copy that lost a third of its sentences and a twelfth of its
#: words keeps .39 or more in 99 of 100 cases; a follow-up that repeats paragraphs of background rarely has as much.
CONTAINED = 0.35
#: Hashes that must be shared whatever the containment: a short text proves little.
LEAST_SHARED = 4

_WORD = re.compile(r"\w+")
_BITS = 1 << 32
#: Knuth's multiplier, 2**32 divided by the golden ratio: spreads what CRC leaves alike.
_SPREAD = 2654435761


def sketch(text: str) -> tuple[int, ...]:
    """
    Sample the 4-grams of *text*, its words folded to lower case.

    Args:
        text: The body of an article; what copies do not share (menus, captions) is best left out.

    Returns:
        Distinct hashes of 32 bits, in order.
    """
    words = [word.encode() for word in _WORD.findall(text.casefold())]
    grams = zip(*(words[n:] for n in range(GRAM)), strict=False)
    hashes = {crc32(b" ".join(gram)) * _SPREAD % _BITS for gram in grams}
    return tuple(sorted(value for value in hashes if value < _BITS // SAMPLING))


def are_near(shared: int, size: int, other: int) -> bool:
    """Tell whether two sketches of *size* and *other* hashes that share *shared* are of near copies."""
    return shared >= LEAST_SHARED and shared >= CONTAINED * min(size, other)


def groups(articles: Iterable[str], near: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """
    Group articles that are linked by near copies.

    Args:
        articles: All ids.
        near: Pairs of near copies among them, in any order.

    Returns:
        Each id with the first id of its group, in the order of the alphabet.
    """
    first = {article: article for article in articles}

    def root(article: str) -> str:
        while first[article] != article:
            first[article] = first[first[article]]
            article = first[article]
        return article

    for one, other in near:
        low, high = sorted((root(one), root(other)))
        first[high] = low
    return {article: root(article) for article in first}
