"""Claims about figures of one thing in one story: found in other words, and not made up of two things."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest

from briefings.clustering import Contradiction, ContradictionKind, find_contradictions
from briefings.clustering.figures import extract_figures
from corpus.entities import load_bundled_registry
from corpus.models import Query, Source
from corpus.pipeline import add_sources
from corpus.store import open_store
from tests.support.briefings.annotated_passages import annotate_texts
from tests.support.cases import DATA

PAIRS: dict[str, list[dict[str, Any]]] = tomllib.loads((DATA / "story_figures.toml").read_text("utf-8"))


def find_differences(*reports: dict[str, str]) -> tuple[Contradiction, ...]:
    """Read reports of different outlets into a store of their own, and compare all their sentences."""
    sources = []
    for number, report in enumerate(reports):
        whole = f"title: News in brief\noutlet: Outlet {number}\npublished: {report['day']}\n\n{report['text']}\n"
        sources.append(Source(whole, f"t{number}", f"t{number}.txt", sha256(whole.encode()).hexdigest()))
    with open_store("sqlite:///:memory:") as store:
        add_sources(store, sources, load_bundled_registry())
        return find_contradictions(store.search(Query()))


@pytest.mark.parametrize("pair", PAIRS["differs"], ids=lambda pair: str(pair["topic"]))
def test_figures_of_one_thing_differ(pair: dict[str, Any]) -> None:
    """Whatever the words, the two figures stand side by side, and nothing else does."""
    (found,) = find_differences(pair["first"], pair["second"])
    assert found.kind is ContradictionKind.FIGURE
    sentences = {found.left.passage.sentence.text, found.right.passage.sentence.text}
    for words in pair["differ"]:
        assert any(words in sentence for sentence in sentences)


@pytest.mark.parametrize("pair", PAIRS["agrees"], ids=lambda pair: str(pair["topic"]))
def test_other_things_places_and_periods_do_not_differ(pair: dict[str, Any]) -> None:
    """Nor does a count that has grown, or one figure written in two ways."""
    assert find_differences(pair["first"], pair["second"]) == ()


def test_a_reprint_that_changes_the_figure_alone_differs() -> None:
    """Copies of one text are one word otherwise."""
    first, second, third = annotate_texts(
        [
            ("Nine people were killed by the storm in Torvik on Tuesday.", ("First Wire", "2023-05-09")),
            ("Six people were killed by the storm in Torvik on Tuesday.", ("Second Post", "2023-05-09")),
            ("On Tuesday the storm in Torvik killed six people.", ("Third Mail", "2023-05-09")),
        ]
    )
    copies = [replace(one, citation=replace(one.citation, origin="one")) for one in (first, second, third)]
    assert [one.kind for one in find_contradictions(copies[:2])] == [ContradictionKind.FIGURE]
    assert find_contradictions((copies[0], copies[2])) == ()


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("Four of the 23 people hurt in the fire are children.", [("injured", "23-23")]),
        ("The toll of the flood rose from 11 to 26.", [("dead", "26-26")]),
        ("The blast killed 12 people and wounded 40.", [("dead", "12-12"), ("injured", "40-40")]),
        ("They will earn €6m a year.", [("€ rate", "6e+06-6e+06")]),
        ("They paid 6 million euros.", [("€", "6e+06-6e+06")]),
        ("The board voted 9-2 for it.", [("votes", "9-2")]),
        ("Rovers led 2-0 at half-time.", [("score in part", "2-0")]),
        ("Rovers lost 2–4 to Athletic.", [("score", "4-2")]),
        ("A magnitude 6.1 quake was felt.", [("magnitude", "6.1-6.1")]),
        ("A boy of 14 was killed when the wall fell.", []),
        ("The driver, 52, was injured.", []),
        ("A woman aged 71 died in the fire.", []),
        ("The number of people killed by the storm stood at 14 on Friday.", [("dead", "14-14")]),
        ("Two died in Ardal, and 17 in all the valleys.", [("dead", "2-2"), ("dead", "17-17")]),
        ("Two were hurt in Ardal, three at Berg and nine in Marnes.", [("injured", f"{n}-{n}") for n in (2, 3, 9)]),
        ("Two people died in Ardal, where 300 lived.", [("dead", "2-2")]),
        ("The storm left a toll of 14 dead.", [("dead", "14-14")]),
        ("She worked there from 2004-09 and in 2016-17.", []),
    ],
)
def test_a_figure_is_read_with_its_thing(text: str, things: list[tuple[str, str]]) -> None:
    """Parts, former figures, rates and half-time scores are distinguished."""
    (passage,) = annotate_texts([(text, ("First Wire", "2023-05-09"))])
    assert [(one.thing, one.value) for one in extract_figures(passage)] == things
