"""Claims about words of others in Discord's Markdown: shown as what they are."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings

from bot.rendering import escape
from bot.rendering.markdown import format_link, to_plain_text
from tests.support.bot.message_strategies import HOSTILE_TEXTS, URLS

# What Discord's reader does, written down apart from the code under test: a backslash takes the meaning from any
# character that is no letter, digit or space; what is left may be markup.
_ESCAPED_CHARACTER = re.compile(r"\\([^0-9A-Za-z\s])")
_MARKUP = re.compile(
    r"[*_~`|\[\]]|<|@|:\S|>|^(?:#{1,3}|-#|[-+]|\d+[.)])(?:\s|$)",
    re.MULTILINE,
)


def read_literally(markdown: str) -> str:
    """Read Markdown in which nothing has an effect."""
    return _ESCAPED_CHARACTER.sub(r"\1", markdown)


@given(HOSTILE_TEXTS)
@settings(max_examples=200)
def test_escaped_text_is_shown_as_it_is(text: str) -> None:
    """Discord's reader gives back the visible characters, and finds no markup, mention, emoji or link."""
    escaped = escape(text)
    assert read_literally(escaped) == to_plain_text(text)
    assert not _MARKUP.search(_ESCAPED_CHARACTER.sub("x", escaped))


@given(HOSTILE_TEXTS)
@settings(max_examples=200)
def test_plain_text_is_one_visible_line(text: str) -> None:
    """No control, format or shapeless character is left; letters and digits stay in order."""
    shown = to_plain_text(text)
    assert all(unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} for character in shown)
    assert "  " not in shown
    assert shown == shown.strip()
    kept = [c for c in text if c.isascii() and c.isalnum()]
    assert [c for c in re.sub(r"⟨U\+\w{4}⟩", "", shown) if c.isascii() and c.isalnum()] == kept


def test_a_character_that_reorders_is_shown_by_its_number() -> None:
    """Leaving it out silently would show other words than the source's reader sees."""
    assert to_plain_text("safe\u202etxt.exe") == "safe⟨U+202E⟩txt.exe"


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


@given(HOSTILE_TEXTS, URLS)
@settings(max_examples=150)
def test_a_link_leads_to_a_web_page_or_is_none(label: str, address: str) -> None:
    """Only http and https become links, and nothing in the address ends the link early."""
    markdown = format_link(label, address)
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
    assert format_link("Sample Wire", address) == "Sample Wire"
