"""
The pages of the documentation site that are made from the program: its commands, its packages, its settings.

MkDocs calls the functions ``on_…`` (https://www.mkdocs.org/user-guide/plugins/#events). Nothing is written to this
folder: the pages exist only while the site is built. Documents of the repository's root become pages, too.
"""

from __future__ import annotations

import argparse
import importlib
import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType
from typing import TYPE_CHECKING, Any

import discord
from discord.ext import commands

from bot.cli.parser import COMMANDS, build_parser
from bot.commands import add_commands
from bot.commands.server import COMMAND_EXAMPLES

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

ROOT = Path(__file__).parents[1]
PACKAGES = ("corpus", "briefings", "bot")

#: Documents in the root of the repository, and the pages that they become.
ROOT_PAGES = {
    "README.md": "index.md",
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "SECURITY.md": "security.md",
    "CODE_OF_CONDUCT.md": "conduct.md",
    "LICENSE": "licence.md",
    ".env.example": "settings.md",
}
#: Those that are no Markdown, with the titles of their pages.
_PLAIN_FILES = {"LICENSE": "Licence", ".env.example": "Settings"}

_LINK = re.compile(r"(\]\()([^)\s#]+)((?:#[^)\s]*)?\))")
_ADDRESS = re.compile(r"[a-z]+:")
_WHERE = {0: "servers", 1: "direct messages with the bot", 2: "other direct messages"}
#: https://discord.com/developers/docs/interactions/application-commands#application-command-object
_SUBCOMMAND = 1

Json = Mapping[str, Any]


def build_pages() -> dict[str, str]:
    """Return the Markdown of all pages that are made here, by their paths."""
    documents = {page: read_root_document(name) for name, page in ROOT_PAGES.items()}
    return {**documents, **build_slash_pages(), **build_terminal_pages(), **build_package_pages()}


def read_root_document(name: str) -> str:
    """Return a document of the repository's root as Markdown, with links as they are on the site."""
    text = (ROOT / name).read_text("utf-8")
    if name in _PLAIN_FILES:
        return f"# {_PLAIN_FILES[name]}\n\n```text\n{text.rstrip()}\n```\n"
    return text


def build_slash_pages() -> dict[str, str]:
    """Return a page for each slash command, and one that lists them all."""
    described = list_slash_commands()
    pages = {f"slash/{one['name']}.md": _format_slash_page(one) for one in described}
    rows = [f"| [`/{one['name']}`]({one['name']}.md) | {escape(one['description'])} |" for one in described]
    head = "# Slash commands\n\nType `/` on a server that has the bot. Each command has a page of its own.\n"
    return {"slash/index.md": "\n".join([head, "| command | what it does |", "|---|---|", *rows, ""]), **pages}


def list_slash_commands() -> list[Json]:
    """Return the slash commands as Discord is sent them, by name."""
    client = commands.Bot(command_prefix=(), intents=discord.Intents.none(), help_command=None)
    add_commands(client)  # type: ignore[arg-type]  # it needs the tree and the listeners alone
    described = [one.to_dict(client.tree) for one in client.tree.get_commands(type=discord.AppCommandType.chat_input)]
    return sorted(described, key=lambda one: one["name"])


def _format_slash_page(command: Json) -> str:
    lines = [f"# /{command['name']}", "", f"{escape(command['description'])}.", ""]
    if command.get("default_member_permissions"):
        lines += ["For members who may manage the server, unless the server's settings say otherwise.", ""]
    if contexts := command.get("contexts"):
        lines += [f"It can be used in {_join([_WHERE[one] for one in sorted(contexts)])}.", ""]
    order = list(COMMAND_EXAMPLES)
    verbs = [one for one in command.get("options", ()) if one["type"] == _SUBCOMMAND]
    verbs.sort(key=lambda one: order.index(f"{command['name']} {one['name']}"))
    if not verbs:
        return "\n".join([*lines, *_format_slash_options(command["name"], command)])
    for verb in verbs:
        name = f"{command['name']} {verb['name']}"
        lines += [f"## /{name}", "", f"{escape(verb['description'])}.", "", *_format_slash_options(name, verb)]
    return "\n".join(lines)


def _format_slash_options(name: str, command: Json) -> list[str]:
    lines = [f"Example: `{COMMAND_EXAMPLES[name]}`", ""]
    options = command.get("options", ())
    if options:
        lines += ["| option | | what it is |", "|---|---|---|"]
    for option in options:
        choices = [f"“{escape(choice['name'])}”" for choice in option.get("choices", ())]
        chosen = f". One of {_join(choices, 'or')}" if choices else ""
        needed = "required" if option.get("required") else ""
        lines.append(f"| `{option['name']}` | {needed} | {escape(option['description'])}{chosen} |")
    return [*lines, ""]


def build_terminal_pages() -> dict[str, str]:
    """Return a page for each command of the command line, and one that lists them all."""
    parsers = dict(_list_parsers(build_parser()))
    pages = {f"terminal/{name}.md": _format_terminal_page(name, parser) for name, parser in parsers.items()}
    rows = [f"| [`{name}`]({name}.md) | {escape(parser.description or '')} |" for name, parser in parsers.items()]
    head = (
        "# Commands in the terminal\n\n`dateline COMMAND --help` shows the same. What all have in common, and their "
        "JSON, is in [The command line](../cli.md).\n"
    )
    return {"terminal/index.md": "\n".join([head, "| command | what it does |", "|---|---|", *rows, ""]), **pages}


def _list_parsers(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in parser._actions:  # noqa: SLF001  # argparse lists them nowhere else
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            yield from action.choices.items()


def _format_terminal_page(name: str, parser: argparse.ArgumentParser) -> str:
    lines = [f"# dateline {name}", "", *_format_terminal_command(parser)]
    for verb, command in _list_parsers(parser):
        lines += [f"## dateline {name} {verb}", "", *_format_terminal_command(command)]
    return "\n".join(lines)


def _format_terminal_command(parser: argparse.ArgumentParser) -> list[str]:
    lines = [escape(parser.description or ""), "", "```text", _format_usage(parser), "```", ""]
    if COMMANDS[parser.prog][0]:
        lines += [f"Example: `{COMMANDS[parser.prog][1]}`", ""]
    rows = [_format_argument(one) for one in parser._actions if one.help and one.dest != "help"]  # noqa: SLF001
    return [*lines, "| argument | what it is |", "|---|---|", *rows, ""] if rows else lines


def _format_usage(parser: argparse.ArgumentParser) -> str:
    formatter = argparse.HelpFormatter(parser.prog, width=90)  # as wide as a page, whatever the terminal
    formatter.add_usage(parser.usage, parser._actions, parser._mutually_exclusive_groups, prefix="")  # noqa: SLF001
    return formatter.format_help().strip()


def _format_argument(action: argparse.Action) -> str:
    value = action.metavar if action.nargs != 0 and isinstance(action.metavar, str) else ""
    names = ", ".join(action.option_strings) or str(action.metavar or action.dest)
    shown = f"{names} {value}".strip() if action.option_strings else names
    return f"| `{shown}` | {escape((action.help or '') % vars(action))} |"


def build_package_pages() -> dict[str, str]:
    """Return a page for each package, on what its modules define, and one that lists them all."""
    packages = [one for name in PACKAGES for one in _list_packages(importlib.import_module(name))]
    rows = [f"| [`{one.__name__}`]({one.__name__}.md) | {escape(_summarize(one))} |" for one in packages]
    head = "# Packages\n\nThe structure as a whole is described in [Architecture](../architecture.md).\n"
    pages = {f"api/{one.__name__}.md": _format_package_page(one) for one in packages}
    return {"api/index.md": "\n".join([head, "| package | what it holds |", "|---|---|", *rows, ""]), **pages}


def _list_packages(package: ModuleType) -> Iterator[ModuleType]:
    yield package
    for found in iter_modules(package.__path__):
        if found.ispkg:
            yield from _list_packages(importlib.import_module(f"{package.__name__}.{found.name}"))


def _format_package_page(package: ModuleType) -> str:
    names = [one.name for one in iter_modules(package.__path__) if not one.ispkg and not one.name.startswith("_")]
    modules = [f"::: {package.__name__}.{name}" for name in sorted(names)]
    return "\n\n".join([f"# {package.__name__}", escape(_summarize(package)), *modules]) + "\n"


def _summarize(module: ModuleType) -> str:
    return (module.__doc__ or "").strip().partition("\n\n")[0].replace("\n", " ")


def escape(text: str) -> str:
    """Return *text* as Markdown that shows it, also in a table."""
    return re.sub(r"([\\`*_\[\]|<])", r"\\\1", text)


def _join(words: list[str], last: str = "and") -> str:
    return f" {last} ".join([", ".join(words[:-1]), words[-1]] if words[1:] else words)


def move_links(text: str, page: str) -> str:
    """Let links of a document, written for its place in the repository, lead to the pages of the site."""
    names = {made: name for name, made in ROOT_PAGES.items()}
    folder = posixpath.dirname(names.get(page, f"docs/{page}"))

    def move(link: re.Match[str]) -> str:
        if _ADDRESS.match(link[2]):
            return link[0]
        target = posixpath.normpath(posixpath.join(folder, link[2]))
        moved = ROOT_PAGES.get(target, target.removeprefix("docs/"))
        return f"{link[1]}{posixpath.relpath(moved, posixpath.dirname(page) or '.')}{link[3]}"

    return _LINK.sub(move, text)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put the pages that are made here into the menu, at the places that mkdocs.yml names."""
    made = build_pages()
    lists = {
        f"{name}/": [page for page in made if page.startswith(f"{name}/")] for name in ("slash", "terminal", "api")
    }
    config.nav = [_fill_menu(entry, lists) for entry in config.nav or ()]
    config.extra["made_pages"] = made
    return config


def _fill_menu(entry: object, lists: Mapping[str, list[str]]) -> object:
    if isinstance(entry, dict):
        return {
            title: lists[inner] if isinstance(inner, str) and inner in lists else _fill_menu(inner, lists)
            for title, inner in entry.items()
        }
    return [_fill_menu(one, lists) for one in entry] if isinstance(entry, list) else entry


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are made here."""
    from mkdocs.structure.files import File  # not there where only the tests are installed

    for path, text in config.extra["made_pages"].items():
        files.append(File.generated(config, path, content=text))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Move the links of documents; those of pages that are made here are right already."""
    del config, files
    path = page.file.src_uri
    return markdown if path.startswith(("slash/", "terminal/", "api/")) else move_links(markdown, path)
