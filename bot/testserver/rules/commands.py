"""The limits of application commands (docs/interactions/application-commands)."""

from __future__ import annotations

import re
from collections import Counter

from bot.testserver.rules.faults import Faults
from bot.testserver.world.model import Json
from bot.testserver.world.refusals import Refusal

SUBCOMMAND, SUBCOMMAND_GROUP, STRING = 1, 2, 3
CHAT_INPUT = 1
# #application-command-object-application-command-naming: ^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$, lower case
# where a lower-case form exists. Python's \w holds the letters, digits and underscore of all scripts, yet not the
# vowel signs of Devanagari and Thai.
_NAME = re.compile(r"[-'\w\u0900-\u097f\u0e00-\u0e7f]{1,32}")
_KEYS = frozenset(
    "id type name name_localizations description description_localizations options default_member_permissions "
    "dm_permission default_permission nsfw integration_types contexts handler".split()
)
_OPTION_KEYS = frozenset(
    "type name name_localizations description description_localizations required choices options channel_types "
    "min_value max_value min_length max_length autocomplete".split()
)
_LOCALES = frozenset(
    "id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja "
    "zh-TW ko ar he".split()
)  # See docs/reference#locales


def check_commands(commands: list[Json]) -> None:
    """
    Refuse a set of commands, one scope's, that Discord would refuse.

    Raises:
        Refusal: 30032 for too many, 50035 for every other fault.
    """
    kinds = Counter(one.get("type") or CHAT_INPUT for one in commands)
    # They say "An app can have the following number of commands: 100 global CHAT_INPUT commands, 15 USER, 15 MESSAGE"
    if kinds[CHAT_INPUT] > 100 or kinds[2] > 15 or kinds[3] > 15:
        raise Refusal(400, 30032, "Maximum number of application commands reached")
    faults = Faults()
    names = Counter((one.get("type") or CHAT_INPUT, one.get("name")) for one in commands)
    for number, one in enumerate(commands):
        path = str(number)
        if names[one.get("type") or CHAT_INPUT, one.get("name")] > 1:
            code = "APPLICATION_COMMANDS_DUPLICATE_NAME"
            faults.add(f"{path}.name", code, "Application command names must be unique")
        _check_command(faults, path, one)
    faults.refuse()


def _check_command(faults: Faults, path: str, one: Json) -> None:
    faults.keys(path, one, _KEYS)
    kind = one.get("type") or CHAT_INPUT
    if kind == CHAT_INPUT:
        _check_names(faults, path, one)
        _check_options(faults, path, one.get("options") or [])
    else:
        faults.text(f"{path}.name", one.get("name"), 1, 32)
        # They say "description: ... Empty string for USER and MESSAGE commands"
        if one.get("description") or one.get("options"):
            faults.add(path, "APPLICATION_COMMAND_INVALID", "Context menu commands have no description and no options")
    # They say "8000 characters in total for name, description, and value properties"
    if _length(one) > 8000:
        faults.add(path, "APPLICATION_COMMAND_TOO_LARGE", "Command exceeds maximum size (8000)")


def _check_names(faults: Faults, path: str, one: Json) -> None:
    names = {f"{path}.name": one.get("name") or ""}
    names |= {f"{path}.name_localizations.{key}": name for key, name in (one.get("name_localizations") or {}).items()}
    for here, name in names.items():
        if not _NAME.fullmatch(name) or name != name.lower():
            faults.add(here, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
    faults.text(f"{path}.description", one.get("description"), 1, 100)
    for key, text in (one.get("description_localizations") or {}).items():
        faults.text(f"{path}.description_localizations.{key}", text, 1, 100)
    for field in ("name_localizations", "description_localizations"):
        for key in (one.get(field) or {}).keys() - _LOCALES:
            faults.add(f"{path}.{field}.{key}", "UNKNOWN_LOCALE", f"{key!r} is no locale of Discord's")


def _check_options(faults: Faults, path: str, options: list[Json]) -> None:
    # They say "options: ... max of 25"; "Required options must be listed before optional options"
    faults.count(f"{path}.options", options, 0, 25)
    optional = False
    names = Counter(one.get("name") for one in options)
    for number, one in enumerate(options):
        here = f"{path}.options.{number}"
        faults.keys(here, one, _OPTION_KEYS)
        _check_names(faults, here, one)
        if names[one.get("name")] > 1:
            code = "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS"
            faults.add(f"{here}.name", code, "Option names must be unique")
        if one.get("required") and optional:
            code = "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"
            faults.add(here, code, "Required options must be placed before non-required options")
        optional = optional or not one.get("required")
        if one.get("type") in {SUBCOMMAND, SUBCOMMAND_GROUP}:
            _check_options(faults, here, one.get("options") or [])
        else:
            _check_values(faults, here, one)


def _check_values(faults: Faults, here: str, one: Json) -> None:
    choices = one.get("choices") or []
    faults.count(f"{here}.choices", choices, 0, 25)
    # They say "autocomplete may not be set to true if choices are present"
    if choices and one.get("autocomplete"):
        code = "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES"
        faults.add(here, code, "Autocomplete and choices exclude each other")
    for number, choice in enumerate(choices):
        faults.text(f"{here}.choices.{number}.name", choice.get("name"), 1, 100)
        if one.get("type") == STRING:
            faults.text(f"{here}.choices.{number}.value", choice.get("value"), 1, 100)


def _length(one: Json) -> int:
    # #application-command-object: each text counts with its longest localization
    total = 0
    for key in ("name", "description"):
        texts = [one.get(key) or "", *(one.get(f"{key}_localizations") or {}).values()]
        total += max(map(len, texts))
    for choice in one.get("choices") or []:
        texts = [choice["name"], *(choice.get("name_localizations") or {}).values()]
        total += max(map(len, texts)) + (len(choice["value"]) if isinstance(choice["value"], str) else 0)
    return total + sum(map(_length, one.get("options") or []))
