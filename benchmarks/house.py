"""
How large the rooms of the house are: lines of functions and modules, and which are larger than they should be.

It measures the project itself and needs no data; ``--data`` is taken, and may be left out, so that it runs like the
others. A function's lines are those of its code, its docstring and its decorators aside; a module's are all. Imports in
a circle, and floors, are checked by ``lint-imports``.

Usage: python benchmarks/house.py
"""

from __future__ import annotations

import argparse
import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

HOME = Path(__file__).parents[1]
PACKAGES = ("bot", "briefings", "corpus")
#: Most lines of the median function and module, and of any function.
FUNCTION, MODULE, ANY_FUNCTION = 8, 150, 60
#: Lines of a module from which on it is named.
NAMED = 250


def main() -> int:
    """Measure and print; 1 where a bound is passed."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--data", type=Path)
    parser.parse_args()
    modules = {path: path.read_text("utf-8") for package in PACKAGES for path in sorted((HOME / package).rglob("*.py"))}
    functions = [
        (size, f"{path.relative_to(HOME)}:{name}") for path, text in modules.items() for size, name in _of(text)
    ]
    lengths = {path: len(text.splitlines()) for path, text in modules.items()}
    middle_function, middle_module = median(size for size, _ in functions), median(lengths.values())
    print(f"{middle_function:8g} lines in the median of {len(functions)} functions (at most {FUNCTION})")
    print(f"{middle_module:8g} lines in the median of {len(modules)} modules (at most {MODULE})")
    for size, name in sorted(functions, reverse=True)[:3]:
        print(f"{size:8} lines in {name}")
    for path, length in lengths.items():
        if length > NAMED:
            print(f"{length:8} lines in {path.relative_to(HOME)}")
    largest = max(size for size, _ in functions)
    return int(middle_function > FUNCTION or middle_module > MODULE or largest > ANY_FUNCTION)


def _of(text: str) -> Iterator[tuple[int, str]]:
    """Give the lines and the name of every function in *text*."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            documented = ast.get_docstring(node, clean=False) is not None
            docstring = (node.body[0].end_lineno or 0) - node.body[0].lineno + 1 if documented else 0
            yield (node.end_lineno or 0) - node.lineno + 1 - docstring, node.name


if __name__ == "__main__":
    sys.exit(main())
