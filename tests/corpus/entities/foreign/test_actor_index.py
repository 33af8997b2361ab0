"""The actors of one article in another language."""

from __future__ import annotations

from corpus.entities.foreign.actor_index import ActorIndex
from corpus.entities.models import EntityLabel
from corpus.models import Actor, ActorKind, Mention, MentionKind


def _name(index: ActorIndex, *names: tuple[str, EntityLabel]) -> list[tuple[str, ActorKind]]:
    mentions = [
        Mention(at, at + len(name), name, index.add(name, label), MentionKind.NAME)
        for at, (name, label) in enumerate(names)
    ]
    renamed, actors = index.name_actors(mentions)
    assert {one.actor for one in renamed} == {actor.id for actor in actors}
    return [(actor.name, actor.kind) for actor in actors]


def test_forms_of_a_name_are_one_actor_with_the_fullest_name() -> None:
    """A place in three cases is called by its shortest form, a person by the longest name."""
    person, place = EntityLabel.PERSON, EntityLabel.PLACE
    names = [("Вижницею", place), ("Дорохова", person), ("Вижниця", place), ("Івана Дорохова", person)]
    assert _name(ActorIndex(()), *names) == [
        ("Вижниця", ActorKind.PLACE),
        ("Івана Дорохова", ActorKind.PERSON),
    ]
    assert _name(ActorIndex(()), ("Moorsteins", place), ("Moorstein", place)) == [("Moorstein", ActorKind.PLACE)]


def test_a_surname_is_the_registered_person() -> None:
    """A person of the registry whom the article names is found by the surname, in another case, too."""
    known = Actor("anna-doroh", "Ганна Дорохова", ActorKind.PERSON)
    index = ActorIndex([known])
    assert index.add("Дорохової", EntityLabel.PERSON) == known.id
    assert index.find_surname("Дорохову") == known.id
    assert index.find_surname("Петрова") is None


def test_people_of_one_surname_are_apart() -> None:
    """Another first name is another person."""
    index = ActorIndex(())
    assert index.add("Ana Robles", EntityLabel.PERSON) != index.add("Luis Robles", EntityLabel.PERSON)


def test_a_surname_in_han_characters_is_the_person() -> None:
    """The first two characters of a full name are the surname of the same person; another full name is another's."""
    index = ActorIndex(())
    person = index.add("鈴木春香", EntityLabel.PERSON)
    assert index.add("鈴木", EntityLabel.PERSON) == person
    assert index.add("鈴木健一", EntityLabel.PERSON) != person
    names = [("鈴木", EntityLabel.PERSON), ("鈴木春香", EntityLabel.PERSON)]
    assert _name(ActorIndex(()), names[1], names[0]) == [("鈴木春香", ActorKind.PERSON)]
