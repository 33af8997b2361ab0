"""Search a text for the names of actors: for all of a registry at once (Aho-Corasick), or by each run of words."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from corpus.entities.registry import Registry, RegistryEntry, normalize_name
from corpus.languages.en.abbreviations import INVISIBLE_CHARACTERS
from corpus.languages.en.vocabulary import COMMON_WORD_NAMES
from corpus.models import Actor, ActorKind, MentionKind, strip_accents
from corpus.models.mappings import PatchedDict

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


class NameMatcher(ABC):
    """Finds names in a text as they are written there; how they are looked up is left to its subclasses."""

    @abstractmethod
    def find_spellings(self, padded: str) -> Iterable[GazetteerMatch]:
        """
        Return the names in a normalized text, overlapping ones, too.

        Args:
            padded: The text with a space before and after it; the spans returned are those without these.
        """

    def find_matches(self, text: str, any_case: bool = False) -> list[GazetteerMatch]:
        """
        Return the names in *text* in order; of overlapping names, the longest.

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
        found = self.find_spellings(f" {normalize_text(text)} ")
        return [
            _trim_match(text, match)
            for match in _select_longest(m for m in found if _is_written_as_name(text, m, any_case))
        ]


class Gazetteer(NameMatcher):
    """Automaton that finds all names of a registry at once (Aho & Corasick 1975)."""

    def __init__(self, registry_entries: Iterable[RegistryEntry]) -> None:
        self.entries: dict[str, GazetteerEntry] = {}
        for registry_entry in registry_entries:
            for entry in _list_entries(registry_entry):
                for spelling in _generate_spellings(entry.name):
                    self.entries.setdefault(spelling, entry)
        self._patterns = list(self.entries)
        self._automaton = AhoCorasick([f" {pattern} " for pattern in self._patterns] or [" \0 "])

    def find_spellings(self, padded: str) -> Iterable[GazetteerMatch]:
        """Return the names in a normalized text, found all at once."""
        return [
            GazetteerMatch(start, end - 2, self.entries[self._patterns[index]])
            for index, start, end in self._automaton.find_matches_as_indexes(padded, overlapping=True)
        ]


class _Bearers:
    """
    The ids of the actors that bear each of many names; most names have one.

    Args:
        ids: A name's id, or its ids.
    """

    def __init__(self, ids: Mapping[str, str | tuple[str, ...]] | None = None) -> None:
        self._ids = PatchedDict(ids or {})

    def __copy__(self) -> _Bearers:
        other = _Bearers()
        other._ids = self._ids.copy()
        return other

    def get(self, name: str) -> tuple[str, ...]:
        found = self._ids.get(name, ())
        return (found,) if isinstance(found, str) else found

    def add(self, name: str, identity: str) -> None:
        known = self.get(name)
        if identity not in known:
            self._ids[name] = (*known, identity) if known else identity

    def remove(self, name: str, identity: str) -> None:
        left = tuple(one for one in self.get(name) if one != identity)
        if len(left) > 1:
            self._ids[name] = left
        elif left:
            self._ids[name] = left[0]
        else:
            self._ids.pop(name, None)


#: Number of words, first letter and number of letters of a name's key.
_KeyShape = tuple[int, str, int]


class NameIndex(NameMatcher):
    """
    The names of the registry and of the actors of articles, looked up one by one.

    An index does not change: `update` returns another one, which costs little where few actors differ.

    Args:
        registry: The known actors.
        actors: Actors of articles, by id; one with an id of the registry only adds its aliases.

    Attributes:
        entries: All actors with their names, by id.
        article_actors: The actors of articles, by id.
    """

    def __init__(self, registry: Registry, actors: Mapping[str, Actor]) -> None:
        self._registry = registry
        self._ranks = {one.actor.id: number for number, one in enumerate(registry.entries)}
        self._merged_ids: dict[str, set[str]] = {}
        for merged in registry.merged:
            self._merged_ids.setdefault(registry.resolve_id(merged), set()).add(merged)
        self.entries: PatchedDict[str, RegistryEntry] = PatchedDict()
        self.article_actors: PatchedDict[str, Actor] = PatchedDict()
        self._unnamed: PatchedDict[str, frozenset[str]] = PatchedDict()
        # The ids of those with each name or alias, with each demonym or metonym, with each first or last word.
        self._ids_by_name, self._ids_by_byname, self._ids_by_surname = _Bearers(), _Bearers(), _Bearers()
        self._ids_by_spelling, self._longest_spelling = _Bearers(), 0
        self._keys_by_shape: PatchedDict[_KeyShape, set[str]] = PatchedDict()
        self._own_shapes: set[_KeyShape] = set()
        for identity in self._ranks:
            self._replace_entry(identity)
        self._apply(actors)

    def update(self, changes: Mapping[str, Actor | None]) -> NameIndex:
        """
        Return the index with other actors of articles.

        Args:
            changes: The actors that are new or have changed, by id; None for those that no article names any more.
        """
        return copy(self)._apply(changes)  # noqa: SLF001  # of the same class

    def __copy__(self) -> NameIndex:
        other = object.__new__(NameIndex)
        other.__dict__.update(
            self.__dict__,
            entries=self.entries.copy(),
            article_actors=self.article_actors.copy(),
            _unnamed=self._unnamed.copy(),
            _ids_by_name=copy(self._ids_by_name),
            _ids_by_byname=copy(self._ids_by_byname),
            _ids_by_surname=copy(self._ids_by_surname),
            _ids_by_spelling=copy(self._ids_by_spelling),
            _keys_by_shape=self._keys_by_shape.copy(),
            _own_shapes=set(),
        )
        return other

    def _apply(self, changes: Mapping[str, Actor | None]) -> NameIndex:
        touched = dict.fromkeys(changes)
        for identity, actor in changes.items():
            before = self.article_actors.pop(identity, None)
            if actor is not None:
                self.article_actors[identity] = actor
            for one, is_present in ((before, False), (actor, True)):
                if one is not None and one.kind is ActorKind.ANONYMOUS and one.part_of is not None:
                    group = self._unnamed.get(one.part_of, frozenset())
                    touched |= dict.fromkeys(group if len(group) == 1 else ())  # named only while it is alone
                    group = group | {identity} if is_present else group - {identity}
                    self._unnamed[one.part_of] = group
                    touched |= dict.fromkeys(group if len(group) == 1 else ())
        for identity in dict.fromkeys(map(self._registry.resolve_id, touched)):
            self._replace_entry(identity)
        return self

    def _replace_entry(self, identity: str) -> None:
        before, entry = self.entries.get(identity), self._build_entry(identity)
        if entry == before:
            return
        if before is not None:
            for spelling in _list_spellings(before):
                self._ids_by_spelling.remove(spelling, identity)
            for bearers, name in self._list_indexed(before):
                bearers.remove(normalize_name(name), identity)
        if entry is None:
            del self.entries[identity]
            return
        self.entries[identity] = entry
        for spelling in _list_spellings(entry):
            self._ids_by_spelling.add(spelling, identity)
            self._longest_spelling = max(self._longest_spelling, len(spelling))
        for bearers, name in self._list_indexed(entry):
            key = normalize_name(name)
            bearers.add(key, identity)
            self._add_shape(key, len(name.split()))

    def _list_indexed(self, entry: RegistryEntry) -> Iterator[tuple[_Bearers, str]]:
        """Yield the names of an actor, each with the index that it belongs to."""
        yield from ((self._ids_by_name, name) for name in _list_names(entry))
        yield from ((self._ids_by_byname, name) for name in (*entry.demonyms, *entry.metonyms))
        words = entry.actor.name.split()
        if entry.actor.kind is ActorKind.PERSON and len(words) > 1:
            ends = (words[0], words[-1])
            yield from ((self._ids_by_surname, part) for part in ends if len(normalize_name(part)) > 2)

    def _add_shape(self, key: str, length: int) -> None:
        """Index *key* for misspellings; it stays when its actor goes, as `is_name` looks again."""
        shape = length, key[:1], len(key)
        if shape not in self._own_shapes:  # else the set is that of another index, which does not change
            self._own_shapes.add(shape)
            self._keys_by_shape[shape] = set(self._keys_by_shape.get(shape, ()))
        self._keys_by_shape[shape].add(key)

    def _build_entry(self, identity: str) -> RegistryEntry | None:
        """Return the entry of an actor, from the registry and the actors of articles that are the same; or None."""
        entry = self._registry.by_id.get(identity)
        for actor in self._list_article_actors(identity):
            entry = _merge_actor(self._registry, entry, actor)
        return entry

    def _list_article_actors(self, identity: str) -> list[Actor]:
        ids = sorted({identity, *self._merged_ids[identity]}) if identity in self._merged_ids else (identity,)
        actors = (self.article_actors[one] for one in ids if one in self.article_actors)
        return [one for one in actors if self._is_nameable(one)]

    def _is_nameable(self, actor: Actor) -> bool:
        if actor.kind is ActorKind.PLACE:
            return False  # in a question, a place is a word among others
        if actor.kind is not ActorKind.ANONYMOUS:
            return True
        # "an official" is a different person in each article
        return actor.part_of is not None and len(self._unnamed[actor.part_of]) == 1

    def list_office_holders(self) -> tuple[RegistryEntry, ...]:
        """Return the entries with an office."""
        return tuple(entry for identity in self._ranks if (entry := self.entries[identity]).offices)

    def look_up(self, key: str) -> tuple[bool, str | None]:
        """Return whether *key*, a normalized name, is known, and whose it is; None if several actors have it."""
        if self._is_shared(key):
            return True, None
        surnamed = self._ids_by_surname.get(key)
        if len(surnamed) == 1:
            return True, surnamed[0]
        named = (*self._ids_by_name.get(key), *self._ids_by_byname.get(key))
        return bool(named), min(named, key=self._rank, default=None)

    def is_name(self, key: str, length: int) -> bool:
        """Return whether *key* is that of a name of *length* words which one actor has."""
        if self.look_up(key)[1] is None:
            return False
        if length == 1 and len(self._ids_by_surname.get(key)) == 1:
            return True
        bearers = (self.entries[one] for one in (*self._ids_by_name.get(key), *self._ids_by_byname.get(key)))
        names = (name for one in bearers for name in (*_list_names(one), *one.demonyms, *one.metonyms))
        return any(len(name.split()) == length and normalize_name(name) == key for name in names)

    def list_alike(self, key: str, length: int, max_edits: int) -> Iterator[str]:
        """Yield keys of names of *length* words with the first letter of *key* and about as many letters."""
        for letters in range(len(key) - max_edits, len(key) + max_edits + 1):
            yield from self._keys_by_shape.get((length, key[:1], letters), ())

    def _is_shared(self, key: str) -> bool:
        """Return whether *key* is that of a name or alias of several actors."""
        return len(self._ids_by_name.get(key)) > 1

    def _rank(self, identity: str) -> tuple[int, str]:
        """Return a sort key: actors of the registry, then the others by the first id that articles have of them."""
        position = self._ranks.get(identity)
        return (len(self._ranks), self._list_article_actors(identity)[0].id) if position is None else (position, "")

    def find_spellings(self, padded: str) -> Iterator[GazetteerMatch]:
        """Yield the names in a normalized text: each run of words is looked up, if a name is as long."""
        spaces = [at for at, letter in enumerate(padded) if letter == " "]
        for number, start in enumerate(spaces):
            for end in islice(spaces, number + 1, None):
                if end - start > self._longest_spelling + 1:
                    break
                entry = self._find_entry(padded[start + 1 : end])
                if entry is not None:
                    yield GazetteerMatch(start, end - 1, entry)

    def _find_entry(self, spelling: str) -> GazetteerEntry | None:
        for identity in sorted(self._ids_by_spelling.get(spelling), key=self._rank):
            for one in _list_entries(self._drop_shared_aliases(self.entries[identity])):
                if spelling in _generate_spellings(one.name):
                    return one
        return None

    def _drop_shared_aliases(self, entry: RegistryEntry) -> RegistryEntry:
        """Return an entry without shared aliases and without contextual names that lack "the"; the full name stays."""
        aliases = tuple(alias for alias in entry.actor.aliases if not self._is_shared(normalize_name(alias)))
        directions = tuple(name for name in entry.contextual if name.startswith("the "))
        return replace(entry, actor=replace(entry.actor, aliases=aliases), contextual=directions)


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


def _merge_actor(registry: Registry, existing: RegistryEntry | None, actor: Actor) -> RegistryEntry:
    """Return the entry with the names of an actor of articles."""
    aliases = actor.aliases
    if registry.excluded_names:
        aliases = tuple(name for name in aliases if (actor.id, normalize_name(name)) not in registry.excluded_names)
    if actor.kind is ActorKind.DOCUMENT:  # "the pact" names a treaty within one article only
        aliases = tuple(alias for alias in aliases if not alias.islower())
    if existing is None:
        identity = registry.resolve_id(actor.id)
        is_same = (identity, aliases) == (actor.id, actor.aliases)
        return RegistryEntry(actor if is_same else replace(actor, id=identity, aliases=aliases))
    taken_names = {normalize_name(n) for n in (*existing.demonyms, *existing.metonyms, *existing.contextual)}
    new_names = (a for a in (actor.name, *aliases) if a != existing.actor.name and normalize_name(a) not in taken_names)
    aliases = tuple(dict.fromkeys((*existing.actor.aliases, *new_names)))
    return replace(existing, actor=replace(existing.actor, aliases=aliases))


def _list_spellings(entry: RegistryEntry) -> set[str]:
    return {spelling for one in _list_entries(entry) for spelling in _generate_spellings(one.name)}


def _list_names(entry: RegistryEntry) -> tuple[str, ...]:
    return (entry.actor.name, *entry.actor.aliases)


def _list_entries(registry_entry: RegistryEntry) -> Iterator[GazetteerEntry]:
    """Yield the names of an actor: in full, aliases, demonyms, metonyms, contextual ones."""
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
