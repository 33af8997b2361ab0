"""Claims about contrasts: where outlets differ on the same statement, and where they only say it otherwise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefings.clustering import Contradiction, ContradictionKind, find_contradictions
from briefings.clustering.quantities import extract_quantities
from tests.support.briefings.annotated_passages import annotate_pairs
from tests.support.briefings.passages import BANK, MAYOR, add_quotation, build_passage
from tests.support.cases import SAME_DAY, compare_sentence_pairs, get_differing_words

KILLED = build_passage("The flood in the northern valley killed 12 people, the Central Bank said.", "a", actors=(BANK,))
MORE = build_passage(
    "The Central Bank said that the flood in the northern valley killed 31 people.", "b", actors=(BANK,)
)


@pytest.fixture(scope="module")
def contradictions() -> dict[str, list[tuple[dict[str, str], tuple[Contradiction, ...]]]]:
    """Look for contrasts in each pair of tests/data/contradictions.toml, by what it is."""
    return compare_sentence_pairs()


def test_no_contrast_is_made_of_a_paraphrase(
    contradictions: dict[str, list[tuple[object, tuple[Contradiction, ...]]]],
) -> None:
    """Sentences that say the same in other words, or are about two things, differ in nothing."""
    assert [entry for entry, found in contradictions["none"] if found] == []
    assert len(contradictions["none"]) >= 20


@pytest.mark.parametrize("kind", list(ContradictionKind))
def test_most_of_what_differs_is_found(
    contradictions: dict[str, list[tuple[dict[str, str], tuple[Contradiction, ...]]]], kind: ContradictionKind
) -> None:
    """Of the pairs that differ in this, four in five are found, as this alone, with the very words that differ."""
    found = [(entry["differ"], one) for entry, given in contradictions[kind.value] for one in given]
    assert all(one.kind is kind for _, one in found)
    assert len(found) >= 0.8 * len(contradictions[kind.value])
    assert [
        [get_differing_words(one.left, one.left_spans), get_differing_words(one.right, one.right_spans)]
        for _, one in found
    ] == [differ for differ, _ in found]


def test_both_sides_stand_with_all_who_say_so() -> None:
    """Outlets of one figure are on one side; the earlier sentence stands first."""
    first = replace(MORE, citation=replace(MORE.citation, published="2024-06-19"))
    third = replace(KILLED, citation=replace(KILLED.citation, key="c", origin="c", outlet="Outlet c"))
    (found,) = find_contradictions((KILLED, first, third))
    assert (found.kind, found.about) == (ContradictionKind.FIGURE, "people")
    assert (found.left.passage, found.left.also) == (first, ())
    assert {found.right.passage.citation.key, *(citation.key for citation in found.right.also)} == {"a", "c"}
    assert set(found.outlets) == {"Outlet a", "Outlet b", "Outlet c"}


def test_a_figure_that_has_grown_by_the_next_day_is_no_contrast() -> None:
    """A toll that rises from day to day is news, not a disagreement; one that falls is one."""
    late = replace(MORE, citation=replace(MORE.citation, published="2024-06-23"))
    assert find_contradictions((KILLED, late)) == ()
    fallen = replace(KILLED, citation=replace(KILLED.citation, published="2024-06-23"))
    assert len(find_contradictions((MORE, fallen))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            "Revenue of the harbour rose by 8 per cent.", "Revenue of the bank rose by 3 per cent.", id="shares"
        ),
        pytest.param("At least 27 people were killed.", "Up to 30,000 people were killed.", id="sizes of two things"),
        pytest.param("Flu kills 250 to 500 people a year.", "Flu kills 90 people a year.", id="a range"),
        pytest.param("Nine of the 23 boats came home.", "Two of the nine boats came home.", id="wholes of parts"),
        pytest.param(
            "Ana Ruiz said on 18 June 2024 that the bridge was safe.",
            "Ana Ruiz said on 19 June 2024 that the bridge was safe.",
            id="the day on which it was said",
        ),
    ],
)
def test_what_is_measured_of_two_things_is_no_contrast(one: str, other: str) -> None:
    """Another share, size or day of another thing contradicts nothing."""
    first, second = annotate_pairs([{"one": one, "other": other}], "one", "other", SAME_DAY)[0]
    assert find_contradictions((first, second)) == ()


def test_copies_of_one_origin_do_not_contradict_each_other() -> None:
    """What one text and its reprint have in two wordings is an edit, not two outlets' word."""
    copy = replace(MORE, citation=replace(MORE.citation, origin="a"))
    assert find_contradictions((KILLED, copy)) == ()
    assert find_contradictions((KILLED, replace(MORE, sentence=MORE.sentence, citation=KILLED.citation))) == ()


def test_one_sentence_in_two_outlets_does_not_contradict_itself() -> None:
    """What somebody says twice in other words is no difference between the outlets that print both."""
    first, second = "We will build the new bridge here", "We will build the old bridge here"
    printed = [
        replace(
            passage,
            quotations=tuple(add_quotation(passage, words, "ana-ruiz").quotations[0] for words in (first, second)),
        )
        for passage in (
            build_passage(f"Ana Ruiz said “{first}”, and then “{second}”.", key, actors=(MAYOR,)) for key in ("a", "b")
        )
    ]
    assert find_contradictions(printed) == ()


def test_a_name_spelt_otherwise_is_no_other_wording() -> None:
    """Transliterations of one name, and words with and without a hyphen, are the same words."""
    told = [
        add_quotation(build_passage(f"Ana Ruiz said: “{words}”", key, actors=(MAYOR,)), words, "ana-ruiz")
        for key, words in (
            ("a", "We will cooperate with Colonel Gaddafi on the new bridge"),
            ("b", "We will co-operate with Colonel Qaddafy on the new bridge"),
        )
    ]
    assert find_contradictions(told) == ()


def test_what_an_editor_left_out_is_no_other_wording() -> None:
    """An ellipsis or a bracket inside a quotation shows that it was cut."""
    told = [
        add_quotation(build_passage(f"Ana Ruiz said: “{words}”", key, actors=(MAYOR,)), words, "ana-ruiz")
        for key, words in (
            ("a", "We will open the new and expensive bridge in June"),
            ("b", "We will open the new… bridge in June"),
        )
    ]
    assert find_contradictions(told) == ()


def test_the_surest_come_first_and_no_more_than_asked_for() -> None:
    """What several origins say outweighs what two do; the limit holds."""
    other = build_passage("Fishermen on the coast caught 400 tonnes of cod in the spring.", "d")
    another = build_passage("In the spring fishermen on the coast caught 900 tonnes of cod.", "e")
    third = replace(KILLED, citation=replace(KILLED.citation, key="c", origin="c"))
    found = find_contradictions((other, another, KILLED, MORE, third))
    assert [one.about for one in found] == ["people", "tonnes"]
    assert found[0].weight > found[1].weight
    assert find_contradictions((other, another, KILLED, MORE, third), 1) == found[:1]


def test_nothing_differs_from_nothing() -> None:
    """Without passages, or with one, there is no contrast."""
    assert find_contradictions(()) == find_contradictions((KILLED,)) == ()


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("At least a dozen deals were signed.", [("At least a dozen", "deals")]),
        ("It sent more than 330 large balloons.", [("more than 330", "balloons")]),
        (
            "Twenty-one people and 3.5 million kroner were missing.",
            [("Twenty-one", "people"), ("3.5 million", "kroner")],
        ),
        ("Exports fell by 8 per cent.", [("8 per cent", "per cent")]),
        ("A nine-day strike of the 5th regiment ended at 14 Downing Street.", []),
        ("Ruiz, 58, was 1 of many.", []),
        ("Tens of thousands of demonstrators came.", [("Tens of thousands of", "demonstrators")]),
    ],
)
def test_quantities_are_read_with_what_they_count(text: str, counted: list[tuple[str, str]]) -> None:
    """A number counts the plural behind it; ages, ordinals, compounds and house numbers count nothing."""
    assert [(one.text, one.noun_text) for one in extract_quantities(build_passage(text))] == counted


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("more than 200 cars", "230 cars", True),
        ("more than 330 cars", "some 260 cars", False),
        ("nearly 300 cars", "297 cars", True),
        ("up to 50 cars", "40 cars", True),
        ("several cars", "at least a dozen cars", False),
        ("dozens of cars", "40 cars", True),
        ("2 million cars", "2,000,000 cars", True),
    ],
)
def test_figures_agree_where_one_number_may_be_meant(one: str, other: str, agree: bool) -> None:
    """Rounding, floors and vague words leave room; what lies outside it is another figure."""
    ((first,), (second,)) = (extract_quantities(build_passage(f"They stole {text}.")) for text in (one, other))
    assert first.is_compatible_with(second) is second.is_compatible_with(first) is agree
