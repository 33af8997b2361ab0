"""A lexicon that is updated with some actors knows what one built of all of them knows."""

from __future__ import annotations

import random
from itertools import islice

import pytest

from corpus.entities import Lexicon, Registry, load_bundled_registry
from corpus.entities.curation import Curation, CurationAction, apply_curations
from corpus.models import Actor, ActorKind

_PLACES = ("Riga", "Harbour", "Northern", "Old", "Quenby", "Tarn", "Brandell")
_KINDS = (
    ActorKind.PERSON,
    ActorKind.ORGANISATION,
    ActorKind.PLACE,
    ActorKind.DOCUMENT,
    ActorKind.ANONYMOUS,
    ActorKind.EVENT,
)


def _build_actors(chance: random.Random, count: int) -> dict[str, Actor]:
    """Return actors whose names, aliases and organisations often coincide."""
    found = {}
    for number in range(count):
        words = chance.sample(_PLACES, chance.choice((1, 2, 2, 3)))
        aliases = tuple(" ".join(chance.sample(_PLACES, chance.choice((1, 2)))) for _ in range(chance.randrange(3)))
        identity = chance.choice((f"a{number}", "russia", "vladimir-putin", "merged-one"))
        kind = chance.choice(_KINDS)
        part_of = chance.choice(("russia", "tarn-bank", None)) if kind is ActorKind.ANONYMOUS else None
        found[identity] = Actor(identity, " ".join(words), kind, aliases, "", part_of)
    return found


def _list_questions(chance: random.Random) -> list[str]:
    names = [" ".join(chance.sample(_PLACES, chance.choice((1, 2, 3)))) for _ in range(30)]
    return [
        f"What did {name} and Quenbi's spokesman tell the Russian president in {name.lower()}, Nothern Harbour?"
        for name in names
    ]


@pytest.mark.parametrize("seed", range(20))
def test_an_updated_lexicon_equals_a_new_one(seed: int) -> None:
    """Whatever comes, changes and goes, also where names are shared, merged or those of one organisation."""
    chance = random.Random(seed)
    merged = [Curation(CurationAction.MERGE, "merged-one", "a1"), Curation(CurationAction.ADD, "a1", "Ada One")]
    registry = apply_curations(load_bundled_registry(), merged[::-1]) if seed % 2 else load_bundled_registry()
    before, after = _build_actors(chance, 25), _build_actors(chance, 25)
    after |= dict(islice(before.items(), 5))
    changes = {one: after.get(one) for one in sorted(before.keys() | after.keys())}
    chance.shuffle(keys := list(changes))
    first = Lexicon(registry, sorted(before.values(), key=lambda one: one.id))
    updated = first.update({key: changes[key] for key in keys})
    new = Lexicon(registry, sorted(after.values(), key=lambda one: one.id))
    assert dict(updated.actors) == dict(new.actors)
    for question in _list_questions(chance):
        assert updated.find_mentions(question) == new.find_mentions(question)
    assert dict(first.actors) == dict(Lexicon(registry, sorted(before.values(), key=lambda one: one.id)).actors)


def test_an_update_with_nothing_is_the_same_lexicon() -> None:
    """So what is computed from its names need not be computed again."""
    lexicon = Lexicon(Registry(), (Actor("ada-quenby", "Ada Quenby", ActorKind.PERSON),))
    assert lexicon.update({}) is lexicon
