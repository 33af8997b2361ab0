"""Validate application commands, autocomplete choices and modals."""

from __future__ import annotations

import re
from collections import Counter

from bot.testserver.state.errors import ApiError
from bot.testserver.state.model import Json, flatten_components
from bot.testserver.validation.errors import SELECT_TYPES, ComponentType, FormErrors
from bot.testserver.validation.messages import check_options, check_select

SUBCOMMAND, SUBCOMMAND_GROUP, STRING_OPTION = 1, 2, 3
CHAT_INPUT = 1
# See docs/interactions/application-commands#application-command-object-application-command-naming:
# ^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$, lower case where a lower-case form exists. Python's \w matches letters,
# digits and underscore of all scripts, but not the vowel signs of Devanagari and Thai.
_COMMAND_NAME = re.compile(r"[-'\w\u0900-\u097f\u0e00-\u0e7f]{1,32}")
_COMMAND_KEYS = frozenset(
    "id type name name_localizations description description_localizations options default_member_permissions "
    "dm_permission default_permission nsfw integration_types contexts handler".split()
)
_OPTION_KEYS = frozenset(
    "type name name_localizations description description_localizations required choices options channel_types "
    "min_value max_value min_length max_length autocomplete".split()
)
_DISCORD_LOCALES = frozenset(
    "id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja "
    "zh-TW ko ar he".split()
)  # See docs/reference#locales


def check_commands(commands: list[Json]) -> None:
    """
    Check the commands of one scope against Discord's rules.

    Raises:
        ApiError: 30032 if there are too many, 50035 for all other faults.
    """
    kinds = Counter(one.get("type") or CHAT_INPUT for one in commands)
    # Discord docs: "An app can have the following number of commands: 100 global CHAT_INPUT commands, 15 USER,
    # 15 MESSAGE"
    if kinds[CHAT_INPUT] > 100 or kinds[2] > 15 or kinds[3] > 15:
        raise ApiError(400, 30032, "Maximum number of application commands reached")
    faults = FormErrors()
    names = Counter((one.get("type") or CHAT_INPUT, one.get("name")) for one in commands)
    for number, one in enumerate(commands):
        path = str(number)
        if names[one.get("type") or CHAT_INPUT, one.get("name")] > 1:
            code = "APPLICATION_COMMANDS_DUPLICATE_NAME"
            faults.add(f"{path}.name", code, "Application command names must be unique")
        _check_command(faults, path, one)
    faults.raise_if_any()


def _check_command(faults: FormErrors, path: str, one: Json) -> None:
    faults.check_keys(path, one, _COMMAND_KEYS)
    kind = one.get("type") or CHAT_INPUT
    if kind == CHAT_INPUT:
        _check_names(faults, path, one)
        _check_options(faults, path, one.get("options") or [])
    else:
        faults.check_text(f"{path}.name", one.get("name"), 1, 32)
        # Discord docs: "description: ... Empty string for USER and MESSAGE commands"
        if one.get("description") or one.get("options"):
            faults.add(path, "APPLICATION_COMMAND_INVALID", "Context menu commands have no description and no options")
    # Discord docs: "8000 characters in total for name, description, and value properties"
    if _count_characters(one) > 8000:
        faults.add(path, "APPLICATION_COMMAND_TOO_LARGE", "Command exceeds maximum size (8000)")


def _check_names(faults: FormErrors, path: str, one: Json) -> None:
    names = {f"{path}.name": one.get("name") or ""}
    names |= {f"{path}.name_localizations.{key}": name for key, name in (one.get("name_localizations") or {}).items()}
    for name_path, name in names.items():
        if not _COMMAND_NAME.fullmatch(name) or name != name.lower():
            faults.add(name_path, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
    faults.check_text(f"{path}.description", one.get("description"), 1, 100)
    for key, text in (one.get("description_localizations") or {}).items():
        faults.check_text(f"{path}.description_localizations.{key}", text, 1, 100)
    for field in ("name_localizations", "description_localizations"):
        for key in (one.get(field) or {}).keys() - _DISCORD_LOCALES:
            faults.add(f"{path}.{field}.{key}", "UNKNOWN_LOCALE", f"{key!r} is no locale of Discord's")


def _check_options(faults: FormErrors, path: str, options: list[Json]) -> None:
    # Discord docs: "options: ... max of 25"; "Required options must be listed before optional options"
    faults.check_count(f"{path}.options", options, 0, 25)
    optional = False
    names = Counter(one.get("name") for one in options)
    for number, one in enumerate(options):
        option_path = f"{path}.options.{number}"
        faults.check_keys(option_path, one, _OPTION_KEYS)
        _check_names(faults, option_path, one)
        if names[one.get("name")] > 1:
            code = "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS"
            faults.add(f"{option_path}.name", code, "Option names must be unique")
        if one.get("required") and optional:
            code = "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"
            faults.add(option_path, code, "Required options must be placed before non-required options")
        optional = optional or not one.get("required")
        if one.get("type") in {SUBCOMMAND, SUBCOMMAND_GROUP}:
            _check_options(faults, option_path, one.get("options") or [])
        else:
            _check_values(faults, option_path, one)


def _check_values(faults: FormErrors, path: str, one: Json) -> None:
    choices = one.get("choices") or []
    faults.check_count(f"{path}.choices", choices, 0, 25)
    # Discord docs: "autocomplete may not be set to true if choices are present"
    if choices and one.get("autocomplete"):
        code = "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES"
        faults.add(path, code, "Autocomplete and choices exclude each other")
    for number, choice in enumerate(choices):
        faults.check_text(f"{path}.choices.{number}.name", choice.get("name"), 1, 100)
        if one.get("type") == STRING_OPTION:
            faults.check_text(f"{path}.choices.{number}.value", choice.get("value"), 1, 100)


def _count_characters(one: Json) -> int:
    # See docs/interactions/application-commands#application-command-object: only the longest localization counts
    total = 0
    for key in ("name", "description"):
        texts = [one.get(key) or "", *(one.get(f"{key}_localizations") or {}).values()]
        total += max(map(len, texts))
    for choice in one.get("choices") or []:
        texts = [choice["name"], *(choice.get("name_localizations") or {}).values()]
        total += max(map(len, texts)) + (len(choice["value"]) if isinstance(choice["value"], str) else 0)
    return total + sum(map(_count_characters, one.get("options") or []))


_LABEL_COMPONENTS = SELECT_TYPES | {
    ComponentType.TEXT_INPUT,
    ComponentType.FILE_UPLOAD,
    ComponentType.RADIO_GROUP,
    ComponentType.CHECKBOX_GROUP,
    ComponentType.CHECKBOX,
}
_MODAL_COMPONENTS = frozenset({ComponentType.ACTION_ROW, ComponentType.LABEL, ComponentType.TEXT_DISPLAY})


def check_choices(data: Json) -> None:
    """
    Check autocomplete choices against Discord's rules.

    Raises:
        ApiError: 50035 with all faults.
    """
    faults = FormErrors()
    choices = data.get("choices") or []
    # See docs/interactions/receiving-and-responding#interaction-response-object-autocomplete: "max of 25 choices"
    faults.check_count("data.choices", choices, 0, 25)
    for number, one in enumerate(choices):
        # See docs/interactions/application-commands#application-command-object, "option choice structure"
        faults.check_text(f"data.choices.{number}.name", one.get("name"), 1, 100)
        if isinstance(one.get("value"), str):
            faults.check_text(f"data.choices.{number}.value", one["value"], 1, 100)
        elif not isinstance(one.get("value"), (int, float)):
            faults.add(f"data.choices.{number}.value", "BASE_TYPE_REQUIRED", "This field is required")
    faults.raise_if_any()


def check_modal(data: Json) -> None:
    """
    Check a modal against Discord's rules.

    Raises:
        ApiError: 50035 with all faults.
    """
    faults = FormErrors()
    faults.check_keys("data", data, frozenset({"custom_id", "title", "components"}))
    # See docs/interactions/receiving-and-responding#interaction-response-object-modal:
    # custom_id "max 100", title "max 45", "between 1 and 5 components"
    faults.check_text("data.custom_id", data.get("custom_id"), 1, 100)
    faults.check_text("data.title", data.get("title"), 1, 45)
    components = data.get("components") or []
    faults.check_count("data.components", components, 1, 5)
    names = [one["custom_id"] for one in flatten_components(components) if one.get("custom_id")]
    if len(set(names)) < len(names):
        code = "COMPONENT_CUSTOM_ID_DUPLICATED"
        faults.add("data.components", code, "Component custom id cannot be duplicated")
    for number, one in enumerate(components):
        _check_modal_component(faults, f"data.components.{number}", one)
    faults.raise_if_any()


def _check_modal_component(faults: FormErrors, path: str, one: Json) -> None:
    if one.get("type") not in _MODAL_COMPONENTS:
        faults.add(f"{path}.type", "UNION_TYPE_CHOICES", 'Value of field "type" must be one of (1, 10, 18).')
    elif one["type"] == ComponentType.ACTION_ROW:
        # See docs/components/reference#text-input: in an action row it needs its own label (deprecated, but allowed)
        for number, inner in enumerate(one.get("components") or []):
            faults.check_text(f"{path}.components.{number}.label", inner.get("label"), 1, 45)
            _check_input(faults, f"{path}.components.{number}", inner)
    elif one["type"] == ComponentType.LABEL:
        # See docs/components/reference#label: label "max 45 characters", description "max 100 characters"
        faults.check_text(f"{path}.label", one.get("label"), 1, 45)
        faults.check_text(f"{path}.description", one.get("description"), 0, 100)
        _check_input(faults, f"{path}.component", one.get("component") or {})


def _check_input(faults: FormErrors, path: str, one: Json) -> None:
    kind = one.get("type")
    if kind not in _LABEL_COMPONENTS:
        faults.add(f"{path}.type", "UNION_TYPE_CHOICES", 'Value of field "type" is no input.')
    elif kind in SELECT_TYPES:
        check_select(faults, path, one)
    elif kind == ComponentType.TEXT_INPUT:
        # See docs/components/reference#text-input-text-input-structure
        faults.check_text(f"{path}.custom_id", one.get("custom_id"), 1, 100)
        faults.check_text(f"{path}.placeholder", one.get("placeholder"), 0, 100)
        faults.check_text(f"{path}.value", one.get("value"), 0, 4000)
        if one.get("style") not in {1, 2}:
            faults.add(f"{path}.style", "BASE_TYPE_CHOICES", "Value must be one of (1, 2).")
        _check_length_limits(faults, path, one.get("min_length"), one.get("max_length"))
    else:
        faults.check_text(f"{path}.custom_id", one.get("custom_id"), 1, 100)
        if kind in {ComponentType.RADIO_GROUP, ComponentType.CHECKBOX_GROUP}:
            # See docs/components/reference#radio-group, #checkbox-group: at most 10 options
            check_options(faults, f"{path}.options", one.get("options") or [], 10)


def _check_length_limits(faults: FormErrors, path: str, min_length: int | None, max_length: int | None) -> None:
    # Discord docs: "min_length: min 0, max 4000"; "max_length: min 1, max 4000"
    if not 0 <= (min_length or 0) <= 4000 or not 1 <= (4000 if max_length is None else max_length) <= 4000:
        faults.add(f"{path}.max_length", "NUMBER_TYPE_MAX", "Lengths lie between 0 and 4000.")
