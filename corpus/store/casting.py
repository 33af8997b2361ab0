"""What the articles of a scope say of an actor, added up so that neither order nor deletion matters."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from corpus.model import Actor, ActorKind
from corpus.store.connection import Database
from corpus.store.packing import written

Forms = Mapping[str, Counter[str]]


def number(db: Database, scope: int, slug: str) -> int:
    """Give the number of an actor, a new one where it has none."""
    found = db.rows("SELECT id FROM actors WHERE scope = ? AND slug = ?", (scope, slug))
    if found:
        return int(found[0][0])
    words = slug.split("-")
    return db.run(
        "INSERT INTO actors (scope, slug, opening, closing) VALUES (?, ?, ?, ?)", (scope, slug, words[0], words[-1])
    )


def count(db: Database, scope: int, actors: Iterable[Actor], step: int) -> None:
    """Add (*step* 1) or take back (-1) what one article says of its actors."""
    for actor in actors:
        one = number(db, scope, actor.id)
        db.run_many(
            "INSERT INTO forms VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET articles = articles + excluded.articles",
            ((one, aspect, value, step) for aspect, value in _forms(actor)),
        )
        db.run("DELETE FROM forms WHERE actor = ? AND articles <= 0", (one,))
        _tell(db, one, actor.id)


def _forms(actor: Actor) -> Iterator[tuple[str, str]]:
    yield "name", actor.name
    yield "kind", actor.kind.value
    yield from (("alias", alias) for alias in dict.fromkeys(actor.aliases))
    if actor.description:
        yield "description", actor.description
    if actor.part_of is not None:
        yield "part_of", actor.part_of


def _tell(db: Database, one: int, slug: str) -> None:
    forms: dict[str, Counter[str]] = {}
    for aspect, value, articles in db.rows("SELECT aspect, value, articles FROM forms WHERE actor = ?", (one,)):
        forms.setdefault(aspect, Counter())[value] = articles
    if not forms:
        # Its number stays: a sentence may still hold it, though no article lists the actor.
        db.run("UPDATE actors SET told = '' WHERE id = ?", (one,))
        return
    actor = add_up(slug, forms)
    told = [actor.name, actor.kind.value, actor.aliases, actor.description, actor.part_of]
    db.run("UPDATE actors SET told = ? WHERE id = ?", (written(told), one))


def add_up(slug: str, forms: Forms) -> Actor:
    """Make one actor of the forms counted: of each aspect the most frequent, the longer before the shorter."""
    names = _by_frequency(forms.get("name", Counter()))
    others = _by_frequency(forms.get("name", Counter()) + forms.get("alias", Counter()))
    return Actor(
        id=slug,
        name=names[0],
        kind=ActorKind(_by_frequency(forms["kind"])[0]),
        aliases=tuple(alias for alias in others if alias != names[0]),
        description=next(iter(_by_frequency(forms.get("description", Counter()))), ""),
        part_of=next(iter(_by_frequency(forms.get("part_of", Counter()))), None),
    )


def _by_frequency(values: Counter[str]) -> list[str]:
    return sorted(values, key=lambda value: (-values[value], -len(value), value))


def read(slug: str, told: str) -> Actor:
    """Give the actor that a row holds."""
    name, kind, aliases, description, part_of = json.loads(told)
    return Actor(slug, name, ActorKind(kind), tuple(aliases), description, part_of)


def surnamed(db: Database, word: str, scope: str) -> tuple[str, ...]:
    """List the ids of the persons seen by *scope* whose full name begins or ends with *word*."""
    found = db.rows(
        "SELECT DISTINCT slug FROM (SELECT id FROM actors WHERE opening = :word UNION SELECT id FROM actors"
        " WHERE closing = :word) AS found CROSS JOIN actors a ON a.id = found.id"
        " WHERE a.scope IN (SELECT id FROM scopes WHERE name IN ('', :scope)) AND slug <> :word"
        # A name of one word is a surname that was put here: it is no evidence of the full name.
        " AND EXISTS (SELECT 1 FROM forms WHERE actor = a.id AND aspect = 'name' AND value LIKE '% %')"
        " AND EXISTS (SELECT 1 FROM forms WHERE actor = a.id AND aspect = 'kind' AND value = 'person') ORDER BY slug",
        {"scope": scope, "word": word},
    )
    return tuple(row[0] for row in found)
