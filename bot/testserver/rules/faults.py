"""Faults of a form, gathered by path, and the checks that every kind of form needs."""

from __future__ import annotations

from bot.testserver.world.model import Json, Value
from bot.testserver.world.refusals import Fault, invalid_form


class Faults:
    """The faults found so far in one body; paths are keys joined by dots."""

    def __init__(self) -> None:
        self.found: list[Fault] = []

    def add(self, path: str, code: str, message: str) -> None:
        """Note a fault."""
        self.found.append((path, code, message))

    def refuse(self) -> None:
        """
        Refuse the body if any fault was found.

        Raises:
            Refusal: 50035 with all faults.
        """
        if self.found:
            raise invalid_form(self.found)

    def text(self, path: str, value: Value, least: int, most: int) -> None:
        """Note a text that is missing, no text, or of a length outside [*least*, *most*]."""
        if value is None and not least:
            return
        if value is None:
            self.add(path, "BASE_TYPE_REQUIRED", "This field is required")
        elif not isinstance(value, str):
            self.add(path, "STRING_TYPE_CONVERT", f"Could not interpret {value!r} as string.")
        elif len(value) > most or len(value) < least:
            self.add(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")

    def count(self, path: str, values: list[Value], least: int, most: int) -> None:
        """Note a list of fewer than *least* or more than *most* items."""
        if not least <= len(values) <= most:
            self.add(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")

    def keys(self, path: str, value: Json, known: frozenset[str]) -> None:
        """Note keys that the documentation does not know: a misspelt one would be dropped in silence."""
        for key in value.keys() - known:
            self.add(f"{path}.{key}".lstrip("."), "UNKNOWN_KEY", f"Unknown key {key!r}")

    def address(self, path: str, value: Value, schemes: tuple[str, ...]) -> None:
        """Note an address of another scheme than *schemes*."""
        if value is not None and not str(value).startswith(tuple(f"{scheme}://" for scheme in schemes)):
            listed = ", ".join(f"'{scheme}'" for scheme in schemes)
            self.add(
                path, "URL_TYPE_INVALID_SCHEME", f'Scheme of "{value}" is not supported. Must be one of ({listed}).'
            )
