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


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        pytest.param("The toy maker Brindel has closed.", "Brindel", id="a noun for a firm before it"),
        pytest.param("They bought a stake in Hoxley on Monday.", "Hoxley", id="a share in it"),
        pytest.param("Low-cost airline Vuelix cut its flights.", "Vuelix", id="an airline"),
        pytest.param("They went to Orvane, a small chain of shops.", "Orvane", id="a noun for a firm behind it"),
        pytest.param("Both Quist and Dunwell's declined to comment.", "Dunwell", id="a verb behind a possessive"),
        pytest.param("Later Cal Fire sent its planes.", "Cal Fire", id="a noun that is no surname"),
    ],
)
def test_what_only_a_firm_has_shows_a_firm(sentence: str, name: str) -> None:
    """A noun for a firm beside a name, shares in it, or a verb behind its possessive mean no person."""
    kinds = {actor.name: actor.kind for actor in tag_sentences(sentence).actors}
    assert kinds[name] is not ActorKind.PERSON


def test_a_person_with_the_noun_of_a_firm_stays_a_person() -> None:
    """A given name outweighs the noun before it, and a surname may be a noun that companies' names end in."""
    for sentence, name in (
        ("The label Nora Quist founded closed.", "Nora Quist"),
        ("They met Nora Mills there.", "Nora Mills"),
        ("Then Nora's had enough of it, said Nora Quist.", "Nora Quist"),
    ):
        kinds = {actor.name: actor.kind for actor in tag_sentences(sentence).actors}
        assert kinds[name] is ActorKind.PERSON


@pytest.mark.parametrize(
    "sentence",
    [
        "Then the Silver Creek Fire grew again.",
        "They aimed the Nora Quist Space Telescope at it. Quist broke down in May, and Quist was mended.",
        "She was given the Nora Quist Medal in May.",
        "Then Massive Uproar played in Bristol.",
    ],
)
def test_things_that_bear_a_persons_name_are_no_persons(sentence: str) -> None:
    """Fires, instruments and medals are no persons, and neither is their short form; two ordinary words are none."""
    assert not [actor for actor in tag_sentences(sentence).actors if actor.kind is ActorKind.PERSON]


def test_a_plural_at_the_start_is_no_name() -> None:
    """A plural noun that opens its sentences has its capital from there."""
    assert not tag_sentences("Otters were seen there.", "Otters were seen again.").actors


def test_a_valley_is_a_place() -> None:
    """A noun for a place and "of" before a name mean a place."""
    kinds = {actor.name: actor.kind for actor in tag_sentences("They walked over the valley of Senn.").actors}
    assert kinds.get("Senn") in {ActorKind.PLACE, None}


def test_the_last_word_of_a_club_is_the_club() -> None:
    """A club's last word alone is no person, if no person of the article ends in it."""
    kinds = {
        actor.name: actor.kind
        for actor in tag_sentences(
            "They joined the Norhaven Avalanche there.", "Then Avalanche lost to Avalanche."
        ).actors
    }
    assert ActorKind.PERSON not in kinds.values()


def test_a_town_behind_a_person_does_not_speak() -> None:
    """In "Mayor Ann Example of Norhaven said" the town is no speaker."""
    kinds = {actor.name: actor.kind for actor in tag_sentences("Mayor Nora Quist of Baggao said so in Baggao.").actors}
    assert kinds["Nora Quist"] is ActorKind.PERSON
    assert kinds.get("Baggao") is not ActorKind.PERSON


@pytest.mark.parametrize(
    ("sentence", "name", "kind"),
    [
        pytest.param("They shut the Kelda Dam there.", "Kelda Dam", ActorKind.PLACE, id="a noun for places"),
        pytest.param("They phoned Heddlu Powys again.", "Heddlu Powys", ActorKind.ORGANISATION, id="a foreign body"),
        pytest.param("It was sold by Câmara Vilar there.", "Câmara Vilar", ActorKind.ORGANISATION, id="with an accent"),
        pytest.param("They drew 1-1 with Torvaspor there.", "Torvaspor", ActorKind.ORGANISATION, id="a draw with it"),
        pytest.param("Torvaspor beat Kelmar 3-1.", "Kelmar", ActorKind.ORGANISATION, id="beaten by a score"),
        pytest.param("The mining giant Martin denied it.", "Martin", ActorKind.ORGANISATION, id="a line of business"),
        pytest.param(
            "Then the analyst Ann Mertens of Paul Harding spoke.", "Paul Harding", ActorKind.ORGANISATION, id="her firm"
        ),
        pytest.param(
            "Paul Harding will shut nine shops, the retailer said.",
            "Paul Harding",
            ActorKind.ORGANISATION,
            id="its noun",
        ),
        pytest.param(
            "It was built by Karina Terva, a firm from Port Ellis.", "Karina Terva", ActorKind.ORGANISATION, id="a firm"
        ),
        pytest.param(
            "They asked Karina Terva, a firm believer.", "Karina Terva", ActorKind.PERSON, id="a firm believer"
        ),
        pytest.param(
            "Secretary for Public Works Delmar Tarquist left.",
            "Delmar Tarquist",
            ActorKind.PERSON,
            id="a ministry's field",
        ),
        pytest.param(
            "They asked Zhou Meiding there.", "Zhou Meiding", ActorKind.PERSON, id="an ending of English words"
        ),
        pytest.param("They asked Zhou Minghao there.", "Zhou Minghao", ActorKind.PERSON, id="a Chinese surname first"),
        pytest.param(
            "They asked Siobhán Tarrow there.", "Siobhán Tarrow", ActorKind.PERSON, id="a given name with an accent"
        ),
    ],
)
def test_words_in_and_around_a_name_tell_its_kind(sentence: str, name: str, kind: ActorKind) -> None:
    """Nouns, towns and families' names in a name, and firms and matches around it, add up."""
    actors = {actor.name: actor.kind for actor in tag_sentences(sentence).actors}
    assert actors.get(name, ActorKind.PLACE) is kind


def test_a_town_that_shares_a_given_name_is_known_by_its_county() -> None:
    """Beside "Kerry County Council", Kerry alone is no person; somebody called so stays one."""
    actors = tag_sentences("They left for Kerry on Friday.", "Kerry County Council shut its library.").actors
    assert not [actor for actor in actors if actor.kind is ActorKind.PERSON]
    people = tag_sentences("They met Ann Marlow there.", "Marlow laughed.", "They left Marlow County.").actors
    assert "Ann Marlow" in {actor.name for actor in people if actor.kind is ActorKind.PERSON}


def test_an_ampersand_joins_the_first_word_of_a_sentence() -> None:
    """The first word before "&" is part of the name, an ordinary one, too."""
    assert [actor.name for actor in tag_sentences("Marsh & Field declined to comment.").actors] == ["Marsh & Field"]


def test_a_common_noun_before_an_accented_name_is_no_part_of_it() -> None:
    """A given name is found in the tables with its accents, and so a noun before it is told apart."""
    assert [actor.name for actor in tag_sentences("Keeper Álvaro Tarrow left early.").actors] == ["Álvaro Tarrow"]


def test_what_one_lands_near_is_no_person() -> None:
    """Behind "near" stands a place, though somebody may be called so."""
    actors = tag_sentences("The storm came ashore near Lucinda at noon.").actors
    assert not [actor for actor in actors if actor.kind is ActorKind.PERSON]


@pytest.mark.parametrize(
    ("sentence", "name", "kind"),
    [
        pytest.param("The opposition Selvana party has left.", "Selvana", ActorKind.ORGANISATION, id="its party"),
        pytest.param("They fled to the north of Ravia on Monday.", "Ravia", ActorKind.PLACE, id="a direction of it"),
        pytest.param("The towns of Senn and Vohira were cut off.", "Vohira", ActorKind.PLACE, id="named in a list"),
        pytest.param(
            "They praised Nexoris, a Danish maker of chips.", "Nexoris", ActorKind.ORGANISATION, id="its business"
        ),
        pytest.param(
            "The operator, Vesklin, said so.", "Vesklin", ActorKind.ORGANISATION, id="what it does, before it"
        ),
        pytest.param("It ran aground off Skarva on Friday.", "Skarva", ActorKind.PLACE, id="off its coast"),
        pytest.param("Water of the Vistula rose again.", "Vistula", ActorKind.PLACE, id="a river of the tables"),
    ],
)
def test_nouns_around_an_unknown_name_tell_its_kind(sentence: str, name: str, kind: ActorKind) -> None:
    """Classes of nouns beside a name, learned with the name hidden, say what an unknown name names."""
    assert {actor.name: actor.kind for actor in tag_sentences(sentence).actors}.get(name) is kind


def test_a_relative_pronoun_tells_persons_from_things() -> None:
    """What "which" follows is no person; what "who" follows is one."""
    things = tag_sentences("They praised Torvik, which runs dams.", "Torvik paid.", "Torvik left.").actors
    assert [(actor.name, actor.kind is ActorKind.PERSON) for actor in things] == [("Torvik", False)]
    people = tag_sentences("They praised Torvik, who runs dams.", "Then Torvik left.").actors
    assert [actor.kind for actor in people] == [ActorKind.PERSON]


def test_a_name_that_returns_is_found_though_its_kind_is_doubtful() -> None:
    """Three times in an article, once inside a sentence, are enough."""
    actors = tag_sentences("They rated Kelvor.", "Kelvor had asked for it.", "Kelvor was glad.").actors
    assert [actor.name for actor in actors] == ["Kelvor"]


def test_a_storm_named_behind_its_noun_is_no_person() -> None:
    """In "another storm, Pamela," nobody is named."""
    actors = tag_sentences("Another storm, Pamela, is forming at sea.").actors
    assert not [actor for actor in actors if actor.kind is ActorKind.PERSON]


def test_a_known_company_is_no_person() -> None:
    """A company of the tables is one where it stands; where a word opens a sentence, it may be any other, too."""
    assert [(one.name, one.kind) for one in tag_sentences("They paid Volkswagen again.").actors] == [
        ("Volkswagen", ActorKind.ORGANISATION)
    ]
    assert not tag_sentences("Target was missed again.").actors
    assert not tag_sentences("Zebra stripes were counted.").actors


def test_the_noun_of_a_firm_opens_no_name() -> None:
    """In a headline, the noun before a firm's name has its capital from its place."""
    names = {
        actor.name for actor in tag_sentences("Chipmaker Nexoris to build a plant", "Nexoris has 900 workers.").actors
    }
    assert names == {"Nexoris"}
