"""
How large modules and functions are, whether imports go in circles, and what functions and tests say of themselves.

It measures the project itself and needs no data; ``--data`` is taken, and may be left out, so that it runs like the
others. How it counts:

- A function's lines are those of its code, its docstring and its decorators aside; a module's are all.
- Imports in a circle are those of modules, wherever in one they stand; those for type checking alone are left out.
- Public is a module, class, function or method if no part of its name begins with an underscore; what lies in a
  function is not. It is annotated if each of its arguments and what it returns are.
- A test touches a mock if it names one of ``unittest.mock`` (or ``mocker``), or puts something else in the place of an
  attribute, of whatever object, through ``monkeypatch``; if a fixture that it gets does, or a function of its own
  module that it calls, it does too. Settings of the environment and the folder of work are not counted.
- A test states its claim if its docstring is a sentence of at least four words, or its name holds at least four.

Usage: python benchmarks/structure.py
"""

from __future__ import annotations

import argparse
import ast
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median

import grimp
import numpy as np
from _report import print_rows
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

PROJECT_FOLDER = Path(__file__).parents[1]
PACKAGES = ("bot", "briefings", "corpus")
#: Lines of a module from which on it is named, and words that make a claim.
MIN_LISTED_MODULE_LINES, MIN_CLAIM_WORDS = 600, 4
_MOCK_NAMES = frozenset(
    {"mock", "Mock", "MagicMock", "AsyncMock", "NonCallableMock", "create_autospec", "mocker", "patch"}
)
_REPLACING_METHODS = frozenset({"setattr", "setitem", "delattr", "delitem"})

Function = ast.FunctionDef | ast.AsyncFunctionDef
Trees = Mapping[Path, ast.Module]


def run_benchmark() -> int:
    """Measure and print; 1 where a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.parse_args()
    texts = {
        path: path.read_text("utf-8")
        for package in PACKAGES
        for path in sorted((PROJECT_FOLDER / package).rglob("*.py"))
    }
    trees = {path: ast.parse(text) for path, text in texts.items()}
    lengths = {path: len(text.splitlines()) for path, text in texts.items()}
    functions = [
        (count_lines(node), f"{path.relative_to(PROJECT_FOLDER)}:{node.name}")
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, Function)
    ]
    for size, name in [
        *sorted(functions, reverse=True)[:3],
        *((n, p) for p, n in lengths.items() if n > MIN_LISTED_MODULE_LINES),
    ]:
        print(f"{size:8} lines in {name}")
    public = [found for path, tree in trees.items() for found in _list_public(path, tree)]
    callable_ = [node for node, _ in public if isinstance(node, Function)]
    tests = {path: ast.parse(path.read_text("utf-8")) for path in sorted((PROJECT_FOLDER / "tests").rglob("*.py"))}
    claims = [
        (test, f"{path.relative_to(PROJECT_FOLDER)}:{test.name}")
        for path, tree in tests.items()
        for test in _list_tests(tree)
    ]
    mocking = list(_list_mocking_tests(tests))
    promised = frozenset(name for tree in trees.values() for name in _list_promised_methods(tree))
    bare = [name for node, name in public if ast.get_docstring(node) is None and name.split(":")[-1] not in promised]
    unclaimed = [name for test, name in claims if not has_claim(test)]
    for name in (*bare, *unclaimed, *mocking):
        print(f"{'mock' if name in mocking else 'no word'.rjust(8)} {name}")
    return print_rows(
        "structure.py",
        {
            "function": (median(size for size, _ in functions), len(functions)),
            "module": (median(lengths.values()), len(lengths)),
            "longest": max(size for size, _ in functions),
            "circles": _count_import_cycles(),
            "documented": (_compute_share(len(public) - len(bare), len(public)), len(public)),
            "annotated": (_compute_share(sum(map(_is_annotated, callable_)), len(callable_)), len(callable_)),
            "mocks": (_compute_share(len(mocking), len(claims)), len(claims)),
            "claims": (_compute_share(len(claims) - len(unclaimed), len(claims)), len(claims)),
        },
    )


def count_lines(function: Function) -> int:
    """Count the lines of *function*, its docstring and its decorators aside."""
    documented = ast.get_docstring(function, clean=False) is not None
    docstring = (function.body[0].end_lineno or 0) - function.body[0].lineno + 1 if documented else 0
    return (function.end_lineno or 0) - function.lineno + 1 - docstring


def has_claim(test: Function) -> bool:
    """Return whether *test* states its claim."""
    claim = (ast.get_docstring(test) or "").split("\n\n")[0]
    return (len(claim.split()) >= MIN_CLAIM_WORDS and claim.endswith((".", "!", "?"))) or len(
        test.name.split("_")
    ) > MIN_CLAIM_WORDS


def _list_public(path: Path, tree: ast.Module) -> Iterator[tuple[ast.Module | ast.ClassDef | Function, str]]:
    name = str(path.relative_to(PROJECT_FOLDER))
    if not any(part.startswith("_") and not part.startswith("__") for part in path.relative_to(PROJECT_FOLDER).parts):
        yield tree, name
        yield from _list_members(tree, name)


def _list_members(node: ast.Module | ast.ClassDef, name: str) -> Iterator[tuple[ast.ClassDef | Function, str]]:
    for one in node.body:
        if isinstance(one, ast.ClassDef | Function) and not one.name.startswith("_") and not _is_redefinition(one):
            yield one, f"{name}:{one.name}"
            if isinstance(one, ast.ClassDef):
                yield from _list_members(one, f"{name}:{one.name}")


def _list_promised_methods(tree: ast.Module) -> Iterator[str]:
    """Yield the methods that a protocol documents; what implements it needs no docstring of its own."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and any(
            isinstance(one, ast.Name) and one.id == "Protocol" for one in node.bases
        ):
            yield from (
                method.name for method in node.body if isinstance(method, Function) and ast.get_docstring(method)
            )


def _is_redefinition(node: ast.ClassDef | Function) -> bool:
    """Return whether *node* is another form of something that is documented where it stands first."""
    marks = {one.attr if isinstance(one, ast.Attribute) else getattr(one, "id", "") for one in node.decorator_list}
    return bool(marks & {"overload", "setter", "deleter"})


def _is_annotated(function: Function) -> bool:
    given = function.args
    named = [*given.posonlyargs, *given.args, *given.kwonlyargs, *filter(None, (given.vararg, given.kwarg))]
    return function.returns is not None and all(
        one.annotation is not None for one in named if one.arg not in {"self", "cls"}
    )


def _count_import_cycles() -> int:
    """Count the sets of modules that import each other in a circle."""
    graph = grimp.build_graph(*PACKAGES, exclude_type_checking_imports=True, cache_dir=None)
    at = {module: number for number, module in enumerate(sorted(graph.modules))}
    pairs = [(at[module], at[other]) for module in at for other in graph.find_modules_directly_imported_by(module)]
    matrix = coo_array((np.ones(len(pairs)), np.transpose(pairs)), shape=(len(at), len(at)))
    return int(np.count_nonzero(np.bincount(connected_components(matrix, connection="strong")[1]) > 1))


def _list_tests(tree: ast.Module) -> Iterator[Function]:
    for node in ast.walk(tree):
        if isinstance(node, Function) and node.name.startswith("test_"):
            yield node


def _list_mocking_tests(trees: Trees) -> Iterator[str]:
    """Name the tests that touch a mock."""
    for path, tree in trees.items():
        seen = _list_visible_functions(path, trees)
        for test in _list_tests(tree):
            if _has_mock(test, seen, set()):
                yield f"{path.relative_to(PROJECT_FOLDER)}:{test.name}"


def _list_visible_functions(path: Path, trees: Trees) -> dict[str, Function]:
    """Return the functions of a module of tests, and of each ``conftest`` above it, by name; the nearest counts."""
    above = [folder / "conftest.py" for folder in reversed(path.parents) if (folder / "conftest.py") in trees]
    return {node.name: node for one in (*above, path) for node in ast.walk(trees[one]) if isinstance(node, Function)}


def _has_mock(function: Function, seen: Mapping[str, Function], passed: set[str]) -> bool:
    """Return whether *function* touches a mock, itself or by what it gets and calls."""
    passed.add(function.name)
    named = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
    asked = {one.arg for one in (*function.args.args, *function.args.kwonlyargs)}
    replaced = any(
        isinstance(node, ast.Attribute)
        and node.attr in _REPLACING_METHODS
        and isinstance(node.value, ast.Name)
        and "monkeypatch" in node.value.id
        for node in ast.walk(function)
    )
    if replaced or (named | asked) & _MOCK_NAMES:
        return True
    always = {name for name, one in seen.items() if _is_autouse(one)} if function.name.startswith("test_") else set()
    reached = (named | asked | always) & seen.keys() - passed
    return any(_has_mock(seen[name], seen, passed) for name in reached)


def _is_autouse(fixture: Function) -> bool:
    """Return whether every test of the module gets *fixture* unasked."""
    return any(
        keyword.arg == "autouse" and ast.unparse(keyword.value) == "True"
        for mark in fixture.decorator_list
        if isinstance(mark, ast.Call)
        for keyword in mark.keywords
    )


def _compute_share(part: int, of: int) -> float:
    """Return *part* in per cent."""
    return 100 * part / of if of else 0.0


if __name__ == "__main__":
    sys.exit(run_benchmark())
