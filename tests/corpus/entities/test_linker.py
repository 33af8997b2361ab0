"""Claims about whom a name, whole or in part, stands for."""

import pytest

from corpus.entities import Curation, CurationAction, apply_curations, load_bundled_registry
from tests.support.corpus.entities import list_mentions, tag_sentences, tag_text


def test_a_surname_is_the_person_named_in_full() -> None:
    """First the full name, then the surname: one actor."""
    cast = tag_sentences("Pavel Dvorsky met the press.", "Later Dvorsky said he was glad.")
    assert list_mentions(cast)[:2] == [("Pavel Dvorsky", "pavel-dvorsky"), ("Dvorsky", "pavel-dvorsky")]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        pytest.param("Democrat Ann Hollis Moore voted.", ["Ann Hollis Moore"], id="behind a party's member"),
        pytest.param(
            "The Minister of Foreign Affairs Erik Lund spoke.", ["Erik Lund"], id="behind what a minister is of"
        ),
        pytest.param("The Minister for Rural Affairs Erik Lund spoke.", ["Erik Lund"], id="behind an unlisted field"),
        pytest.param("Labour MP Ann Hollis spoke.", ["Ann Hollis"], id="behind a party and a title"),
        pytest.param("Cllr Ann Hollis and Sgt Erik Lund spoke.", ["Ann Hollis", "Erik Lund"], id="behind short titles"),
        pytest.param("Senators Ann Hollis and Erik Lund met.", ["Ann Hollis", "Erik Lund"], id="behind a plural title"),
        pytest.param("Farmer Erik Lund wept.", ["Erik Lund"], id="behind a trade"),
        pytest.param("An ex-Minister, then-Governor Erik Lund, spoke.", ["Erik Lund"], id="behind a compound title"),
        pytest.param("We met June Hollis there.", ["June Hollis"], id="with a month as given name"),
        pytest.param("We met Erik von der Lund.", ["Erik von der Lund"], id="with several small words"),
        pytest.param("Stephen King smiled.", ["Stephen King"], id="with a surname that is a title"),
        pytest.param("Ms von der Hagen spoke.", ["von der Hagen"], id="with the small words of a surname"),
        pytest.param("The Friends of the Harbour Society met.", ["Harbour Society"], id="behind what is no name"),
    ],
)
def test_a_name_is_cut_where_it_begins_and_ends(sentence: str, words: list[str]) -> None:
    """What somebody is does not belong to the name, what the surname is made of does."""
    assert [text for text, _ in list_mentions(tag_sentences(sentence))] == words


def test_spellings_of_one_name_are_one_actor() -> None:
    """Hyphens, their absence and one word make no second person."""
    cast = tag_sentences("Park Min-ho said no.", "Then Park Min Ho said yes.", "Park Minho was silent.")
    assert {m.actor for m in cast.mentions} == {"park-min-ho"}


def test_a_shared_surname_is_left_open() -> None:
    """Where two bear a surname and neither was just named, it stays open."""
    cast = tag_sentences(
        "Park Min-ho met Park Su-ah there.", "They spoke.", "It rained.", "Nobody came.", "Park was pleased."
    )
    assert cast.mentions[-1].text == "Park"
    assert cast.mentions[-1].actor is None


def test_a_club_is_called_by_its_last_word() -> None:
    """Also before its full name; where two clubs end alike, the word alone is neither."""
    cast = tag_sentences("Rovers signed Pavel Dvorsky.", "Harl Rovers paid nine million.", "Rovers won.")
    assert {actor for text, actor in list_mentions(cast) if "Rovers" in text} == {"harl-rovers"}
    cast = tag_sentences("Harl Rovers met Osel Rovers.", "It rained.", "Rovers won.")
    assert {actor for text, actor in list_mentions(cast) if text == "Rovers"}.isdisjoint({"harl-rovers", "osel-rovers"})


def test_a_direction_names_a_state_only_in_context() -> None:
    """The North is North Korea where North Korea is named, and nobody elsewhere."""
    assert ("North", "north-korea") in list_mentions(tag_sentences("North Korea agreed, and the North signed."))
    assert list_mentions(tag_sentences("It snowed in the North of the county.")) == []


def test_a_surname_of_several_known_people_is_left_open() -> None:
    """Where the registry knows several bearers and the article names none in full, nobody is guessed."""
    text = "What Mr Kim offered was little."
    cast = tag_text(text)
    assert list_mentions(cast) == [("Kim", None)]


def test_a_shared_surname_is_resolved_by_context() -> None:
    """The bearer who was just named, or whose state is named beside the surname, is meant."""
    cast = tag_sentences(
        "South Korean vice minister Kim Min-ho met Russian colonel Ivan Kim in Hanoi.",
        "It rained.",
        "Nobody came.",
        "They left.",
        "Moscow was told by Kim to wait.",
    )
    assert cast.mentions[-1].actor == "ivan-kim"


def test_the_kims_are_kept_apart() -> None:
    """People of one family name are as many actors as there are full names."""
    cast = tag_sentences("Kim Jong-un, Kim Yo-jong, Kim Sol Min and Kim Chol-su are four people.")
    assert len({m.actor for m in cast.mentions}) == 4


def test_an_acronym_in_brackets_is_its_full_name() -> None:
    """An acronym behind the full name is the same body."""
    cast = tag_sentences("The Organisation for Odd Things (OOT) met.", "OOT said nothing.")
    assert [m.actor for m in cast.mentions] == ["organisation-for-odd-things"] * 3


def test_a_town_that_a_company_is_named_after_stays_a_town() -> None:
    """Where the article puts something in the town, its name alone is not the company."""
    cast = tag_sentences("Chelmsford Timber Ltd will close.", "Its mill in Chelmsford is old.")
    assert [actor.name for actor in cast.actors] == ["Chelmsford Timber Ltd", "Chelmsford"]


def test_a_state_before_another_bodys_name_is_named_by_itself() -> None:
    """An abbreviated state before a body is no part of the body's name."""
    cast = tag_sentences("The UK Border Force agreed.")
    assert [mention.actor for mention in cast.mentions] == ["united-kingdom", "border-force"]


@pytest.mark.parametrize("text", ["Nato said no.", "NATO said no.", "NATO SAID NO TO ALL."])
def test_an_acronym_is_known_in_each_case(text: str) -> None:
    """Nato is NATO."""
    assert [m.actor for m in tag_sentences(text).mentions] == ["nato"]


def test_a_longer_name_holds_a_known_one() -> None:
    """A state inside a body's name is not mentioned by itself."""
    cast = tag_sentences("The World Institute for South Africa Studies agreed.")
    assert list_mentions(cast) == [
        ("World Institute for South Africa Studies", "world-institute-for-south-africa-studies")
    ]


@pytest.mark.parametrize("name", ["Chad Oxley", "Barbara Jordan", "Denzel Washington"])
def test_a_person_may_be_named_like_a_state(name: str) -> None:
    """A state's or a city's name in a person's name is no state."""
    cast = tag_sentences(f"Yesterday {name} won the prize.", f"{name.split()[1]} said thanks.")
    assert {actor.name for actor in cast.actors} == {name}


def test_compounds_of_names_are_two_mentions() -> None:
    """Names coupled by a hyphen are found where each stands alone elsewhere."""
    cast = tag_sentences(
        "Pavel Dvorsky met Ivo Brandt.", "Brandt said the Dvorsky-Brandt talks with Dvorsky were over."
    )
    assert ("Dvorsky", "pavel-dvorsky") in list_mentions(cast)
    assert [m.text for m in cast.mentions if m.start > 30].count("Brandt") == 2


def test_a_curators_merger_holds_in_articles() -> None:
    """Two discovered actors that a curator merged are one."""
    registry = apply_curations(
        load_bundled_registry(), [Curation(CurationAction.MERGE, "pasha-dvorsky", "pavel-dvorsky")]
    )
    text = "Pavel Dvorsky spoke, and Pasha Dvorsky sang."
    cast = tag_text(text, registry)
    assert {m.actor for m in cast.mentions} == {"pavel-dvorsky"}


def test_a_curators_split_holds_in_articles() -> None:
    """A name that a curator took from an actor is not linked with it."""
    registry = apply_curations(load_bundled_registry(), [Curation(CurationAction.SPLIT, "pavel-dvorsky", "Dvorsky")])
    text = "Pavel Dvorsky spoke. Later Mr Dvorsky sang."
    cast = tag_text(text, registry)
    assert cast.mentions[-1].actor != "pavel-dvorsky"


def test_a_name_made_of_an_id_gives_way_to_the_texts() -> None:
    """An actor of whom curators know but the id is called as the article spells it."""
    registry = apply_curations(
        load_bundled_registry(), [Curation(CurationAction.MERGE, "vladimir-putin", "andre-morelsteen")]
    )
    cast = tag_text("André Morelsteen left. Vladimir Putin stayed.", registry)
    assert [(actor.id, actor.name) for actor in cast.actors] == [("andre-morelsteen", "André Morelsteen")]
    assert "Vladimir Putin" in cast.actors[0].aliases


def test_a_name_that_is_shipped_stays() -> None:
    """A known actor keeps its name, however an article spells it, also one from which its id could have been made."""
    cast = tag_text("Kim Jong-un left, the Korean central news agency reported.")
    names = {actor.id: actor.name for actor in cast.actors}
    assert names == {"kim-jong-un": "Kim Jong Un", "korean-central-news-agency": "Korean Central News Agency"}


@pytest.mark.parametrize(
    ("sentences", "identity"),
    [
        pytest.param(
            ("The NUD called a strike.", "The National Union of Dockers said so."),
            "national-union-of-dockers",
            id="first",
        ),
        pytest.param(
            ("The Reef Conservation Office (RECON) agreed.", "RECON was founded in May."),
            "reef-conservation-office",
            id="an acronym of other letters",
        ),
        pytest.param(
            ("Velmora US Inc said it would grow.", "The Velmora unit said it was glad."), "velmora", id="a legal form"
        ),
        pytest.param(
            ("The US Department of Harbours agreed.", "The Harbours Department said so."),
            "harbours-department",
            id="a department in either word order",
        ),
        pytest.param(
            ("The Norhaven Police Service agreed.", "The Norhaven Police said so."),
            "norhaven-police-service",
            id="the first words of a longer name",
        ),
        pytest.param(
            ("The Uganda Harbour Authority (UHA) agreed.", "UHA said so."),
            "uganda-harbour-authority",
            id="a state before a public body",
        ),
        pytest.param(
            ("The Japan Crab Monitor agreed.", "Then JCM said so."), "japan-crab-monitor", id="a state in its acronym"
        ),
        pytest.param(
            ("Chelmsford Timber Ltd will grow.", "Shares of Chelmsford rose."), "chelmsford-timber", id="a town's name"
        ),
    ],
)
def test_forms_of_an_organizations_name_are_one_actor(sentences: tuple[str, ...], identity: str) -> None:
    """Acronyms, legal forms and word order make no second organization."""
    assert {actor.id for actor in tag_sentences(*sentences).actors} == {identity}


@pytest.mark.parametrize(
    ("sentences", "name"),
    [
        pytest.param(("NORHAVEN — Crews cut trees.", "She lives in Norhaven."), "Norhaven", id="named again"),
        pytest.param(("Crews in RICHMOND cut trees.",), "Richmond", id="a known city"),
        pytest.param(("Crews in RIO DE JANEIRO cut trees.",), "Rio de Janeiro", id="a particle"),
        pytest.param(("She flew to LA on Monday.",), "LA", id="an acronym"),
    ],
)
def test_a_place_of_a_dateline_is_not_named_in_capitals(sentences: tuple[str, ...], name: str) -> None:
    """A city's name has small letters where the article or the table of cities has them."""
    assert [actor.name for actor in tag_sentences(*sentences).actors] == [name]


def test_an_initial_is_the_given_name() -> None:
    """A. Hollis is Anna Hollis where the article names no other; Peter Hollis is somebody else."""
    assert len(tag_sentences("Anna Hollis wrote it.", "A. Hollis signed it.").actors) == 1
    assert len(tag_sentences("Anna Hollis wrote it.", "Peter Hollis signed it.").actors) == 2


def test_a_father_is_not_his_son() -> None:
    """What follows “bin” is the father's name, by which nobody is called alone."""
    cast = tag_sentences("Tamir bin Salim Al Dar succeeds Salim bin Rashid Al Dar.", "Sheikh Salim thanked all.")
    assert cast.mentions[-1].actor == "salim-bin-rashid-al-dar"


def test_a_storm_is_no_person() -> None:
    """A storm's name alone is the storm, also where somebody has it as a given name."""
    cast = tag_sentences("Hurricane Olga struck.", "Olga was slow.", "Olga Hollis fled.", "Then Olga turned.")
    assert [m.actor for m in cast.mentions] == ["hurricane-olga", "hurricane-olga", "olga-hollis", "hurricane-olga"]


def test_a_surname_is_not_that_of_the_wife_who_is_introduced_as_such() -> None:
    """Who is introduced as somebody's relative is not meant by the surname alone."""
    cast = tag_sentences(
        "The sailor Arne Dvorsky was found.", "His wife, Ingrid Dvorsky, wept.", "Dvorsky, 61, smiled."
    )
    assert list_mentions(cast)[-1] == ("Dvorsky", "arne-dvorsky")


def test_a_surname_behind_mrs_may_be_the_wifes() -> None:
    """A form of address for a woman leaves both of them open."""
    cast = tag_sentences("The sailor Arne Dvorsky was found.", "His wife, Ingrid Dvorsky, wept.", "Mrs Dvorsky smiled.")
    assert ("Dvorsky", "arne-dvorsky") not in list_mentions(cast)
