"""Names are found by how they begin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services.retrieval import PrefixIndex

NAMES = ("Kim Jong-un", "Kremlin", "Vladimir Putin", "Kim Yo-jong", "Straße & Söhne", "kimchi makers", "Kim Jong-un")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        pytest.param("", ("Kim Jong-un", "Kremlin", "Vladimir Putin"), id="nothing typed: the best"),
        pytest.param("kim", ("Kim Jong-un", "Kim Yo-jong", "kimchi makers"), id="a first word, each name once"),
        pytest.param(" PUT", ("Vladimir Putin",), id="a later word, in capitals"),
        pytest.param("kim y", ("Kim Yo-jong",), id="more than a word"),
        pytest.param("strasse", ("Straße & Söhne",), id="another spelling of a letter"),
        pytest.param("im", (), id="the middle of a word"),
    ],
)
def test_names_are_found_by_how_they_begin(typed: str, found: tuple[str, ...]) -> None:
    """As a whole or in any of their words, the best first."""
    assert PrefixIndex(NAMES).search(typed, 3) == found


@given(st.lists(st.text("abä -", min_size=1, max_size=6), max_size=12), st.text("abä ", max_size=3), st.integers(1, 5))
def test_none_is_overlooked(names: list[str], typed: str, limit: int) -> None:
    """What is found is what looking at every name in turn finds."""
    wanted = typed.casefold().strip()
    fitting = [
        name
        for name in dict.fromkeys(names)
        if any(part.startswith(wanted) for part in (name.casefold(), *name.casefold().split()))
    ]
    assert PrefixIndex(names).search(typed, limit) == tuple(fitting[:limit])
