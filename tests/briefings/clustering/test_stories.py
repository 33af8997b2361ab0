"""Claims about the grouping of articles into stories."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from briefings.clustering import group_stories
from briefings.clustering.stories import build_story_id
from corpus.models import Passage
from tests.support.briefings.passages import build_passage

DAM = (
    "The Talvik dam burst before dawn and flooded the lower town of Marnes.",
    "Rescuers in Marnes pulled families from roofs after the Talvik dam gave way.",
    "Engineers had warned for years that the Talvik dam above Marnes was cracked.",
)
STRIKE = (
    "Bakers in Lisbon began a strike over night shifts and flour prices on Friday.",
    "The bakers' strike left Lisbon's cafes without bread for their breakfast guests.",
)


def _build_article(key: str, texts: tuple[str, ...], sequence: int, day: str = "2024-06-20") -> list[Passage]:
    passages = []
    for number, text in enumerate(texts):
        one = build_passage(text, key, 200 * number, number)
        passages.append(replace(one, sequence=sequence, citation=replace(one.citation, published=day)))
    return passages


def _build_corpus() -> list[Passage]:
    return [
        *_build_article("dam-1", DAM, 1),
        *_build_article("bread-1", STRIKE, 2),
        *_build_article("dam-2", DAM[1:] + DAM[:1], 3),
        *_build_article("bread-2", STRIKE[::-1], 4),
    ]


def test_reports_of_one_event_are_one_story() -> None:
    """Articles that share rare words are grouped, and others are not, in the order of adding."""
    groups = group_stories(_build_corpus())
    assert [group.articles for group in groups] == [("dam-1", "dam-2"), ("bread-1", "bread-2")]
    assert groups[0].topic != groups[1].topic


def test_the_order_of_passages_changes_no_story() -> None:
    """The same passages in any order give the same groups and ids."""
    shuffled = _build_corpus()
    Random(5).shuffle(shuffled)
    assert group_stories(shuffled) == group_stories(_build_corpus())


def test_a_story_keeps_its_id_as_articles_join() -> None:
    """An article that is added later, with an earlier day of publication too, leaves the id as it was."""
    (before,) = group_stories(_build_article("dam-1", DAM, 1))
    joined = [*_build_article("dam-1", DAM, 1), *_build_article("a-dam", DAM[::-1], 9, "2024-06-19")]
    (after,) = group_stories(joined)
    assert (after.id, after.articles) == (before.id, ("dam-1", "a-dam"))


def test_when_two_stories_become_one_the_older_id_stays() -> None:
    """Two articles that a third one connects have the id of the one that was added first."""
    flood, mayor = DAM[:1], ("Mayor Ines Corvo of Marnes resigned over the cracks that inspectors had reported.",)
    apart = [*_build_article("dam-1", flood, 1), *_build_article("mayor", mayor, 2)]
    assert [group.id for group in group_stories(apart)] == [build_story_id("dam-1"), build_story_id("mayor")]
    connecting = [*_build_article("both", (*mayor, *flood), 3), *_build_article("more", (*flood, *mayor), 4)]
    (merged,) = group_stories([*apart, *connecting])
    assert merged.id == build_story_id("dam-1")
    assert set(merged.articles) == {"dam-1", "mayor", "both", "more"}


def test_near_copies_are_one_story() -> None:
    """Articles of one origin are one story, whatever their words and days."""
    copy = [
        replace(one, citation=replace(one.citation, origin="dam-1"))
        for one in _build_article("x", STRIKE, 2, "2024-07-30")
    ]
    (group,) = group_stories([*_build_article("dam-1", DAM, 1), *copy])
    assert group.articles == ("dam-1", "x")


@pytest.mark.parametrize(("day", "count"), [("2024-06-21", 1), ("2024-07-20", 2)], ids=["a day later", "a month later"])
def test_what_is_reported_much_later_is_another_story(day: str, count: int) -> None:
    """The same words a day later are the same event; a month later they are not."""
    later = _build_article("dam-2", DAM[1:] + DAM[:1], 2, day)
    assert len(group_stories([*_build_article("dam-1", DAM, 1), *later])) == count


def test_nothing_is_no_story() -> None:
    """No passage gives no group."""
    assert group_stories(()) == ()
