"""The names that a question may use: those of the registry and those that articles brought."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType

from corpus.actors.descriptions import described
from corpus.actors.gazetteer import Gazetteer
from corpus.actors.neighbours import Neighbours
from corpus.actors.spelling import near
from corpus.actors.vocabulary import ordinary
from corpus.actors.words import CALENDAR, COMMON, TITLE_WORDS
from corpus.model import Actor, ActorKind, Mention, MentionKind
from corpus.registry import Known, Registry, key

_WORD = re.compile(r"\w+(?:[-’']\w+)*")
#: A further name after a surname: a capital, or an inner hyphen.
_GOES_ON = re.compile(r" (?:[A-Z]\w*(?:-\w+)?(?<![A-Z]{2})|\w+-\w+)\b")
_POSSESSIVE = re.compile(r"['’]s$")
#: A name is corrected as a whole of at most so many words.
_LONGEST = 4


class Lexicon:
    """
    Finds actors in questions, in whatever case they are typed and with small misspellings.

    Attributes:
        actors: Every actor it knows, by id.
    """

    def __init__(self, registry: Registry, actors: Iterable[Actor] = ()) -> None:
        """
        Join *registry* and *actors*.

        Args:
            registry: The known actors.
            actors: Those that articles brought; one with an id of the registry only adds its aliases.
        """
        actors = tuple(actors)
        known = _joined(registry, actors)
        self._known = {one.actor.id: one for one in known}
        self._holders = tuple(one for one in known if one.offices)
        self.actors: Mapping[str, Actor] = MappingProxyType({one.actor.id: one.actor for one in known})
        self._present = frozenset(actor.id for actor in actors)
        bearers = _bearers(known)
        self._open = {name for name, ids in bearers.items() if len(ids) > 1}
        self._gazetteer = Gazetteer([_unambiguous(one, self._open) for one in known])
        surnames = {name: next(iter(ids)) for name, ids in _surnames(known).items() if len(ids) == 1}
        self._keys = _by_key(known, self._open) | {k: v for k, v in surnames.items() if k not in self._open}
        self._spelt = _by_length_and_letter(known, surnames, self._keys)

    def actor(self, identity: str) -> Actor | None:
        """Give the actor with this id, or None."""
        return self.actors.get(identity)

    def nearest(self, name: str, limit: int = 3) -> tuple[str, ...]:
        """
        Give the actors whose names look most like *name*, best first.

        Args:
            name: A name that nobody bears.
            limit: Most names to give; names that are not alike are left out.
        """
        return self._neighbours.nearest(name, limit)

    @cached_property
    def _neighbours(self) -> Neighbours:
        return Neighbours(self.actors.values())

    def spot(self, text: str, day: str | None = None) -> tuple[Mention, ...]:
        """
        Find actors in a question.

        Args:
            text: The question.
            day: ISO value of the day that it asks of: whoever held an office then is meant; without one, the latest.

        Returns:
            Mentions in order, not overlapping; one without an actor where a name is borne by several.
        """
        found = self._exact(text)
        found += self._loose(text, found)
        found = described(text, found, self._known, self._holders, self._present, day)
        return tuple(sorted(found, key=lambda mention: mention.start))

    def _exact(self, text: str) -> list[Mention]:
        return [
            Mention(m.start, m.end, text[m.start : m.end], m.entry.actor, m.entry.kind)
            for m in self._gazetteer.matches(text, anyhow=True)
            if not self._goes_on(text, m.start, m.end, m.entry.actor)
        ]

    def _goes_on(self, text: str, start: int, end: int, identity: str | None) -> bool:
        """Tell whether a person's bare surname is only the first word of somebody else's name ("Kim Chol-su")."""
        actor = self.actors.get(identity or "")
        if actor is None or actor.kind is not ActorKind.PERSON or " " in text[start:end]:
            return False
        return bool(_GOES_ON.match(text, end))

    def _loose(self, text: str, taken: Iterable[Mention]) -> list[Mention]:
        """Find names written as one word, bare surnames, names left open, and misspellings; longest first."""
        spans = [(m.start, m.end) for m in taken]
        words = [m for m in _WORD.finditer(text) if not any(m.start() < e and s < m.end() for s, e in spans)]
        found: list[Mention] = []
        for first, last in _windows(words, text):
            start = words[first].start()
            surface = _POSSESSIVE.sub("", text[start : words[last - 1].end()])
            end = start + len(surface)
            if any(m.start < end and start < m.end for m in found):
                continue
            known, identity = self._identify(surface, last - first)
            if known and not self._goes_on(text, start, end, identity):
                found.append(Mention(start, end, surface, identity, MentionKind.NAME))
        return found

    def _identify(self, surface: str, length: int) -> tuple[bool, str | None]:
        if length == 1 and surface.lower() in COMMON | CALENDAR | TITLE_WORDS:
            return False, None
        wanted = key(surface)
        if wanted in self._keys:
            return True, self._keys[wanted]
        if wanted in self._open:
            return True, None
        if length == 1 and surface.islower() and (len(surface) < 6 or ordinary(surface)):
            return False, None
        best = sorted(near(wanted, self._spelt.get((length, wanted[:1]), ())))
        ids = {self._keys[name] for edits, name in best if edits == best[0][0]}
        return (True, next(iter(ids))) if len(ids) == 1 else (False, None)


def _joined(registry: Registry, actors: Collection[Actor]) -> tuple[Known, ...]:
    known = dict(registry.by_id)
    unnamed = Counter(one.part_of for one in actors if one.kind is ActorKind.ANONYMOUS)
    for one in actors:
        if one.kind is ActorKind.ANONYMOUS and (one.part_of is None or unnamed[one.part_of] > 1):
            continue  # "an official" is somebody else in each article
        aliases = tuple(alias for alias in one.aliases if (one.id, key(alias)) not in registry.apart)
        if one.kind is ActorKind.DOCUMENT:  # "the pact" names a treaty within one article only
            aliases = tuple(alias for alias in aliases if not alias.islower())
        actor = replace(one, id=registry.final(one.id), aliases=aliases)
        held = known.get(actor.id)
        if held is None:
            known[actor.id] = Known(actor)
            continue
        taken = {key(n) for n in (*held.demonyms, *held.metonyms, *held.contextual)}
        fresh = (a for a in (actor.name, *actor.aliases) if a != held.actor.name and key(a) not in taken)
        aliases = tuple(dict.fromkeys((*held.actor.aliases, *fresh)))
        known[actor.id] = replace(held, actor=replace(held.actor, aliases=aliases))
    return tuple(known.values())


def _bearers(known: Iterable[Known]) -> Mapping[str, set[str]]:
    bearers: dict[str, set[str]] = defaultdict(set)
    for one in known:
        for name in _called(one):
            bearers[key(name)].add(one.actor.id)
    return bearers


def _surnames(known: Iterable[Known]) -> Mapping[str, set[str]]:
    """Give the first and last parts of people's names, and who bears them."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for one in known:
        words = one.actor.name.split()
        if one.actor.kind is ActorKind.PERSON and len(words) > 1:
            for part in (words[0], words[-1]):
                if len(key(part)) > 2:
                    bearers[key(part)].add(one.actor.id)
    return bearers


def _unambiguous(known: Known, shared: set[str]) -> Known:
    """Leave out aliases that several actors bear, and bare directions; the full name stays."""
    aliases = tuple(alias for alias in known.actor.aliases if key(alias) not in shared)
    directions = tuple(name for name in known.contextual if name.startswith("the "))
    return replace(known, actor=replace(known.actor, aliases=aliases), contextual=directions)


def _by_key(known: Iterable[Known], shared: set[str]) -> dict[str, str]:
    keys: dict[str, str] = {}
    for one in known:
        for name in (*_called(one), *one.demonyms, *one.metonyms):
            if key(name) not in shared:
                keys.setdefault(key(name), one.actor.id)
    return keys


def _by_length_and_letter(
    known: Iterable[Known], surnames: Iterable[str], keys: Collection[str]
) -> Mapping[tuple[int, str], set[str]]:
    """Give the keys of the names of so many words that begin with a letter: a misspelling keeps both."""
    found: dict[tuple[int, str], set[str]] = defaultdict(set)
    names = [(len(n.split()), key(n)) for one in known for n in (*_called(one), *one.demonyms, *one.metonyms)]
    for length, folded in (*names, *((1, surname) for surname in surnames)):
        if folded in keys:
            found[length, folded[:1]].add(folded)
    return found


def _called(known: Known) -> tuple[str, ...]:
    return (known.actor.name, *known.actor.aliases)


def _windows(words: list[re.Match[str]], text: str) -> Iterator[tuple[int, int]]:
    """Give runs of neighbouring words, longest first."""
    for length in range(min(_LONGEST, len(words)), 0, -1):
        for first in range(len(words) - length + 1):
            run = words[first : first + length]
            if all(text[a.end() : b.start()] in {" ", "-"} for a, b in pairwise(run)):
                yield first, first + length
