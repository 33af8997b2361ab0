"""Claims about notices that a page addresses to its reader."""

from __future__ import annotations

import pytest

from corpus.models import Zone
from corpus.segmentation import label_zones
from corpus.segmentation.notices import is_embed_signature, is_embed_time, is_handle, is_notice

STORY = (
    "The harbour board agreed on Tuesday to open the pier again, after three weeks in which no boat could land there.",
    "Crews had blocked the entrance since the first of the month, and wholesale prices rose by a third in that time.",
    "The mayor said that she was glad. The first boats left at noon, and the market was full of fish by the evening.",
    "A second meeting is planned for the autumn, when the board will hear what the crews think of the new fees.",
)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("We need your help: our newsroom is paid for by readers like you.", id="appeal"),
        pytest.param("Help us keep reporting. Become a member for less than the price of a coffee.", id="membership"),
        pytest.param("Sorry, your browser doesn't support embedded videos.", id="browser"),
        pytest.param("Playback isn't supported on this device.", id="player"),
        pytest.param("Please turn on JavaScript to see this map.", id="JavaScript"),
        pytest.param("Comments are moderated and may be removed.", id="rules for comments"),
        pytest.param("Commenting is closed on this article.", id="comments closed"),
        pytest.param("This is an archived story. What it says may no longer be correct.", id="archive"),
        pytest.param("This article is more than three years old.", id="old article"),
        pytest.param("Sign up for breaking news alerts and never miss a story.", id="newsletter"),
        pytest.param("A post shared by Nordhaven Harbour (@nordhaven)", id="embedded post"),
        pytest.param("You have 3 free articles left this month.", id="articles left"),
        pytest.param("Good morning, it's Tuesday.", id="greeting"),
        pytest.param("Join us on 3 May for a live event on ports. Book your place now.", id="event"),
        pytest.param("The first boat is out! pic.twitter.com/Ab12Cd34", id="link of a post"),
    ],
)
def test_what_a_page_asks_of_its_reader_is_a_notice(line: str) -> None:
    """Appeals, technical trouble, comment rules, archive notes and embedded posts are notices."""
    assert is_notice(line)


@pytest.mark.parametrize(
    "line",
    [
        *STORY,
        "The charity said that donations had doubled since it asked its members for a coin a day.",
        "“Please donate to our newsroom today,” the editor told readers.",
        "The company said that browsers older than three years cannot open its maps any longer.",
        "Comments on the plan were sent to the ministry, which will publish them in May.",
        "Subscribers to the paper fell by a third last year, and its owner blamed the price of newsprint.",
        "The museum keeps an archive of letters, and some of them are more than three hundred years old.",
        "",
    ],
)
def test_reports_on_such_things_are_none(line: str) -> None:
    """A sentence that reports on donations, browsers or comments does not address the reader."""
    assert not is_notice(line)


def test_an_embedded_post_has_a_signature_or_an_account_and_a_time() -> None:
    """Posts are known by the line below them."""
    assert is_embed_signature("— Ann Lind (@annlind) March 1, 2024")
    assert not is_embed_signature("Ann Lind (left) and her crew")
    assert is_handle("@annlind")
    assert is_embed_time("4:32 PM · Mar 1, 2024")
    assert not is_embed_time("4:32 PM")


@pytest.mark.parametrize(
    "box",
    [
        pytest.param(("Nineteen winters without a light. #pier", "— Ann Lind (@annlind) 1 March 2024"), id="post"),
        pytest.param(("Ann Lind", "@annlind", "The pier is open!", "4:32 PM · Mar 1, 2024"), id="post with a time"),
        pytest.param(("View this post on Instagram", "A post shared by Ann Lind (@annlind)"), id="Instagram"),
        pytest.param(("The pier needs your help, and so do we. Our readers pay for our work.",), id="appeal"),
        pytest.param(("Advertisement",), id="advertisement"),
        pytest.param(("Join our mailing list", "Your e-mail", "Join"), id="newsletter"),
        pytest.param(("Read also: Herring returns to the bay",), id="another story"),
        pytest.param(("Share", "Facebook", "Copy link"), id="buttons"),
    ],
)
@pytest.mark.parametrize("place", [2, 3])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_the_body_goes_on_below_a_box(box: tuple[str, ...], place: int, gap: str) -> None:
    """A box between two paragraphs is no body, and all paragraphs are."""
    text = gap.join(("Pier opens again", "4 June 2024", *STORY[:place], *box, *STORY[place:]))
    body = [text[span.start : span.end] for span in label_zones(text) if span.zone is Zone.BODY]
    assert body == list(STORY)


def test_a_short_line_that_returns_is_boilerplate() -> None:
    """A line of a few words that occurs three times is no part of the story."""
    parts = [part for paragraph in STORY for part in (paragraph, "Tap here for the map")]
    text = "\n\n".join(("Pier opens again", "4 June 2024", *parts))
    body = [text[span.start : span.end] for span in label_zones(text) if span.zone is Zone.BODY]
    assert body == list(STORY)
