"""A pressed button, a picked select, a filled-in modal as the data of an interaction."""

from __future__ import annotations

from collections.abc import Mapping

from bot.testserver.invocations import ATTACHMENT, Resolved, Unsendable
from bot.testserver.rules.kinds import SELECTS, ButtonStyle, Kind
from bot.testserver.world.model import Channel, Json, Message, Value, walk
from bot.testserver.world.state import World

# Kinds of selects as the option types that resolve alike: user 6, channel 7, role 8, mentionable 9.
_RESOLVED_AS = {Kind.USER_SELECT: 6, Kind.CHANNEL_SELECT: 7, Kind.ROLE_SELECT: 8, Kind.MENTIONABLE_SELECT: 9}


def component_data(world: World, message: Message, wanted: str, values: list[Value] | None) -> Json:
    """
    Write the data of a use of a component of *message* (…/receiving-and-responding#message-component-data-structure).

    Args:
        world: Knows what is picked.
        message: Holds the component.
        wanted: Its custom id, label or placeholder.
        values: What is picked, or None for a press.

    Raises:
        Unsendable: If there is no such component, it is disabled, or the values do not fit.
    """
    kinds = {Kind.BUTTON} if values is None else SELECTS
    for one in walk(message.components):
        named = {one.get("custom_id"), one.get("label"), one.get("placeholder")}
        if one["type"] in kinds and wanted in named and one.get("style") != ButtonStyle.LINK:
            break
    else:
        raise Unsendable(f"the message has no such control: {wanted!r}")
    if one.get("disabled"):
        raise Unsendable(f"{wanted!r} is disabled")
    data: Json = {"custom_id": one["custom_id"], "component_type": one["type"], "id": one["id"]}
    if values is None:
        return data
    resolved = Resolved(world, world.channels[message.channel])
    data["values"] = picked(one, values, resolved)
    return data | ({"resolved": resolved.data} if resolved.data else {})


def picked(select: Json, values: list[Value], resolved: Resolved) -> list[str]:
    """
    Check and write what was picked in *select*.

    Raises:
        Unsendable: If it is none of the options, or too few or too many.
    """
    least, most = (select.get(key) if select.get(key) is not None else 1 for key in ("min_values", "max_values"))
    if not (least or 0) <= len(values) <= (most or 1):
        raise Unsendable(f"pick {least} to {most}")
    kind = select["type"]
    if kind in _RESOLVED_AS:
        return [resolved.add(_RESOLVED_AS[kind], value, channel_types=select.get("channel_types")) for value in values]
    offered = {option["value"] for option in select.get("options") or []}
    if strange := [value for value in values if value not in offered]:
        raise Unsendable(f"{strange[0]!r} is not among the options")
    return [str(value) for value in values]


def modal_data(world: World, place: Channel, modal: Json, values: Mapping[str, Value]) -> Json:
    """
    Write the data of a submitted modal (…/receiving-and-responding#modal-submit-data-structure).

    Raises:
        Unsendable: If a value does not fit its field, a required one is missing, or one has no field.
    """
    fields = {one["custom_id"] for one in walk(modal["components"]) if one.get("custom_id")}
    if strange := values.keys() - fields:
        raise Unsendable(f"the form has no field {', '.join(sorted(strange))}")
    resolved = Resolved(world, place)
    parts: list[Json] = []
    for number, part in enumerate(modal["components"], 1):
        written: Json = {"type": part["type"], "id": part.get("id") or number}
        if part["type"] == Kind.ACTION_ROW:
            written["components"] = [_field(one, values, resolved, number) for one in part["components"]]
        elif part["type"] == Kind.LABEL:
            written["component"] = _field(part["component"], values, resolved, number)
        parts.append(written)
    data: Json = {"custom_id": modal["custom_id"], "components": parts}
    return data | ({"resolved": resolved.data} if resolved.data else {})


def _field(field: Json, values: Mapping[str, Value], resolved: Resolved, number: int) -> Json:
    kind, name = field["type"], field["custom_id"]
    written: Json = {"type": kind, "custom_id": name, "id": field.get("id") or 100 + number}
    given = values.get(name)
    if kind == Kind.TEXT_INPUT:
        return written | {"value": _text(field, field.get("value") if given is None else given)}
    if kind == Kind.CHECKBOX:
        return written | {"value": bool(field.get("default") if given is None else given)}
    if kind == Kind.RADIO_GROUP:
        return written | {"value": _radio(field, given)}
    chosen = [] if given is None else list(given) if isinstance(given, (list, tuple)) else [given]
    if not chosen and not field.get("required", True):
        return written | {"values": []}
    if kind == Kind.FILE_UPLOAD:
        return written | {"values": [resolved.add(ATTACHMENT, one) for one in chosen]}
    if kind == Kind.CHECKBOX_GROUP:
        field = {"min_values": 1, "max_values": len(field["options"])} | field
    return written | {"values": picked(field, chosen, resolved)}


def _radio(field: Json, given: Value) -> str | None:
    offered = [option["value"] for option in field["options"]]
    if given is None:
        given = next((option["value"] for option in field["options"] if option.get("default")), None)
    if given is None and not field.get("required", True):
        return None
    if given not in offered:
        raise Unsendable(f"{given!r} is not among the options")
    return str(given)


def _text(field: Json, given: Value) -> str:
    text = "" if given is None else str(given)
    least, most = field.get("min_length") or 0, field.get("max_length") or 4000
    if not text and field.get("required", True) is not False:
        raise Unsendable(f"{field['custom_id']} is required")
    if text and not least <= len(text) <= most:
        raise Unsendable(f"{field['custom_id']} must have {least} to {most} characters")
    return text
