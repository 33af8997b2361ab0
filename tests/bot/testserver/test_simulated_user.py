"""Claims about what members put into selects and forms: written as Discord does, refused where Discord's page would."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.testserver import InvalidInteractionError, Value
from bot.testserver.simulated_user import build_modal_data
from bot.testserver.state.state import create_default_state

NOON = datetime(2024, 6, 21, 12, tzinfo=UTC)
_OPTIONS = [{"value": "a", "label": "A"}, {"value": "b", "label": "B", "default": True}]


def _build_value(field: dict[str, Any], *given: Value) -> Any:  # noqa: ANN401  # a field's value is of any type
    world = create_default_state(lambda: NOON)
    form = {"custom_id": "f", "components": [{"type": 18, "component": {"custom_id": "x", **field}}]}
    place = next(iter(world.channels.values()))
    (part,) = build_modal_data(world, place, form, dict(zip("x", given, strict=False)))["components"]
    return part["component"].get("value", part["component"].get("values"))


@pytest.mark.parametrize(
    ("field", "given", "sent"),
    [
        pytest.param({"type": 4}, ("noon",), "noon", id="words"),
        pytest.param({"type": 4, "value": "8:00"}, (), "8:00", id="words that stood there before"),
        pytest.param({"type": 4, "required": False}, (), "", id="no words, where none are needed"),
        pytest.param({"type": 3, "options": _OPTIONS}, ("a",), ["a"], id="one of a select"),
        pytest.param({"type": 3, "options": _OPTIONS, "required": False}, (), [], id="none, where none is needed"),
        pytest.param({"type": 3, "options": _OPTIONS, "max_values": 2}, (["a", "b"],), ["a", "b"], id="both"),
        pytest.param({"type": 21, "options": _OPTIONS}, ("a",), "a", id="a radio button"),
        pytest.param({"type": 21, "options": _OPTIONS}, (), "b", id="the radio button that was set before"),
        pytest.param({"type": 21, "options": _OPTIONS[:1], "required": False}, (), None, id="no radio button"),
        pytest.param({"type": 22, "options": _OPTIONS}, (["a", "b"],), ["a", "b"], id="boxes of a group"),
        pytest.param({"type": 23}, (True,), True, id="a box"),
        pytest.param({"type": 23, "default": True}, (), True, id="a box that was ticked before"),
    ],
)
def test_a_field_is_sent_as_it_was_filled_in(field: dict[str, Any], given: tuple[Value, ...], sent: object) -> None:
    """What was not touched is sent as it stood; what may be empty is sent empty."""
    assert _build_value(field, *given) == sent


@pytest.mark.parametrize(
    ("field", "given", "reason"),
    [
        pytest.param({"type": 4}, (), "x is required", id="no words"),
        pytest.param({"type": 4, "min_length": 3}, ("no",), "must have 3 to 4000", id="too few letters"),
        pytest.param({"type": 3, "options": _OPTIONS}, (["a", "b"],), "pick 1 to 1", id="two, where one may be picked"),
        pytest.param({"type": 3, "options": _OPTIONS}, ("c",), "'c' is not among", id="what a select does not offer"),
        pytest.param({"type": 21, "options": _OPTIONS}, ("c",), "'c' is not among", id="a radio button that is none"),
        pytest.param({"type": 22, "options": _OPTIONS}, ([],), "pick 1 to 2", id="no box of a group"),
    ],
)
def test_what_the_page_would_not_send_is_refused(field: dict[str, Any], given: tuple[Value, ...], reason: str) -> None:
    """With what is wrong with it."""
    with pytest.raises(InvalidInteractionError, match=reason):
        _build_value(field, *given)


def test_a_field_that_is_not_in_the_form_is_refused() -> None:
    """A test that misspells a field must not pass by leaving it out."""
    world = create_default_state(lambda: NOON)
    with pytest.raises(InvalidInteractionError, match="no field y"):
        build_modal_data(
            world, next(iter(world.channels.values())), {"custom_id": "f", "components": []}, {"y": "noon"}
        )
