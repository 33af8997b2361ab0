"""What is refused of a body before any finer rule can look at it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.testserver.state.errors import ApiError
from bot.testserver.validation.messages import check_message
from tests.support.testserver.request_bodies import build_row, list_error_codes

SHAPES = [
    pytest.param({"embeds": "x"}, "embeds", id="a text for a list"),
    pytest.param({"embeds": ["x"]}, "embeds.0", id="a text for an embed"),
    pytest.param({"content": 1}, "content", id="a number for a text"),
    pytest.param({"content": "x", "flags": "x"}, "flags", id="a text for a number"),
    pytest.param({"allowed_mentions": []}, "allowed_mentions", id="a list for an object"),
    pytest.param({"components": [build_row("x")]}, "components.0.components.0", id="a text for a button"),  # type: ignore[arg-type]
    pytest.param({"content": "x", "nonce": {}}, "nonce", id="an object for a nonce"),
    pytest.param({"allowed_mentions": {"parse": 5}}, "allowed_mentions.parse", id="a number for a list"),
    pytest.param({"components": [{"type": []}]}, "components.0.type", id="a list for a kind"),
    pytest.param({"embeds": [{"title": "x", "color": 1 << 24}]}, "embeds.0.color", id="a colour that is none"),
    pytest.param({"attachments": [{"id": "x"}]}, "attachments.0.id", id="a word for an id"),
]


@pytest.mark.parametrize(("body", "path"), SHAPES)
def test_a_body_of_another_shape_is_refused(body: dict[str, Any], path: str) -> None:
    """Kinds of values that make no sense are refused where they stand, before any finer rule looks."""
    with pytest.raises(ApiError) as refusal:
        check_message(body, has_files=False)
    assert path in list_error_codes(refusal.value.errors or {})
