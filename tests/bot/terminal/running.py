"""How the tests of the command line run it: in this process, or in one of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., tuple[int, str, str]]


ROOT = Path(__file__).parents[2]


def _process(folder: Path, command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a shell line in which ``dateline`` is the program, on the store of *folder*."""
    line = command.replace("dateline", f"'{sys.executable}' -m bot")
    url = f"sqlite:///{folder / 'store.sqlite3'}"
    settings = {**os.environ, "PYTHONPATH": str(ROOT), "DATELINE_DATABASE_URL": url, **environment}
    return subprocess.run(  # noqa: S602  # the line is ours
        line, shell=True, env=settings, capture_output=True, encoding="utf-8", check=False
    )
