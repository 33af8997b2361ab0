"""What is refused of a body before any finer rule can look at it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.testserver import Refusal
from bot.testserver.rules import check_message
from tests.bot.testserver.bodies import places, row

SHAPES = [
    pytest.param({"embeds": "x"}, "embeds", id="a text for a list"),
    pytest.param({"embeds": ["x"]}, "embeds.0", id="a text for an embed"),
    pytest.param({"content": 1}, "content", id="a number for a text"),
    pytest.param({"content": "x", "flags": "x"}, "flags", id="a text for a number"),
    pytest.param({"allowed_mentions": []}, "allowed_mentions", id="a list for an object"),
    pytest.param({"components": [row("x")]}, "components.0.components.0", id="a text for a button"),  # type: ignore[arg-type]
    pytest.param({"content": "x", "nonce": {}}, "nonce", id="an object for a nonce"),
    pytest.param({"allowed_mentions": {"parse": 5}}, "allowed_mentions.parse", id="a number for a list"),
    pytest.param({"components": [{"type": []}]}, "components.0.type", id="a list for a kind"),
    pytest.param({"embeds": [{"title": "x", "color": 1 << 24}]}, "embeds.0.color", id="a colour that is none"),
    pytest.param({"attachments": [{"id": "x"}]}, "attachments.0.id", id="a word for an id"),
]


@pytest.mark.parametrize(("body", "path"), SHAPES)
def test_a_body_of_another_shape_is_refused(body: dict[str, Any], path: str) -> None:
    """Kinds of values that make no sense are refused where they stand, before any finer rule looks."""
    with pytest.raises(Refusal) as refusal:
        check_message(body, has_files=False)
    assert path in places(refusal.value.errors or {})
