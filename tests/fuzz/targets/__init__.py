"""Every fuzz target, a module each, imported when it is asked for."""

from __future__ import annotations

from importlib import import_module

from tests.fuzz.target import FuzzTarget

#: Name → its module.
TARGETS = {
    "text": "text",
    "pages": "pages",
    "feeds": "feeds",
    "opml": "opml",
    "backups": "backups",
    "questions": "questions",
    "queries": "queries",
    "exports": "exports",
    "interactions": "interactions",
    "settings": "settings",
}


def load_target(name: str) -> FuzzTarget:
    """Load the target of this name, one of `TARGETS`."""
    found: FuzzTarget = import_module(f"tests.fuzz.targets.{TARGETS[name]}").TARGET
    return found
