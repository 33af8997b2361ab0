"""Claims about what a message says: the point first, then its source, then the rest."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.models.message import Accent, Message
from bot.rendering import number_sentences, render_help
from bot.rendering.formatting import format_publication_date
from bot.rendering.replies import render_answer, render_briefing
from briefings.models import Answer, Briefing, Point, Request
from corpus.models import Citation, Confidence, Query, TimeExpression, TimeKind
from tests.support.bot.message_strategies import build_briefing, build_point


def test_the_point_comes_first_then_its_source() -> None:
    """A quotation, beneath it outlet and date as a link; the counts are at the foot."""
    message = render_briefing(build_briefing(build_point("Rates rose."), text="rates"))
    assert message.blocks == (
        "### Briefing: rates",
        "> Rates rose.\n-# [Sample Wire · 20 June 2024](https://a.example/1) · A title",
        "-# 5 reports, 3 origins · briefing b0123",
    )


def test_a_title_that_is_quoted_is_not_repeated_below() -> None:
    """The source of a quoted title is its outlet and date."""
    message = render_briefing(build_briefing(build_point("Rates rose", title="Rates rose"), text="rates"))
    assert message.blocks[1] == "> Rates rose\n-# [Sample Wire · 20 June 2024](https://a.example/1)"


def test_a_time_on_a_day_that_is_written_out_is_not_explained() -> None:
    """Beside "10 October" it is clear when "noon" is; a Friday is explained."""
    text = "The match on 10 October starts at noon, and the fair on Friday."
    spans = (("10 October", "2024-10-10"), ("noon", "2024-10-10T12:00"), ("Friday", "2024-06-21"))
    dates = tuple(
        TimeExpression(text.index(words), text.index(words) + len(words), words, value, TimeKind.DATE)
        for words, value in spans
    )
    point = build_point(text)
    point = replace(point, passage=replace(point.passage, dates=dates))
    line = render_briefing(build_briefing(point)).blocks[1].split("\n")[-1]
    assert line == "-# Friday = 21 June 2024"


def test_a_file_is_named_without_its_folders() -> None:
    """Where the operator keeps files is not the channel's business."""
    for address in ("/home/reader/news/a.txt", r"C:\Users\reader\news\a.txt"):
        message = render_briefing(build_briefing(build_point("Rates rose.", address=address, title="")))
        assert "a.txt" in message.text
        assert "reader" not in message.text


def test_corroboration_is_counted_by_origin() -> None:
    """Two copies of one wire story beside another report are three reports of two origins."""
    first = build_point("Rates rose.")
    wire = Citation("w1", 1, "T", "Wire", "2024-06-20", Confidence.STATED, "-", origin="w1")
    copy = Citation("w2", 1, "T", "Copy", "2024-06-20", Confidence.STATED, "-", origin="w1")
    message = render_briefing(build_briefing(Point(first.passage, 1.0, (wire, copy))))
    assert "also Wire, Copy (3 reports, 2 origins)" in message.text


def test_relative_dates_are_resolved_beneath_the_quotation() -> None:
    """The words stay as they are; which day they mean is said in the bot's own words."""
    first = build_point("They met on Wednesday, three days after 16 June 2024, for an hour last month.")
    dates = (
        TimeExpression(12, 21, "Wednesday", "2024-06-19", TimeKind.DATE),
        TimeExpression(40, 52, "16 June 2024", "2024-06-16", TimeKind.DATE),
        TimeExpression(54, 61, "an hour", "PT1H", TimeKind.DURATION),
        TimeExpression(62, 72, "last month", "2024-05", TimeKind.DATE),
    )
    message = render_briefing(build_briefing(Point(replace(first.passage, dates=dates))))
    assert "-# Wednesday = 19 June 2024 · last month = May 2024\n" in message.text + "\n"


def test_a_day_is_explained_once() -> None:
    """Not the day of publication, which stands beside it, and no day under two names."""
    first = build_point("On Thursday they met, as on Wednesday, and late on Wednesday they parted.")
    dates = (
        TimeExpression(3, 11, "Thursday", str(first.passage.citation.published), TimeKind.DATE),
        TimeExpression(28, 37, "Wednesday", "2024-06-19", TimeKind.DATE),
        TimeExpression(43, 60, "late on Wednesday", "2024-06-19T22", TimeKind.TIME),
    )
    message = render_briefing(build_briefing(Point(replace(first.passage, dates=dates))))
    assert [line for line in message.text.splitlines() if " = " in line] == ["-# Wednesday = 19 June 2024"]


def test_a_name_that_the_answer_shows_is_not_called_unknown() -> None:
    """Another that it does not show still is."""
    request = Request(Query(), text="x", unknown=("Brindle  Wharf", "Zorg"))
    point = build_point("The ferry from Brindle Wharf was late.")
    message = render_answer(Answer(request, points=(point,)))
    assert "Names I don't know: “Zorg”" in message.text
    assert "“Brindle" not in message.text


def test_how_the_question_was_read_is_said() -> None:
    """Actors and days as understood, and names that nobody knows here."""
    request = Request(Query(), text="x", read_as=("North Korea", "Wednesday 19 June 2024"), unknown=("Zorg",))
    message = render_answer(
        Answer(request, (build_point("Rates rose."),), heading="North Korea", facts=(("Also called", "DPRK"),))
    )
    assert "-# Interpreted as: North Korea, Wednesday 19 June 2024" in message.text
    assert "-# Names I don't know: “Zorg”" in message.text
    assert message.blocks[0] == "### X · North Korea\n**Also called** DPRK"


@pytest.mark.parametrize(
    ("asked", "heading", "read_as", "title"),
    [
        ("Why did the dam fail?", "", (), "Why did the dam fail?"),
        ("what failed in Brandt's time?", "Brandt", ("Brandt",), "What failed in Brandt's time?"),
        ("Did Brandt meet Ortiz?", "Anna Brandt, Leo Ortiz", ("Anna Brandt", "Leo Ortiz"), "Did Brandt meet Ortiz?"),
        ("Brandt", "Anna Brandt", ("Anna Brandt",), "Anna Brandt"),
        ("the mayor", "Anna Brandt", ("Anna Brandt",), "The mayor · Anna Brandt"),
        ("eBay or *not*", "", (), r"eBay or \*not\*"),
    ],
    ids=["a question", "with a name", "with two names", "a surname", "a description", "a name in small letters"],
)
def test_the_title_repeats_the_question(asked: str, heading: str, read_as: tuple[str, ...], title: str) -> None:
    """Whoever scrolls by sees what was asked, and whom or when it was taken to mean, also where nothing is sure."""
    request = Request(Query(), text=asked, read_as=read_as)
    for answer in (
        Answer(request, (build_point("Rates rose."),), heading=heading),
        Answer(request, possible=(build_point("Rates rose."),), heading=heading),
    ):
        assert render_answer(answer).blocks[0].splitlines()[0] == f"### {title}"


def test_a_title_is_cut_where_the_question_is_long() -> None:
    """A question may have 300 characters; the message keeps room for its answer."""
    message = render_answer(Answer(Request(Query(), text="why " * 75), (build_point("Rates rose."),)))
    assert len(message.blocks[0]) == len("### ") + 256


def test_sentences_are_numbered_as_the_menu_counts_them() -> None:
    """The number stands before the source; the quotation stays word for word."""
    points = (build_point("Rates rose."), build_point("Prices fell."))
    message = render_answer(Answer(Request(Query(), text="rates?"), points))
    numbered = number_sentences(message, range(1, 3))
    assert numbered.blocks[1].splitlines()[0] == "> Rates rose."
    assert numbered.blocks[1].splitlines()[1].startswith("-# **1** · [Sample Wire")
    assert numbered.blocks[2].splitlines()[1].startswith("-# **2** · [Sample Wire")
    assert number_sentences(message, range(1, 4)) == message


def test_sentences_have_the_numbers_of_the_menu() -> None:
    """Editors may have moved the second of two sentences to the top."""
    message = Message(("> Two.\n-# Sample Wire", "> One.\n-# Sample Post"))
    assert number_sentences(message, (2, 1)).blocks == (
        "> Two.\n-# **2** · Sample Wire",
        "> One.\n-# **1** · Sample Post",
    )


def test_sentences_with_one_source_or_none_are_numbered_together() -> None:
    """A line is added where a sentence has none below it."""
    message = Message(("### Title\n> One.\n> Two.\n-# Sample Wire", "> Three."))
    assert number_sentences(message, range(1, 4)).blocks == (
        "### Title\n> One.\n> Two.\n-# **1, 2** · Sample Wire",
        "> Three.\n-# **3**",
    )


def test_numbers_that_do_not_fit_are_left_out() -> None:
    """A message is never too long because of them."""
    message = Message(("> " + "x" * 3_990, "-# y"))
    assert number_sentences(message, range(1, 2)) == message


def test_a_possible_answer_is_marked_as_one() -> None:
    """The sentences are shown below a line that says that none answers outright."""
    message = render_answer(Answer(Request(Query(), text="x"), possible=(build_point("Rates rose."),)))
    assert message.accent is Accent.NOTHING
    assert message.blocks[0] == "### X\n**No article says so outright.** Possibly:"
    assert "Rates rose." in message.text
    assert "1 sentence" in message.text


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        pytest.param(
            Answer(Request(Query(), text="Mosco"), nearest=("Moscow",)), "Did you mean Moscow?", id="what resembles it"
        ),
        pytest.param(
            Answer(Request(Query(), text="Zorro"), nearest=("Moscow",), is_near=False),
            "The articles here mention: Moscow.",
            id="what there is most of",
        ),
        pytest.param(
            Answer(Request(Query())), "The articles here hold nothing of that kind yet.", id="nothing asked for"
        ),
    ],
)
def test_where_nothing_is_found_the_way_out_is_true(answer: Answer, text: str) -> None:
    """Only what resembles the words is asked about; without words, nobody is told to try others."""
    assert text in "\n".join(render_answer(answer).blocks)


def test_where_no_briefing_is_found_the_nearest_titles_are_named() -> None:
    """A briefing on several words that no article has together names those with some of them."""
    briefing = Briefing("", Request(Query(), text="new pier"), (), near=("Old pier closes",))
    assert "The articles here mention: “Old pier closes”." in "\n".join(render_briefing(briefing).blocks)


def test_nothing_found_is_an_answer() -> None:
    """It says so, and what comes nearest."""
    message = render_answer(Answer(Request(Query(), text="Mars"), nearest=("Moscow", "Minsk")))
    assert message.accent is Accent.NOTHING
    assert message.text.startswith("**Nothing found** about “Mars”.")
    assert "Moscow, Minsk" in message.text


@pytest.mark.parametrize(
    ("value", "confidence", "expected"),
    [
        ("2024-06-20", Confidence.STATED, "20 June 2024"),
        ("2024-06-20T14:05+09:00", Confidence.STATED, "20 June 2024"),
        ("2024-06", Confidence.STATED, "June 2024"),
        ("2024-02", Confidence.INFERRED, "February 2024 (inferred)"),
        ("2024", Confidence.DOUBTFUL, "2024 (doubtful)"),
        ("195", Confidence.STATED, "1950 to 1959"),
        ("2024-06-20/2024-06-21", Confidence.STATED, "20 June 2024 to 21 June 2024"),
        (None, Confidence.UNKNOWN, "undated"),
        ("nonsense", Confidence.STATED, "undated"),
    ],
)
def test_a_publication_date_says_how_it_is_known(value: str | None, confidence: Confidence, expected: str) -> None:
    """A stated date stands alone; any other says what it is."""
    assert format_publication_date(Citation("a", 1, None, None, value, confidence, "-")) == expected


def test_help_makes_commands_clickable_where_their_ids_are_known() -> None:
    """A known command is a mention, another one is bold."""
    message = render_help([("brief", "briefs", "/brief topic: rates"), ("who", "tells", "/who")], {"brief": "77"})
    assert "</brief:77> – briefs\n-# for example `/brief topic: rates`" in message.text
    assert "**/who** – tells" in message.text
    assert "another server" not in message.text


def test_help_shows_how_to_add_the_bot_to_another_server() -> None:
    """The last line is a link, where its address is known."""
    message = render_help([("who", "tells", "/who")], {}, invite_link="https://example.org/invite")
    assert message.text.endswith("-# [Add Dateline to another server](https://example.org/invite)")
