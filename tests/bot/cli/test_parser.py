"""Claims about the words of the command line itself."""

from __future__ import annotations

import argparse
import importlib
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli.parser import COMMANDS, DEFAULT_TIMELINE_DAYS, EXPORT_FORMATS, build_parser
from briefings.export.formats import FORMATS
from briefings.timelines import DEFAULT_DAYS
from tests.bot.cli import RunCommand
from tests.support.paths import SAMPLE


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(("when", "31", "June"), "June has 30 days", id="a day that is none"),
        pytest.param(("when", "soonish"), "Try 20 June", id="words that name no day"),
        pytest.param(("ask",), "--batch", id="no question"),
        pytest.param(("ask", "--batch", "missing.json"), "missing.json", id="a missing batch"),
        pytest.param(("brief", "--limit", "0"), "1 to 100", id="a limit of none"),
        pytest.param(("brief", "--ranker", "magic"), "lexrank", id="an unknown ranker"),
        pytest.param(("ask", "x", "--asked-on", "tomorrow"), "2024-06-21", id="an unreadable day of asking"),
        pytest.param((), "I need COMMAND", id="no command"),
        pytest.param(("breif",), "Did you mean brief?", id="a mistyped command"),
        pytest.param(("zzz",), "dateline --help", id="no command of that name"),
        pytest.param(("feeds",), "I need VERB", id="no verb"),
        pytest.param(("actors", "ad"), "Did you mean add?", id="a mistyped verb"),
        pytest.param(("brief", "--lenght", "4"), "dateline brief --help", id="an unknown option of a command"),
        pytest.param(("articles", "--database", "x"), "before the sub-command", id="the store behind the command"),
        pytest.param(("brief", "--format", "pdf"), "timelinejs", id="an unknown format"),
        pytest.param(("brief", "-o", "briefing.pdf"), "--format: md, json", id="an ending that is no format"),
        pytest.param(("chart", "-o", "x.png"), "chart: I need KIND", id="a chart of no kind"),
        pytest.param(("chart", "actor", "-o", "x.png"), "actors list", id="a chart of no actor"),
        pytest.param(("chart", "actor", "Nobody", "-o", "x.png"), "actors list", id="a chart of an unknown actor"),
        pytest.param(("chart", "coverage", "Putin", "-o", "x.png"), "chart actor NAME", id="a chart of too much"),
        pytest.param(("chart", "coverage", "-o", "x.jpg"), "ends in .png", id="a chart that is no PNG"),
        pytest.param(
            ("verify", "missing.md"), "I can't read “missing.md” (No such file or directory).", id="a missing export"
        ),
        pytest.param(("verify", "."), "I can't read “.” (Is a directory).", id="a folder for an export"),
        pytest.param(("add", ""), "the name is empty", id="an unset variable for a path"),
        pytest.param(("read", "https://example.org/a"), "“dateline add” fetches", id="an address to read"),
        pytest.param(("inspect", "https://example.org/a"), "“dateline add” fetches", id="an address to inspect"),
        pytest.param(("inspect", SAMPLE, "--html", "x.html"), "Choose one.", id="a page of many articles"),
        pytest.param(("feeds", "list", "--server", "mine"), "17 to 20 digits", id="a server's name for its id"),
        pytest.param(("ledger", "--channel", "general"), "17 to 20 digits", id="a channel's name for its id"),
        pytest.param(("ledger", "--channel", "9" * 5000), "17 to 20 digits", id="an id of thousands of digits"),
        pytest.param(("actors", "alias", "Nobody", "No one"), "actors add", id="a word on an unknown actor"),
    ],
)
def test_bad_words_exit_2_and_say_the_way_out(
    run_with_sample: RunCommand, words: tuple[object, ...], said: str
) -> None:
    """What can't be understood is distinguished from "nothing found", in one line, with what would be understood."""
    code, _, err = run_with_sample(*words)
    assert code == 2
    assert said in err
    assert len(err.splitlines()) == 1


def test_a_chart_of_an_empty_store_is_nothing_found(run: RunCommand, tmp_path: Path) -> None:
    """Where there is nothing to draw from, that is reported as for any other question, and no file is written."""
    code, out, _ = run("chart", "coverage", "-o", "x.png")
    assert (code, "dateline add" in out) == (1, True)
    assert not (tmp_path / "x.png").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("brief",),
        ("who", "Putin"),
        ("when", "20 June 2024"),
        ("ask", "who?"),
        ("compare",),
        ("timeline",),
        ("changes", "--since", "2024-06-19"),
    ],
)
def test_an_empty_store_is_distinguished_from_one_without_results(run: RunCommand, words: tuple[str, ...]) -> None:
    """Whatever is asked of an empty store, the answer says how to fill it."""
    code, out, _ = run(*words)
    assert (code, "There are no articles yet. Add some with “dateline add”." in out) == (1, True)


def _list_parsers(of: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield of
    for action in of._actions:  # argparse tells them no other way
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from _list_parsers(command)


@pytest.mark.parametrize("command", [each.prog for each in _list_parsers(build_parser())])
def test_every_help_has_an_example_that_can_be_typed(command: str) -> None:
    """The example is a line that the program understands, and one of that command."""
    example = COMMANDS[command][1]
    build_parser().parse_args(shlex.split(example)[1:])
    assert example.startswith(command)


def test_every_example_is_shown() -> None:
    """No example is of a command that is gone, and each stands in its command's help."""
    helps = {each.prog: " ".join(each.format_help().split()) for each in _list_parsers(build_parser())}
    assert helps.keys() == COMMANDS.keys()
    assert [command for command, (_, example) in COMMANDS.items() if example not in helps[command]] == []


@pytest.mark.parametrize("handler", sorted({handler for handler, _ in COMMANDS.values() if handler}))
def test_every_command_names_a_function(handler: str) -> None:
    """What the parser names is imported only when the command runs, so nothing else would notice a wrong name."""
    module, _, name = handler.rpartition(".")
    assert callable(getattr(importlib.import_module(f"bot.cli.{module}"), name))


@pytest.mark.parametrize("port", ["-1", "65536", "x"])
def test_a_port_that_is_none_is_refused(run: RunCommand, port: str) -> None:
    """An address that no page can have is reported before anything starts."""
    code, _, err = run("demo", "--port", port)
    assert (code, "isn't a port" in err) == (2, True)


def test_help_names_what_is_loaded_late() -> None:
    """The formats and the usual number of days that the help states are those that the briefings have."""
    assert tuple(FORMATS) == EXPORT_FORMATS
    assert DEFAULT_TIMELINE_DAYS == DEFAULT_DAYS
