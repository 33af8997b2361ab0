"""Claims about what members put into selects and forms: written as Discord does, refused where Discord's page would."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.testserver import InvalidInteractionError, Value
from bot.testserver.simulated_user import build_modal_data, list_available_commands
from bot.testserver.state.state import create_default_state, set_command_permissions

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


COMMAND = {"id": "7", "type": 1, "name": "setup", "description": "x", "default_member_permissions": "32"}
ROLE, OTHER, USER, EVERYONE, HERE, EVERYWHERE = "role", "other", "user", "everyone", "here", "everywhere"


@pytest.mark.parametrize(
    ("settings", "offered"),
    [
        pytest.param({}, False, id="nothing changed, and the member lacks the default permission"),
        pytest.param({ROLE: True}, True, id="a role of the member allowed"),
        pytest.param({OTHER: True}, False, id="a role of others allowed"),
        pytest.param({ROLE: False, EVERYONE: True}, False, id="everyone but the member's role allowed"),
        pytest.param({ROLE: False, USER: True}, True, id="the member allowed, their role not"),
        pytest.param({ROLE: True, USER: False}, False, id="the role allowed, the member not"),
        pytest.param({EVERYONE: True}, True, id="everyone allowed"),
        pytest.param({ROLE: True, HERE: False}, False, id="this channel not allowed"),
        pytest.param({ROLE: True, EVERYWHERE: False}, False, id="no channel allowed"),
        pytest.param({ROLE: True, EVERYWHERE: False, HERE: True}, True, id="this channel alone allowed"),
    ],
)
def test_a_servers_settings_decide_who_is_offered_a_command(settings: dict[str, bool], offered: bool) -> None:
    """What a server's settings say about members, roles and channels replaces a command's default permissions."""
    world = create_default_state(lambda: NOON)
    guild = next(iter(world.guilds.values()))
    mel = next(one for one in guild.members.values() if one.user.display_name == "Mel")
    general = next(one for one in world.channels.values() if one.name == "general")
    role, other = world.add_role(guild, "Editors"), world.add_role(guild, "Others")
    mel.roles.add(role.id)
    world.commands[None] = {7: COMMAND}
    targets = {ROLE: (role.id, 1), OTHER: (other.id, 1), EVERYONE: (guild.id, 1), USER: (mel.user.id, 2)}
    targets |= {HERE: (general.id, 3), EVERYWHERE: (guild.id - 1, 3)}
    entries = [
        {"id": str(targets[key][0]), "type": targets[key][1], "permission": allowed}
        for key, allowed in settings.items()
    ]
    set_command_permissions(world, guild, 7, entries)
    assert bool(list_available_commands(world, mel.user, general)) is offered
    ada = world.users[guild.owner]
    assert list_available_commands(world, ada, general) == [COMMAND]
