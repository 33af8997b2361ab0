"""Footprints: which of the project's functions are called while something is done, and in what order."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from inspect import unwrap
from types import CodeType, FrameType

_PACKAGES = ("bot.", "briefings.", "corpus.")


@contextmanager
def trace_calls() -> Iterator[dict[CodeType, str]]:
    """Note code called in this thread and those that it starts → its full name, in the order of first calls."""
    trodden: dict[CodeType, str] = {}

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code not in trodden:
            module = str(frame.f_globals.get("__name__", ""))
            if module.startswith(_PACKAGES):
                trodden[frame.f_code] = f"{module}.{frame.f_code.co_qualname}"

    threading.setprofile(note)
    sys.setprofile(note)
    try:
        yield trodden
    finally:
        sys.setprofile(None)
        threading.setprofile(None)


def find_code(name: str) -> CodeType:
    """
    Return the code of the function, method or command that is called *name* in full.

    Raises:
        LookupError: If there is none.
    """
    parts = name.split(".")
    for length in range(len(parts) - 1, 0, -1):
        try:
            found: object = import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for part in parts[length:]:
            found = getattr(found, part, None)
        found = unwrap(getattr(found, "callback", found))  # type: ignore[arg-type]
        code = getattr(found, "__code__", None)
        if isinstance(code, CodeType):
            return code
    raise LookupError(name)
