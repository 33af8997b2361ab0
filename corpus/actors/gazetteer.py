"""The registry's names, compiled so that a text is searched for all of them at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from corpus.model import MentionKind
from corpus.registry import Known, Registry
from corpus.registry.names import plain

#: Short names that are common words in small letters, and so no names where everything is in capitals.
_COMMON = frozenset(
    {"us", "who", "is", "isis", "it", "ap", "ria", "tass", "pole", "poles", "male", "the states", "congress"}
)
_SIGNS = {c: " " for c in map(chr, range(0x2100)) if not c.isalnum()}
_ACCENTS = {c: plain(c) for c in map(chr, range(0xC0, 0x250)) if len(plain(c)) == 1}
#: A word; what follows a hyphen in small letters belongs to it ("Jong-un").
_WORD = re.compile(r"\w+(?:-[^\W\d_A-Z]\w*)*")
_FOLD = str.maketrans(_SIGNS | _ACCENTS)


class Entry(NamedTuple):
    """One name of a known actor: *place* for a city, *contextual* where the actor must be named otherwise too."""

    actor: str | None
    kind: MentionKind
    name: str
    place: bool = False
    contextual: bool = False


class Match(NamedTuple):
    """A known name in a text."""

    start: int
    end: int
    entry: Entry


def fold(text: str) -> str:
    """Fold *text* to small letters without accents, every sign a space; the length stays, so offsets hold."""
    folded = text.translate(_FOLD)
    small = folded.lower()
    return small if len(small) == len(folded) else "".join(c.lower() if len(c.lower()) == 1 else c for c in folded)


class Gazetteer:
    """All names of a registry in one automaton (Aho & Corasick 1975)."""

    def __init__(self, known: Iterable[Known]) -> None:
        self.entries: dict[str, Entry] = {}
        for one in known:
            for entry in _entries(one):
                for spelling in _spellings(entry.name):
                    self.entries.setdefault(spelling, entry)
        self._patterns = list(self.entries)
        self._automaton = AhoCorasick([f" {pattern} " for pattern in self._patterns] or [" \0 "])

    def matches(self, text: str, anyhow: bool = False) -> list[Match]:
        """
        Find the known names in *text*, the longest where they overlap, in order.

        Args:
            text: The text; matches have offsets into it.
            anyhow: Take names in small letters too, as in questions.
        """
        found = [
            Match(start, end - 2, self.entries[self._patterns[index]])
            for index, start, end in self._automaton.find_matches_as_indexes(f" {fold(text)} ", overlapping=True)
        ]
        return [_trimmed(text, match) for match in _longest(m for m in found if _written(text, m, anyhow))]


def _longest(matches: Iterable[Match]) -> list[Match]:
    """Of matches that overlap keep the longest: "South Korean" before "the South"."""
    kept: list[Match] = []
    for match in sorted(matches, key=lambda match: (match.start, -match.end)):
        if kept and match.start < kept[-1].end:
            if match.end - match.start <= kept[-1].end - kept[-1].start:
                continue
            kept.pop()
        kept.append(match)
    return kept


@lru_cache(maxsize=8)
def gazetteer(registry: Registry) -> Gazetteer:
    """Compile *registry* once."""
    return Gazetteer(registry.known)


def _entries(known: Known) -> Iterator[Entry]:
    actor = known.actor
    for name in (actor.name, *actor.aliases):
        yield Entry(actor.id, MentionKind.NAME, name)
    for name in known.demonyms:
        yield Entry(actor.id, MentionKind.DEMONYM, name)
    for name in known.metonyms:
        yield Entry(actor.id, MentionKind.METONYM, name, place=name in known.places)
    for name in known.contextual:
        yield Entry(actor.id, MentionKind.NAME, name, contextual=True)


def _spellings(name: str) -> Iterator[str]:
    """Give the folded spellings of *name*: as it is, an acronym with and without stops."""
    folded = fold(name).strip()
    if folded:
        yield folded
    letters = name.replace(".", "")
    if letters.isalpha() and letters.isupper() and len(letters) <= 4:
        yield letters.lower()
        yield " ".join(letters.lower())


def _written(text: str, match: Match, anyhow: bool) -> bool:
    """Tell whether the words at *match* are written as a name is."""
    surface, name = text[match.start : match.end], match.entry.name
    if not any(c.isupper() for c in name):
        return anyhow or surface == name
    folded = fold(surface).strip()
    if anyhow:
        return folded not in _COMMON or surface == name or text[: match.start].lower().endswith("the ")
    letters = surface.replace(".", "")
    if _acronym(name):
        return (
            (letters.isupper() and folded not in _COMMON) or surface == name or (len(letters) > 3 and letters.istitle())
        )
    if surface.isupper() and len(surface) > 3:
        return True
    if name.count(" ") > 1 and surface[0].isupper():
        return True  # "Korean central news agency"
    return all(
        word[0].isupper()
        for word, want in zip(_WORD.findall(surface), _WORD.findall(name), strict=False)
        if want[0].isupper()
    )


def _acronym(name: str) -> bool:
    letters = name.replace(".", "")
    return len(letters) <= 5 and letters.isupper()


def _trimmed(text: str, match: Match) -> Match:
    """Leave a leading article out of a match, and take the last stop of a dotted acronym into it: ``U.S.``."""
    surface = text[match.start : match.end]
    if surface[:4].lower() == "the ":
        return match._replace(start=match.start + 4)
    if "." in surface and len(surface) <= 7 and text[match.end : match.end + 1] == ".":
        return match._replace(end=match.end + 1)
    return match
