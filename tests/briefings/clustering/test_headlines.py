"""Claims about titles of articles, and about figures that later reports replace."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefings.clustering import choose_headlines, find_background, find_raised, find_superseded
from briefings.clustering.headlines import is_title
from corpus.models import Passage, Zone
from tests.support.briefings.passages import build_passage

BODY = "The council of Marnes voted on Monday to close the harbour bridge for repairs."


def _build_title(text: str) -> Passage:
    title = build_passage(text, "a", 500)
    return replace(title, sentence=replace(title.sentence, zone=Zone.HEADLINE))


@pytest.mark.parametrize(
    "text",
    [
        "Marnes council closes harbour bridge",
        "Harbour bridge to be closed, Marnes council says in letter to U.S.",
        "‘It will hold’: Marnes votes to repair its bridge",
        "Is the harbour bridge of Marnes safe?",
    ],
)
def test_a_title_is_one(text: str) -> None:
    """A line without a final stop that shares words with its article is its title."""
    headline = choose_headlines([_build_title(text)], [build_passage(BODY)])["a"]
    assert (headline.text, headline.start, headline.end) == (text, 500, 500 + len(text))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The council of Marnes has closed the harbour bridge for a year.", id="a sentence"),
        pytest.param("Image copyright Marnes Council", id="a credit"),
        pytest.param("Photo: the harbour bridge of Marnes seen from the council hall", id="a caption"),
        pytest.param("Sign up for breakfast emails and alerts", id="an advertisement"),
        pytest.param("Marnes", id="a word"),
        pytest.param("council harbour bridge repairs vote " * 6, id="a paragraph"),
    ],
)
def test_what_is_no_title_is_not_shown_as_one(text: str) -> None:
    """A sentence, a caption, a credit or an advertisement in the place of a title is none."""
    assert choose_headlines([_build_title(text)], [build_passage(BODY)]) == {}


def test_a_sentence_of_the_body_is_no_title() -> None:
    """Only the zone of headlines holds titles."""
    assert choose_headlines([build_passage("Marnes council closes harbour bridge")], [build_passage(BODY)]) == {}


def test_a_title_is_judged_by_itself_where_the_article_is_unknown() -> None:
    """Without the stems of its article, its form decides."""
    assert is_title("Bread prices rise in Lisbon", frozenset())


def _build_toll(text: str, key: str, day: str) -> Passage:
    one = build_passage(text, key)
    return replace(one, citation=replace(one.citation, published=day))


def test_the_newest_toll_replaces_the_earlier_ones() -> None:
    """Of two reports of one story, the one with the lower, earlier toll is superseded; other stories are not."""
    early = _build_toll("The flood killed six people in Marnes.", "a", "2024-06-20")
    late = _build_toll("The flood has killed at least 14 people, five of them children.", "b", "2024-06-22")
    other = _build_toll("An avalanche killed two people near Sorvik.", "c", "2024-06-21")
    assert find_superseded((early, late, other), {"a": 0, "b": 0, "c": 1}) == {("a", 0)}


def test_the_title_with_the_lower_toll_of_a_day_is_stale() -> None:
    """Of two titles of one day the one with the lower toll is superseded, since a title gives no part of it."""
    titles = [_build_title("Flood leaves 5 dead in Marnes"), _build_title("Flood leaves 14 dead in Marnes")]
    low, high = (replace(one, citation=replace(one.citation, key=key)) for one, key in zip(titles, "ab", strict=True))
    assert find_superseded((low, high), {"a": 0, "b": 0}) == {("a", 500)}


def test_a_bound_below_a_known_toll_is_superseded() -> None:
    """Of one day, "at least 15" is an older state of 16, and "about 16" is not."""
    exact = _build_toll("The flood has killed 16 people in Marnes.", "a", "2024-06-22")
    bound = _build_toll("The flood has killed at least 15 people in Marnes.", "b", "2024-06-22")
    rounded = _build_toll("The flood has killed about 16 people in Marnes.", "c", "2024-06-22")
    assert find_superseded((exact, bound, rounded), {"a": 0, "b": 0, "c": 0}) == {("b", 0)}


def test_a_little_lower_toll_in_another_story_of_the_topic_is_superseded() -> None:
    """Two stories of one topic and day give one toll; a much lower one, or one of another topic, counts others."""
    high = _build_toll("The flood has killed 16 people in Marnes.", "a", "2024-06-22")
    state = _build_toll("Aid reached Marnes, where the flood has killed at least 15 people.", "b", "2024-06-22")
    part = _build_toll("A landslide near Sorvik killed three people.", "c", "2024-06-22")
    stories, topics = {"a": 0, "b": 1, "c": 2}, {"a": 0, "b": 0, "c": 0}
    assert find_superseded((high, state, part), stories, topics) == {("b", 0)}
    assert find_superseded((high, state, part), stories, {"a": 0, "b": 1, "c": 2}) == frozenset()


def test_the_part_of_a_toll_does_not_make_a_report_stale() -> None:
    """A sentence that gives the whole and a part of it counts by the whole."""
    late = _build_toll("The flood killed 14 people, and five people died in Sorvik alone.", "b", "2024-06-22")
    assert find_superseded((late,), {"b": 0}) == frozenset()


def test_a_toll_above_that_of_a_day_before_is_raised() -> None:
    """The newest toll of a topic is raised if all earlier ones are lower; a first toll, or one that fell, is not."""
    early = _build_toll("The flood killed six people in Marnes.", "a", "2024-06-20")
    late = _build_toll("The flood has killed at least 14 people, five of them children.", "b", "2024-06-22")
    assert find_raised((early, late), {"a": 0, "b": 0}) == {("b", 0)}
    assert find_raised((early, late), {"a": 0, "b": 1}) == frozenset()
    fallen = _build_toll("The flood killed five people in Marnes, not six.", "c", "2024-06-23")
    assert find_raised((early, late, fallen), {"a": 0, "b": 0, "c": 0}) == frozenset()


_OLD, _FRESH = "1978-05-02", "2024-06-19"


@pytest.mark.parametrize(
    ("title", "days", "expected"),
    [
        pytest.param("How Marnes came by its harbour bridge", (_OLD, "", _OLD), True, id="explains, old days"),
        pytest.param("Why the harbour bridge of Marnes leans", ("", "", ""), True, id="explains, no day"),
        pytest.param("Marnes and its bridge: a short history", ("", _OLD, ""), True, id="a history"),
        pytest.param("How Marnes lost its harbour bridge", (_FRESH, "", ""), False, id="explains what is new"),
        pytest.param("Marnes council closes harbour bridge", (_OLD, "", _OLD), False, id="reports"),
        pytest.param("", (_OLD, "", _OLD), False, id="without a title"),
    ],
)
def test_background_explains_and_has_no_fresh_day(title: str, days: tuple[str, ...], expected: bool) -> None:
    """An article is background if its title explains and its first sentences name no day near its own."""
    body = [build_passage(BODY, "a", 100 * n, n, day=day or None) for n, day in enumerate(days)]
    headlines = choose_headlines([_build_title(title)], body) if title else {}
    assert find_background(headlines, body) == (frozenset("a") if expected else frozenset())


def test_an_article_without_a_day_is_no_background() -> None:
    """Where the day of an article is unknown, so is what is fresh in it."""
    (one,) = [build_passage(BODY)]
    undated = replace(one, citation=replace(one.citation, published=None))
    headlines = choose_headlines([_build_title("How the harbour bridge of Marnes was built")], [undated])
    assert find_background(headlines, [undated]) == frozenset()


def test_a_title_without_spaces_is_counted_by_its_characters() -> None:
    """Japanese and Chinese don't part their words; a label of a menu is still too short."""
    assert is_title("神戸の橋、春まで閉鎖", frozenset(), "ja")
    assert is_title("杭州大桥关闭至明年春天", frozenset(), "zh")
    assert not is_title("社会", frozenset(), "ja")
