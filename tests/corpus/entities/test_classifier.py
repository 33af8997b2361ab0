"""Claims about the kind of an unknown name."""

import pytest

from corpus.models import ActorKind
from tests.support.corpus.entities import tag_sentences


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        pytest.param("Partick Vale have sold their keeper.", "Partick Vale", id="a verb in the plural"),
        pytest.param("They cheered for Inter Norhaven.", "Inter Norhaven", id="a club's first word"),
        pytest.param("The Accrington Vale striker Ben Poole scored.", "Accrington Vale", id="a club's player"),
        pytest.param("They saw the Glenhaven Opera there.", "Glenhaven Opera", id="an ensemble"),
        pytest.param(
            "A spokeswoman for Westfield Heights declined.", "Westfield Heights", id="one that has spokespeople"
        ),
        pytest.param(
            "“We are sorry,” Brightwater Estates said in a statement.", "Brightwater Estates", id="a statement"
        ),
    ],
)
def test_what_acts_together_is_an_organisation(sentence: str, name: str) -> None:
    """A plural verb, a player's role, a spokeswoman or a statement shows that a name is not a person's or a place's."""
    actors = {actor.name: actor.kind for actor in tag_sentences(sentence).actors}
    assert actors[name] is ActorKind.ORGANISATION


@pytest.mark.parametrize(
    "sentence",
    [
        "Joan Marlowe and Ben Poole have left.",
        "If Ben Poole were here, they would sing.",
        "They said that Ben Poole said in a statement that it was over.",
    ],
)
def test_people_stay_people(sentence: str) -> None:
    """A list of people has a plural verb, and a person may make a statement."""
    actors = {actor.name: actor.kind for actor in tag_sentences(sentence).actors}
    assert actors["Ben Poole"] is ActorKind.PERSON


def test_a_function_word_opens_no_name() -> None:
    """A first word that some language has as a given name is none if it opens sentences; "Will" may be one."""
    assert [actor.name for actor in tag_sentences("As Dan Kowalski said, it was over.").actors] == ["Dan Kowalski"]
    actors = tag_sentences("Will Tarney left. They met Tarney there.").actors
    assert [actor.name for actor in actors] == ["Will Tarney"]


def test_a_disease_is_not_the_person_whose_name_it_has() -> None:
    """A noun for a disease behind a name or its possessive marks a thing."""
    for sentence in ("Then Harding's disease was found.", "They studied Harding syndrome there."):
        assert not [actor for actor in tag_sentences(sentence).actors if actor.kind is ActorKind.PERSON]
