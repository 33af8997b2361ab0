"""The limits of autocomplete choices and modals (docs/interactions/receiving-and-responding)."""

from __future__ import annotations

from bot.testserver.rules.controls import check_options, check_select
from bot.testserver.rules.faults import Faults
from bot.testserver.rules.kinds import SELECTS, Kind
from bot.testserver.world.model import Json, walk

_IN_LABEL = SELECTS | {Kind.TEXT_INPUT, Kind.FILE_UPLOAD, Kind.RADIO_GROUP, Kind.CHECKBOX_GROUP, Kind.CHECKBOX}
_IN_MODAL = frozenset({Kind.ACTION_ROW, Kind.LABEL, Kind.TEXT_DISPLAY})


def check_choices(data: Json) -> None:
    """
    Refuse choices that Discord would refuse.

    Raises:
        Refusal: 50035.
    """
    faults = Faults()
    choices = data.get("choices") or []
    # #interaction-response-object-autocomplete: "max of 25 choices"
    faults.count("data.choices", choices, 0, 25)
    for number, one in enumerate(choices):
        # See docs/interactions/application-commands#application-command-object, "option choice structure"
        faults.text(f"data.choices.{number}.name", one.get("name"), 1, 100)
        if isinstance(one.get("value"), str):
            faults.text(f"data.choices.{number}.value", one["value"], 1, 100)
        elif not isinstance(one.get("value"), (int, float)):
            faults.add(f"data.choices.{number}.value", "BASE_TYPE_REQUIRED", "This field is required")
    faults.refuse()


def check_modal(data: Json) -> None:
    """
    Refuse a modal that Discord would refuse.

    Raises:
        Refusal: 50035.
    """
    faults = Faults()
    faults.keys("data", data, frozenset({"custom_id", "title", "components"}))
    # #interaction-response-object-modal: custom_id "max 100", title "max 45", "between 1 and 5 components"
    faults.text("data.custom_id", data.get("custom_id"), 1, 100)
    faults.text("data.title", data.get("title"), 1, 45)
    components = data.get("components") or []
    faults.count("data.components", components, 1, 5)
    names = [one["custom_id"] for one in walk(components) if one.get("custom_id")]
    if len(set(names)) < len(names):
        code = "COMPONENT_CUSTOM_ID_DUPLICATED"
        faults.add("data.components", code, "Component custom id cannot be duplicated")
    for number, one in enumerate(components):
        _check_part(faults, f"data.components.{number}", one)
    faults.refuse()


def _check_part(faults: Faults, path: str, one: Json) -> None:
    if one.get("type") not in _IN_MODAL:
        faults.add(f"{path}.type", "UNION_TYPE_CHOICES", 'Value of field "type" must be one of (1, 10, 18).')
    elif one["type"] == Kind.ACTION_ROW:
        # See docs/components/reference#text-input: in a row it needs a label of its own (deprecated, yet allowed)
        for number, inner in enumerate(one.get("components") or []):
            faults.text(f"{path}.components.{number}.label", inner.get("label"), 1, 45)
            _check_input(faults, f"{path}.components.{number}", inner)
    elif one["type"] == Kind.LABEL:
        # See docs/components/reference#label: label "max 45 characters", description "max 100 characters"
        faults.text(f"{path}.label", one.get("label"), 1, 45)
        faults.text(f"{path}.description", one.get("description"), 0, 100)
        _check_input(faults, f"{path}.component", one.get("component") or {})


def _check_input(faults: Faults, path: str, one: Json) -> None:
    kind = one.get("type")
    if kind not in _IN_LABEL:
        faults.add(f"{path}.type", "UNION_TYPE_CHOICES", 'Value of field "type" is no input.')
    elif kind in SELECTS:
        check_select(faults, path, one)
    elif kind == Kind.TEXT_INPUT:
        # See docs/components/reference#text-input-text-input-structure
        faults.text(f"{path}.custom_id", one.get("custom_id"), 1, 100)
        faults.text(f"{path}.placeholder", one.get("placeholder"), 0, 100)
        faults.text(f"{path}.value", one.get("value"), 0, 4000)
        if one.get("style") not in {1, 2}:
            faults.add(f"{path}.style", "BASE_TYPE_CHOICES", "Value must be one of (1, 2).")
        _check_span(faults, path, one.get("min_length"), one.get("max_length"))
    else:
        faults.text(f"{path}.custom_id", one.get("custom_id"), 1, 100)
        if kind in {Kind.RADIO_GROUP, Kind.CHECKBOX_GROUP}:
            # See docs/components/reference#radio-group, #checkbox-group: at most 10 options
            check_options(faults, f"{path}.options", one.get("options") or [], 10)


def _check_span(faults: Faults, path: str, least: int | None, most: int | None) -> None:
    # They say "min_length: min 0, max 4000"; "max_length: min 1, max 4000"
    if not 0 <= (least or 0) <= 4000 or not 1 <= (4000 if most is None else most) <= 4000:
        faults.add(f"{path}.max_length", "NUMBER_TYPE_MAX", "Lengths lie between 0 and 4000.")
