"""The limits of what can be pressed and picked (docs/components/reference#button, #string-select)."""

from __future__ import annotations

from bot.testserver.rules.faults import Faults
from bot.testserver.rules.kinds import ButtonStyle, Kind
from bot.testserver.world.model import Json

_BUTTON_KEYS = frozenset("type id style label emoji custom_id sku_id url disabled".split())
_SELECT_KEYS = frozenset(
    "type id custom_id options placeholder min_values max_values disabled required default_values channel_types".split()
)


def check_button(faults: Faults, path: str, one: Json) -> None:
    """Note what is wrong with a button."""
    faults.keys(path, one, _BUTTON_KEYS)
    style = one.get("style")
    if style not in set(ButtonStyle):
        faults.add(f"{path}.style", "BASE_TYPE_CHOICES", "Value must be one of (1, 2, 3, 4, 5, 6).")
    elif style == ButtonStyle.LINK:
        # They say "Link buttons must have a url, and cannot have a custom_id"; url: "max 512 characters"
        faults.text(f"{path}.url", one.get("url"), 1, 512)
        faults.address(f"{path}.url", one.get("url") or None, ("http", "https", "discord"))
        if one.get("custom_id"):
            code = "COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE"
            faults.add(path, code, "A custom id and url cannot both be specified")
    elif style != ButtonStyle.PREMIUM:
        # They say "Non-link and non-premium buttons must have a custom_id, and cannot have a url or a sku_id"
        faults.text(f"{path}.custom_id", one.get("custom_id"), 1, 100)
        if one.get("url"):
            code = "COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE"
            faults.add(path, code, "A custom id and url cannot both be specified")
    # label: "max 80 characters"; a button without label and emoji is refused
    faults.text(f"{path}.label", one.get("label"), 0, 80)
    if style != ButtonStyle.PREMIUM and not one.get("label") and not one.get("emoji"):
        faults.add(path, "BUTTON_COMPONENT_MISSING_LABEL_OR_EMOJI", "A label or emoji is required")


def check_select(faults: Faults, path: str, one: Json) -> None:
    """Note what is wrong with a select of any kind."""
    faults.keys(path, one, _SELECT_KEYS)
    faults.text(f"{path}.custom_id", one.get("custom_id"), 1, 100)  # See docs/components/reference#custom-id
    faults.text(f"{path}.placeholder", one.get("placeholder"), 0, 150)
    least, most = one.get("min_values"), one.get("max_values")
    least, most = 1 if least is None else least, 1 if most is None else most
    if not 0 <= least <= 25 or not 1 <= most <= 25 or least > most:
        faults.add(f"{path}.max_values", "BASE_TYPE_CHOICES", "min_values 0 to 25, max_values 1 to 25, min below max")
    if one.get("type") == Kind.STRING_SELECT:
        options = one.get("options") or []
        check_options(faults, f"{path}.options", options)
        if options and most > len(options):
            faults.add(
                f"{path}.max_values", "BASE_TYPE_MAX", f"int value should be less than or equal to {len(options)}."
            )


def check_options(faults: Faults, path: str, options: list[Json], most: int = 25) -> None:
    """Note what is wrong with the options of a select, radio group or checkbox group."""
    # See docs/components/reference#string-select-select-option-structure: 100 characters each, 25 options at most
    faults.count(path, options, 1, most)
    values: set[object] = set()
    for number, option in enumerate(options):
        for key, least in (("label", 1), ("value", 1), ("description", 0)):
            faults.text(f"{path}.{number}.{key}", option.get(key), least, 100)
        if option.get("value") in values:
            code = "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED"
            faults.add(f"{path}.{number}.value", code, "The specified option value is already used")
        values.add(option.get("value"))
