"""What a confirmation of a curation says of the articles."""

from __future__ import annotations

import pytest

from bot.rendering import render_curation


@pytest.mark.parametrize(
    ("count", "note"),
    [
        pytest.param(None, "-# I'm updating this server's articles.", id="while they are read"),
        pytest.param(1, "-# I updated 1 article.", id="one"),
        pytest.param(3, "-# I updated 3 articles.", id="several"),
        pytest.param(0, "", id="none"),
    ],
)
def test_articles_are_counted_where_there_are_any(count: int | None, note: str) -> None:
    """A change that concerns no article says nothing of articles."""
    message = render_curation("“VVP” is another name of Vladimir Putin", count)
    assert message.blocks[2:] == ((note,) if note else ())
    assert "VVP" in message.blocks[1]
