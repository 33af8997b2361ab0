"""Curators' words: what people added, aliased, merged and split, applied to the registry."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from corpus.errors import RegistryError
from corpus.model import Actor, ActorKind
from corpus.registry.model import Known, Registry
from corpus.registry.names import key, slug, titled


class Verb(StrEnum):
    """What a curator may do."""

    ADD = "add"
    ALIAS = "alias"
    MERGE = "merge"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Word:
    """
    One thing a curator said; later words win over earlier ones.

    Attributes:
        verb: Add an actor, give it another name, merge it into another, or take a name away from it.
        actor: Id of the actor meant; ignored by ADD where empty (the name's slug is taken then).
        value: The name (ADD), the alias (ALIAS), the id merged into (MERGE), the alias to take away (SPLIT).
        kind: The kind of an actor added.
        description: What is known of an actor added.
    """

    verb: Verb
    actor: str
    value: str
    kind: ActorKind = ActorKind.PERSON
    description: str = ""

    @classmethod
    def read(cls, action: str, actor: str, value: str) -> Word:
        """
        Read a row as it is kept: *value* of an ``add`` is a name, or a JSON object with name, kind and description.

        Raises:
            RegistryError: If the action or the kind is none that we know.
        """
        row = {"name": value}
        try:
            if action == Verb.ADD and value.lstrip().startswith("{"):
                row = {str(k): str(v) for k, v in json.loads(value).items()}
            kind = ActorKind(row.get("kind", ActorKind.PERSON))
            return cls(Verb(action), actor, row["name"], kind, row.get("description", ""))
        except (ValueError, KeyError) as error:
            raise RegistryError(actor or value, f"{action} can't be read: {error}") from error

    def row(self) -> tuple[str, str, str]:
        """Give action, actor and value, as `read` takes them."""
        if self.verb is not Verb.ADD:
            return self.verb.value, self.actor, self.value
        told = {"name": self.value, "kind": self.kind.value, "description": self.description}
        return self.verb.value, self.actor, json.dumps(told, ensure_ascii=False)


def curated(registry: Registry, words: Iterable[Word]) -> Registry:
    """
    Apply curators' *words*, in their order.

    A word about an id that the registry doesn't hold is about an actor found in texts: it is kept and acts there.

    Raises:
        RegistryError: If a name would belong to two actors (both are named), if an added id is taken, if a
            merger would go in a circle, or if a name is empty.
    """
    for word in words:
        registry = _APPLY[word.verb](registry, word)
    return registry


def owners(registry: Registry, name: str) -> tuple[Known, ...]:
    """Give the known actors whom *name* names anywhere: by name, alias, demonym or metonym."""
    wanted = key(name)
    return tuple(known for known in registry.known if wanted in _keys(known))


def _keys(known: Known) -> set[str]:
    names = (known.actor.name, *known.actor.aliases, *known.demonyms, *known.metonyms)
    return {key(name) for name in names}


def _add(registry: Registry, word: Word) -> Registry:
    _refuse_taken(registry, word.value, but=word.actor)
    known = Known(Actor(word.actor or slug(word.value), word.value.strip(), word.kind, description=word.description))
    if held := registry.get(known.actor.id):
        raise RegistryError(known.actor.id, f"is already the id of {held.name}")
    return replace(registry, known=(*registry.known, known))


def _alias(registry: Registry, word: Word) -> Registry:
    _refuse_taken(registry, word.value, but=word.actor)
    known = registry.by_id.get(word.actor) or _found(word.actor)
    names = (*known.actor.aliases, word.value.strip())
    changed = replace(known, actor=replace(known.actor, aliases=tuple(dict.fromkeys(names))))
    apart = registry.apart - {(word.actor, key(word.value))}
    return replace(registry, known=_with(registry, changed), apart=apart)


def _merge(registry: Registry, word: Word) -> Registry:
    into = registry.final(word.value)
    if into == word.actor:
        raise RegistryError(word.actor, f"can't be merged into {word.value}: that is the same actor")
    gone = registry.by_id.get(word.actor)
    merged = {**registry.merged, word.actor: into}
    if gone is None:
        return replace(registry, merged=merged)
    target = registry.by_id.get(into) or _found(into, gone.actor.kind)
    rest = replace(registry, known=tuple(k for k in registry.known if k.actor.id != word.actor), merged=merged)
    return replace(rest, known=_with(rest, _joined(target, gone)))


def _split(registry: Registry, word: Word) -> Registry:
    known = registry.by_id.get(word.actor)
    apart = registry.apart | {(word.actor, key(word.value))}
    if known is None:
        return replace(registry, apart=apart)
    if key(known.actor.name) == key(word.value):
        raise RegistryError(word.actor, f"can't lose its own name, {known.actor.name}")
    return replace(registry, known=_with(registry, _without(known, key(word.value))), apart=apart)


_APPLY = {Verb.ADD: _add, Verb.ALIAS: _alias, Verb.MERGE: _merge, Verb.SPLIT: _split}


def _refuse_taken(registry: Registry, name: str, but: str) -> None:
    if not key(name):
        raise RegistryError(name or "an empty name", "has no letter or digit")
    for owner in owners(registry, name):
        if owner.actor.id != but:
            other = registry.get(but)
            raise RegistryError(
                name, f"belongs to {owner.actor.name}; it can't also be {other.name if other else but or name}"
            )


def _found(identity: str, kind: ActorKind = ActorKind.PERSON) -> Known:
    """Make a known actor of one found in texts, whose id is all that is known of it."""
    return Known(Actor(identity, titled(identity), kind))


def _with(registry: Registry, changed: Known) -> tuple[Known, ...]:
    if changed.actor.id not in registry.by_id:
        return (*registry.known, changed)
    return tuple(changed if k.actor.id == changed.actor.id else k for k in registry.known)


def _joined(target: Known, gone: Known) -> Known:
    names = dict.fromkeys((*target.actor.aliases, gone.actor.name, *gone.actor.aliases))
    names.pop(target.actor.name, None)
    return replace(
        target,
        actor=replace(
            target.actor, aliases=tuple(names), description=target.actor.description or gone.actor.description
        ),
        demonyms=tuple(dict.fromkeys((*target.demonyms, *gone.demonyms))),
        metonyms=tuple(dict.fromkeys((*target.metonyms, *gone.metonyms))),
        places=tuple(dict.fromkeys((*target.places, *gone.places))),
        contextual=tuple(dict.fromkeys((*target.contextual, *gone.contextual))),
        offices=tuple(dict.fromkeys((*target.offices, *gone.offices))),
    )


def _without(known: Known, folded: str) -> Known:
    def rest(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name for name in names if key(name) != folded)

    return replace(
        known,
        actor=replace(known.actor, aliases=rest(known.actor.aliases)),
        demonyms=rest(known.demonyms),
        metonyms=rest(known.metonyms),
        places=rest(known.places),
        contextual=rest(known.contextual),
    )
