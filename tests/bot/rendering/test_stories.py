"""Claims about how a story reads: its headline as a link, a sentence or two, and one small line."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.models.digest_message import DigestHeader, EditorChoices, dump_digest_text, load_digest_text
from bot.models.message import MAX_MESSAGE_CHARACTERS
from bot.rendering import format_digest, list_rendered_numbers, render_digest
from bot.rendering.replies import list_story_blocks, render_briefing
from bot.rendering.stories import StoryDetail, fit_stories, format_story
from briefings.digest import Digest
from briefings.models import Briefing, Headline, Point, Request, Story
from corpus.models import Citation, Confidence, Passage, Query, Sentence

HEADER = DigestHeader("d1234", "The dam", date(2024, 6, 21), datetime(2024, 6, 20, 23, tzinfo=UTC))


def _build_citation(key: str, address: str = "https://{key}.example/1") -> Citation:
    address = address.format(key=key)
    return Citation(key, 1, f"Title {key}", f"Outlet {key}", "2024-06-20", Confidence.STATED, address, key)


def _build_point(key: str, text: str, start: int = 0) -> Point:
    return Point(Passage(Sentence(key, start, start + len(text), text), _build_citation(key)))


def _build_briefing() -> Briefing:
    points = (
        _build_point("a", "The dam burst before dawn."),
        _build_point("a", "It flooded the town.", 40),
        _build_point("b", "Bakers in Lisbon went on strike."),
    )
    dam = Headline(_build_citation("a"), 0, 11, "Dam *bursts*")
    follows = Headline(_build_citation("z"), 0, 16, "Cracks in a dam]")
    stories = (
        Story("s1", dam, (0, 1), ("Outlet a", "Outlet c", "Outlet d"), 3, follows),
        Story("s2", None, (2,), ("Outlet b",), 1),
    )
    return Briefing("b0123", Request(Query(), text="news"), points, 9, 5, 3, stories)


def test_a_story_is_a_headline_its_sentences_and_a_small_line() -> None:
    """The headline links to its article; the small line has outlet, day, and who else reports it; markup is escaped."""
    message = render_briefing(_build_briefing())
    assert message.blocks[1] == (
        "**[Dam \\*bursts\\*](https://a.example/1)**\n"
        "> The dam burst before dawn.\n"
        "> It flooded the town.\n"
        "-# Outlet a · 20 June 2024 · also: Outlet c, Outlet d (3 origins)\n"
        "-# Follows “Cracks in a dam\\]” ([Outlet z · 20 June 2024](https://z.example/1))"
    )


def test_without_a_headline_the_sentence_stands_in_its_place() -> None:
    """It is shown once, as a quotation, and its outlet is the link."""
    message = render_briefing(_build_briefing())
    assert message.blocks[2] == "> Bakers in Lisbon went on strike.\n-# [Outlet b · 20 June 2024](https://b.example/1)"


def test_the_title_names_topic_and_day() -> None:
    """Of a briefing the days of its articles, of a digest its own; the foot is one line."""
    message = render_briefing(_build_briefing())
    assert message.blocks[0] == "### Briefing: news · Thursday 20 June 2024"
    assert message.blocks[-1] == "-# 5 reports, 3 origins · briefing b0123"
    digest = render_digest(format_digest(Digest(_build_briefing()), HEADER))
    assert digest.blocks[0] == "### The dam · Friday 21 June 2024"
    assert digest.blocks[-1] == "-# 5 reports, 3 origins · digest d1234"


def test_a_headline_without_an_address_is_no_link() -> None:
    """An article from a file has a headline all the same."""
    briefing = _build_briefing()
    story = replace(
        briefing.stories[0],
        headline=Headline(_build_citation("a", "/news/{key}.txt"), 0, 11, "Dam bursts"),
        follows=None,
    )
    assert format_story(story, briefing.points[:1]).startswith("**Dam bursts**\n")


def test_sentences_of_two_articles_each_have_their_source() -> None:
    """A story that quotes two articles names the outlet of either."""
    briefing = _build_briefing()
    story = replace(briefing.stories[0], sentences=(0, 2), follows=None)
    lines = format_story(story, (briefing.points[0], briefing.points[2])).splitlines()
    assert [line for line in lines if line.startswith("-# ")] == [
        "-# Outlet a · 20 June 2024",
        "-# [Outlet b · 20 June 2024](https://b.example/1) · also: Outlet c, Outlet d (3 origins)",
    ]


@pytest.mark.parametrize(
    ("detail", "indices"),
    [
        (StoryDetail.FULL, [(0, 1), (2,)]),
        (StoryDetail.ONE_SENTENCE, [(0,), (2,)]),
        (StoryDetail.HEADLINE, [(0,), (2,)]),
    ],
)
def test_a_preset_shows_more_or_less_of_a_story(detail: StoryDetail, indices: list[tuple[int, ...]]) -> None:
    """All sentences, one, or the headline alone, which stands for the first sentence."""
    blocks = fit_stories(_build_briefing(), MAX_MESSAGE_CHARACTERS, 10, detail=detail)
    assert [block.indices for block in blocks] == indices
    assert ("dawn" in blocks[0].markdown) is (detail is not StoryDetail.HEADLINE)
    assert "Bakers" in blocks[1].markdown


def test_a_story_too_long_is_shown_with_one_sentence_or_left_out() -> None:
    """What does not fit is counted, and no sentence is cut."""
    briefing = _build_briefing()
    points = (briefing.points[0], _build_point("a", "x" * 3_700, 40), briefing.points[2])
    long = replace(briefing, points=points)
    assert [block.indices for block in list_story_blocks(long)] == [(0,), (2,)]
    longer = replace(long, points=(_build_point("a", "x" * 3_900), *points[1:]))
    assert "1 more story didn't fit" in render_briefing(longer).text


def test_editors_reorder_stories_with_all_their_sentences() -> None:
    """The numbers of a moved story's sentences move with it, also after the draft was stored."""
    text = format_digest(Digest(_build_briefing()), HEADER)
    stored = load_digest_text(dump_digest_text(text), {})
    assert stored == text
    assert list_rendered_numbers(stored) == (1, 2, 3)
    assert list_rendered_numbers(stored, EditorChoices(order=(1, 0))) == (3, 1, 2)
    assert list_rendered_numbers(stored, EditorChoices(order=(0,))) == (1, 2)
