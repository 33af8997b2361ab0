"""Search a text for all names of the registry at once (Aho-Corasick)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from corpus.entities.registry import Registry, RegistryEntry
from corpus.languages.en.abbreviations import INVISIBLE_CHARACTERS
from corpus.languages.en.vocabulary import COMMON_WORD_NAMES
from corpus.models import MentionKind, strip_accents

_SIGNS_TO_SPACES = {c: " " for c in map(chr, range(0x2100)) if not c.isalnum()}
_ACCENTS_TO_LETTERS = {c: strip_accents(c) for c in map(chr, range(0xC0, 0x250)) if len(strip_accents(c)) == 1}
#: A word, including lower-case parts after a hyphen ("Jong-un").
_NAME_WORD = re.compile(r"\w+(?:-[^\W\d_A-Z]\w*)*")
_NORMALIZATION_TABLE = str.maketrans(_SIGNS_TO_SPACES | _ACCENTS_TO_LETTERS)


_INVISIBLE = re.compile(f"[{INVISIBLE_CHARACTERS}]")


class GazetteerEntry(NamedTuple):
    """A name of a registry actor; *place* marks a city, *contextual* a name that needs another name of its actor."""

    actor: str | None
    kind: MentionKind
    name: str
    place: bool = False
    contextual: bool = False


class GazetteerMatch(NamedTuple):
    """A registry name found in a text, and its span."""

    start: int
    end: int
    entry: GazetteerEntry


def normalize_text(text: str) -> str:
    """Return *text* in lower case, without accents, signs as spaces; the length stays, so offsets remain valid."""
    folded = text.translate(_NORMALIZATION_TABLE)
    lowered = folded.lower()
    return lowered if len(lowered) == len(folded) else "".join(c.lower() if len(c.lower()) == 1 else c for c in folded)


class Gazetteer:
    """Automaton that finds all names of a registry at once (Aho & Corasick 1975)."""

    def __init__(self, registry_entries: Iterable[RegistryEntry]) -> None:
        self.entries: dict[str, GazetteerEntry] = {}
        for registry_entry in registry_entries:
            for entry in _list_entries(registry_entry):
                for spelling in _generate_spellings(entry.name):
                    self.entries.setdefault(spelling, entry)
        self._patterns = list(self.entries)
        self._automaton = AhoCorasick([f" {pattern} " for pattern in self._patterns] or [" \0 "])

    def find_matches(self, text: str, any_case: bool = False) -> list[GazetteerMatch]:
        """
        Return the registry names in *text* in order; of overlapping names, the longest.

        Args:
            text: The text to search; matches have offsets into it.
            any_case: Whether to accept names in lower case too, as in questions.
        """
        if _INVISIBLE.search(text):
            visible, offsets = _strip_invisible(text)
            return [
                match._replace(start=offsets[match.start], end=offsets[match.end - 1] + 1)
                for match in self.find_matches(visible, any_case)
            ]
        found = [
            GazetteerMatch(start, end - 2, self.entries[self._patterns[index]])
            for index, start, end in self._automaton.find_matches_as_indexes(
                f" {normalize_text(text)} ", overlapping=True
            )
        ]
        return [
            _trim_match(text, match)
            for match in _select_longest(m for m in found if _is_written_as_name(text, m, any_case))
        ]


def _strip_invisible(text: str) -> tuple[str, list[int]]:
    """Return *text* without soft hyphens and zero-width characters, and the offset in it of each character left."""
    offsets = [at for at, letter in enumerate(text) if letter not in INVISIBLE_CHARACTERS]
    return "".join(text[at] for at in offsets), offsets


def _select_longest(matches: Iterable[GazetteerMatch]) -> list[GazetteerMatch]:
    """Return the longest of overlapping matches: "South Korean" rather than "the South"."""
    longest: list[GazetteerMatch] = []
    for match in sorted(matches, key=lambda match: (match.start, -match.end)):
        if longest and match.start < longest[-1].end:
            if match.end - match.start <= longest[-1].end - longest[-1].start:
                continue
            longest.pop()
        longest.append(match)
    return longest


@lru_cache(maxsize=8)
def compile_gazetteer(registry: Registry) -> Gazetteer:
    """Return the gazetteer of *registry*, cached."""
    return Gazetteer(registry.entries)


def _list_entries(registry_entry: RegistryEntry) -> Iterator[GazetteerEntry]:
    actor = registry_entry.actor
    for name in (actor.name, *actor.aliases):
        yield GazetteerEntry(actor.id, MentionKind.NAME, name)
    for name in registry_entry.demonyms:
        yield GazetteerEntry(actor.id, MentionKind.DEMONYM, name)
    for name in registry_entry.metonyms:
        yield GazetteerEntry(actor.id, MentionKind.METONYM, name, place=name in registry_entry.places)
    for name in registry_entry.contextual:
        yield GazetteerEntry(actor.id, MentionKind.NAME, name, contextual=True)


def _generate_spellings(name: str) -> Iterator[str]:
    """Yield the normalized spellings of *name*; of an acronym, with and without full stops."""
    folded = normalize_text(name).strip()
    if folded:
        yield folded
    letters = name.replace(".", "")
    if letters.isalpha() and letters.isupper() and len(letters) <= 4:
        yield letters.lower()
        yield " ".join(letters.lower())


def _is_written_as_name(text: str, match: GazetteerMatch, any_case: bool) -> bool:
    """Return whether the words at *match* are capitalized as its name requires."""
    surface, name = text[match.start : match.end], match.entry.name
    if not any(c.isupper() for c in name):
        return any_case or surface == name
    folded = normalize_text(surface).strip()
    if any_case:
        return folded not in COMMON_WORD_NAMES or surface == name or text[: match.start].lower().endswith("the ")
    letters = surface.replace(".", "")
    if _is_acronym(name):
        return (
            (letters.isupper() and folded not in COMMON_WORD_NAMES)
            or surface == name
            or (len(letters) > 3 and letters.istitle())
        )
    if surface.isupper() and len(surface) > 3:
        return True
    if name.count(" ") > 1 and surface[0].isupper():
        return True  # the rest of a long name may be in lower case: "Korean central news agency"
    return all(
        word[0].isupper()
        for word, want in zip(_NAME_WORD.findall(surface), _NAME_WORD.findall(name), strict=False)
        if want[0].isupper()
    )


def _is_acronym(name: str) -> bool:
    letters = name.replace(".", "")
    return len(letters) <= 5 and letters.isupper()


def _trim_match(text: str, match: GazetteerMatch) -> GazetteerMatch:
    """Return a match without its leading article and with the last full stop of a dotted acronym: ``U.S.``."""
    surface = text[match.start : match.end]
    if surface[:4].lower() == "the ":
        return match._replace(start=match.start + 4)
    if "." in surface and len(surface) <= 7 and text[match.end : match.end + 1] == ".":
        return match._replace(end=match.end + 1)
    return match
