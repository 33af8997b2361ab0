"""Check request bodies against the shapes of Discord's published API description: types, limits and choices."""

from __future__ import annotations

import json
import re
from datetime import datetime
from functools import cache
from importlib import resources
from urllib.parse import urlsplit

from bot.testserver.state.errors import FieldError
from bot.testserver.state.model import Json, Value, is_snowflake
from bot.testserver.validation.errors import FormErrors

_MAX_DEPTH = 24
#: Permissions are integers that "are serialized as strings" (docs/topics/permissions).
_STRING_INTEGERS = frozenset({"default_member_permissions", "allow", "deny"})
_FORMAT_LIMITS = {"int32": (-(1 << 31), (1 << 31) - 1), "int64": (-(1 << 63), (1 << 63) - 1)}
#: The faults that leave a body in its shape, so that finer rules can still look at it.
_MINOR_FAULTS = frozenset(
    "BASE_TYPE_BAD_LENGTH BASE_TYPE_MAX_LENGTH BASE_TYPE_MIN_LENGTH NUMBER_TYPE_MIN NUMBER_TYPE_MAX "
    "SET_TYPE_ALREADY_CONTAINS_VALUE".split()
)


@cache
def load_shapes() -> Json:
    """Return the shapes by name, as JSON Schema with references by name."""
    text = (resources.files("bot.testserver.validation") / "request_shapes.json").read_text("utf-8")
    shapes: Json = json.loads(text)["shapes"]
    return shapes


def require_shape(value: Value, name: str, path: str = "") -> None:
    """
    Raise unless *value*, which stands at *path* of a request, has the shape *name*.

    Raises:
        ApiError: 50035 with all faults.
    """
    faults = FormErrors(path)
    check_shape(faults, "", value, name)
    faults.raise_if_any()


def check_shape(faults: FormErrors, path: str, value: Value, name: str) -> bool:
    """
    Record where *value* breaks the shape *name*.

    Args:
        faults: Collects the faults.
        path: Where *value* stands in the body, as keys joined by dots; "" for the body itself.
        value: The JSON value to check.
        name: Name of the shape, such as "MessageCreateRequest".

    Returns:
        Whether all its parts have the right types, so that rules which look at them can be applied.

    References:
        docs/reference#error-messages, and the API description: https://github.com/discord/discord-api-spec
    """
    before = len(faults.faults)
    _check(faults, path, value, {"$ref": name}, 0)
    return all(code in _MINOR_FAULTS for _, code, _ in faults.faults[before:])


def _check(faults: FormErrors, path: str, value: Value, shape: Json, depth: int) -> None:
    if "$ref" in shape:
        shape = load_shapes()[shape["$ref"]]
    if value is None:
        if not _is_nullable(shape):
            faults.add(path, "BASE_TYPE_REQUIRED", "This field is required")
    elif depth > _MAX_DEPTH:
        faults.add(path, "BASE_TYPE_BAD_LENGTH", "The body is nested too deeply")
    elif choices := _list_choices(shape):
        if isinstance(value, (dict, list, bool)) or value not in choices:
            listed = ", ".join(str(one) for one in choices)
            faults.add(path, "BASE_TYPE_CHOICES", f"Value must be one of {{{listed}}}.")
    elif "oneOf" in shape:
        _check_union(faults, path, value, [one for one in shape["oneOf"] if one.get("type") != "null"], depth)
    else:
        _check_typed(faults, path, value, shape, depth)


def _is_nullable(shape: Json) -> bool:
    kinds = shape.get("type")
    return "null" in (kinds if isinstance(kinds, list) else [kinds]) or any(map(_is_nullable, shape.get("oneOf", ())))


def _list_choices(shape: Json) -> list[Value]:
    """Return the values that an enumeration allows, or nothing if *shape* is none."""
    if "enum" in shape:
        return list(shape["enum"])
    return [one["const"] for one in shape.get("oneOf", ()) if "const" in one]


def _check_union(faults: FormErrors, path: str, value: Value, alternatives: list[Json], depth: int) -> None:
    """Check *value* against the alternative that its ``type`` names, or against the one that it fits best."""
    if len(alternatives) == 1:
        _check(faults, path, value, alternatives[0], depth)
        return
    by_type = {kind: one for one in alternatives for kind in _list_types(one)}
    if by_type and not isinstance(value, dict):
        faults.add(path, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
    elif by_type:
        kind = value.get("type")
        if isinstance(kind, bool) or not isinstance(kind, (int, str)) or kind not in by_type:
            listed = ", ".join(str(one) for one in sorted(by_type))
            faults.add(_join(path, "type"), "UNION_TYPE_CHOICES", f'Value of field "type" must be one of ({listed}).')
        else:
            _check(faults, path, value, by_type[kind], depth)
    else:
        attempts = []
        for one in alternatives:
            attempts.append(FormErrors())
            _check(attempts[-1], path, value, one, depth)
        for fault in min((attempt.faults for attempt in attempts), key=_count_major_faults):
            faults.add(*fault)


def _count_major_faults(faults: list[FieldError]) -> tuple[int, int]:
    return sum(code not in _MINOR_FAULTS for _, code, _ in faults), len(faults)


def _list_types(shape: Json) -> list[Value]:
    """Return the values of ``type`` that mark an object of this shape in a union."""
    if "$ref" in shape:
        shape = load_shapes()[shape["$ref"]]
    return list(shape.get("properties", {}).get("type", {}).get("enum", ()))


def _check_typed(faults: FormErrors, path: str, value: Value, shape: Json, depth: int) -> None:
    kinds = shape.get("type", "object")
    kind = next((one for one in kinds if one != "null"), "null") if isinstance(kinds, list) else kinds
    if kind == "object":
        _check_object(faults, path, value, shape, depth)
    elif kind == "array":
        _check_array(faults, path, value, shape, depth)
    elif kind == "string":
        _check_string(faults, path, value, shape)
    elif kind in {"integer", "number"}:
        _check_number(faults, path, value, shape, kind)
    elif kind == "boolean" and not isinstance(value, bool):
        faults.add(path, "BOOLEAN_TYPE_CONVERT", "Must be either true or false.")


def _check_object(faults: FormErrors, path: str, value: Value, shape: Json, depth: int) -> None:
    properties, further = shape.get("properties"), shape.get("additionalProperties")
    if not isinstance(value, dict):
        model = "Model" if properties else "Dict"
        faults.add(path, f"{model.upper()}_TYPE_CONVERT", f"Only dictionaries may be used in a {model}Type")
        return
    for key in shape.get("required", ()):
        if key not in value:
            faults.add(_join(path, key), "BASE_TYPE_REQUIRED", "This field is required")
    for key, one in value.items():
        inner = (properties or {}).get(key) or (further if isinstance(further, dict) else None)
        if inner is not None:
            _check(faults, _join(path, key), one, inner, depth + 1)


def _check_array(faults: FormErrors, path: str, value: Value, shape: Json, depth: int) -> None:
    if not isinstance(value, list):
        faults.add(path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
        return
    faults.check_length(path, len(value), shape.get("minItems", 0), shape.get("maxItems"))
    seen: set[str] = set()
    for number, one in enumerate(value):
        _check(faults, _join(path, str(number)), one, shape["items"], depth + 1)
        if shape.get("uniqueItems") and str(one) in seen:
            code = "SET_TYPE_ALREADY_CONTAINS_VALUE"
            faults.add(_join(path, str(number)), code, "The set already contains this value")
        seen.add(str(one))


def _check_string(faults: FormErrors, path: str, value: Value, shape: Json) -> None:
    kind = shape.get("format")
    if kind == "snowflake":
        # Snowflakes are strings, but "can be given as integers or strings" (docs/reference#snowflakes).
        if isinstance(value, bool) or not isinstance(value, (int, str)) or not is_snowflake(str(value)):
            faults.add(path, "NUMBER_TYPE_COERCE", f'Value "{value}" is not snowflake.')
    elif not isinstance(value, str):
        faults.add(path, "STRING_TYPE_CONVERT", f'Could not interpret "{value}" as string.')
    else:
        if value or not _is_nullable(shape):  # an empty text counts as none
            faults.check_length(path, len(value), shape.get("minLength", 0), shape.get("maxLength"))
        if kind == "uri" and value and not _is_url(value):
            faults.add(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.")
        if kind == "date-time" and not _is_date_time(value):
            faults.add(path, "DATE_TIME_TYPE_PARSE", f"Could not parse {value}. Should be ISO8601.")


_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]{0,30}:")


def _is_url(text: str) -> bool:
    if not _SCHEME.match(text) or any(character.isspace() for character in text):
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return bool(parts.netloc or parts.scheme not in {"http", "https", "attachment"})


def _is_date_time(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _check_number(faults: FormErrors, path: str, value: Value, shape: Json, kind: str) -> None:
    if path.rpartition(".")[2] in _STRING_INTEGERS and isinstance(value, str) and is_snowflake(value):
        value = int(value)
    allowed = int if kind == "integer" else (int, float)
    word = "int" if kind == "integer" else "float"
    if isinstance(value, bool) or not isinstance(value, allowed):
        faults.add(path, "NUMBER_TYPE_COERCE", f'Value "{value}" is not {word}.')
        return
    low, high = _FORMAT_LIMITS.get(shape.get("format", ""), (None, None))
    low, high = shape.get("minimum", low), shape.get("maximum", high)
    if low is not None and value < low:
        faults.add(path, "NUMBER_TYPE_MIN", f"{word} value should be greater than or equal to {low}.")
    if high is not None and value > high:
        faults.add(path, "NUMBER_TYPE_MAX", f"{word} value should be less than or equal to {high}.")


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
