"""Curations of the registry: actors and aliases that curators add, merge or split."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from corpus.entities.registry import Registry, RegistryEntry, normalize_name, to_actor_id, to_display_name
from corpus.errors import RegistryError
from corpus.models import Actor, ActorKind


class CurationAction(StrEnum):
    """Actions of a curator."""

    ADD = "add"
    ALIAS = "alias"
    MERGE = "merge"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Curation:
    """
    One change that a curator made to the registry; later curations override earlier ones.

    Attributes:
        action: Add an actor, add an alias, merge the actor into another, or remove an alias.
        actor: Id of the actor; if it is empty, ADD derives it from the name.
        value: The name (ADD), the alias to add (ALIAS), the id to merge into (MERGE) or the alias to remove (SPLIT).
        kind: Kind of an added actor.
        description: Description of an added actor.
    """

    action: CurationAction
    actor: str
    value: str
    kind: ActorKind = ActorKind.PERSON
    description: str = ""

    @classmethod
    def from_row(cls, action: str, actor: str, value: str) -> Curation:
        """
        Parse a stored row; *value* of an ``add`` is a name, or a JSON object with name, kind and description.

        Raises:
            RegistryError: If the action or the kind is unknown, or the JSON is invalid.
        """
        row = {"name": value}
        try:
            if action == CurationAction.ADD and value.lstrip().startswith("{"):
                row = {str(k): str(v) for k, v in json.loads(value).items()}
            kind = ActorKind(row.get("kind", ActorKind.PERSON))
            return cls(CurationAction(action), actor, row["name"], kind, row.get("description", ""))
        except (ValueError, KeyError) as error:
            raise RegistryError(actor or value, f"{action} can't be read: {error}") from error

    def to_row(self) -> tuple[str, str, str]:
        """Return action, actor and value as `Curation.from_row` takes them."""
        if self.action is not CurationAction.ADD:
            return self.action.value, self.actor, self.value
        told = {"name": self.value, "kind": self.kind.value, "description": self.description}
        return self.action.value, self.actor, json.dumps(told, ensure_ascii=False)


def apply_curations(registry: Registry, words: Iterable[Curation]) -> Registry:
    """
    Return *registry* with the curations *words* applied in order.

    A curation of an id that the registry doesn't contain concerns an actor found in articles and takes effect there.

    Raises:
        RegistryError: If a name would belong to two actors (both are named), if an added id is taken, if a
            merge would be circular, if a split would remove an actor's own name, or if a name is empty.
    """
    for word in words:
        registry = _APPLIERS[word.action](registry, word)
    return registry


def find_actors_by_name(registry: Registry, name: str) -> tuple[RegistryEntry, ...]:
    """Return the registry's actors that *name* refers to as name, alias, demonym or metonym."""
    wanted = normalize_name(name)
    return tuple(known for known in registry.known if wanted in _list_name_keys(known))


def _list_name_keys(known: RegistryEntry) -> set[str]:
    names = (known.actor.name, *known.actor.aliases, *known.demonyms, *known.metonyms)
    return {normalize_name(name) for name in names}


def _apply_add(registry: Registry, word: Curation) -> Registry:
    _reject_taken_name(registry, word.value, but=word.actor)
    known = RegistryEntry(
        Actor(word.actor or to_actor_id(word.value), word.value.strip(), word.kind, description=word.description)
    )
    if held := registry.get(known.actor.id):
        raise RegistryError(known.actor.id, f"is already the id of {held.name}")
    return replace(registry, known=(*registry.known, known))


def _apply_alias(registry: Registry, word: Curation) -> Registry:
    _reject_taken_name(registry, word.value, but=word.actor)
    known = registry.by_id.get(word.actor) or _create_entry(word.actor)
    names = (*known.actor.aliases, word.value.strip())
    changed = replace(known, actor=replace(known.actor, aliases=tuple(dict.fromkeys(names))))
    apart = registry.excluded_names - {(word.actor, normalize_name(word.value))}
    return replace(registry, known=_replace_entry(registry, changed), excluded_names=apart)


def _apply_merge(registry: Registry, word: Curation) -> Registry:
    into = registry.resolve_id(word.value)
    if into == word.actor:
        raise RegistryError(word.actor, f"can't be merged into {word.value}: that is the same actor")
    gone = registry.by_id.get(word.actor)
    merged = {**registry.merged, word.actor: into}
    if gone is None:
        return replace(registry, merged=merged)
    target = registry.by_id.get(into) or _create_entry(into, gone.actor.kind)
    rest = replace(registry, known=tuple(k for k in registry.known if k.actor.id != word.actor), merged=merged)
    return replace(rest, known=_replace_entry(rest, _merge_entries(target, gone)))


def _apply_split(registry: Registry, word: Curation) -> Registry:
    known = registry.by_id.get(word.actor)
    apart = registry.excluded_names | {(word.actor, normalize_name(word.value))}
    if known is None:
        return replace(registry, excluded_names=apart)
    if normalize_name(known.actor.name) == normalize_name(word.value):
        raise RegistryError(word.actor, f"can't lose its own name, {known.actor.name}")
    return replace(
        registry, known=_replace_entry(registry, _remove_name(known, normalize_name(word.value))), excluded_names=apart
    )


_APPLIERS = {
    CurationAction.ADD: _apply_add,
    CurationAction.ALIAS: _apply_alias,
    CurationAction.MERGE: _apply_merge,
    CurationAction.SPLIT: _apply_split,
}


def _reject_taken_name(registry: Registry, name: str, but: str) -> None:
    if not normalize_name(name):
        raise RegistryError(name or "an empty name", "has no letter or digit")
    for owner in find_actors_by_name(registry, name):
        if owner.actor.id != but:
            other = registry.get(but)
            raise RegistryError(
                name, f"belongs to {owner.actor.name}; it can't also be {other.name if other else but or name}"
            )


def _create_entry(identity: str, kind: ActorKind = ActorKind.PERSON) -> RegistryEntry:
    """Return an entry for an actor found in articles, of which only the id is known."""
    return RegistryEntry(Actor(identity, to_display_name(identity), kind))


def _replace_entry(registry: Registry, changed: RegistryEntry) -> tuple[RegistryEntry, ...]:
    if changed.actor.id not in registry.by_id:
        return (*registry.known, changed)
    return tuple(changed if k.actor.id == changed.actor.id else k for k in registry.known)


def _merge_entries(target: RegistryEntry, gone: RegistryEntry) -> RegistryEntry:
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


def _remove_name(known: RegistryEntry, folded: str) -> RegistryEntry:
    def rest(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name for name in names if normalize_name(name) != folded)

    return replace(
        known,
        actor=replace(known.actor, aliases=rest(known.actor.aliases)),
        demonyms=rest(known.demonyms),
        metonyms=rest(known.metonyms),
        places=rest(known.places),
        contextual=rest(known.contextual),
    )
