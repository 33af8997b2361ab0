"""Bodies of requests, and where they are refused."""

from __future__ import annotations

from typing import Any

from bot.testserver.world.model import Value

#: Codes of faults.
LONG, NEEDED = "BASE_TYPE_BAD_LENGTH", "BASE_TYPE_REQUIRED"
V2 = 1 << 15
BUTTON = {"type": 2, "style": 1, "label": "Go", "custom_id": "go"}
TEXT = {"type": 10, "content": "words"}


def row(*parts: dict[str, Any]) -> dict[str, Any]:
    """Put parts into an action row."""
    return {"type": 1, "components": list(parts)}


def select(**more: Value) -> dict[str, Any]:
    """Make a select of two options."""
    options = [{"label": one, "value": one} for one in "ab"]
    return {"type": 3, "custom_id": "s", "options": options} | more


def embed(**more: Value) -> dict[str, Any]:
    """Make a message of one embed."""
    return {"embeds": [more]}


def v2(*parts: dict[str, Any], **more: Value) -> dict[str, Any]:
    """Make a message of components of the second version."""
    return {"flags": V2, "components": list(parts)} | more


def places(errors: dict[str, Any], path: str = "") -> dict[str, str]:
    """List the codes of nested faults by their place."""
    found: dict[str, str] = {}
    for key, value in errors.items():
        if key == "_errors":
            found[path] = value[0]["code"]
        else:
            found |= places(value, f"{path}.{key}".lstrip("."))
    return found
