"""Messages: the point first, within the limits, and hostile text shown as what it is."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import DatelineError, LedgerError
from bot.layouts import layout
from bot.messages import (
    MOST_CHARACTERS,
    MOST_COMPONENTS,
    Accent,
    Message,
    dumps,
    fingerprint,
    loads,
    of_answer,
    of_briefing,
    of_error,
    of_help,
    of_list,
    size,
)
from bot.messages.markup import escape, link, plain
from bot.messages.wording import published
from briefings.model import Answer, Briefing, Point, Request
from corpus.model import Citation, Confidence, Passage, Query, Sentence, TimeExpression, TimeKind
from tests.bot.generated import LONG_WORD, SNIPPETS

# What Discord's reader does, written down apart from the code under test: a backslash takes the meaning from any
# character that is no letter, digit or space; what is left may be markup.
_ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")
_MARKUP = re.compile(
    r"[*_~`|\[\]]|<|@|:\S|>|^(?:#{1,3}|-#|[-+]|\d+[.)])(?:\s|$)",
    re.MULTILINE,
)

HOSTILE = st.lists(st.one_of(st.sampled_from((*SNIPPETS, LONG_WORD)), st.text(max_size=30)), max_size=12).map("".join)
ADDRESSES = st.one_of(
    HOSTILE,
    st.sampled_from(
        [
            "https://news.example/a",
            "javascript:alert(1)",
            "/home/reader/notes.txt",
            "-",
            "",
            "https://[",
            "HTTP://A/b)c",
        ]
    ),
    HOSTILE.map(lambda text: f"https://news.example/{text}"),
)


def point(text: str, number: int = 0, **citation: str) -> Point:
    """Give one point that quotes *text* from an article that *citation* describes."""
    article = {"title": "A title", "outlet": "Sample Wire", "published": "2024-06-20", "address": "https://a.example/1"}
    cited = Citation(key=f"a{number}", revision=1, confidence=Confidence.STATED, **{**article, **citation})
    return Point(Passage(Sentence(f"a{number}", 0, len(text), text), cited), score=1.0 / (number + 1))


def briefing(*points: Point, text: str = "") -> Briefing:
    """Give a briefing of *points*."""
    return Briefing("b0123", Request(Query(), text=text), tuple(points), sequence=7, articles=5, origins=3)


def literal(markdown: str) -> str:
    """Read Markdown in which nothing has an effect."""
    return _ESCAPED.sub(r"\1", markdown)


@given(HOSTILE)
@settings(max_examples=200, deadline=None)
def test_escaped_text_is_shown_as_it_is(text: str) -> None:
    """Discord's reader gives back the visible characters, and finds no markup, mention, emoji or link."""
    escaped = escape(text)
    assert literal(escaped) == plain(text)
    assert not _MARKUP.search(_ESCAPED.sub("x", escaped))


@given(HOSTILE)
@settings(max_examples=200, deadline=None)
def test_plain_text_is_one_visible_line(text: str) -> None:
    """No control, format or shapeless character is left; letters and digits stay in order."""
    shown = plain(text)
    assert all(unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} for character in shown)
    assert "  " not in shown
    assert shown == shown.strip()
    kept = [c for c in text if c.isascii() and c.isalnum()]
    assert [c for c in re.sub(r"⟨U\+\w{4}⟩", "", shown) if c.isascii() and c.isalnum()] == kept


def test_a_character_that_reorders_is_shown_by_its_number() -> None:
    """Leaving it out silently would show other words than the source's reader sees."""
    assert plain("safe\u202etxt.exe") == "safe⟨U+202E⟩txt.exe"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("He said: “No.”", "He said: “No.”", id="a colon before a space needs no escape"),
        pytest.param("at 8:30", r"at 8\:30", id="a colon inside a word"),
        pytest.param("1. June", r"1\. June", id="a number that would begin a list"),
        pytest.param("- item", r"\- item", id="a dash that would begin a list"),
        pytest.param("a-b", "a-b", id="a hyphen"),
        pytest.param("@here", r"\@here", id="a mention"),
        pytest.param("two\n\nlines", "two lines", id="lines"),
        pytest.param("Pu\u200btin", "Putin", id="a zero-width space"),
    ],
)
def test_only_what_has_an_effect_is_escaped(text: str, expected: str) -> None:
    """Escapes cost room, so plain prose has none."""
    assert escape(text) == expected


@given(HOSTILE, ADDRESSES)
@settings(max_examples=150, deadline=None)
def test_a_link_leads_to_a_web_page_or_is_none(label: str, address: str) -> None:
    """Only http and https become links, and nothing in the address ends the link early."""
    markdown = link(label, address)
    if markdown == escape(label):
        return
    match = re.fullmatch(r"\[(.*)\]\(([^()\s<>\[\]*_~`|\\]*(?:[_~][^()\s<>]*)*)\)", markdown)
    assert match
    assert match[1] == escape(label)
    assert re.match(r"https?:", match[2], re.IGNORECASE)
    assert match[2].isascii()


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://bank.example@evil.example/",
        "notes.txt",
        "https://",
        "data:x,y",
    ],
)
def test_other_addresses_are_no_links(address: str) -> None:
    """They are left out rather than shown as something to press."""
    assert link("Sample Wire", address) == "Sample Wire"


def test_the_point_comes_first_then_its_source() -> None:
    """A quotation, beneath it outlet and date as a link; the counts are at the foot."""
    message = of_briefing(briefing(point("Rates rose."), text="rates"))
    assert message.blocks == (
        "### Briefing: rates",
        "> Rates rose.\n-# [Sample Wire · 20 June 2024](https://a.example/1) · A title",
        "-# 5 reports, 3 origins · briefing b0123",
    )


def test_a_file_is_named_without_its_folders() -> None:
    """Where the operator keeps files is not the channel's business."""
    for address in ("/home/reader/news/a.txt", r"C:\Users\reader\news\a.txt"):
        message = of_briefing(briefing(point("Rates rose.", address=address, title="")))
        assert "a.txt" in message.text
        assert "reader" not in message.text


def test_what_others_tell_is_counted_by_origin() -> None:
    """Two copies of one wire story beside another report are three reports of two origins."""
    first = point("Rates rose.")
    wire = Citation("w1", 1, "T", "Wire", "2024-06-20", Confidence.STATED, "-", origin="w1")
    copy = Citation("w2", 1, "T", "Copy", "2024-06-20", Confidence.STATED, "-", origin="w1")
    message = of_briefing(briefing(Point(first.passage, 1.0, (wire, copy))))
    assert "also Wire, Copy (3 reports, 2 origins)" in message.text


def test_relative_dates_are_resolved_beneath_the_quotation() -> None:
    """The words stay as they are; which day they mean is said in the bot's own words."""
    first = point("They met on Wednesday, three days after 16 June 2024, for an hour last month.")
    dates = (
        TimeExpression(12, 21, "Wednesday", "2024-06-19", TimeKind.DATE),
        TimeExpression(40, 52, "16 June 2024", "2024-06-16", TimeKind.DATE),
        TimeExpression(54, 61, "an hour", "PT1H", TimeKind.DURATION),
        TimeExpression(62, 72, "last month", "2024-05", TimeKind.DATE),
    )
    message = of_briefing(briefing(Point(replace(first.passage, dates=dates))))
    assert "-# Wednesday = 19 June 2024 · last month = May 2024\n" in message.text + "\n"


def test_how_the_question_was_read_is_said() -> None:
    """Actors and days as understood, and names that nobody knows here."""
    request = Request(Query(), text="x", read_as=("North Korea", "Wednesday 19 June 2024"), unknown=("Zorg",))
    message = of_answer(
        Answer(request, (point("Rates rose."),), heading="North Korea", facts=(("Also called", "DPRK"),))
    )
    assert "-# Read as: North Korea, Wednesday 19 June 2024" in message.text
    assert "-# Not known here: “Zorg”" in message.text
    assert message.blocks[0] == "### North Korea\n**Also called** DPRK"


def test_nothing_found_is_an_answer() -> None:
    """It says so, and what comes nearest."""
    message = of_answer(Answer(Request(Query(), text="Mars"), nearest=("Moscow", "Minsk")))
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
    assert published(Citation("a", 1, None, None, value, confidence, "-")) == expected


POINTS = st.lists(st.tuples(HOSTILE, HOSTILE, HOSTILE, ADDRESSES), max_size=30).map(
    lambda rows: [
        point(text, number, title=title, outlet=outlet, address=address)
        for number, (text, title, outlet, address) in enumerate(rows)
    ]
)


@given(POINTS, HOSTILE, st.lists(HOSTILE, max_size=10).map(tuple))
@settings(max_examples=100, deadline=None)
def test_a_hostile_briefing_fits_and_quotes_whole_sentences(
    points: list[Point], topic: str, words: tuple[str, ...]
) -> None:
    """Whatever the articles hold: the limits are kept, each sentence is whole or absent, and the absent are counted."""
    request = Request(Query(), text=topic, read_as=words, unknown=words)
    message = of_briefing(Briefing("b1", request, tuple(points)))
    _check_limits(message)
    quoted = [block for block in message.blocks if block.startswith("> ")]
    texts = [f"> {escape(point.passage.sentence.text)}" for point in points]
    assert all(block.partition("\n-# ")[0] in texts for block in quoted)
    left_out = re.search(r"^-# (\d+) more sentences? did not fit", message.text, re.MULTILINE)
    assert len(quoted) + (int(left_out[1]) if left_out else 0) == len(points)


@given(POINTS, HOSTILE, st.lists(st.tuples(HOSTILE, HOSTILE), max_size=20).map(tuple), st.lists(HOSTILE).map(tuple))
@settings(max_examples=60, deadline=None)
def test_a_hostile_answer_fits(
    points: list[Point], heading: str, facts: tuple[tuple[str, str], ...], nearest: tuple[str, ...]
) -> None:
    """Headings, facts and nearest names are article text, too."""
    _check_limits(of_answer(Answer(Request(Query(), text=heading), tuple(points), heading, facts, nearest)))


@given(HOSTILE, HOSTILE, HOSTILE)
@settings(max_examples=100, deadline=None)
def test_a_hostile_error_fits(subject: str, reason: str, remedy: str) -> None:
    """An error repeats what was typed, as data."""
    _check_limits(of_error(DatelineError(subject, reason, remedy)))


def _check_limits(message: Message) -> None:
    view = layout(message)
    assert view.content_length() <= MOST_CHARACTERS
    assert len(list(view.walk_children())) <= MOST_COMPONENTS
    assert size(message.text) <= MOST_CHARACTERS + len(message.blocks)
    message.text.encode()


def test_a_long_list_is_cut_between_lines_and_counted() -> None:
    """Nothing is left out silently."""
    message = of_list("Many", ["x" * 290] * 40)
    shown = message.text.count("- x")
    assert message.text.endswith(f"and {40 - shown} more")


def test_help_makes_commands_clickable_where_their_ids_are_known() -> None:
    """A known command is a mention, another one is bold."""
    message = of_help([("brief", "briefs", "/brief topic: rates"), ("who", "tells", "/who")], {"brief": "77"})
    assert "</brief:77> briefs\n-# for example `/brief topic: rates`" in message.text
    assert "**/who** tells" in message.text


def test_a_message_survives_being_written_down() -> None:
    """What is sent after a restart is what was recorded, byte for byte."""
    message = of_briefing(briefing(point("Rates “rose” — 語🎈.")))
    assert loads(dumps(message)) == message
    assert fingerprint(dumps(message)) == fingerprint(dumps(loads(dumps(message))))


@pytest.mark.parametrize(
    "payload", ["", "{}", "[]", '{"accent": 1, "blocks": ["x"]}', '{"accent": 3104734, "blocks": []}']
)
def test_a_broken_record_is_an_error(payload: str) -> None:
    """It is not posted in some other form."""
    with pytest.raises(LedgerError):
        loads(payload)


@pytest.mark.parametrize(
    "blocks",
    [(), ("",), (" ",), ("x" * 4001,), ("🎈" * 2001,), ("x",) * 40],
    ids=["no block", "empty", "blank", "too long", "too long in UTF-16", "too many"],
)
def test_a_message_beyond_the_limits_can_not_be_made(blocks: tuple[str, ...]) -> None:
    """The limits are the value's own."""
    with pytest.raises(ValueError, match="message"):
        Message(blocks)
