"""A store of its own for each command line, empty or with the sample."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cli.main import main
from tests.bot.cli import RunCommand
from tests.support.paths import SAMPLE

NOW = datetime(2024, 6, 24, 9, tzinfo=UTC)


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> RunCommand:
    """Return a function that runs a command on a store of its own and returns exit code, output and errors."""
    monkeypatch.chdir(tmp_path)
    for name in ("COLUMNS", "DATELINE_DATABASE_URL", "DISCORD_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    url = f"sqlite:///{tmp_path / 'store.sqlite3'}"

    def command(*words: object) -> tuple[int, str, str]:
        try:
            code = main(["--database", url, *map(str, words)], clock=lambda: NOW)
        except SystemExit as ended:  # argparse ends this way
            code = int(str(ended.code))
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


@pytest.fixture(scope="session")
def added_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store to which the command added the sample corpus."""
    path = tmp_path_factory.mktemp("added") / "store.sqlite3"
    assert main(["--database", f"sqlite:///{path}", "add", str(SAMPLE)], clock=lambda: NOW) == 0
    return path


@pytest.fixture
def run_with_sample(run: RunCommand, added_sample: Path, tmp_path: Path) -> RunCommand:
    """Return the same with a copy of that store."""
    shutil.copyfile(added_sample, tmp_path / "store.sqlite3")
    return run
