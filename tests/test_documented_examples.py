"""Examples in the documents and in the help of commands, run on the bundled articles as somebody would type them."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cli.main import main
from bot.cli.parser import COMMANDS
from corpus.entities import load_bundled_registry
from corpus.pipeline import add_sources
from corpus.sources.files import load_sources
from corpus.store import open_store
from tests.support.paths import SAMPLE
from tests.support.sample_store import copy_sample_store

ROOT = Path(__file__).parents[1]
NOW = datetime(2024, 6, 24, 9, tzinfo=UTC)
#: They wait, ask Discord or fetch from the network; others than these run to their end by themselves.
NOT_RUN = {
    "dateline add",
    "dateline chat",
    "dateline demo",
    "dateline feeds add",
    "dateline feeds import",
    "dateline feeds preview",
    "dateline feeds remove",
    "dateline invite",
    "dateline run",
    "dateline worker",
}
#: With these articles there is nothing to show: no feed, topic, digest or public page.
FINDS_NOTHING = {
    "dateline feeds list",
    "dateline feeds poll",
    "dateline ledger",
    "dateline site",
    "dateline topics list",
    "dateline topics show",
}


def build_small_store(folder: Path) -> str:
    """Return the address of a store in *folder* with three of the bundled articles."""
    url = f"sqlite:///{folder / 'news.sqlite3'}"
    with open_store(url) as store:
        add_sources(store, load_sources(SAMPLE).sources[:3], load_bundled_registry())
    return url


Run = Callable[[str], tuple[int, str, str]]


@pytest.fixture
def run(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Run:
    """Return a function that runs a line in a folder with articles, and returns exit code, output and errors."""
    monkeypatch.chdir(tmp_path)
    # Who corrects actors has all articles read again: a few are enough.
    actors = "dateline actors" in request.node.name
    url = build_small_store(tmp_path) if actors else copy_sample_store(tmp_path)
    monkeypatch.setenv("DATELINE_DATABASE_URL", url)
    monkeypatch.delenv("DISCORD_TOKEN", raising=False)
    shutil.copytree(SAMPLE, tmp_path / "my-articles")
    shutil.copyfile(min(SAMPLE.glob("*.txt")), tmp_path / "my-articles" / "first.txt")
    (tmp_path / "draft.txt").write_text("Seoul said: “Revealing it gradually will create pressure.”", "utf-8")

    def run_line(line: str) -> tuple[int, str, str]:
        code = main(shlex.split(line.replace("/media/disk/", ""))[1:], clock=lambda: NOW)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run_line


#: What has to be typed before an example, so that it has something to work on.
BEFORE = {
    "dateline verify": ["dateline brief -o briefing.md"],
    "dateline remove": ["dateline add my-articles/first.txt --name first"],
    "dateline import": ["dateline export everything.jsonl"],
    "dateline restore": ["dateline backup dateline.backup"],
    "dateline actors split": ['dateline actors alias "Kim Jong Un" "Mr Kim"'],
    "dateline actors merge": ['dateline actors add "V. Putin"'],
    "dateline topics show": [COMMANDS["dateline topics add"][1]],
    "dateline topics remove": [COMMANDS["dateline topics add"][1]],
}


@pytest.mark.parametrize(
    "command", [name for name, (handler, _) in COMMANDS.items() if handler and name not in NOT_RUN]
)
def test_the_example_of_a_command_works(command: str, run: Run) -> None:
    """It finds something or does its work, and complains of nothing."""
    for line in BEFORE.get(command, ()):
        assert run(line)[0] == 0, line
    code, printed, errors = run(COMMANDS[command][1])
    assert (code, errors) == (1 if command in FINDS_NOTHING else 0, ""), printed


def list_lines(name: str, heading: str) -> list[str]:
    """Return the commands that stand in a document as lines of their own under a heading."""
    section = (ROOT / name).read_text("utf-8").split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return re.findall(r"^ {4}(dateline .+)$", section, re.MULTILINE)


def test_the_lines_of_the_readme_work_one_after_the_other(run: Run) -> None:
    """Whoever pastes them gets briefings, answers and a proof that holds."""
    lines = [line for line in list_lines("README.md", "Your own articles") if line != "dateline chat"]
    assert len(lines) > 7
    for line in lines:
        code, printed, errors = run(line)
        assert (code, errors) == (0, ""), (line, printed)
        assert printed or "-o" in line
