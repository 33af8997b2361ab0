"""Claims about the stories that a channel wants to know at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from briefings.clustering import AlertCriteria, find_alert_stories, group_stories
from corpus.models import Passage
from tests.support.briefings.passages import build_passage

FERRY = (
    "The ferry Halden ran aground off Osel with ninety passengers on board.",
    "Divers searched the hull of the Halden after the ferry struck rocks near Osel.",
    "The Halden's captain told the coast guard that the rudder of the ferry had failed.",
)
CHEESE = (
    "Cheesemakers in Gouvert won a court case against a dairy that copied their label.",
    "The court in Gouvert ruled that the dairy must destroy every cheese with the label.",
)


def _build_article(key: str, texts: tuple[str, ...], sequence: int, day: str | None = "2024-06-20") -> list[Passage]:
    passages = []
    for number, text in enumerate(texts):
        one = build_passage(text, key, 200 * number, number)
        passages.append(replace(one, sequence=sequence, citation=replace(one.citation, published=day)))
    return passages


def _build_corpus() -> list[Passage]:
    return [
        *_build_article("ferry-1", FERRY, 1),
        *_build_article("cheese-1", CHEESE, 2),
        *_build_article("ferry-2", FERRY[1:] + FERRY[:1], 3),
        *_build_article("ferry-3", FERRY[::-1], 4),
    ]


def test_a_story_with_enough_origins_is_found() -> None:
    """One with fewer is not, and neither is one without a new article."""
    fresh = frozenset({"ferry-3", "cheese-1"})
    (found,), joined = find_alert_stories(_build_corpus(), AlertCriteria(fresh, 3))
    assert found.articles == ("ferry-1", "ferry-2", "ferry-3")
    assert not joined
    assert find_alert_stories(_build_corpus(), AlertCriteria(fresh, 4)) == ((), {})
    assert find_alert_stories(_build_corpus(), AlertCriteria(frozenset({"cheese-1"}), 2)) == ((), {})


def test_those_with_most_origins_come_first() -> None:
    """Whatever was added first."""
    passages = [*_build_article("cheese-0", CHEESE, 0), *_build_corpus()]
    found, _ = find_alert_stories(passages, AlertCriteria(frozenset({"ferry-3", "cheese-1"})))
    assert [len(group.articles) for group in found] == [3, 2]


def test_only_stories_with_a_watched_article_are_found() -> None:
    """Also where the watched article is not the new one."""
    wanted = AlertCriteria(frozenset({"ferry-3", "cheese-1"}), 1, frozenset({"ferry-1"}))
    (found,), _ = find_alert_stories(_build_corpus(), wanted)
    assert "ferry-1" in found.articles


def test_a_known_story_is_not_found_again_under_any_id() -> None:
    """An article that joins it becomes known; so do two stories that become one, of which one was known."""
    known = AlertCriteria(frozenset({"ferry-3"}), 2, known={"ferry-2": "older"})
    found, joined = find_alert_stories(_build_corpus(), known)
    assert found == ()
    assert joined == {"ferry-1": "older", "ferry-2": "older", "ferry-3": "older"}
    assert "older" not in {group.id for group in group_stories(_build_corpus())}


def test_old_news_that_arrives_late_is_no_news() -> None:
    """A new article published before the given day does not count, one of unknown day does."""
    passages = _build_article("ferry-1", FERRY, 1, "2024-06-10")
    wanted = AlertCriteria(frozenset({"ferry-1"}), since=date(2024, 6, 18))
    assert find_alert_stories(passages, wanted)[0] == ()
    assert find_alert_stories(passages, replace(wanted, since=None))[0]
    assert find_alert_stories(_build_article("ferry-1", FERRY, 1, None), wanted)[0]


def test_without_passages_nothing_is_found() -> None:
    """An empty store is no error."""
    assert find_alert_stories((), AlertCriteria(frozenset())) == ((), {})
