"""Near copies are grouped; different reports are not."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.models import Zone
from corpus.segmentation import label_zones
from corpus.sources.files import load_sources
from corpus.store import compute_sketch, is_near_copy
from corpus.store.fingerprints import CopyLink, Sketch, compare_sketches, group_copies
from tests.support.paths import SAMPLE, list_seeds

STORY = " ".join(f"In the {n}th paragraph somebody counted word number {n * n} of the tale." for n in range(60))


def group(names: str, *mutual: str, **one_sided: int) -> dict[str, str]:
    """Group articles of one letter each by mutual links, and by links from part to whole with their hashes."""
    links = [CopyLink((0, one), (0, other), 9, is_mutual=True) for one, other in mutual]
    links += [CopyLink((0, one), (0, other), shared, is_mutual=False) for (one, other), shared in one_sided.items()]
    return {one: first for (_, one), (_, first) in group_copies([(0, name) for name in names], links).items()}


def is_near(one: str, other: str) -> bool:
    """Return whether two texts are near copies."""
    a, b = set(compute_sketch(one)), set(compute_sketch(other))
    return is_near_copy(len(a & b), len(a), len(b))


@pytest.mark.parametrize(
    "copy",
    [
        pytest.param(STORY.upper(), id="in capitals"),
        pytest.param(STORY.replace(".", " —"), id="with other stops"),
        pytest.param(STORY[: len(STORY) // 2], id="cut in half"),
        pytest.param(STORY + " quite other words" * 200, id="with much added"),
        pytest.param(STORY.replace("counted", "weighed"), id="with one word in thirteen replaced"),
    ],
)
def test_a_copy_is_near_its_original(copy: str) -> None:
    """Cut, edited and padded copies are recognised."""
    assert is_near(STORY, copy)


@pytest.mark.parametrize("text", ["", "One word.", "in the 3th paragraph somebody counted"])
def test_a_few_words_prove_nothing(text: str) -> None:
    """A text too short to be distinguished is of its own origin."""
    assert not is_near(STORY, text)


def test_a_sketch_is_the_same_everywhere() -> None:
    """The hashes are part of the stored data: they depend on no process and no machine."""
    assert compute_sketch("the quick brown fox jumps over the lazy dog by the river") == (
        compute_sketch("The QUICK brown fox; jumps over the lazy dog, by the river!")
    )
    assert compute_sketch(" ".join(map(str, range(12)))) == (485596086, 591800104)


def test_groups_take_the_name_of_their_first_member() -> None:
    """Links are followed from copy to copy."""
    assert group("abcdef", "dc", "bd", "ef") == {"a": "a", "b": "b", "c": "b", "d": "b", "e": "e", "f": "e"}


def test_a_brief_joins_the_report_that_has_most_of_it_and_connects_no_two() -> None:
    """A part of two articles is of the group of one; copies of the part go with it."""
    assert group("bxy", bx=9, by=8) == {"b": "b", "x": "b", "y": "y"}
    assert group("bcxy", "bc", bx=9, by=8, cy=9) == {"b": "b", "c": "b", "x": "b", "y": "y"}


def test_a_standing_paragraph_adds_nothing_to_what_two_articles_share() -> None:
    """Two reports of one matter that are not near without their outlet's paragraph are not near with it."""
    one, other = (Sketch(frozenset(range(start, start + 75)), frozenset(range(900, 925))) for start in (0, 50))
    assert compare_sketches(one, other) is None


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh"))), st.randoms())
def test_groups_do_not_depend_on_the_order_of_the_pairs(pairs: list[tuple[str, str]], dice: Random) -> None:
    """The same links give the same groups, however they are listed."""
    mixed = ["".join(dice.sample(pair, 2)) for pair in dice.sample(pairs, len(pairs))]
    assert group("abcdefgh", *map("".join, pairs)) == group("hgfedcba", *mixed)


def test_different_reports_of_one_event_stay_apart() -> None:
    """The seeds are five origins, and of the sample only the reprint has the origin of another."""
    sketches = {}
    for source in (*(load_sources(path).sources[0] for path in list_seeds()), *load_sources(SAMPLE).sources):
        bodies = [source.text[span.start : span.end] for span in label_zones(source.text) if span.zone is Zone.BODY]
        sketches[source.name] = set(compute_sketch("\n".join(bodies)))
    pairs = [
        (a, b)
        for a, b in combinations(sorted(sketches), 2)
        if is_near_copy(len(sketches[a] & sketches[b]), len(sketches[a]), len(sketches[b]))
    ]
    assert pairs == [("courier-treaty-reprint", "wire-treaty-signed")]
