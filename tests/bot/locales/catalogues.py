"""What must hold of the catalogues and of the source they are made from; the tests beside hold them to it."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from bot.locales import LANGUAGES, Part
from bot.locales.gathering import gather

BOT = Path(__file__).parents[3] / "bot"

#: The languages that have a catalogue: English is what they are made from.
TRANSLATED = LANGUAGES[1:]

#: What ``docs/languages.md`` tells contributors to hand to ``pybabel extract``.
KEYWORDS: dict[str, Any] = {"phrase": None, "plural": (1, 2), "pgettext": ((1, "c"), 2)}

#: (context or None, template or pair of templates)
Key = tuple[str | None, str | tuple[str, str]]

#: https://discord.com/developers/docs/interactions/application-commands#application-command-object
LONGEST = {Part.COMMAND: 32, Part.OPTION: 32, Part.MENU: 32, Part.CHOICE: 100, Part.DESCRIPTION: 100}

#: What is shown on controls, by place and name of the argument, and how much Discord takes of it
#: (https://discord.com/developers/docs/components/reference).
_CONTROLS = {
    "Button": ((1, "label", 80),),
    "Choice": ((1, "label", 100), (2, "description", 100)),
    "Menu": ((1, "placeholder", 150),),
    "Field": ((1, "label", 45), (3, "hint", 100)),
    "hand_out": ((2, "title", 45),),
}


def wanted(root: Path = BOT) -> dict[Key, str]:
    """Gather what the source under *root* needs, as pybabel does: key → file it stands in."""
    with (BOT / "locales" / "gathering.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    found = extract_from_dir(root, methods, options, KEYWORDS, callback=None)
    return {(context, words): name for name, _, words, _, context in found}


def parse(data: bytes, language: str) -> Catalog:
    """
    Parse a catalogue strictly.

    Raises:
        PoFileError: If it is malformed, or an entry has more plural forms than the language.
    """
    return read_po(BytesIO(data), locale=language, abort_invalid=True)


def faults(catalogue: Catalog, needed: Mapping[Key, str]) -> list[str]:
    """List what is wrong with *catalogue*: missing, obsolete, broken."""
    entries = {(one.context, one.id): one for one in catalogue if one.id}
    found = [f"missing: {key[1]!r} of {name}" for key, name in needed.items() if key not in entries]
    found += [f"obsolete: {key[1]!r}" for key in entries if key not in needed]
    found += [f"obsolete: {one.id!r} is kept as a comment" for one in catalogue.obsolete.values()]
    return found + [fault for one in entries.values() for fault in _faults(one)]


def _faults(one: Message) -> Iterator[str]:
    many = isinstance(one.id, tuple)
    forms = one.string if isinstance(one.string, tuple) else (one.string,)
    source = one.id[1] if many else one.id
    if one.fuzzy:
        yield f"fuzzy: {one.id!r}"
    for form in forms:
        if not form.strip():
            yield f"empty: {one.id!r}"
        elif fields(form) != fields(source):
            yield f"other fields: {one.id!r} → {form!r}"
        elif marks(form) != marks(source):
            yield f"other Markdown: {one.id!r} → {form!r}"
        elif one.context in LONGEST and len(form) > LONGEST[Part(one.context)]:
            yield f"longer than {LONGEST[Part(one.context)]}: {one.id!r} → {form!r}"


def fields(template: str) -> set[str]:
    """List the fields of a template."""
    return set(re.findall(r"\{(\w+)\}", template))


def marks(template: str) -> Counter[str]:
    """Count the marks that Discord's Markdown would take for its own."""
    return Counter(re.findall(r"\*\*|`+|__|~~|\|\||<t:", template))


def commands_misnamed(catalogue: Catalog, paths: Mapping[str, str]) -> list[str]:
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


def labels_too_long(catalogue: Catalog, root: Path = BOT) -> list[str]:
    """List translations that a button, a menu or a field of a form could not show."""
    found = []
    for call in _calls(root):
        for place, name, most in _CONTROLS.get(_name(call.func), ()):
            found += [
                f"longer than {most}: {one.string!r}"
                for words in _phrases_in(_argument(call, place, name))
                if (one := catalogue.get(words)) and len(str(one.string)) > most
            ]
    return found


def _argument(call: ast.Call, place: int, name: str) -> ast.expr | None:
    named = [one.value for one in call.keywords if one.arg == name]
    return call.args[place] if len(call.args) > place else next(iter(named), None)


def _phrases_in(argument: ast.expr | None) -> list[str]:
    calls = [one for one in ast.walk(argument) if isinstance(one, ast.Call)] if argument else []
    literals = [one.args[0] for one in calls if _name(one.func) == "phrase" and one.args]
    return [one.value for one in literals if isinstance(one, ast.Constant) and isinstance(one.value, str)]


def unsaid(root: Path = BOT) -> list[str]:
    """List the calls of ``phrase`` and ``plural`` whose templates are no literals: no catalogue can hold them."""
    found = []
    for call in _calls(root):
        count = {"phrase": 1, "template": 1, "plural": 2}.get(_name(call.func), 0)
        literal = [one for one in call.args[:count] if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        if len(literal) != count:
            found.append(ast.unparse(call))
    return found


def unphrased(root: Path = BOT) -> list[str]:
    """List the words under *root* that look like prose for a member and stand in no ``phrase``."""
    return [words for path in sorted(root.rglob("*.py")) for words in _unphrased(path.read_bytes())]


# What stands in these is said elsewhere, or to nobody.
_SAID_ELSEWHERE = frozenset(
    "phrase template plural command Group Managing context_menu ContextMenu describe rename choices compile execute "
    "deed debug info warning error exception ValueError TypeError KeyError RuntimeError TypeVar getattr join "
    "ConfigError ConnectError".split()
)


def _unphrased(source: bytes) -> Iterator[str]:
    gathered = {words for _, _, found, _ in gather(BytesIO(source), (), (), None) for words in found}
    stack: list[ast.AST] = [ast.parse(source)]
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Call) and _name(node.func) in _SAID_ELSEWHERE:
            continue
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue  # a docstring
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in {"COMMANDS", "MENUS"}:
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


def errors_unphrased(root: Path = BOT) -> list[str]:
    """List what errors for members say in plain strings."""
    found = []
    for call in _calls(root):
        if _name(call.func) in _TOLD_TO_MEMBERS:
            found += [ast.unparse(one) for one in (*call.args, *(k.value for k in call.keywords)) if _is_plain(one)]
    return found


# What only the operator reads: the command line, the settings, the start, the test server.
_OPERATORS = frozenset({"__main__.py", "app.py", "chat", "config.py", "demo", "loopback.py", "terminal", "testserver"})
_TOLD_TO_MEMBERS = frozenset(
    "DatelineError InputError ScheduleError SubscriptionError PostRefused ChannelClosed PostUncertain "
    "WorkerError".split()
)


def _is_plain(argument: ast.expr) -> bool:
    if isinstance(argument, ast.Constant):
        return bool(argument.value)
    return isinstance(argument, ast.JoinedStr) and any(
        isinstance(one, ast.Constant) and re.search(r"\w", str(one.value)) for one in argument.values
    )


def _calls(root: Path) -> Iterator[ast.Call]:
    paths = [root] if root.is_file() else sorted(root.rglob("*.py"))
    for path in paths:
        if root == BOT and path.relative_to(BOT).parts[0] in _OPERATORS:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield node


def _name(function: ast.expr) -> str:
    return (
        function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""
    )
