"""Names by how they begin: thousands are looked through while somebody types."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import takewhile


class Directory:
    """
    A directory of *names*.

    Args:
        names: The best first.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self._names = tuple(dict.fromkeys(names))
        folded = ((name.casefold(), number) for number, name in enumerate(self._names))
        self._words = sorted({(part, number) for name, number in folded for part in (name, *name.split())})

    def beginning(self, typed: str, limit: int) -> tuple[str, ...]:
        """Give the best names that begin like *typed*, or have a word that does, in any case of letters."""
        wanted = typed.casefold().strip()
        if not wanted:
            return self._names[:limit]
        first = bisect_left(self._words, (wanted, -1))
        found = takewhile(
            lambda pair: pair[0].startswith(wanted), (self._words[at] for at in range(first, len(self._words)))
        )
        return tuple(self._names[number] for number in sorted({number for _, number in found})[:limit])
