"""Whether the parts of a message are of the kinds at all that the other rules take for granted."""

from __future__ import annotations

from bot.testserver.rules.faults import Faults
from bot.testserver.world.model import Json, Value

_OF_OBJECTS = frozenset({"embeds", "components", "attachments", "fields", "options", "items"})
_LISTS = _OF_OBJECTS | {"sticker_ids", "applied_tags", "parse", "users", "roles"}
_OBJECTS = frozenset(
    "allowed_mentions message_reference author footer image thumbnail provider video accessory component media file "
    "emoji poll".split()
)
_TEXTS = frozenset("content title description custom_id label placeholder name value text filename timestamp".split())
_NUMBERS = frozenset({"flags", "color", "accent_color", "style", "min_values", "max_values", "spacing"})
# A component's type is a number, an embed's a word; a nonce may be either.
_PLAIN = frozenset({"type", "nonce"})
_DEEPEST = 12


def check_shapes(faults: Faults, body: Json) -> None:
    """
    Refuse a body whose parts are of the wrong kinds, such as a text where a list belongs.

    Raises:
        Refusal: 50035 with all of them; the finer rules could not even look at such a body.
    """
    _check_object(faults, "", body, 0)
    faults.refuse()


def _check_object(faults: Faults, path: str, held: Json, depth: int) -> None:
    for key, value in held.items():
        here = f"{path}.{key}".lstrip(".")
        if value is None or depth > _DEEPEST:
            continue
        if key in _LISTS:
            _check_list(faults, here, key, value, depth)
        elif key in _OBJECTS:
            if not isinstance(value, dict):
                faults.add(here, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
            else:
                _check_object(faults, here, value, depth + 1)
        elif key in _TEXTS and not isinstance(value, str):
            faults.add(here, "STRING_TYPE_CONVERT", f"Could not interpret {value!r} as string.")
        elif key in _PLAIN and not isinstance(value, (str, int)):
            faults.add(here, "BASE_TYPE_CHOICES", f"Value {value!r} is neither number nor text.")
        elif key in _NUMBERS and (not isinstance(value, int) or isinstance(value, bool)):
            faults.add(here, "NUMBER_TYPE_COERCE", f"Value {value!r} is not int.")
    identity = held.get("id")
    if identity is not None and not str(identity).isdecimal():
        faults.add(f"{path}.id".lstrip("."), "NUMBER_TYPE_COERCE", f"Value {identity!r} is not snowflake.")


def _check_list(faults: Faults, here: str, key: str, value: Value, depth: int) -> None:
    if not isinstance(value, list):
        faults.add(here, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
        return
    for number, one in enumerate(value):
        if key in _OF_OBJECTS and not isinstance(one, dict):
            faults.add(f"{here}.{number}", "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
        elif isinstance(one, dict):
            _check_object(faults, f"{here}.{number}", one, depth + 1)
