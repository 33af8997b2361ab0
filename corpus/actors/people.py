"""Spellings of one person's name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from corpus.model import ActorKind
from corpus.registry import Registry, key


def parts(name: str) -> list[str]:
    """Split a name into folded parts: ``Kim Jong-un`` → ``kim``, ``jong``, ``un``."""
    return [folded for part in name.replace("-", " ").split() if (folded := key(part))]


def variants(name: str) -> tuple[str, str]:
    """Give keys under which spellings agree: without hyphens and spaces, and without the order of the parts."""
    return key(name), " ".join(sorted(parts(name)))


def same(one: str, other: str) -> bool:
    """
    Tell whether two names of several words are one person's.

    They are where one ends in the other ("Suu Kyi", "Aung San Suu Kyi"), or where one only has more middle names or
    initials ("George Bush", "George W. Bush").
    """
    short, long = sorted((parts(one), parts(other)), key=len)
    if len(short) < 2 or len(short) == len(long):
        return short == long
    return long[-len(short) :] == short or (
        short[0] == long[0] and short[-1] == long[-1] and _within(short[1:-1], long[1:-1])
    )


@lru_cache(maxsize=8)
def shared_surnames(registry: Registry) -> frozenset[str]:
    """Give the surnames, folded, that several people of the registry bear, first or last in their names."""
    people = (known.actor.name.split() for known in registry.known if known.actor.kind is ActorKind.PERSON)
    borne = Counter(key(part) for words in people for part in {words[0], words[-1]})
    return frozenset(surname for surname, count in borne.items() if count > 1)


def _within(few: Sequence[str], many: Sequence[str]) -> bool:
    rest = iter(many)
    return all(any(part == other for other in rest) for part in few)
