"""What documents and docstrings name exists."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[1]
_NAME = re.compile(r"`((?:bot|briefings|corpus)(?:\.\w+)+)`")
_ATTRIBUTES = re.compile(r"^Attributes:\n((?:    .*\n?|\n)+)", re.MULTILINE)


def list_files() -> Iterator[Path]:
    """Yield every document and every module."""
    yield from (ROOT / name for name in ("README.md", "CHANGELOG.md"))
    yield from (ROOT / "docs").glob("*.md")
    for folder in ("bot", "briefings", "corpus", "benchmarks", "tests"):
        yield from (ROOT / folder).rglob("*.py")


def exists(name: str) -> bool:
    """Return whether a module, or something in one, has this name."""
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


def list_documented_attributes(node: ast.ClassDef) -> list[str]:
    """Return the names in the attributes section of a class's docstring."""
    section = _ATTRIBUTES.search(ast.get_docstring(node) or "")
    return re.findall(r"^    (\w+):", section[1], re.MULTILINE) if section else []


def list_assigned_names(node: ast.ClassDef) -> set[str]:
    """Return the names that a class or its methods assign, as a field or as an attribute."""
    targets = [each for each in ast.walk(node) if isinstance(getattr(each, "ctx", None), ast.Store)]
    names = {each.attr for each in targets if isinstance(each, ast.Attribute)}
    return names | {each.id for each in targets if isinstance(each, ast.Name)}


def list_unknown_attributes(source: str) -> list[str]:
    """Return the attributes that the docstrings of a module's classes describe and the classes do not have."""
    classes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ClassDef)]
    return [
        f"{node.name}.{name}"
        for node in classes
        for name in list_documented_attributes(node)
        if name not in list_assigned_names(node)
    ]


def test_docstrings_describe_the_attributes_that_a_class_has() -> None:
    """An attribute that was renamed has its new name in the docstring."""
    modules = [path for path in list_files() if path.suffix == ".py"]
    unknown = {path.name: list_unknown_attributes(path.read_text(encoding="utf-8")) for path in modules}
    assert {name: found for name, found in unknown.items() if found} == {}


def test_an_attribute_that_a_class_lacks_is_noticed() -> None:
    """Fields, and attributes that a method sets, are there; others are not."""
    source = '''
class Boat:
    """
    A boat.

    Attributes:
        mast: Its mast.
        crew: Its crew,
            all of it.
        keel: Its keel.
    """

    mast: str

    def __init__(self):
        self.crew, self.sails = (), 2
'''
    assert list_unknown_attributes(source) == ["Boat.keel"]
