"""Claims about how a site is written: what changed alone, at once, and never over the files of others."""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.archive.folder import MARKER_NAME, SiteChange, check_site_folder, write_site
from bot.errors import ConfigError

FILES = {"index.html": b"<p>1", "digests/a.html": b"a", "digests/b.html": b"b"}


def list_files(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder but the marker, by path."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.name != MARKER_NAME)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_a_site_is_written_into_a_missing_or_an_empty_folder(tmp_path: Path) -> None:
    """With all that leads to it."""
    assert write_site(tmp_path / "a" / "b", FILES) == SiteChange(written=3)
    (tmp_path / "c").mkdir()
    write_site(tmp_path / "c", FILES)
    assert list_files(tmp_path / "a" / "b") == list_files(tmp_path / "c") == FILES


def test_what_did_not_change_is_not_written(tmp_path: Path) -> None:
    """A file that someone altered is."""
    folder = tmp_path / "site"
    write_site(folder, FILES)
    for path in folder.rglob("*"):
        os.utime(path, (1, 1))
    assert write_site(folder, FILES) == SiteChange(unchanged=3)
    assert all(path.stat().st_mtime == 1 for path in folder.rglob("*") if path.is_file())
    (folder / "index.html").write_bytes(b"altered")
    assert write_site(folder, FILES) == SiteChange(written=1, unchanged=2)
    assert list_files(folder) == FILES


def test_what_is_gone_is_removed(tmp_path: Path) -> None:
    """With folders that are empty then; a file that someone added stays."""
    folder = tmp_path / "site"
    write_site(folder, FILES)
    (folder / "CNAME").write_text("news.example")
    assert write_site(folder, {"index.html": b"<p>2"}) == SiteChange(written=1, removed=2)
    assert list_files(folder) == {"index.html": b"<p>2", "CNAME": b"news.example"}
    assert not (folder / "digests").exists()


def test_a_folder_of_others_is_refused(tmp_path: Path) -> None:
    """Nothing in it is touched; neither is a file in its place."""
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(ConfigError, match="holds files that aren't Dateline's"):
        write_site(tmp_path, FILES)
    assert list_files(tmp_path) == {"thesis.txt": b"mine"}
    with pytest.raises(ConfigError, match="holds files that aren't Dateline's"):
        write_site(tmp_path / "thesis.txt", FILES)


def test_an_interrupted_build_is_completed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it had written is known, and removed when it is gone."""
    folder, replace_file, replaced = tmp_path / "site", os.replace, []

    def fail_later(source: Path, target: Path) -> None:
        replaced.append(target)
        if len(replaced) > 3:
            raise OSError(28, "No space left on device", str(target))
        replace_file(source, target)

    monkeypatch.setattr(os, "replace", fail_later)
    with pytest.raises(ConfigError, match="can't be written"):
        write_site(folder, FILES)
    monkeypatch.undo()
    write_site(folder, {"index.html": b"<p>1"})
    assert list_files(folder).keys() == {"index.html"}


@pytest.mark.parametrize("path", ["../outside.txt", "/etc/passwd", "", MARKER_NAME, "a/../../outside.txt"])
def test_a_marker_leads_to_nothing_outside(path: str, tmp_path: Path) -> None:
    """A path that it should never have is not removed."""
    folder = tmp_path / "site"
    write_site(folder, FILES)
    (tmp_path / "outside.txt").write_text("mine")
    (folder / MARKER_NAME).write_text(json.dumps({"files": [path, "digests/a.html"]}))
    assert check_site_folder(folder) == {"digests/a.html"}
    write_site(folder, {"index.html": b"1"})
    assert (tmp_path / "outside.txt").read_text() == "mine"


@pytest.mark.parametrize("marker", ["", "[]", "{}", '{"files": 1}', "\x00"])
def test_a_damaged_marker_is_reported(marker: str, tmp_path: Path) -> None:
    """Rather than everything being removed or nothing."""
    (tmp_path / MARKER_NAME).write_text(marker)
    with pytest.raises(ConfigError, match="is damaged"):
        write_site(tmp_path, FILES)


def test_what_is_gone_is_removed_even_if_the_disk_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that is no longer public does not wait until there is space again; the error says what helps."""
    folder = tmp_path / "site"
    write_site(folder, FILES)

    def fail(_path: Path, _data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", fail)
    with pytest.raises(ConfigError, match=r"can't be written \(No space left on device\)\. Free some disk space\."):
        write_site(folder, {"index.html": b"<p>2"})
    monkeypatch.undo()
    assert list_files(folder) == {"index.html": b"<p>1"}
    assert write_site(folder, FILES).written == 2


def test_a_folder_that_cannot_be_read_is_one_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the system refuses."""

    def refuse(path: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "is_file", refuse)
    with pytest.raises(ConfigError, match=r"can't be read \(Permission denied\)"):
        check_site_folder(tmp_path)


def test_builds_at_once_wait_for_each_other(tmp_path: Path) -> None:
    """The folder then holds the files of one of them, whole, and no drafts."""
    folder, sites = tmp_path / "site", [{f"{n}.html": bytes([65 + part]) for n in range(60)} for part in range(4)]
    for name in ("old.html", "index.html"):
        sites[0][name] = b"old"
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda files: write_site(folder, files), sites * 3))
    assert list_files(folder) in sites
    assert check_site_folder(folder) == list_files(folder).keys()
