"""Claims about `make`, on which a newcomer's first minute depends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

MAKEFILE = Path(__file__).parents[1] / "Makefile"


@pytest.mark.parametrize("rule", ["demo", "test"])
def test_a_python_that_is_too_old_is_told_before_anything_is_made(tmp_path: Path, rule: str) -> None:
    """One line says which Python is needed and how to name it, and no half-made environment stays."""
    old = tmp_path / "old-python"
    pretending = "import sys; sys.version_info = (3, 10, 13); exec(sys.argv[2])"
    old.write_text(f"#!/bin/sh\nexec '{sys.executable}' -c '{pretending}' \"$@\"\n", encoding="utf-8")
    old.chmod(0o755)
    (tmp_path / "pyproject.toml").touch()
    command = ["make", "-f", str(MAKEFILE), rule, f"PYTHON={old}"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 2
    assert f"Dateline needs Python 3.11 or newer. Name one, as in: make {rule} PYTHON=python3.12" in done.stderr
    assert {file.name for file in tmp_path.iterdir()} == {"old-python", "pyproject.toml"}


@pytest.mark.parametrize(("rule", "asked"), [("demo", "'.'"), ("test", "'.[test,dev]'")])
def test_an_environment_gets_the_extras_that_its_rule_needs(tmp_path: Path, rule: str, asked: str) -> None:
    """All of them; a comma would end an argument within make."""
    (tmp_path / "pyproject.toml").touch()
    command = ["make", "-n", "-f", str(MAKEFILE), rule, f"PYTHON={sys.executable}"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.count(f"--editable {asked}\n") == 1
