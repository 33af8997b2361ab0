"""Aggregate the names and other attributes of each actor over all articles; order-independent and reversible."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from corpus.entities.registry import is_in_capitals
from corpus.models import Actor, ActorKind
from corpus.store.sql.base import SqlBase
from corpus.store.sql.connection import StoreDatabase
from corpus.store.sql.serialization import dump_json

AttributeCounts = Mapping[str, Counter[str]]


def get_or_create_id(db: StoreDatabase, scope: int, slug: str) -> int:
    """Return the database id of an actor; create it if needed."""
    rows = db.fetch_all("SELECT id FROM actors WHERE scope = ? AND slug = ?", (scope, slug))
    if rows:
        return int(rows[0][0])
    words = slug.split("-")
    return db.insert(
        "INSERT INTO actors (scope, slug, opening, closing) VALUES (?, ?, ?, ?)", (scope, slug, words[0], words[-1])
    )


def update(db: StoreDatabase, scope: int, actors: Sequence[Actor], step: int) -> dict[str, int]:
    """Add (*step* 1) or subtract (-1) the actor attributes of one article; return the actors' database ids."""
    ids = {slug: get_or_create_id(db, scope, slug) for slug in dict.fromkeys(actor.id for actor in actors)}
    db.execute_many(
        "INSERT INTO forms VALUES (?, ?, ?, ?) ON CONFLICT (actor, aspect, value)"
        " DO UPDATE SET articles = forms.articles + excluded.articles",
        ((ids[actor.id], aspect, value, step) for actor in actors for aspect, value in _list_attributes(actor)),
    )
    if step < 0:
        db.execute(
            "DELETE FROM forms WHERE actor IN (SELECT value FROM json_each(?)) AND articles <= 0",
            (json.dumps(list(ids.values())),),
        )
    slugs = {number: slug for slug, number in ids.items()}
    if db.postponed_actors is None:
        _store_aggregates(db, slugs)
    else:
        db.postponed_actors.update(slugs)
    return ids


def _list_attributes(actor: Actor) -> Iterator[tuple[str, str]]:
    yield "name", actor.name
    yield "kind", actor.kind.value
    yield from (("alias", alias) for alias in dict.fromkeys(actor.aliases))
    if actor.description:
        yield "description", actor.description
    if actor.part_of is not None:
        yield "part_of", actor.part_of


def _store_aggregates(db: StoreDatabase, slugs: Mapping[int, str]) -> None:
    """Store the actors with these database ids as aggregated, and of those that this changes that they have changed."""
    counts: dict[int, dict[str, Counter[str]]] = {number: {} for number in slugs}
    for number, aspect, value, articles in db.fetch_all(
        "SELECT actor, aspect, value, articles FROM forms WHERE actor IN (SELECT value FROM json_each(?))",
        (json.dumps(list(counts)),),
    ):
        counts[number].setdefault(aspect, Counter())[value] = articles
    db.execute_many(
        "UPDATE actors SET told = ?, changed = (SELECT value + 1 FROM counters WHERE name = 'sequence')"
        " WHERE id = ? AND told <> ?",
        ((data, number, data) for number, slug in slugs.items() for data in (_dump_aggregate(slug, counts[number]),)),
    )


def _dump_aggregate(slug: str, counts: AttributeCounts) -> str:
    """Return the actor as aggregated, as JSON, or ``""`` if no article lists it."""
    if not counts:
        # The row stays, because a sentence may still refer to its id although no article lists the actor.
        return ""
    actor = aggregate(slug, counts)
    return dump_json([actor.name, actor.kind.value, actor.aliases, actor.description, actor.part_of])


def aggregate(slug: str, counts: AttributeCounts) -> Actor:
    """
    Build an actor from counted attributes: of each the most frequent value, of equally frequent ones the longest.

    A name that a dateline or a headline has in capitals is only taken if no article has it with small letters.
    """
    kind = ActorKind(_sort_by_frequency(counts["kind"])[0])
    names = _sort_by_frequency(counts.get("name", Counter()))
    name = names[0]
    if is_in_capitals(name, kind):
        name = next((each for each in names if each.casefold() == name.casefold() and not each.isupper()), name)
    others = _sort_by_frequency(counts.get("name", Counter()) + counts.get("alias", Counter()))
    return Actor(
        id=slug,
        name=name,
        kind=kind,
        aliases=tuple(alias for alias in others if alias != name),
        description=next(iter(_sort_by_frequency(counts.get("description", Counter()))), ""),
        part_of=next(iter(_sort_by_frequency(counts.get("part_of", Counter()))), None),
    )


def _sort_by_frequency(values: Counter[str]) -> list[str]:
    if len(values) < 2:
        return list(values)
    return sorted(values, key=lambda value: (-values[value], -len(value), value))


def load_actor(slug: str, data: str) -> Actor:
    """Return the actor stored as JSON in a row."""
    name, kind, aliases, description, part_of = json.loads(data)
    return Actor(slug, name, ActorKind(kind), tuple(aliases), description, part_of)


#: Actors aggregated in one step, if many are.
_STEP_ACTORS = 500


class EntityMixin(SqlBase):
    """Actors as aggregated."""

    @contextmanager
    def postpone_actors(self) -> Iterator[None]:
        self._db.postponed_actors = {}
        try:
            yield
            slugs = sorted(self._db.postponed_actors.items())
            for first in range(0, len(slugs), _STEP_ACTORS):
                _store_aggregates(self._db, dict(slugs[first : first + _STEP_ACTORS]))
        finally:
            self._db.postponed_actors = None
