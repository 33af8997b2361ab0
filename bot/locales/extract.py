"""Babel extraction method for translatable messages and slash command texts."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from typing import BinaryIO

from bot.locales.translator import CommandPart

#: Line, gettext function, its arguments, comments.
ExtractedMessage = tuple[int, str, tuple[str, ...], list[str]]

# Name and description are their first arguments, or keywords; ``GuildAdminGroup`` is a class of `bot.commands.checks`.
_COMMAND_CONSTRUCTORS = frozenset({"command", "Group", "GuildAdminGroup"})


def extract_messages(
    source: BinaryIO, keywords: Collection[str], comments: Collection[str], options: object
) -> Iterator[ExtractedMessage]:
    """
    Yield the messages in the Python file *source*, as ``_``, ``ngettext_`` or, with the context, ``pgettext``.

    Args:
        source: The file's bytes.
        keywords: Unused: Babel filters by them afterwards.
        comments: Unused: a template needs no comment for translators.
        options: Unused: there are none.
    """
    del keywords, comments, options
    tree = ast.parse(source.read())
    _ConstantInliner(tree).visit(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _extract_call(node)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _extract_options(node)


class _ConstantInliner(ast.NodeTransformer):
    """Replaces constants of the module in keyword arguments with their values: options may share a description."""

    def __init__(self, tree: ast.Module) -> None:
        self._constants = {
            target.id: one.value
            for one in tree.body
            if isinstance(one, ast.Assign) and isinstance(one.value, ast.Constant)
            for target in one.targets
            if isinstance(target, ast.Name)
        }

    def visit_keyword(self, node: ast.keyword) -> ast.keyword:
        """Replace the name after ``topic=`` with its value."""
        if isinstance(node.value, ast.Name) and node.value.id in self._constants:
            node.value = self._constants[node.value.id]
        self.generic_visit(node)
        return node


def _extract_call(call: ast.Call) -> Iterator[ExtractedMessage]:
    name = _get_function_name(call.func)
    named = {one.arg: one.value for one in call.keywords if one.arg}
    if name in {"_", "mark_template"}:
        yield from _extract_literals(call, "_", call.args[:1])
    elif name == "ngettext_":
        yield from _extract_literals(call, name, call.args[:2])
    elif name in _COMMAND_CONSTRUCTORS:
        placed = dict(zip(("name", "description"), call.args, strict=False))
        yield from _extract_part(CommandPart.COMMAND, named.get("name", placed.get("name")))
        yield from _extract_part(CommandPart.DESCRIPTION, named.get("description", placed.get("description")))
    elif name in {"context_menu", "ContextMenu"}:
        yield from _extract_part(CommandPart.MENU, named.get("name"))
    elif name == "describe":
        for words in named.values():
            yield from _extract_part(CommandPart.DESCRIPTION, words)
    elif name == "choices":
        for choice in ast.walk(call):
            if isinstance(choice, ast.Call) and _get_function_name(choice.func) == "Choice":
                yield from _extract_part(CommandPart.CHOICE, _get_first_argument(choice, "name"))


def _extract_options(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[ExtractedMessage]:
    decorators = [one for one in function.decorator_list if isinstance(one, ast.Call)]
    if not any(_get_function_name(one.func) == "command" for one in decorators):
        return
    renamed: Mapping[str | None, ast.expr] = {
        each.arg: each.value for one in decorators if _get_function_name(one.func) == "rename" for each in one.keywords
    }
    for argument in function.args.args:
        if argument.arg not in {"self", "interaction"}:
            literal = ast.copy_location(ast.Constant(argument.arg), argument)
            yield from _extract_part(CommandPart.OPTION, renamed.get(argument.arg, literal))


def _extract_part(part: CommandPart, value: ast.expr | None) -> Iterator[ExtractedMessage]:
    if value is not None:
        words = ast.copy_location(ast.Constant(part.value), value)
        yield from _extract_literals(value, "pgettext", [words, value])


def _extract_literals(node: ast.expr, function: str, arguments: list[ast.expr]) -> Iterator[ExtractedMessage]:
    literals = [one.value for one in arguments if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    if literals and len(literals) == len(arguments):
        yield node.lineno, function, tuple(literals), []


def _get_first_argument(call: ast.Call, name: str) -> ast.expr | None:
    named = [one.value for one in call.keywords if one.arg == name]
    return call.args[0] if call.args else next(iter(named), None)


def _get_function_name(function: ast.expr) -> str:
    return (
        function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""
    )
