"""The values of the registry: whom Dateline knows before it reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType

from corpus.model import Actor, ActorKind


@dataclass(frozen=True, slots=True)
class Office:
    """
    A post that somebody holds or held.

    Attributes:
        title: What the holder is called, lower case ("president", "secretary general").
        of: Id of the state or organisation.
        since: ISO value of the first day, or None where it is not known.
        until: ISO value of the last day, or None while it lasts.
    """

    title: str
    of: str
    since: str | None = None
    until: str | None = None

    def held(self, day: str | None) -> bool:
        """Tell whether it was held on *day*, an ISO value; without a day, whether it still is."""
        if day is None:
            return self.until is None
        return (self.since or "") <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Known:
    """
    An actor of the registry and the words that name it.

    Attributes:
        actor: The actor; its aliases name it anywhere.
        demonyms: Adjectives and people of a state or group ("North Korean").
        metonyms: Capitals, palaces and buildings that stand for it ("Seoul", "Kremlin").
        places: Those of *metonyms* that are cities, where people also simply are.
        contextual: Names that hold only where the actor is also named otherwise ("the North").
        offices: Posts that a person holds.
    """

    actor: Actor
    demonyms: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    contextual: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()


@dataclass(frozen=True, eq=False)
class Registry:
    """
    The known actors; one value for a whole run, equal only to itself.

    Attributes:
        known: The actors, each id once.
        merged: Id → id it was merged into, for ids that are found in texts.
        apart: Pairs of an actor's id and a folded name that is somebody else's, by a curator's word.
    """

    known: tuple[Known, ...] = ()
    merged: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    apart: frozenset[tuple[str, str]] = frozenset()

    @cached_property
    def by_id(self) -> Mapping[str, Known]:
        """The known actors by their ids."""
        return MappingProxyType({known.actor.id: known for known in self.known})

    def get(self, key: str) -> Actor | None:
        """Give the actor *key*, or None."""
        known = self.by_id.get(key)
        return known.actor if known else None

    def final(self, key: str) -> str:
        """Give the id under which *key* goes after all mergers."""
        seen = {key}
        while (key := self.merged.get(key, key)) not in seen:
            seen.add(key)
        return key

    def without_people(self) -> Registry:
        """Give the same registry with no person in it, to measure what is discovered."""
        return replace(self, known=tuple(k for k in self.known if k.actor.kind is not ActorKind.PERSON))
