"""Claims about the list of feeds on Discord, and about the report of a poll."""

from __future__ import annotations

from bot.locales import Translator
from bot.rendering import render_feeds, render_poll_results
from corpus.sources.feed_models import PollResult, PollStatus, SkippedEntry
from corpus.store import Feed

URL = "https://herald.example/feed"
ADDRESS = "it has no address"
FEED = Feed(
    URL,
    "Herald",
    polled="2024-06-24T09:00:00+00:00",
    due="2024-06-24T10:00:00+00:00",
    left_out=(
        *((f"Note {number}", "", ADDRESS) for number in range(3)),
        ("", "https://herald.example/a", "it was published more than 7 days ago"),
    ),
    left_out_count=9,
)


def test_entries_left_out_are_counted_and_named_in_the_list_of_feeds() -> None:
    """Some for each reason, and how many more there are."""
    text = render_feeds([FEED]).text
    assert f"left out: 3 – {ADDRESS}: Note 0, Note 1 and 1 more" in text
    assert "left out: 1 – it was published more than 7 days ago: https" in text
    assert "and 5 more" in text


def test_reasons_are_given_in_the_language_of_the_member() -> None:
    """The store has them in English."""
    text = render_feeds([FEED], translator=Translator("de")).text
    assert "ausgelassen: 3 – er hat keine Adresse: Note 0" in text


def test_the_report_of_a_poll_names_what_it_left_out() -> None:
    """And what it left for the next time."""
    result = PollResult(
        URL, "Herald", "1", PollStatus.POLLED, left_out=(SkippedEntry("A", "", ADDRESS),),
        postponed=(SkippedEntry("B", URL, "left for next time: the server answered with 500"),), remaining=1,
    )  # fmt: skip
    text = render_poll_results([result], []).text
    assert f"left out: 1 – {ADDRESS}: A" in text
    assert "left out: 1 – left for next time: the server answered with 500: B" in text


def test_the_report_of_a_poll_counts_only_what_there_is() -> None:
    """Nobody reads that none was updated, none rejected and none left."""
    found = PollResult(URL, "Herald", "1", PollStatus.POLLED, added=2, remaining=1)
    text = render_poll_results([found, PollResult(URL, "Post", "1", PollStatus.POLLED)], []).text
    assert "2 added, 1 left for next time" in text
    assert text.count("nothing new") == 1
    assert "0" not in text
