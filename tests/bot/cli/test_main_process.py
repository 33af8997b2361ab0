"""Claims about the command as a process: its encoding, its pipes, what it loads."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bot.cli import RunCommand
from tests.support.paths import SAMPLE

ROOT = Path(__file__).parents[3]


def _run_process(folder: Path, command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a shell line in which ``dateline`` is the program, on the store of *folder*."""
    line = f"dateline() {{ '{sys.executable}' -m bot \"$@\"; }}; {command}"
    url = f"sqlite:///{folder / 'store.sqlite3'}"
    settings = {**os.environ, "PYTHONPATH": str(ROOT), "DATELINE_DATABASE_URL": url, **environment}
    return subprocess.run(  # noqa: S602  # the line is ours
        line, shell=True, env=settings, capture_output=True, encoding="utf-8", check=False
    )


@pytest.mark.parametrize(
    ("command", "encoding", "said"),
    [
        pytest.param("dateline brief", "ascii", "briefing", id="a briefing in ASCII"),
        pytest.param("dateline brief --json", "latin-1", "’", id="JSON is UTF-8 in a Latin-1 terminal"),
        pytest.param("dateline export", "ascii", "—", id="an export is UTF-8 in an ASCII terminal"),
        pytest.param("dateline brief --format md", "ascii", "’", id="a Markdown export is UTF-8 in an ASCII terminal"),
        pytest.param("dateline ask --help", "ascii", "--batch", id="help in ASCII"),
    ],
)
def test_any_encoding_of_the_terminal_will_do(
    run_with_sample: RunCommand, tmp_path: Path, command: str, encoding: str, said: str
) -> None:
    """Where the terminal lacks a character, people see an escape, and programs get UTF-8 all the same."""
    assert run_with_sample("articles")[0] == 0
    done = _run_process(tmp_path, command, PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (0, "")
    assert said in done.stdout


def test_a_terminal_of_few_characters_gets_their_like(tmp_path: Path) -> None:
    """Quotation marks and dashes of Dateline's own words are written as ASCII has them."""
    done = _run_process(tmp_path, "dateline breif", PYTHONIOENCODING="ascii")
    assert done.stderr.endswith('Did you mean brief? "dateline --help" shows more.\n')


def test_ctrl_c_while_it_loads_is_no_failure() -> None:
    """Ended before it has loaded its own modules, the program says nothing and exits as a shell expects."""
    program = """
import sys
from bot.cli.main import main
class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == "bot.cli.parser":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupting())
sys.exit(main(["articles"]))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_standard_input_is_inspected(tmp_path: Path) -> None:
    """Text piped in is shown in colour like a file."""
    done = _run_process(tmp_path, f"dateline inspect - < '{SAMPLE / 'wire-treaty-signed.txt'}'")
    assert (done.returncode, done.stderr) == (0, "")
    assert "pasted" in done.stdout


def test_standard_input_is_an_article(tmp_path: Path) -> None:
    """Text piped in is read like a file, under the name that it is given."""
    done = _run_process(tmp_path, f"dateline add - --name piped < '{SAMPLE / 'wire-treaty-signed.txt'}'")
    assert (done.returncode, done.stderr) == (0, "")
    assert "piped" in done.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device of a full disk")
@pytest.mark.parametrize("words", ["brief", "brief --json", "export"])
def test_a_full_disk_is_reported_in_one_line(run_with_sample: RunCommand, tmp_path: Path, words: str) -> None:
    """What can't be written ends with exit code 2 and the system's reason."""
    assert run_with_sample("articles")[0] == 0
    done = _run_process(tmp_path, f"dateline {words} > /dev/full")
    assert done.returncode == 2
    assert done.stderr == "dateline: I can't use the output (No space left on device).\n"


@pytest.mark.parametrize("words", ["brief", "export", "--help"])
def test_a_reader_that_goes_away_is_no_failure(run_with_sample: RunCommand, tmp_path: Path, words: str) -> None:
    """Piped into a program that reads nothing, every command ends quietly with exit code 0."""
    assert run_with_sample("articles")[0] == 0
    done = _run_process(tmp_path, f"(dateline {words}; echo $? >&2) | true")
    assert done.stderr == "0\n"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        pytest.param("brief >&-", 0, id="no standard output"),
        pytest.param("--help >&-", 0, id="no standard output for help"),
        pytest.param("breif 2>&-", 2, id="no standard error"),
        pytest.param("add - <&-", 2, id="no standard input"),
    ],
)
def test_a_stream_that_was_closed_is_no_failure(
    run_with_sample: RunCommand, tmp_path: Path, words: str, code: int
) -> None:
    """Started without one of its streams, as some services start programs, it does what it can."""
    assert run_with_sample("articles")[0] == 0
    done = _run_process(tmp_path, f"dateline {words}")
    assert (done.returncode, "Traceback" in done.stderr) == (code, False)


def test_help_loads_neither_numbers_nor_network() -> None:
    """Asking for help starts none of the libraries that take long."""
    program = "import bot.cli.parser as a, bot.cli.main, sys; a.build_parser().format_help(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True)
    assert not {"numpy", "scipy", "discord", "aiohttp", "lxml"} & set(done.stdout.split())
