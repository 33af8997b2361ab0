"""Curations of the registry: actors and aliases that curators add, merge or split."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from corpus.entities.registry import Registry, RegistryEntry, normalize_name, to_actor_id, to_display_name
from corpus.errors import RegistryError
from corpus.models import Actor, ActorKind
from corpus.models.text import _


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
            raise RegistryError(actor or value, f"I can't read the correction “{action}”: {error}.") from error

    def to_row(self) -> tuple[str, str, str]:
        """Return action, actor and value as `Curation.from_row` takes them."""
        if self.action is not CurationAction.ADD:
            return self.action.value, self.actor, self.value
        payload = {"name": self.value, "kind": self.kind.value, "description": self.description}
        return self.action.value, self.actor, json.dumps(payload, ensure_ascii=False)


def apply_curations(registry: Registry, curations: Iterable[Curation]) -> Registry:
    """
    Return *registry* with the curations *curations* applied in order.

    A curation of an id that the registry doesn't contain concerns an actor found in articles and takes effect there.

    Raises:
        RegistryError: If a name would belong to two actors (both are named), if an added id is taken, if a
            merge would be circular, if a split would remove an actor's own name, or if a name is empty.
    """
    for curation in curations:
        registry = _APPLIERS[curation.action](registry, curation)
    return registry


def find_actors_by_name(registry: Registry, name: str) -> tuple[RegistryEntry, ...]:
    """Return the registry's actors that *name* refers to as name, alias, demonym or metonym."""
    key = normalize_name(name)
    return tuple(known for known in registry.entries if key in _list_name_keys(known))


def _list_name_keys(entry: RegistryEntry) -> set[str]:
    names = (entry.actor.name, *entry.actor.aliases, *entry.demonyms, *entry.metonyms)
    return {normalize_name(name) for name in names}


def _apply_add(registry: Registry, curation: Curation) -> Registry:
    _reject_taken_name(registry, curation.value, allowed_id=curation.actor)
    entry = RegistryEntry(
        Actor(
            curation.actor or to_actor_id(curation.value),
            curation.value.strip(),
            curation.kind,
            description=curation.description,
        )
    )
    if existing := registry.get(entry.actor.id):
        raise RegistryError(entry.actor.id, f"The id {entry.actor.id} already belongs to {existing.name}.")
    return replace(registry, entries=(*registry.entries, entry))


def _apply_alias(registry: Registry, curation: Curation) -> Registry:
    _reject_taken_name(registry, curation.value, allowed_id=curation.actor)
    entry = registry.by_id.get(curation.actor) or _create_entry(curation.actor)
    names = (*entry.actor.aliases, curation.value.strip())
    changed = replace(entry, actor=replace(entry.actor, aliases=tuple(dict.fromkeys(names))))
    excluded = registry.excluded_names - {(curation.actor, normalize_name(curation.value))}
    return replace(registry, entries=_replace_entry(registry, changed), excluded_names=excluded)


def _apply_merge(registry: Registry, curation: Curation) -> Registry:
    target_id = registry.resolve_id(curation.value)
    if target_id == curation.actor:
        reason = _("“{name}” is already the same person or organisation.", name=curation.value)
        raise RegistryError(curation.actor, reason)
    source = registry.by_id.get(curation.actor)
    merged = {**registry.merged, curation.actor: target_id}
    if source is None:
        return replace(registry, merged=merged)
    target = registry.by_id.get(target_id) or _create_entry(target_id, source.actor.kind)
    remaining = replace(
        registry, entries=tuple(k for k in registry.entries if k.actor.id != curation.actor), merged=merged
    )
    return replace(remaining, entries=_replace_entry(remaining, _merge_entries(target, source)))


def _apply_split(registry: Registry, curation: Curation) -> Registry:
    entry = registry.by_id.get(curation.actor)
    excluded = registry.excluded_names | {(curation.actor, normalize_name(curation.value))}
    if entry is None:
        return replace(registry, excluded_names=excluded)
    if normalize_name(entry.actor.name) == normalize_name(curation.value):
        reason = _("“{name}” is the main name, so I can't remove it.", name=entry.actor.name)
        raise RegistryError(curation.actor, reason)
    return replace(
        registry,
        entries=_replace_entry(registry, _remove_name(entry, normalize_name(curation.value))),
        excluded_names=excluded,
    )


_APPLIERS = {
    CurationAction.ADD: _apply_add,
    CurationAction.ALIAS: _apply_alias,
    CurationAction.MERGE: _apply_merge,
    CurationAction.SPLIT: _apply_split,
}


def _reject_taken_name(registry: Registry, name: str, allowed_id: str) -> None:
    if not normalize_name(name):
        raise RegistryError(name or "an empty name", _("A name needs at least one letter or digit."))
    for owner in find_actors_by_name(registry, name):
        if owner.actor.id != allowed_id:
            other = registry.get(allowed_id)
            other_name = other.name if other else allowed_id or name
            reason = _(
                "“{name}” already belongs to {owner}, so I can't give it to {other}.",
                name=name,
                owner=owner.actor.name,
                other=other_name,
            )
            raise RegistryError(name, reason)


def _create_entry(identity: str, kind: ActorKind = ActorKind.PERSON) -> RegistryEntry:
    """Return an entry for an actor found in articles, of which only the id is known."""
    return RegistryEntry(Actor(identity, to_display_name(identity), kind))


def _replace_entry(registry: Registry, changed: RegistryEntry) -> tuple[RegistryEntry, ...]:
    if changed.actor.id not in registry.by_id:
        return (*registry.entries, changed)
    return tuple(changed if k.actor.id == changed.actor.id else k for k in registry.entries)


def _merge_entries(target: RegistryEntry, source: RegistryEntry) -> RegistryEntry:
    names = dict.fromkeys((*target.actor.aliases, source.actor.name, *source.actor.aliases))
    names.pop(target.actor.name, None)
    return replace(
        target,
        actor=replace(
            target.actor, aliases=tuple(names), description=target.actor.description or source.actor.description
        ),
        demonyms=tuple(dict.fromkeys((*target.demonyms, *source.demonyms))),
        metonyms=tuple(dict.fromkeys((*target.metonyms, *source.metonyms))),
        places=tuple(dict.fromkeys((*target.places, *source.places))),
        contextual=tuple(dict.fromkeys((*target.contextual, *source.contextual))),
        offices=tuple(dict.fromkeys((*target.offices, *source.offices))),
    )


def _remove_name(entry: RegistryEntry, folded: str) -> RegistryEntry:
    def rest(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name for name in names if normalize_name(name) != folded)

    return replace(
        entry,
        actor=replace(entry.actor, aliases=rest(entry.actor.aliases)),
        demonyms=rest(entry.demonyms),
        metonyms=rest(entry.metonyms),
        places=rest(entry.places),
        contextual=rest(entry.contextual),
    )
