"""
Source → what a catalogue must hold: an extraction method of Babel's, named in ``gathering.cfg``.

Gathered are the literals of ``phrase`` and ``plural``, and what Discord shows of a command: its name, its options, its
choices and all descriptions, each in the context of `bot.locales.Part`.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from typing import BinaryIO

from bot.locales import Part

#: Line, function, its arguments as of gettext's functions, comments.
Found = tuple[int, str, tuple[str, ...], list[str]]

# Their name and description come first, or by name; ``Managing`` is the group of `bot.commands.managing`.
_COMMANDS = frozenset({"command", "Group", "Managing"})


def gather(source: BinaryIO, keywords: Collection[str], comments: Collection[str], options: object) -> Iterator[Found]:
    """
    Give what stands in the Python file *source*: ``phrase``, ``plural`` and, with the context, ``pgettext``.

    Args:
        source: The file's bytes.
        keywords: Not used: Babel chooses by them afterwards.
        comments: Not used: a template says enough.
        options: None are known.
    """
    del keywords, comments, options
    tree = ast.parse(source.read())
    _Naming(tree).visit(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _called(node)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _options(node)


class _Naming(ast.NodeTransformer):
    """Puts a module's constants where its commands name them: one description may serve several options."""

    def __init__(self, tree: ast.Module) -> None:
        self._constants = {
            target.id: one.value
            for one in tree.body
            if isinstance(one, ast.Assign) and isinstance(one.value, ast.Constant)
            for target in one.targets
            if isinstance(target, ast.Name)
        }

    def visit_keyword(self, node: ast.keyword) -> ast.keyword:
        """Replace the name behind ``topic=``."""
        if isinstance(node.value, ast.Name) and node.value.id in self._constants:
            node.value = self._constants[node.value.id]
        self.generic_visit(node)
        return node


def _called(call: ast.Call) -> Iterator[Found]:
    name = _name(call.func)
    named = {one.arg: one.value for one in call.keywords if one.arg}
    if name in {"phrase", "template"}:
        yield from _found(call, "phrase", call.args[:1])
    elif name == "plural":
        yield from _found(call, name, call.args[:2])
    elif name in _COMMANDS:
        placed = dict(zip(("name", "description"), call.args, strict=False))
        yield from _part(Part.COMMAND, named.get("name", placed.get("name")))
        yield from _part(Part.DESCRIPTION, named.get("description", placed.get("description")))
    elif name in {"context_menu", "ContextMenu"}:
        yield from _part(Part.MENU, named.get("name"))
    elif name == "describe":
        for words in named.values():
            yield from _part(Part.DESCRIPTION, words)
    elif name == "choices":
        for choice in ast.walk(call):
            if isinstance(choice, ast.Call) and _name(choice.func) == "Choice":
                yield from _part(Part.CHOICE, _first(choice, "name"))


def _options(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[Found]:
    decorators = [one for one in function.decorator_list if isinstance(one, ast.Call)]
    if not any(_name(one.func) == "command" for one in decorators):
        return
    renamed: Mapping[str | None, ast.expr] = {
        each.arg: each.value for one in decorators if _name(one.func) == "rename" for each in one.keywords
    }
    for argument in function.args.args:
        if argument.arg not in {"self", "interaction"}:
            literal = ast.copy_location(ast.Constant(argument.arg), argument)
            yield from _part(Part.OPTION, renamed.get(argument.arg, literal))


def _part(part: Part, value: ast.expr | None) -> Iterator[Found]:
    if value is not None:
        words = ast.copy_location(ast.Constant(part.value), value)
        yield from _found(value, "pgettext", [words, value])


def _found(node: ast.expr, function: str, arguments: list[ast.expr]) -> Iterator[Found]:
    literals = [one.value for one in arguments if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    if literals and len(literals) == len(arguments):
        yield node.lineno, function, tuple(literals), []


def _first(call: ast.Call, name: str) -> ast.expr | None:
    named = [one.value for one in call.keywords if one.arg == name]
    return call.args[0] if call.args else next(iter(named), None)


def _name(function: ast.expr) -> str:
    return (
        function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""
    )
