"""What must hold of the catalogues and of the source they are made from; the tests beside hold them to it."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from bot.locales import LANGUAGES, CommandPart
from bot.locales.extract import extract_messages

BOT_FOLDER = Path(__file__).parents[3] / "bot"

#: The languages that have a catalogue: English is what they are made from.
TRANSLATED_LANGUAGES = LANGUAGES[1:]

#: What ``docs/languages.md`` tells contributors to hand to ``pybabel extract``.
KEYWORDS: dict[str, Any] = {"_": None, "ngettext_": (1, 2), "pgettext": ((1, "c"), 2)}

#: (context or None, template or pair of templates)
MessageKey = tuple[str | None, str | tuple[str, str]]

#: https://discord.com/developers/docs/interactions/application-commands#application-command-object
MAX_LENGTHS = {
    CommandPart.COMMAND: 32,
    CommandPart.OPTION: 32,
    CommandPart.MENU: 32,
    CommandPart.CHOICE: 100,
    CommandPart.DESCRIPTION: 100,
}

#: What is shown on controls, by place and name of the argument, and how much Discord takes of it
#: (https://discord.com/developers/docs/components/reference).
_CONTROL_ARGUMENTS = {
    "Button": ((1, "label", 80),),
    "MenuChoice": ((1, "label", 100), (2, "description", 100)),
    "SelectMenu": ((1, "placeholder", 150),),
    "ModalField": ((1, "label", 45), (3, "hint", 100)),
    "ModalMenu": ((1, "label", 45), (5, "hint", 100)),
    "send_modal": ((2, "title", 45),),
}


@cache
def list_source_messages(*roots: Path) -> Mapping[MessageKey, str]:
    """Gather what the source under *roots*, by default all packages, needs as pybabel does: key → file it stands in."""
    with (BOT_FOLDER / "locales" / "extract.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    packages = roots or tuple(BOT_FOLDER.parent / name for name in ("bot", "briefings", "corpus"))
    found = (each for root in packages for each in extract_from_dir(root, methods, options, KEYWORDS, callback=None))
    return MappingProxyType({(context, words): name for name, _, words, _, context in found})


def parse_catalog(data: bytes, language: str) -> Catalog:
    """
    Parse a catalogue strictly.

    Raises:
        PoFileError: If it is malformed, or an entry has more plural forms than the language.
    """
    return read_po(BytesIO(data), locale=language, abort_invalid=True)


def find_catalog_errors(catalogue: Catalog, needed: Mapping[MessageKey, str]) -> list[str]:
    """List what is wrong with *catalogue*: missing, obsolete, broken."""
    entries = {(one.context, one.id): one for one in catalogue if one.id}
    found = [f"missing: {key[1]!r} of {name}" for key, name in needed.items() if key not in entries]
    found += [f"obsolete: {key[1]!r}" for key in entries if key not in needed]
    found += [f"obsolete: {one.id!r} is kept as a comment" for one in catalogue.obsolete.values()]
    return found + [fault for one in entries.values() for fault in _find_message_errors(one)]


def _find_message_errors(one: Message) -> Iterator[str]:
    many = isinstance(one.id, tuple)
    forms = one.string if isinstance(one.string, tuple) else (one.string,)
    source = one.id[1] if many else one.id
    if one.fuzzy:
        yield f"fuzzy: {one.id!r}"
    for form in forms:
        if not form.strip():
            yield f"empty: {one.id!r}"
        elif list_fields(form) != list_fields(source):
            yield f"other fields: {one.id!r} → {form!r}"
        elif count_markup(form) != count_markup(source):
            yield f"other Markdown: {one.id!r} → {form!r}"
        elif one.context in MAX_LENGTHS and len(form) > MAX_LENGTHS[CommandPart(one.context)]:
            yield f"longer than {MAX_LENGTHS[CommandPart(one.context)]}: {one.id!r} → {form!r}"


def list_fields(template: str) -> set[str]:
    """List the fields of a template."""
    return set(re.findall(r"\{(\w+)\}", template))


def count_markup(template: str) -> Counter[str]:
    """Count the marks that Discord's Markdown would take for its own."""
    return Counter(re.findall(r"\*\*|`+|__|~~|\|\||<t:", template))


def find_wrong_command_names(catalogue: Catalog, paths: Mapping[str, str]) -> list[str]:
    """
    List translations that call a command otherwise than its menu does.

    Args:
        catalogue: Where to look.
        paths: Command in English ("digest add") → what it is called in the catalogue's language.
    """
    found = []
    for one in catalogue:
        source = one.id if isinstance(one.id, str) else ""
        for said in re.findall(r"(?<![\w/])/([a-z]+(?: [a-z]+)*)", source):
            path = next((said[:end] for end in range(len(said), 0, -1) if said[:end] in paths), None)
            if path and f"/{paths[path]}" not in one.string:
                found.append(f"/{paths[path]} is not in {one.string!r}")
    return found


def find_long_labels(catalogue: Catalog, root: Path = BOT_FOLDER) -> list[str]:
    """List translations that a button, a menu or a field of a form could not show."""
    found = []
    for call in _list_calls(root):
        for place, name, most in _CONTROL_ARGUMENTS.get(_get_call_name(call.func), ()):
            found += [
                f"longer than {most}: {one.string!r}"
                for words in _list_templates(_get_argument(call, place, name))
                if (one := catalogue.get(words)) and len(str(one.string)) > most
            ]
    return found


def _get_argument(call: ast.Call, place: int, name: str) -> ast.expr | None:
    named = [one.value for one in call.keywords if one.arg == name]
    return call.args[place] if len(call.args) > place else next(iter(named), None)


def _list_templates(argument: ast.expr | None) -> list[str]:
    calls = [one for one in ast.walk(argument) if isinstance(one, ast.Call)] if argument else []
    literals = [one.args[0] for one in calls if _get_call_name(one.func) == "_" and one.args]
    return [one.value for one in literals if isinstance(one, ast.Constant) and isinstance(one.value, str)]


def find_dynamic_templates(root: Path = BOT_FOLDER) -> list[str]:
    """List the calls of ``_`` and ``ngettext_`` whose templates are no literals: no catalogue can hold them."""
    found = []
    for call in _list_calls(root):
        count = {"_": 1, "mark_template": 1, "ngettext_": 2}.get(_get_call_name(call.func), 0)
        literal = [one for one in call.args[:count] if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        if len(literal) != count:
            found.append(ast.unparse(call))
    return found


def find_untranslated_text(root: Path = BOT_FOLDER) -> list[str]:
    """List the words under *root* that look like prose for a member and stand in no ``_``."""
    return [words for path in sorted(root.rglob("*.py")) for words in _find_untranslated_text(path.read_bytes())]


# What stands in these is said elsewhere, or to nobody.
_IGNORED_CALLS = frozenset(
    "_ mark_template ngettext_ command Group GuildAdminGroup context_menu ContextMenu describe rename choices compile "
    "execute component_handler debug info warning error exception ValueError TypeError KeyError RuntimeError TypeVar "
    "getattr join ConfigError ConnectError".split()
)


def _find_untranslated_text(source: bytes) -> Iterator[str]:
    gathered = {words for _, _, found, _ in extract_messages(BytesIO(source), (), (), None) for words in found}
    stack: list[ast.AST] = [ast.parse(source)]
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Call) and _get_call_name(node.func) in _IGNORED_CALLS:
            continue
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue  # a docstring
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in {"COMMAND_EXAMPLES", "MENU_HELP"}:
            continue  # names and examples, which are made of names; `/help` says the rest by phrases
        if isinstance(node, ast.JoinedStr):
            said = "{}".join(str(one.value) for one in node.values if isinstance(one, ast.Constant))
            if re.search(r"(?<![\w:/])[^\W\d_]{3,}(?= )|(?<= )[^\W\d_]{3,}(?![\w:/(])", said):
                yield said
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and _is_prose(node.value):
            if node.value in gathered:
                continue  # a constant that describes an option
            yield node.value
        stack.extend(ast.iter_child_nodes(node))


def _is_prose(text: str) -> bool:
    return bool(re.search(r"[^\W\d_]{2,},? [^\W\d_]{2,}", text)) and not text.isupper()


def find_untranslated_errors(root: Path = BOT_FOLDER) -> list[str]:
    """List what errors for members say in plain strings; their subject is only logged."""
    found = []
    for call in _list_calls(root):
        if _get_call_name(call.func) in _MEMBER_ERRORS:
            found += [
                ast.unparse(one) for one in (*call.args[1:], *(k.value for k in call.keywords)) if _is_plain_text(one)
            ]
    return found


# What only the operator reads: the command line, the settings, the start, the test server.
_OPERATOR_MODULES = ("__main__.py", "cli/", "client/config.py", "testserver/")
_MEMBER_ERRORS = frozenset(
    "DatelineError InputError ScheduleError SubscriptionError PostRefused ChannelClosed PostUncertain "
    "WorkerError".split()
)


def _is_plain_text(argument: ast.expr) -> bool:
    if isinstance(argument, ast.Constant):
        return bool(argument.value)
    return isinstance(argument, ast.JoinedStr) and any(
        isinstance(one, ast.Constant) and re.search(r"\w", str(one.value)) for one in argument.values
    )


def _list_calls(root: Path) -> Iterator[ast.Call]:
    paths = [root] if root.is_file() else sorted(root.rglob("*.py"))
    for path in paths:
        if root == BOT_FOLDER and path.relative_to(BOT_FOLDER).as_posix().startswith(_OPERATOR_MODULES):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield node


def _get_call_name(function: ast.expr) -> str:
    return (
        function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""
    )
