"""A curator's word on an actor, from what was typed to what is kept; in one scope. Synchronous."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from bot.errors import InputError
from bot.phrases import phrase
from corpus.errors import RegistryError
from corpus.model import Actor, ActorKind, Query
from corpus.registry import Registry, Verb, Word, curated
from corpus.store import Curation

if TYPE_CHECKING:
    from corpus.store import Store

#: Words that one server may keep.
MOST_WORDS = 200


@dataclass(frozen=True, slots=True)
class Said:
    """
    What somebody wants to say of an actor.

    Attributes:
        verb: Add it, give it another name, merge it into another, or take a name away from it.
        actor: The name, or the id, of the actor meant; for ADD the name it gets.
        value: The other name, or the actor merged into.
        kind: The kind of an actor added.
        description: What is known of an actor added.
    """

    verb: Verb
    actor: str
    value: str = ""
    kind: ActorKind = ActorKind.PERSON
    description: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """
    A word as it is kept.

    Attributes:
        word: The word.
        names: The names of the actors that it is about, by id, as they were before.
    """

    word: Curation
    names: Mapping[str, str]


def known(store: Store, registry: Registry, *, scope: str) -> tuple[Actor, ...]:
    """List the actors whom *scope* knows, from its articles and from the registry as its curators changed it, by id."""
    told = {actor.id: actor for actor in store.actors(scope)}
    told |= {one.actor.id: one.actor for one in _registry(store, registry, scope).known}
    return tuple(told[key] for key in sorted(told))


def meant(store: Store, registry: Registry, *, scope: str, name: str) -> Actor:
    """
    Give the one actor whom *name*, an id or a name, means.

    Raises:
        InputError: If it means none, or more than one.
    """
    cast = known(store, registry, scope=scope)
    wanted = name.strip().casefold()
    found = [actor for actor in cast if wanted in {one.casefold() for one in (actor.name, *actor.aliases)}]
    exact = [actor for actor in cast if actor.id == name.strip()] or [
        actor for actor in found if actor.name.casefold() == wanted
    ]
    if len(exact) == 1:
        return exact[0]
    if len(found) > 1:
        ids = ", ".join(actor.id for actor in found[:5])
        raise InputError(f"“{name}”", phrase("may be {ids}", ids=ids), phrase("Give the id."))
    if not found:
        raise InputError(f"“{name}”", phrase("no actor is called that"), phrase("Pick one of those offered."))
    return found[0]


def say(store: Store, registry: Registry, *, scope: str, said: Said) -> Kept:
    """
    Keep a word for *scope*; its articles are brought up to date by `reread`.

    Raises:
        InputError: If it means no actor, or the scope has too many words.
        RegistryError: If it contradicts what was said before.
    """
    word = _word(store, registry, scope, said)
    own = words(store, registry, scope=scope)
    if len(own) >= MOST_WORDS:
        reason = phrase("has {number} words on actors already, the most for one server", number=len(own))
        raise InputError(phrase("this server"), reason, phrase("Take one back first."))
    curated(_registry(store, registry, scope), [word])  # refuses what contradicts the others
    kept = Curation(*word.row(), scope)
    names = _names(store, registry, scope, [kept])
    store.curate(kept)
    return Kept(kept, names)


def _word(store: Store, registry: Registry, scope: str, said: Said) -> Word:
    if said.verb is Verb.ADD:
        return Word(Verb.ADD, "", said.actor, said.kind, said.description)
    actor = meant(store, registry, scope=scope, name=said.actor)
    if said.verb is Verb.MERGE:
        return Word(said.verb, actor.id, meant(store, registry, scope=scope, name=said.value).id)
    return Word(said.verb, actor.id, said.value)


def words(store: Store, _registry: Registry, *, scope: str) -> tuple[Curation, ...]:
    """List the words of exactly this scope, oldest first."""
    return tuple(word for word in store.curations(scope) if word.scope == scope)


def spoken(store: Store, registry: Registry, *, scope: str) -> tuple[tuple[Curation, ...], dict[str, str]]:
    """List the words of exactly this scope, oldest first, and the names of the actors that they are about, by id."""
    own = words(store, registry, scope=scope)
    return own, _names(store, registry, scope, own)


def _names(store: Store, registry: Registry, scope: str, about: Sequence[Curation]) -> dict[str, str]:
    wanted = {word.actor for word in about} | {word.value for word in about}
    names = {one.actor.id: one.actor.name for one in registry.known}
    names |= {actor.id: actor.name for actor in known(store, registry, scope=scope)}
    return {key: name for key, name in names.items() if key in wanted}


def take_back(store: Store, registry: Registry, *, scope: str, word: Curation) -> None:
    """
    Forget a word of *scope*.

    Raises:
        RegistryError: If a later word builds on it.
    """
    with store.writing():
        store.uncurate(word)
        try:
            _registry(store, registry, scope)
        except RegistryError as error:
            raise RegistryError(error.subject, f"a later word builds on this one ({error.reason})") from error


def _registry(store: Store, registry: Registry, scope: str) -> Registry:
    from corpus import rereading  # noqa: PLC0415  # with all the readers, which the bot's own process needs not

    return rereading.known(store, registry, scope)


def reread(store: Store, registry: Registry) -> int:
    """Bring the stored articles up to date with the words; give how many were read anew. It may take minutes."""
    from corpus import rereading  # noqa: PLC0415

    return rereading.reread(store, registry)


def cast(store: Store, _registry: Registry, *, scope: str, most: int) -> tuple[tuple[Actor, int], ...]:
    """List the *most* named actors whom *scope* sees, with the number of sentences that name each."""
    census = store.census(Query(scope=scope))
    ranked = sorted(census.actors, key=lambda key: (-census.actors[key], key))
    return tuple((census.cast[key], census.actors[key]) for key in ranked if key in census.cast)[:most]


def fitting(store: Store, registry: Registry, *, scope: str, typed: str, most: int = 25) -> tuple[Actor, ...]:
    """List the actors known to *scope* of whose names a word begins like *typed*, the most named first."""
    wanted = typed.casefold().strip()
    census = store.census(Query(scope=scope))
    found = [actor for actor in known(store, registry, scope=scope) if _begins(actor, wanted)]
    return tuple(sorted(found, key=lambda actor: (-census.actors.get(actor.id, 0), actor.name))[:most])


def _begins(actor: Actor, wanted: str) -> bool:
    names = [name.casefold() for name in (actor.name, *actor.aliases)]
    return any(part.startswith(wanted) for name in names for part in (name, *name.split()))


def handle(word: Curation) -> str:
    """Give a short name of a word, by which it is found again among its scope's."""
    return sha256(f"{word.action}\n{word.actor}\n{word.value}".encode()).hexdigest()[:16]
