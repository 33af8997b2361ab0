"""Halves of surrogate pairs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.characters import is_whole, whole


@pytest.mark.parametrize(
    ("text", "made_whole"),
    [
        pytest.param("\ud83c\udf88", "\ufffd\ufffd", id="two halves that a careless writer left apart"),
        pytest.param("a\udcffb", "a\ufffdb", id="a byte that was no text"),
        pytest.param("🎈 é\uffff\0", "🎈 é\uffff\0", id="whole characters, odd ones too"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_each_half_gives_way_to_one_sign(text: str, made_whole: str) -> None:
    """Offsets into the text stay what they were."""
    assert whole(text) == made_whole
    assert is_whole(text) == (text == made_whole)


@given(st.text(st.characters()))
def test_what_is_whole_can_be_written_in_utf_8(text: str) -> None:
    """And only that; drawn texts hold halves, too."""
    assert whole(text).encode().decode() == whole(text)
    assert len(whole(text)) == len(text)
    assert is_whole(text) == (text.encode("utf-8", "replace").decode() == text)
