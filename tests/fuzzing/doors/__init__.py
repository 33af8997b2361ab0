"""Every door, a module each, imported when it is asked for."""

from __future__ import annotations

from importlib import import_module

from tests.fuzzing.door import Door

#: Name → its module.
DOORS = {
    "text": "pasted",
    "pages": "pages",
    "feeds": "feeds",
    "opml": "opml",
    "transfers": "transfers",
    "questions": "questions",
    "desk": "desk",
    "exports": "exports",
    "interactions": "interactions",
    "settings": "settings",
}


def door(name: str) -> Door:
    """Give the door of this name, one of `DOORS`."""
    found: Door = import_module(f"tests.fuzzing.doors.{DOORS[name]}").DOOR
    return found
