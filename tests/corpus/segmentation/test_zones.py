"""The zones of pasted articles; every text here is made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.models import Hints, Zone
from corpus.segmentation import label_zones

BODY = (
    "The two ministers agreed on Tuesday to reopen the harbour, ending a dispute that kept hundreds of boats in port.",
    "“We are content with what was reached,” the fisheries minister told reporters after eight hours of talks.",
    "Fishing crews had blocked the entrance for three weeks, and wholesale prices rose by a third in that time.",
    "Both sides will meet again next month to settle how many days each fleet may spend at sea.",
)


def get_zone(text: str, line: str, hints: Hints | None = None) -> Zone:
    """Return the zone of *line* in *text*."""
    found = [span.zone for span in label_zones(text, hints or Hints()) if text[span.start : span.end] == line]
    assert len(found) == 1, f"{line!r} is no span of its own"
    return found[0]


def build_article(*, above: tuple[str, ...] = (), inside: tuple[str, ...] = (), below: tuple[str, ...] = ()) -> str:
    """Return an article of four paragraphs with other lines above, in the middle and below."""
    lines = ("Ministers reopen the harbour", *above, *BODY[:2], *inside, *BODY[2:], *below)
    return "\n\n".join(lines)


@pytest.mark.parametrize("paragraph", BODY)
def test_paragraphs_are_body(paragraph: str) -> None:
    """A plain article is a headline and its body."""
    text = build_article()
    assert get_zone(text, paragraph) is Zone.BODY
    assert get_zone(text, "Ministers reopen the harbour") is Zone.HEADLINE


@pytest.mark.parametrize(
    ("line", "zone"),
    [
        pytest.param("Agreement ends three weeks of blockade and opens the port", Zone.STANDFIRST, id="standfirst"),
        pytest.param("By Ann Writer in Portville", Zone.BYLINE, id="byline"),
        pytest.param("June 4, 2024 - 10:12 By Ann Writer", Zone.BYLINE, id="date and byline"),
        pytest.param("Published 4 June 2024", Zone.BYLINE, id="date line"),
        pytest.param("Date: 4 June 2024", Zone.BYLINE, id="date line with a label"),
        pytest.param("Date:2024-06-04 08:25:21", Zone.BOILERPLATE, id="stamp of the page"),
        pytest.param("Share", Zone.BOILERPLATE, id="button"),
        pytest.param("Facebook Twitter WhatsApp", Zone.BOILERPLATE, id="row of buttons"),
        pytest.param("Home > World > Ports", Zone.BOILERPLATE, id="path through the site"),
        pytest.param("5 min read", Zone.BOILERPLATE, id="reading time"),
        pytest.param(
            "Boats in the harbour on Monday. Photograph: Ann Lens/AFP via Getty Images", Zone.CAPTION, id="credit"
        ),
    ],
)
def test_what_stands_above(line: str, zone: Zone) -> None:
    """Between headline and body each line is named for what it is."""
    assert get_zone(build_article(above=(line,)), line) is zone


@pytest.mark.parametrize(
    ("line", "zone"),
    [
        pytest.param("Three weeks of blockade", Zone.SUBHEADING, id="subheading"),
        pytest.param("Read more: Why fish is dear this summer", Zone.RELATED_LINK, id="teaser with its cue"),
        pytest.param(
            "Why fish is dear this summer Opens in new window", Zone.RELATED_LINK, id="teaser with a link's note"
        ),
        pytest.param(
            "- As talks drag on, crews count what they have lost", Zone.RELATED_LINK, id="teaser with a bullet"
        ),
        pytest.param("Ministers shake hands at the harbour. (Yonhap)", Zone.CAPTION, id="agency in brackets"),
        pytest.param("Ministers shake hands at the harbour - ANN LENS/REUTERS", Zone.CAPTION, id="name and agency"),
        pytest.param("Ministers shake hands. (Image Credit: Portville Council)", Zone.CAPTION, id="image credit"),
        pytest.param("Advertisement", Zone.BOILERPLATE, id="advertisement"),
        pytest.param(
            "Sign up for our newsletter and get the best of Portville in your inbox every day.",
            Zone.BOILERPLATE,
            id="promotion in fluent prose",
        ),
    ],
)
def test_what_stands_between(line: str, zone: Zone) -> None:
    """Inside the body each line that is none of it is named for what it is."""
    assert get_zone(build_article(inside=(line,)), line) is zone


@pytest.mark.parametrize(
    ("line", "zone"),
    [
        pytest.param("Ann Writer is a correspondent for The Portville Times", Zone.AUTHOR_BIO, id="note on the author"),
        pytest.param("(Reporting by Ann Writer; Editing by Bob Reader)", Zone.BYLINE, id="wire note"),
        pytest.param("Ann Writer", Zone.BYLINE, id="name alone"),
        pytest.param("Copyright © 2024 The Portville Times. All rights reserved.", Zone.BOILERPLATE, id="rights"),
        pytest.param("Most read", Zone.BOILERPLATE, id="head of a list"),
        pytest.param("Ähnliche Artikel", Zone.BOILERPLATE, id="head of a list, German"),
        pytest.param("관련 기사", Zone.BOILERPLATE, id="head of a list, Korean"),
        pytest.param("Try The Portville Times free for a month, on every device.", Zone.BOILERPLATE, id="offer"),
    ],
)
def test_what_stands_below(line: str, zone: Zone) -> None:
    """Below the body each line is named for what it is."""
    assert get_zone(build_article(below=(line,)), line) is zone


def test_words_alone_make_no_caption() -> None:
    """A paragraph that ends in an agency's name goes on being body."""
    line = "The harbour master saw no sign of the crews giving way, he told AFP."
    assert get_zone(build_article(inside=(line,)), line) is Zone.BODY


def test_a_list_after_the_body_is_no_news() -> None:
    """Headlines of other articles are links, the heads and tags among them furniture."""
    links = ("- Mayor to step down after nine years in office", "- Lorry overturns on the coast road")
    text = build_article(below=("- In:", "- Fish", "- Portville", "Related", *links))
    assert {get_zone(text, link) for link in links} == {Zone.RELATED_LINK}
    assert {get_zone(text, line) for line in ("- In:", "- Fish", "- Portville", "Related")} == {Zone.BOILERPLATE}


def test_the_alternative_text_of_an_image_is_a_caption() -> None:
    """The same words above a caption belong to the image."""
    caption = "Crews watch the first boats leave"
    text = build_article(inside=(f"{caption}\n{caption} - ANN LENS/REUTERS",))
    assert get_zone(text, caption) is Zone.CAPTION


def test_the_headline_is_known_among_its_repetitions() -> None:
    """The headline within the page's title is furniture; the same again is a repetition."""
    text = "Home > Ports Ministers reopen the harbour - Portville Times\n" + build_article(
        above=("Ministers reopen the harbour",)
    )
    assert [(text[span.start : span.end], span.zone) for span in label_zones(text)][:3] == [
        ("Home > Ports Ministers reopen the harbour - Portville Times", Zone.BOILERPLATE),
        ("Ministers reopen the harbour", Zone.HEADLINE),
        ("Ministers reopen the harbour", Zone.HEADLINE_REPEAT),
    ]


def test_a_header_is_no_body() -> None:
    """Of a sample's front matter the title's value is the headline, all else furniture."""
    text = "title: Ministers reopen the harbour\noutlet: Sample Wire\n\n" + "\n\n".join(BODY)
    assert [(text[span.start : span.end], span.zone) for span in label_zones(text)] == [
        ("title:", Zone.BOILERPLATE),
        ("Ministers reopen the harbour", Zone.HEADLINE),
        ("outlet: Sample Wire", Zone.BOILERPLATE),
        *((paragraph, Zone.BODY) for paragraph in BODY),
    ]


def test_wrapped_paragraphs_are_joined() -> None:
    """A paragraph broken at a fixed width is one span."""
    paragraph = (
        "The two ministers agreed on Tuesday to reopen the harbour after\nweeks of talks, ending a dispute that had\n"
    )
    text = "Ministers reopen the harbour\n\n" + "\n".join(
        f"{paragraph}kept number {n} of the boats in port.\n" for n in range(3)
    )
    assert [text[span.start : span.end].count("\n") for span in label_zones(text) if span.zone is Zone.BODY] == [
        2,
        2,
        2,
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t\r\n",
        "word " * 10_000,
        "x" * 50_000,
        "Here is one more sentence that is long enough for a paragraph and ends like one.\n" * 3_000,
        "A heading and no more\n" * 3_000,
        "Home\r\nNews\r\n" * 500,
        "一" * 300,
        "Only a headline",
        "\xa0•\xa0\u2028-\u200b",
        "\u3000\n\x1f\n\u2003Home\u2003",
        "Half of a pair \ud83d is here.",
    ],
    ids=[
        "empty",
        "blank",
        "one long line",
        "one long word",
        "many sentences",
        "many headings",
        "all links",
        "another script",
        "a headline",
        "odd blanks",
        "lines of other blanks",
        "a lone surrogate",
    ],
)
def test_odd_texts_are_survived(text: str) -> None:
    """Whatever comes, the spans are in order, trimmed, and cover every word."""
    check(text)


@given(st.text(alphabet=st.sampled_from('ab. \n\r\t\x1f\xa0\u2003\u2028\u3000•-©:()/"“»é한'), max_size=200))
def test_spans_cover_every_word(text: str) -> None:
    """Nothing but white space is outside the spans, and none begins or ends with it."""
    check(text)


def check(text: str) -> None:
    """Hold the promises that ``zones.label`` makes of any text."""
    spans = label_zones(text)
    outside = "".join(
        text[a:b] for a, b in zip([0, *(s.end for s in spans)], [*(s.start for s in spans), len(text)], strict=True)
    )
    assert not outside.replace("\u200b", "").replace("\ufeff", "").strip()
    assert all(text[span.start : span.end] == text[span.start : span.end].strip() != "" for span in spans)


def test_comments_below_their_heading_are_no_body() -> None:
    """What stands between "3 comments" and "Reply" is a reader's, however it reads."""
    story = "The harbour board approved a new terminal on Tuesday after a meeting of four hours, its chair said."
    text = "\n\n".join(
        [
            "Terminal approved",
            story,
            story.replace("new", "second"),
            "3 comments",
            "gull7",
            "They took my chips.",
            "Reply",
        ]
    )
    zones = {text[span.start : span.end]: span.zone for span in label_zones(text)}
    assert zones["They took my chips."] is Zone.BOILERPLATE
    assert zones[story] is Zone.BODY


@pytest.mark.parametrize(
    "line",
    [
        "Listen · 4 min",
        "A version of this article appears in print on Jan. 10, 2022, Section B, Page 3.",
        "(This story has not been edited by our staff and comes from a syndicated feed.)",
        "FOR IMMEDIATE RELEASE",
        "Privacy Notice: Newsletters may hold offers of charities and of other parties, and we keep your address.",
        "This live page is now closed.",
        "Media contact: Nora Quist, 555-0100",
    ],
)
def test_notes_of_a_page_are_no_body(line: str) -> None:
    """Notes on print, feeds and releases are neither text nor title."""
    story = "The harbour board approved a new terminal on Tuesday after a meeting of four hours, its chair said."
    text = "\n\n".join([line, "Terminal approved at last", story, story.replace("new", "second"), line])
    zones = [(text[span.start : span.end], span.zone) for span in label_zones(text)]
    assert all(zone not in {Zone.BODY, Zone.HEADLINE, Zone.STANDFIRST} for words, zone in zones if words == line)
