"""Bodies of requests, and where they are refused."""

from __future__ import annotations

from typing import Any

from bot.testserver import Value

#: Codes of faults.
LENGTH_ERROR, MAX_LENGTH_ERROR = "BASE_TYPE_BAD_LENGTH", "BASE_TYPE_MAX_LENGTH"
REQUIRED_ERROR, CHOICE_ERROR, UNION_ERROR = "BASE_TYPE_REQUIRED", "BASE_TYPE_CHOICES", "UNION_TYPE_CHOICES"
COMPONENTS_V2_FLAG = 1 << 15
BUTTON = {"type": 2, "style": 1, "label": "Go", "custom_id": "go"}
TEXT_DISPLAY = {"type": 10, "content": "words"}


def build_row(*parts: dict[str, Any]) -> dict[str, Any]:
    """Put parts into an action row."""
    return {"type": 1, "components": list(parts)}


def build_select(**more: Value) -> dict[str, Any]:
    """Make a select of two options."""
    options = [{"label": one, "value": one} for one in "ab"]
    return {"type": 3, "custom_id": "s", "options": options} | more


def build_embed_message(**more: Value) -> dict[str, Any]:
    """Make a message of one embed."""
    return {"embeds": [more]}


def build_components_message(*parts: dict[str, Any], **more: Value) -> dict[str, Any]:
    """Make a message of components of the second version."""
    return {"flags": COMPONENTS_V2_FLAG, "components": list(parts)} | more


def list_error_codes(errors: dict[str, Any], path: str = "") -> dict[str, str]:
    """List the codes of nested faults by their place."""
    found: dict[str, str] = {}
    for key, value in errors.items():
        if key == "_errors":
            found[path] = value[0]["code"]
        else:
            found |= list_error_codes(value, f"{path}.{key}".lstrip("."))
    return found
