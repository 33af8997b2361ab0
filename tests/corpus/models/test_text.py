"""Halves of surrogate pairs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.models import has_no_surrogates, replace_surrogates


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
    assert replace_surrogates(text) == made_whole
    assert has_no_surrogates(text) == (text == made_whole)


@given(st.text(st.characters()))
def test_what_is_whole_can_be_written_in_utf_8(text: str) -> None:
    """And only that; drawn texts hold halves, too."""
    assert replace_surrogates(text).encode().decode() == replace_surrogates(text)
    assert len(replace_surrogates(text)) == len(text)
    assert has_no_surrogates(text) == (text.encode("utf-8", "replace").decode() == text)
