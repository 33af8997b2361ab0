"""Claims about how a story reads: its headline as a link, a sentence or two, and one small line."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.models.digest_message import DigestHeader, EditorChoices, dump_digest_text, load_digest_text
from bot.models.message import (
    MAX_MESSAGE_CHARACTERS,
    TOPIC_ACCENTS,
    Accent,
    Thumbnail,
    choose_accent,
    dump_message,
    load_message,
)
from bot.rendering import format_digest, list_rendered_numbers, render_digest, to_view
from bot.rendering.replies import list_story_blocks, render_briefing
from bot.rendering.stories import StoryDetail, estimate_height, fit_stories, format_story, shorten_stories
from briefings.digest import Digest
from briefings.models import Briefing, Headline, Point, Request, Story
from corpus.models import Citation, Confidence, Passage, Query, Sentence, Topic

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
        "-# Follows “Cracks in a dam\\]” · [Outlet z · 20 June 2024](https://z.example/1)"
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


def test_stories_are_shortened_from_the_last() -> None:
    """Where the screen is too small, later stories have one sentence, and the first keeps both as long as possible."""
    briefing = _build_briefing()
    points = (*briefing.points, _build_point("b", "Their wages are frozen.", 40))
    stories = (briefing.stories[0], replace(briefing.stories[1], sentences=(2, 3)))
    briefing = replace(briefing, points=points, stories=stories)
    blocks = fit_stories(briefing, MAX_MESSAGE_CHARACTERS, 10)
    whole = sum(estimate_height(block.markdown) for block in blocks)
    assert shorten_stories(briefing, blocks, whole) == blocks
    assert [block.indices for block in shorten_stories(briefing, blocks, whole - 1)] == [(0, 1), (2,)]
    assert [block.indices for block in shorten_stories(briefing, blocks, 10)] == [(0,), (2,)]


def test_the_height_of_a_block_grows_with_its_lines() -> None:
    """A long quotation has several lines, an address none, and letters twice as wide need twice the space."""
    short, long = estimate_height("> Rates rose."), estimate_height("> " + "Rates rose. " * 20)
    assert 0 == estimate_height("") < short < long
    assert estimate_height("**[Rates](https://a.example/" + "x" * 500 + ")**") == estimate_height("**[Rates**")
    assert estimate_height("> " + "日" * 60) > estimate_height("> " + "n" * 60)


def test_editors_reorder_stories_with_all_their_sentences() -> None:
    """The numbers of a moved story's sentences move with it, also after the draft was stored."""
    text = format_digest(Digest(_build_briefing()), HEADER)
    stored = load_digest_text(dump_digest_text(text), {})
    assert stored == text
    assert list_rendered_numbers(stored) == (1, 2, 3)
    assert list_rendered_numbers(stored, EditorChoices(order=(1, 0))) == (3, 1, 2)
    assert list_rendered_numbers(stored, EditorChoices(order=(0,))) == (1, 2)


def _add_pictures(briefing: Briefing, *keys: str) -> Briefing:
    """Let the articles *keys* have a picture."""

    def add(citation: Citation) -> Citation:
        return replace(citation, picture=f"https://{citation.key}.example/p.jpg") if citation.key in keys else citation

    points = tuple(
        replace(one, passage=replace(one.passage, citation=add(one.passage.citation))) for one in briefing.points
    )
    stories = tuple(
        replace(one, headline=replace(one.headline, citation=add(one.headline.citation))) if one.headline else one
        for one in briefing.stories
    )
    return replace(briefing, points=points, stories=stories)


def test_the_picture_of_the_first_story_stands_beside_the_title() -> None:
    """That of no other story; it is described by its article's title, and kept in drafts and messages."""
    header = replace(HEADER, pictures=True)
    text = format_digest(Digest(_add_pictures(_build_briefing(), "a", "b")), header)
    assert text.thumbnail == Thumbnail("https://a.example/p.jpg", "Title a")
    assert load_digest_text(dump_digest_text(text), {}) == text
    message = render_digest(text)
    assert load_message(dump_message(message), {}) == message
    (container,) = to_view(message).to_components()
    section = container["components"][0]
    assert section["accessory"]["media"]["url"] == "https://a.example/p.jpg"
    assert section["accessory"]["description"] == "Title a"
    assert section["components"][0]["content"] == (
        "### The dam · Friday 21 June 2024\n**[Dam \\*bursts\\*](https://a.example/1)**"
    )
    assert message.blocks[1].startswith("> The dam burst before dawn.\n")
    moved = render_digest(text, EditorChoices((1, 0)))
    assert moved.thumbnail is None
    assert moved.blocks[0] == "### The dam · Friday 21 June 2024"
    assert format_digest(Digest(_add_pictures(_build_briefing(), "b")), header).thumbnail is None


def test_pictures_can_be_turned_off() -> None:
    """The digest is otherwise the same."""
    digest = Digest(_add_pictures(_build_briefing(), "a"))
    shown, hidden = format_digest(digest, replace(HEADER, pictures=True)), format_digest(digest, HEADER)
    assert hidden == replace(shown, thumbnail=None)


def _measure_luminance(colour: int) -> float:
    parts = [(colour >> shift & 255) / 255 for shift in (16, 8, 0)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("background", [0xFFFFFF, 0xF2F3F5, 0x2B2D31, 0x313338, 0x36373D], ids=hex)
def test_the_colours_of_topics_are_seen_on_light_and_dark(background: int) -> None:
    """A contrast of 3:1, as WCAG asks of what is no text."""
    for accent in TOPIC_ACCENTS:
        low, high = sorted((_measure_luminance(accent), _measure_luminance(background)))
        assert (high + 0.05) / (low + 0.05) >= 3, accent.name


def test_a_topic_keeps_its_colour() -> None:
    """However its name is written; all news have the colour of digests, and topics share the others evenly."""
    assert choose_accent("The  Dam") is choose_accent("the dam") is Accent.INDIGO
    assert choose_accent(" ") is Accent.DIGEST
    assert choose_accent("\ud800") in TOPIC_ACCENTS  # half a character, as a member may paste it
    counts = Counter(choose_accent(f"topic {number}") for number in range(500))
    assert len(counts) == len(TOPIC_ACCENTS)
    assert max(counts.values()) < 80
    assert format_digest(Digest(_build_briefing()), HEADER).accent is Accent.INDIGO


def test_the_foot_of_a_digest_does_not_spell_out_the_topic_in_its_title() -> None:
    """Words that are no topic are said to be interpreted, and how."""
    briefing = _build_briefing()
    topic = replace(briefing, request=Request(Query(), text="The dam", topic=Topic("The dam", ("flood", "reservoir"))))
    assert format_digest(Digest(topic), HEADER).foot.splitlines()[-1] == "-# 5 reports, 3 origins · digest d1234"
    words = replace(briefing, request=Request(Query(terms=("dam",)), text="dam", read_as=("dam",)))
    assert "Interpreted as" in format_digest(Digest(words), HEADER).foot
