"""What Discord refuses of commands, choices and modals, with the place of every fault."""

from __future__ import annotations

from typing import Any

import pytest

from bot.testserver import Value
from bot.testserver.state.errors import ApiError
from bot.testserver.validation.commands import check_choices, check_commands, check_modal
from tests.support.testserver.request_bodies import (
    BUTTON,
    LENGTH_ERROR,
    MAX_LENGTH_ERROR,
    build_row,
    build_select,
    list_error_codes,
)


def build_command(**more: Value) -> dict[str, Any]:
    """Make a command."""
    return {"name": "brief", "description": "Brief this channel"} | more


def build_option(name: str = "topic", **more: Value) -> dict[str, Any]:
    """Make an option that takes words."""
    return {"type": 3, "name": name, "description": "What about"} | more


COMMANDS: list[Any] = [
    pytest.param([build_command(name="Brief")], "0.name", "APPLICATION_COMMAND_INVALID_NAME", id="capitals in a name"),
    pytest.param([build_command(name="a b")], "0.name", "APPLICATION_COMMAND_INVALID_NAME", id="a space in a name"),
    pytest.param([build_command(name="x" * 33)], "0.name", LENGTH_ERROR, id="a name above 32"),
    pytest.param([build_command(description="")], "0.description", LENGTH_ERROR, id="no description"),
    pytest.param(
        [build_command(description="x" * 101)], "0.description", MAX_LENGTH_ERROR, id="a description above 100"
    ),
    pytest.param(
        [build_command(), build_command()], "0.name", "APPLICATION_COMMANDS_DUPLICATE_NAME", id="one name twice"
    ),
    pytest.param([build_command(desc="x")], "0.desc", "UNKNOWN_KEY", id="an unknown key"),
    pytest.param(
        [build_command(options=[build_option(str(n)) for n in range(26)])],
        "0.options",
        MAX_LENGTH_ERROR,
        id="26 options",
    ),
    pytest.param(
        [build_command(options=[build_option(), build_option("since", required=True)])],
        "0.options.1",
        "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
        id="a required option after an optional one",
    ),
    pytest.param(
        [build_command(options=[build_option(), build_option()])],
        "0.options.0.name",
        "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS",
        id="one option twice",
    ),
    pytest.param(
        [build_command(options=[build_option(choices=[{"name": "x", "value": "x"}] * 26)])],
        "0.options.0.choices",
        MAX_LENGTH_ERROR,
        id="26 choices",
    ),
    pytest.param(
        [build_command(options=[build_option(choices=[{"name": "x", "value": "x"}], autocomplete=True)])],
        "0.options.0",
        "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES",
        id="choices beside autocomplete",
    ),
    pytest.param(
        [build_command(name_localizations={"kr": "x"})],
        "0.name_localizations.kr",
        "UNKNOWN_LOCALE",
        id="an unknown locale",
    ),
    pytest.param(
        [build_command(description_localizations={"de": "x" * 101})],
        "0.description_localizations.de",
        LENGTH_ERROR,
        id="a long locale",
    ),
    pytest.param(
        [
            build_command(
                options=[
                    build_option(f"o{n}", choices=[{"name": f"{m:050}", "value": f"{m:050}"} for m in range(25)])
                    for n in range(4)
                ]
            )
        ],
        "0",
        "APPLICATION_COMMAND_TOO_LARGE",
        id="above 8,000 characters",
    ),
    pytest.param(
        [{"type": 3, "name": "About", "description": "x"}], "0", "APPLICATION_COMMAND_INVALID", id="a described menu"
    ),
]


@pytest.mark.parametrize(("commands", "path", "code"), COMMANDS)
def test_a_command_beyond_a_limit_is_refused(commands: list[dict[str, Any]], path: str, code: str) -> None:
    """Each limit of commands is kept, and the refusal names the place."""
    with pytest.raises(ApiError) as refusal:
        check_commands(commands)
    assert list_error_codes(refusal.value.errors or {}).get(path) == code


@pytest.mark.parametrize(("kind", "most"), [(1, 100), (2, 15), (3, 15)], ids=["slash", "on members", "on messages"])
def test_there_is_a_number_of_commands(kind: int, most: int) -> None:
    """Of each kind so many commands are taken, and one more is refused with 30032."""
    text = {"description": "x"} if kind == 1 else {}
    commands = [{"type": kind, "name": f"c{number}"} | text for number in range(most + 1)]
    check_commands(commands[:-1])
    with pytest.raises(ApiError) as refusal:
        check_commands(commands)
    assert refusal.value.code == 30032


def test_names_of_other_scripts_are_taken() -> None:
    """Command names may be written in any script."""
    check_commands([build_command(name_localizations={"ko": "브리핑", "uk": "огляд", "ja": "要約", "hi": "सार"})])


@pytest.mark.parametrize(
    ("choices", "path"),
    [
        pytest.param([{"name": "x", "value": "x"}] * 26, "data.choices", id="26 choices"),
        pytest.param([{"name": "x" * 101, "value": "x"}], "data.choices.0.name", id="a name above 100"),
        pytest.param([{"name": "x", "value": "x" * 101}], "data.choices.0.value", id="a value above 100"),
        pytest.param([{"name": "", "value": "x"}], "data.choices.0.name", id="an empty name"),
    ],
)
def test_choices_beyond_a_limit_are_refused(choices: list[dict[str, Any]], path: str) -> None:
    """Each limit of choices is kept."""
    with pytest.raises(ApiError) as refusal:
        check_choices({"choices": choices})
    assert path in list_error_codes(refusal.value.errors or {})


def build_modal(*parts: dict[str, Any], **more: Value) -> dict[str, Any]:
    """Make a modal."""
    return {"custom_id": "m", "title": "A form", "components": list(parts)} | more


def build_label(component: dict[str, Any], words: str = "Field") -> dict[str, Any]:
    """Label a field."""
    return {"type": 18, "label": words, "component": component}


FIELD = {"type": 4, "custom_id": "f", "style": 1}


@pytest.mark.parametrize(
    ("form", "path"),
    [
        pytest.param(build_modal(build_label(FIELD), title="x" * 46), "data.title", id="a title above 45"),
        pytest.param(build_modal(), "data.components", id="no component"),
        pytest.param(
            build_modal(*[build_label(FIELD | {"custom_id": str(n)}) for n in range(6)]), "data.components", id="six"
        ),
        pytest.param(build_modal(build_label(FIELD), build_label(FIELD)), "data.components", id="one custom id twice"),
        pytest.param(build_modal(build_label(FIELD, "x" * 46)), "data.components.0.label", id="a label above 45"),
        pytest.param(
            build_modal(build_label(FIELD | {"style": 3})), "data.components.0.component.style", id="an unknown style"
        ),
        pytest.param(build_modal(build_label(BUTTON)), "data.components.0.component.type", id="a button in a form"),
        pytest.param(
            build_modal(build_row(FIELD)), "data.components.0.components.0.label", id="an old field without label"
        ),
        pytest.param(
            build_modal(build_label(FIELD | {"max_length": 4001})),
            "data.components.0.component.max_length",
            id="length",
        ),
    ],
)
def test_a_modal_beyond_a_limit_is_refused(form: dict[str, Any], path: str) -> None:
    """Each limit of modals is kept."""
    check_modal(build_modal(build_label(FIELD), build_label(build_select())))
    with pytest.raises(ApiError) as refusal:
        check_modal(form)
    assert path in list_error_codes(refusal.value.errors or {})
