"""Claims about the order of stories and the title of each."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefings.clustering import StoryGroup, StoryMaterial, arrange_stories, leans_on_context
from briefings.models import Headline, Point
from briefings.text import stem_words
from corpus.models import Mention, MentionKind, Quotation, QuotationKind
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


@pytest.mark.parametrize(("chosen_before", "leads"), [(2, True), (4, False)])
def test_two_origins_outweigh_two_places_but_not_four(chosen_before: int, leads: bool) -> None:
    """A story of two origins precedes one of a single origin chosen a little earlier, not one chosen much earlier."""
    first = [_build_point("b", start=100 * number) for number in range(chosen_before)]
    points = [*first, _build_point("a"), _build_point("c")]
    groups = [StoryGroup("one origin", ("b",), 0), StoryGroup("two origins", ("a", "c"), 1)]
    _, stories = arrange_stories(points, _build_material(groups, points))
    assert (stories[0].id == "two origins") is leads


def _build_old_story(outlets: int) -> tuple[list[Point], list[StoryGroup]]:
    """Make a story of today, and one of the month before from as many outlets."""
    old = [_build_point("a", "2024-05-20")]
    for number in range(1, outlets):
        citation = replace(old[0].passage.citation, key=f"a{number}", outlet=f"Paper {number}", origin=f"a{number}")
        old.append(Point(replace(old[0].passage, citation=citation)))
    keys = tuple(point.passage.citation.key for point in old)
    return [_build_point("b"), *old], [StoryGroup("new", ("b",), 0), StoryGroup("old", keys, 1)]


@pytest.mark.parametrize(("outlets", "first"), [(3, "new"), (4, "old")])
def test_age_takes_no_more_than_half_of_the_weight(outlets: int, first: str) -> None:
    """A story of last month that many outlets report still precedes one of today that one outlet reports."""
    points, groups = _build_old_story(outlets)
    stems = {point.passage.citation.key: frozenset(stem_words(point.passage.sentence.text)) for point in points}
    citations = {point.passage.citation.key: point.passage.citation for point in points}
    _, stories = arrange_stories(points, StoryMaterial(groups, citations, {}, stems=stems))
    assert stories[0].id == first


def test_articles_without_a_day_are_not_taken_for_old() -> None:
    """A story of which no article has a day keeps the place in which it was chosen."""
    points = [_build_point("a", ""), _build_point("b", "2024-06-20")]
    groups = [StoryGroup("undated", ("a",), 0), StoryGroup("dated", ("b",), 1)]
    _, stories = arrange_stories(points, _build_material(groups, points))
    assert [story.id for story in stories] == ["undated", "dated"]


@pytest.mark.parametrize("days", [("2024-06-18", "2024-06-19"), ("2024-06-19", "2024-06-18"), ("", "2024-06-18")])
def test_a_story_follows_the_latest_title_from_before(days: tuple[str, str]) -> None:
    """Of titles of articles that are not in the briefing, the latest is named; one without a day only if alone."""
    points = [_build_point("a")]
    material = _build_material([StoryGroup("s1", ("x", "y", "a"), 0)], points)
    citation = points[0].passage.citation
    before = {
        key: Headline(replace(citation, key=key, published=day), 0, 5, f"The {key}")
        for key, day in zip("xy", days, strict=True)
    }
    ((story,),) = (arrange_stories(points, replace(material, headlines=before))[1],)
    assert story.follows is not None
    assert story.follows.citation.published == max(days)


def test_a_story_without_earlier_articles_follows_nothing() -> None:
    """The titles of its own articles are not from before."""
    points = [_build_point("a")]
    material = _build_material([StoryGroup("s1", ("a",), 0)], points, a="Talvik dam bursts")
    ((story,),) = (arrange_stories(points, material)[1],)
    assert (story.follows, story.headline and story.headline.text) == (None, "Talvik dam bursts")


def _choose_title(material: StoryMaterial, points: list[Point]) -> str:
    """Return the key of the article whose title the only story has."""
    ((story,),) = (arrange_stories(points, material)[1],)
    assert story.headline is not None
    return story.headline.citation.key


TITLES = {"a": "Talvik dam floods a bakery museum", "c": "Talvik dam"}


@pytest.mark.parametrize(
    ("quoted", "background", "chosen"),
    [("a", "", "a"), ("c", "", "c"), ("ac", "", "c"), ("a", "a", "c"), ("c", "a", "c"), ("a", "ac", "a")],
    ids=[
        "a quoted opening counts more than a title that fits better",
        "where both agree",
        "of two quoted openings, the title that fits",
        "a title that explains counts less, though its opening is quoted",
        "and still less if it is not",
        "if all explain, the quoted one",
    ],
)
def test_a_title_is_chosen_by_quotation_fit_and_kind(quoted: str, background: str, chosen: str) -> None:
    """The evidence for a title adds up, and none of it decides alone."""
    points = [_build_point("a"), _build_point("c")]
    material = _build_material([StoryGroup("s1", ("a", "c"), 0)], points, **TITLES)
    material = replace(material, background=frozenset(background))
    assert _choose_title(material, [one for one in points if one.passage.citation.key in quoted]) == chosen


@pytest.mark.parametrize(("day", "chosen"), [("2024-06-20", "c"), ("2024-06-01", "a")])
def test_a_new_title_is_preferred_to_an_old_one(day: str, chosen: str) -> None:
    """A title that fits better gives way if it is weeks older than the story."""
    points = [_build_point("a"), _build_point("c", day)]
    titles = {"a": "Talvik dam floods bakery in Marnes", "c": "Talvik dam in Marnes"}
    assert _choose_title(_build_material([StoryGroup("s1", ("a", "c"), 0)], points, **titles), points) == chosen


def test_a_title_with_a_replaced_figure_is_shown_only_if_it_is_the_only_one() -> None:
    """What a later report corrects is no title, unless nothing else is."""
    points = [_build_point("a"), _build_point("c")]
    material = _build_material([StoryGroup("s1", ("a", "c"), 0)], points, **TITLES)
    assert _choose_title(replace(material, stale=frozenset({("c", 500)})), points) == "a"
    assert _choose_title(replace(material, stale=frozenset({("a", 500), ("c", 500)})), points) == "c"


@pytest.mark.parametrize(
    ("kind", "words", "leans"),
    [
        (QuotationKind.DIRECT, "Marnes thanks her for everything", False),
        (QuotationKind.REPORTED, "Marnes thanks her for everything", True),
        (QuotationKind.DIRECT, "for everything", True),
        (QuotationKind.DIRECT, "Marnes thanks ", True),
    ],
    ids=["inside a quotation", "inside reported speech", "before the quotation", "after it"],
)
def test_a_pronoun_in_a_quotation_needs_no_sentence_before(kind: QuotationKind, words: str, leans: bool) -> None:
    """Whoever is quoted speaks of others by pronoun; in the article's own words that needs the sentence before."""
    text = "Then Marnes thanks her for everything, Bo Lund said."
    at, begin = text.index("her"), text.index(words)
    pronoun = Mention(at, at + 3, "her", "ana-ruiz", MentionKind.PRONOUN)
    quotation = Quotation(begin, begin + len(words), words, kind, "bo-lund", confidence=0.9)
    passage = replace(build_passage(text), mentions=(pronoun,), quotations=(quotation,))
    assert leans_on_context(passage) is leans
    other = replace(pronoun, start=0, end=4, text="Then", actor="bo-lund", kind=MentionKind.NAME)
    assert leans_on_context(replace(passage, mentions=(other, pronoun))) is leans
    assert not leans_on_context(replace(passage, mentions=(replace(other, actor="ana-ruiz"), pronoun)))
