"""Claims about the documents: they name all there is, and nothing that is not."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli.parser import build_parser
from bot.client.config import SETTING_NAMES
from bot.commands.server import COMMAND_EXAMPLES, MENU_HELP

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
CODE = re.compile(r"`([^`\n]+)`")


def _list_commands(of: argparse.ArgumentParser, before: str = "") -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in of._actions:  # argparse tells them no other way
        if isinstance(action, argparse._SubParsersAction):
            for name, command in action.choices.items():
                yield f"{before}{name}", command
                yield from _list_commands(command, f"{before}{name} ")


COMMANDS = dict(_list_commands(build_parser()))


def _read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


@pytest.mark.parametrize("name", [name for name in COMMANDS if " " not in name])
def test_every_sub_command_is_documented(name: str) -> None:
    """docs/cli.md has a row for it."""
    assert re.search(rf"^\| `{name}[ `]", _read("docs/cli.md"), re.MULTILINE)


@pytest.mark.parametrize("name", [name for name in COMMANDS if " " in name])
def test_every_verb_is_documented(name: str) -> None:
    """A verb of a sub-command stands in one of the documents, as it is typed."""
    command, verb = name.split()
    codes = [code for document in DOCUMENTS for code in CODE.findall(document.read_text("utf-8"))]
    assert any(re.search(rf"\b{command} {verb}\b", code) for code in codes)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_sub_command_explains_itself(name: str) -> None:
    """Its help has a sentence on what it does, and a word on each argument."""
    command = COMMANDS[name]
    assert (command.description or "").endswith(".")
    for action in command._actions:
        assert action.help or isinstance(action, argparse._SubParsersAction), action.dest


@pytest.mark.parametrize("columns", ["60", "80", "120"])
@pytest.mark.parametrize("name", COMMANDS)
def test_help_fits_the_terminal(name: str, columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No line of it is wider than the terminal, from 60 columns on."""
    monkeypatch.setenv("COLUMNS", columns)
    assert max(map(len, COMMANDS[name].format_help().splitlines())) <= int(columns)


@pytest.mark.parametrize("name", SETTING_NAMES)
def test_every_setting_is_explained(name: str) -> None:
    """.env.example has it, empty, below a comment."""
    assert re.search(rf"^#.*\n{name}=$", _read(".env.example"), re.MULTILINE)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_setting_that_is_named_exists(document: Path) -> None:
    """A document names no setting that is not read; DATELINE_REQUIRE is of the tests."""
    named = set(re.findall(r"\bDATELINE_[A-Z_]+\b", document.read_text("utf-8")))
    assert named <= {*SETTING_NAMES, "DATELINE_REQUIRE"}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_linked_file_exists(document: Path) -> None:
    """What a document links to, or shows, is in the repository."""
    links = re.findall(r"\]\(([^)\s]+)\)", document.read_text("utf-8"))
    files = [link.partition("#")[0] for link in links if not re.match(r"[a-z]+:|#", link)]
    assert [file for file in files if not (document.parent / file).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_that_is_named_exists(document: Path) -> None:
    """`dateline X` in a document is a sub-command that there is, and `make X` a rule that there is."""
    text = document.read_text("utf-8")
    typed = [*CODE.findall(text), *re.findall(r"^ {4}(\S.*)$", text, re.MULTILINE)]
    commands = {match[1] for line in typed if (match := re.match(r"dateline ([a-z]+)", line))}
    rules = {match[1] for line in typed if (match := re.match(r"make ([a-z]+)", line))}
    assert commands <= set(COMMANDS)
    assert rules <= set(re.findall(r"^([a-z]+):", _read("Makefile"), re.MULTILINE))


@pytest.mark.parametrize("document", [one for one in DOCUMENTS if one.stem != "testserver"], ids=lambda path: path.name)
def test_every_slash_command_that_is_named_exists(document: Path) -> None:
    """`/X` in a document is a command of the bot, `/press` the terminal's own; on the test server are other bots'."""
    named = {
        match[1] for code in CODE.findall(document.read_text("utf-8")) if (match := re.match(r"/([a-z]+)( |$)", code))
    }
    assert named <= {name.split()[0].lstrip("/") for name in COMMAND_EXAMPLES} | {"press"}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_that_is_named_exists(document: Path) -> None:
    """A test, a script or a table that a document names lies where it says."""
    named = re.findall(r"`((?:tests|benchmarks|bot|briefings|corpus|docs)/[\w./-]+)`", document.read_text("utf-8"))
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_menus_of_messages_are_named_as_they_are() -> None:
    """README.md has both, in quotation marks."""
    assert [name for name, _ in MENU_HELP if f'"{name}"' not in _read("README.md")] == []


def test_commands_that_print_json_are_documented() -> None:
    """README.md names every command that has ``--json``, and no other."""
    sentence = re.search(r"((?:`[a-z ]+`,? (?:and )?)+)print JSON", " ".join(_read("README.md").split()))
    assert sentence
    able = {name for name, command in COMMANDS.items() if "--json" in command._option_string_actions}
    assert set(CODE.findall(sentence[1])) == able


def test_every_figure_is_of_the_benchmarks() -> None:
    """What README.md claims to be measured stands, digit for digit, in docs/benchmarks.md or docs/operator.md."""
    claimed = _read("README.md").partition("## How good it is")[2].partition("|---")[2].partition("##")[0]
    measured = _read("docs/benchmarks.md") + _read("docs/operator.md")
    figures = re.findall(r"(?<![\d-])\.?\d[\d.,]*\d|\.\d+|\d+", claimed)
    assert len(figures) > 20
    assert [figure for figure in figures if not re.search(rf"(?<![\d.]){re.escape(figure)}(?!\d)", measured)] == []


@pytest.mark.parametrize("line", ["make demo", "make test"])
def test_the_first_steps_are_documented(line: str) -> None:
    """README.md names both commands on lines of their own, to be copied."""
    assert f"\n    {line}\n" in _read("README.md")
