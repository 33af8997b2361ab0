"""Claims about the order of stories and the title of each."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefings.clustering import StoryGroup, StoryMaterial, arrange_stories, leans_on_context
from briefings.models import Headline, Point
from briefings.text import stem_words
from tests.support.briefings.passages import build_passage

TEXTS = {
    "a": "The Talvik dam burst before dawn and flooded the lower town of Marnes.",
    "b": "Bakers in Lisbon began a strike over night shifts and the price of flour.",
    "c": "The mayor of Marnes resigned over the cracks in the Talvik dam.",
}


def _build_point(key: str, day: str = "2024-06-20", start: int = 0) -> Point:
    passage = build_passage(TEXTS[key], key, start)
    return Point(replace(passage, citation=replace(passage.citation, published=day)))


def _build_material(groups: list[StoryGroup], points: list[Point], **titles: str) -> StoryMaterial:
    citations = {point.passage.citation.key: point.passage.citation for point in points}
    headlines = {key: Headline(citations[key], 500, 500 + len(text), text) for key, text in titles.items()}
    stems = {key: frozenset(stem_words(TEXTS[key])) for key in citations}
    return StoryMaterial(groups, citations, headlines, stems=stems)


def test_topics_do_not_interleave() -> None:
    """A story of the leading story's topic precedes one of another topic, though that was chosen before it."""
    points = [_build_point("a"), _build_point("b"), _build_point("c")]
    groups = [StoryGroup("s1", ("a",), 0), StoryGroup("s2", ("b",), 1), StoryGroup("s3", ("c",), 0)]
    arranged, stories = arrange_stories(points, _build_material(groups, points))
    assert [point.passage.citation.key for point in arranged] == ["a", "c", "b"]
    assert [(story.id, story.sentences) for story in stories] == [("s1", (0,)), ("s3", (1,)), ("s2", (2,))]
    assert [point.score for point in arranged] == sorted((point.score for point in arranged), reverse=True)


def test_a_story_of_more_origins_precedes_a_new_one() -> None:
    """What two origins report comes before what one reports, though that was chosen first."""
    points = [_build_point("b"), _build_point("a"), _build_point("c")]
    groups = [StoryGroup("s1", ("a", "c"), 0), StoryGroup("s2", ("b",), 1)]
    _, stories = arrange_stories(points, _build_material(groups, points))
    assert [(story.id, story.origins) for story in stories] == [("s1", 2), ("s2", 1)]


def test_an_old_story_gives_way_to_a_new_one() -> None:
    """Of two stories of one origin, chosen one after the other, the one of today precedes that of last month."""
    points = [_build_point("a", "2024-05-20"), _build_point("b", "2024-06-20")]
    groups = [StoryGroup("s1", ("a",), 0), StoryGroup("s2", ("b",), 1)]
    _, stories = arrange_stories(points, _build_material(groups, points))
    assert [story.id for story in stories] == ["s2", "s1"]


def test_background_gives_way_to_news() -> None:
    """Of two stories of one origin, the one that only explains stands last, though it was chosen first."""
    points = [_build_point("a"), _build_point("b")]
    groups = [StoryGroup("s1", ("a",), 0), StoryGroup("s2", ("b",), 1)]
    material = replace(_build_material(groups, points), background=frozenset("a"))
    assert [story.id for story in arrange_stories(points, material)[1]] == ["s2", "s1"]


def test_the_title_is_no_background_where_there_is_news() -> None:
    """A title that explains gives way to one that reports."""
    points = [_build_point("a"), _build_point("c")]
    groups = [StoryGroup("s1", ("a", "c"), 0)]
    titles = {"a": "How the Talvik dam burst and flooded Marnes", "c": "Mayor of Marnes resigns over Talvik dam"}
    material = replace(_build_material(groups, points, **titles), background=frozenset("a"))
    ((story,),) = (arrange_stories(points, material)[1],)
    assert story.headline is not None
    assert story.headline.citation.key == "c"


def test_the_title_is_of_what_the_story_is_about() -> None:
    """Among titles of articles that are not quoted, the one with more words of the articles is chosen."""
    points = [_build_point("a"), _build_point("c")]
    groups = [StoryGroup("s1", ("a", "c"), 0)]
    material = _build_material(groups, points, a="A night in June", c="Mayor of Marnes resigns over Talvik dam")
    ((story,),) = (arrange_stories(points[:1], material)[1],)
    assert story.headline is not None
    assert story.headline.citation.key == "c"


def test_the_opening_of_the_titled_article_stands_under_its_title() -> None:
    """A sentence from the opening of the article whose title is shown comes first, though another was chosen first."""
    points = [_build_point("a"), _build_point("c")]
    material = _build_material([StoryGroup("s1", ("a", "c"), 0)], points, c="Mayor of Marnes resigns over Talvik dam")
    arranged, _ = arrange_stories(points, material)
    assert [point.passage.citation.key for point in arranged] == ["c", "a"]


def test_a_late_sentence_of_the_titled_article_keeps_its_place() -> None:
    """A sentence far down in the article whose title is shown does not precede the best one."""
    late = _build_point("c")
    points = [_build_point("a"), replace(late, passage=replace(late.passage, position=20))]
    material = _build_material([StoryGroup("s1", ("a", "c"), 0)], points, c="Mayor of Marnes resigns over Talvik dam")
    arranged, _ = arrange_stories(points, material)
    assert [point.passage.citation.key for point in arranged] == ["a", "c"]


def test_the_title_is_of_an_article_whose_opening_is_quoted() -> None:
    """An article of which only a late sentence is quoted lends its title no weight: that would stand below it."""
    late = _build_point("c")
    points = [_build_point("a"), replace(late, passage=replace(late.passage, position=20))]
    titles = {"a": "Talvik dam bursts after rain", "c": "Talvik dam bursts"}
    material = _build_material([StoryGroup("s1", ("a", "c"), 0)], points, **titles)
    ((story,),) = (arrange_stories(points, material)[1],)
    assert story.headline is not None
    assert story.headline.citation.key == "a"


def test_the_points_of_an_article_stand_in_reading_order() -> None:
    """A sentence chosen first that stands later in its article is shown after the other."""
    late, early = _build_point("a", start=300), _build_point("a", start=0)
    arranged, _ = arrange_stories([late, early], _build_material([StoryGroup("s1", ("a",))], [late]))
    assert [point.passage.sentence.start for point in arranged] == [0, 300]


@pytest.mark.parametrize(
    ("text", "leans"),
    [
        ("Six hundred of them were closed on Friday.", True),
        ("Two days ago it was a harmless breeze.", True),
        ("The office had a call on Wednesday that he was trapped.", True),
        ("Attempts to sell the other one failed.", True),
        ("Ana Ruiz said that she would resign.", False),
        ("A driver died when a tree fell on his car.", False),
        ("“I will go,” Ana Ruiz said.", False),
    ],
)
def test_a_word_that_another_sentence_explains_makes_a_sentence_lean(text: str, leans: bool) -> None:
    """A pronoun without a person before it, and "of them", need the sentence before; with a person they do not."""
    assert leans_on_context(build_passage(text)) is leans
