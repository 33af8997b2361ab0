"""Claims about `make`, on which a newcomer's first minute depends."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

MAKEFILE = Path(__file__).parents[1] / "Makefile"


@pytest.mark.parametrize("rule", ["demo", "test"])
def test_a_python_that_is_too_old_is_refused_before_anything_is_created(tmp_path: Path, rule: str) -> None:
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


@pytest.mark.parametrize(("rule", "asked"), [("demo", "'.'"), ("test", "'.[test,dev,semantic,postgres]'")])
def test_an_environment_gets_the_extras_that_its_rule_needs(tmp_path: Path, rule: str, asked: str) -> None:
    """All of them; a comma would end an argument within make."""
    (tmp_path / "pyproject.toml").touch()
    command = ["make", "-n", "-f", str(MAKEFILE), rule, f"PYTHON={sys.executable}"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.count(f"--editable {asked}\n") == 1


@pytest.mark.parametrize(
    ("asked", "environment", "runs"),
    [
        pytest.param([], {}, "dateline demo", id="none"),
        pytest.param(["PORT=9000"], {}, "dateline demo --port 9000", id="one of the command line"),
        pytest.param([], {"PORT": "9000"}, "dateline demo", id="one of the environment, meant for others"),
    ],
)
def test_the_demo_gets_the_port_that_is_asked_for(
    tmp_path: Path, asked: list[str], environment: dict[str, str], runs: str
) -> None:
    """`make demo PORT=9000` passes it on; without, the demo chooses."""
    (tmp_path / "pyproject.toml").touch()
    command = ["make", "-n", "-f", str(MAKEFILE), "demo", *asked]
    unset = {"PORT", "MAKEFLAGS", "MAKELEVEL", "MAKEOVERRIDES"}  # as `make test PORT=…` would hand them on
    inherited = {name: value for name, value in os.environ.items() if name not in unset}
    done = subprocess.run(
        command, cwd=tmp_path, env={**inherited, **environment}, capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.splitlines()[-1].strip().removeprefix(".venv/bin/") == runs
