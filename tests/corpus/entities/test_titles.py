"""Claims about titles and roles before a person's name, and about datelines."""

import pytest

from corpus.models import ActorKind
from tests.support.corpus.entities import tag_sentences


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        pytest.param("They asked Chief Cartographer Alma Reed.", "Alma Reed", id="an agent noun after a title"),
        pytest.param("They asked Campanologist Alma Reed about it.", "Alma Reed", id="an agent noun alone"),
        pytest.param("They saw Deputy Lighthouse Keeper Ian Cole.", "Ian Cole", id="a field between rank and role"),
        pytest.param("They saw Parade Marshal Joana Lund there.", "Joana Lund", id="an unknown field"),
        pytest.param("They saw Assistant Fire Chief Lou Reese.", "Lou Reese", id="a rank before a field"),
        pytest.param("Then Youth Worker Sam Pell came.", "Sam Pell", id="an ordinary noun"),
        pytest.param("Magistrate Joan Sefton told him so.", "Joan Sefton", id="a listed role at the start"),
        pytest.param("They met World Champion Novak Stein.", "Novak Stein", id="a sporting role"),
        pytest.param("Then Fire Safety Lt. Ann Poole came.", "Ann Poole", id="the branch of a service"),
        pytest.param("Then Wildlife Safety Sgt. Ann Poole came.", "Ann Poole", id="what a service looks after"),
        pytest.param("They asked PC Amy Reed about it.", "Amy Reed", id="a rank like another abbreviation"),
        pytest.param("Claimant Joana Lund told him so.", "Joana Lund", id="a role in court"),
        pytest.param("Prosecutor Joana Lund KC told him so.", "Joana Lund", id="letters behind the name"),
        pytest.param("Landlady Joana Lund told him so.", "Joana Lund", id="a trade of a house"),
        pytest.param("Senior Ecologist Dr Mary Onyango wrote it.", "Mary Onyango", id="before a form of address"),
    ],
)
def test_a_role_is_no_part_of_a_name(sentence: str, name: str) -> None:
    """A role is known by its ending, its rank and its place before a person's name."""
    actors = tag_sentences(sentence).actors
    assert [(actor.name, actor.kind) for actor in actors] == [(name, ActorKind.PERSON)]


@pytest.mark.parametrize(
    ("sentences", "names"),
    [
        pytest.param(("They met Hunter Biddle there.",), {"Hunter Biddle"}, id="a given name like a trade"),
        pytest.param(
            ("We saw Velmora Executive Jane Roe. The Velmora shares fell.",), {"Velmora", "Jane Roe"}, id="a company"
        ),
        pytest.param(("They asked Norhaven Mayor Ann Lund.",), {"Norhaven", "Ann Lund"}, id="a town"),
        pytest.param(("They asked Weaver Council Leader Ann Lund.",), {"Weaver Council", "Ann Lund"}, id="a council"),
    ],
)
def test_a_name_before_a_role_is_kept(sentences: tuple[str, ...], names: set[str]) -> None:
    """A town, a company and a council before a role are names of their own."""
    assert {actor.name for actor in tag_sentences(*sentences).actors} == names


def test_a_relatives_given_name_is_no_title() -> None:
    """“Dean” after “her brother” is a given name, though a dean is somebody, too."""
    cast = tag_sentences("The defendant is Kyle Reed.", "His brother, Dean Reed, left.", "Dean Alma Poole stayed.")
    assert {actor.name for actor in cast.actors} == {"Kyle Reed", "Dean Reed", "Alma Poole"}


def test_an_abbreviation_before_another_name_is_no_rank() -> None:
    """“PC” before a word that is no given name belongs to the name."""
    assert [actor.name for actor in tag_sentences("She reads PC World there.").actors] == ["PC World"]


@pytest.mark.parametrize(
    "dateline",
    [
        "ST. ALBANS —",
        "FORT ST. JAMES, B.C. —",
        "PORTO DE MOZ -",
        "BATON ROUGE, La. (AP) —",
        "SANTA ROSA, Calif., March 3 -",
        "COEUR D'ALENE, Idaho —",
    ],
)
def test_a_dateline_in_capitals_is_no_actor(dateline: str) -> None:
    """The place in capitals before the dash of a dateline, with its region and day, names nobody."""
    assert [actor.name for actor in tag_sentences(f"{dateline} Crews of Ann Lund left.").actors] == ["Ann Lund"]


def test_an_acronym_before_a_dash_is_an_actor() -> None:
    """An acronym that opens a sentence and is named again is no dateline."""
    actors = tag_sentences("KLVX — the union — said so.", "Crews of KLVX left.").actors
    assert [actor.name for actor in actors] == ["KLVX"]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        pytest.param("They asked Alhaji Sani Quist about it.", "Sani Quist", id="Nigeria"),
        pytest.param("They asked Engr. Ada Quist about it.", "Ada Quist", id="an engineer"),
        pytest.param("They asked Barr. Tunde Quist about it.", "Tunde Quist", id="a barrister"),
        pytest.param("They asked Shri Anil Quist about it.", "Anil Quist", id="India"),
        pytest.param("They asked Smt. Lata Quist about it.", "Lata Quist", id="India, with a stop"),
        pytest.param("They asked Datuk Lina Quist about it.", "Lina Quist", id="Malaysia"),
        pytest.param("They asked Jan Quist about it.", "Jan Quist", id="a given name like a month"),
    ],
)
def test_forms_of_address_of_all_english_are_no_part_of_a_name(sentence: str, name: str) -> None:
    """Forms of address of other countries are none of the name; "Jan" may be one."""
    assert [(actor.name, actor.kind) for actor in tag_sentences(sentence).actors] == [(name, ActorKind.PERSON)]


def test_a_body_with_a_demonym_is_one_name_if_its_initials_are_used() -> None:
    """A demonym belongs to the name of a body whose initials the article uses."""
    actors = tag_sentences("The British Pest Control Office (BPCO) said no.", "Later the BPCO said yes.").actors
    assert [actor.name for actor in actors] == ["British Pest Control Office"]
