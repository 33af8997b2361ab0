"""Names that are nearly those typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

#: Names shorter than this are not corrected: half the short words of English are one letter apart.
_LEAST = 5


def distance(one: str, other: str, most: int) -> int:
    """
    Count the edits (insert, delete, replace, swap of neighbours) between two words; *most* + 1 where there are more.

    References:
        Damerau (1964), A technique for computer detection and correction of spelling errors, CACM 7(3).
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, b in enumerate(other, 1):
            cost = min(row[j - 1] + 1, before[j] + 1, before[j - 1] + (a != b))
            if last and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


def allowed(word: str) -> int:
    """Give how many edits a word of this length may be off: none below 5 letters, one below 8, else two."""
    return 0 if len(word) < _LEAST else 1 if len(word) < 8 else 2


def near(word: str, candidates: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Give the *candidates* that *word* may be a misspelling of, with their distances; the first letters agree."""
    most = allowed(word)
    for candidate in candidates:
        if most and candidate[:1] == word[:1] and (edits := distance(word, candidate, most)) <= most:
            yield edits, candidate
