"""Collect form errors by path, and the numbers of component types and button styles."""

from __future__ import annotations

from enum import IntEnum

from bot.testserver.state.errors import FieldError, build_form_error
from bot.testserver.state.model import Json, Value

_LENGTH_FAULTS = frozenset({"BASE_TYPE_BAD_LENGTH", "BASE_TYPE_MIN_LENGTH", "BASE_TYPE_MAX_LENGTH"})


class FormErrors:
    """
    The faults found so far in one request body, or in the part of it at *root*; paths are keys joined by dots.

    Attributes:
        faults: Where, Discord's code and the reason in words, of each fault.
    """

    def __init__(self, root: str = "") -> None:
        self._root = root
        self.faults: list[FieldError] = []

    def add(self, path: str, code: str, message: str) -> None:
        """Record a fault at *path* below the root."""
        self.faults.append((self._join(path), code, message))

    def _join(self, path: str) -> str:
        return f"{self._root}.{path}".strip(".")

    def raise_if_any(self) -> None:
        """
        Raise if any fault was recorded.

        Raises:
            ApiError: 50035 with all faults.
        """
        if self.faults:
            raise build_form_error(self.faults)

    def check_text(self, path: str, value: Value, min_length: int, max_length: int) -> None:
        """Record a fault if *value* is not a string within the length limits; it may be None if the minimum is 0."""
        if value is None and not min_length:
            return
        if value is None:
            self.add(path, "BASE_TYPE_REQUIRED", "This field is required")
        elif not isinstance(value, str):
            self.add(path, "STRING_TYPE_CONVERT", f'Could not interpret "{value}" as string.')
        else:
            self.check_length(path, len(value), min_length, max_length)

    def check_count(self, path: str, values: list[Value], min_count: int, max_count: int) -> None:
        """Record a fault if the number of *values* is outside the limits."""
        self.check_length(path, len(values), min_count, max_count)

    def check_length(self, path: str, length: int, minimum: int, maximum: int | None) -> None:
        """
        Record a fault if *length* is outside the limits; *maximum* None is no limit.

        One fault a field is enough: most limits are in the shapes and, where those allow more, in the rules as well.
        """
        if minimum <= length <= (length if maximum is None else maximum):
            return
        if any(place == self._join(path) and code in _LENGTH_FAULTS for place, code, _ in self.faults):
            return
        if minimum and maximum is not None:
            self.add(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {minimum} and {maximum} in length.")
        elif minimum:
            self.add(path, "BASE_TYPE_MIN_LENGTH", f"Must be {minimum} or more in length.")
        else:
            self.add(path, "BASE_TYPE_MAX_LENGTH", f"Must be {maximum} or fewer in length.")

    def check_keys(self, path: str, value: Json, allowed: frozenset[str]) -> None:
        """Record undocumented keys, because Discord would silently drop a misspelt one."""
        for key in value.keys() - allowed:
            self.add(f"{path}.{key}", "UNKNOWN_KEY", f"Unknown key {key!r}")

    def check_url_scheme(self, path: str, value: Value, schemes: tuple[str, ...]) -> None:
        """Record a fault if *value* is a URL with another scheme than *schemes*."""
        if value is not None and not str(value).startswith(tuple(f"{scheme}://" for scheme in schemes)):
            listed = ", ".join(f"'{scheme}'" for scheme in schemes)
            self.add(
                path, "URL_TYPE_INVALID_SCHEME", f'Scheme of "{value}" is not supported. Must be one of ({listed}).'
            )


class ComponentType(IntEnum):
    """Discord's numbers of component types."""

    ACTION_ROW = 1
    BUTTON = 2
    STRING_SELECT = 3
    TEXT_INPUT = 4
    USER_SELECT = 5
    ROLE_SELECT = 6
    MENTIONABLE_SELECT = 7
    CHANNEL_SELECT = 8
    SECTION = 9
    TEXT_DISPLAY = 10
    THUMBNAIL = 11
    MEDIA_GALLERY = 12
    FILE = 13
    SEPARATOR = 14
    CONTAINER = 17
    LABEL = 18
    FILE_UPLOAD = 19
    RADIO_GROUP = 21
    CHECKBOX_GROUP = 22
    CHECKBOX = 23


SELECT_TYPES = frozenset(
    {
        ComponentType.STRING_SELECT,
        ComponentType.USER_SELECT,
        ComponentType.ROLE_SELECT,
        ComponentType.MENTIONABLE_SELECT,
        ComponentType.CHANNEL_SELECT,
    }
)


class ButtonStyleCode(IntEnum):
    """Discord's numbers of button styles (docs/components/reference#button-button-styles)."""

    PRIMARY = 1
    SECONDARY = 2
    SUCCESS = 3
    DANGER = 4
    LINK = 5
    PREMIUM = 6
