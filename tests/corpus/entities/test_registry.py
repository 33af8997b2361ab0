"""The known actors, and what curators say of them."""

import re
import tomllib
from importlib.resources import files

import pytest

from corpus.entities import Curation, CurationAction, Registry, apply_curations, load_bundled_registry
from corpus.entities.curation import find_actors_by_name
from corpus.entities.registry import RegistryEntry, normalize_name, parse_registry, to_actor_id
from corpus.errors import RegistryError
from corpus.models import Actor, ActorKind, strip_accents


def test_every_state_has_a_name_of_its_own() -> None:
    """The states of the world are known with capitals and demonyms, and no name belongs to two."""
    states = [one for one in load_bundled_registry().entries if one.actor.kind is ActorKind.STATE]
    assert len(states) > 190
    assert len({normalize_name(one.actor.name) for one in states}) == len(states)


def test_the_table_of_countries_has_its_form() -> None:
    """Each row has a code of its own and a name without accents; source and licence stand at the head."""
    text = (files("corpus.entities") / "countries.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text)["country"]
    assert len({row["code"] for row in rows}) == len(rows) >= 240
    for row in rows:
        assert list(row) == ["code", "name", "capital", "demonyms", "aliases"]
        assert re.fullmatch(r"[A-Z]{3}", row["code"])
        assert row["name"] == strip_accents(row["name"]).strip() != ""
        assert all(name and name == name.strip() for name in (*row["demonyms"], *row["aliases"]))
    head = text[: text.index("[[country]]")]
    assert "countryinfo 1.0.1" in head
    assert "MIT License" in head


@pytest.mark.parametrize(
    ("name", "state"),
    [
        pytest.param("North Korean", "north-korea", id="a demonym"),
        pytest.param("Seoul", "south-korea", id="a capital"),
        pytest.param("the Kremlin", "russia", id="a palace"),
        pytest.param("D.P.R.K.", "north-korea", id="an acronym with stops"),
        pytest.param("Kiev", "ukraine", id="an older spelling"),
        pytest.param("Poles", "poland", id="a people"),
        pytest.param("Brasília", "brazil", id="an accent"),
    ],
)
def test_a_name_has_one_owner(name: str, state: str) -> None:
    """Each of a state's names leads to that state alone."""
    assert [one.actor.id for one in find_actors_by_name(load_bundled_registry(), name)] == [state]


def test_the_registry_without_people_holds_none() -> None:
    """For measuring, persons are left out and everybody else stays."""
    rest = load_bundled_registry().exclude_people()
    assert all(one.actor.kind is not ActorKind.PERSON for one in rest.entries)
    assert len(rest.entries) + sum(o.actor.kind is ActorKind.PERSON for o in load_bundled_registry().entries) == len(
        load_bundled_registry().entries
    )


def test_offices_have_dates() -> None:
    """A post is held from its first day to its last, both included."""
    office = load_bundled_registry().by_id["joe-biden"].offices[0]
    assert office.is_held_on("2024-06-20")
    assert not office.is_held_on("2025-06-20")
    assert not office.is_held_on(None)


def test_every_part_belongs_to_somebody_known() -> None:
    """Who an actor is part of, and whose office it holds, are in the registry too."""
    registry = load_bundled_registry()
    named = {one.actor.part_of for one in registry.entries} | {o.of for one in registry.entries for o in one.offices}
    assert named - {None} <= set(registry.by_id)


def _build_registry() -> Registry:
    return Registry(
        (
            RegistryEntry(Actor("kim-jong-un", "Kim Jong Un", ActorKind.PERSON, ("Kim Jong-un", "the leader"))),
            RegistryEntry(Actor("choe-son-hui", "Choe Son Hui", ActorKind.PERSON)),
        )
    )


def test_an_added_actor_is_known() -> None:
    """A curator's actor gets an id made from its name."""
    registry = apply_curations(
        _build_registry(), [Curation(CurationAction.ADD, "", "Ri Yong Ho", description="former minister")]
    )
    assert registry.by_id["ri-yong-ho"].actor.description == "former minister"


def test_an_alias_of_two_actors_is_refused() -> None:
    """A name that already belongs to somebody is refused, and both actors are named."""
    with pytest.raises(RegistryError, match=r"Kim Jong-un.*Kim Jong Un.*Choe Son Hui"):
        apply_curations(_build_registry(), [Curation(CurationAction.ALIAS, "choe-son-hui", "Kim Jong-un")])


def test_an_alias_without_a_letter_is_refused() -> None:
    """Nobody could ask for it."""
    with pytest.raises(RegistryError, match="at least one letter or digit"):
        apply_curations(load_bundled_registry(), [Curation(CurationAction.ALIAS, "vladimir-putin", "–")])


def test_a_merged_actor_goes_under_the_other_name() -> None:
    """After a merger the one id leads to the other, which has both names."""
    registry = apply_curations(_build_registry(), [Curation(CurationAction.MERGE, "choe-son-hui", "kim-jong-un")])
    assert registry.resolve_id("choe-son-hui") == "kim-jong-un"
    assert "Choe Son Hui" in registry.by_id["kim-jong-un"].actor.aliases
    assert "choe-son-hui" not in registry.by_id


def test_an_actor_found_in_texts_can_be_merged() -> None:
    """A merger of an id that the registry does not hold is kept for the reading of articles."""
    assert (
        apply_curations(_build_registry(), [Curation(CurationAction.MERGE, "kim-jongun", "kim-jong-un")]).resolve_id(
            "kim-jongun"
        )
        == "kim-jong-un"
    )


def test_an_actor_of_the_registry_can_go_under_the_name_that_texts_give() -> None:
    """Merged into an actor found in texts, a known one leaves its own name to be an alias; its kind and post stay."""
    merged = apply_curations(_build_registry(), [Curation(CurationAction.MERGE, "choe-son-hui", "lars-lindqvist")])
    known, gone = merged.by_id["lars-lindqvist"].actor, _build_registry().by_id["choe-son-hui"]
    assert (known.name, known.kind, known.description) == ("Lars Lindqvist", gone.actor.kind, gone.actor.description)
    assert gone.actor.name in known.aliases
    assert merged.by_id["lars-lindqvist"].offices == gone.offices


def test_a_merger_in_a_circle_is_refused() -> None:
    """Two actors can't each be merged into the other."""
    words = [Curation(CurationAction.MERGE, "a", "b"), Curation(CurationAction.MERGE, "b", "a")]
    with pytest.raises(RegistryError):
        apply_curations(_build_registry(), words)


def test_a_split_name_is_free_for_another() -> None:
    """A name taken from one actor may be given to another."""
    words = [
        Curation(CurationAction.SPLIT, "kim-jong-un", "the leader"),
        Curation(CurationAction.ALIAS, "choe-son-hui", "the leader"),
    ]
    registry = apply_curations(_build_registry(), words)
    assert [one.actor.id for one in find_actors_by_name(registry, "The Leader")] == ["choe-son-hui"]


@pytest.mark.parametrize(
    "word",
    [
        pytest.param(Curation(CurationAction.ADD, "kim", "Kim Jong-un"), id="a taken name"),
        pytest.param(Curation(CurationAction.ADD, "kim-jong-un", "Somebody Else"), id="a taken id"),
        pytest.param(Curation(CurationAction.ALIAS, "kim-jong-un", " - "), id="no letters"),
        pytest.param(Curation(CurationAction.SPLIT, "kim-jong-un", "Kim Jong Un"), id="its own name"),
    ],
)
def test_a_contradiction_is_refused(word: Curation) -> None:
    """What would make the registry contradict itself is refused."""
    with pytest.raises(RegistryError):
        apply_curations(_build_registry(), [word])


@pytest.mark.parametrize(
    "word",
    [Curation(CurationAction.ADD, "x", "Xavier", ActorKind.GROUP, "d"), Curation(CurationAction.MERGE, "a", "b")],
)
def test_a_correction_survives_being_stored(word: Curation) -> None:
    """A word written as a row and read again is the same word."""
    assert Curation.from_row(*word.to_row()) == word


@pytest.mark.parametrize("row", [("praise", "a", "b"), ("add", "a", '{"kind": "person"}'), ("add", "a", "{")])
def test_an_unreadable_row_is_refused(row: tuple[str, str, str]) -> None:
    """A row with an unknown action or a broken object is named in the error."""
    with pytest.raises(RegistryError):
        Curation.from_row(*row)


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param({"actor": [{"name": "A", "kind": "person"}, {"name": "A", "kind": "group"}]}, id="one id twice"),
        pytest.param(
            {"actor": [{"name": "A", "kind": "person"}, {"name": "B", "kind": "group", "aliases": ["a"]}]},
            id="one alias twice",
        ),
        pytest.param({"actor": [{"name": "A", "kind": "planet"}]}, id="an unknown kind"),
    ],
)
def test_a_registry_that_contradicts_itself_is_refused(rows: dict[str, object]) -> None:
    """A registry file with two owners of a name or a bad kind is an error, not a guess."""
    with pytest.raises(RegistryError):
        parse_registry(rows)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kim Jong-un", "KIM JONG UN"),
        ("U.S.", "US"),
        ("the Kremlin", "Kremlin"),
        ("Russia's", "Russia"),
        ("Yaoundé", "Yaounde"),
    ],
)
def test_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    """Hyphens, stops, case, accents, articles and possessives make no difference."""
    assert normalize_name(one) == normalize_name(other)


def test_a_name_in_another_script_has_an_id() -> None:
    """An id is made even where there is no Latin letter."""
    assert to_actor_id("Владимир Путин") == "владимир-путин"
    assert to_actor_id("…") == "unnamed"
