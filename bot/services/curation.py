"""Add, list and undo a scope's curations, its corrections to actors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from bot.errors import InputError
from bot.locales.messages import _, ngettext_
from corpus.entities import Curation, CurationAction, Registry, apply_curations
from corpus.errors import RegistryError
from corpus.models import Actor, ActorKind, Query
from corpus.store import CurationRecord

if TYPE_CHECKING:
    from bot.services.store_holder import StoreHolder


#: Curations that one guild may have.
MAX_CURATIONS = 200


@dataclass(frozen=True, slots=True)
class CurationRequest:
    """
    A requested curation of an actor.

    Attributes:
        action: Whether to add the actor, add an alias, merge it into another actor, or remove a name from it.
        actor: Name or id of the actor; for ADD, the name of the new actor.
        value: The alias or name, or the actor merged into.
        kind: Kind of the new actor.
        description: Description of the new actor.
    """

    action: CurationAction
    actor: str
    value: str = ""
    kind: ActorKind = ActorKind.PERSON
    description: str = ""


@dataclass(frozen=True, slots=True)
class StoredCuration:
    """
    A curation as stored.

    Attributes:
        curation: The stored record.
        names: Previous names of the actors that it concerns, by id.
    """

    curation: CurationRecord
    names: Mapping[str, str]


def list_known_actors(engine: StoreHolder, *, scope: str) -> tuple[Actor, ...]:
    """Return the actors known to *scope*, from its articles and from the registry with its curations, sorted by id."""
    actors = {actor.id: actor for actor in engine.store.list_actors(scope)}
    actors |= {one.actor.id: one.actor for one in _load_registry(engine, scope).entries}
    return tuple(actors[key] for key in sorted(actors))


def resolve_actor(engine: StoreHolder, *, scope: str, name: str) -> Actor:
    """
    Return the actor whose id, name or alias is *name*.

    Raises:
        InputError: If there is none, or more than one.
    """
    actors = list_known_actors(engine, scope=scope)
    wanted = name.strip().casefold()
    found = [actor for actor in actors if wanted in {one.casefold() for one in (actor.name, *actor.aliases)}]
    exact = [actor for actor in actors if actor.id == name.strip()] or [
        actor for actor in found if actor.name.casefold() == wanted
    ]
    if len(exact) == 1:
        return exact[0]
    if len(found) > 1:
        ids = ", ".join(actor.id for actor in found[:5])
        raise InputError(
            name,
            _("Several people or organisations are called “{name}”: {ids}.", name=name, ids=ids),
            _("Use one of these ids."),
        )
    if not found:
        raise InputError(
            name, _("I found no person or organisation called “{name}”.", name=name), _("Pick one from the list.")
        )
    return found[0]


def add_curation(engine: StoreHolder, *, scope: str, request: CurationRequest) -> StoredCuration:
    """
    Store a curation for *scope*; `reannotate` then updates its articles.

    Raises:
        InputError: If it matches no actor, or the scope has too many curations.
        RegistryError: If it contradicts earlier curations.
    """
    curation = _build_curation(engine, scope, request)
    own = list_own_curations(engine, scope=scope)
    if len(own) >= MAX_CURATIONS:
        reason = ngettext_(
            "This server already has {number} correction, the maximum.",
            "This server already has {number} corrections, the maximum.",
            len(own),
        )
        raise InputError("correction", reason, _("Undo one first."))
    apply_curations(_load_registry(engine, scope), [curation])  # raises if the new one contradicts the others
    record = CurationRecord(*curation.to_row(), scope)
    names = _collect_actor_names(engine, scope, [record])
    engine.store.add_curation(record)
    return StoredCuration(record, names)


def _build_curation(engine: StoreHolder, scope: str, request: CurationRequest) -> Curation:
    if request.action is CurationAction.ADD:
        return Curation(CurationAction.ADD, "", request.actor, request.kind, request.description)
    actor = resolve_actor(engine, scope=scope, name=request.actor)
    if request.action is CurationAction.MERGE:
        return Curation(request.action, actor.id, resolve_actor(engine, scope=scope, name=request.value).id)
    return Curation(request.action, actor.id, request.value)


def list_own_curations(engine: StoreHolder, *, scope: str) -> tuple[CurationRecord, ...]:
    """Return the curations of exactly this scope, oldest first."""
    return tuple(word for word in engine.store.list_curations(scope) if word.scope == scope)


def list_curations(engine: StoreHolder, *, scope: str) -> tuple[tuple[CurationRecord, ...], dict[str, str]]:
    """Return the curations of exactly this scope, oldest first, and the names of the actors concerned, by id."""
    own = list_own_curations(engine, scope=scope)
    return own, _collect_actor_names(engine, scope, own)


def _collect_actor_names(engine: StoreHolder, scope: str, records: Sequence[CurationRecord]) -> dict[str, str]:
    wanted = {word.actor for word in records} | {word.value for word in records}
    names = {one.actor.id: one.actor.name for one in engine.registry.entries}
    names |= {actor.id: actor.name for actor in list_known_actors(engine, scope=scope)}
    return {key: name for key, name in names.items() if key in wanted}


def undo_curation(engine: StoreHolder, *, scope: str, record: CurationRecord) -> None:
    """
    Delete a curation of *scope*.

    Raises:
        RegistryError: If a later curation depends on it.
    """
    with engine.store.transaction():
        engine.store.delete_curation(record)
        try:
            _load_registry(engine, scope)
        except RegistryError as error:
            raise RegistryError(
                error.subject, _("A later correction depends on this one. {reason}", reason=error.reason)
            ) from error


def _load_registry(engine: StoreHolder, scope: str) -> Registry:
    from corpus.pipeline import reannotate  # noqa: PLC0415  # imports all annotators, which the bot's own process does not need

    return reannotate.effective_registry(engine.store, engine.registry, scope)


def reannotate(engine: StoreHolder) -> int:
    """Re-annotate the stored articles whose curations have changed, and return their number; may take minutes."""
    from corpus.pipeline import reannotate  # noqa: PLC0415

    return reannotate.reannotate(engine.store, engine.registry)


def list_top_actors(engine: StoreHolder, *, scope: str, limit: int) -> tuple[tuple[Actor, int], ...]:
    """Return up to *limit* actors of *scope*, most mentioned first, with the number of sentences that mention each."""
    census = engine.store.compute_stats(Query(scope=scope))
    ranked = sorted(census.actors, key=lambda key: (-census.actors[key], key))
    return tuple((census.actors_by_id[key], census.actors[key]) for key in ranked if key in census.actors_by_id)[:limit]


def suggest_actors(engine: StoreHolder, *, scope: str, typed: str, limit: int = 25) -> tuple[Actor, ...]:
    """Return the actors known to *scope* with a name or word in it that begins with *typed*, most mentioned first."""
    prefix = typed.casefold().strip()
    census = engine.store.compute_stats(Query(scope=scope))
    found = [actor for actor in list_known_actors(engine, scope=scope) if _has_prefix(actor, prefix)]
    return tuple(sorted(found, key=lambda actor: (-census.actors.get(actor.id, 0), actor.name))[:limit])


def _has_prefix(actor: Actor, prefix: str) -> bool:
    names = [name.casefold() for name in (actor.name, *actor.aliases)]
    return any(part.startswith(prefix) for name in names for part in (name, *name.split()))


def curation_id(record: CurationRecord) -> str:
    """Return a short id of a curation, unique within its scope: 16 hex digits."""
    return sha256(f"{record.action}\n{record.actor}\n{record.value}".encode()).hexdigest()[:16]
