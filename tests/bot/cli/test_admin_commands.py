"""Claims about what the command line takes in, keeps and gives back."""

from __future__ import annotations

import json
import sqlite3
import stat
import sys
from collections.abc import Callable
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from bot.cli import admin_commands
from tests.bot.cli import RunCommand
from tests.support.paths import SAMPLE


def test_adding_twice_changes_nothing_and_says_so(run_with_sample: RunCommand) -> None:
    """The second time, every article is unchanged."""
    code, out, _ = run_with_sample("add", SAMPLE)
    assert code == 0
    assert f"{len(list(SAMPLE.glob('*.txt')))} unchanged" in out
    assert "added" not in out


@pytest.mark.parametrize(
    ("make", "said"),
    [
        pytest.param(lambda p: p.write_bytes(b""), "contains no text", id="an empty file"),
        pytest.param(lambda p: p.write_bytes(bytes(range(256)) * 40), "i can't decode it", id="a binary file"),
        pytest.param(lambda p: p.write_bytes(b"word " * 4_200_000), "large", id="a file of 20 MB"),
        pytest.param(lambda p: p.mkdir(), "article", id="a folder without articles"),
        pytest.param(lambda _: None, "no such", id="a missing file"),
    ],
)
def test_what_is_no_article_is_refused_in_one_sentence(
    run: RunCommand, tmp_path: Path, make: Callable[[Path], object], said: str
) -> None:
    """Bad input is named with the reason, exits 2, and the good file beside it is kept."""
    bad = tmp_path / "bad.txt"
    make(bad)
    code, out, err = run("add", bad, SAMPLE / "wire-treaty-signed.txt")
    assert code == 2
    assert said in " ".join(err.lower().split())
    assert "bad.txt" in "".join(err.split())
    assert "1 added" in out


def test_a_locked_database_is_named(run_with_sample: RunCommand, tmp_path: Path) -> None:
    """While another program holds the store, adding says so in one line and loses nothing."""
    holder = sqlite3.connect(tmp_path / "store.sqlite3")
    holder.execute("BEGIN EXCLUSIVE")
    (tmp_path / "new.txt").write_text("A new thing happened.\n\nThe council met on Monday to discuss it.\n", "utf-8")
    code, _, err = run_with_sample("add", tmp_path / "new.txt")
    holder.close()
    assert code == 2
    assert "store.sqlite3" in "".join(err.split())
    assert run_with_sample("add", tmp_path / "new.txt")[0] == 0


def test_what_is_exported_can_be_imported(run_with_sample: RunCommand, tmp_path: Path) -> None:
    """A store written out and taken in elsewhere lists the same articles, and is sound."""
    code, out, _ = run_with_sample("export", tmp_path / "all.jsonl")
    assert code == 0
    elsewhere = f"sqlite:///{tmp_path / 'other.sqlite3'}"
    assert run_with_sample("--database", elsewhere, "import", tmp_path / "all.jsonl")[0] == 0
    assert run_with_sample("--database", elsewhere, "articles")[1] == run_with_sample("articles")[1]
    code, out, _ = run_with_sample("--database", elsewhere, "doctor")
    assert (code, "all is well" in out) == (0, True)


def test_a_removed_article_is_quoted_no_more(run_with_sample: RunCommand) -> None:
    """After remove, no list and no briefing has the article; removing it again says that it is not there."""
    assert run_with_sample("remove", "wire-treaty-signed")[0] == 0
    assert "wire-treaty-signed" not in run_with_sample("articles")[1]
    told = json.loads(run_with_sample("brief", "--limit", "40", "--json")[1])["sentences"]
    assert "wire-treaty-signed" not in {sentence["doc"] for sentence in told}
    code, _, err = run_with_sample("remove", "wire-treaty-signed")
    assert (code, "wire-treaty-signed" in err) == (2, True)


def test_a_curators_alias_is_understood_in_questions(run_with_sample: RunCommand) -> None:
    """A name that the curator gave to an actor finds it, and survives re-reading."""
    assert run_with_sample("who", "the Wolf of Sinuiju")[0] == 1
    assert run_with_sample("actors", "alias", "Kim Yo-jong", "Wolf of Sinuiju")[0] == 0
    assert run_with_sample("who", "the Wolf of Sinuiju")[0] == 0
    assert "up to date" in run_with_sample("reread")[1]
    assert run_with_sample("who", "the Wolf of Sinuiju")[0] == 0


def test_bytes_that_are_no_text_are_unknown_characters(run_with_sample: RunCommand) -> None:
    """A terminal hands them over as halves of characters, with which nothing can be kept; files can be called so."""
    assert run_with_sample("who", "Wolf \udcffang")[0] == 1
    assert run_with_sample("actors", "alias", "Kim Yo-jong", "Wolf \udcffang")[0] == 0
    assert run_with_sample("who", "Wolf \udcffang")[0] == 0
    assert run_with_sample("actors", "add", "Ana \udcff\udcfe")[0] == 0
    code, _, err = run_with_sample("verify", "Z\udcff.md")
    assert code == 2
    assert "I can't read" in err


def test_an_alias_that_belongs_to_two_is_refused_with_both(run_with_sample: RunCommand) -> None:
    """A name that another actor bears is refused, both are named, and nothing is kept."""
    code, _, err = run_with_sample("actors", "alias", "Kim Yo-jong", "Vladimir Putin")
    assert code == 2
    assert "putin" in err.lower()
    assert "kim" in err.lower()
    assert "curator" not in run_with_sample("actors", "list")[1]


def _set_newer_version(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")  # as every store is kept
        connection.execute("PRAGMA user_version = 999")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        pytest.param(lambda path: path.mkdir(), "folder", id="a folder"),
        pytest.param(
            lambda path: path.write_bytes(bytes(range(256)) * 64), "isn't a Dateline database", id="another file"
        ),
        pytest.param(_set_newer_version, "update Dateline", id="a store of a newer Dateline"),
    ],
)
@pytest.mark.parametrize("words", [("brief",), ("articles",), ("add", SAMPLE / "wire-treaty-signed.txt")])
def test_what_is_no_store_is_named_and_left_alone(
    run: RunCommand, tmp_path: Path, words: tuple[object, ...], make: Callable[[Path], object], said: str
) -> None:
    """One line names what lies there and the remedy, nothing is printed as done, and the file is not touched."""
    path = tmp_path / "store.sqlite3"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    code, out, err = run(*words)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert said in err
    assert (path.read_bytes() if path.is_file() else None) == before


def test_adding_an_undated_article_says_how_to_date_it(run: RunCommand, tmp_path: Path) -> None:
    """An article without a day is named with the header that dates it; with the header nothing is said."""
    story = "The harbour board agreed to open the pier again, and the crews went back to work."
    (tmp_path / "pier.txt").write_text(f"Pier opens again\n\n{story}\n")
    code, out, _ = run("add", tmp_path / "pier.txt")
    assert code == 0
    assert "pier" in out
    assert "“published: 2024-06-20”" in out
    (tmp_path / "pier.txt").write_text(f"title: Pier opens again\npublished: 4 June 2024\n\n{story}\n")
    assert "published:" not in run("add", tmp_path / "pier.txt")[1]


def test_a_backup_can_be_restored(run_with_sample: RunCommand, tmp_path: Path) -> None:
    """Both commands say where the files are; the articles are those of the backup."""
    count = len(list(SAMPLE.glob("*.txt")))
    code, out, _ = run_with_sample("backup", tmp_path / "backup")
    assert code == 0
    assert "Backed up to" in out
    assert run_with_sample("remove", "wire-treaty-signed")[0] == 0
    code, out, _ = run_with_sample("restore", tmp_path / "backup")
    assert code == 0
    assert "before-restore. Delete it when all is well." in out
    assert f"{count} articles checked" in run_with_sample("doctor")[1]


def test_what_can_not_be_restored_is_reported_in_one_line(run_with_sample: RunCommand, tmp_path: Path) -> None:
    """With the file, the reason and the way out; the exit code is that of bad input."""
    (tmp_path / "notes.txt").write_text("Keep me.")
    for command in ("restore", "backup"):
        code, out, err = run_with_sample(command, tmp_path / "notes.txt")
        assert (code, out) == (2, "")
        assert len(err.splitlines()) == 1
        assert "notes.txt: " in err


@pytest.mark.skipif(sys.platform == "win32", reason="files have other permissions on Windows")
def test_an_export_is_private(run_with_sample: RunCommand, tmp_path: Path) -> None:
    """It holds what servers added for themselves."""
    assert run_with_sample("export", tmp_path / "everything.jsonl")[0] == 0
    assert stat.S_IMODE((tmp_path / "everything.jsonl").stat().st_mode) == 0o600


@pytest.mark.parametrize(("seconds", "shown"), [(0.5, False), (1.5, True)])
def test_only_what_takes_long_shows_progress(monkeypatch: pytest.MonkeyPatch, seconds: float, shown: bool) -> None:
    """A backup of a small database is done before anybody could read it."""
    now = [100.0]
    monkeypatch.setattr(admin_commands, "monotonic", lambda: now[0])
    console = Console(file=StringIO(), force_terminal=True)
    with admin_commands._show_stages(console) as report:
        report("Copying", 1, 3)
        now[0] += seconds
        report("Copying", 2, 3)
        report("Checking", 0, 0)
    assert isinstance(console.file, StringIO)
    assert ("Checking" in console.file.getvalue()) == shown


def test_doctor_says_what_it_looked_at_and_what_to_do(run_with_sample: RunCommand, tmp_path: Path) -> None:
    """The exit code says whether something failed; with settings that are wrong, the rest is named as not tried."""
    count = len(list(SAMPLE.glob("*.txt")))
    code, out, _ = run_with_sample("doctor", "--offline")
    assert code == 0
    assert "warning   clock: The clock says 2024-06-24 09:00 UTC, but the database was written at" in out
    assert f"ok        database: {count} articles checked: all is well." in out
    assert "not tried Discord: Left out, as you asked." in out
    listed = json.loads(run_with_sample("doctor", "--json")[1])["findings"]
    assert {"subject": "Discord", "state": "not tried"}.items() <= listed[-1].items()
    (tmp_path / ".env").write_text("DATELINE_WORKERS=none", encoding="utf-8")
    code, out, _ = run_with_sample("doctor")
    assert (code, "not tried everything else: It depends on the settings." in out) == (2, True)
