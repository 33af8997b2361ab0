"""Claims about the files for hosts of repositories, as far as they can be tried without one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
WORKFLOW = (ROOT / ".github/workflows/tests.yml").read_text("utf-8")


def test_what_the_workflow_runs_exists() -> None:
    """Its `make` targets, its extras and its script are those of the project."""
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    extras = re.findall(r"^(\w+) = \[$", (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    made, installed = re.findall(r"run: make (\w+)", WORKFLOW), re.findall(r"\.\[([\w,]+)\]", WORKFLOW)
    assert made
    assert set(made) <= set(targets)
    assert {extra for names in installed for extra in names.split(",")} <= set(extras)
    assert ".ci/run" in WORKFLOW
    assert (ROOT / ".ci/run").is_file()


def test_the_workflow_tries_each_python_that_is_claimed() -> None:
    """A classifier without a run would be a claim that nobody checked."""
    claimed = re.findall(r"Python :: (3\.\d+)", (ROOT / "pyproject.toml").read_text("utf-8"))
    assert claimed
    assert set(claimed) <= set(re.findall(r'"(3\.\d+)"', WORKFLOW))


@pytest.mark.parametrize("path", sorted(ROOT.glob(".github/**/*.yml")), ids=lambda path: path.name)
def test_no_file_has_a_tab(path: Path) -> None:
    """YAML forbids tabs as indentation."""
    assert "\t" not in path.read_text("utf-8")


def test_the_hooks_run_programs_that_make_lint_runs() -> None:
    """The commands before a commit are among those of the Makefile."""
    entries = re.findall(r"entry: \.venv/bin/([a-z]+ [a-z]+)", (ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
    assert entries
    assert all(f"$(BIN)/{entry}" in (ROOT / "Makefile").read_text("utf-8") for entry in entries)
