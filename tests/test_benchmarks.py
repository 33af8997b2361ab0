"""Claims about the scripts in benchmarks/: they run from anywhere, and say what they need."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

HOME = Path(__file__).parents[1] / "benchmarks"
SCRIPTS = sorted(path for path in HOME.glob("*.py") if not path.name.startswith("_"))
#: Scripts that need no data: they measure the project itself, or make what they need.
DATALESS = frozenset({"fanout", "house"})


def _run(script: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(script), *words], capture_output=True, text=True, check=False, timeout=300
    )


@pytest.mark.parametrize("script", [one for one in SCRIPTS if one.stem not in DATALESS], ids=lambda path: path.stem)
def test_without_data_a_script_says_what_it_needs(script: Path, tmp_path: Path) -> None:
    """A folder without the data gives exit code 2 and one line that names the folder, no traceback."""
    done = _run(script, "--data", str(tmp_path))
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert str(tmp_path) in done.stderr + done.stdout
    assert len(done.stderr.strip().splitlines()) <= 2


def _words(start: int, count: int) -> str:
    return " ".join(f"word{(start * 7 + number) % 50}" for number in range(count))


def _made_summaries(home: Path) -> None:
    for number in range(3):
        for folder in ("News Articles", "Summaries"):
            (home / "bbc" / "BBC News Summary" / folder / "made").mkdir(parents=True, exist_ok=True)
        sentences = [f"The {_words(number + line, 12)} happened." for line in range(20)]
        name = f"{number:03}.txt"
        text = "A headline\n\n" + "\n\n".join(sentences)
        (home / "bbc" / "BBC News Summary" / "News Articles" / "made" / name).write_text(text, "utf-8")
        (home / "bbc" / "BBC News Summary" / "Summaries" / "made" / name).write_text(" ".join(sentences[:4]), "utf-8")


def test_choosing_is_measured_on_made_data(tmp_path: Path) -> None:
    """The script that measures briefings gives a figure in (0, 100] for each system on data made here."""
    _made_summaries(tmp_path)
    done = _run(HOME / "choosing.py", "--data", str(tmp_path), "--systems", "dateline,textrank", "--json")
    assert done.returncode == 0, done.stderr
    measured = json.loads(done.stdout)
    rows = measured["systems"]
    assert [row["system"] for row in rows] == ["dateline", "textrank"]
    assert all(0 < row["r1"] <= 100 and row["n"] == 3 for row in rows)
    assert all(one["low"] <= one["mean"] <= one["high"] for one in measured["differences"])


def test_the_house_keeps_its_measures() -> None:
    """The median function, the median module and the largest function stay within their bounds."""
    done = _run(HOME / "house.py")
    assert done.returncode == 0, done.stdout


def test_a_digest_fans_out_to_every_channel_once() -> None:
    """Sixty channels due at once have one digest each, while every command is acknowledged; times are not judged."""
    done = _run(HOME / "fanout.py", "--channels", "60", "--json")
    figures = json.loads(done.stdout)
    assert (figures["posted"], figures["repeated"]) == (60, 0), done.stderr
    assert figures["acknowledged"] == figures["asked"]


def test_all_together_say_that_nothing_could_run(tmp_path: Path) -> None:
    """Without any data the runner names every script, and exits with 2."""
    done = subprocess.run(
        [sys.executable, str(HOME), "--data", str(tmp_path)], capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 2
    for script in SCRIPTS:
        if not script.stem.startswith("train_") and script.stem != "fanout":
            assert f"== {script.stem}" in done.stdout
