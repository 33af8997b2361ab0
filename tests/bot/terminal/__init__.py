"""Claims about the ``dateline`` command line."""

from __future__ import annotations

from collections.abc import Callable

#: Runs a command given word by word; returns exit code, output and errors.
Run = Callable[..., tuple[int, str, str]]
