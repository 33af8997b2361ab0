"""Near-duplicate detection: sampled hashes of word 4-grams, their containment, and groups of near-duplicates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from zlib import crc32

#: Words per gram: three are often shared by chance, five rarely survive editing.
GRAM_WORDS = 4
#: One of this many hashes is sampled.
SAMPLING_INTERVAL = 4
#: Containment from which two articles have the same origin: a copy without a third of its sentences and a twelfth of
#: its words has at least .39 in 99 of 100 cases; a follow-up that repeats background paragraphs rarely has as much.
MIN_CONTAINMENT = 0.35
#: Minimum number of shared hashes whatever the containment, as a short text proves little.
MIN_SHARED_HASHES = 4
#: Share of the larger article from which a link is mutual. Edited copies of one report share as much; a brief is hardly
#: that much of a report.
MIN_MUTUAL_SHARE = 0.3
#: Maximum number of articles of one publisher that hold a hash, unless it is of standing text: a paragraph or a box at
#: the end of many articles, a stock phrase. An outlet rarely has more versions of one report.
MAX_HOLDERS = 6
#: Shared hashes from which two articles are near-duplicates by standing text alone, some 160 words: a wire report that
#: one outlet has many times, or that many articles of unknown outlets have, is longer than paragraphs that stand.
MIN_STANDING_HASHES = 40
#: Share of the larger article from which two are near-duplicates by standing text alone, however short they are.
MIN_STANDING_SHARE = 0.9

_WORD = re.compile(r"\w+")
_HASH_SPACE = 1 << 32
#: Knuth's multiplier, 2**32 divided by the golden ratio; it spreads similar CRC values.
_HASH_MULTIPLIER = 2654435761

#: Name of an article in groups: 0 for a shared one that a server sees, 1 for one of the scope itself; its key.
GroupMember = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Sketch:
    """
    The sampled hashes of an article.

    Attributes:
        own: Those that are not of standing text.
        standing: Those of standing text.
    """

    own: frozenset[int]
    standing: frozenset[int] = frozenset()

    def __len__(self) -> int:
        return len(self.own) + len(self.standing)


@dataclass(frozen=True, slots=True)
class CopyLink:
    """
    Two near-duplicates.

    Attributes:
        part: The article that has less text of its own.
        whole: The other.
        shared: Number of hashes that they share.
        is_mutual: Whether they share enough of the larger too. If not, the part may be a brief that other articles
            contain as well.
    """

    part: GroupMember
    whole: GroupMember
    shared: int
    is_mutual: bool


def compute_sketch(text: str) -> tuple[int, ...]:
    """
    Sample the 4-grams of *text*, its words folded to lower case.

    Args:
        text: The body of an article, without parts that copies don't share (menus, captions).

    Returns:
        Distinct 32-bit hashes, in ascending order.
    """
    words = [word.encode() for word in _WORD.findall(text.casefold())]
    grams = zip(*(words[n:] for n in range(GRAM_WORDS)), strict=False)
    hashes = {crc32(b" ".join(gram)) * _HASH_MULTIPLIER % _HASH_SPACE for gram in grams}
    return tuple(sorted(value for value in hashes if value < _HASH_SPACE // SAMPLING_INTERVAL))


def is_near_copy(shared: int, size: int, other_size: int) -> bool:
    """Return whether sketches of *size* and *other_size* hashes that share *shared* hashes are near-duplicates."""
    return shared >= MIN_SHARED_HASHES and shared >= MIN_CONTAINMENT * min(size, other_size)


def compare_sketches(one: Sketch, other: Sketch) -> tuple[int, bool] | None:
    """
    Return what makes two articles near-duplicates, or None if they aren't.

    They are if they share enough of what is not standing text, or so much of all that it can't be standing text alone.

    Returns:
        The number of shared hashes, and whether they are a large share of the larger article too.
    """
    shared = len(one.own & other.own)
    if is_near_copy(shared, len(one.own), len(other.own)):
        return shared, shared >= MIN_MUTUAL_SHARE * max(len(one.own), len(other.own))
    standing, larger = len(one.standing & other.standing), max(len(one), len(other))
    is_almost_all = shared + standing >= max(MIN_STANDING_SHARE * larger, MIN_SHARED_HASHES)
    if is_almost_all or standing >= max(MIN_STANDING_HASHES, MIN_CONTAINMENT * larger):
        return shared + standing, True
    return None


def may_be_copy_by_standing_text(sketch: Sketch) -> bool:
    """Return whether *sketch* may be a near-duplicate of one that shares fewer than the minimum of its own hashes."""
    return len(sketch.standing) > min(MIN_STANDING_HASHES, MIN_STANDING_SHARE * len(sketch)) - MIN_SHARED_HASHES


def group_copies(articles: Iterable[GroupMember], links: Iterable[CopyLink]) -> Mapping[GroupMember, GroupMember]:
    """
    Group articles that are connected by near-duplicates.

    Mutual links connect all. Any other connects articles that are so grouped only with the one that contains most of
    them, so that a brief in two reports doesn't make one of them.

    Args:
        articles: All articles.
        links: The near-duplicates among them, in any order.

    Returns:
        For each article, the first of its group.
    """
    parents = {article: article for article in articles}

    def find_root(article: GroupMember) -> GroupMember:
        while parents[article] != article:
            parents[article] = parents[parents[article]]
            article = parents[article]
        return article

    def unite(one: GroupMember, other: GroupMember) -> None:
        low, high = sorted((find_root(one), find_root(other)))
        parents[high] = low

    one_sided = []
    for link in links:
        if link.is_mutual:
            unite(link.part, link.whole)
        else:
            one_sided.append(link)
    best = dict[GroupMember, CopyLink]()
    for link in sorted(one_sided, key=lambda one: (-one.shared, one.whole, one.part)):
        root = find_root(link.part)
        if root != find_root(link.whole):
            best.setdefault(root, link)
    for link in best.values():
        unite(link.part, link.whole)
    return {article: find_root(article) for article in parents}
