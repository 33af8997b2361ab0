"""Names to actors, by the light of the whole article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from corpus.actors.model import Label, Name
from corpus.model import Actor, ActorKind, MentionKind
from corpus.registry import Registry, key, slug

_KINDS = {Label.PERSON: ActorKind.PERSON, Label.ORGANISATION: ActorKind.ORGANISATION}
#: A surname alone is taken for the one bearer named so many sentences before, where several bear it.
_NEAR = 2


@dataclass(slots=True)
class Found:
    """An actor as it grows while an article is read: its spellings in order, its description."""

    actor: Actor
    spellings: list[str] = field(default_factory=list)
    named_in: list[int] = field(default_factory=list)

    def finished(self) -> Actor:
        """Give the actor with the spellings that were read as its aliases."""
        names = dict.fromkeys((*self.actor.aliases, *self.spellings))
        names.pop(self.actor.name, None)
        return replace(self.actor, aliases=tuple(names))


def linked(names: Sequence[Name], registry: Registry) -> tuple[list[Name], dict[str, Found]]:
    """
    Give every name its actor, or None where it was left open, and the actors found.

    Full names first, wherever in the article they stand; then what is short: surnames, acronyms, contextual names.
    """
    cast = _Cast(registry)
    order = sorted(range(len(names)), key=lambda at: (_rank(names[at]), names[at].start))
    result = list(names)
    for at in order:
        who = cast.who(names[at])
        shared = who is None and key(names[at].text) in cast.people
        result[at] = replace(names[at], actor=who, label=Label.PERSON if shared else names[at].label)
    return result, cast.found


def _rank(name: Name) -> int:
    if name.contextual:
        return 3
    if name.actor is not None:
        return 0
    return 1 if " " in name.text or name.label is Label.ORGANISATION else 2


class _Cast:
    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.found: dict[str, Found] = {}
        self.people: dict[str, list[str]] = {}
        self.keys: dict[str, str] = {}

    def who(self, name: Name) -> str | None:
        if name.label is Label.PLACE:
            return name.actor
        if name.actor is not None:
            return self._registered(name)
        if name.label is Label.PERSON or (name.label is Label.OTHER and " " not in name.text):
            return self._person(name)
        if name.label is Label.ORGANISATION:
            return self._organisation(name)
        return None

    def _registered(self, name: Name) -> str | None:
        assert name.actor is not None  # noqa: S101 - the caller's condition, for the type checker
        identity = self.registry.final(name.actor)
        if name.contextual and identity not in self.found:
            return None
        actor = self.registry.get(identity)
        if actor is None:
            return None
        self._note(identity, actor, name, spelled=name.kind is MentionKind.NAME and not name.contextual)
        return identity

    def _note(self, identity: str, actor: Actor, name: Name, spelled: bool = True) -> None:
        found = self.found.setdefault(identity, Found(actor))
        found.named_in.append(name.sentence)
        if spelled:
            found.spellings.append(name.text)
        if actor.kind is ActorKind.PERSON:
            for part in {*name.text.split(), *actor.name.split()}:
                bearers = self.people.setdefault(key(part), [])
                if identity not in bearers:
                    bearers.append(identity)
            for variant in _variants(name.text):
                self.keys.setdefault(variant, identity)

    def _person(self, name: Name) -> str | None:
        if " " not in name.text:
            return self._surname(name)
        for variant in _variants(name.text):
            if variant in self.keys:
                identity = self.keys[variant]
                self._note(identity, self.found[identity].actor, name)
                return identity
        return self._new(name, ActorKind.PERSON)

    def _surname(self, name: Name) -> str | None:
        bearers = self.people.get(key(name.text), [])
        if len(bearers) > 1:
            near = [b for b in bearers if any(0 <= name.sentence - s <= _NEAR for s in self.found[b].named_in)]
            bearers = near
            if len(bearers) != 1:
                return None
        if bearers:
            self.found[bearers[0]].spellings.append(name.text)
            return bearers[0]
        return self._new(name, ActorKind.PERSON) if name.label is Label.PERSON and name.sure else None

    def _organisation(self, name: Name) -> str | None:
        folded = key(name.text)
        if folded in self.keys:
            identity = self.keys[folded]
            self._note(identity, self.found[identity].actor, name)
            return identity
        return self._new(name, ActorKind.ORGANISATION) if name.sure else None

    def _new(self, name: Name, kind: ActorKind) -> str | None:
        identity = self.registry.final(slug(name.text))
        actor = self.registry.get(identity) or Actor(identity, name.text, kind)
        self.keys[key(name.text)] = identity
        self._note(identity, actor, name)
        return identity


def _variants(name: str) -> Iterable[str]:
    """Give keys under which spellings of one person's name agree: hyphens, spaces, the order of its parts."""
    parts = sorted(key(part) for part in name.replace("-", " ").split())
    return (key(name), " ".join(parts))
