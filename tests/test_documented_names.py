"""What documents and docstrings name in full is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[1]
_NAME = re.compile(r"`((?:bot|briefings|corpus)(?:\.\w+)+)`")


def list_files() -> Iterator[Path]:
    """Give every document and every module."""
    yield from (ROOT / name for name in ("README.md", "CHANGELOG.md"))
    yield from (ROOT / "docs").glob("*.md")
    for folder in ("bot", "briefings", "corpus", "benchmarks", "tests"):
        yield from (ROOT / folder).rglob("*.py")


def exists(name: str) -> bool:
    """Tell whether a module, or something in one, has this name."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found: object = import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for part in parts[length:]:
            fields = getattr(found, "__annotations__", {})
            if not hasattr(found, part):
                return part == parts[-1] and part in fields
            found = getattr(found, part)
        return True
    return False


def test_every_name_that_is_spelt_out_leads_somewhere() -> None:
    """A module that moved is not looked for where it was."""
    named = {name: path for path in list_files() for name in _NAME.findall(path.read_text(encoding="utf-8"))}
    assert len(named) > 50
    assert [f"{path.name}: {name}" for name, path in sorted(named.items()) if not exists(name)] == []


def test_a_name_that_leads_nowhere_is_noticed() -> None:
    """Be it a module or what should be in it."""
    assert exists("corpus.store.open_store")
    assert not exists("corpus.store.open_shop")
    assert not exists("corpus.warehouse.open_store")
