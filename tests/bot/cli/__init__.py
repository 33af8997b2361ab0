"""Tests of bot.cli."""

from __future__ import annotations

from collections.abc import Callable

#: Runs a command given word by word; returns exit code, output and errors.
RunCommand = Callable[..., tuple[int, str, str]]
