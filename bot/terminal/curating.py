"""The sub-command actors: list them, and keep a curator's words on them."""

from __future__ import annotations

import argparse

from rich.console import Console
from rich.table import Table

from bot.errors import InputError
from bot.terminal import keeping
from corpus import rereading
from corpus.errors import NotStored
from corpus.model import Actor, ActorKind, Query
from corpus.registry import Verb, Word, bundled, curated
from corpus.store import Curation, Store, open_store


def actors(url: str, given: argparse.Namespace, out: Console, err: Console) -> int:
    """List the actors, or keep a word on one and read the articles anew."""
    if given.verb == "list":
        with open_store(url) as store:
            return _list(store, out)
    with open_store(url) as store:
        word = _word(store, given)
        registry = rereading.known(store, bundled(), "")
        curated(registry, [word])  # refuses what contradicts the others, before anything is kept
        store.curate(Curation(*word.row()))
    out.print(f"Kept: {word.verb} {word.actor} {word.value}".strip(), markup=False)
    return keeping.reread(url, given, out, err)


def _list(store: Store, out: Console) -> int:
    census = store.census(Query())
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("sentences", justify="right")
    for title in ("name", "kind", "id"):
        table.add_column(title, overflow="fold")
    for key in sorted(census.actors, key=lambda key: (-census.actors[key], key)):
        actor = census.cast.get(key)
        if actor:
            table.add_row(str(census.actors[key]), actor.name, actor.kind, key)
    for word in store.curations():
        out.print(f"curator: {word.action} {word.actor} {word.value}", markup=False, style="dim")
    if not census.actors:
        out.print("No article names an actor yet: add articles with “dateline add”.")
        return keeping.NOTHING
    out.print(table)
    return keeping.DONE


def _word(store: Store, given: argparse.Namespace) -> Word:
    if given.verb == "add":
        return Word(Verb.ADD, "", given.name, ActorKind(given.kind), given.description)
    actor = _known(store, given.actor)
    value = _known(store, given.into) if given.verb == "merge" else given.name
    return Word(Verb(given.verb), actor, value)


def _known(store: Store, name: str) -> str:
    """Give the id of the actor whom *name*, an id or a name, means."""
    known = {known.actor.id: known.actor for known in rereading.known(store, bundled(), "").known}
    known |= {actor.id: actor for actor in store.actors()}
    if name in known:
        return name
    meant = [actor for actor in known.values() if name.casefold() in _names(actor)]
    if len(meant) > 1:
        raise InputError(f"“{name}”", "may be " + " or ".join(sorted(actor.id for actor in meant)), "Give the id.")
    if not meant:
        raise NotStored(
            f"“{name}”", "no actor is called that; “dateline actors list” lists them, “dateline actors add” adds one"
        )
    return meant[0].id


def _names(actor: Actor) -> set[str]:
    return {name.casefold() for name in (actor.name, *actor.aliases)}
