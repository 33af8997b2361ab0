"""Claims about messages within Discord's limits, and written down."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import DatelineError, LedgerError
from bot.models.message import (
    MAX_MESSAGE_CHARACTERS,
    MAX_MESSAGE_COMPONENTS,
    Message,
    count_utf16_units,
    dump_message_text,
    hash_payload,
    load_message_text,
)
from bot.rendering import escape, render_error, render_list, to_view
from bot.rendering.replies import render_answer, render_briefing
from briefings.models import Answer, Briefing, Point, Request
from corpus.models import Query
from tests.support.bot.message_strategies import HOSTILE_TEXTS, POINTS, build_briefing, build_point


@given(POINTS, HOSTILE_TEXTS, st.lists(HOSTILE_TEXTS, max_size=10).map(tuple))
@settings(max_examples=100)
def test_a_hostile_briefing_fits_and_quotes_whole_sentences(
    points: list[Point], topic: str, words: tuple[str, ...]
) -> None:
    """Whatever the articles hold: the limits are kept, each sentence is whole or absent, and the absent are counted."""
    request = Request(Query(), text=topic, read_as=words, unknown=words)
    message = render_briefing(Briefing("b1", request, tuple(points)))
    _check_limits(message)
    quoted = [block for block in message.blocks if block.startswith("> ")]
    texts = [f"> {escape(point.passage.sentence.text)}" for point in points]
    assert all(block.partition("\n-# ")[0] in texts for block in quoted)
    left_out = re.search(r"^-# (\d+) more sentences? didn't fit", message.text, re.MULTILINE)
    assert len(quoted) + (int(left_out[1]) if left_out else 0) == len(points)


@given(
    POINTS,
    HOSTILE_TEXTS,
    st.lists(st.tuples(HOSTILE_TEXTS, HOSTILE_TEXTS), max_size=20).map(tuple),
    st.lists(HOSTILE_TEXTS).map(tuple),
)
@settings(max_examples=60)
def test_a_hostile_answer_fits(
    points: list[Point], heading: str, facts: tuple[tuple[str, str], ...], nearest: tuple[str, ...]
) -> None:
    """Headings, facts and nearest names are article text, too."""
    _check_limits(render_answer(Answer(Request(Query(), text=heading), tuple(points), heading, facts, nearest)))


@given(HOSTILE_TEXTS, HOSTILE_TEXTS, HOSTILE_TEXTS)
@settings(max_examples=100)
def test_a_hostile_error_fits(subject: str, typed: str, remedy: str) -> None:
    """An error repeats what was typed, as data."""
    _check_limits(render_error(DatelineError(subject, f"I can't read “{typed}”.", remedy)))


def _check_limits(message: Message) -> None:
    view = to_view(message)
    assert view.content_length() <= MAX_MESSAGE_CHARACTERS
    assert len(list(view.walk_children())) <= MAX_MESSAGE_COMPONENTS
    assert count_utf16_units(message.text) <= MAX_MESSAGE_CHARACTERS + len(message.blocks)
    message.text.encode()


def test_a_long_list_is_cut_between_lines_and_counted() -> None:
    """Nothing is left out silently."""
    message = render_list("Many", ["x" * 290] * 40)
    shown = message.text.count("- x")
    assert message.text.endswith(f"and {40 - shown} more")


def test_a_message_survives_being_written_down() -> None:
    """What is sent after a restart is what was recorded, byte for byte."""
    message = render_briefing(build_briefing(build_point("Rates “rose” — 語🎈.")))
    assert load_message_text(dump_message_text(message)) == message
    assert hash_payload(dump_message_text(message)) == hash_payload(
        dump_message_text(load_message_text(dump_message_text(message)))
    )


@pytest.mark.parametrize(
    "payload", ["", "{}", "[]", '{"accent": 1, "blocks": ["x"]}', '{"accent": 3104734, "blocks": []}']
)
def test_a_broken_record_is_an_error(payload: str) -> None:
    """It is not posted in some other form."""
    with pytest.raises(LedgerError):
        load_message_text(payload)


@pytest.mark.parametrize(
    "blocks",
    [(), ("",), (" ",), ("x" * 4001,), ("🎈" * 2001,), ("x",) * 40],
    ids=["no block", "empty", "blank", "too long", "too long in UTF-16", "too many"],
)
def test_a_message_beyond_the_limits_can_not_be_made(blocks: tuple[str, ...]) -> None:
    """The limits are the value's own."""
    with pytest.raises(ValueError, match="message"):
        Message(blocks)
