"""Validate application commands, autocomplete choices and modals."""

from __future__ import annotations

import re
from collections import Counter

from bot.testserver.state.errors import ApiError
from bot.testserver.state.model import Json, Value, flatten_components
from bot.testserver.validation.errors import SELECT_TYPES, ComponentType, FormErrors
from bot.testserver.validation.messages import check_options, check_select
from bot.testserver.validation.shapes import check_shape

SUBCOMMAND, SUBCOMMAND_GROUP, STRING_OPTION, INTEGER_OPTION, NUMBER_OPTION = 1, 2, 3, 4, 10
CHAT_INPUT, PRIMARY_ENTRY_POINT = 1, 4
_COMMAND_SHAPE = "ApplicationCommandUpdateRequest"
# Discord docs: autocomplete is for options "of type STRING, INTEGER, or NUMBER", as are choices
# (docs/interactions/application-commands#application-command-object-application-command-option-structure)
_COMPLETED_OPTIONS = frozenset({STRING_OPTION, INTEGER_OPTION, NUMBER_OPTION})
# See docs/interactions/application-commands#application-command-object-application-command-naming:
# ^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$, lower case where a lower-case form exists. Python's \w matches letters,
# digits and underscore of all scripts, but not the vowel signs of Devanagari and Thai.
_COMMAND_NAME = re.compile(r"[-'\w\u0900-\u097f\u0e00-\u0e7f]{1,32}")
_COMMAND_KEYS = frozenset(
    "id type name name_localizations description description_localizations options default_member_permissions "
    "dm_permission default_permission nsfw integration_types contexts handler "
    # Of commands as Discord returns them, which clients may send back as they are:
    "application_id guild_id version name_localized description_localized".split()
)
_OPTION_KEYS = frozenset(
    "type name name_localizations description description_localizations required choices options channel_types "
    "min_value max_value min_length max_length autocomplete".split()
)
_DISCORD_LOCALES = frozenset(
    "id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja "
    "zh-TW ko ar he".split()
)  # See docs/reference#locales


def check_commands(commands: list[Value]) -> None:
    """
    Check the commands of one scope against Discord's rules.

    Raises:
        ApiError: 30032 if there are too many, 50035 for all other faults.
    """
    faults = FormErrors()
    objects = [one for one in commands if isinstance(one, dict)]
    check_command_count(objects)
    names = Counter((str(one.get("type") or CHAT_INPUT), str(one.get("name"))) for one in objects)
    for number, one in enumerate(commands):
        if not isinstance(one, dict):
            check_shape(faults, str(number), one, _COMMAND_SHAPE)
            continue
        if names[str(one.get("type") or CHAT_INPUT), str(one.get("name"))] > 1:
            code = "APPLICATION_COMMANDS_DUPLICATE_NAME"
            faults.add(f"{number}.name", code, "Application command names must be unique")
        _check_command(faults, str(number), one)
    faults.raise_if_any()


def check_command_count(commands: list[Json]) -> None:
    """
    Check the number of commands of one scope.

    Raises:
        ApiError: 30032 if there are too many.
    """
    kinds = Counter(str(one.get("type") or CHAT_INPUT) for one in commands)
    # Discord docs: "An app can have the following number of commands: 100 global CHAT_INPUT commands, 15 USER,
    # 15 MESSAGE"
    if kinds["1"] > 100 or kinds["2"] > 15 or kinds["3"] > 15:
        raise ApiError(400, 30032, "Maximum number of application commands reached")


def check_command(command: Json) -> None:
    """
    Check a single command against Discord's rules; its fields are named without a number.

    Raises:
        ApiError: 50035 with all faults.
    """
    faults = FormErrors()
    _check_command(faults, "", command)
    faults.raise_if_any()


def _check_command(faults: FormErrors, path: str, one: Json) -> None:
    faults.check_keys(path, one, _COMMAND_KEYS)
    if not check_shape(faults, path, one, _COMMAND_SHAPE):
        return
    kind = one.get("type") or CHAT_INPUT
    if kind in {CHAT_INPUT, PRIMARY_ENTRY_POINT}:
        _check_names(faults, path, one)
        # Discord docs: "description: Description for CHAT_INPUT commands, 1-100 characters"
        faults.check_text(f"{path}.description", one.get("description"), 1, 100)
        _check_options(faults, path, one.get("options") or [])
    # Discord docs: "description: ... Empty string for USER and MESSAGE commands"
    elif one.get("description") or one.get("options"):
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
    for field in ("name_localizations", "description_localizations"):
        for key in (one.get(field) or {}).keys() - _DISCORD_LOCALES:
            faults.add(f"{path}.{field}.{key}", "UNKNOWN_LOCALE", f"{key!r} is no locale of Discord's")


def _check_options(faults: FormErrors, path: str, options: list[Json]) -> None:
    # Discord docs: "Required options must be listed before optional options"
    optional = False
    names = Counter(one["name"] for one in options)
    kinds = [one["type"] in {SUBCOMMAND, SUBCOMMAND_GROUP} for one in options]
    for number, one in enumerate(options):
        option_path = f"{path}.options.{number}"
        faults.check_keys(option_path, one, _OPTION_KEYS)
        _check_names(faults, option_path, one)
        if names[one["name"]] > 1:
            code = "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS"
            faults.add(f"{option_path}.name", code, "Option names must be unique")
        if one.get("required") and optional:
            code = "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"
            faults.add(option_path, code, "Required options must be placed before non-required options")
        optional = optional or not one.get("required")
        # See docs/interactions/application-commands#subcommands-and-subcommand-groups: a command with subcommands has
        # no other options
        if kinds[number] != kinds[0]:
            faults.add(option_path, *_MIXED_OPTIONS)
        if kinds[number]:
            _check_options(faults, option_path, one.get("options") or [])
        _check_values(faults, option_path, one)


_MIXED_OPTIONS = (
    "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
    "Sub-command and sub-command group option types are mutually exclusive to all other types",
)


def _check_values(faults: FormErrors, path: str, one: Json) -> None:
    choices = one.get("choices") or []
    # Discord docs: "autocomplete may not be set to true if choices are present"
    if choices and one.get("autocomplete"):
        code = "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES"
        faults.add(path, code, "Autocomplete and choices exclude each other")
    for key in ("choices", "autocomplete"):
        if one.get(key) and one["type"] not in _COMPLETED_OPTIONS:
            code = f"APPLICATION_COMMAND_OPTIONS_{key.upper()}_INVALID_TYPE"
            faults.add(f"{path}.{key}", code, f"Only options of type 3, 4 and 10 have {key}")
    _check_limits(faults, path, one)
    check_unique_choices(faults, f"{path}.choices", choices)
    for number, choice in enumerate(choices):
        if one["type"] == STRING_OPTION:
            faults.check_text(f"{path}.choices.{number}.value", choice.get("value"), 1, 100)


def _check_limits(faults: FormErrors, path: str, one: Json) -> None:
    # Discord docs: "min_value?*: If the option is an INTEGER or NUMBER type, the minimum value permitted",
    # "min_length?: For option type STRING, the minimum allowed length"; a minimum above its maximum permits nothing
    for kinds, low, high in (
        ({INTEGER_OPTION, NUMBER_OPTION}, "min_value", "max_value"),
        ({STRING_OPTION}, "min_length", "max_length"),
    ):
        least, most = one.get(low), one.get(high)
        for key in (low, high):
            if one.get(key) is not None and one["type"] not in kinds:
                code = "APPLICATION_COMMAND_OPTIONS_LIMIT_INVALID_TYPE"
                faults.add(f"{path}.{key}", code, f"Options of type {one['type']} have no {key}")
        if one["type"] in kinds and least is not None and most is not None and least > most:
            code = f"APPLICATION_COMMAND_OPTION_{low.upper()}_GREATER_THAN_{high.upper()}"
            faults.add(f"{path}.{low}", code, f"{low} must be less than or equal to {high}")


def check_unique_choices(faults: FormErrors, path: str, choices: list[Json]) -> None:
    """
    Record choices that have the name or the value of another one.

    References:
        docs/interactions/application-commands#application-command-object-application-command-option-choice-structure:
        a user chooses by name, the application gets the value
    """
    for key in ("name", "value"):
        seen: set[Value] = set()
        for number, choice in enumerate(choices):
            if choice[key] in seen:
                code = f"APPLICATION_COMMAND_OPTIONS_CHOICE_{key.upper()}_ALREADY_EXISTS"
                faults.add(f"{path}.{number}.{key}", code, f"Option choice {key}s must be unique")
            seen.add(choice[key])


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


_CHOICE_SHAPES = {
    STRING_OPTION: "InteractionApplicationCommandAutocompleteCallbackStringData",
    INTEGER_OPTION: "InteractionApplicationCommandAutocompleteCallbackIntegerData",
    NUMBER_OPTION: "InteractionApplicationCommandAutocompleteCallbackNumberData",
}


def check_choices(data: Json, option_type: int = STRING_OPTION) -> None:
    """
    Check the choices for an autocompleted option of *option_type* against Discord's rules.

    Raises:
        ApiError: 50035 with all faults.

    References:
        docs/interactions/receiving-and-responding#interaction-response-object-autocomplete
    """
    faults = FormErrors("data")
    if check_shape(faults, "", data, _CHOICE_SHAPES[option_type]) and option_type == STRING_OPTION:
        for number, one in enumerate(data.get("choices") or []):
            # Discord docs: "value: Value for the choice, up to 100 characters if string"
            faults.check_text(f"choices.{number}.value", one["value"], 1, 100)
    faults.raise_if_any()


def check_modal(data: Json) -> None:
    """
    Check a modal against Discord's rules.

    Raises:
        ApiError: 50035 with all faults.

    References:
        docs/interactions/receiving-and-responding#interaction-response-object-modal
    """
    faults = FormErrors("data")
    faults.check_keys("", data, frozenset({"custom_id", "title", "components"}))
    if not check_shape(faults, "", data, "ModalInteractionCallbackRequestData"):
        faults.raise_if_any()
    components = data["components"]
    # Discord docs: "between 1 and 5 components"
    faults.check_count("components", components, 1, 5)
    names = [one["custom_id"] for one in flatten_components(components) if one.get("custom_id")]
    if len(set(names)) < len(names):
        code = "COMPONENT_CUSTOM_ID_DUPLICATED"
        faults.add("components", code, "Component custom id cannot be duplicated")
    for number, one in enumerate(components):
        if one["type"] == ComponentType.ACTION_ROW:
            # See docs/components/reference#text-input: in an action row it needs its own label (deprecated)
            for place, inner in enumerate(one["components"]):
                faults.check_text(f"components.{number}.components.{place}.label", inner.get("label"), 1, 45)
                _check_input(faults, f"components.{number}.components.{place}", inner)
        elif one["type"] == ComponentType.LABEL:
            _check_input(faults, f"components.{number}.component", one["component"])
    faults.raise_if_any()


def _check_input(faults: FormErrors, path: str, one: Json) -> None:
    if one["type"] in SELECT_TYPES:
        check_select(faults, path, one)
    elif one["type"] == ComponentType.TEXT_INPUT:
        # See docs/components/reference#text-input-text-input-structure
        least, most = one.get("min_length") or 0, one.get("max_length") or 4000
        if least > most:
            faults.add(f"{path}.min_length", "NUMBER_TYPE_MAX", f"int value should be less than or equal to {most}.")
        if one.get("value"):
            faults.check_text(f"{path}.value", one["value"], least, most)
    else:
        check_options(faults, f"{path}.options", one.get("options") or [])
